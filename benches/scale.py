"""Millions of statements: demarche beside plain SQLite and networkx over pandas, on the same rows in one run.

    cargo build --release
    python3 benches/scale.py --statements 5000000 [--work DIR] [--demarche target/release/demarche] [--without networkx]

Prints a line for each piece of work: seconds on the clock, seconds of the processor, peak memory. The statements are
those of synthetic.py. Every piece is a process of its own, so every question starts cold; files may be in the system's
cache. networkx and pandas must be installed, or left out.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import synthetic

HERE = Path(__file__).parent
DATE, BUSIEST, OTHER, FAR = "2010-06-15", "Actor 0", "Actor 1", "Actor 15000"
ADDED = 10_000

SQLITE = {
    "load": """
import json, sys
c.executescript("PRAGMA journal_mode = WAL; CREATE TABLE raw(document, source, relation, target, negated, modality,"
                " start, stop, seen, confidence)")
def rows():
    for line in open(argv[0]):
        s = json.loads(line)
        yield (s["document"], s["source"]["id"], s["relation"], s["target"]["id"], s["negated"], s["modality"],
               s["start"], s["end"], s["seen"], s["confidence"])
c.executemany("INSERT INTO raw VALUES (?,?,?,?,?,?,?,?,?,?)", rows())
c.commit()
""",
    "group": """
c.executescript('''
CREATE TABLE log AS SELECT * FROM raw WHERE 0;
INSERT INTO log SELECT * FROM raw;
CREATE TABLE edge(source, relation, target, n, confidence, first, last, PRIMARY KEY (source, relation, target))
    WITHOUT ROWID;
INSERT INTO edge SELECT source, relation, target, count(*), max(confidence), min(seen), max(seen) FROM log
    GROUP BY source, relation, target;
CREATE INDEX log_source ON log(source);
CREATE INDEX log_target ON log(target);
''')
c.commit()
""",
    "neighbors": """
found = c.execute('''
WITH held AS MATERIALIZED (SELECT source, target FROM log WHERE source = 'actor-0' AND negated = 0
        AND modality = 'actual' AND start <= ?1 AND (stop IS NULL OR stop >= ?1)
    UNION SELECT target, source FROM log WHERE target = 'actor-0' AND negated = 0 AND modality = 'actual'
        AND start <= ?1 AND (stop IS NULL OR stop >= ?1))
SELECT source, relation, target, count(DISTINCT document), max(confidence) FROM log
WHERE (source IN (SELECT target FROM held) OR target IN (SELECT target FROM held)) AND negated = 0
    AND modality = 'actual' AND start <= ?1 AND (stop IS NULL OR stop >= ?1)
GROUP BY source, relation, target ORDER BY 5 DESC LIMIT 200''', argv).fetchall()
print(len(found), file=sys.stderr)
""",
    "timeline": """
found = c.execute('''SELECT start, stop, source, relation, target FROM log WHERE (source, target) IN
    (VALUES ('actor-0', 'actor-1'), ('actor-1', 'actor-0')) ORDER BY start''').fetchall()
print(len(found), file=sys.stderr)
""",
}

NETWORKX = """
import pandas, networkx, time
parts = []
for part in pandas.read_json(argv[0], lines=True, chunksize=100_000, convert_dates=False, dtype=False):
    part["source"] = part["source"].map(lambda end: end["id"])
    part["target"] = part["target"].map(lambda end: end["id"])
    parts.append(part[["document", "source", "relation", "target", "negated", "modality", "start", "end", "seen",
                       "confidence"]])
log = pandas.concat(parts)
told("networkx: read into pandas")
edges = log[~log.negated & (log.modality == "actual")].groupby(["source", "relation", "target"]).agg(
    n=("document", "nunique"), confidence=("confidence", "max"), first=("seen", "min"), last=("seen", "max"))
graph = networkx.from_pandas_edgelist(edges.reset_index(), create_using=networkx.MultiDiGraph, edge_attr=True,
                                      edge_key="relation")
