"""Runs the recipes of docs/recipes.md as they stand there, in the folder of a graph."""

import contextlib
import io
import os
import re
import subprocess
import tempfile
from pathlib import Path

from consumer import HERE, check, expect, node, same

RECIPES = HERE.parent.parent / "docs" / "recipes.md"
# What R reads, to be compared: bytes as hexadecimal digits, since nothing in a name ends a line then.
R_TELLS = r"""
hex <- function(text) vapply(text, function(one) paste(charToRaw(enc2utf8(one)), collapse = ""), "")
ends <- as_edgelist(graph, names = FALSE)
ids <- V(graph)$id
told <- paste(hex(ids[ends[, 1]]), E(graph)$relation, hex(ids[ends[, 2]]), E(graph)$direction, E(graph)$valid, sep = "\t")
writeLines(c(paste(hex(ids), hex(V(graph)$name), sep = "\t"), "", told), "told.tsv")
writeLines(as.character(c(nrow(edges), nrow(events))), "counted.txt")
"""


def recipes(language):
    """The recipes in a language, each as one text."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", RECIPES.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    expect(found, f"docs/recipes.md has no recipe for {language}")
    return found


def beside(folder):
    """A folder of its own that has the files of a graph, so that nothing is left behind."""
    place = tempfile.TemporaryDirectory()
    for path in folder.iterdir():
        (Path(place.name) / path.name).symlink_to(path.resolve())
    return place


@check("graph.json", "graph.graphml", "edges.csv", "events.tsv", needs=["Rscript", "r:igraph"])
def r_runs_its_recipe_and_reads_the_same(folder, truth):
    with beside(folder) as place:
        script = Path(place) / "recipe.R"
        script.write_text("\n".join(recipes("r")) + R_TELLS, encoding="utf-8")
        run = subprocess.run(["Rscript", "--vanilla", script.name], cwd=place, capture_output=True, timeout=600)
        expect(run.returncode == 0, run.stderr.decode(errors="replace")[-400:])
        expect(b"Warning" not in run.stderr, run.stderr.decode(errors="replace")[-400:])
        told = (Path(place) / "told.tsv").read_text(encoding="utf-8").split("\n\n")
        counted = (Path(place) / "counted.txt").read_text().split()
    text = lambda digits: bytes.fromhex(digits).decode()
    names = dict(map(text, line.split("\t")) for line in told[0].splitlines())
    same("names", names, {id: truth.visible(name) for id, name in truth.names.items()})
    found = {}
    for line in told[1].splitlines():
        source, relation, target, way, valid = line.split("\t")
        found[text(source), relation, text(target)] = (way, valid.split())
    same("edges", found, truth.told)
    n_lines = len((folder / "events.tsv").read_bytes().splitlines()) - 1
    same("rows", counted, [str(len(truth.edges)), str(n_lines)])


@check("graph.json", needs=["networkx"])
def networkx_runs_its_recipe(folder, truth):
    before = os.getcwd()
    os.chdir(folder)
    try:
        scope = {}
        with contextlib.redirect_stdout(io.StringIO()):
            for recipe in recipes("python"):
                exec(compile(recipe, str(RECIPES), "exec"), scope)
    finally:
        os.chdir(before)
    same("nodes", set(scope["graph"].nodes), set(truth.names))
    hostile = [key for key, edge in truth.edges.items() if edge["polarity"] == "negative"]
    expect(len(scope["hostile"]) == len(hostile), f"{len(scope['hostile'])} hostile edges of {len(hostile)}")


@check("edges.parquet", needs=["duckdb"])
def duckdb_runs_its_recipe(folder, truth):
    import duckdb

    for recipe in recipes("sql"):
        duckdb.sql(recipe.replace("'edges.parquet'", f"'{folder / 'edges.parquet'}'")).fetchall()


@check("graph.json", "graph.ttl", needs=["pyoxigraph"], most=20_000)
def sparql_finds_who_says_so(folder, truth):
    import pyoxigraph

    store = pyoxigraph.Store()
    store.load(path=str(folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    for recipe in recipes("sparql"):
        quotes = sum(1 for _ in store.query(recipe))
        arms = [e for (_, relation, _), e in truth.edges.items() if relation == "arms"]
        expect(quotes == sum(len(e["statements"]) for e in arms), f"{quotes} quotes")


@check(needs=["node", "npm:@neo4j-cypher/language-support"])
def the_parser_of_neo4j_reads_the_query(folder, truth):
    with tempfile.NamedTemporaryFile("w", suffix=".cypher") as file:
        file.write(";\n".join(recipe.strip() for recipe in recipes("cypher")) + ";\n")
        file.flush()
        found = node("lint.cjs", file.name)
    expect(not found["errors"], f"{found['errors'][:3]}")


@check("graph.json", "graph.cypher")
def the_query_asks_for_what_the_cypher_has(folder, truth):
    text = (folder / "graph.cypher").read_text(encoding="utf-8")
    for recipe in recipes("cypher"):
        for name in re.findall(r"\bx\.(\w+)", recipe):
            expect(not truth.edges or f"{name}: " in text, f"relationships have no {name}")
