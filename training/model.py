"""The network: one encoder, and heads for tags, tree, names and relations.

In: a `Batch` of padded tensors. Out: scores. The names of the parts are those of the exported file.
"""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

CLASSES = 16
ARC, LABEL = 256, 128


def attention_mask(mask):
    """Returns what is added to attention scores: little where there is no piece."""
    return torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width, inner, heads, dropout):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm1 = nn.LayerNorm(width, 1e-12)
        self.intermediate, self.project = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, width = x.shape
        split = lambda t: t.view(batch, length, self.heads, -1).transpose(1, 2)
        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) * (width // self.heads) ** -0.5
        y = (scores + mask).softmax(-1).to(scores.dtype) @ split(self.value(x))
        x = self.norm1(x + self.dropout(self.output(y.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.project(F.gelu(self.intermediate(x)))))


class Encoder(nn.Module):
    """MiniLM with an embedding of the case class; starts from the pretrained weights."""

    def __init__(self, folder, dropout=0.1):
        super().__init__()
        folder = pathlib.Path(folder)
        c = json.loads((folder / "config.json").read_text())
        width = c["hidden_size"]
        self.width = width
        self.word = nn.Embedding(c["vocab_size"], width)
        self.position = nn.Embedding(c["max_position_embeddings"], width)
        self.case = nn.Embedding(CLASSES, width)
        self.norm = nn.LayerNorm(width, 1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, c["intermediate_size"], c["num_attention_heads"], dropout) for _ in range(c["num_hidden_layers"]))
        self.load(load_file(folder / "model.safetensors"))

    def load(self, old):
        new = {"word.weight": old["embeddings.word_embeddings.weight"],
               "position.weight": old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0],
               "case.weight": torch.zeros(CLASSES, self.width),
               "norm.weight": old["embeddings.LayerNorm.weight"], "norm.bias": old["embeddings.LayerNorm.bias"]}
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                 "intermediate": "intermediate.dense", "project": "output.dense", "norm2": "output.LayerNorm"}
        for i in range(len(self.layers)):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    new[f"layers.{i}.{mine}.{part}"] = old[f"encoder.layer.{i}.{theirs}.{part}"]
        self.load_state_dict(new)

    def embed(self, ids, classes):
        """Returns the embeddings of the pieces."""
        x = self.word(ids) + self.position.weight[:ids.shape[1]] + self.case(classes)
        return self.dropout(self.norm(x))

    def forward(self, ids, classes, mask):
        """Returns the states of the pieces after all layers."""
        x = self.embed(ids, classes)
        for layer in self.layers:
            x = layer(x, attention_mask(mask))
        return x


class Model(nn.Module):
    """The encoder with the heads of phase 1."""

    def __init__(self, folder, inventory, dropout=0.1, head_dropout=0.25):
        super().__init__()
        self.encoder = Encoder(folder, dropout)
        width = self.encoder.width
        self.drop = nn.Dropout(head_dropout)
        self.upos = nn.Linear(width, len(inventory["upos"]))
        self.xpos = nn.Linear(width, len(inventory["xpos"]))
        self.ner = nn.Linear(width, len(inventory["ner"]))
        self.arc_head, self.arc_dependent = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.label_head, self.label_dependent = nn.Linear(width, LABEL), nn.Linear(width, LABEL)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.bilinear = nn.Parameter(torch.zeros(ARC + 1, ARC))
        nn.init.xavier_uniform_(self.bilinear)
        self.label_out = nn.Linear(2 * LABEL, len(inventory["labels"]))

    def hidden(self, batch):
        """Returns the hidden states of all pieces."""
        return self.encoder(batch.ids, batch.classes, batch.mask)

    def words(self, hidden, first):
        """Returns the vector of each word: its first piece's hidden state."""
        return torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))

    def arcs(self, x, word_mask):
        """Returns the arc scores [batch, dependent, head] and the label representations."""
        x = self.drop(x)
        rooted = torch.cat([self.root.to(x.dtype).expand(len(x), 1, -1), x], 1)
        act = lambda layer, t: self.drop(F.leaky_relu(layer(t), 0.1))
        head, dependent = act(self.arc_head, rooted).float(), act(self.arc_dependent, x).float()
        with torch.autocast("cpu", enabled=False):
            dependent = torch.cat([dependent, dependent.new_ones(*dependent.shape[:2], 1)], -1)
            scores = (dependent @ self.bilinear) @ head.transpose(1, 2)
        allowed = torch.cat([word_mask.new_ones(len(x), 1), word_mask], 1)
        scores = scores.masked_fill(~allowed.unsqueeze(1), -1e4)
        return scores, act(self.label_head, rooted), act(self.label_dependent, x)

    def labels(self, heads_repr, dependents, heads):
        """Returns the label scores of each word under the given heads."""
        head = torch.gather(heads_repr, 1, heads.unsqueeze(-1).expand(-1, -1, heads_repr.shape[-1]))
        return self.label_out(torch.cat([head * dependents, F.relu(head + dependents)], -1))
