//! Who stands in the middle: degree, betweenness, PageRank.
//!
//! In: a graph, of a date where one is asked for. Out: its actors, the most central first. Parallel edges
//! count once for degree and betweenness; PageRank follows arrows and goes where the surer relations lead.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{NodeIndex, UnGraph};
use rustworkx_core::centrality::betweenness_centrality;
use serde::Serialize;

use crate::graph::Graph;
use crate::ontology::{ActorId, ActorKind, Direction, Relation, RelationId};

/// The share of PageRank that follows arrows; the rest starts anew anywhere.
const DAMPING: f64 = 0.85;
/// PageRank is done when a step changes the whole by less.
const TOLERANCE: f64 = 1e-10;
const MAX_STEPS: usize = 200;
/// From how many actors on betweenness is computed on all cores.
const PARALLEL_FROM: usize = 200;

/// How central an actor is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Centrality {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: ActorId,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// With how many actors it has relations.
    pub degree: usize,
    /// The share of shortest ways between two others that lead through it, 0 to 1.
    pub betweenness: f64,
    /// How often somebody who follows relations at random comes to it; all together are 1.
    pub pagerank: f64,
}

/// Which measure orders the actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Number of neighbours.
    #[default]
    Degree,
    /// Share of shortest ways.
    Betweenness,
    /// Share of a random walk.
    Pagerank,
}

/// Returns how central each actor of a graph is, the most central first.
pub fn central(
    graph: &Graph,
    relations: &BTreeMap<RelationId, Relation>,
    measure: Measure,
) -> Vec<Centrality> {
    let pairs: BTreeSet<(usize, usize)> = graph
        .edges
        .iter()
        .filter(|edge| edge.source != edge.target)
        .map(|edge| (edge.source.min(edge.target), edge.source.max(edge.target)))
        .collect();
    let mut net: UnGraph<(), ()> = UnGraph::new_undirected();
    let nodes: Vec<NodeIndex> = graph.nodes.iter().map(|_| net.add_node(())).collect();
    for &(a, b) in &pairs {
        net.add_edge(nodes[a], nodes[b], ());
    }
    let between = betweenness_centrality(&net, false, true, PARALLEL_FROM);
    let ranks = pagerank(graph, relations);
    let mut found: Vec<Centrality> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(idx, node)| Centrality {
            name: node.name.clone(),
            id: node.id.clone(),
            kind: node.kind,
            degree: net.neighbors(nodes[idx]).count(),
            betweenness: round(between[idx].unwrap_or(0.0)),
            pagerank: round(ranks[idx]),
        })
        .collect();
    found.sort_by(|a, b| {
        let order = match measure {
            Measure::Degree => b.degree.cmp(&a.degree),
            Measure::Betweenness => b.betweenness.total_cmp(&a.betweenness),
            Measure::Pagerank => b.pagerank.total_cmp(&a.pagerank),
        };
        order
            .then(b.degree.cmp(&a.degree))
            .then(b.pagerank.total_cmp(&a.pagerank))
            .then(a.id.cmp(&b.id))
    });
    found
}

/// Returns the PageRank of each node, by the power method over the edges: petgraph's looks at every pair of
/// nodes in every step.
fn pagerank(graph: &Graph, relations: &BTreeMap<RelationId, Relation>) -> Vec<f64> {
    let n_nodes = graph.nodes.len();
    let mut links: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for edge in &graph.edges {
        *links.entry((edge.source, edge.target)).or_default() += edge.confidence;
        let relation = relations.get(&edge.relation);
        if relation.is_some_and(|r| r.direction == Direction::Symmetric) {
            *links.entry((edge.target, edge.source)).or_default() += edge.confidence;
        }
    }
    links.retain(|(from, to), weight| from != to && *weight > 0.0);
    let mut out = vec![0.0; n_nodes];
    for (&(from, _), weight) in &links {
        out[from] += weight;
    }
    let share = 1.0 / n_nodes.max(1) as f64;
    let mut ranks = vec![share; n_nodes];
    for _ in 0..MAX_STEPS {
        let idle: f64 = (0..n_nodes)
            .filter(|&n| out[n] == 0.0)
            .map(|n| ranks[n])
            .sum();
        let base = (1.0 - DAMPING) * share + DAMPING * idle * share;
        let mut next = vec![base; n_nodes];
        for (&(from, to), weight) in &links {
            next[to] += DAMPING * ranks[from] * weight / out[from];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < TOLERANCE {
            break;
        }
    }
    ranks
}

/// Returns a share with six decimals: what sums in another order leaves is cut off.
fn round(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::net::net;

    #[test]
    fn who_lies_between_others_is_central() {
        let (graph, relations) = net(&["a + b", "b + c", "c + d", "c - d"]);
        let found = central(&graph, &relations, Measure::Betweenness);
        let seen: Vec<(&str, usize, f64)> = found
            .iter()
            .map(|c| (c.id.as_str(), c.degree, c.betweenness))
            .collect();
        assert_eq!(
            seen,
            [
                ("c", 2, 0.666_667),
                ("b", 2, 0.666_667),
                ("d", 1, 0.0),
                ("a", 1, 0.0)
            ]
        );
        let total: f64 = found.iter().map(|c| c.pagerank).sum();
        assert!((total - 1.0).abs() < 1e-5, "{total}");
    }

    #[test]
    fn pagerank_is_what_the_definition_says() {
        // Two nodes, one arrow: x = 0.15/2 + 0.85 y/2, y = x + 0.85 x.
        let (graph, relations) = net(&["a + b"]);
        let found = central(&graph, &relations, Measure::Pagerank);
        let ranks: Vec<(&str, f64)> = found.iter().map(|c| (c.id.as_str(), c.pagerank)).collect();
        assert_eq!(ranks, [("b", 0.649_123), ("a", 0.350_877)]);
    }

    #[test]
    fn nobody_is_central_in_an_empty_graph() {
        let (_, relations) = net(&[]);
        assert_eq!(central(&Graph::default(), &relations, Measure::Degree), []);
    }
}
