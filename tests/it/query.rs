//! Queries on the command line, on a small store made from `tests/data/statements.jsonl`.

use std::path::Path;

use assert_cmd::Command;

/// A store in a folder of its own.
pub(super) struct Sandbox {
    pub(super) folder: tempfile::TempDir,
}

impl Sandbox {
    /// Makes one without a store.
    pub(super) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn new() -> Self {
        let sandbox = Self::empty();
        let added = sandbox.run(&["ingest", "--statements", data().to_str().unwrap()]);
        assert_eq!(added.code, 0, "{}", added.stderr);
        sandbox
    }

    pub(super) fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::cargo_bin("demarche").unwrap();
        let db = self.folder.path().join("graph.db");
        let output = command.args(args).arg("--db").arg(db).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a query that finds something and returns its CSV without header.
    pub(super) fn csv(&self, args: &[&str]) -> Vec<String> {
        let run = self.run(&[args, &["--format", "csv"]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout.lines().skip(1).map(str::to_owned).collect()
    }
}

pub(super) struct Run {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

pub(super) fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/statements.jsonl")
}

#[test]
fn ingesting_twice_changes_nothing() {
    let sandbox = Sandbox::new();
    let before = sandbox.run(&["stats", "--format", "json"]).stdout;
    let again = sandbox.run(&["ingest", "--statements", data().to_str().unwrap()]);
    assert!(
        again.stderr.contains("0 new statements and 19 known ones"),
        "{}",
        again.stderr
    );
    assert_eq!(sandbox.run(&["stats", "--format", "json"]).stdout, before);
    assert!(before.contains("\"n_statements\": 19"), "{before}");
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_in() {
    let sandbox = Sandbox::new();
    let path = sandbox.folder.path().join("bad.jsonl");
    std::fs::write(&path, "{}\n\nnothing\n").unwrap();
    let run = sandbox.run(&["ingest", "--statements", path.to_str().unwrap()]);
    assert_eq!(run.code, 3);
    assert!(
        run.stderr.contains("bad.jsonl:1: expected a statement"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("bad.jsonl:3: expected a statement"),
        "{}",
        run.stderr
    );
}

#[test]
fn neighbors_are_found_by_alias_relation_direction_and_hop() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.csv(&[
            "neighbors",
            "Kremlin",
            "--hops",
            "2",
            "--relation",
            "arms,supports"
        ]),
        [
            "1,Russia,arms,Syria,\"2015-09, 2018-04\",0.90,2,yes",
            "1,Russia,supports,Mali,,0.60,1,",
            "2,Iran,arms,Syria,,0.60,1,",
        ]
    );
    assert_eq!(
        sandbox.csv(&[
            "neighbors",
            "Russia",
            "--direction",
            "in",
            "--polarity",
            "negative"
        ]),
        [
            "1,United States,sanctions,Russia,2014 –,0.80,1,",
            "1,United States,threatens,Russia,2018-04-20,0.80,1,",
        ]
    );
    assert_eq!(
        sandbox.csv(&["neighbors", "Putin", "--view", "actor"]),
        [
            "1,Hamas,meets,Vladimir Putin,2024-03,0.80,1,",
            "1,Vladimir Putin,arms,Syria,2018-04,0.50,1,",
        ]
    );
}

#[test]
fn dates_ask_what_held_and_what_was_known() {
    let sandbox = Sandbox::new();
    let at = |date| sandbox.csv(&["neighbors", "Iran", "-r", "maintains-ties", "--at", date]);
    assert_eq!(at("2010").len(), 1);
    assert_eq!(at("2024").len(), 1);
    let run = sandbox.run(&["neighbors", "Iran", "-r", "maintains-ties", "--at", "2018"]);
    assert_eq!(
        (run.code, run.stdout.lines().count()),
        (4, 1),
        "{}",
        run.stdout
    );
    let known = sandbox.csv(&["timeline", "Iran", "Saudi Arabia", "--as-of", "2020"]);
    assert_eq!(known.len(), 2);
}

#[test]
fn a_timeline_is_in_order_and_keeps_intervals_apart() {
    let sandbox = Sandbox::new();
    let rows = sandbox.csv(&["timeline", "Saudi Arabia", "Iran"]);
    let starts: Vec<&str> = rows
        .iter()
        .map(|row| &row[..row.find(",\"").unwrap_or(40).min(40)])
        .collect();
    assert!(
        starts[0].starts_with("1991,2016-01-03,Iran,maintains-ties"),
        "{starts:?}"
    );
    assert!(
        starts[1].starts_with("2016-01-03,2016-01-03,Saudi Arabia"),
        "{starts:?}"
    );
    assert!(
        starts[2].starts_with("2023-03-10,,Iran,maintains-ties"),
        "{starts:?}"
    );
}

#[test]
fn paths_are_found_in_order_of_length() {
    let sandbox = Sandbox::new();
    let rows = sandbox.csv(&["path", "Mali", "Hamas", "--paths", "2"]);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[1], "1,2,Hamas,meets,Russia,2024-03,0.80,1");
    let none = sandbox.run(&["path", "Mali", "China", "-r", "supports"]);
    assert_eq!(none.code, 4);
    assert!(none.stderr.contains("no path from Mali to China"));
}

#[test]
fn an_edge_is_explained_by_its_statements() {
    let sandbox = Sandbox::new();
    let text = sandbox.run(&["explain", "russia arms syria"]).stdout;
    for expected in [
        "1 − (1 − 0.8)(1 − 0.5) = 0.9 from 2 independent sources",
        "\"The Kremlin denied that Russia had armed Syria in April.\"",
        "denies, 2018-04, says the Kremlin",
        "arms-b, characters 81–137",
        "contradicted",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let ended = sandbox
        .run(&["explain", "Iran maintains ties Saudi Arabia"])
        .stdout;
    assert!(
        ended.contains("severed-ties ends it  2016-01-03"),
        "{ended}"
    );
    assert!(!ended.contains("contradicted"), "{ended}");
}

#[test]
fn changes_and_contradictions_are_listed() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.csv(&["diff", "2010", "2017", "--actor", "Iran"]),
        [
            "ended,Iran,maintains-ties,Saudi Arabia,1991 – 2016-01-03,0.60,",
            "happened,Iran,arms,Syria,,0.60,",
            "happened,Saudi Arabia,severed-ties,Iran,2016-01-03,0.90,",
        ]
    );
    let rows = sandbox.csv(&["contradictions"]);
    assert_eq!(rows.len(), 1);
    assert!(rows[0].starts_with("Russia,arms,Syria"));
}