told("networkx: group and fold into a graph")
held = log[~log.negated & (log.modality == "actual") & (log.start <= argv[1])
           & (log.end.isna() | (log.end >= argv[1]))]
then = networkx.from_pandas_edgelist(held, create_using=networkx.MultiGraph, edge_key="relation")
print(networkx.ego_graph(then, "actor-0", radius=2).number_of_edges(), file=sys.stderr)
told("networkx: two hops around the busiest at a date")
pair = log[log.source.isin(["actor-0", "actor-1"]) & log.target.isin(["actor-0", "actor-1"])].sort_values("start")
told("networkx: timeline of two busy actors")
networkx.shortest_path(networkx.Graph(graph), "actor-15000", "actor-1")
told("networkx: path")
"""


def measured(what, command, quiet=True):
    """Runs a command; prints and returns how long it took."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL if quiet else None)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 4):
        sys.exit(f"{what}: exit code {code}")
    line(what, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    return seconds


def line(what, seconds, processor, memory):
    print(f"{what:<58}{seconds:>9.2f} s {processor:>9.2f} s cpu {memory:>8.0f} MiB", flush=True)


def sqlite(what, name, db, *argv):
    program = f"import sqlite3, sys\nargv = sys.argv[2:]\nc = sqlite3.connect(sys.argv[1])\n{SQLITE[name]}"
    return measured(f"sqlite: {what}", [sys.executable, "-c", program, db, *map(str, argv)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path("target/scale"))
    parser.add_argument("--demarche", type=Path, default=Path("target/release/demarche"))
    parser.add_argument("--without", choices=["networkx", "sqlite"], action="append", default=[])
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    n = args.statements
    whole, more = args.work / f"{n}.jsonl", args.work / f"{n}-more.jsonl"
    for path, count, first in [(whole, n, 0), (more, ADDED, n)]:
        if not path.exists():
            with path.with_suffix(".part").open("w") as out:
                synthetic.write(count, first, out)
            path.with_suffix(".part").rename(path)
    for old in args.work.glob("*.db*"):
        old.unlink()
    print(f"{n:,} statements, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")

    db = args.work / "demarche.db"

    def demarche(what, *command):
        return measured(f"demarche: {what}", [args.demarche, "-q", *map(str, command), "--db", db])

    ingest = demarche("ingest", "ingest", "--statements", whole)
    fold = demarche("fold all, shortest path", "path", FAR, OTHER)
    print(f"{'':<10}ingest and fold: {n / (ingest + fold):,.0f} statements/s; {db.stat().st_size / 2**20:,.0f} MiB")
    demarche(f"add {ADDED:,}", "ingest", "--statements", more)
    demarche("two hops around the busiest at a date", "neighbors", BUSIEST, "--hops", 2, "--at", DATE)
    demarche("timeline of two busy actors", "timeline", BUSIEST, OTHER)
    demarche("path at a date", "path", FAR, OTHER, "--at", DATE)
    demarche("stats", "stats")
    if "sqlite" not in args.without:
        plain = args.work / "plain.db"
        sqlite("load raw rows", "load", plain, whole)
        group = sqlite("INSERT … SELECT … GROUP BY, indexes", "group", plain)
        print(f"{'':<10}demarche's ingest and fold take {(ingest + fold) / group:.1f} times as long")
        sqlite("two hops around the busiest at a date", "neighbors", plain, DATE)
        sqlite("timeline of two busy actors", "timeline", plain)
    if "networkx" not in args.without:
        told = (
            "import sys, time, resource\nargv = sys.argv[1:]\nbegin = time.monotonic()\n"
            "def told(what):\n    global begin\n    now = time.monotonic()\n"
            "    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
            "    print(f'{what:<58}{now - begin:>9.2f} s {\"\":>15}{peak:>8.0f} MiB', flush=True)\n    begin = now\n"
        )
        measured("networkx: all of it", [sys.executable, "-c", told + NETWORKX, whole, DATE], quiet=False)


if __name__ == "__main__":
    main()
