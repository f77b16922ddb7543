"""What every check uses: the list of checks, the truth they compare with, complaints.

In: a folder of exports of one graph. Out: functions registered with @check; check.py runs them.
"""

import calendar
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


def check(*files, needs=(), most=None):
    """Registers a check of these files, which needs these Python modules, programs or npm: packages and is made for
    graphs of so many edges at most."""

    def register(function):
        CHECKS.append((function, files, needs, most))
        return function

    return register


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def same(what, found, wanted):
    """Compares two collections and shows where they differ."""
    if found != wanted:
        if isinstance(found, dict):
            found, wanted = ([repr(item) for item in x.items()] for x in (found, wanted))
        both = set(found) & set(wanted)
        odd = [[x for x in some if x not in both][:3] for some in (found, wanted)]
        raise AssertionError(f"{what}: {len(found)} found, {len(wanted)} wanted; only here {odd[0]}, missing {odd[1]}")


class Truth:
    """What the node-link file says."""

    def __init__(self, folder):
        data = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
        self.data = data
        self.names = {node["id"]: node["label"] for node in data["nodes"]}
        self.edges = {(e["source"], e["key"], e["target"]): e for e in data["edges"]}

        self.told = {key: (e["direction"], e["valid"]) for key, e in self.edges.items()}

    def visible(self, name):
        """A name as XML can hold it."""
        return ILLEGAL.sub("\ufffd", name)

    def spans(self, key):
        """The intervals of an edge that have a beginning or an end."""
        return sorted(v for v in self.edges[key]["valid"] if v != "../..")

    def days(self, key):
        """The same as first and last days, None where open."""
        return [tuple(map(day, span.split("/"), (1, -1))) for span in self.edges[key]["valid"] if span != "../.."]


def day(date, end):
    """The first (1) or last (-1) day that a date of year, month or day may mean."""
    if date == "..":
        return None
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (1 if end == 1 else 12)
    last = calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{parts[2] if len(parts) > 2 else (1 if end == 1 else last):02}"


def node(script, *arguments):
    """Runs a script of this folder with Node.js and returns what it prints, read as JSON."""
    run = subprocess.run(["node", HERE / script, *arguments], capture_output=True, timeout=600)
    expect(run.returncode == 0, run.stderr.decode(errors="replace")[-400:])
    return json.loads(run.stdout)


def is_missing(need):
    if need in {"dot", "gc", "node", "Rscript", "xmllint"}:
        return shutil.which(need) is None
    if need.startswith("r:"):
        script = f"quit(status = !requireNamespace('{need.removeprefix('r:')}', quietly = TRUE))"
        return shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", script]).returncode != 0
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
