"""Phase 2: trains the relation head, with its own layers, on an encoder that stays as it is.

In: a model of phase 1, analysed sentences with mentions, gold statements, the scorer. Out: checkpoint, figures, predictions.

    relation.py --start FILE --encoder FOLDER --scorer score.py --sentences FILE... --gold FILE... --out FILE.pt
                [--silver FILE... --silver-gold FILE...] [--test FILE... --test-gold PATH...] [--epochs 6]
"""
import argparse
import collections
import json
import os
import pathlib
import random
import time

import torch
import torch.nn.functional as F

from checkpoint import load_state, model_of
from data import Batcher
from model import Encoder
from relation_data import Builder, disguise, gold_of, load_scorer, read_rows
from relation_head import MODALITIES, RelationHead
from relation_score import decide, grouped, predict, relation_scores, report, score, tune
from train import AVERAGE_EVERY, Average, save
from vocabulary import Pieces

NEGATED_SHARE, MODALITY_SHARE = 0.3, 0.3
WARM_UP = 0.1


class Balance:
    """Class weights of the rare answers of a head: (share of the class) ^ -0.75, at most 10."""

    def __init__(self, values, classes):
        count = collections.Counter(values)
        most = max(count.values(), default=1)
        self.weights = torch.tensor([min(10.0, (most / max(1, count[c])) ** 0.75) for c in range(classes)])


def relation_loss(scores, examples, negated, modality):
    """Returns the weighted loss of a batch; `negated` and `modality` are the balances of those heads."""
    relation, neg, mod = (s.float() for s in scores)
    pairs = [p for ex in examples for p in ex.pairs]
    gold = torch.zeros_like(relation)
    for k, p in enumerate(pairs):
        for index, share in p.relations.items():
            gold[k, index] = share
    weight = torch.tensor([p.weight for p in pairs])
    loss = -((gold * relation.log_softmax(-1)).sum(-1) * weight).sum() / weight.sum().clamp(min=1)
    told = [k for k, p in enumerate(pairs) if p.negated >= 0 and p.weight > 0]
    if told:
        truth = torch.tensor([pairs[k].negated for k in told])
        loss = loss + NEGATED_SHARE * F.cross_entropy(neg[told], truth, weight=negated.weights)
        truth = torch.tensor([pairs[k].modality for k in told])
        loss = loss + MODALITY_SHARE * F.cross_entropy(mod[told], truth, weight=modality.weights)
    return loss


