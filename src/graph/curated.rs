//! Tests of decisions in the fold: what they do, and that its laws hold with them.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{any_filter, any_statement, relations, statement};
use super::*;
use crate::error::Error;
use crate::extract::{Statement, StatementId};
use crate::ontology::{ActorId, ActorTable, Ontology};
use crate::store::{Decision, EdgeName, NamedActor, Selection, Subject, Verdict};

fn decision(verdict: Verdict, subject: Subject) -> Decision {
    Decision::new(verdict, subject, String::new(), String::new(), None).unwrap()
}

fn pair(verdict: Verdict, a: &str, b: &str) -> Decision {
    decision(verdict, Subject::Actors([a, b].map(NamedActor::state)))
}

fn edge(verdict: Verdict, source: &str, relation: &str, target: &str) -> Decision {
    decision(
        verdict,
        Subject::Edge(EdgeName {
            source: ActorId::from_name(source),
            relation: relation.into(),
            target: ActorId::from_name(target),
        }),
    )
}

/// Writes the edges of the fold: "A attacks B 0.5".
fn edges(
    statements: &[Statement],
    decisions: &[Decision],
    view: View,
    table: &ActorTable,
) -> Vec<String> {
    let curation = Curation::new(decisions, table);
    let rules = Rules {
        relations: &relations(),
        actors: table,
        clusters: &Clusters::new(),
        curation: &curation,
        view,
        filter: &Filter::default(),
    };
    let graph = fold(rules, statements);
    let name = |idx: usize| graph.nodes[idx].name.as_str();
    let line = |e: &Edge| {
        format!(
            "{} {} {} {}",
            name(e.source),
            e.relation,
            name(e.target),
            e.confidence
        )
    };
    graph.edges.iter().map(line).collect()
}

fn check(texts: &[&str], decisions: &[Decision], expected: &[&str]) {
    let statements: Vec<Statement> = texts.iter().map(|t| statement(t)).collect();
    let found = edges(&statements, decisions, View::Root, &ActorTable::default());
    assert_eq!(found, expected);
}

#[test]
fn the_same_actors_are_one_node() {
    let texts = [
        "B attacks C, 2014, 2014 in x",
        "A attacks C, 2014, 2014 in y",
    ];
    check(&texts, &[], &["A attacks C 0.5", "B attacks C 0.5"]);
    check(
        &texts,
        &[pair(Verdict::Same, "B", "A")],
        &["A attacks C 0.75"],
    );
    let same = [pair(Verdict::Same, "B", "A"), pair(Verdict::Same, "C", "B")];
    check(&texts, &same, &[]);
}

#[test]
fn an_actor_that_the_schemas_know_gives_the_name() {
    let ontology = Ontology::built_in().unwrap();
    let statements = [statement("A attacks B"), statement("Myanmar attacks B")];
    let same = [pair(Verdict::Same, "A", "Myanmar")];
    let found = edges(&statements, &same, View::Actor, ontology.actors());
    assert_eq!(found, ["Myanmar attacks B 0.5"]);
}

#[test]
fn a_part_that_is_different_stands_apart_from_its_root() {
    let mut part = statement("A attacks B");
    part.source.root = "C".to_owned();
    let different = [pair(Verdict::Different, "A", "C")];
    for (decisions, expected) in [
        (&[][..], "C attacks B 0.5"),
        (&different, "A attacks B 0.5"),
    ] {
        let found = edges(
            &[part.clone()],
            decisions,
            View::Root,
            &ActorTable::default(),
        );
        assert_eq!(found, [expected]);
    }
}

#[test]
fn what_is_wrong_is_gone_and_what_is_right_is_sure() {
    let texts = [
        "A attacks B, 2014, 2014 in x",
        "A attacks B, 2015, 2015 in y",
        "B allied-with A",
    ];
    let all = ["A allied-with B 0.5", "A attacks B 0.75"];
    check(&texts, &[], &all);
    check(&texts, &[edge(Verdict::Wrong, "B", "attacks", "A")], &all);
    check(
        &texts,
        &[edge(Verdict::Wrong, "A", "attacks", "B")],
        &all[..1],
    );
    check(
        &texts,
        &[edge(Verdict::Wrong, "B", "allied-with", "A")],
        &all[1..],
    );
    check(
        &texts,
        &[edge(Verdict::Wrong, "A", "allied-with", "B")],
        &all[1..],
    );
    check(
        &texts,
        &[edge(Verdict::Right, "A", "attacks", "B")],
        &[all[0], "A attacks B 1"],
    );
    let first = Subject::Statement(statement(texts[0]).id);
    check(
        &texts,
        &[decision(Verdict::Wrong, first.clone())],
        &[all[0], "A attacks B 0.5"],
    );
    let but = [
        edge(Verdict::Wrong, "A", "attacks", "B"),
        decision(Verdict::Right, first),
    ];
    check(&texts, &but, &[all[0], "A attacks B 1"]);
}

