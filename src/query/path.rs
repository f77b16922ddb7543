//! Paths between two actors, the shortest first.
//!
//! Yen's algorithm over the A* of petgraph: fewer edges win, then surer ones.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::astar;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::Serialize;

use super::{Flow, Link};
use crate::graph::Graph;

/// What an edge costs, and what it costs more for want of certainty; so the number of edges decides.
const STEP: u64 = 1_000_000;
const DOUBT: f64 = 1_000.0;

/// A way from one actor to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// The steps in order.
    pub hops: Vec<Hop>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hop {
    /// Name of the actor from which it goes.
    pub from: String,
    /// Name of the actor to which it goes.
    pub to: String,
    /// The edges between the two, the surest first.
    pub links: Vec<Link>,
}

type Pairs = BTreeMap<(usize, usize), Vec<usize>>;

/// Returns up to `n_paths` paths without loops between two nodes, along edges that `flow` allows.
pub fn paths(graph: &Graph, from: usize, to: usize, n_paths: usize, flow: Flow) -> Vec<Path> {
    let pairs = pairs(graph, flow);
    let mut net: DiGraph<(), u64> = DiGraph::new();
    let nodes: Vec<NodeIndex> = graph.nodes.iter().map(|_| net.add_node(())).collect();
    for (&(a, b), edges) in &pairs {
        let doubt = (1.0 - graph.edges[edges[0]].confidence) * DOUBT;
        net.add_edge(nodes[a], nodes[b], STEP + doubt.round() as u64);
    }
    yen(&net, from, to, n_paths)
        .iter()
        .map(|nodes| Path {
            hops: nodes
                .windows(2)
                .map(|step| Hop {
                    from: graph.nodes[step[0]].name.clone(),
                    to: graph.nodes[step[1]].name.clone(),
                    links: pairs[&(step[0], step[1])]
                        .iter()
                        .map(|&idx| Link::new(graph, &graph.edges[idx]))
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

/// Returns the edges between each two nodes that can be walked, the surest first.
fn pairs(graph: &Graph, flow: Flow) -> Pairs {
    let mut pairs = Pairs::new();
    for (idx, edge) in graph.edges.iter().enumerate() {
        if edge.source == edge.target {
            continue;
        }
        if flow != Flow::In {
            let pair = (edge.source, edge.target);
            pairs.entry(pair).or_default().push(idx);
        }
        if flow != Flow::Out {
            let pair = (edge.target, edge.source);
            pairs.entry(pair).or_default().push(idx);
        }
    }
    for edges in pairs.values_mut() {
        edges.sort_by(|&a, &b| {
            let confidence = |idx: usize| graph.edges[idx].confidence;
            confidence(b).total_cmp(&confidence(a)).then(a.cmp(&b))
        });
    }
    pairs
}

fn yen(net: &DiGraph<(), u64>, from: usize, to: usize, n_paths: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut candidates: BTreeSet<(u64, Vec<usize>)> = BTreeSet::new();
    if from != to && n_paths > 0 {
        candidates.extend(shortest(net, &[from], to, &BTreeSet::new()));
    }
    while let Some((_, path)) = candidates.pop_first() {
        for spur in 0..path.len() - 1 {
            let root = &path[..=spur];
            let closed: BTreeSet<usize> = found
                .iter()
                .chain([&path])
                .filter(|p| p.starts_with(root))
                .filter_map(|p| p.get(spur + 1).copied())
                .collect();
            candidates.extend(shortest(net, root, to, &closed));
        }
        found.push(path);
        candidates.retain(|(_, candidate)| !found.contains(candidate));
        if found.len() == n_paths {
            break;
        }
    }
    found
}

/// Returns the shortest path that begins with `root` and does not go on to one of `closed`, with its cost.
fn shortest(
    net: &DiGraph<(), u64>,
    root: &[usize],
    to: usize,
    closed: &BTreeSet<usize>,
) -> Option<(u64, Vec<usize>)> {
    let (spur, before) = root.split_last()?;
    let is_open = |a: usize, b: usize| !(root.contains(&b) || a == *spur && closed.contains(&b));
    let open = petgraph::visit::EdgeFiltered::from_fn(net, |edge| {
        is_open(edge.source().index(), edge.target().index())
    });
    let start = NodeIndex::new(*spur);
    let (cost, tail) = astar(
        &open,
        start,
        |node| node.index() == to,
        |edge| *edge.weight(),
        |_| 0,
    )?;
    let walked: u64 = root
        .windows(2)
        .filter_map(|step| net.find_edge(NodeIndex::new(step[0]), NodeIndex::new(step[1])))
        .map(|edge| net[edge])
        .sum();
    let path = before
        .iter()
        .copied()
        .chain(tail.iter().map(|n| n.index()))
        .collect();
    Some((walked + cost, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, Node};
    use crate::ontology::{ActorId, ActorKind};

    /// Builds a graph of "A>B 0.9" edges.
    fn graph(edges: &[(&str, &str, f64)]) -> Graph {
        let ids: BTreeSet<&str> = edges.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let node = |id: &&str| Node {
            id: ActorId::from_name(id),
            name: (*id).to_owned(),
            kind: ActorKind::State,
            root: (*id).to_owned(),
        };
        let edge = |&(a, b, confidence): &(&str, &str, f64)| Edge {
            source: ids.binary_search(&a).unwrap(),
            target: ids.binary_search(&b).unwrap(),
            relation: "meets".into(),
            intervals: Vec::new(),
            n_asserted: 1,
            n_denied: 0,
            n_unrealised: 0,
            n_sources: 1,
            confidence,
            first_seen: None,
            last_seen: None,
            statements: Vec::new(),
            contradicted: false,
        };
        Graph {
            nodes: ids.iter().map(node).collect(),
            edges: edges.iter().map(edge).collect(),
        }
    }

    fn check(edges: &[(&str, &str, f64)], n: usize, flow: Flow, expected: &[&str]) {
        let graph = graph(edges);
        let to = graph.nodes.len() - 1;
        let found: Vec<String> = paths(&graph, 0, to, n, flow)
            .iter()
            .map(|path| {
                let names = path.hops.iter().map(|hop| hop.to.as_str());
                [path.hops[0].from.as_str()]
                    .into_iter()
                    .chain(names)
                    .collect()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_shortest_path_comes_first_and_then_the_surest() {
        let edges = [
            ("a", "b", 0.5),
            ("b", "d", 0.5),
            ("a", "c", 0.9),
            ("c", "d", 0.9),
            ("b", "c", 0.9),
        ];
        check(&edges, 9, Flow::Both, &["acd", "abd", "abcd", "acbd"]);
        check(&edges, 9, Flow::Out, &["acd", "abd", "abcd"]);
        check(&edges, 1, Flow::Both, &["acd"]);
        check(&edges, 1, Flow::In, &[]);
    }

    #[test]
    fn a_loop_is_no_step() {
        check(&[("a", "a", 0.9), ("a", "b", 0.9)], 3, Flow::Both, &["ab"]);
    }
}
