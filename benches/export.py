#!/usr/bin/env python3
"""Times `demarche export` of a store in every format: seconds, processor seconds, peak memory, size of the file.

    export.py DEMARCHE STORE [FORMAT...]

A store comes from benches/synthetic.py and `demarche import --as statements`. Each format runs in a process of its own and
writes to a file that is then removed.

Processor seconds and peak memory: when the whole graph was held (1,050,000 statements, one an edge; two busy cores), and since
it is folded pair by pair (1,350,000 statements, 1,035,108 edges; a quiet machine; the two of parquet an older figure):

    format                  held             folded
    csv                   6.7 s  751 MB  5.4 s     84 MB
    nodes                 3.1 s  752 MB  1.8 s     78 MB
    json                  6.0 s  752 MB  5.4 s     83 MB
    graphml               8.2 s  758 MB  7.1 s     83 MB
    jgf                                  5.5 s     83 MB
    neo4j                                5.5 s     84 MB
    neo4j-nodes                          1.8 s     78 MB
    cypher                7.2 s  762 MB  6.2 s     96 MB
    dot                   5.0 s  753 MB  4.7 s     83 MB
    parquet               5.3 s  752 MB  6.4 s    103 MB
    statements           14.7 s 2119 MB  5.9 s    105 MB
    events               13.6 s 2119 MB  8.7 s    105 MB
    ttl                  19.0 s 2115 MB 11.4 s    124 MB
    trig                                11.6 s    124 MB
    ftm                  17.9 s 2118 MB 11.8 s    129 MB
    parquet-statements                  10.7 s    128 MB
    gexf                 69.1 s 1474 MB 13.4 s    114 MB
    cyjs                  7.3 s  752 MB  8.9 s    116 MB
    cx2                                  8.9 s    116 MB
    html                                15.4 s    164 MB
    svg                   3.5 s  752 MB  4.9 s    108 MB
    matrix                               5.0 s    125 MB
    mermaid                              5.1 s    108 MB
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Edge by edge, then statement by statement, then with places, then pictures of the strongest part; parquet is a feature.
FORMATS = (
    "csv nodes json graphml jgf neo4j neo4j-nodes cypher dot parquet statements events ttl trig ftm parquet-statements "
    "gexf cyjs cx2 html svg matrix mermaid"
).split()


def run(program, store, name, path):
    """Returns seconds, processor seconds and peak memory in MB of one export."""
    start = time.monotonic()
    command = [program, "export", "--quiet", "--db", store, "--format", name, "-o", path]
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, store, *formats = sys.argv[1:]
    print(f"{'format':12} {'s':>7} {'cpu s':>7} {'peak MB':>8} {'file MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in formats or FORMATS:
            path = Path(folder) / "export"
            seconds, cpu, peak = run(program, store, name, path)
            size = path.stat().st_size / 1e6
            print(f"{name:12} {seconds:7.1f} {cpu:7.1f} {peak:8.0f} {size:8.1f}", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
