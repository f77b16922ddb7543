"""Phase 1: trains tags, tree and names together on one encoder, in a box of time.

In: treebanks, entity files, the pretrained encoder. Out: a checkpoint (resumable) and a log.

    train.py --encoder FOLDER --parse FILE... --entities FILE... --dev-parse FILE... --dev-entities FILE... --out FILE --minutes 60

With `--teacher FILE --layers 0 2 4 --news FILE...` the model has these layers of a trained one and learns from it, too.
"""
import argparse
import os
import pathlib
import random
import time

import torch
import torch.nn.functional as F

from conllu import MAX_WORDS, read_conllu, read_entities
from data import IGNORED, Batcher, inventory
from distil import distil_loss, read_news, student_of
from evaluate import measure_entities, measure_parse, show
from model import Model
from vocabulary import Pieces

PARSE_REPEATS = 2     # the treebanks are shorter than the entity files: seen twice in a round
NER_WEIGHT = 1.5
AVERAGE_EVERY, AVERAGE_DECAY = 8, 0.998


def loss_of(model, batch):
    """Returns the sum of all losses of a batch divided by its number of words."""
    x = model.words(model.hidden(batch), batch.first)
    words = batch.word_mask.sum()
    total = x.new_zeros((), dtype=torch.float32)
    parsed = batch.gold["heads"][:, 0] != IGNORED
    named = batch.gold["ner"][:, 0] != IGNORED
    add = lambda scores, gold: F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED, reduction="sum")
    if parsed.any():
        p = x[parsed]
        gold = {k: v[parsed] for k, v in batch.gold.items()}
        dropped = model.drop(p)
        total = total + 0.5 * add(model.upos(dropped), gold["upos"]) + 0.5 * add(model.xpos(dropped), gold["xpos"])
        arcs, heads, dependents = model.arcs(p, batch.word_mask[parsed])
        total = total + add(arcs, gold["heads"])
        total = total + add(model.labels(heads, dependents, gold["heads"].clamp(min=0)), gold["labels"])
    if named.any():
        total = total + NER_WEIGHT * add(model.ner(model.drop(x[named])), batch.gold["ner"][named])
    return total / words


class Average:
    """A running average of the weights."""

    def __init__(self, model):
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}
        self.updates = 0

    @torch.no_grad()
    def update(self, model):
        self.updates += 1
        decay = min(AVERAGE_DECAY ** AVERAGE_EVERY, (1 + self.updates) / (10 + self.updates))
        now = model.state_dict()
        torch._foreach_lerp_(list(self.weights.values()), [now[k] for k in self.weights], 1 - decay)


def save(path, **parts):
    """Writes a checkpoint by way of a temporary file."""
    partial = f"{path}.partial"
    torch.save(parts, partial)
    os.replace(partial, path)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--encoder", required=True)
    p.add_argument("--parse", nargs="+", required=True)
    p.add_argument("--entities", nargs="+", required=True)
    p.add_argument("--dev-parse", nargs="*", default=[])
    p.add_argument("--dev-entities", nargs="*", default=[])
    p.add_argument("--out", required=True)
    p.add_argument("--minutes", type=float, default=60)
    p.add_argument("--save-minutes", type=float, default=8)
    p.add_argument("--subwords", type=int, default=1000)
    p.add_argument("--encoder-rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--teacher", help="a trained model to learn from")
    p.add_argument("--layers", type=int, nargs="+", help="the teacher's layers to start from")
    p.add_argument("--news", nargs="*", default=[], help="texts on which only the teacher is heard")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--resume", action="store_true")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)

    parsed = [s for f in a.parse for s in read_conllu(f, MAX_WORDS)]
    named = [s for f in a.entities for s in read_entities(f)]
    if a.teacher:
        teacher, model, tags = student_of(a.teacher, a.encoder, a.layers)
    else:
        tags = inventory(parsed, named)
        teacher, model = None, Model(a.encoder, tags)
    news = read_news(a.news, random.Random(a.seed))
    batcher = Batcher(Pieces(pathlib.Path(a.encoder) / "tokenizer.json"), tags, a.seed)
    encoder = [v for v in model.encoder.parameters() if v.requires_grad]
    heads = [v for k, v in model.named_parameters() if not k.startswith("encoder.")]
    groups = [{"params": encoder, "peak": a.encoder_rate}, {"params": heads, "peak": a.head_rate}]
    optimiser = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average = Average(model)
    step, spent = 0, 0.0
    if a.resume and os.path.exists(a.out):
        saved = torch.load(a.out, weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average.weights, average.updates = saved["average"], saved["updates"]
        step, spent = saved["step"], saved["spent"]
        batcher.random.seed(a.seed + step)
        torch.manual_seed(a.seed + step)
    print(f"parsed {len(parsed)} named {len(named)} news {len(news)} sentences; tags",
          {k: len(v) for k, v in batcher.tags.items()}, flush=True)

    def checkpoint():
        save(a.out, model=model.state_dict(), optimiser=optimiser.state_dict(), average=average.weights,
             updates=average.updates, step=step, spent=spent, tags=batcher.tags)

    pool, begin, saved_at, pieces, losses = [], time.time() - spent, spent, 0, []
    while True:
        spent = time.time() - begin
        done = spent / 60 / a.minutes
        if done >= 1:
            break
        if not pool:
            print(f"new round at step {step}, {spent:.0f} s", flush=True)
            labelled = parsed * PARSE_REPEATS + named
            unlabelled, news = news[:len(labelled)], news[len(labelled):] + news[:len(labelled)]
            pool = batcher.groups([batcher.vary(s) for s in labelled], a.subwords, True)
            pool += batcher.groups([batcher.vary(s) for s in unlabelled], a.subwords, True)
            random.shuffle(pool)
        batch = batcher.batch(pool.pop())
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * min(1, (step + 1) / 200) * max(0.02, 1 - done)
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, batch)
            if teacher:
                loss = loss + distil_loss(model, teacher, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        if step % AVERAGE_EVERY == 0:
            average.update(model)
        pieces += int(batch.mask.sum())
        losses.append(loss.item())
        if step % 100 == 0:
            spent = time.time() - begin
            print(f"step {step} {spent:.0f} s loss {sum(losses) / len(losses):.3f} pieces {pieces}", flush=True)
            losses = []
        if spent - saved_at > a.save_minutes * 60:
            checkpoint()
            saved_at = spent
    checkpoint()
    print(f"done: {step} steps, {pieces} pieces", flush=True)
    model.load_state_dict(average.weights)
    for path in a.dev_parse:
        show(path, measure_parse(model, batcher, read_conllu(path)))
    for path in a.dev_entities:
        show(path, measure_entities(model, batcher, read_entities(path)))


if __name__ == "__main__":
    main()
