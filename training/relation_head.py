"""The relation head: two mentions of a sentence -> relation, negation, modality.

It has layers of its own over the encoder's embeddings, so that learning relations costs trees and names nothing.

In: embeddings of the pieces, and `Pairs` (indices of spans, paths and kinds). Out: scores per pair.
"""
import copy
import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from model import attention_mask

HEADS = 6
DISTANCES, KINDS = 24, 16
DISTANCE_WIDTH, KIND_WIDTH = 32, 16
MODALITIES = ["actual", "intended", "requested", "possible"]
KIND = {"state": 1, "organisation": 2, "group": 3, "person": 4, "organ": 5, "people": 6, "collective": 7, "pronoun": 8, "place": 9, "stance": 9}


def distance_bucket(gap, turned):
    """Returns the bucket of a gap in pieces; `turned` where the source stands after the target."""
    bucket = gap if gap < 4 else 4 + min(7, int(math.log2(gap / 4 + 1) * 2))
    return bucket + (12 if turned else 0)


@dataclass
class Pairs:
    """The pairs of a batch; spans are half-open ranges of pieces, `path` holds word indices."""
    sentence: list
    source: list      # (start, end)
    target: list
    kinds: list       # (source kind, target kind)
    path: list        # list of word indices

    def between(self, k):
        (a, b), (c, d) = self.source[k], self.target[k]
        return (b, c) if a < c else (d, a)


def pool(states, rows, ranges):
    """Returns the elementwise maximum of states[row, start:end] for each range; zeros where it is empty."""
    positions = torch.arange(states.shape[1])[None]
    start, end = torch.tensor(ranges).unbind(-1)
    inside = (positions >= start[:, None]) & (positions < end[:, None])
    return masked_max(states[rows], inside)


def masked_max(states, inside):
    best = states.masked_fill(~inside[:, :, None], -1e4).max(1)[0]
    return best * inside.any(1)[:, None]


class RelationHead(nn.Module):
    def __init__(self, encoder, relations, inner=256, dropout=0.2):
        super().__init__()
        width = encoder.width
        self.layers = copy.deepcopy(encoder.layers)
        self.query = nn.Linear(2 * width, width)
        self.key, self.value = nn.Linear(width, width), nn.Linear(width, width)
        self.distance = nn.Embedding(DISTANCES, DISTANCE_WIDTH)
        self.source_kind, self.target_kind = nn.Embedding(KINDS, KIND_WIDTH), nn.Embedding(KINDS, KIND_WIDTH)
        self.mix = nn.Linear(7 * width + DISTANCE_WIDTH + 2 * KIND_WIDTH, inner)
        self.relation = nn.Linear(inner, 1 + relations)
        self.negated = nn.Linear(inner, 2)
        self.modality = nn.Linear(inner, len(MODALITIES))
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden, mask, first, pairs):
        """Returns scores (relation, negated, modality) of each pair; `first` is the first piece of each word."""
        for layer in self.layers:
            hidden = layer(hidden, attention_mask(mask))
        hidden = hidden.float()
        words = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        rows = torch.tensor(pairs.sentence)
        count, (batch, length, width) = len(rows), hidden.shape
        spans = {}
        for row, span in zip(pairs.sentence * 2, pairs.source + pairs.target):
            spans.setdefault((row, span), len(spans))
        pooled = pool(hidden, torch.tensor([r for r, _ in spans]), [s for _, s in spans])
        vi = pooled[[spans[key] for key in zip(pairs.sentence, pairs.source)]]
        vj = pooled[[spans[key] for key in zip(pairs.sentence, pairs.target)]]
        gaps = [pairs.between(k) for k in range(count)]
        between = pool(hidden, rows, gaps)
        on_path = torch.zeros(count, words.shape[1], dtype=torch.bool)
        for k, path in enumerate(pairs.path):
            on_path[k, path] = True
        path = masked_max(words[rows], on_path)
        split = lambda t: t.view(batch, length, HEADS, -1).transpose(1, 2)
        query = self.query(torch.cat([vi, vj], -1)).view(count, HEADS, 1, -1)
        scores = query @ split(self.key(hidden))[rows].transpose(-1, -2) * (width // HEADS) ** -0.5
        attention = scores.float().masked_fill(~mask[rows][:, None, None, :], -1e4).softmax(-1).to(hidden.dtype)
        context = (attention @ split(self.value(hidden))[rows].to(hidden.dtype)).reshape(count, width)
        distance = torch.tensor([distance_bucket(max(0, end - start), pairs.source[k][0] > pairs.target[k][0])
                                 for k, (start, end) in enumerate(gaps)])
        source_kind, target_kind = torch.tensor(pairs.kinds).unbind(-1)
        z = torch.cat([vi, vj, vi * vj, between, path, context, hidden[rows, 0], self.distance(distance),
                       self.source_kind(source_kind), self.target_kind(target_kind)], -1)
        h = self.drop(F.gelu(self.mix(self.drop(z))))
        return self.relation(h), self.negated(h), self.modality(h)
