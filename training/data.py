"""Batches: sentences become padded tensors, with the changes that make the model robust.

In: `Sentence` lists and the inventory of tags. Out: `Batch` values of about the same number of subwords.
"""
import random
from collections import Counter
from dataclasses import dataclass, replace

import torch

from conllu import Sentence

IGNORED = -100
RARE = 20


def inventory(parsed, named):
    """Returns the lists of tags; labels seen fewer than RARE times fall back to their universal part."""
    counts = Counter(label for s in parsed for label in s.labels)
    labels = {l if n >= RARE else l.split(":")[0] for l, n in counts.items()}
    kinds = sorted({t[2:] for s in named for t in s.ner if t != "O"})
    return {"upos": sorted({t for s in parsed for t in s.upos}),
            "xpos": sorted({t for s in parsed for t in s.xpos}),
            "labels": sorted(labels),
            "ner": ["O"] + [f"{p}-{k}" for k in kinds for p in "BIES"]}


@dataclass
class Batch:
    ids: torch.Tensor
    classes: torch.Tensor
    mask: torch.Tensor        # pieces
    first: torch.Tensor
    word_mask: torch.Tensor
    gold: dict                # task -> [batch, words], IGNORED where there is none
    sentences: list
    encoded: list


def pad(rows, value):
    width = max(map(len, rows))
    return torch.tensor([list(r) + [value] * (width - len(r)) for r in rows])


class Batcher:
    """Makes batches; holds the vocabulary and the tag inventory."""

    def __init__(self, pieces, tags, seed=1):
        self.pieces, self.tags = pieces, tags
        self.index = {task: {t: i for i, t in enumerate(values)} for task, values in tags.items()}
        self.random = random.Random(seed)

    def label(self, task, value):
        table = self.index[task]
        if task == "labels" and value not in table:
            value = value.split(":")[0]
        return table.get(value, IGNORED)

    def batch(self, sentences):
        encoded = [self.pieces.encode(s.words) for s in sentences]
        lengths = [len(e.ids) for e in encoded]
        words = [len(s.words) for s in sentences]
        gold = {}
        for task in ("upos", "xpos", "labels", "ner"):
            gold[task] = pad([[self.label(task, t) for t in getattr(s, task)] or [IGNORED] * len(s.words) for s in sentences], IGNORED)
        gold["heads"] = pad([s.heads or [IGNORED] * len(s.words) for s in sentences], IGNORED)
        return Batch(pad([e.ids for e in encoded], 0), pad([e.classes for e in encoded], 0),
                     torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None],
                     pad([e.first for e in encoded], 0),
                     torch.arange(max(words))[None] < torch.tensor(words)[:, None], gold, sentences, encoded)

    def groups(self, sentences, subwords, shuffle):
        """Yields lists of sentences of similar length, about `subwords` pieces with padding in each."""
        length = lambda s: sum(len(self.pieces.of(w)) for w in s.words) + 2
        noise = (lambda n: n * self.random.uniform(0.9, 1.1)) if shuffle else (lambda n: n)
        order = sorted(((noise(length(s)), i) for i, s in enumerate(sentences)))
        groups, group, longest = [], [], 0
        for _, i in order:
            n = length(sentences[i])
            if group and max(longest, n) * (len(group) + 1) > subwords:
                groups.append(group)
                group, longest = [], 0
            group.append(sentences[i])
            longest = max(longest, n)
        if group:
            groups.append(group)
        if shuffle:
            self.random.shuffle(groups)
        return groups

    def vary(self, sentence):
        """Returns the sentence, now and then in capitals, lower case, headline style or without its final stop."""
        draw = self.random.random()
        if draw < 0.05:
            return replace(sentence, words=[w.upper() for w in sentence.words])
        if draw < 0.07:
            return replace(sentence, words=[w.lower() for w in sentence.words])
        if draw < 0.10:
            words = [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(sentence.words)]
            return self.without_stop(replace(sentence, words=words))
        if draw < 0.16:
            return self.without_stop(sentence)
        return sentence

    @staticmethod
    def without_stop(sentence):
        last = len(sentence.words)
        if last < 3 or sentence.words[-1] not in (".", "!", "?") or (sentence.heads and last in sentence.heads):
            return sentence
        if sentence.ner and sentence.ner[-1] != "O":
            return sentence
        cut = lambda values: values[:-1] if values else values
        return Sentence(cut(sentence.words), cut(sentence.upos), cut(sentence.xpos), cut(sentence.heads),
                        cut(sentence.labels), cut(sentence.ner), sentence.id)
