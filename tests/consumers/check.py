#!/usr/bin/env python3
"""Reads what `demarche build` or `demarche export` wrote with the programs that people read it with.

    check.py [--demarche PROGRAM] [--whole] FOLDER|STORE...

Each FOLDER holds some or all of the files that `demarche export` can write of one graph, graph.json among them; of a
STORE all of them are written first. That node-link file is what the others are compared with: actors, relations,
directions, parallel relations, dates, names. A missing consumer is said and its check skipped, but fails where CI=true;
what a graph is too large for is skipped too, but with --whole, which may take hours. Exits with 1 on a fault.
NODE_PATH tells where npm packages are, GEXF_RNG where the RELAX NG rules of GEXF 1.3 are (gephi/gexf, specs/1.3/gexf.rng).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import databases  # noqa: F401  the checks register themselves
import graphs  # noqa: F401
import javascript  # noqa: F401
import networks  # noqa: F401
import rdf  # noqa: F401
import recipes  # noqa: F401
from consumer import CHECKS, Truth, is_missing


def run(folder, whole):
    """Runs every check whose files are there, those made for smaller graphs only if `whole`; returns how many passed, failed, were skipped."""
    passed = failed = skipped = 0
    if not (folder / "graph.json").is_file():
        print(f"FAIL {folder}: graph.json is missing")
        return 0, 1, 0
    truth = Truth(folder)
    for function, files, needs, most in CHECKS:
        name = f"{folder.name}: {function.__name__}"
        if absent := [f for f in files if not (folder / f).is_file()]:
            print(f"skip {name}: no {', '.join(absent)}")
            skipped += 1
            continue
        if not whole and most is not None and len(truth.edges) > most:
            print(f"skip {name}: made for {most:,} relations, not for {len(truth.edges):,}")
            skipped += 1
            continue
        if absent := [need for need in needs if is_missing(need)]:
            # Rules under another licence are not ours to bring along, not even in CI.
            in_ci = os.environ.get("CI") == "true" and not all(a.startswith("file:") for a in absent)
            print(f"{'FAIL' if in_ci else 'skip'} {name}: {', '.join(absent)} is not installed")
            failed += in_ci
            skipped += not in_ci
            continue
        begin = time.monotonic()
        try:
            function(folder, truth)
        except Exception as error:  # a consumer may fail in any way of its own
            print(f"FAIL {name}: {type(error).__name__}: {error}")
            failed += 1
        else:
            print(f"ok   {name} ({time.monotonic() - begin:.1f} s)", flush=True)
            passed += 1
    return passed, failed, skipped


def exported(program, store, work):
    """Writes every format of a store and returns the folder."""
    folder = work / store.stem
    command = [program, "export", "--quiet", "--db", store, "--all", "-o", folder]
    begin = time.monotonic()
    subprocess.run(command, check=True)
    print(f"     {store}: exported in {time.monotonic() - begin:.1f} s", flush=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demarche", type=Path, default=Path("target/release/demarche"))
    parser.add_argument("--whole", action="store_true", help="skip nothing for the size of a graph")
    parser.add_argument("places", type=Path, nargs="+", metavar="FOLDER|STORE")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folders = [p if p.is_dir() else exported(args.demarche, p, Path(work)) for p in args.places]
        totals = [run(folder, args.whole) for folder in folders]
    passed, failed, skipped = (sum(column) for column in zip(*totals))
    print(f"consumers: {passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
