//! `schemas/statement.schema.json`, the public form of a statement, is made from the type.

use demarche::extract::{End, Extractor, Statement, StatementId};
use demarche::ontology::{ActorId, ActorKind, Modality};
use serde_json::{Value, json};

const FILE: &str = "schemas/statement.schema.json";

fn schema() -> Value {
    serde_json::to_value(schemars::schema_for!(Statement)).unwrap()
}

fn statement() -> Statement {
    let end = |name: &str| End {
        id: ActorId::from_name(name),
        name: name.to_owned(),
        kind: ActorKind::State,
        root: name.to_owned(),
        mention: name.to_owned(),
    };
    let mut statement = Statement {
        id: StatementId("".into()),
        document: demarche::article::DocumentId("a".to_owned()),
        sentence: "Mali invaded Chad in 1970.".to_owned(),
        span: [0, 26],
        source: end("Mali"),
        relation: "invades".into(),
        target: end("Chad"),
        negated: false,
        modality: Modality::Actual,
        attributed_to: None,
        start: Some("1970".parse().unwrap()),
        end: Some("1970".parse().unwrap()),
        seen: Some("1971-02-03".parse().unwrap()),
        confidence: 0.9,
        extractor: Extractor::Frame,
        frame: Some("invades/1".to_owned()),
    };
    statement.id = statement.content_id();
    statement
}

#[test]
fn the_schema_file_is_what_the_type_gives() {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap();
    text.push('\n');
    super::check_file(FILE, &text);
}

#[test]
fn a_statement_fits_the_schema_and_an_odd_one_does_not() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let good = serde_json::to_value(statement()).unwrap();
    let complaints: Vec<_> = validator
        .iter_errors(&good)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(complaints, Vec::<String>::new());
    for (key, value) in [
        ("colour", json!("red")),
        ("modality", json!("wished")),
        ("start", json!("yesterday")),
        ("span", json!([0])),
        ("negated", json!("no")),
        ("source", json!("Mali")),
    ] {
        let mut odd = good.clone();
        odd[key] = value;
        assert!(!validator.is_valid(&odd), "{key}");
    }
}
