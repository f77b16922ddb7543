//! What is read of a graph: one that is held, or one that is folded again each time.
//!
//! In: a [`Graph`] or a [`Sweep`]. Out: its nodes, and its edges one after the other, so that no format has to
//! hold them; or the part of them that a picture shows.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::ops::Deref;

use super::Export;
use crate::extract::StatementId;
use crate::graph::{Edge, Graph, Node, Sweep};
use crate::ontology::RelationId;

/// Where nodes and edges come from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A graph in memory.
    Held(&'a Graph),
    /// The fold of a store, however large.
    Swept(&'a Sweep<'a>),
}

impl<'a> From<&'a Graph> for Source<'a> {
    fn from(graph: &'a Graph) -> Self {
        Self::Held(graph)
    }
}

impl<'a> From<&'a Sweep<'a>> for Source<'a> {
    fn from(sweep: &'a Sweep<'a>) -> Self {
        Self::Swept(sweep)
    }
}

impl<'a> Source<'a> {
    /// Returns the actors, sorted by id.
    pub fn nodes(self) -> &'a [Node] {
        match self {
            Self::Held(graph) => &graph.nodes,
            Self::Swept(sweep) => sweep.nodes(),
        }
    }

    /// Returns the number of edges.
    pub fn n_edges(self) -> usize {
        match self {
            Self::Held(graph) => graph.edges.len(),
            Self::Swept(sweep) => sweep.n_edges(),
        }
    }

    /// Returns how many edges touch each node.
    pub fn degrees(self) -> Cow<'a, [usize]> {
        match self {
            Self::Swept(sweep) => Cow::Borrowed(sweep.degrees()),
            Self::Held(graph) => {
                let mut degrees = vec![0; graph.nodes.len()];
                for edge in &graph.edges {
                    degrees[edge.source] += 1;
                    degrees[edge.target] += 1;
                }
                Cow::Owned(degrees)
            }
        }
    }

    /// Calls `take` with every edge, sorted by source, target and relation, until it fails.
    pub fn edges(self, mut take: impl FnMut(&Edge) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Held(graph) => graph.edges.iter().try_for_each(take),
            Self::Swept(sweep) => sweep.edges(|edge| take(edge)),
        }
    }

    /// Returns the relations of the edges.
    pub(crate) fn relations(self) -> Cow<'a, BTreeSet<RelationId>> {
        match self {
            Self::Swept(sweep) => Cow::Borrowed(sweep.relations()),
            Self::Held(graph) => {
                Cow::Owned(graph.edges.iter().map(|e| e.relation.clone()).collect())
            }
        }
    }

    /// Returns the numbers of the statements behind the edges, sorted.
    pub(crate) fn statements(self) -> Cow<'a, [u64]> {
        match self {
            Self::Swept(sweep) => Cow::Borrowed(sweep.statements()),
            Self::Held(graph) => {
                let ids = graph.edges.iter().flat_map(|edge| &edge.statements);
                let mut numbers: Vec<u64> = ids.map(StatementId::number).collect();
                numbers.sort_unstable();
                Cow::Owned(numbers)
            }
        }
    }

    /// Returns the graph of the edges for which `keep` holds, and of the nodes at their ends.
    pub(crate) fn part(self, mut keep: impl FnMut(&Edge) -> bool) -> io::Result<Graph> {
        let mut edges = Vec::new();
        self.edges(|edge| {
            if keep(edge) {
                edges.push(edge.clone());
            }
            Ok(())
        })?;
        let nodes = self.nodes().to_vec();
        Ok(Graph { nodes, edges }.subgraph(|_| true))
    }
}

/// What a picture shows of an export: a graph that is held, since lines are laid with regard to one another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    export: Export<'a>,
    pub(crate) graph: &'a Graph,
}

impl<'a> Shown<'a> {
    pub(crate) fn of(export: &Export<'a>, graph: &'a Graph) -> Self {
        Self {
            export: Export {
                graph: graph.into(),
                ..*export
            },
            graph,
        }
    }
}

impl<'a> Deref for Shown<'a> {
    type Target = Export<'a>;

    fn deref(&self) -> &Self::Target {
        &self.export
    }
}
