"""The table of names: parameter in training -> tensor in the exported file.

Out: `exported_names`, a dict of training name -> (exported name, is it a matrix stored as int8 with a scale per row).
"""

HEADS = {"upos": "upos", "xpos": "xpos", "ner": "ner", "arc_head": "arc.head", "arc_dependent": "arc.dependent",
         "label_head": "label.head", "label_dependent": "label.dependent", "label_out": "label.out"}
RELATION_LINEAR = ("query", "key", "value", "mix", "relation", "negated", "modality")
RELATION_TABLE = ("distance", "source_kind", "target_kind")


def exported_names(layers):
    """Returns the table for an encoder of so many layers; relation names are included."""
    table = {f"encoder.{t}.weight": (f"embeddings.{t}", True) for t in ("word", "position", "case")}
    table["encoder.norm.weight"] = ("embeddings.norm.gain", False)
    table["encoder.norm.bias"] = ("embeddings.norm.bias", False)

    def linear(mine, theirs):
        table[mine + ".weight"] = (theirs, True)
        table[mine + ".bias"] = (theirs + ".bias", False)

    def layer(mine, theirs):
        for part in ("query", "key", "value", "output", "intermediate", "project"):
            linear(f"{mine}.{part}", f"{theirs}.{part}")
        for part in ("norm1", "norm2"):
            table[f"{mine}.{part}.weight"] = (f"{theirs}.{part}.gain", False)
            table[f"{mine}.{part}.bias"] = (f"{theirs}.{part}.bias", False)

    for i in range(layers):
        layer(f"encoder.layers.{i}", f"layer.{i}")
        layer(f"relation.layers.{i}", f"relation.layer.{i}")
    for mine, theirs in HEADS.items():
        linear(mine, theirs)
    table["bilinear"] = ("arc.bilinear", True)
    table["root"] = ("arc.root", False)
    for part in RELATION_LINEAR:
        linear(f"relation.{part}", f"relation.{part}")
    for part in RELATION_TABLE:
        table[f"relation.{part}.weight"] = (f"relation.{part}", True)
    return table
