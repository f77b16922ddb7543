//! Decisions on the command line, and what they do to answers; why there is no edge; agreement with what is true.

use super::query::{Run, Sandbox};

impl Sandbox {
    /// Decides as Ada on a fixed day.
    fn decide(&self, args: &[&str]) -> Run {
        let why = [
            "--reason",
            "checked",
            "--author",
            "Ada",
            "--on",
            "2024-05-03",
        ];
        self.run(&[&["decide"], args, &why].concat())
    }
}

#[test]
fn an_edge_that_is_wrong_is_gone_until_that_is_taken_back() {
    let sandbox = Sandbox::new();
    let before = sandbox.run(&["export", "--format", "csv"]).stdout;
    let run = sandbox.decide(&["wrong", "Russia arms Syria"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(sandbox.run(&["explain", "Russia arms Syria"]).code, 4);
    let why = sandbox.run(&["why-not", "Russia arms Syria"]).stdout;
    assert!(
        why.contains("Russia arms Syria: decided to be wrong\n  by Ada: checked ("),
        "{why}"
    );
    let list = sandbox.csv(&["decide", "list"]);
    assert_eq!(list.len(), 1);
    assert!(
        list[0].ends_with("2024-05-03,wrong,russia arms syria,checked,Ada"),
        "{list:?}"
    );
    let id = list[0].split(',').next().unwrap();
    let refused = sandbox.decide(&["right", "Russia arms Syria"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .contains(&format!("contradicts an earlier decision:\n  {id} wrong")),
        "{}",
        refused.stderr
    );
    assert_eq!(sandbox.run(&["decide", "undo", &id[..6]]).code, 0);
    assert_eq!(sandbox.run(&["decide", "undo", id]).code, 4);
    assert_eq!(sandbox.run(&["export", "--format", "csv"]).stdout, before);
}

#[test]
fn a_statement_that_is_right_is_certain() {
    let sandbox = Sandbox::new();
    let json = sandbox
        .run(&["explain", "Russia arms Syria", "--format", "json"])
        .stdout;
    let edges: serde_json::Value = serde_json::from_str(&json).unwrap();
    let id = edges[0]["statements"][0]["id"].as_str().unwrap();
    assert_eq!(sandbox.decide(&["right", id]).code, 0);
    let text = sandbox
        .run(&["explain", "Russia arms Syria", "--min-confidence", "1"])
        .stdout;
    assert!(
        text.contains("= 1 from") && text.contains("decided right"),
        "{text}"
    );
    assert_eq!(sandbox.decide(&["right", "0000000000000000"]).code, 4);
}

#[test]
fn actors_are_made_one_and_told_apart() {
    let sandbox = Sandbox::new();
    let why = sandbox.run(&["why-not", "Iran", "Mali"]).stdout;
    assert!(why.contains("Iran and Mali are two actors"), "{why}");
    assert!(why.contains("nobody decided it"), "{why}");
    assert_eq!(sandbox.decide(&["same", "Iran", "Mali"]).code, 0);
    let why = sandbox.run(&["why-not", "Iran", "Mali"]).stdout;
    assert!(
        why.contains("Iran and Mali are one actor\n  decided same by Ada: checked"),
        "{why}"
    );
    let actors = sandbox.run(&["neighbors", "Mali"]).stdout;
    assert!(
        actors.contains("Iran") && !actors.contains("Mali"),
        "{actors}"
    );
    let refused = sandbox.decide(&["different", "Mali", "Iran"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("same: Iran, Mali"),
        "{}",
        refused.stderr
    );
    assert_eq!(sandbox.decide(&["same", "Iran", "Tehran"]).code, 2);
}

#[test]
fn decisions_move_from_store_to_store() {
    let (one, other) = (Sandbox::new(), Sandbox::new());
    one.decide(&["wrong", "Russia arms Syria"]);
    one.decide(&["same", "Iran", "Mali"]);
    let lines = one.run(&["decide", "export"]).stdout;
    assert_eq!(lines.lines().count(), 2);
    let path = other.folder.path().join("decisions.jsonl");
    std::fs::write(&path, &lines).unwrap();
    let path = path.to_str().unwrap();
    let run = other.run(&["decide", "import", path]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(other.run(&["decide", "export"]).stdout, lines);
    let graph = |sandbox: &Sandbox| sandbox.run(&["export", "--format", "json"]).stdout;
    assert_eq!(graph(&one), graph(&other));
    let again = other.run(&["decide", "import", path]);
    assert!(
        again
            .stderr
            .contains("0 new decisions, 2 known ones, 0 rejected"),
        "{}",
        again.stderr
    );
    std::fs::write(path, lines.replace("wrong", "right") + "{}\n").unwrap();
    let conflict = other.run(&["decide", "import", path]);
    assert_eq!(conflict.code, 3);
    assert!(
        conflict
            .stderr
            .contains("decisions.jsonl:3: expected a decision"),
        "{}",
        conflict.stderr
    );
    assert!(
        conflict
            .stderr
            .contains("0 new decisions, 1 known ones, 2 rejected"),
        "{}",
        conflict.stderr
    );
}

#[test]
fn the_author_is_configured_once() {
    let sandbox = Sandbox::new();
    let db = sandbox.folder.path().join("graph.db");
    let decide = |config: &str, home: &str| {
        let work = sandbox.folder.path().join("work");
        std::fs::create_dir_all(&work).unwrap();
        std::fs::write(work.join("demarche.toml"), config).unwrap();
        let mut command = assert_cmd::Command::cargo_bin("demarche").unwrap();
        let output = command
            .current_dir(work)
            .env("XDG_CONFIG_HOME", sandbox.folder.path().join(home))
            .args(["decide", "same", "Iran", "Mali", "--reason", "x", "--db"])
            .arg(&db)
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, message) = decide("", "none");
    assert_eq!(code, 2);
    assert!(message.contains("expected --author NAME"), "{message}");
    let (code, message) = decide("author = 5", "none");
    assert_eq!(code, 1);
    assert!(message.contains("demarche.toml:1:"), "{message}");
    let (code, message) = decide("author = \"Grace\"", "none");
    assert_eq!(code, 0, "{message}");
    assert!(message.contains("(x, Grace, "), "{message}");
}

#[test]
fn an_edge_that_does_not_stand_has_a_reason() {
    let sandbox = Sandbox::new();
    for (args, expected) in [
        (vec!["Russia arms Syria"], "Russia arms Syria: stands"),
        (
            vec!["Russia arms Syria", "--min-confidence", "0.99"],
            "not sure enough",
        ),
        (
            vec!["Russia arms Syria", "--as-of", "1950"],
            "not yet seen then\n  the first article",
        ),
        (
            vec!["Russia arms Syria", "--polarity", "negative"],
            "left out by the filter",
        ),
        (
            vec!["Saudi Arabia", "severed-ties", "Iran", "--at", "1980"],
            "held at other times\n  it held 2016-01-03..2016-01-03",
        ),
    ] {
        let run = sandbox.run(&[&["why-not"], &args[..]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains(expected), "{args:?}: {}", run.stdout);
    }
    let run = sandbox.run(&["why-not", "Mali", "vetoes", "Syria"]);
    assert!(
        run.stderr.contains("no statement says, denies or plans"),
        "{}",
        run.stderr
    );
    let json = sandbox
        .run(&["why-not", "Russia", "Syria", "--format", "json"])
        .stdout;
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["identity"]["is_one"], false);
    assert_eq!(value["edges"][0]["reason"], "stands");
}

#[test]
fn a_graph_is_compared_with_what_is_true() {
    let sandbox = Sandbox::new();
    let path = sandbox.folder.path().join("truth.tsv");
    let table = "source\trelation\ttarget\tstart\tend\n\
        Saudi Arabia\tsevers_ties_with\tIran\t2016-01-03\t\n\
        Iran\tsevers_ties_with\tSaudi Arabia\t2016-01-04\t\n\
        Saudi Arabia\testablishes_ties_with\tIran\t2023-03-10\t\n\
        Norway\tarms\tSyria\t2016\t\n\
        Norway\thugs\tSyria\t2016\t\n";
    std::fs::write(&path, table).unwrap();
    let path = path.to_str().unwrap();
    let rows = sandbox.csv(&["agreement", path]);
    assert_eq!(
        rows,
        [
            "arms,1,0,0,0,0,0,,0,0",
            "maintains-ties,1,1,1,0,0,0,1.000,1,1",
            "severed-ties,2,2,1,0,0,1,0.500,1,1",
        ]
    );
    let missed = sandbox.csv(&["agreement", path, "--list", "missed,beyond"]);
    assert_eq!(
        missed,
        [
            "missed,Iran,severed-ties,Saudi Arabia,2016-01-04 –,,,",
            "beyond,Norway,arms,Syria,2016 –,,,",
        ]
    );
}
