//! What of a graph fits a picture: its strongest actors and edges.
//!
//! In: a graph and [`Limits`]. Out: a smaller graph in the same order, and how much was left out, to be
//! said in the picture.

use std::cmp::Reverse;
use std::io;

use super::Source;
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
pub fn strongest<'a>(
    graph: impl Into<Source<'a>>,
    limits: Limits,
    focus: Option<&ActorId>,
) -> io::Result<Graph> {
    let source = graph.into();
    let nodes = source.nodes();
    let mut strength = vec![0.0; nodes.len()];
    let mut edges: Vec<Light> = Vec::with_capacity(source.n_edges());
    source.edges(|edge| {
        for end in [edge.source, edge.target] {
            strength[end] += evidence(edge);
        }
        edges.push(Light::of(edge));
        Ok(())
    })?;
    if let Some(focus) = nodes.iter().position(|node| Some(&node.id) == focus) {
        strength[focus] = f64::INFINITY;
    }
    let mut chosen: Vec<usize> = (0..nodes.len()).collect();
    chosen.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]).then(a.cmp(&b)));
    chosen.truncate(limits.nodes);
    chosen.sort_unstable();
    let is_in = |node: u32| chosen.binary_search(&(node as usize)).is_ok();
    let mut order: Vec<usize> = (0..edges.len())
        .filter(|&i| edges[i].ends.into_iter().all(is_in))
        .collect();
    order.sort_by_key(|&i| (Reverse(edges[i].rank), i));
    order.truncate(limits.edges);
    if order.is_empty() {
        return Ok(Graph {
            nodes: chosen.iter().map(|&i| nodes[i].clone()).collect(),
            edges: Vec::new(),
        });
    }
    let mut is_chosen = vec![false; edges.len()];
    for i in order {
        is_chosen[i] = true;
    }
    let mut is_chosen = is_chosen.into_iter();
    source.part(|_| is_chosen.next().unwrap_or_default())
}

/// What of an edge decides whether it is shown.
struct Light {
    ends: [u32; 2],
    /// Evidence in thousandths, then how often it is told.
    rank: (u64, u32),
}

impl Light {
    fn of(edge: &Edge) -> Self {
        let n_told = edge.statements.len() as u32;
        Self {
            ends: [edge.source, edge.target].map(|end| end as u32),
            rank: ((evidence(edge) * 1000.0) as u64, n_told),
        }
    }
}

impl LeftOut {
    /// Returns what the part does not have of the whole.
    pub(crate) fn between<'a>(whole: impl Into<Source<'a>>, part: &Graph) -> Self {
        let whole = whole.into();
        Self {
            nodes: whole.nodes().len() - part.nodes.len(),
            edges: whole.n_edges() - part.edges.len(),
        }
    }
}

/// Returns how much speaks for an edge: its independent sources, weighed by confidence.
pub(super) fn evidence(edge: &Edge) -> f64 {
    edge.n_sources.max(1) as f64 * edge.confidence.clamp(0.05, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn weak_actors_and_those_without_edges_are_left_out() {
        let sample = Fixture::small();
        let graph = strongest(&sample.graph, Limits::default(), None).unwrap();
        assert_eq!(graph.nodes.len(), 3);
        let graph = strongest(&sample.graph, Limits { nodes: 2, edges: 1 }, None).unwrap();
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
        let graph = strongest(&sample.graph, limits, Some(nato)).unwrap();
        assert!(graph.index(nato).is_some());
    }
}
