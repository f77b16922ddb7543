"""Checks of the formats for network analysis and pictures: networkx, igraph, Graphviz, the rules of Gephi."""

import csv
import datetime
import json
import os
import re
import subprocess

from consumer import HERE, check, expect, same

SVG = "{http://www.w3.org/2000/svg}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


@check("graph.json", needs=["networkx"])
def networkx_reads_the_node_link_file(folder, truth):
    import networkx

    graph = networkx.node_link_graph(truth.data)
    expect(graph.is_directed() and graph.is_multigraph(), "expected a directed multigraph")
    same("nodes", set(graph.nodes), set(truth.names))
    same("edges", {(s, k, t) for s, t, k in graph.edges(keys=True)}, set(truth.edges))
    expect(len(truth.edges) == len(truth.data["edges"]), "an edge is told twice")
    expect(graph.graph.get("generator", "").startswith("demarche"), "the file does not say who wrote it")


@check("graph.json", "graph.gexf", needs=["networkx"])
def networkx_reads_the_gexf(folder, truth):
    import networkx

    graph = networkx.read_gexf(folder / "graph.gexf")
    expect(graph.is_directed(), "expected a directed graph")
    found = {(s, d["relation"], t): d for s, t, d in graph.edges(data=True)}
    same("edges", set(found), set(truth.edges))
    expect(graph.number_of_edges() == len(truth.edges), "parallel edges were lost")
    # Where an end is open, networkx gives the word.
    spells = {key: [(str(s), str(e)) for s, e in d.get("spells", [])] for key, d in found.items()}
    same("intervals", spells, {key: [(str(s), str(e)) for s, e in truth.days(key)] for key in truth.edges})
    names = {node: data["label"] for node, data in graph.nodes(data=True)}
    same("names", names, {node: truth.visible(name) for node, name in truth.names.items()})
    for key, edge in truth.edges.items():
        expect(found[key]["direction"] == edge["direction"], f"{key}: direction")
        expect(found[key]["weight"] == edge["weight"], f"{key}: weight")


@check("graph.json", "graph.gexf", needs=["lxml"])
def the_gexf_keeps_the_rules_of_gephi(folder, truth):
    from lxml import etree

    root = etree.parse(folder / "graph.gexf").getroot()
    expect(root.tag == GEXF + "gexf" and root.get("version") == "1.3", "expected GEXF 1.3")
    graph = root.find(GEXF + "graph")
    wanted = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    same("dynamic attributes", {k: graph.get(k) for k in wanted}, wanted)
    ids = [node.get("id") for node in graph.iter(GEXF + "node")]
    same("nodes", ids, list(truth.names))
    places = {(p.get("x"), p.get("y")) for p in graph.iter(VIZ + "position")}
    expect(len(places) == len(ids), "two nodes lie on one spot")
    kinds = {(e.get("source"), e.get("kind"), e.get("target")) for e in graph.iter(GEXF + "edge")}
    same("kinds", kinds, set(truth.edges))
    for spell in graph.iter(GEXF + "spell"):
        days = [datetime.date.fromisoformat(spell.get(end)) for end in ("start", "end") if end in spell.attrib]
        expect(days and days == sorted(days), f"spell {dict(spell.attrib)}")
    declared = {a.get("id") for a in graph.iter(GEXF + "attribute")}
    used = {v.get("for") for v in graph.iter(GEXF + "attvalue")}
    expect(used <= declared, f"undeclared {used - declared}")


