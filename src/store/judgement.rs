//! Tests of decisions: added once, taken back, never contradicting one another.

use super::*;
use crate::ontology::ActorId;

fn decision(verdict: Verdict, subject: Subject) -> Decision {
    let date = "2024-05-03".parse().ok();
    Decision::new(verdict, subject, "seen".to_owned(), "Ada".to_owned(), date).unwrap()
}

fn pair(verdict: Verdict, a: &str, b: &str) -> Decision {
    decision(verdict, Subject::Actors([a, b].map(NamedActor::state)))
}

fn edge(verdict: Verdict) -> Decision {
    decision(
        verdict,
        Subject::Edge(EdgeName {
            source: ActorId::from_name("norway"),
            relation: "arms".into(),
            target: ActorId::from_name("peru"),
        }),
    )
}

/// Decides one after the other and returns what became of each: how many decisions it contradicts, if any.
fn outcomes(decisions: &[Decision]) -> Vec<Option<usize>> {
    let mut store = Store::in_memory().unwrap();
    let outcomes = store.decide(decisions).unwrap();
    outcomes
        .iter()
        .map(|outcome| match outcome {
            Decided::Added => Some(0),
            Decided::Known => None,
            Decided::Conflicts(against) => Some(against.len()),
        })
        .collect()
}

#[test]
fn a_decision_is_kept_once_and_taken_back() {
    let mut store = Store::in_memory().unwrap();
    let same = pair(Verdict::Same, "Burma", "Myanmar");
    assert_eq!(same, pair(Verdict::Same, "Myanmar", "Burma"));
    let outcomes = store.decide(&[same.clone(), same.clone(), edge(Verdict::Wrong)]);
    assert_eq!(
        outcomes.unwrap(),
        [Decided::Added, Decided::Known, Decided::Added]
    );
    assert_eq!(store.decisions().unwrap().len(), 2);
    assert_eq!(store.undo(&same.id.0[..8]).unwrap(), same);
    assert_eq!(store.decisions().unwrap(), [edge(Verdict::Wrong)]);
    assert!(
        store
            .undo(&same.id.0)
            .unwrap_err()
            .to_string()
            .contains("no decision")
    );
}

#[test]
fn what_contradicts_an_earlier_decision_is_left_out() {
    use Verdict::{Different, Right, Same, Wrong};
    assert_eq!(
        outcomes(&[pair(Same, "A", "B"), pair(Different, "B", "A")]),
        [Some(0), Some(1)]
    );
    assert_eq!(outcomes(&[edge(Wrong), edge(Right)]), [Some(0), Some(1)]);
    let chain = [
        pair(Same, "A", "B"),
        pair(Different, "A", "D"),
        pair(Same, "B", "C"),
        pair(Same, "C", "D"),
        pair(Different, "A", "C"),
    ];
    assert_eq!(
        outcomes(&chain),
        [Some(0), Some(0), Some(0), Some(1), Some(2)]
    );
}

#[test]
fn classes_are_the_same_in_any_order() {
    let decisions = [
        pair(Verdict::Same, "C", "D"),
        pair(Verdict::Same, "A", "B"),
        pair(Verdict::Same, "D", "B"),
    ];
    let expected: Vec<(ActorId, ActorId)> = ["a", "b", "c", "d"]
        .map(|id| (ActorId::from_name(id), ActorId::from_name("a")))
        .into();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        let found = classes(order.map(|n| &decisions[n]));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{order:?}");
    }
}

#[test]
fn decisions_are_read_back_from_json_lines() {
    let decisions = [pair(Verdict::Same, "A", "B"), edge(Verdict::Right)];
    let mut text: String = decisions
        .iter()
        .map(|d| serde_json::to_string(d).unwrap() + "\n")
        .collect();
    text.push_str("{\"verdict\":\"same\"}\n");
    text.push_str(&text.lines().nth(1).unwrap().replace("right", "different"));
    let mut read = Vec::new();
    let rejected = read_decisions(Path::new("d.jsonl"), text.as_bytes(), |d| {
        read.push(d);
        Ok(())
    })
    .unwrap();
    assert_eq!(read, decisions);
    let lines: Vec<usize> = rejected.iter().map(|d| d.line).collect();
    assert_eq!(lines, [3, 4]);
    assert!(rejected[1].message.contains("expected two actors"));
}
