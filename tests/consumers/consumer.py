"""What every check uses: the list of checks, the truth they compare with, complaints.

In: a folder of exports of one graph. Out: functions registered with @check; check.py runs them.
"""

import importlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

CHECKS = []
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
HERE = Path(__file__).parent


def check(*files, needs=()):
    """Registers a check of these files, which needs these Python modules, programs or npm: packages."""

    def register(function):
        CHECKS.append((function, files, needs))
        return function

    return register


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def same(what, found, wanted):
    """Compares two collections and shows where they differ."""
    if found != wanted:
        odd = [x for x in found if x not in wanted][:3], [x for x in wanted if x not in found][:3]
        raise AssertionError(f"{what}: {len(found)} found, {len(wanted)} wanted; only here {odd[0]}, missing {odd[1]}")


class Truth:
    """What the node-link file says."""

    def __init__(self, folder):
        data = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
        self.data = data
        self.names = {node["id"]: node["label"] for node in data["nodes"]}
        self.edges = {(e["source"], e["key"], e["target"]): e for e in data["edges"]}

    def visible(self, name):
        """A name as XML can hold it."""
        return ILLEGAL.sub("\ufffd", name)

    def spans(self, key):
        """The intervals of an edge that have a beginning or an end."""
        return sorted(v for v in self.edges[key]["valid"] if v != "../..")


def node(script, *arguments):
    """Runs a script of this folder with Node.js and returns what it prints, read as JSON."""
    run = subprocess.run(["node", HERE / script, *arguments], capture_output=True, timeout=600)
    expect(run.returncode == 0, run.stderr.decode(errors="replace")[-400:])
    return json.loads(run.stdout)


def is_missing(need):
    if need in {"dot", "node", "xmllint"}:
        return shutil.which(need) is None
    if need.startswith("npm:"):
        path = os.environ.get("NODE_PATH", "")
        return not path or not (Path(path) / need.removeprefix("npm:")).is_dir()
    if need.startswith("file:"):
        return not os.environ.get(need.removeprefix("file:"))
    try:
        importlib.import_module(need)
    except ImportError:
        return True
    return False
