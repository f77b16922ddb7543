//! The neighbourhood of an actor.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Link, Scope};
use crate::error::Result;
use crate::graph::{Edge, Filter, Graph};
use crate::ontology::ActorId;

/// Which way edges are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flow {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Either way.
    #[default]
    Both,
}

/// An edge of a neighbourhood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// How many edges away from the start it is; 1 touches it.
    pub hop: usize,
    /// The edge.
    #[serde(flatten)]
    pub link: Link,
}

/// What lies around an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighborhood {
    /// The nearest edges first, then the surest.
    pub steps: Vec<Step>,
    /// The same edges as a graph.
    pub graph: Graph,
    /// How many edges the limit left out, of those that were looked at.
    pub n_left_out: usize,
    /// How many hops were looked at: farther edges cannot be shown where the limit is reached before.
    pub n_hops: usize,
}

/// Returns the edges up to `hops` away from an actor, at most `limit` of them.
///
/// Only claims around actors that were reached are read, and none farther away than the limit lets show, so the store
/// may be large.
pub fn neighbors(
    scope: &Scope<'_>,
    filter: &Filter,
    start: &ActorId,
    hops: usize,
    flow: Flow,
    limit: usize,
) -> Result<Neighborhood> {
    let mut reader = scope.reader(filter);
    let mut read: BTreeSet<ActorId> = BTreeSet::new();
    let mut frontier = BTreeSet::from([start.clone()]);
    let mut graph = Graph::default();
    let mut n_hops = 0;
    for hop in 1..=hops {
        if frontier.is_empty() {
            break;
        }
        reader.read(scope.store, &scope.around(&frontier))?;
        read.append(&mut frontier);
        graph = reader.fold.graph();
        let distances = distances(&graph, start, hop, flow);
        let reached = distances.iter().enumerate().filter(|(_, d)| d.is_some());
        n_hops = hop;
        let is_seen = |edge: &&Edge| hop_of(edge, &distances, flow).is_some_and(|n| n <= hop);
        if graph.edges.iter().filter(is_seen).count() >= limit {
            break;
        }
        frontier = reached
            .map(|(idx, _)| graph.nodes[idx].id.clone())
            .filter(|id| !read.contains(id))
            .collect();
    }
    let distances = distances(&graph, start, n_hops, flow);
    let mut ranked: Vec<(usize, &Edge)> = graph
        .edges
        .iter()
        .filter_map(|edge| Some((hop_of(edge, &distances, flow)?, edge)))
        .filter(|(hop, _)| *hop <= n_hops)
        .collect();
    ranked.sort_by(|(hop, a), (other, b)| {
        hop.cmp(other)
            .then(b.confidence.total_cmp(&a.confidence))
            .then(b.n_sources.cmp(&a.n_sources))
            .then((a.source, a.target, &a.relation).cmp(&(b.source, b.target, &b.relation)))
    });
    let n_left_out = ranked.len().saturating_sub(limit);
    ranked.truncate(limit);
    let steps = ranked
        .iter()
        .map(|(hop, edge)| Step {
            hop: *hop,
            link: Link::new(&graph, edge),
        })
        .collect();
    let kept: BTreeSet<*const Edge> = ranked.iter().map(|(_, e)| std::ptr::from_ref(*e)).collect();
    let shown = graph.subgraph(|edge| kept.contains(&std::ptr::from_ref(edge)));
    Ok(Neighborhood {
        steps,
        graph: shown,
        n_left_out,
        n_hops,
    })
}

/// Returns how far each node is from the start, up to `hops`.
fn distances(graph: &Graph, start: &ActorId, hops: usize, flow: Flow) -> Vec<Option<usize>> {
    let mut distances = vec![None; graph.nodes.len()];
    if let Some(idx) = graph.index(start) {
        distances[idx] = Some(0);
    }
    for hop in 0..hops {
        for edge in &graph.edges {
            let (source, target) = (edge.source, edge.target);
            if flow != Flow::In && distances[source] == Some(hop) && distances[target].is_none() {
                distances[target] = Some(hop + 1);
            }
            if flow != Flow::Out && distances[target] == Some(hop) && distances[source].is_none() {
                distances[source] = Some(hop + 1);
            }
        }
    }
    distances
}

/// Returns the hop on which an edge is first walked.
fn hop_of(edge: &Edge, distances: &[Option<usize>], flow: Flow) -> Option<usize> {
    let from = match flow {
        Flow::Out => distances[edge.source],
        Flow::In => distances[edge.target],
        Flow::Both => match (distances[edge.source], distances[edge.target]) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
    };
    from.map(|distance| distance + 1)
}
