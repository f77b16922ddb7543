"""Synthetic statements, the same in every run, as JSON lines on standard output.

    python3 benches/synthetic.py N [FIRST] > statements.jsonl

N statements from number FIRST on, between 20,000 actors of which a few are busy as great powers are (log-uniform:
the busiest stands at one end of every seventh statement), over 35 years. Every tenth actor acts for the one before
it. Six statements make an article. One in ten has no date; states mostly go on, events last a day.
"""

import json
import random
import sys
from pathlib import Path

N_ACTORS = 20_000
SENTENCE = "It did something to the other one on that day, officials said on the record."


def relations():
    """Returns the built-in relations, each with whether it is a state."""
    folder = Path(__file__).parent.parent / "schemas" / "relations"
    return [(p.stem, 'kind = "state"' in p.read_text()) for p in sorted(folder.glob("*.toml"))]


def end(number):
    root = number - 1 if number % 10 == 9 else number
    kind = "organ" if number % 10 == 9 else "state"
    return (
        f'{{"id":"actor-{number}","name":"Actor {number}","kind":"{kind}","root":"Actor {root}","mention":"it"}}'
    )


def statement(number, relations, ends):
    """Returns statement `number`; it depends on nothing else."""
    draw = random.Random(number).random
    source, target = (int(N_ACTORS ** draw()) - 1 for _ in range(2))
    relation, is_state = relations[int(draw() * len(relations))]
    year, month, day = 1990 + int(draw() * 35), 1 + int(draw() * 12), 1 + int(draw() * 28)
    date = f'"{year}-{month:02}-{day:02}"'
    chance = draw()
    start = date if chance > 0.1 else "null"
    stop = "null"
    if start != "null":
        stop = f'"{year + int(draw() * 9)}-12"' if is_state and chance > 0.7 else "null" if is_state else date
    place = number % 6 * 90
    return (
        f'{{"id":"","document":"document-{number // 6}","sentence":{json.dumps(SENTENCE)},'
        f'"span":[{place},{place + 80}],"source":{ends[source]},"relation":"{relation}","target":{ends[target]},'
        f'"negated":{"true" if draw() < 0.05 else "false"},'
        f'"modality":"{"possible" if draw() < 0.05 else "actual"}","attributed_to":null,'
        f'"start":{start},"end":{stop},"seen":{date},"confidence":{0.3 + int(draw() * 60) / 100:.2f},'
        f'"extractor":"frame","frame":null}}\n'
    )


def write(n, first, out):
    known, ends = relations(), [end(number) for number in range(N_ACTORS)]
    for number in range(first, first + n):
        out.write(statement(number, known, ends))


if __name__ == "__main__":
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    write(count, first, sys.stdout)