@check("graph.json", "nodes.csv", "edges.csv")
def the_tables_keep_the_rules_of_gephi(folder, truth):
    tables = {}
    for name in ("nodes.csv", "edges.csv"):
        with open(folder / name, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        header = rows[0]
        expect(header[0].strip(), f"{name}: an empty first heading makes it a matrix")
        expect(all(h == h.strip() for h in header), f"{name}: a heading with spaces around it")
        lower = [h.lower() for h in header]
        expect(len(set(lower)) == len(lower), f"{name}: a heading twice")
        expect(all(len(row) == len(header) for row in rows), f"{name}: rows of unequal length")
        tables[name] = [dict(zip(header, row)) for row in rows[1:]]
    nodes, edges = tables["nodes.csv"], tables["edges.csv"]
    wanted = {node: name.replace("\0", "\ufffd") for node, name in truth.names.items()}
    same("nodes", {row["Id"]: row["Label"] for row in nodes}, wanted)
    same("edges", {(r["Source"], r["Kind"], r["Target"]) for r in edges}, set(truth.edges))
    expect(len({row["Id"] for row in edges}) == len(edges), "an edge id twice: Gephi keeps the first only")
    interval = r"\[(-Infinity|\d{4}-\d\d-\d\d), (Infinity|\d{4}-\d\d-\d\d)\]"
    timeset = re.compile(rf"<{interval}(; {interval})*>")
    for row in edges:
        key = row["Source"], row["Kind"], row["Target"]
        direction = "Undirected" if truth.edges[key]["direction"] == "symmetric" else "Directed"
        expect(row["Type"] == direction, f"{row['Id']}: Type {row['Type']}")
        expect(float(row["Weight"]) > 0, f"{row['Id']}: weight {row['Weight']} is dropped by Gephi")
        spans = "; ".join(f"[{start or '-Infinity'}, {end or 'Infinity'}]" for start, end in truth.days(key))
        expect(row["Timeset"] == (spans and f"<{spans}>"), f"{row['Id']}: Timeset {row['Timeset']}")
        expect(not spans or timeset.fullmatch(row["Timeset"]), f"{row['Id']}: Timeset {row['Timeset']}")


@check("graph.json", "graph.graphml", needs=["networkx"])
def networkx_reads_the_graphml(folder, truth):
    import networkx

    graph = networkx.read_graphml(folder / "graph.graphml")
    expect(graph.is_directed(), "expected a directed graph")
    edges = graph.edges(data=True)
    same("edges", {(s, d["relation"], t): (d["direction"], d["valid"].split()) for s, t, d in edges}, truth.told)
    expect(graph.number_of_edges() == len(truth.edges), "parallel edges were lost")
    same("nodes", set(graph.nodes), set(truth.names))


@check("graph.json", "graph.graphml", needs=["igraph"])
def igraph_reads_the_graphml(folder, truth):
    import igraph

    graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    expect(graph.is_directed(), "expected a directed graph")
    ids = graph.vs["id"] if graph.vcount() else []
    same("nodes", ids, list(truth.names))
    edges = zip(graph.get_edgelist(), graph.es["relation"], graph.es["direction"], graph.es["valid"])
    found = {(ids[s], relation, ids[t]): (way, valid.split()) for (s, t), relation, way, valid in edges}
    expect(graph.ecount() == len(truth.edges), "parallel edges were lost")
    same("edges", found, truth.told)


@check("graph.json", "graph.cyjs", needs=["networkx"])
def networkx_reads_the_cytoscape_file(folder, truth):
    import networkx

    data = json.loads((folder / "graph.cyjs").read_text(encoding="utf-8"))
    graph = networkx.cytoscape_graph(data)
    edges = graph.edges(keys=True, data=True)
    same("edges", {(s, k, t): (d["direction"], d["valid"]) for s, t, k, d in edges}, truth.told)
    same("names", dict(graph.nodes(data="name")), truth.names)


@check("graph.json", "events.tsv")
def every_row_of_the_events_is_a_statement(folder, truth):
    with open(folder / "events.tsv", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    header, rows = lines[0], lines[1:]
    expect(all(len(row) == len(header) for row in rows), "rows of unequal length")
    dates = [row[header.index("date")] for row in rows]
    expect(all(re.fullmatch(r"\d{4}(-\d\d){0,2}", date) for date in dates), "a row without a date")
    known = {s for edge in truth.edges.values() for s in edge["statements"]}
    same("statements", {row[0] for row in rows} - known, set())


@check("graph.json", "graph.dot", needs=["gc"])
def graphviz_counts_the_dot_file(folder, truth):
    counted = subprocess.run(["gc", "-n", "-e", folder / "graph.dot"], capture_output=True, timeout=300)
    expect(counted.returncode == 0, counted.stderr.decode(errors="replace")[:300])
    found = [int(word) for word in counted.stdout.split()[:2]]
    same("nodes and edges", found, [len(truth.names), len(truth.edges)])


@check("graph.json", "graph.dot", needs=["dot", "lxml"], most=10_000)
def graphviz_draws_the_dot_file(folder, truth):
    from lxml import etree

    drawn = subprocess.run(["dot", "-Tsvg", folder / "graph.dot"], capture_output=True, timeout=300)
    expect(drawn.returncode == 0, drawn.stderr.decode(errors="replace")[:300])
    root = etree.fromstring(drawn.stdout, etree.XMLParser(huge_tree=True))
    count = lambda kind: sum(1 for g in root.iter(SVG + "g") if g.get("class") == kind)
    expect(count("node") == len(truth.names), f"{count('node')} nodes drawn of {len(truth.names)}")
    expect(count("edge") == len(truth.edges), f"{count('edge')} edges drawn of {len(truth.edges)}")


@check("graph.json", "graph.svg", needs=["lxml"])
def the_diagram_is_safe_and_explains_itself(folder, truth):
    from lxml import etree

    root = etree.parse(folder / "graph.svg").getroot()
    expect(root.tag == SVG + "svg" and root.get("role") == "img", "expected an image")
    expect(len(root.find(SVG + "title").text or "") > 0, "a title is missing")
    for element in root.iter():
        expect(isinstance(element.tag, str), "comments and instructions have no place here")
        name = element.tag.removeprefix(SVG)
        expect(name not in {"script", "a", "image", "use", "foreignObject", "iframe"}, f"<{name}>")
        for key in element.attrib:
            expect("href" not in key and not key.startswith("on"), f"{name} {key}")
    style = root.find(SVG + "style").text
    expect("url(" not in style and "@import" not in style, "the style loads something")
    expect("prefers-color-scheme" in style, "no dark paper")
    groups = [g for g in root.iter(SVG + "g") if (g.get("class") or "").startswith("edge")]
    expect(0 < len(groups) <= len(truth.edges) or not truth.edges, f"{len(groups)} edges drawn")
    expect(all((g.find(SVG + "title").text or "") for g in groups), "an edge without words")


@check("graph.json", "statements.jsonl")
def statements_stand_behind_every_edge(folder, truth):
    with open(folder / "statements.jsonl", encoding="utf-8") as file:
        statements = [json.loads(line) for line in file]
    ids = {s["id"] for s in statements}
    expect(len(ids) == len(statements), "a statement is told twice")
    for key, edge in truth.edges.items():
        expect(edge["statements"], f"{key} has no statement")
        missing = set(edge["statements"]) - ids
        expect(not missing, f"{key}: {sorted(missing)[:3]} is not in statements.jsonl")


@check("graph.gexf", needs=["lxml"])
def the_gexf_fits_the_rules_written_for_it(folder, truth):
    from lxml import etree

    rules = etree.RelaxNG(etree.parse(HERE / "gexf.rng"))
    expect(rules.validate(etree.parse(folder / "graph.gexf")), str(rules.error_log.last_error))


@check("graph.gexf", needs=["xmllint", "file:GEXF_RNG"])
def the_gexf_fits_the_official_rules(folder, truth):
    rules = os.environ["GEXF_RNG"]
    command = ["xmllint", "--huge", "--noout", "--relaxng", rules, folder / "graph.gexf"]
    run = subprocess.run(command, capture_output=True, timeout=600)
    expect(run.returncode == 0, run.stderr.decode(errors="replace")[:400])


@check("graph.json", "matrix.svg", needs=["lxml"])
def the_heat_map_is_safe_and_has_every_actor_twice(folder, truth):
    from lxml import etree

    root = etree.parse(folder / "matrix.svg").getroot()
    actors = [t for t in root.iter(SVG + "text") if (t.get("class") or "").startswith("actor")]
    expect(len(actors) % 2 == 0 and len(actors) <= 2 * len(truth.names), f"{len(actors)} names")
    cells = [g for g in root.iter(SVG + "g") if (g.get("class") or "").startswith("cell ")]
    expect(all(c.find(SVG + "text").text for c in cells), "a cell without a sign")
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    expect(not names & {"script", "a", "image", "use", "foreignObject"}, f"{names}")
