"""Checks of what databases load: Cypher in an embedded engine, the tables for Neo4j, DuckDB, Arrow."""

import csv
import re
import tempfile

from consumer import CONTROL, check, expect, node, same


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def type_of(relation):
    return "".join(c.upper() if c.isalnum() else "_" for c in relation)


@check("graph.json", "neo4j-nodes.csv", "neo4j-relationships.csv")
def the_tables_keep_the_rules_of_neo4j(folder, truth):
    nodes, edges = rows(folder / "neo4j-nodes.csv"), rows(folder / "neo4j-relationships.csv")
    names = {row["id:ID"]: row["name"] for row in nodes}
    expect(len(names) == len(nodes), "an id twice")
    same("names", names, {CONTROL.sub(" ", id): CONTROL.sub(" ", name) for id, name in truth.names.items()})
    expect(all(re.fullmatch(r"Actor;[A-Z][a-z]+", row[":LABEL"]) for row in nodes), "labels")
    ends = {row[end] for row in edges for end in (":START_ID", ":END_ID")}
    expect(ends <= set(names), f"dangling {sorted(ends - set(names))[:3]}")
    wanted = {CONTROL.sub(" ", e["id"]): e for e in truth.edges.values()}
    same("edges", {row["id"] for row in edges}, set(wanted))
    for row in edges:
        edge = wanted[row["id"]]
        same(f"{row['id']}: type", row[":TYPE"], type_of(edge["key"]))
        expect(row["direction"] == edge["direction"], f"{row['id']}: direction")
        same(f"{row['id']}: valid", [v for v in row["valid:string[]"].split(";") if v], edge["valid"])
        days = [row["since:date"], row["until:date"]]
        expect(all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days), f"{row['id']}: {days}")


