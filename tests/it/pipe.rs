//! Readers that stop early: `demarche … | head` ends well with whatever command.

use std::process::{Command, Stdio};

use crate::project;

/// Runs a command whose reader is gone before it says a word; returns its exit code and what it complained of.
fn into_a_closed_pipe(args: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("demarche"))
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), complaint)
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let texts = project("tests/data/score/texts.jsonl");
    let gold = project("tests/data/score/kinds.gold.jsonl");
    let events = project("tests/data/score/events.jsonl");
    let [texts, gold, events] = [&texts, &gold, &events].map(|path| path.to_str().unwrap());
    let commands: [&[&str]; 14] = [
        &["relations"],
        &["relations", "--json"],
        &["relations", "meets"],
        &["relations", "meets", "--json"],
        &["frames"],
        &["frames", "--format", "json"],
        &["frames", "--score", gold, texts, "--errors"],
        &["actors", "Kremlin"],
        &["actors", "Kremlin", "--json"],
        &["score", gold, texts, "--errors"],
        &["score-events", events, "--errors"],
        &["extract", "-q", texts],
        &["extract", "-q", texts, "--format", "events"],
        &["completions", "bash"],
    ];
    for args in commands {
        let (code, complaint) = into_a_closed_pipe(args);
        assert_eq!(code, Some(0), "{args:?}: {complaint}");
        assert!(!complaint.contains("panicked"), "{args:?}: {complaint}");
    }
}
