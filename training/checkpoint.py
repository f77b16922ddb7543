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
        return load_exported(pathlib.Path(path))
    saved = torch.load(path, map_location="cpu", weights_only=False)
    return saved["average"], saved["tags"]


def load_exported(path):
    """Returns the same of an exported file; tensors it has not are taken from its base, in the folder beside it."""
    with safe_open(str(path), "pt") as file:
        meta = file.metadata()
        tensors = {k: file.get_tensor(k) for k in file.keys()}
    tags = {k: json.loads(meta[k]) for k in ("upos", "xpos", "labels", "ner", "relations") if k in meta}
    if "base" in meta:
        with safe_open(str(path.parent.parent / meta["base"] / "weights.safetensors"), "pt") as file:
            tensors = {k: file.get_tensor(k) for k in file.keys()} | tensors
    state = {}
    for mine, (theirs, quantised) in exported_names(int(meta["layers"])).items():
        if quantised and theirs + ".weight" in tensors:
            state[mine] = tensors[theirs + ".weight"].float() * tensors[theirs + ".scale"][:, None]
        elif not quantised and theirs in tensors:
            state[mine] = tensors[theirs]
    return state, tags


def layers_of(state):
    """Returns how many layers the encoder of these weights has."""
    return 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))


def model_of(encoder, state, tags):
    """Returns a model with these weights of phase 1, what else they hold left out."""
    model = Model(encoder, tags)
    model.encoder.layers = model.encoder.layers[:layers_of(state)]
    model.load_state_dict({k: v for k, v in state.items() if not k.startswith("relation.")})
    return model


def load_model(path, encoder):
    """Returns the model with its weights, with the relation head if the file has one, and a batcher for its inventory."""
    state, tags = load_state(path)
    model = model_of(encoder, state, tags)
    if "relations" in tags:
        model.relation = RelationHead(model.encoder, len(tags["relations"]))
        model.load_state_dict(state)
    return model.eval(), Batcher(Pieces(pathlib.Path(encoder) / "tokenizer.json"), tags)
