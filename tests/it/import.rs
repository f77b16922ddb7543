//! Tables of events on the command line.

use std::io::Write;

use super::query::Sandbox;

/// Writes a file into the folder of a sandbox and returns its path.
fn file(sandbox: &Sandbox, name: &str, bytes: &[u8]) -> String {
    let path = sandbox.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

const ICEWS: &str = "source\trelation\ttarget\tdate\tcameo\n\
    France\tMake a visit\tKenya\t2005-03-02\t042\n\
    Police (Kenya)\tArrest, detain\tCitizen (Kenya)\t2005-03-03\t173\n\
    Unspecified Actor\tConsult\tKenya\t2005-03-03\t040\n\
    France\tHug\tKenya\t2005-03-04\t999\n\
    France\tConsult\tKenya\tMarch\t040\n\
    France\tConsult\tGovernment (France)\t2005-03-05\t040\n\
    France\tConsult\n";

#[test]
fn events_of_icews_become_statements_and_the_rest_is_told() {
    let sandbox = Sandbox::empty();
    let path = file(&sandbox, "events.tsv.gz", &gzip(ICEWS));
    let run = sandbox.run(&["import", &path, "--as", "icews"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    for expected in [
        "7 rows, 2 mapped (28.6 %), 0 left out by the mapping, 5 rejected",
        "2 new statements",
        "events.tsv.gz:4: no source: left out by the mapping",
        "events.tsv.gz:5: nobody knows the code \"999\"",
        "events.tsv.gz:6: cannot read the date \"March\"",
        "events.tsv.gz:7: France is both source and target",
        "events.tsv.gz:8: no code or word for the event",
        "1 rejected: unknown code",
    ] {
        assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
    }
    let rows = sandbox.csv(&["neighbors", "Kenya", "--view", "actor", "--hops", "2"]);
    assert!(
        rows.iter().any(|row| row.contains("Kenya,hosts,France")),
        "{rows:?}"
    );
    let again = sandbox.run(&["import", &path, "--as", "icews"]);
    assert!(
        again.stderr.contains("0 new statements and 2 known ones"),
        "{}",
        again.stderr
    );
}

#[test]
fn rejected_rows_go_to_a_file() {
    let sandbox = Sandbox::empty();
    let path = file(&sandbox, "events.tsv", ICEWS.as_bytes());
    let rejects = sandbox.folder.path().join("rejected.tsv");
    let rejects_path = rejects.to_str().unwrap();
    let run = sandbox.run(&["import", &path, "--as", "icews", "--rejects", rejects_path]);
    assert!(!run.stderr.contains("nobody knows"), "{}", run.stderr);
    let rows = std::fs::read_to_string(rejects).unwrap();
    assert_eq!(rows.lines().count(), 5);
    assert!(
        rows.contains("events.tsv\t5\tnobody knows the code"),
        "{rows}"
    );
}

#[test]
fn any_table_is_read_by_a_mapping() {
    let sandbox = Sandbox::empty();
    let table = file(
        &sandbox,
        "ballots.csv",
        b"who,vote,what,year\nPeru,yea,Resolution 1,1950\nChad,nay,Resolution 1,1950\nMali,ill,Resolution 1,1950\n",
    );
    let mapping = file(
        &sandbox,
        "ballots.toml",
        b"[columns]\nsource = 'who'\ntarget = 'what'\ncode = 'vote'\ndate = 'year'\n\
          [says]\nyea = 'supports'\nnay = 'opposes'\nill = '-'\n[actors]\n'Resolution 1' = 'United Nations'\n",
    );
    let run = sandbox.run(&["import", &table, "--as", "csv", "--mapping", &mapping]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("2 mapped (66.7 %), 1 left out"),
        "{}",
        run.stderr
    );
    let rows = sandbox.csv(&["neighbors", "United Nations"]);
    assert_eq!(rows.len(), 2, "{rows:?}");
    let run = sandbox.run(&["import", &table, "--as", "csv"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("no column for `source`: found who, vote"),
        "{}",
        run.stderr
    );
}

#[test]
fn gdelt_polecat_and_statements_are_read_too() {
    let sandbox = Sandbox::empty();
    let mut gdelt = vec![""; 27];
    (gdelt[0], gdelt[1]) = ("1", "20140302");
    (gdelt[5], gdelt[6]) = ("RUSMIL", "RUSSIAN ARMY");
    (gdelt[15], gdelt[16], gdelt[26]) = ("UKR", "UKRAINE", "192");
    let gdelt = file(&sandbox, "day.export.CSV", gdelt.join("\t").as_bytes());
    let run = sandbox.run(&["import", &gdelt, "--as", "gdelt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let polecat = "Event Type\tEvent Mode\tEvent Date\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n\
        ASSAULT\tabduct\t2020-02-03\tGunman\tNGA\tPeru\t\n";
    let polecat = file(&sandbox, "week.txt", polecat.as_bytes());
    let run = sandbox.run(&["import", &polecat, "--as", "polecat"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines = std::fs::read_to_string(super::query::data()).unwrap();
    let lines = file(&sandbox, "statements.jsonl.gz", &gzip(&lines));
    let run = sandbox.run(&["import", &lines, "--as", "statements"]);
    assert!(run.stderr.contains("19 new statements"), "{}", run.stderr);
    let rows = sandbox.csv(&["timeline", "Ukraine"]);
    assert!(
        rows.iter()
            .any(|r| r.contains("2014-03-02") && r.contains("occupies")),
        "{rows:?}"
    );
    let rows = sandbox.csv(&["timeline", "Peru"]);
    assert!(
        rows.iter()
            .any(|r| r.contains("Nigeria") && r.contains("detains")),
        "{rows:?}"
    );
}

#[test]
fn a_confidence_beyond_one_is_wrong_usage() {
    for command in ["extract", "build", "ingest"] {
        let mut program = assert_cmd::Command::cargo_bin("demarche").unwrap();
        let output = program
            .args([command, "x.txt", "--min-confidence", "60"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(
            message.contains("expected a number from 0 to 1"),
            "{message}"
        );
    }
}
