"""Checks with JavaScript: graphology (the readers of Gephi Lite), Cytoscape.js, Mermaid in Chromium."""

import shutil

from consumer import check, expect, node, same


def compare(found, truth, names):
    same("names", found["nodes"], names)
    edges = {tuple(edge[:3]): tuple(edge[3:]) for edge in found["edges"]}
    expect(len(edges) == len(found["edges"]), "an edge is told twice")
    spans = lambda valid: valid if isinstance(valid, list) else valid.strip("[]").replace(",", " ").split()
    same("edges", {key: (way, spans(valid)) for key, (way, valid) in edges.items()}, truth.told)


@check("graph.json", "graph.gexf", needs=["node", "npm:graphology-gexf"])
def graphology_reads_the_gexf(folder, truth):
    found = node("read.cjs", "gexf", folder / "graph.gexf")
    compare(found, truth, {id: truth.visible(name) for id, name in truth.names.items()})
    expect(found["n_placed"] == len(truth.names), f"{found['n_placed']} nodes have a place")


@check("graph.json", "graph.graphml", needs=["node", "npm:graphology-graphml"])
def graphology_reads_the_graphml(folder, truth):
    found = node("read.cjs", "graphml", folder / "graph.graphml")
    compare(found, truth, {id: truth.visible(name) for id, name in truth.names.items()})


@check("graph.json", "graph.cyjs", needs=["node", "npm:cytoscape"])
def cytoscape_reads_its_file(folder, truth):
    found = node("read.cjs", "cyjs", folder / "graph.cyjs")
    compare(found, truth, truth.names)
    expect(found["n_placed"] == len(truth.names), f"{found['n_placed']} nodes have a place")


@check("graph.mmd", needs=["node", "npm:mermaid", "npm:playwright-core"])
def mermaid_draws_the_diagram(folder, truth):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("     (no Chromium here: Mermaid was not asked)")
        return
    text = (folder / "graph.mmd").read_text(encoding="utf-8")
    found = node("mermaid.cjs", chromium, folder / "graph.mmd")
    wanted = text.count("\n  linkStyle ")
    expect(found["edges"] == wanted, f"{found['edges']} edges drawn of {wanted}")
    expect(found["scripts"] == 0, "a script came into the picture")
