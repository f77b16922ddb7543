//! An edge as a row of an answer.

use serde::Serialize;

use crate::graph::{Edge, Graph};
use crate::ontology::{ActorId, RelationId};
use crate::time::{Interval, PartialDate};

/// An edge with its ends named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Name of the source.
    pub source: String,
    /// Id of the source.
    pub source_id: ActorId,
    /// The relation.
    pub relation: RelationId,
    /// Name of the target.
    pub target: String,
    /// Id of the target.
    pub target_id: ActorId,
    /// Valid time as far as it is told.
    pub intervals: Vec<Interval>,
    /// How sure independent sources are together.
    pub confidence: f64,
    /// How many independent sources assert it.
    pub sources: usize,
    /// How many statements assert it.
    pub asserted: usize,
    /// How many deny it.
    pub denied: usize,
    /// How many plan, ask for or fear it.
    pub unrealised: usize,
    /// The first date of an article that says so.
    pub first_seen: Option<PartialDate>,
    /// The last date of an article that says so.
    pub last_seen: Option<PartialDate>,
    /// Whether it is contradicted.
    pub contradicted: bool,
}

impl Link {
    /// Returns an edge of a graph as a row.
    pub fn new(graph: &Graph, edge: &Edge) -> Self {
        let (source, target) = (&graph.nodes[edge.source], &graph.nodes[edge.target]);
        Self {
            source: source.name.clone(),
            source_id: source.id.clone(),
            relation: edge.relation.clone(),
            target: target.name.clone(),
            target_id: target.id.clone(),
            intervals: edge.intervals.clone(),
            confidence: edge.confidence,
            sources: edge.n_sources,
            asserted: edge.n_asserted,
            denied: edge.n_denied,
            unrealised: edge.n_unrealised,
            first_seen: edge.first_seen,
            last_seen: edge.last_seen,
            contradicted: edge.contradicted,
        }
    }
}

/// Returns the edges of a graph as rows, in its order.
pub fn links(graph: &Graph) -> Vec<Link> {
    graph.edges.iter().map(|e| Link::new(graph, e)).collect()
}
