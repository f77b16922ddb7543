//! Small signed graphs for the tests of what is asked of whole graphs.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Edge, Graph, Node};
use crate::ontology::{ActorId, ActorKind, Polarity, Relation, RelationId, RelationKind};

/// Returns the graph of "a + b" (a helps b), "a - b" (a harms b) and "a 0 b", and its relations.
pub(super) fn net(edges: &[&str]) -> (Graph, BTreeMap<RelationId, Relation>) {
    let parts = |text: &&str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let edges: Vec<Vec<String>> = edges.iter().map(parts).collect();
    let names: BTreeSet<&String> = edges.iter().flat_map(|e| [&e[0], &e[2]]).collect();
    let names: Vec<&String> = names.into_iter().collect();
    let node = |name: &&String| Node {
        id: ActorId::from_name(name),
        name: (*name).clone(),
        kind: ActorKind::State,
        root: (*name).clone(),
    };
    let place = |name: &String| names.binary_search(&name).unwrap();
    let edge = |e: &Vec<String>| Edge {
        source: place(&e[0]),
        target: place(&e[2]),
        relation: e[1].as_str().into(),
        intervals: Vec::new(),
        n_asserted: 1,
        n_denied: 0,
        n_unrealised: 0,
        n_sources: 1,
        confidence: 0.8,
        first_seen: None,
        last_seen: None,
        statements: Vec::new(),
        contradicted: false,
    };
    let graph = Graph {
        nodes: names.iter().map(node).collect(),
        edges: edges.iter().map(edge).collect(),
    };
    let signs = [
        ("+", Polarity::Positive),
        ("-", Polarity::Negative),
        ("0", Polarity::Neutral),
    ];
    (graph, signs.map(relation).into())
}

fn relation((id, polarity): (&str, Polarity)) -> (RelationId, Relation) {
    let relation = Relation {
        polarity,
        kind: RelationKind::State,
        ..Relation::plain(id)
    };
    (relation.id.clone(), relation)
}
