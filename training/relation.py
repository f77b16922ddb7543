"""Phase 2: trains the relation head on the encoder of phase 1, replaying its tasks so that they do not fall.

In: checkpoint of phase 1, analysed sentences with mentions, gold statements, the scorer. Out: checkpoint, figures, predictions.

    relation.py --start PHASE1.pt --encoder FOLDER --scorer score.py --sentences FILE... --gold FILE... --out FILE.pt
                [--test FILE... --test-gold PATH...] [--parse FILE... --entities FILE...] [--epochs 6]
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

from checkpoint import load_state
from conllu import MAX_WORDS, read_conllu, read_entities
from data import Batcher
from evaluate import measure_entities, measure_parse, show
from model import Model
from relation_data import Builder, gold_of, load_scorer, read_rows
from relation_head import MODALITIES, RelationHead
from relation_score import decide, grouped, predict, relation_scores, report, score, tune
from train import loss_of, save
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
    p.add_argument("--test", nargs="*", default=[], help="analysed sentences only scored")
    p.add_argument("--test-gold", nargs="*", default=[])
    p.add_argument("--parse", nargs="*", default=[], help="treebanks to replay")
    p.add_argument("--entities", nargs="*", default=[], help="entity files to replay")
    p.add_argument("--dev-parse", nargs="*", default=[])
    p.add_argument("--dev-entities", nargs="*", default=[])
    p.add_argument("--out", required=True)
    p.add_argument("--predictions", help="folder for the test statements")
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--minutes", type=float, default=1e9, help="stop and let the rate fall by then, whatever the epochs")
    p.add_argument("--dev-share", type=float, default=0.1)
    p.add_argument("--replay", type=float, default=0.5, help="share of steps with a batch of phase 1 added")
    p.add_argument("--subwords", type=int, default=700)
    p.add_argument("--encoder-rate", type=float, default=1e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--old-rate", type=float, default=3e-4, help="rate of the heads of phase 1")
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
    training = [ex for ex in training if ex.pairs]
    tuning = [builder.example(r) for r in rows if r["document"] in dev]
    testing = [builder.example(r) for r in read_rows(a.test)]
    told = [q for ex in training for q in ex.pairs if q.negated >= 0]
    print(f"sentences {len(training)} dev {len(tuning)} test {len(testing)}; pairs {sum(len(ex.pairs) for ex in training)},"
          f" told {len(told)}, firm {sum(q.weight == 1 for q in told)}, negated {sum(q.negated for q in told)},"
          f" masked {sum(q.weight == 0 for ex in training for q in ex.pairs)}", flush=True)
    dev_gold = {d: gold[d] for d in dev}
    negated, modality = Balance((q.negated for q in told), 2), Balance((q.modality for q in told), len(MODALITIES))

    state, tags = load_state(a.start)
    tags = {**tags, "relations": builder.relations[1:]}
    batcher = Batcher(Pieces(pathlib.Path(a.encoder) / "tokenizer.json"), tags, a.seed)
    model = Model(a.encoder, tags)
    model.load_state_dict({k: v for k, v in state.items() if not k.startswith("relation.")})
    model.relation = RelationHead(model.encoder.width, len(tags["relations"]))
    head = {k.removeprefix("relation."): v for k, v in state.items() if k.startswith("relation.")}
    if head:
        model.relation.load_state_dict(head)
    parts = collections.defaultdict(list)
    for name, value in model.named_parameters():
        parts["encoder" if name.startswith("encoder.") else "new" if name.startswith("relation.") else "old"].append(value)
    rates = {"encoder": a.encoder_rate, "new": a.head_rate, "old": a.old_rate}
    optimiser = torch.optim.AdamW([{"params": v, "peak": rates[k]} for k, v in parts.items()], lr=1e-4, betas=(0.9, 0.98),
                                  weight_decay=0.01, fused=True)
    parsed = [s for f in a.parse for s in read_conllu(f, MAX_WORDS)]
    named = [s for f in a.entities for s in read_entities(f)]
    replay = []
    steps_in_epoch = len(grouped(batcher, training, a.subwords, False))
    total, step, begin = steps_in_epoch * a.epochs, 0, time.time()
    for epoch in range(a.epochs):
        losses, old = [], []
        for group in grouped(batcher, training, a.subwords, True):
            done = max(step / total, (time.time() - begin) / 60 / a.minutes)
            if done >= 1:
                break
            model.train()
            for part in optimiser.param_groups:
                part["lr"] = part["peak"] * min(1, (done + 0.001) / WARM_UP) * max(0.02, 1 - done)
            optimiser.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                loss = relation_loss(relation_scores(model, batcher, group), group, negated, modality)
            loss.backward()
            losses.append(loss.item())
            if (parsed or named) and rng.random() < a.replay:
                if not replay:
                    replay = batcher.groups([batcher.vary(s) for s in parsed * 2 + named], a.subwords, True)
                with torch.autocast("cpu", torch.bfloat16):
                    loss = loss_of(model, batcher.batch(replay.pop()))
                loss.backward()
                old.append(loss.item())
            torch.nn.utils.clip_grad_norm_(model.parameters(), 3.0)
            optimiser.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {total}, {time.time() - begin:.0f} s", flush=True)
        found = predict(model, batcher, builder, tuning)
        thresholds = tune(scorer, dev_gold, found)
        mean = lambda v: sum(v) / max(1, len(v))
        print(f"epoch {epoch + 1} {time.time() - begin:.0f} s loss {mean(losses):.3f} replay {mean(old):.3f} thresholds {thresholds}", flush=True)
        report("dev", score(scorer, dev_gold, decide(found, thresholds)))
        if testing:
            report("test", score(scorer, test_gold, decide(predict(model, batcher, builder, testing), thresholds)))
        save(a.out, average=model.state_dict(), tags={**tags, "thresholds": thresholds})
        if done >= 1:
            break
    if a.predictions and testing:
        os.makedirs(a.predictions, exist_ok=True)
        with open(pathlib.Path(a.predictions) / "test.jsonl", "w", encoding="utf-8") as file:
            for _, statements in sorted(decide(predict(model, batcher, builder, testing), thresholds).items()):
                for s in statements:
                    file.write(json.dumps(s, ensure_ascii=False) + "\n")
    for path in a.dev_parse:
        show(path, measure_parse(model, batcher, read_conllu(path)))
    for path in a.dev_entities:
        show(path, measure_entities(model, batcher, read_entities(path)))


if __name__ == "__main__":
    main()
