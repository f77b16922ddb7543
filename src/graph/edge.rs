//! The folded graph: nodes, edges, and what an edge keeps of its statements.

use std::collections::BTreeSet;

use crate::extract::StatementId;
use crate::ontology::{ActorId, ActorKind, ActorTable, RelationId};
use crate::time::{Interval, PartialDate};

/// Which actors are nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum View {
    /// People, ministries and groups apart.
    Actor,
    /// Everybody folded into the state or organisation for which they act.
    #[default]
    Root,
    /// The same, and historical states passed on to the state that continues them.
    Heir,
}

impl View {
    /// Returns the view as files and addresses name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Root => "root",
            Self::Heir => "heir",
        }
    }

    /// Returns the view that shows apart what this one folds, or folds what this one shows apart.
    pub fn opposite(self) -> Self {
        match self {
            Self::Actor => Self::Root,
            Self::Root | Self::Heir => Self::Actor,
        }
    }

    /// Returns the actors of a store whose statements make these nodes.
    pub fn behind(self, nodes: &BTreeSet<ActorId>, actors: &ActorTable) -> BTreeSet<ActorId> {
        let mut behind = nodes.clone();
        if self == Self::Heir {
            let forebears = nodes.iter().flat_map(|id| actors.forebears(id));
            behind.extend(forebears.map(|actor| actor.id.clone()));
        }
        behind
    }
}

/// An actor in a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Who it is.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The name of the state or organisation for which it acts; its own name in the root view.
    pub root: String,
}

/// All statements of one (source, relation, target), folded.
///
/// Invariants: intervals are sorted, disjoint and not inverted; `statements` is sorted and without
/// repetition; the source of a symmetric relation is the smaller id; confidence lies in 0..=1.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Index of the source in [`Graph::nodes`].
    pub source: usize,
    /// Index of the target in [`Graph::nodes`].
    pub target: usize,
    /// The relation.
    pub relation: RelationId,
    /// Valid time, as far as the statements tell it; empty where none is dated.
    pub intervals: Vec<Interval>,
    /// How many statements assert it (actual, not negated).
    pub n_asserted: usize,
    /// How many deny it (negated).
    pub n_denied: usize,
    /// How many plan, ask for or fear it (not actual, not negated).
    pub n_unrealised: usize,
    /// How many independent documents assert it.
    pub n_sources: usize,
    /// Noisy-or of the best asserting statement of each independent source: 1 − Π(1 − c).
    pub confidence: f64,
    /// The first date of an article that says so.
    pub first_seen: Option<PartialDate>,
    /// The last date of an article that says so.
    pub last_seen: Option<PartialDate>,
    /// The statements behind it, whatever they say of it.
    pub statements: Vec<StatementId>,
    /// Whether it is asserted and denied, or excluded by another edge, at the same time.
    pub contradicted: bool,
}

/// Actors and edges in a fixed order.
///
/// Invariant: nodes are sorted by id, edges by (source, target, relation), parallel edges of different
/// relations are kept apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// The actors, sorted by id.
    pub nodes: Vec<Node>,
    /// The edges, sorted by source, target and relation.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// Returns the index of the node with that id.
    pub fn index(&self, id: &ActorId) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.id.cmp(id)).ok()
    }

    /// Returns the graph of the edges for which `keep` holds, and of the nodes at their ends.
    pub fn subgraph(&self, mut keep: impl FnMut(&Edge) -> bool) -> Self {
        let mut edges: Vec<Edge> = self.edges.iter().filter(|e| keep(e)).cloned().collect();
        let mut place = vec![None; self.nodes.len()];
        for edge in &edges {
            place[edge.source] = Some(0);
            place[edge.target] = Some(0);
        }
        let mut nodes = Vec::new();
        for (idx, node) in self.nodes.iter().enumerate() {
            if place[idx].is_some() {
                place[idx] = Some(nodes.len());
                nodes.push(node.clone());
            }
        }
        for edge in &mut edges {
            edge.source = place[edge.source].expect("its ends were marked");
            edge.target = place[edge.target].expect("its ends were marked");
        }
        Self { nodes, edges }
    }
}
