//! The analysis against the training program's own numbers, and its independence of company.

use super::super::sentence::lines;
use super::*;

/// What `training/export.py` says about ten sentences written for the purpose.
const PARITY: &str = include_str!("../../../tests/golden/parity.jsonl");

fn model() -> Model {
    Model::built_in().unwrap()
}

fn texts(value: &serde_json::Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap())
        .collect()
}

#[track_caller]
fn check_near(ours: &[f32], theirs: &serde_json::Value, what: &str) {
    check_within(0.1, ours, theirs, what);
}

/// The same, as far apart as `most` of a value, or of one.
#[track_caller]
fn check_within(most: f64, ours: &[f32], theirs: &serde_json::Value, what: &str) {
    for (x, y) in ours.iter().zip(theirs.as_array().unwrap()) {
        let y = y.as_f64().unwrap();
        // A value that lies between two whole numbers may be rounded up here and down there.
        let apart = (f64::from(*x) - y).abs() / y.abs().max(1.0);
        assert!(apart < most, "{what}: {x}, expected {y}");
    }
}

#[test]
fn numbers_agree_with_the_training_program() {
    let model = model();
    for line in PARITY.lines() {
        let expected: serde_json::Value = serde_json::from_str(line).unwrap();
        let words = texts(&expected["words"]);
        let pieces = model.vocabulary.encode(&words);
        assert_eq!(serde_json::json!(pieces.ids), expected["ids"], "{words:?}");
        assert_eq!(serde_json::json!(pieces.first), expected["first"]);
        assert_eq!(serde_json::json!(pieces.classes), expected["classes"]);
        let pieces = [pieces];
        let embedded = model.encoder.embed(&pieces);
        let start = model.encoder.part(&embedded, &pieces);
        let encodings = model.encoder.encode(embedded, &pieces);
        check_near(
            &encodings[0].piece(0)[..8],
            &expected["hidden_cls"],
            "hidden_cls",
        );
        let scores = &model.heads.score(&encodings)[0];
        // Over six layers what was rounded otherwise adds up, most in scores.
        check_within(
            0.25,
            &scores.arcs[..=words.len()],
            &expected["arc_scores_0"],
            "arcs",
        );
        let n_upos = expected["upos_scores_0"].as_array().unwrap().len();
        check_within(
            0.25,
            &scores.tags[..n_upos],
            &expected["upos_scores_0"],
            "upos",
        );
        let reading = &model.heads.read(&encodings)[0];
        assert_eq!(
            reading.upos.iter().map(|u| u.as_str()).collect::<Vec<_>>(),
            texts(&expected["upos"])
        );
        assert_eq!(
            reading.xpos.iter().map(|x| &**x).collect::<Vec<_>>(),
            texts(&expected["xpos"])
        );
        let heads: Vec<usize> = reading
            .heads
            .iter()
            .map(|h| h.map_or(0, |h| h + 1))
            .collect();
        assert_eq!(serde_json::json!(heads), expected["head"], "{words:?}");
        assert_eq!(
            reading.labels.iter().map(|l| &**l).collect::<Vec<_>>(),
            texts(&expected["label"])
        );
        assert_eq!(bioes(words.len(), reading), texts(&expected["ner"]));
        check_relations(&model, &start[0], reading, &expected);
    }
}

fn bioes(n: usize, reading: &Reading) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); n];
    for (span, kind) in &reading.entities {
        for idx in span.clone() {
            let place = match (idx == span.start, idx + 1 == span.end) {
                (true, true) => "S",
                (true, false) => "B",
                (false, true) => "E",
                (false, false) => "I",
            };
            tags[idx] = format!("{place}-{}", kind.as_str());
        }
    }
    tags
}

/// Compares probabilities with the softmax of the expected scores, where the weights carry the relation head.
fn check_relations(
    model: &Model,
    encoding: &Encoding,
    reading: &Reading,
    expected: &serde_json::Value,
) {
    use super::super::relation::PairMention;
    let (Some(head), Some(mentions)) = (model.relation(), expected["mentions"].as_array()) else {
        return;
    };
    let number = |v: &serde_json::Value| usize::try_from(v.as_u64().unwrap()).unwrap();
    let mentions: Vec<PairMention> = mentions
        .iter()
        .map(|m| PairMention {
            words: number(&m["start"])..number(&m["end"]),
            head: number(&m["head"]),
            kind: u8::try_from(number(&m["kind"])).unwrap(),
        })
        .collect();
    let scores = head.score(encoding, &reading.heads, &mentions, &[(0, 1), (1, 0)]);
    for (score, direction) in scores.iter().zip(["forward", "backward"]) {
        let softmax = |key: &str| {
            let raw: Vec<f64> = expected[direction][key]
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_f64().unwrap().exp())
                .collect();
            let total: f64 = raw.iter().sum();
            serde_json::json!(raw.iter().map(|x| x / total).collect::<Vec<_>>())
        };
        check_near(&score.relations, &softmax("relation"), "relation");
        check_near(
            &[1.0 - score.negated, score.negated],
            &softmax("negated"),
            "negated",
        );
        check_near(&score.modality, &softmax("modality"), "modality");
    }
}

#[test]
fn a_sentence_is_read_alike_in_any_company() {
    let model = model();
    let text = "Peru's army seized the port.\nChad denied it.\nThe envoys of both states met in Geneva on Friday, officials said.\n";
    let all = analyse(&model, text, &lines(text), &|_| true);
    let only = analyse(&model, text, &lines(text), &|words| {
        words.contains(&"Geneva")
    });
    assert!(!only.sentence(0).is_parsed() && only.sentence(0).encoding().is_none());
    assert_eq!(
        all.sentence(2).encoding().is_some(),
        model.relation().is_some()
    );
    assert_eq!(all.sentence(2).encoding(), only.sentence(2).encoding());
    assert_eq!(all.sentence(2).to_tree(), only.sentence(2).to_tree());
    assert_eq!(analyse(&model, "", &[], &|_| true).n_tokens(), 0);
}

#[test]
fn damaged_models_are_refused_with_a_reason() {
    let path = "w";
    let refuse = |bytes: Vec<u8>| {
        Model::from_bytes(&[bytes.into()], "[CLS]\n[SEP]\n[UNK]", path)
            .unwrap_err()
            .to_string()
    };
    assert!(refuse(vec![1, 2, 3]).contains("not a safetensors file"));
    let header = br#"{"__metadata__":{"format":"other","version":"1"}}"#;
    let file = |header: &[u8]| [&(header.len() as u64).to_le_bytes()[..], header].concat();
    assert!(refuse(file(header)).contains("format is other, expected demarche-model"));
    let header = br#"{"__metadata__":{"format":"demarche-model","version":"1"}}"#;
    assert!(refuse(file(header)).contains("tensor embeddings.word.weight is missing"));
}