def arguments():
    """Returns the command line."""
    p = argparse.ArgumentParser()
    p.add_argument("--start", required=True, help="checkpoint or exported file of phase 1, or of this phase, to go on from")
    p.add_argument("--encoder", required=True)
    p.add_argument("--scorer", required=True, help="the file score.py, beside its ontology")
    p.add_argument("--sentences", nargs="+", required=True, help="analysed sentences to train and tune on")
    p.add_argument("--gold", nargs="+", required=True)
    p.add_argument("--silver", nargs="*", default=[], help="analysed sentences to train on alone")
    p.add_argument("--silver-gold", nargs="*", default=[])
    p.add_argument("--silver-weight", type=float, default=0.7)
    p.add_argument("--test", nargs="*", default=[], help="analysed sentences only scored")
    p.add_argument("--test-gold", nargs="*", default=[])
    p.add_argument("--out", required=True)
    p.add_argument("--predictions", help="folder for the test statements")
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--minutes", type=float, default=1e9, help="stop and let the rate fall by then, whatever the epochs")
    p.add_argument("--dev-share", type=float, default=0.1)
    p.add_argument("--disguise", type=float, default=0.3, help="share of sentences whose states are exchanged for others")
    p.add_argument("--subwords", type=int, default=700)
    p.add_argument("--layer-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def read_gold(scorer, paths):
    """Returns {document: gold statements}."""
    gold = {}
    for path in paths:
        for document, rows in scorer.load(path).items():
            gold.setdefault(document, []).extend(rows)
    return gold


def main():
    """Runs phase 2."""
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)

    scorer = load_scorer(a.scorer)
    builder = Builder(scorer)
    gold, test_gold = read_gold(scorer, a.gold), read_gold(scorer, a.test_gold)
    rows = [r for r in read_rows(a.sentences) if r["document"] in gold]
    documents = sorted({r["document"] for r in rows})
    random.Random(7).shuffle(documents)
    dev = set(documents[:int(len(documents) * a.dev_share)])
    training = [builder.train(r, gold_of(r, gold), rng) for r in rows if r["document"] not in dev]
    silver_gold = read_gold(scorer, a.silver_gold)
    silver = [builder.train(r, gold_of(r, silver_gold), rng) for r in read_rows(a.silver) if r["document"] in silver_gold]
    for pair in (p for ex in silver for p in ex.pairs):
        pair.weight *= a.silver_weight
    n_silver, training = sum(bool(ex.pairs) for ex in silver), [ex for ex in training + silver if ex.pairs]
    tuning = [builder.example(r) for r in rows if r["document"] in dev]
    testing = [builder.example(r) for r in read_rows(a.test)]
    told = [q for ex in training for q in ex.pairs if q.negated >= 0]
    print(f"sentences {len(training)} of them silver {n_silver} dev {len(tuning)} test {len(testing)};"
          f" pairs {sum(len(ex.pairs) for ex in training)}, told {len(told)}, negated {sum(q.negated for q in told)},"
          f" masked {sum(q.weight == 0 for ex in training for q in ex.pairs)}", flush=True)
    dev_gold = {d: gold[d] for d in dev}
    negated, modality = Balance((q.negated for q in told), 2), Balance((q.modality for q in told), len(MODALITIES))

    state, tags = load_state(a.start)
    tags = {**tags, "relations": builder.relations[1:]}
    batcher = Batcher(Pieces(pathlib.Path(a.encoder) / "tokenizer.json"), tags, a.seed)
    model = model_of(a.encoder, state, tags)
    model.requires_grad_(False)
    model.relation = RelationHead(Encoder(a.encoder), len(tags["relations"]))
    learned = {k.removeprefix("relation."): v for k, v in state.items() if k.startswith("relation.")}
    if learned:
        model.relation.load_state_dict(learned)
    model.relation.requires_grad_(True)
    layers = list(model.relation.layers.parameters())
    heads = [v for k, v in model.relation.named_parameters() if not k.startswith("layers.")]
    optimiser = torch.optim.AdamW([{"params": layers, "peak": a.layer_rate}, {"params": heads, "peak": a.head_rate}], lr=1e-4,
                                  betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average = Average(model.relation)
    total, step, begin = len(grouped(batcher, training, a.subwords, False)) * a.epochs, 0, time.time()
    for epoch in range(a.epochs):
        losses = []
        varied = [disguise(ex, rng) if rng.random() < a.disguise else ex for ex in training]
        for group in grouped(batcher, varied, a.subwords, True):
            done = max(step / total, (time.time() - begin) / 60 / a.minutes)
            if done >= 1:
                break
            model.train()
            for part in optimiser.param_groups:
                part["lr"] = part["peak"] * min(1, (done + 0.001) / WARM_UP) * max(0.02, 1 - done)
            with torch.autocast("cpu", torch.bfloat16):
                loss = relation_loss(relation_scores(model, batcher, group), group, negated, modality)
            optimiser.zero_grad()
            loss.backward()
            losses.append(loss.item())
            torch.nn.utils.clip_grad_norm_(model.relation.parameters(), 3.0)
            optimiser.step()
            step += 1
            if step % AVERAGE_EVERY == 0:
                average.update(model.relation)
            if step % 50 == 0:
                print(f"step {step} of {total}, {time.time() - begin:.0f} s", flush=True)
        now = {k: v.clone() for k, v in model.relation.state_dict().items()}
        model.relation.load_state_dict(average.weights)
        found = predict(model, batcher, builder, tuning)
        thresholds = tune(scorer, dev_gold, found)
        print(f"epoch {epoch + 1} {time.time() - begin:.0f} s loss {sum(losses) / max(1, len(losses)):.3f} thresholds {thresholds}", flush=True)
        report("dev", score(scorer, dev_gold, decide(found, thresholds)))
        if testing:
            tested = predict(model, batcher, builder, testing)
            report("test", score(scorer, test_gold, decide(tested, thresholds)))
        save(a.out, average=model.state_dict(), tags=tags)
        model.relation.load_state_dict(now)
        if done >= 1:
            break
    if a.predictions and testing:
        os.makedirs(a.predictions, exist_ok=True)
        with open(pathlib.Path(a.predictions) / "test.jsonl", "w", encoding="utf-8") as file:
            for _, statements in sorted(decide(tested, thresholds).items()):
                for s in statements:
                    file.write(json.dumps(s, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