def declare(run, truth):
    """Makes the tables that the embedded engine wants to know beforehand, unlike Neo4j."""
    run("CREATE NODE TABLE Actor(id STRING, name STRING, kind STRING, root STRING, n_edges INT64, PRIMARY KEY(id))")
    kinds = {str: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOLEAN", list: "STRING[]"}
    sample = next(iter(truth.edges.values()))
    skip = {"source", "target", "key"}
    # A confidence of 1.0 is a number with a point, whatever a reader of JSON makes of it.
    fields = [f"{k} {'DOUBLE' if k == 'confidence' else kinds[type(v)]}" for k, v in sample.items() if k not in skip]
    fields += ["since DATE", "until DATE"]
    for relation in sorted({key for _, key, _ in truth.edges}):
        run(f"CREATE REL TABLE `{type_of(relation)}`(FROM Actor TO Actor, {', '.join(fields)})")


# It plans every MERGE anew.
@check("graph.json", "graph.cypher", needs=["ladybug"], most=20_000)
def an_embedded_engine_runs_the_cypher_twice(folder, truth):
    import ladybug

    if not truth.edges:
        return
    text = (folder / "graph.cypher").read_text(encoding="utf-8")
    statements = re.split(r";\n", text)
    # The engine has no constraints beside the key and one label for each node.
    of_neo4j_alone = re.compile(r"^(//.*\n)*(CREATE CONSTRAINT|MATCH \(a:Actor \{kind: '\w+'\}\) SET a:\w+$)")
    statements = [s for s in statements if s.strip() and not of_neo4j_alone.match(s)]
    # Its lists have types, also where they are empty, and its nulls.
    for empty, typed in [("[]", "STRING[]"), ("null", "STRING")]:
        place = re.compile(rf"(, \w+: ){re.escape(empty)}(?=[,}}])")
        statements = [place.sub(rf"\1CAST({empty}, '{typed}')", s) for s in statements]
    # It stumbles over a plain SET after MERGE of a relationship, not over its two branches told apart.
    branches = re.compile(r"^(MERGE .*\n)SET (.*)$", re.MULTILINE)
    statements = [branches.sub(r"\1ON CREATE SET \2 ON MATCH SET \2", s) for s in statements]
    with tempfile.TemporaryDirectory() as place:
        connection = ladybug.Connection(ladybug.Database(f"{place}/graph"))
        declare(connection.execute, truth)
        for _ in range(2):
            for statement in statements:
                connection.execute(statement)
        names = dict(connection.execute("MATCH (a:Actor) RETURN a.id, a.name").get_all())
        same("names", names, truth.names)
        found = {}
        query = "MATCH (a:Actor)-[r]->(b:Actor) RETURN a.id, label(r), b.id, r.valid, r.direction, r.weight"
        answer = connection.execute(query).get_all()
        for source, kind, target, *values in answer:
            found[source, kind, target] = values
        expect(len(found) == len(answer), "a relationship is there twice")
        wanted = {
            (s, type_of(k), t): [e["valid"], e["direction"], e["weight"]] for (s, k, t), e in truth.edges.items()
        }
        same("relationships", found, wanted)


@check("graph.cypher", needs=["node", "npm:@neo4j-cypher/language-support"])
def the_parser_of_neo4j_finds_no_error(folder, truth):
    found = node("lint.cjs", folder / "graph.cypher")
    expect(not found["errors"], f"{found['errors'][:3]}")
    expect(found["n_statements"] > 1, "no statement was read")


@check("graph.json", "edges.csv", "nodes.csv", "events.tsv", needs=["duckdb"])
def duckdb_reads_the_tables(folder, truth):
    import duckdb

    def table(name):
        options = "header = true, all_varchar = true, quote = '\"', escape = '\"'"
        return duckdb.sql(f"SELECT * FROM read_csv('{folder / name}', {options})")

    def count(name):
        return table(name).aggregate("count(*)").fetchall()[0][0]

    columns = 'Source, Kind, Target, "Direction", "Valid"'
    rows = table("edges.csv").project(columns).fetchall()
    expect(len(rows) == len(truth.edges), f"{len(rows)} edges")
    valid = lambda spans: f"[{', '.join(spans)}]"
    wanted = {key: (way, valid(spans)) for key, (way, spans) in truth.told.items()}
    same("edges", {(s, k, t): (way, spans) for s, k, t, way, spans in rows}, wanted)
    expect(count("nodes.csv") == len(truth.names), f"{count('nodes.csv')} nodes")
    with open(folder / "events.tsv", encoding="utf-8") as file:
        n_lines = sum(1 for _ in file) - 1
    expect(count("events.tsv") == n_lines, f"{count('events.tsv')} events of {n_lines} lines")


@check("graph.json", "edges.parquet", needs=["pyarrow", "duckdb"])
def arrow_and_duckdb_read_the_parquet(folder, truth):
    import duckdb
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "edges.parquet")
    found = {(r["source"], r["relation"], r["target"]): r for r in table.to_pylist()}
    expect(len(found) == table.num_rows, "an edge is told twice")
    same("edges", set(found), set(truth.edges))
    for key, row in found.items():
        edge = truth.edges[key]
        same(f"{key}: valid", row["valid"], edge["valid"])
        expect(row["direction"] == edge["direction"] and row["weight"] == edge["weight"], f"{key}")
    expect(b"demarche.generator" in (table.schema.metadata or {}), "the file does not say who wrote it")
    count = duckdb.sql(f"SELECT count(*) FROM '{folder / 'edges.parquet'}'").fetchall()[0][0]
    expect(count == len(truth.edges), f"{count} edges by DuckDB")


@check("statements.jsonl", "statements.parquet", needs=["duckdb"])
def the_statements_are_the_same_in_columns(folder, truth):
    import duckdb

    lines, columns = (f"'{folder / name}'" for name in ("statements.jsonl", "statements.parquet"))
    query = "SELECT count(*) FROM (SELECT id, sentence, negated FROM {} EXCEPT SELECT id, sentence, negated FROM {})"
    for pair in [(lines, columns), (columns, lines)]:
        n_odd = duckdb.sql(query.format(*pair)).fetchall()[0][0]
        expect(n_odd == 0, f"{n_odd} statements differ")
