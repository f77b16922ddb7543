//! Scoring on the command line: texts and gold written for it, one document for each kind of error and named for it.

use serde_json::Value;

use super::project;

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// Runs a command; `gold`, `texts`, `read` and `coded` stand for the files of `tests/data/score/`.
fn run(args: &str) -> Run {
    let mut command = assert_cmd::Command::cargo_bin("demarche").unwrap();
    let file = |name: &str| project(&format!("tests/data/score/{name}"));
    for word in args.split(' ') {
        match word {
            "gold" => command.arg(file("kinds.gold.jsonl")),
            "texts" => command.arg(file("texts.jsonl")),
            "read" => command.arg(file("read.jsonl")),
            "coded" => command.arg(file("events.jsonl")),
            word => command.arg(word),
        };
    }
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Returns what was missed and what is wrong in a document, as kinds.
fn kinds(json: &Value, document: &str) -> (Vec<String>, Vec<String>) {
    let of = |is_missed: bool| {
        let errors = json["errors"].as_array().unwrap().iter();
        let errors = errors.filter(|e| e["document"] == document && e["is_missed"] == is_missed);
        errors
            .map(|e| e["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    (of(true), of(false))
}

#[test]
fn each_kind_of_error_is_told_from_the_others() {
    let run = run("score gold texts --errors --format json");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let json = run.json();
    let both = ["direction", "relation", "polarity", "modality"].map(|kind| (kind, true, kind));
    let missed =
        ["mention", "coreference", "nothing", "other-sentence"].map(|kind| (kind, true, ""));
    let wrong = ["other-end", "pair", "actor"].map(|kind| (kind, false, kind));
    // Whoever takes one Georgia for the other misses a condemnation, and reads one by somebody else.
    let root = [("root", true, "other-end"), ("right", false, "")];
    let cases = [both.as_slice(), &missed, &wrong, &root].concat();
    for (document, is_missed, wrong) in cases {
        let one = |kind: &str| match kind {
            "" => Vec::new(),
            kind => vec![kind.to_owned()],
        };
        let expected = (one(if is_missed { document } else { "" }), one(wrong));
        assert_eq!(kinds(&json, document), expected, "{document}: {json:#}");
    }
    assert_eq!(json["statements"]["tp"], 1);
    assert_eq!(json["statements"]["fn"], 9);
    assert_eq!(json["ceiling"]["statements"], 10);
    assert_eq!(json["ceiling"]["in_sentence"], 0.6);
}

#[test]
fn what_is_not_sure_enough_is_a_kind_of_its_own() {
    let run = run("score gold texts --errors --format json --min-confidence 1");
    assert_eq!(
        kinds(&run.json(), "right"),
        (vec!["unsure".to_owned()], vec![])
    );
}

#[test]
fn the_report_tells_figures_kinds_groups_and_sentences() {
    let run = run("score gold texts --errors --by kind");
    for line in [
        "statements    P 0.111  R 0.100  F1 0.105   tp 1 fp 8 fn 9",
        "error          missed wrong relations",
        "root · missed · root",
        "  gold  United States condemns Russia",
        "  seen  \"Georgia\" (State of Georgia) is read as Georgia",
        "  text  Georgia condemned Russia.",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
}

#[test]
fn statements_of_others_are_scored_without_texts_and_with_them() {
    let alone = run("score gold --predicted read --by relation");
    assert_eq!(alone.code, 3, "{}", alone.stderr);
    assert!(
        alone.stderr.contains(
            "directions: the gold has no such document, it is left out; did you mean direction"
        ),
        "{}",
        alone.stderr
    );
    assert!(
        alone
            .stderr
            .contains("there is no relation \"condemned\"; did you mean condemns")
    );
    assert!(alone.stdout.contains("unseen"), "{}", alone.stdout);
    let beside = run("score gold texts --predicted read --errors --format json");
    assert_eq!(kinds(&beside.json(), "nothing").0, ["nothing"]);
    assert_eq!(beside.json()["statements"]["tp"], 1);
}

#[test]
fn documents_without_counterpart_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("rights.txt");
    std::fs::write(&text, "Egypt condemned Ethiopia.").unwrap();
    let other = run(&format!("score gold {}", text.display()));
    assert_eq!(other.code, 4, "{}", other.stdout);
    assert!(
        other
            .stderr
            .contains("no document in common; did you mean right"),
        "{}",
        other.stderr
    );
    std::fs::write(folder.path().join("right.txt"), "Egypt condemned Ethiopia.").unwrap();
    let some = run(&format!("score gold {}", folder.path().display()));
    assert_eq!(some.code, 3);
    assert!(
        some.stderr
            .contains("12 of the gold's documents are not among the texts"),
        "{}",
        some.stderr
    );
    assert!(some.stdout.contains("tp 1 fp 0 fn 0"), "{}", some.stdout);
    assert_eq!(run("score gold").code, 2);
}

#[test]
fn frames_are_listed_and_scored() {
    let list = run("frames condemns");
    assert!(list.stdout.contains("condemns#1 verb: "), "{}", list.stdout);
    assert!(!list.stdout.contains("invades#"));
    let strange = run("frames condemn");
    assert_eq!(strange.code, 4);
    assert!(
        strange.stderr.contains("did you mean condemns"),
        "{}",
        strange.stderr
    );
    let scored = run("frames --score gold texts --errors --relation condemns,trades-with");
    assert_eq!(scored.code, 0, "{}", scored.stderr);
    for line in [
        "condemns#1 · hit · right\n  Egypt condemns Ethiopia · condemns#1 \"condemned\"",
        "condemns#1 · miss · actor\n  Austria condemns Belarus",
        "trades-with · found by no frame · nothing\n  Peru trades-with Chile",
    ] {
        assert!(scored.stdout.contains(line), "{line}\n{}", scored.stdout);
    }
    let json = run("frames --score gold texts --format json").json();
    let frames = json["frames"].as_array().unwrap();
    let condemns = frames.iter().find(|f| f["frame"] == "condemns#1").unwrap();
    assert_eq!(
        (condemns["hits"].as_u64(), condemns["misses"].as_u64()),
        (Some(1), Some(5))
    );
}

#[test]
fn events_are_scored_by_the_code_of_what_is_said_and_not_of_the_relation_alone() {
    let run = run("score-events coded --errors --format json");
    assert_eq!(run.code, 3, "a line is no event: {}", run.stderr);
    assert!(run.stderr.contains("events.jsonl:6"), "{}", run.stderr);
    let json = run.json();
    let numbers = ["known", "found", "right"].map(|key| json[key].as_u64().unwrap());
    assert_eq!(numbers, [5, 4, 3], "{json:#}");
    assert_eq!(json["by_category"]["REJECT"]["right"], 1);
    let errors = json["errors"].as_array().unwrap();
    let read: Vec<_> = errors
        .iter()
        .map(|e| (&e["document"], &e["read"]))
        .collect();
    let expected = [("other", vec!["ACCUSE"]), ("nobody", vec![])];
    let expected = expected.map(|(id, read)| (Value::from(id), Value::from(read)));
    assert_eq!(
        read,
        expected.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
}

#[test]
fn texts_become_a_table_of_events_at_once() {
    let run = run("extract coded --format events");
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|l| l.split('\t').collect())
        .collect();
    let at = |name: &str| rows[0].iter().position(|cell| *cell == name).unwrap();
    let promised = rows
        .iter()
        .find(|row| row[at("document")] == "promised")
        .unwrap();
    let told = [
        "source_mention",
        "relation",
        "target_mention",
        "modality",
        "plover",
        "cameo",
        "date",
    ];
    let told = told.map(|name| promised[at(name)]);
    assert_eq!(
        told,
        ["Norway", "aids", "Malawi", "intended", "AGREE", "033", ""]
    );
}

#[test]
fn a_file_that_is_not_there_is_told_once() {
    let run = run("score-events nothing.jsonl");
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.starts_with("error: nothing.jsonl: "),
        "{}",
        run.stderr
    );
    assert_eq!(run.stderr.matches("os error").count(), 1, "{}", run.stderr);
}
