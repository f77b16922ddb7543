"""Loads a model from a checkpoint of training or from an exported file.

In: a `.pt` or `.safetensors` file and the folder of the pretrained encoder. Out: model and batcher.
"""
import json
import pathlib

import torch
from safetensors import safe_open

from data import Batcher
from model import Model
from names import exported_names
from relation_head import RelationHead
from vocabulary import Pieces


def load_state(path):
    """Returns (averaged or exported weights by training name, tag inventory)."""
    if str(path).endswith(".safetensors"):
        with safe_open(str(path), "pt") as file:
            meta = file.metadata()
            tags = {k: json.loads(meta[k]) for k in ("upos", "xpos", "labels", "ner", "relations", "thresholds") if k in meta}
            have = set(file.keys())
            state = {}
            for mine, (theirs, quantised) in exported_names(int(meta["layers"])).items():
                if quantised and theirs + ".weight" in have:
                    scale = file.get_tensor(theirs + ".scale")
                    state[mine] = file.get_tensor(theirs + ".weight").float() * scale[:, None]
                elif not quantised and theirs in have:
                    state[mine] = file.get_tensor(theirs)
        return state, tags
    saved = torch.load(path, map_location="cpu", weights_only=False)
    return saved["average"], saved["tags"]


def load_model(path, encoder):
    """Returns the model with its weights, with the relation head if the file has one, and a batcher for its inventory."""
    state, tags = load_state(path)
    model = Model(encoder, tags)
    if "relations" in tags:
        model.relation = RelationHead(model.encoder.width, len(tags["relations"]))
    model.load_state_dict(state)
    return model.eval(), Batcher(Pieces(pathlib.Path(encoder) / "tokenizer.json"), tags)
