"""Fits how sure a statement is that frames, the relation head, or both read (`together` and `alone` of `src/extract/learned.rs`).

In: sentences kept out of training, analysed; what the frames read in them; gold statements. Out: the terms of two logistic regressions.

    combine.py --weights FILE --encoder FOLDER --scorer score.py --sentences FILE... --frames FILE... --gold PATH...

`--frames` is `demarche extract --min-confidence 0 --model data/models/news-en`, which is without relation head.
"""
import argparse
import collections
import json
import math

import numpy as np
import torch

from checkpoint import load_model
from relation_data import Builder, load_scorer, read_rows
from relation_score import predict
from relation import read_gold

UNSEEN = 0.02     # what a frame's reading that the head does not look at is worth to it


def log_odds(p):
    p = min(0.999, max(0.001, p))
    return math.log(p / (1 - p))


def squeeze(text):
    return " ".join(text.split())


def regression(rows):
    """Returns the terms of a logistic regression with a little shrinking; a row is its terms, then 1 or 0."""
    rows = np.array(rows)
    x, y = rows[:, :-1], rows[:, -1]
    w = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ w))
        curve = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        w += np.linalg.solve(curve, x.T @ (y - p) - 0.5 * w)
    return [round(float(v), 2) for v in w]


class Truth:
    """Gold statements, and what is right by them."""

    def __init__(self, scorer, gold):
        self.scorer, self.gold = scorer, gold

    def key(self, s):
        roots = [self.scorer.norm(end.get("root") or end["name"]) for end in (s["source"], s["target"])]
        return (tuple(sorted(roots) if s["relation"] in self.scorer.SYMMETRIC else roots), s["relation"])

    def is_right(self, document, s):
        """Returns 1 or 0, None where only optional statements say it."""
        found = self.scorer.S(s)
        hits = [g for g in map(self.scorer.S, self.gold[document]) if g.rel not in self.scorer.AFFILIATION and g.same(found)]
        return None if hits and all(g.optional for g in hits) else float(bool(hits))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--weights", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--scorer", required=True)
    for name in ("sentences", "frames", "gold"):
        p.add_argument(f"--{name}", nargs="+", required=True)
    a = p.parse_args()
    torch.set_num_threads(1)
    scorer = load_scorer(a.scorer)
    truth = Truth(scorer, read_gold(scorer, a.gold))
    model, batcher = load_model(a.weights, a.encoder)
    builder = Builder(scorer)
    head = predict(model, batcher, builder, [builder.example(r) for r in read_rows(a.sentences) if r["document"] in truth.gold])
    frames = collections.defaultdict(list)
    for path in a.frames:
        for line in open(path, encoding="utf-8"):
            s = json.loads(line)
            if s["document"] in head and s["relation"] not in scorer.AFFILIATION:
                frames[s["document"]].append(s)
    together, alone = [], []
    for document, rows in sorted(head.items()):
        likely = {(squeeze(r["sentence"]), truth.key(r)): r for r in rows}
        told = set()
        for s in frames[document]:
            place = (squeeze(s["sentence"]), truth.key(s))
            told.add(place)
            pair = [r["p"] for (text, key), r in likely.items() if text == place[0] and set(key[0]) == set(place[1][0])]
            terms = [s["confidence"], max(UNSEEN, likely[place]["p"]) if place in likely else UNSEEN, max([UNSEEN, *pair])]
            right = truth.is_right(document, s)
            if right is not None:
                together.append([*map(log_odds, terms), 1, right])
        for place, r in likely.items():
            s = {**r, "negated": r["p_negated"] > 0.9, "modality": "actual" if sum(r["p_modality"][1:]) < 0.7 else "intended"}
            right = truth.is_right(document, s)
            if place not in told and right is not None:
                alone.append([log_odds(r["p"]), 1, right])
    print("together: frame, likely, likeliest, constant", regression(together), "of", len(together))
    print("alone: likely, constant", regression(alone), "of", len(alone))


if __name__ == "__main__":
    main()
