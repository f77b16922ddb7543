//! What changed between two dates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Link;
use crate::graph::{Edge, Graph};
use crate::ontology::{ActorId, Polarity, Relation, RelationId, RelationKind};

/// How something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It holds on the second date only.
    Began,
    /// It holds on the first date only.
    Ended,
    /// An event after the first date and up to the second.
    Happened,
}

impl ChangeKind {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Ended => "ended",
            Self::Happened => "happened",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// The edge.
    #[serde(flatten)]
    pub link: Link,
    /// Whether the two went from rather hostile to rather friendly relations or back.
    pub changed_sides: bool,
}

/// Returns which states began and ended between two graphs of one store, and the events of a third, of
/// the time between.
pub fn diff(
    before: &Graph,
    after: &Graph,
    between: &Graph,
    relations: &BTreeMap<RelationId, Relation>,
) -> Vec<Change> {
    let is_state = |edge: &Edge| {
        let relation = relations.get(&edge.relation);
        relation.is_some_and(|r| r.kind == RelationKind::State)
    };
    let (before, after) = (before.subgraph(is_state), after.subgraph(is_state));
    let (old, new) = (keyed(&before), keyed(&after));
    let sides = (balance(&before, relations), balance(&after, relations));
    let changed_sides = |key: &Key<'_>| {
        let pair = ordered(key.0, key.1);
        let sign = |side: &BTreeMap<_, i64>| side.get(&pair).map_or(0, |n| n.signum());
        sign(&sides.0) * sign(&sides.1) < 0
    };
    let mut changes = Vec::new();
    for (kind, graph, here, there) in [
        (ChangeKind::Began, &after, &new, &old),
        (ChangeKind::Ended, &before, &old, &new),
    ] {
        let only_here = here.iter().filter(|(key, _)| !there.contains_key(*key));
        changes.extend(only_here.map(|(key, edge)| Change {
            kind,
            link: Link::new(graph, edge),
            changed_sides: changed_sides(key),
        }));
    }
    let events = between.edges.iter().filter(|e| !is_state(e));
    changes.extend(events.map(|edge| Change {
        kind: ChangeKind::Happened,
        link: Link::new(between, edge),
        changed_sides: false,
    }));
    changes
}

type Key<'g> = (&'g ActorId, &'g ActorId, &'g RelationId);

fn keyed(graph: &Graph) -> BTreeMap<Key<'_>, &Edge> {
    let id = |idx: usize| &graph.nodes[idx].id;
    let edges = graph.edges.iter();
    edges
        .map(|e| ((id(e.source), id(e.target), &e.relation), e))
        .collect()
}

fn ordered<'g>(a: &'g ActorId, b: &'g ActorId) -> (&'g ActorId, &'g ActorId) {
    (a.min(b), a.max(b))
}

/// Returns for each two actors how many friendly relations they have more than hostile ones.
fn balance<'g>(
    graph: &'g Graph,
    relations: &BTreeMap<RelationId, Relation>,
) -> BTreeMap<(&'g ActorId, &'g ActorId), i64> {
    let mut balance = BTreeMap::new();
    for edge in &graph.edges {
        let pair = ordered(&graph.nodes[edge.source].id, &graph.nodes[edge.target].id);
        let polarity = relations.get(&edge.relation).map(|r| r.polarity);
        *balance.entry(pair).or_default() += match polarity {
            Some(Polarity::Positive) => 1,
            Some(Polarity::Negative) => -1,
            _ => 0,
        };
    }
    balance
}
