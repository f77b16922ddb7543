//! Figures and kinds beside what was counted by hand.

use super::*;
use crate::article::DocumentId;
use crate::ontology::Ontology;

const GOLD: &str = r#"
{"document": "a", "source": "Russia", "relation": "attacks", "target": "Ukraine", "start": "2022"}
{"document": "a", "source": "United States", "relation": "arms", "target": "Ukraine", "attributed_to": "the Kremlin"}
{"document": "a", "source": "Iran", "relation": "meets", "target": "Russia"}
{"document": "a", "source": "United States", "relation": "condemns", "target": "Russia", "optional": true}
{"document": "a", "source": "European Union", "relation": "sanctions", "target": "Russia", "modality": "intended"}
{"document": "a", "source": {"name": "Vladimir Putin", "root": "Russia"}, "relation": "leads", "target": "Russia"}
{"document": "b", "source": {"name": "Taiwan", "root": "China|Taiwan"}, "relation": "rejects", "target": "United States", "negated": true}
{"document": "c", "none": true}
"#;

const READ: &str = r#"
{"document": "a", "source": "Russia", "relation": "attacks", "target": "Ukraine", "start": "2022-02-24"}
{"document": "a", "source": "Russia", "relation": "attacks", "target": "Ukraine", "modality": "actual"}
{"document": "a", "source": "US", "relation": "arms", "target": "Ukraine"}
{"document": "a", "source": {"name": "Kremlin", "root": "Russia"}, "relation": "meets", "target": "Iran"}
{"document": "a", "source": "United States", "relation": "condemns", "target": "Russia"}
{"document": "a", "source": "European Union", "relation": "sanctions", "target": "Russia"}
{"document": "a", "source": {"name": "Vladimir Putin", "root": "Russia"}, "relation": "leads", "target": "Russia"}
{"document": "a", "source": {"name": "Vladimir Putin", "root": "Russia"}, "relation": "leads", "target": "United Russia"}
{"document": "b", "source": "Taiwan", "relation": "rejects", "target": "United States"}
{"document": "c", "source": "Iran", "relation": "arms", "target": "Syria"}
"#;

fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let rejected = read_claims("x.jsonl".as_ref(), text.as_bytes(), &mut sheet).unwrap();
    assert_eq!(rejected, []);
    sheet
}

fn scores(names: &Names, ontology: &Ontology) -> Vec<DocumentScore> {
    let (gold, read) = (sheet(GOLD), sheet(READ));
    let judge = Judge { ontology, names };
    let score =
        |(id, gold): (&DocumentId, &Vec<Claim>)| judge.document(id, gold, &read[id], &[], None);
    gold.iter().map(score).collect()
}

#[track_caller]
fn check(count: Count, counts: [usize; 3], shares: [f64; 3]) {
    assert_eq!([count.right, count.wrong, count.missed], counts);
    assert_eq!(count.shares(), shares);
}

#[test]
fn figures_are_those_counted_by_hand() {
    let ontology = Ontology::built_in().unwrap();
    let names = Names::from_list("United States\tUS\n");
    let figures: Figures = scores(&names, &ontology).iter().map(|s| s.figures).sum();
    check(figures.statements, [3, 3, 2], [0.5, 0.6, 0.5455]);
    check(figures.tone, [4, 2, 1], [0.6667, 0.8, 0.7273]);
    check(figures.pair, [5, 1, 0], [0.8333, 1.0, 0.9091]);
    check(figures.affiliations, [1, 1, 0], [0.5, 1.0, 0.6667]);
    // Of three right ones, the speaker of one is missing, and "Kremlin" is not "Russia" by the list.
    assert_eq!(figures.fields.shares(), [0.667, 0.667, 1.0]);
    assert_eq!(figures.fields.dated, 1);
    assert_eq!(figures.ceiling.n, 0);
}

#[test]
fn the_table_of_actors_knows_more_names() {
    let ontology = Ontology::built_in().unwrap();
    let names = Names::of(ontology.actors());
    let figures: Figures = scores(&names, &ontology).iter().map(|s| s.figures).sum();
    assert_eq!(figures.fields.shares(), [0.667, 1.0, 1.0]);
}

#[test]
fn each_mistake_has_its_kind() {
    let ontology = Ontology::built_in().unwrap();
    let names = Names::of(ontology.actors());
    let mistakes: Vec<(String, bool, Kind)> = scores(&names, &ontology)
        .into_iter()
        .flat_map(|score| {
            let id = score.document.0;
            let mistakes = score.mistakes.into_iter();
            mistakes.map(move |m| (id.clone(), m.is_missed, m.kind))
        })
        .collect();
    let expected = [
        ("a", true, Kind::Modality),
        ("a", false, Kind::Modality),
        ("b", true, Kind::Polarity),
        ("b", false, Kind::Polarity),
        ("c", false, Kind::Actor),
    ];
    assert_eq!(
        mistakes,
        expected.map(|(id, missed, kind)| (id.to_owned(), missed, kind))
    );
}

#[test]
fn nothing_read_of_nothing_is_no_division_by_zero() {
    check(Count::default(), [0, 0, 0], [0.0, 0.0, 0.0]);
    assert_eq!(Fields::default().shares(), [0.0, 0.0, 0.0]);
}

#[test]
fn every_kind_has_its_own_words() {
    let mut words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Kind::ALL.len());
}
