"""Checks of RDF: rdflib and pyoxigraph read the same, and what they read is the graph."""

from urllib.parse import unquote

from consumer import check, expect, same

VOCABULARY = "urn:demarche:vocabulary:"
ASSERTED = VOCABULARY + "standing"


def last(name):
    """The id at the end of a name."""
    return unquote(str(name).split(":", 3)[3])


def clean(text):
    """Text as RDF can hold it."""
    return text.translate({0: "\ufffd", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def edges_of(graph):
    """The edges that are told as nodes: ends and relation, intervals, standing."""
    from rdflib import RDF, URIRef

    found = {}
    for edge in graph.subjects(RDF.type, URIRef(VOCABULARY + "Edge")):
        parts = (graph.value(edge, RDF.subject), graph.value(edge, RDF.predicate), graph.value(edge, RDF.object))
        spans = []
        for span in graph.objects(edge, URIRef(VOCABULARY + "valid")):
            ends = (graph.value(span, URIRef(VOCABULARY + end)) for end in ("from", "until"))
            spans.append("/".join(".." if end is None else str(end) for end in ends))
        key = tuple(last(part) for part in parts)
        found[key] = (sorted(spans), str(graph.value(edge, URIRef(ASSERTED))), parts)
    return found


def compare(graph, truth):
    """Compares the edges and the names with the truth."""
    from rdflib import RDFS, URIRef

    found = edges_of(graph)
    same("edges", set(found), set(truth.edges))
    for key, (spans, standing, _) in found.items():
        same(f"{key}: valid", spans, truth.spans(key))
        same(f"{key}: standing", standing, truth.edges[key]["standing"])
    labels = graph.subject_objects(RDFS.label)
    names = {last(a): str(name) for a, name in labels if str(a).startswith("urn:demarche:actor:")}
    same("names", {id: names.get(id) for id in truth.names}, {id: clean(n) for id, n in truth.names.items()})
    derived = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    kinds = {str(o).split(":")[2] for o in graph.objects(None, derived)}
    expect(kinds <= {"statement", "article"}, f"derived from {kinds}")
    return found


# rdflib keeps every triple as objects of Python.
MOST = 20_000


@check("graph.json", "graph.ttl", needs=["rdflib"], most=MOST)
def rdflib_reads_the_turtle(folder, truth):
    from rdflib import Graph

    graph = Graph().parse(folder / "graph.ttl", format="turtle")
    for key, (_, standing, parts) in compare(graph, truth).items():
        expect((parts in graph) == (standing == "asserted"), f"{key}: {standing}, plain triple {parts in graph}")


@check("graph.json", "graph.trig", needs=["rdflib"], most=MOST)
def rdflib_reads_the_trig(folder, truth):
    from rdflib import Dataset, RDF, URIRef

    dataset = Dataset()
    dataset.parse(folder / "graph.trig", format="trig")
    graph = dataset.default_graph
    compare(graph, truth)
    claims = {str(g.identifier) for g in dataset.graphs() if str(g.identifier).startswith("urn:demarche:claims:")}
    derived = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    articles = {str(a) for a in graph.subjects(RDF.type, URIRef(VOCABULARY + "Article"))}
    for name in claims:
        sources = {str(source) for source in graph.objects(URIRef(name), derived)}
        expect(sources and sources <= articles, f"{name} is derived from {sources}")


@check("graph.ttl", "graph.trig", needs=["pyoxigraph", "rdflib"], most=MOST)
def pyoxigraph_reads_as_many_triples(folder, truth):
    import pyoxigraph
    import rdflib

    for name, format, kind in [
        ("graph.ttl", pyoxigraph.RdfFormat.TURTLE, "turtle"),
        ("graph.trig", pyoxigraph.RdfFormat.TRIG, "trig"),
    ]:
        quads = set(pyoxigraph.parse(path=folder / name, format=format))
        dataset = rdflib.Dataset()
        dataset.parse(folder / name, format=kind)
        n_quads = sum(1 for _ in dataset.quads())
        expect(len(quads) == n_quads, f"{name}: {len(quads)} by pyoxigraph, {n_quads} by rdflib")


@check("graph.json", "graph.ttl", "graph.trig", needs=["pyoxigraph"])
def pyoxigraph_finds_the_edges(folder, truth):
    import pyoxigraph

    for name, format in [("graph.ttl", pyoxigraph.RdfFormat.TURTLE), ("graph.trig", pyoxigraph.RdfFormat.TRIG)]:
        edges, spans, names = {}, {}, {}
        for quad in pyoxigraph.parse(path=folder / name, format=format):
            subject, value, field = quad.subject, quad.object.value, quad.predicate.value
            if isinstance(subject, pyoxigraph.BlankNode):
                spans.setdefault(subject.value, {})[field.removeprefix(VOCABULARY)] = value
            elif subject.value.startswith("urn:demarche:edge:"):
                edges.setdefault(subject.value, {}).setdefault(field, []).append(value)
            elif subject.value.startswith("urn:demarche:actor:") and field.endswith("#label"):
                names[last(subject.value)] = value
        ends = "http://www.w3.org/1999/02/22-rdf-syntax-ns#{}".format
        found = {}
        for edge in edges.values():
            key = tuple(last(edge[ends(part)][0]) for part in ("subject", "predicate", "object"))
            times = [spans[span] for span in edge.get(VOCABULARY + "valid", [])]
            times = sorted("/".join(span.get(end, "..") for end in ("from", "until")) for span in times)
            found[key] = (times, edge[ASSERTED][0])
        expect(len(found) == len(edges), f"{name}: an edge is told twice")
        wanted = {key: (truth.spans(key), edge["standing"]) for key, edge in truth.edges.items()}
        same(f"{name}: edges", found, wanted)
        same(f"{name}: names", {id: names.get(id) for id in truth.names}, {i: clean(n) for i, n in truth.names.items()})
