//! Which edges are drawn as one curve.
//!
//! In: a graph. Out: [`Strand`]s. Each edge has its own, but where two actors have much between them,
//! those of one family, direction and standing run together: nobody can follow fifteen curves.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::draw::Look;
use super::{about, draw};
use crate::export::row::{self, Standing};
use crate::export::source::Shown;
use crate::export::text;
use crate::graph::Edge;

/// Up to this many edges between two actors, each is drawn apart.
const MAX_APART: usize = 5;
/// How many relations are named on one curve.
const MAX_NAMED: usize = 2;

/// One curve: an edge, or several of one kind between the same two.
#[derive(Debug, Clone)]
pub(crate) struct Strand {
    /// The edges, those with most evidence first.
    pub(crate) edges: Vec<usize>,
    pub(crate) ends: [usize; 2],
    /// What is written on it.
    pub(crate) name: String,
    pub(crate) look: Look,
}

impl Strand {
    /// Returns the most independent sources that one of the edges has.
    pub(crate) fn n_sources(&self, export: &Shown<'_>) -> usize {
        let sources = self.edges.iter().map(|&i| export.graph.edges[i].n_sources);
        sources.max().unwrap_or_default()
    }

    /// Returns what is shown when the reader points at the curve.
    pub(crate) fn tooltip(&self, export: &Shown<'_>, quotes: &about::Quotes<'_>) -> String {
        let edges = self.edges.iter().map(|&i| &export.graph.edges[i]);
        let words: Vec<_> = edges.map(|edge| quotes.tooltip(export, edge)).collect();
        words.join("\n\n")
    }
}

/// Returns the strands of a graph, in the order of their first edges.
pub(crate) fn strands(export: &Shown<'_>) -> Vec<Strand> {
    let edges = &export.graph.edges;
    let mut pairs: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
    for (i, edge) in edges.iter().enumerate() {
        let pair = [edge.source.min(edge.target), edge.source.max(edge.target)];
        pairs.entry(pair).or_default().push(i);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for members in pairs.into_values() {
        if members.len() <= MAX_APART {
            groups.extend(members.into_iter().map(|i| vec![i]));
            continue;
        }
        let mut kinds: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for i in members {
            let look = look(export, &edges[i]);
            let kind = (edges[i].source, look.family, look.direction, look.standing);
            kinds.entry(kind).or_default().push(i);
        }
        groups.extend(kinds.into_values());
    }
    groups.sort();
    groups.into_iter().map(|g| strand(export, g)).collect()
}

fn strand(export: &Shown<'_>, mut members: Vec<usize>) -> Strand {
    let edges = &export.graph.edges;
    members.sort_by_key(|&i| (Reverse(edges[i].n_sources), i));
    let first = &edges[members[0]];
    let widths = members.iter().map(|&i| draw::line_width(&edges[i]));
    Strand {
        ends: [first.source, first.target],
        name: name(members.iter().map(|&i| &edges[i])),
        look: Look {
            width: widths.fold(0.0, f64::max),
            ..look(export, first)
        },
        edges: members,
    }
}

fn look(export: &Shown<'_>, edge: &Edge) -> Look {
    Look {
        family: export.relation(edge).map(|r| r.family),
        direction: row::directed(export, edge),
        standing: Standing::of(edge),
        width: draw::line_width(edge),
    }
}

/// Returns the names of the relations, the strongest ones, and how many more there are.
fn name<'a>(edges: impl ExactSizeIterator<Item = &'a Edge> + Clone) -> String {
    let names = edges.clone().take(MAX_NAMED);
    let names = names.map(|edge| text::shorten(&text::clean(&row::edge_label(edge)), 28));
    let mut name = names.collect::<Vec<_>>().join(", ");
    if edges.len() > MAX_NAMED {
        name += &format!(" +{}", edges.len() - MAX_NAMED);
    }
    match edges.clone().next().map(Standing::of) {
        Some(Standing::Unrealised) => format!("planned: {name}"),
        Some(Standing::Denied) => format!("not: {name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn few_edges_stay_apart_and_many_run_together() {
        let mut sample = Fixture::small();
        assert_eq!(strands(&sample.shown()).len(), sample.graph.edges.len());
        for relation in ["condemns", "sanctions", "allied-with"] {
            sample.edge(2, relation, 3, &[]);
        }
        for relation in ["supports", "mediates", "hosts"] {
            sample.edge(3, relation, 2, &[]);
        }
        for id in ["mediates", "hosts"] {
            let supports = sample.relations[&"supports".into()].clone();
            sample.relations.insert(id.into(), supports);
        }
        sample.sort();
        let export = sample.shown();
        let strands = strands(&export);
        let together: Vec<_> = strands.iter().filter(|s| s.edges.len() > 1).collect();
        assert_eq!(together.len(), 1, "{together:?}");
        assert_eq!(together[0].name, "hosts, mediates +1");
        assert_eq!(together[0].ends, [3, 2]);
        let n_edges: usize = strands.iter().map(|s| s.edges.len()).sum();
        assert_eq!(n_edges, sample.graph.edges.len());
    }
}
