//! Exports on the command line, from a small store made from `tests/data/statements.jsonl`.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;

use super::project;

/// Returns a folder with a store, `graph.db`, in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = project("tests/data/statements.jsonl");
    let args = ["ingest", "--statements", data.to_str().unwrap()];
    let (code, _, errors) = run(folder.path(), &args);
    assert_eq!(code, 0, "{errors}");
    folder
}

/// Runs the program in a folder and returns its exit code and what it printed.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("demarche").unwrap();
    command.current_dir(folder).args(args);
    let output = command.args(["--db", "graph.db"]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

/// Returns the names of the files below a folder.
fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_folder_gets_what_build_writes_and_the_same_bytes_twice() {
    let folder = folder();
    for output in ["one/", "two/"] {
        let (code, out, errors) = run(folder.path(), &["export", "-o", output]);
        assert_eq!((code, out.as_str()), (0, ""), "{errors}");
    }
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let names = files(&one);
    assert_eq!(names, files(&two));
    assert!(
        names.contains("graph.svg") && names.contains("nodes.csv"),
        "{names:?}"
    );
    for name in names {
        let same =
            std::fs::read(one.join(&name)).unwrap() == std::fs::read(two.join(&name)).unwrap();
        assert!(same, "{name}");
    }
}

#[test]
fn every_format_has_the_edges_of_the_graph() {
    let folder = folder();
    let print = |format: &str| {
        let (code, out, errors) = run(folder.path(), &["export", "--format", format]);
        assert_eq!(code, 0, "{format}: {errors}");
        out
    };
    let json: serde_json::Value = serde_json::from_str(&print("json")).unwrap();
    let n_edges = json["edges"].as_array().unwrap().len();
    let n_nodes = json["nodes"].as_array().unwrap().len();
    assert!(n_edges > 3);
    assert_eq!(print("csv").lines().count(), n_edges + 1);
    assert_eq!(print("gexf").matches("<edge ").count(), n_edges);
    assert_eq!(print("graphml").matches("<edge ").count(), n_edges);
    assert_eq!(print("dot").matches(" -> ").count(), n_edges);
    assert_eq!(print("svg").matches("<g class=\"edge ").count(), n_edges);
    assert_eq!(
        print("cx2").matches("\n{\"id\":").count(),
        n_nodes + n_edges
    );
    assert_eq!(print("jgf").matches("\"relation\":").count(), 2 * n_edges);
    assert_eq!(print("neo4j").lines().count(), n_edges + 1);
    assert_eq!(print("neo4j-nodes").lines().count(), n_nodes + 1);
    assert_eq!(print("cypher").matches("{source: ").count(), n_edges);
    for format in ["ttl", "trig"] {
        assert_eq!(print(format).matches(" a d:Edge, ").count(), n_edges);
    }
}

#[test]
fn all_formats_go_into_one_folder_and_tables_bring_their_nodes() {
    let folder = folder();
    let (code, _, errors) = run(folder.path(), &["export", "--all", "-o", "all"]);
    assert_eq!(code, 0, "{errors}");
    let n_formats = demarche::export::Format::all().len();
    assert_eq!(files(&folder.path().join("all")).len(), n_formats);
    let (code, _, errors) = run(
        folder.path(),
        &["export", "--format", "neo4j", "-o", "tables/"],
    );
    assert_eq!(code, 0, "{errors}");
    assert_eq!(files(&folder.path().join("tables")).len(), 2);
}

#[test]
fn filters_reach_the_file_and_are_told_in_it() {
    let folder = folder();
    let (code, all, _) = run(folder.path(), &["export", "--format", "json"]);
    assert_eq!(code, 0);
    let graph: serde_json::Value = serde_json::from_str(&all).unwrap();
    let edge = &graph["edges"][0];
    let (relation, actor) = (
        edge["key"].as_str().unwrap(),
        edge["source"].as_str().unwrap(),
    );
    let args = [
        "export",
        "--format",
        "json",
        "--relation",
        relation,
        "--focus",
        actor,
    ];
    let (code, some, errors) = run(folder.path(), &args);
    assert_eq!(code, 0, "{errors}");
    let graph: serde_json::Value = serde_json::from_str(&some).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    assert!(!edges.is_empty() && edges.iter().all(|e| e["key"] == relation));
    let filter = graph["graph"]["filter"].as_str().unwrap();
    assert!(filter.contains(relation), "{filter}");
}

#[test]
fn what_cannot_be_done_is_said_with_its_exit_code() {
    let folder = folder();
    let (code, _, errors) = run(folder.path(), &["export", "-o", "graph.docx"]);
    assert_eq!(code, 2, "{errors}");
    assert!(errors.contains("--format"), "{errors}");
    let (code, _, errors) = run(
        folder.path(),
        &["export", "--format", "dot", "--focus", "Atlantis"],
    );
    assert_eq!(code, 4, "{errors}");
    let (code, _, _) = run(
        folder.path(),
        &["export", "--format", "dot", "--at", "1801"],
    );
    assert_eq!(code, 4);
    let written: Vec<_> = files(folder.path())
        .into_iter()
        .filter(|name| !name.starts_with("graph.db"))
        .collect();
    assert!(written.is_empty(), "{written:?}");
}