#[test]
fn an_edge_of_the_roots_is_wrong_for_all_that_act_for_them() {
    let mut part = statement("A attacks B");
    part.source.root = "C".to_owned();
    let wrong = [edge(Verdict::Wrong, "C", "attacks", "B")];
    for view in [View::Actor, View::Root] {
        let found = edges(&[part.clone()], &wrong, view, &ActorTable::default());
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn whoever_is_asked_for_is_asked_for_by_every_name() {
    let mut member = NamedActor::state("M");
    member.root = "C".to_owned();
    let decisions = [
        decision(
            Verdict::Same,
            Subject::Actors([member, NamedActor::state("N")]),
        ),
        pair(Verdict::Same, "X", "Y"),
    ];
    let curation = Curation::new(&decisions, &ActorTable::default());
    let widen = |name: &str| {
        let wide = curation.widen([ActorId::from_name(name)].into());
        wide.iter()
            .map(|id| id.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(widen("C"), "c m n");
    assert_eq!(widen("M"), "m n");
    assert_eq!(widen("X"), "x y");
    assert_eq!(widen("B"), "b");
}

fn any_decision() -> impl Strategy<Value = Decision> {
    let name = || prop::sample::select(vec!["A", "B", "C", "D"]);
    let relation = prop::sample::select(relations().into_keys().collect::<Vec<_>>());
    (name(), name(), relation, 0u8..4).prop_filter_map("two actors", |(a, b, relation, verdict)| {
        let verdict = [
            Verdict::Same,
            Verdict::Different,
            Verdict::Wrong,
            Verdict::Right,
        ][usize::from(verdict)];
        (a != b).then(|| match verdict {
            Verdict::Same | Verdict::Different => pair(verdict, a, b),
            _ => edge(verdict, a, relation.as_str(), b),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_with_decisions_in_any_order(
        statements in prop::collection::vec(any_statement(), 0..30),
        parts in prop::collection::vec(0usize..2, 30),
        decisions in prop::collection::vec(any_decision(), 0..6),
        filter in any_filter(),
        view in prop::sample::select(vec![View::Actor, View::Root]),
    ) {
        let mut store = crate::store::Store::in_memory().unwrap();
        store.decide(&decisions).unwrap();
        let mut kept = store.decisions().unwrap();
        let (relations, actors, clusters) = (relations(), ActorTable::default(), Clusters::new());
        let curation = Curation::new(&kept, &actors);
        kept.reverse();
        prop_assert_eq!(&Curation::new(&kept, &actors), &curation);
        let rules = Rules { relations: &relations, actors: &actors, clusters: &clusters, curation: &curation, view, filter: &filter };
        let whole = fold(rules, &statements);
        prop_assert_eq!(&fold(rules, statements.iter().rev().chain(&statements)), &whole);
        let part = |n: usize| {
            let mut fold = Fold::new(rules);
            statements.iter().zip(&parts).filter(|(_, p)| **p == n).for_each(|(s, _)| fold.add(s));
            fold
        };
        let (mut left, mut right) = (part(0), part(1));
        left.merge(part(1));
        right.merge(part(0));
        prop_assert_eq!(&left.graph(), &whole);
        prop_assert_eq!(&right.graph(), &whole);
    }

    #[test]
    fn a_sweep_over_a_store_gives_the_same_graph(
        statements in prop::collection::vec(any_statement(), 0..30),
        decisions in prop::collection::vec(any_decision(), 0..4),
        filter in any_filter(),
        view in prop::sample::select(vec![View::Actor, View::Root]),
    ) {
        let mut store = crate::store::Store::in_memory().unwrap();
        store.decide(&decisions).unwrap();
        for part in statements.chunks(11) {
            let mut batch = store.batch().unwrap();
            part.iter().for_each(|statement| batch.statement(statement).unwrap());
            batch.commit().unwrap();
        }
        let (relations, actors, clusters) = (relations(), ActorTable::default(), Clusters::new());
        let curation = Curation::new(&store.decisions().unwrap(), &actors);
        let rules = Rules { relations: &relations, actors: &actors, clusters: &clusters, curation: &curation, view, filter: &filter };
        let whole = fold(rules, &store.statements(&Selection::default()).unwrap());
        let directory = store.directory().unwrap();
        let sweep = Sweep::new(&store, rules, &directory).unwrap();
        let mut edges = Vec::new();
        sweep.edges(|edge| { edges.push(edge.clone()); Ok::<_, Error>(()) }).unwrap();
        prop_assert_eq!(sweep.n_edges(), edges.len());
        let mut degrees = vec![0; whole.nodes.len()];
        edges.iter().flat_map(|edge| [edge.source, edge.target]).for_each(|end| degrees[end] += 1);
        prop_assert_eq!(sweep.degrees(), &degrees);
        prop_assert_eq!(sweep.nodes(), &whole.nodes);
        let relations: BTreeSet<_> = edges.iter().map(|edge| edge.relation.clone()).collect();
        prop_assert_eq!(sweep.relations(), &relations);
        let mut behind: Vec<u64> = edges.iter().flat_map(|e| &e.statements).map(StatementId::number).collect();
        behind.sort_unstable();
        prop_assert_eq!(sweep.statements(), &behind);
        prop_assert_eq!(edges, whole.edges);
    }
}