#[test]
fn unknown_names_get_suggestions() {
    let sandbox = Sandbox::new();
    for (args, expected) in [
        (
            vec!["neighbors", "Rusia"],
            "no actor goes by the name \"Rusia\"; did you mean Russia",
        ),
        (
            vec!["neighbors", "Russia", "-r", "arm"],
            "there is no relation \"arm\"; did you mean arms",
        ),
        (vec!["neighbors", "Norway"], "no statement names Norway"),
    ] {
        let run = sandbox.run(&args);
        assert_eq!(run.code, 4);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    assert_eq!(sandbox.run(&["explain", "Russia Syria"]).code, 2);
    assert_eq!(
        sandbox
            .run(&["neighbors", "Iran", "--at", "yesterday"])
            .code,
        2
    );
}

#[test]
fn every_answer_has_json_and_dot() {
    let sandbox = Sandbox::new();
    for query in [
        vec!["neighbors", "Russia"],
        vec!["path", "Mali", "Hamas"],
        vec!["timeline", "Russia"],
        vec!["explain", "Russia", "Syria"],
        vec!["contradictions"],
        vec!["diff", "2010", "2024"],
    ] {
        let json = sandbox
            .run(&[&query[..], &["--format", "json"]].concat())
            .stdout;
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(!value.as_array().unwrap().is_empty(), "{query:?}");
        let dot = sandbox
            .run(&[&query[..], &["--format", "dot"]].concat())
            .stdout;
        assert!(
            dot.starts_with("digraph") && dot.contains("\"russia\""),
            "{query:?}: {dot}"
        );
    }
}

#[test]
fn an_article_is_removed_with_its_statements() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["remove", "arms-b"]).code, 0);
    let text = sandbox.run(&["explain", "Russia arms Syria"]).stdout;
    assert!(text.contains("0.8 from one source"), "{text}");
    assert_eq!(sandbox.run(&["remove", "arms-b"]).code, 4);
}

#[test]
fn a_graph_as_a_whole_has_a_middle_and_blocs() {
    let sandbox = Sandbox::new();
    let central = sandbox.csv(&["central", "--limit", "2"]);
    assert_eq!(
        central,
        [
            "1,Russia,state,5,0.6806,0.1691",
            "2,Iran,state,4,0.4028,0.1558"
        ]
    );
    let blocs = sandbox.csv(&["blocs"]);
    assert_eq!(blocs[0], "1,4,4,0,3,2,\"Hamas, Iran, Russia, Syria\"");
    let told = sandbox.run(&["blocs"]).stdout;
    assert!(
        told.starts_with("triangles   100 % in balance: 1 of friends, 1 with a common foe"),
        "{told}"
    );
    let json = sandbox
        .run(&["blocs", "--at", "2024", "--format", "json"])
        .stdout;
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(value["balance"]["n_friends"].is_number(), "{json}");
}

#[test]
fn a_timeline_is_drawn_and_an_answer_too() {
    let sandbox = Sandbox::new();
    let drawn = sandbox.run(&["timeline", "Iran", "--format", "svg"]).stdout;
    assert!(
        drawn.contains(">Iran maintains ties Saudi Arabia</text>"),
        "{drawn}"
    );
    let answer = sandbox
        .run(&["neighbors", "Iran", "--format", "svg"])
        .stdout;
    assert!(answer.contains("Around Iran"), "{answer}");
}

#[test]
fn a_historical_state_is_asked_for_by_its_successor() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["neighbors", "Soviet Union"]).code, 4);
    let asked = sandbox.csv(&["neighbors", "Soviet Union", "--successors"]);
    assert_eq!(asked, sandbox.csv(&["neighbors", "Russia"]));
}
