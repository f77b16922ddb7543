//! What of a graph fits a picture: its strongest actors and edges.
//!
//! In: a graph and [`Limits`]. Out: a smaller graph in the same order, and how much was left out, to be
//! said in the picture.

use std::cmp::Reverse;

use crate::graph::{Edge, Graph};
use crate::ontology::ActorId;

/// How much a picture holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// At most so many actors.
    pub nodes: usize,
    /// At most so many relations.
    pub edges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 40,
            edges: 80,
        }
    }
}

impl Limits {
    /// Returns the limits for a diagram of the `n` strongest actors, with twice as many relations.
    pub fn top(n: usize) -> Self {
        Self {
            nodes: n,
            edges: n.saturating_mul(2),
        }
    }

    /// Returns no limits.
    pub fn none() -> Self {
        Self {
            nodes: usize::MAX,
            edges: usize::MAX,
        }
    }
}

/// What a picture does not show of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    pub(crate) nodes: usize,
    pub(crate) edges: usize,
}

/// Returns the part of a graph that its strongest actors and edges make; `focus` is always among them.
/// Actors without an edge are left out, unless no actor has one.
pub fn strongest(graph: &Graph, limits: Limits, focus: Option<&ActorId>) -> Graph {
    let mut strength = vec![0.0; graph.nodes.len()];
    for edge in &graph.edges {
        for end in [edge.source, edge.target] {
            strength[end] += evidence(edge);
        }
    }
    if let Some(focus) = focus.and_then(|id| graph.index(id)) {
        strength[focus] = f64::INFINITY;
    }
    let mut nodes: Vec<usize> = (0..graph.nodes.len()).collect();
    nodes.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]).then(a.cmp(&b)));
    nodes.truncate(limits.nodes);
    nodes.sort_unstable();
    let is_in = |node: usize| nodes.binary_search(&node).is_ok();
    let mut edges: Vec<usize> = (0..graph.edges.len())
        .filter(|&i| is_in(graph.edges[i].source) && is_in(graph.edges[i].target))
        .collect();
    edges.sort_by_key(|&i| (Reverse(rank(&graph.edges[i])), i));
    edges.truncate(limits.edges);
    if edges.is_empty() {
        return Graph {
            nodes: nodes.iter().map(|&i| graph.nodes[i].clone()).collect(),
            edges: Vec::new(),
        };
    }
    let mut is_chosen = vec![false; graph.edges.len()];
    for i in edges {
        is_chosen[i] = true;
    }
    let mut chosen = is_chosen.into_iter();
    graph.subgraph(|_| chosen.next().unwrap_or_default())
}

impl LeftOut {
    /// Returns what the part does not have of the whole.
    pub(crate) fn between(whole: &Graph, part: &Graph) -> Self {
        Self {
            nodes: whole.nodes.len() - part.nodes.len(),
            edges: whole.edges.len() - part.edges.len(),
        }
    }
}

/// Returns how much speaks for an edge: its independent sources, weighed by confidence.
pub(super) fn evidence(edge: &Edge) -> f64 {
    edge.n_sources.max(1) as f64 * edge.confidence.clamp(0.05, 1.0)
}

/// Returns what edges are ranked by: evidence in thousandths, then how often they are told.
fn rank(edge: &Edge) -> (u64, usize) {
    ((evidence(edge) * 1000.0) as u64, edge.statements.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn weak_actors_and_those_without_edges_are_left_out() {
        let sample = Fixture::small();
        let graph = strongest(&sample.graph, Limits::default(), None);
        assert_eq!(graph.nodes.len(), 3);
        let graph = strongest(&sample.graph, Limits { nodes: 2, edges: 1 }, None);
        let left_out = LeftOut::between(&sample.graph, &graph);
        let names: Vec<_> = graph.nodes.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["Russia", "Syria"]);
        assert_eq!(graph.edges[0].relation.as_str(), "arms");
        assert_eq!(left_out, LeftOut { nodes: 2, edges: 4 });
    }

    #[test]
    fn the_actor_asked_for_is_never_left_out() {
        let sample = Fixture::small();
        let nato = &sample.graph.nodes[1].id;
        let limits = Limits { nodes: 2, edges: 9 };
        let graph = strongest(&sample.graph, limits, Some(nato));
        assert!(graph.index(nato).is_some());
    }
}
