"""Predicts statements with the relation head, tunes its thresholds and scores it.

In: a model, examples, the scorer and gold statements. Out: statements by document, thresholds, figures.
"""
import collections

import torch

from conllu import Sentence
from relation_head import MODALITIES, Pairs

KEPT = 4            # relations of a pair considered when predicting
GRID = [0.1 + 0.05 * i for i in range(15)]


def pairs_of(examples, encoded):
    """Returns the index structure of all pairs of a batch."""
    result = Pairs([], [], [], [], [])
    for row, (ex, code) in enumerate(zip(examples, encoded)):
        span = lambda m: (code.first[m.start], max(code.end[m.end - 1], code.first[m.start] + 1))
        for p in ex.pairs:
            a, b = ex.mentions[p.source], ex.mentions[p.target]
            result.sentence.append(row)
            result.source.append(span(a))
            result.target.append(span(b))
            result.kinds.append((a.kind, b.kind))
            result.path.append(ex.path(a.head, b.head))
    return result


def relation_scores(model, batcher, examples):
    """Returns the scores (relation, negated, modality) of all pairs of the examples, in their order."""
    batch = batcher.batch([Sentence(ex.words) for ex in examples])
    model.encoder.eval()
    with torch.no_grad():
        embedded = model.encoder.embed(batch.ids, batch.classes)
    return model.relation(embedded, batch.mask, batch.first, pairs_of(examples, batch.encoded))


def grouped(batcher, examples, subwords, shuffle):
    """Returns the examples in groups of similar length."""
    sentences = [Sentence(ex.words) for ex in examples]
    place = {id(s): i for i, s in enumerate(sentences)}
    return [[examples[place[id(s)]] for s in group] for group in batcher.groups(sentences, subwords, shuffle)]


@torch.no_grad()
def predict(model, batcher, builder, examples):
    """Returns {document: candidate statements}, each with its probabilities."""
    model.eval()
    found = collections.defaultdict(list)
    symmetric = builder.scorer.SYMMETRIC
    for group in grouped(batcher, [ex for ex in examples if ex.pairs], 1500, False):
        with torch.autocast("cpu", torch.bfloat16):
            scores = relation_scores(model, batcher, group)
        relation, negated, modality = (s.float().softmax(-1) for s in scores)
        k = 0
        for ex in group:
            best = {}
            for p in ex.pairs:
                a, b = ex.mentions[p.source], ex.mentions[p.target]
                values, indices = relation[k].topk(KEPT)
                for value, index in zip(values.tolist(), indices.tolist()):
                    if index == 0 or value < 0.05:
                        continue
                    name = builder.relations[index]
                    ends = tuple(sorted((a.root, b.root))) if name in symmetric else (a.root, b.root)
                    if (ends, name) not in best or best[ends, name]["p"] < value:
                        best[ends, name] = {
                            "document": ex.document, "sentence": ex.text, "source": {"name": a.name, "root": a.root},
                            "relation": name, "target": {"name": b.name, "root": b.root}, "p": value,
                            "p_negated": negated[k, 1].item(), "p_modality": modality[k].tolist()}
                k += 1
            found[ex.document] += best.values()
    return found


def decide(found, thresholds):
    """Returns the statements over the thresholds {statement, negated, not_actual}."""
    chosen = {}
    for document, rows in found.items():
        kept = []
        for r in rows:
            if r["p"] < thresholds["statement"]:
                continue
            other = r["p_modality"][1:]
            actual = sum(other) < thresholds["not_actual"]
            kept.append({**r, "negated": r["p_negated"] > thresholds["negated"],
                         "modality": "actual" if actual else MODALITIES[1 + other.index(max(other))]})
        chosen[document] = kept
    return chosen


def score(scorer, gold, predicted):
    """Returns {statements, tone, pair: (P, R, F1)} by the scorer's rules, affiliations left out."""
    count = collections.Counter()
    tone = lambda x, y: bool(x.ends(y)) and scorer.polarity(x.rel) == scorer.polarity(y.rel) and x.neg == y.neg
    views = {"statements": lambda x, y: x.same(y), "tone": tone, "pair": lambda x, y: bool(x.ends(y))}
    for document, rows in gold.items():
        statements = (s for s in map(scorer.S, rows) if s.rel not in scorer.AFFILIATION)
        wanted = scorer.dedupe(sorted(statements, key=lambda s: s.optional))
        given = scorer.dedupe([scorer.S(r) for r in sorted(predicted.get(document, []), key=lambda r: -r["p"])])
        for name, same in views.items():
            def unique(items):
                kept = []
                for s in items:
                    if not any(same(s, k) for k in kept):
                        kept.append(s)
                return kept
            for key, n in zip(("tp", "fp", "fn"), scorer.score_doc(unique(wanted), unique(given), same)):
                count[name, key] += n
    return {n: scorer.prf(count[n, "tp"], count[n, "fp"], count[n, "fn"]) for n in views}


def tune(scorer, gold, found):
    """Returns the thresholds of the best statement F1, one after the other."""
    grids = {"statement": GRID, "negated": (0.5, 0.7, 0.8, 0.9, 0.95), "not_actual": (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)}
    best = {"statement": 0.4, "negated": 0.5, "not_actual": 0.5}
    for _ in range(2):
        for name, grid in grids.items():
            value = lambda v: score(scorer, gold, decide(found, {**best, name: v}))["statements"][2]
            best[name] = round(max(grid, key=value), 2)
    return best


def report(name, figures):
    """Prints precision, recall and F1 of each view."""
    print(name, "  ".join(f"{k} P {p:.3f} R {r:.3f} F1 {f:.3f}" for k, (p, r, f) in figures.items()), flush=True)
