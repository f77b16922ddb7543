"""Fit the weights by which an anaphor chooses among its candidates.

    antecedents.py CHOICES.jsonl GOLD.jsonl --scorer score.py [--out ../src/actor/anaphora/weights.rs]

In: the output of `cargo run --release --example antecedents -- ARTICLES`, and statements about the same articles whose mentions are anaphora
with their root. Out: how often each kind of anaphor is right, wrong and left alone, cross-validated by article, and the table of weights
of the program. A log-linear model of the candidates and of nobody, fitted by gradient descent with a quadratic penalty.
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import re

import numpy as np

WANTED = ["Person", "Country", "Group", "Thing", "Several", "Pair"]
PLURAL = {"Several", "Pair"}
POSSESSIVE = {"its", "his", "her", "their"}
HEAD = '''//! Weights: what each feature of a candidate speaks for or against it.
//!
//! Made by `training/antecedents.py`; do not edit.

/// The weight of each feature, for each of [`super::Wanted`].
#[rustfmt::skip]
pub(super) const WEIGHTS: [[f32; %d]; %d] = [
'''


def squashed(text):
    return re.sub(r"\W+", "", text)


def labelled(choices, gold, norm):
    """Choices whose antecedent is known: (wanted, document, candidates, index of the right ones)."""
    meant = collections.defaultdict(lambda: collections.defaultdict(set))
    for statement in gold:
        if statement.get("none") or statement.get("optional"):
            continue
        for end in ("source", "target"):
            mention = statement[end].get("mention")
            if mention:
                key = (statement["document"], squashed(statement["sentence"]))
                meant[key][mention.lower()] |= {norm(r) for r in statement[end]["root"].split("|")}
    by_document = collections.defaultdict(list)
    for (document, sentence), mentions in meant.items():
        by_document[document].append((sentence, mentions))
    examples = []
    for choice in choices:
        words, own = choice["words"].lower(), squashed(choice["sentence"])
        roots = set()
        for sentence, mentions in by_document[choice["document"]]:
            if not own or not (sentence in own or own in sentence):
                continue
            roots |= mentions.get(words, set())
            if words in POSSESSIVE:  # "its army": most often whose it is
                roots |= set().union(*(theirs for mention, theirs in mentions.items() if mention.startswith(words + " ")))
        if not roots:
            continue
        right = []
        for candidate in choice["candidates"]:
            theirs = {norm(r) for r in candidate["roots"]}
            if choice["wanted"] in PLURAL:
                right.append(len(theirs & roots) / len(theirs | roots))
            else:
                right.append(float(bool(theirs & roots)))
        best = max(right, default=0.0)
        goal = [r >= 0.5 and r == best for r in right]
        examples.append((choice["wanted"], choice["document"], choice["candidates"], goal, words, choice["sentence"]))
    return examples


def matrix(candidates, names):
    table = np.zeros((len(candidates), len(names)))
    for row, candidate in enumerate(candidates):
        for name, value in candidate["features"].items():
            table[row, names[name]] = value
    return table


def fit(examples, n, penalty, steps=400, rate=0.1):
    weights, first, second = np.zeros(n), np.zeros(n), np.zeros(n)
    for step in range(1, steps + 1):
        slope = penalty * weights
        for table, goal in examples:
            odds = np.exp(np.clip(table @ weights, -30, 30))
            p = odds / (1 + odds.sum())
            want = np.zeros(len(goal))
            if goal.any():
                want[goal] = p[goal] / max(p[goal].sum(), 1e-12)
            slope -= table.T @ (want - p)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def choose(table, weights, roots):
    """The roots that are likeliest, and how likely they are."""
    odds = np.exp(np.clip(table @ weights, -30, 30))
    total, by_roots = 1 + odds.sum(), collections.Counter()
    for o, r in zip(odds, roots):
        by_roots[r] += o / total
    return max(by_roots.items(), key=lambda kv: kv[1], default=(None, 0.0))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("choices", type=pathlib.Path)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--scorer", required=True, type=pathlib.Path)
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=pathlib.Path)
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.scorer)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    choices = [json.loads(line) for line in args.choices.open(encoding="utf-8")]
    gold = [json.loads(line) for path in args.gold for line in path.open(encoding="utf-8")]
    source = (pathlib.Path(__file__).parent / "../src/actor/anaphora/feature.rs").read_text()
    names = re.findall(r"^    (\w+),$", source.split("features! {")[1].split("\n}")[0], re.M)
    names = {name: at for at, name in enumerate(names)}
    examples = labelled(choices, gold, score.norm)
    lines = []
    for wanted in WANTED:
        mine = [e for e in examples if e[0] == wanted]
        data = [(matrix(e[2], names), np.array(e[3], bool)) for e in mine]
        roots = [[tuple(sorted({score.norm(r) for r in c["roots"]})) for c in e[2]] for e in mine]
        documents = sorted({e[1] for e in mine})
        fold = {d: i % args.folds for i, d in enumerate(documents)}
        answers = []
        for k in range(args.folds):
            train = [d for d, e in zip(data, mine) if fold[e[1]] != k]
            weights = fit(train, len(names), args.penalty)
            for (table, goal), r, e in zip(data, roots, mine):
                if fold[e[1]] == k:
                    best, p = choose(table, weights, r)
                    right = {x for x, g in zip(r, goal) if g}
                    answers.append((p, best in right, bool(goal.any())))
        report = []
        for t in (0.3, 0.4, 0.5, 0.6, 0.7):
            taken = [a for a in answers if a[0] >= t]
            good = sum(a[1] for a in taken)
            report.append((t, good, len(taken) - good))
        reachable = sum(a[2] for a in answers)
        print(f"{wanted:8} {len(mine)} anaphora, {reachable} with their antecedent in reach; "
              + "; ".join(f"at {t}: right {g / len(mine):.2f} wrong {b / len(mine):.2f}" for t, g, b in report), flush=True)
        lines.append(fit(data, len(names), args.penalty))
    if args.out:
        with args.out.open("w") as out:
            out.write(HEAD % (len(names), len(WANTED)))
            for wanted, weights in zip(WANTED, lines):
                out.write(f"    // Wanted::{wanted}\n    [\n")
                for name, w in zip(names, weights):
                    out.write(f"        {w:.3f}, // {name}\n")
                out.write("    ],\n")
            out.write("];\n")


if __name__ == "__main__":
    main()
