//! The program from end to end: `examples/` gives `output/sample/`, byte for byte, and nothing comes of nothing.

use std::path::Path;

use assert_cmd::Command;

use super::{check_file, project};

const SAMPLE: &str = "output/sample";

/// What `build` writes as text; the store is not committed.
const FILES: &[&str] = &[
    "edges.csv",
    "graph.dot",
    "graph.gexf",
    "graph.json",
    "graph.svg",
    "nodes.csv",
    "statements.jsonl",
];

/// The pictures of the README, and how they are drawn from the store of the examples.
const GALLERY: &[(&str, &str, &[&str])] = &[
    (
        "iran.svg",
        "Iran and its people",
        &["--focus", "Iran", "--view", "actor", "--top", "14"],
    ),
    (
        "conflict.svg",
        "Conflict since 2010",
        &["--polarity", "negative", "--between", "2010.."],
    ),
    (
        "blocs.svg",
        "Friends and foes",
        &["--format", "matrix", "--top", "18"],
    ),
];

/// Runs the program in the project's folder and returns its exit code and standard output.
fn run(args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("demarche").unwrap();
    let output = command
        .current_dir(project(""))
        .args(args)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), stdout)
}

fn build(folder: &Path, threads: &str) {
    let folder = folder.to_str().unwrap();
    let (code, _) = run(&["--threads", threads, "build", "examples/", "-o", folder]);
    assert_eq!(code, 0);
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

/// Draws the pictures of the guide from the store in a folder, and compares them.
fn draw_gallery(folder: &Path) {
    let db = folder.join("graph.db");
    for (file, title, options) in GALLERY {
        let path = folder.join(file);
        let (db, path) = (db.to_str().unwrap(), path.to_str().unwrap());
        let args = ["export", "--db", db, "-o", path, "--title", title];
        assert_eq!(run(&[&args, *options].concat()).0, 0, "{file}");
        check_file(&format!("docs/gallery/{file}"), &read(folder, file));
    }
}

#[test]
fn the_sample_is_what_the_examples_give_with_any_number_of_threads() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    build(one.path(), "1");
    build(two.path(), "2");
    std::fs::create_dir_all(project(SAMPLE)).unwrap();
    for file in FILES {
        let found = read(one.path(), file);
        assert!(found == read(two.path(), file), "{file} depends on threads");
        check_file(&format!("{SAMPLE}/{file}"), &found);
    }
    draw_gallery(one.path());
    let store = |folder: &Path| std::fs::read(folder.join("graph.db")).unwrap();
    assert!(
        store(one.path()) == store(two.path()),
        "graph.db depends on threads"
    );
}

#[test]
fn statements_fit_the_schema() {
    let schema = std::fs::read_to_string(project("schemas/statement.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let (code, lines) = run(&["extract", "examples/"]);
    assert_eq!(code, 0);
    assert!(lines.lines().count() > 50, "too few statements");
    for line in lines.lines() {
        let statement = serde_json::from_str(line).unwrap();
        let complaints: Vec<_> = validator
            .iter_errors(&statement)
            .map(|e| e.to_string())
            .collect();
        assert!(complaints.is_empty(), "{line}\n{complaints:?}");
    }
}

#[test]
fn articles_without_politics_give_no_statement() {
    let (code, lines) = run(&["extract", "tests/articles/apolitical"]);
    assert_eq!(lines, "");
    assert_eq!(code, 4);
}
