"""Sets the confidence of each frame to how often it was right on annotated text.

In: statements of `demarche extract --min-confidence 0`, gold statements, the folder of relation files. Out: the
`confidence` lines of the frames of relations that the gold knows, rewritten in place: (right + 6 p) / (fired + 6), where p is the precision of the
relation's frames together, itself drawn towards 0.5. Optional gold statements count neither way.

    confidences.py --score score.py --gold FOLDER... --predicted FILE... --relations schemas/relations
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import re

PULL = 6


def counts(score, golds, predicted):
    """Returns {frame id: [right, wrong]} of the statements read by frames alone, and the relations of the gold."""
    gold = collections.defaultdict(list)
    for path in golds:
        for document, rows in score.load(path).items():
            gold[document] += [score.S(row) for row in rows]
    known = {row.rel for rows in gold.values() for row in rows}
    found = collections.defaultdict(lambda: [0, 0])
    for path in predicted:
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            match = re.match(r"([a-z-]+#\d+) ", row.get("frame") or "")
            if not match or row["document"] not in gold:
                continue
            statement = score.S(row)
            same = [g for g in gold[row["document"]] if statement.same(g)]
            if not same:
                found[match[1]][1] += 1
            elif any(not g.optional for g in same):
                found[match[1]][0] += 1
    return found, known


def rewrite(path, found):
    """Writes the confidences of one relation file."""
    relation = path.stem
    own = {k: v for k, v in found.items() if k.rsplit("#", 1)[0] == relation}
    right, wrong = (sum(v[i] for v in own.values()) for i in (0, 1))
    prior = (right + PULL * 0.5) / (right + wrong + PULL)
    blocks = re.split(r"(?m)^(?=\[\[)", path.read_text(encoding="utf-8"))
    number, out = 0, []
    for block in blocks:
        if block.startswith("[[frame]]"):
            number += 1
            right, wrong = own.get(f"{relation}#{number}", (0, 0))
            value = (right + PULL * prior) / (right + wrong + PULL)
            block = re.sub(r"(?m)^confidence = .*\n", "", block).rstrip("\n")
            block += f"\nconfidence = {min(0.95, max(0.05, value)):.2f}\n\n"
        out.append(block)
    path.write_text("".join(out).rstrip("\n") + "\n", encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--score", required=True)
    options.add_argument("--gold", nargs="+", required=True)
    options.add_argument("--predicted", nargs="+", required=True)
    options.add_argument("--relations", required=True)
    chosen = options.parse_args()
    spec = importlib.util.spec_from_file_location("score", chosen.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found, known = counts(score, chosen.gold, chosen.predicted)
    for path in sorted(pathlib.Path(chosen.relations).glob("*.toml")):
        if path.stem in known:
            rewrite(path, found)


if __name__ == "__main__":
    main()
