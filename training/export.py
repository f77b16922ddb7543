"""Writes the model file the program reads, the vocabulary, and data to compare two implementations.

In: a checkpoint. Out: `weights.safetensors` (int8 rows with a scale each), `vocab.txt`, `parity.jsonl`.

    export.py --weights FILE.pt --encoder FOLDER --out FOLDER [--base FOLDER]

The relation head is exported when the checkpoint holds one. With `--base`, tensors that are those of another exported
model, and the vocabulary, are left to its file, which must lie in a folder beside `--out`.
"""
import argparse
import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import save_file

from checkpoint import layers_of, load_model, load_state
from conllu import Sentence, spans
from evaluate import analyse
from names import exported_names
from relation_data import Example, Mention, Pair
from relation_head import KIND
from relation_score import relation_scores
from vocabulary import Pieces

PARITY = [
    "France 's president met Chinese officials in Geneva on Tuesday .",
    "The African Union has condemned the coup in Niger , calling for the immediate release of President Mohamed Bazoum .",
    "Turkey was accused by Greece of violating its airspace , but Ankara denied the charge .",
    "BRAZIL AND INDIA SIGN DEFENCE PACT",
    "Rebels backed by Rwanda seized the town of Bunagana , the Congolese army said .",
    "« Nous sommes prêts », said Foreign Minister José Manuel Albares on 12 March 2024 .",
    "U.S. Secretary of State Antony Blinken did n't rule out new sanctions against Tehran .",
    "Saudi Arabia , the UAE and Egypt severed diplomatic ties with Qatar in June 2017 .",
    "NATO may send 5,000 troops to Estonia 's border if Moscow refuses to withdraw its anti-aircraft missiles .",
    "He warned that they would retaliate against Hezbollah , which fired 40 rockets at Haifa ( see https://example.org/a?b=1 ) .",
]


def quantise(matrix):
    """Returns (int8 matrix, scale per row)."""
    scale = matrix.abs().amax(1).clamp(min=1e-12) / 127
    return (matrix / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def export(state, tags, layers, path, base=None):
    """Writes the model file; parts the checkpoint has not, or the file of the folder `base` has, are left out."""
    tensors = {}
    for mine, (theirs, quantised) in exported_names(layers).items():
        if mine not in state:
            continue
        value = state[mine].float().contiguous()
        if quantised:
            tensors[theirs + ".weight"], tensors[theirs + ".scale"] = quantise(value)
        else:
            tensors[theirs] = value
    unknown = set(state) - set(exported_names(layers))
    if unknown:
        raise SystemExit(f"parameters without an exported name: {sorted(unknown)}")
    meta = {"format": "demarche-model", "version": "1", "layers": str(layers)}
    if base:
        meta["base"] = base.name
        with safe_open(str(base / "weights.safetensors"), "pt") as file:
            same = lambda a, b: a.shape == b.shape and torch.allclose(a.float(), b.float(), rtol=1e-6, atol=0)
            shared = {k for k in set(file.keys()) & set(tensors) if same(file.get_tensor(k), tensors[k])}
        tensors = {k: v for k, v in tensors.items() if k not in shared}
    meta |= {k: json.dumps(v, ensure_ascii=False) for k, v in tags.items()}
    save_file(tensors, str(path), metadata=meta)


def rounded(values):
    return [round(float(v), 5) for v in values]


def relation_parity(model, batcher, sentence, result):
    """Returns the relation scores of the first and the last entity of a sentence, as a state and a person."""
    found = sorted(spans(result["ner"]))
    if len(found) < 2:
        return {}
    heads = result["heads"]
    top = lambda a, b: next((i for i in range(a, b) if not a < heads[i] <= b), b - 1)
    mention = lambda span, kind: Mention(span[0], span[1], top(*span[:2]), KIND[kind], "", "", frozenset())
    mentions = [mention(found[0], "state"), mention(found[-1], "person")]
    example = Example("", "", sentence.words, heads, mentions, [Pair(0, 1, {}, 1.0), Pair(1, 0, {}, 1.0)])
    relation, negated, modality = relation_scores(model, batcher, [example])
    return {"mentions": [{"start": m.start, "end": m.end, "head": m.head, "kind": m.kind} for m in mentions],
            "path": example.path(mentions[0].head, mentions[1].head),
            "forward": {"relation": rounded(relation[0]), "negated": rounded(negated[0]), "modality": rounded(modality[0])},
            "backward": {"relation": rounded(relation[1]), "negated": rounded(negated[1]), "modality": rounded(modality[1])}}


def round_inputs():
    """Makes layers round their inputs to eight bits on a scale for each row, as the program does."""
    def forward(self, x):
        scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
        return F.linear((x / scale).round() * scale, self.weight, self.bias)
    torch.nn.Linear.forward = forward


@torch.no_grad()
def parity(path, encoder, out):
    """Writes analyses of the PARITY sentences, computed from the exported weights as the program does."""
    model, batcher = load_model(path, encoder)
    round_inputs()
    with open(out, "w", encoding="utf-8") as file:
        for text in PARITY:
            sentence = Sentence(text.split())
            (_, result), = analyse(model, batcher, [sentence], precise=True)
            batch = batcher.batch([sentence])
            hidden = model.hidden(batch)
            x = model.words(hidden, batch.first)
            arcs, _, _ = model.arcs(x, batch.word_mask)
            code = batch.encoded[0]
            row = {"words": sentence.words, "ids": code.ids, "first": code.first, "classes": code.classes,
                   "upos": result["upos"], "xpos": result["xpos"], "head": result["heads"],
                   "label": result["labels"], "ner": result["ner"],
                   "hidden_cls": rounded(hidden[0, 0, :8]), "x0": rounded(x[0, 0, :8]),
                   "arc_scores_0": rounded(arcs[0, 0]), "upos_scores_0": rounded(model.upos(x)[0, 0]),
                   "ner_scores_0": rounded(model.ner(x)[0, 0])}
            if "relations" in batcher.tags:
                row |= relation_parity(model, batcher, sentence, result)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--weights", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--base", type=pathlib.Path, help="folder of the exported model that this one shares tensors with")
    a = p.parse_args()
    torch.set_num_threads(1)
    out = pathlib.Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    state, tags = load_state(a.weights)
    weights = out / "weights.safetensors"
    export(state, tags, layers_of(state), weights, a.base)
    weights.chmod(0o644)
    if not a.base:
        Pieces(pathlib.Path(a.encoder) / "tokenizer.json").write(out / "vocab.txt")
    parity(weights, a.encoder, out / "parity.jsonl")
    print(weights, weights.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
