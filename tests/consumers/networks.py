"""Checks of the formats for network tools and investigators: CX2, JSON Graph Format, FollowTheMoney."""

import json

from consumer import CONTROL, check, expect, same

# The rules of JSON Graph Format 2, as far as one graph needs them.
TEXT = {"type": "string"}
OBJECT = {"type": "object"}
JGF = {
    "type": "object",
    "required": ["graph"],
    "additionalProperties": False,
    "properties": {
        "graph": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "id": TEXT,
                "label": TEXT,
                "type": TEXT,
                "directed": {"type": "boolean"},
                "metadata": OBJECT,
                "nodes": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"label": TEXT, "metadata": OBJECT},
                    },
                },
                "edges": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["source", "target"],
                        "additionalProperties": False,
                        "properties": {
                            "id": TEXT,
                            "source": TEXT,
                            "target": TEXT,
                            "relation": TEXT,
                            "directed": {"type": "boolean"},
                            "label": TEXT,
                            "metadata": OBJECT,
                        },
                    },
                },
            },
        }
    },
}


@check("graph.json", "graph.jgf", needs=["jsonschema"])
def the_json_graph_fits_its_schema(folder, truth):
    import jsonschema

    data = json.loads((folder / "graph.jgf").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(JGF).validate(data)
    graph = data["graph"]
    same("names", {id: node["label"] for id, node in graph["nodes"].items()}, truth.names)
    edges = {(e["source"], e["relation"], e["target"]): e for e in graph["edges"]}
    expect(len(edges) == len(graph["edges"]), "an edge is told twice")
    same("edges", set(edges), set(truth.edges))
    for key, edge in edges.items():
        wanted = truth.edges[key]
        expect(edge["directed"] == (wanted["direction"] == "directed"), f"{key}: directed")
        same(f"{key}: valid", edge["metadata"]["valid"], wanted["valid"])


@check("graph.json", "graph.cx2", needs=["ndex2"])
def ndex_reads_the_cx2(folder, truth):
    from ndex2.cx2 import RawCX2NetworkFactory

    data = json.loads((folder / "graph.cx2").read_text(encoding="utf-8"))
    network = RawCX2NetworkFactory().get_cx2network(data)
    nodes = {id: node["v"] for id, node in network.get_nodes().items()}
    same("names", {v["id"]: v["name"] for v in nodes.values()}, truth.names)
    edges = list(network.get_edges().values())
    found = {(nodes[e["s"]]["id"], e["v"]["interaction"], nodes[e["t"]]["id"]): e["v"] for e in edges}
    expect(len(found) == len(edges), "an edge is told twice")
    same("edges", set(found), set(truth.edges))
    for key, edge in found.items():
        same(f"{key}: valid", edge["valid"], truth.edges[key]["valid"])
        same(f"{key}: direction", edge["direction"], truth.edges[key]["direction"])
    same("counts", {m["name"]: m["elementCount"] for m in data[1]["metaData"]}.get("nodes", 0), len(truth.names))


@check("graph.json", "entities.ftm.json", needs=["followthemoney"])
def followthemoney_takes_every_value(folder, truth):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    entities = {}
    with open(folder / "entities.ftm.json", encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            expect(data["id"] not in entities, f"{data['id']} twice")
            model.get(data["schema"]).validate(data)
            proxy = EntityProxy.from_dict(data, cleaned=False)
            for name, values in data["properties"].items():
                kept = proxy.get(name)
                expect(kept, f"{data['id']}: {name} {values} was not taken")
            entities[data["id"]] = data
    links = [e for e in entities.values() if e["schema"] == "UnknownLink"]
    for link in links:
        for end in ("subject", "object", "proof"):
            missing = [other for other in link["properties"].get(end, []) if other not in entities]
            expect(not missing, f"{link['id']}: {end} {missing}")
    spans = {}
    for link in links:
        properties = link["properties"]
        span = "/".join((properties.get(end) or [".."])[0] for end in ("startDate", "endDate"))
        spans.setdefault(properties["recordId"][0], []).append(span)
    wanted = {CONTROL.sub(" ", e["id"]): sorted(e["valid"] or ["../.."]) for e in truth.edges.values()}
    same("intervals", {id: sorted(found) for id, found in spans.items()}, wanted)
    actors = [e for e in entities.values() if e["schema"] not in {"UnknownLink", "Article"}]
    expect(len(actors) == len(truth.names), f"{len(actors)} actors, {len(truth.names)} wanted")
