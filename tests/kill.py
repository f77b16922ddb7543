"""Kills demarche at random moments and looks whether anything was lost, doubled or broken.

    python3 tests/kill.py [--rounds 200] [--seed 1] [--kinds ingest fold ...] [--demarche target/release/demarche]

A round starts a command on a store (ingest, fold, decide, export), kills it with signal 9 after a random part of the
time it takes, and checks: the store opens; it holds what it held before or, if the command got so far, all of what was
being added; no statement stands twice; bundles hold exactly the statements; a file is whole or not there. Then the
same command runs to its end, and the store must say what an undisturbed one says. Needs nothing but Python.
"""

import argparse
import contextlib
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "benches"))
import synthetic

KINDS = ["ingest", "fold", "decide", "export"]
N_BATCHES, BATCH = 6, 1_500
RECORD = 40


class Store:
    """A store, and the commands that are run on it."""

    def __init__(self, demarche, folder):
        self.demarche, self.folder, self.db = demarche, folder, folder / "graph.db"
        self.n_batches = 0

    def command(self, kind, n):
        output = self.folder / "graph.json"
        return [str(self.demarche), "-q", *{
            "ingest": ["ingest", "--statements", str(self.folder.parent / f"{n}.jsonl")],
            "fold": ["stats", "--format", "json"],
            "decide": ["decide", "wrong", f"Actor 0 meets Actor {n + 1}", "--reason", "a test", "--author", "nobody",
                       "--on", "2024-01-01"],
            "export": ["export", "-o", str(output)],
        }[kind], "--db", str(self.db)]

    def run(self, kind, n):
        begin = time.monotonic()
        done = subprocess.run(self.command(kind, n), capture_output=True, text=True)
        assert done.returncode in (0, 4), f"{kind}: exit code {done.returncode}: {done.stderr}"
        return done.stdout, time.monotonic() - begin

    def kill(self, kind, n, after):
        process = subprocess.Popen(self.command(kind, n), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return process.returncode == -signal.SIGKILL

    def is_begun(self):
        """Tells whether anything was committed: a kill while the file is made leaves one without tables."""
        if not self.db.exists():
            return False
        with contextlib.closing(sqlite3.connect(self.db)) as connection:
            return connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,)

    def says(self):
        """Returns what the store says of itself."""
        stats = json.loads(self.run("fold", 0)[0])
        with contextlib.closing(sqlite3.connect(self.db)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ids = [id for (id,) in connection.execute("SELECT id FROM statement")]
            assert len(ids) == len(set(ids)) == stats["n_statements"], "a statement stands twice or is lost"
            bundled = Counter()
            for actor, other, claims in connection.execute("SELECT actor, other, claims FROM bundle"):
                for at in range(0, len(claims), RECORD):
                    bundled[claims[at : at + 8].hex()] += 1 + (actor == other)
            assert bundled == {id: 2 for id in ids}, "bundles and statements differ"
            decisions = list(connection.execute("SELECT id, verdict, subject FROM decision ORDER BY id"))
        return stats, decisions


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--demarche", type=Path, default=Path("target/release/demarche"))
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    killed = Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for n in range(N_BATCHES):
            with (folder / f"{n}.jsonl").open("w") as out:
                synthetic.write(BATCH, n * BATCH, out)
        undisturbed, disturbed = (Store(args.demarche, folder / name) for name in ("undisturbed", "disturbed"))
        took = {}
        for number in range(args.rounds):
            n = number // len(args.kinds) % N_BATCHES
            if number % (len(args.kinds) * N_BATCHES) == 0:
                for store in (undisturbed, disturbed):
                    shutil.rmtree(store.folder, ignore_errors=True)
                    store.folder.mkdir()
            kind = args.kinds[number % len(args.kinds)]
            before = disturbed.says() if disturbed.is_begun() else None
            _, took[kind] = undisturbed.run(kind, n)
            after = undisturbed.says()
            if disturbed.kill(kind, n, draw.uniform(0, took[kind] * 1.1)):
                killed[kind] += 1
            if disturbed.is_begun():
                found = disturbed.says()
                nothing = found[0]["n_statements"] == 0 and before is None
                assert nothing or found in (before, after), f"round {number}: {kind} left something in between"
            written = disturbed.folder / "graph.json"
            if written.exists():
                json.loads(written.read_text())
            disturbed.run(kind, n)
            assert disturbed.says() == after, f"round {number}: {kind} run again gives something else"
            if kind == "export":
                both = [(store.folder / "graph.json").read_bytes() for store in (undisturbed, disturbed)]
                assert both[0] == both[1], f"round {number}: the exports differ"
    counts = ", ".join(f"{kind} {n}" for kind, n in sorted(killed.items()))
    print(f"{args.rounds} rounds, {sum(killed.values())} killed before their end ({counts}): nothing lost, nothing doubled")


if __name__ == "__main__":
    main()
