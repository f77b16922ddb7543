"""Measures a model: tags, attachment, verb arguments and entities.

In: a checkpoint or an exported file, gold files. Out: figures on standard output.

    evaluate.py --weights FILE --encoder FOLDER [--parse FILE...] [--entities FILE...]
"""
import argparse
from collections import Counter

import torch

from conllu import read_conllu, read_entities, spans
from decode import Entities, tree

NAMED = ("Person", "Organization", "Location", "NORP")


def arguments(heads, labels, words, xpos):
    """Returns the (verb, argument, role) triples of a tree, roles subj, subjpass, obj and obl:PREPOSITION."""
    found, case = set(), {}
    for i, (head, label) in enumerate(zip(heads, labels)):
        if label == "case" and head > 0:
            case.setdefault(head - 1, words[i].lower())
    for i, (head, label) in enumerate(zip(heads, labels)):
        if head == 0 or not xpos[head - 1].startswith("VB"):
            continue
        base = label.split(":")[0]
        if label == "nsubj:pass":
            found.add((head - 1, i, "subjpass"))
        elif base == "nsubj":
            found.add((head - 1, i, "subj"))
        elif base == "obj":
            found.add((head - 1, i, "obj"))
        elif base == "obl" and i in case:
            found.add((head - 1, i, "obl:" + case[i]))
    return found


def f1(right, wrong, missed):
    return 2 * right / max(1, 2 * right + wrong + missed)


@torch.no_grad()
def analyse(model, batcher, sentences, subwords=4000, precise=False):
    """Yields (sentence, result) with upos, xpos, heads, labels and ner; bfloat16 unless `precise`."""
    model.eval()
    tags, entities = batcher.tags, Entities(batcher.tags["ner"])
    for group in batcher.groups(sentences, subwords, False):
        with torch.autocast("cpu", torch.bfloat16, enabled=not precise):
            batch = batcher.batch(group)
            hidden = model.hidden(batch)
            x = model.words(hidden, batch.first)
            upos, xpos = model.upos(x).argmax(-1).tolist(), model.xpos(x).argmax(-1).tolist()
            ner = model.ner(x).float().log_softmax(-1).numpy()
            arcs, head_repr, dependents = model.arcs(x, batch.word_mask)
            heads = torch.zeros_like(batch.first)
            for k, s in enumerate(group):
                n = len(s.words)
                heads[k, :n] = torch.tensor(tree(arcs[k, :n, :n + 1].numpy()))
            labels = model.labels(head_repr, dependents, heads).argmax(-1).tolist()
        for k, s in enumerate(group):
            n = len(s.words)
            yield s, {"upos": [tags["upos"][i] for i in upos[k][:n]], "xpos": [tags["xpos"][i] for i in xpos[k][:n]],
                      "heads": heads[k, :n].tolist(), "labels": [tags["labels"][i] for i in labels[k][:n]],
                      "ner": entities.decode(ner[k, :n])}


def measure_parse(model, batcher, sentences):
    """Returns accuracies of tags (all words), attachment without PUNCT and SYM, and the F1 of verb arguments."""
    c = Counter()
    for s, r in analyse(model, batcher, sentences):
        for i in range(len(s.words)):
            c["words"] += 1
            c["upos"] += r["upos"][i] == s.upos[i]
            c["xpos"] += r["xpos"][i] == s.xpos[i]
            if s.upos[i] in ("PUNCT", "SYM"):
                continue
            c["scored"] += 1
            if r["heads"][i] == s.heads[i]:
                c["uas"] += 1
                c["las"] += r["labels"][i].split(":")[0] == s.labels[i].split(":")[0]
        gold = arguments(s.heads, s.labels, s.words, s.xpos)
        mine = arguments(r["heads"], r["labels"], s.words, s.xpos)
        c["right"] += len(gold & mine)
        c["wrong"] += len(mine - gold)
        c["missed"] += len(gold - mine)
    return {"upos": c["upos"] / c["words"], "xpos": c["xpos"] / c["words"], "uas": c["uas"] / c["scored"],
            "las": c["las"] / c["scored"], "argF1": f1(c["right"], c["wrong"], c["missed"])}


def measure_entities(model, batcher, sentences):
    """Returns strict F1 by class, over the four named classes, over all, and spans only."""
    count = {}

    def add(name, gold, mine):
        c = count.setdefault(name, [0, 0, 0])
        c[0] += len(gold & mine)
        c[1] += len(mine - gold)
        c[2] += len(gold - mine)

    kinds = sorted({t[2:] for t in batcher.tags["ner"] if t != "O"})
    for s, r in analyse(model, batcher, sentences):
        gold, mine = spans(s.ner), spans(r["ner"])
        four = lambda found: {x for x in found if x[2] in NAMED}
        add("four", four(gold), four(mine))
        add("four spans", {x[:2] for x in four(gold)}, {x[:2] for x in four(mine)})
        add("all", gold, mine)
        for kind in kinds:
            add(kind, {x for x in gold if x[2] == kind}, {x for x in mine if x[2] == kind})
    return {name: f1(*c) for name, c in count.items()}


def show(name, figures):
    print(name, " ".join(f"{k} {100 * v:.1f}" for k, v in figures.items()), flush=True)


def main():
    from checkpoint import load_model
    p = argparse.ArgumentParser()
    p.add_argument("--weights", required=True, help="a checkpoint (.pt) or an exported file (.safetensors)")
    p.add_argument("--encoder", required=True, help="folder of the pretrained encoder")
    p.add_argument("--parse", nargs="*", default=[])
    p.add_argument("--entities", nargs="*", default=[])
    p.add_argument("--prefix", default="", help="only sentences whose id starts so")
    a = p.parse_args()
    torch.set_num_threads(1)
    model, batcher = load_model(a.weights, a.encoder)
    for path in a.parse:
        show(path, measure_parse(model, batcher, [s for s in read_conllu(path) if s.id.startswith(a.prefix)]))
    for path in a.entities:
        show(path, measure_entities(model, batcher, read_entities(path)))


if __name__ == "__main__":
    main()
