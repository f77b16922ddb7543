//! Exports: a graph becomes files.
//!
//! In: an [`Export`] (graph, statements behind it, relations, [`Meta`]). Out: bytes of one [`Format`].
//! A format is one file of this folder with one `write` function, streamed and in a fixed order: edges and
//! statements come one after the other out of their [`Source`], so that memory does not grow with them. What
//! every format says of a node or an edge is listed once, in `row`. Text of articles is hostile: each
//! format escapes it in its own way. Nothing here prints; only `write_file`, `write_folder` and
//! `write_whole` touch the disk, and they write a file whole or not at all.
//!
//! ```
//! use demarche::export::{Export, Format, Meta};
//!
//! let graph = demarche::graph::Graph::default();
//! let relations = std::collections::BTreeMap::new();
//! let meta = Meta::default();
//! let mut out = Vec::new();
//! Format::Json.write(&Export::new(&graph, &[], &relations, &meta), &mut out)?;
//! assert!(out.starts_with(b"{\"directed\":true,\"multigraph\":true,"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod csv;
mod cx2;
mod cyjs;
mod cypher;
mod dot;
mod events;
mod file;
mod format;
mod ftm;
mod gexf;
mod graphml;
mod html;
mod jgf;
mod json;
mod layout;
mod matrix;
mod mermaid;
mod neo4j;
mod numbers;
mod object;
mod palette;
#[cfg(feature = "parquet")]
mod parquet;
mod rdf;
mod row;
mod select;
mod source;
mod statements;
mod svg;
mod text;
mod told;
mod xml;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hostile;

use std::collections::BTreeMap;

use crate::extract::Statement;
use crate::graph::{Edge, View};
use crate::ontology::{ActorId, ActorTable, Relation, RelationId};
use crate::store::{DocumentRecord, NamedActor};
use crate::time::PartialDate;

pub use dot::DotStyle;
pub use events::EventTable;
pub use file::{write_file, write_folder, write_whole};
pub use format::Format;
pub use html::{MAX_BOTH_VIEWS, evidence, write_page};
pub use select::{Limits, strongest};
pub use source::Source;
pub use told::Statements;

/// What a file says about itself; by default only the version of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title of the graph.
    pub title: String,
    /// The version of the program that wrote it.
    pub version: String,
    /// The filter that was applied, in words; empty where none was.
    pub filter: String,
    /// The date as of which the graph is shown, where one was asked for.
    pub as_of: Option<PartialDate>,
    /// Where the statements come from, in words ("40 articles of 6 outlets").
    pub source: String,
}

impl Default for Meta {
    fn default() -> Self {
        Self {
            title: String::new(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            filter: String::new(),
            as_of: None,
            source: String::new(),
        }
    }
}

impl Meta {
    /// Returns what is known about the file as names and values, in a fixed order; empty ones are left out.
    pub(crate) fn entries(&self) -> Vec<(&'static str, String)> {
        let as_of = self.as_of.map(|d| d.to_string()).unwrap_or_default();
        [
            ("title", self.title.clone()),
            ("generator", format!("demarche {}", self.version)),
            ("source", self.source.clone()),
            ("filter", self.filter.clone()),
            ("as_of", as_of),
        ]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
    }
}

/// Writes the times of the edges as a picture (SVG): a lane for each edge, years from left to right.
pub fn write_timeline(export: &Export<'_>, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    svg::timeline::write(export, out)
}

/// Whether cells of a table are written as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cells {
    /// As they are: what Gephi and programs want.
    #[default]
    Verbatim,
    /// With an apostrophe before `=`, `+`, `-`, `@`, tab and return, so that no spreadsheet runs them.
    Guarded,
}

/// Choices that some formats offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// How much style a DOT file carries.
    pub dot: DotStyle,
    /// How cells of a CSV file are written.
    pub cells: Cells,
    /// How much a diagram holds.
    pub diagram: Limits,
}

/// What is known around the graph, for formats that show it; by default nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Background<'a> {
    /// The articles that the statements come from.
    pub documents: &'a [DocumentRecord],
    /// The actors that statements name, also those folded into a node.
    pub actors: &'a [NamedActor],
    /// The actors of the ontology, for the names they go by.
    pub table: Option<&'a ActorTable>,
}

/// The same statements in another view, for a page in which the reader can change it.
#[derive(Debug, Clone, Copy)]
pub struct Other<'a> {
    /// The view.
    pub view: View,
    /// Its nodes and edges.
    pub graph: Source<'a>,
    /// What the page says about itself in this view.
    pub meta: &'a Meta,
    /// The actor that it is about, if it is about one.
    pub focus: Option<&'a ActorId>,
}

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// The nodes and edges.
    pub graph: Source<'a>,
    /// The statements behind the edges, for quotes and for [`Format::Statements`]; there may be none.
    pub statements: Statements<'a>,
    /// The relations of the ontology, for family, polarity and direction.
    pub relations: &'a BTreeMap<RelationId, Relation>,
    /// What the file says about itself.
    pub meta: &'a Meta,
    /// The actor that it is about, if it is about one.
    pub focus: Option<&'a ActorId>,
    /// Which actors are nodes.
    pub view: View,
    /// The other view of it, for the page.
    pub other: Option<Other<'a>>,
    /// What is known around the graph.
    pub background: Background<'a>,
    /// Choices that some formats offer.
    pub options: Options,
}

impl<'a> Export<'a> {
    /// Returns an export with the usual choices.
    pub fn new(
        graph: impl Into<Source<'a>>,
        statements: &'a [Statement],
        relations: &'a BTreeMap<RelationId, Relation>,
        meta: &'a Meta,
    ) -> Self {
        Self {
            graph: graph.into(),
            statements: Statements::Held(statements),
            relations,
            meta,
            focus: None,
            view: View::default(),
            other: None,
            background: Background::default(),
            options: Options::default(),
        }
    }

    /// Returns the relation of an edge, if the ontology has it.
    pub(crate) fn relation(&self, edge: &Edge) -> Option<&'a Relation> {
        self.relations.get(&edge.relation)
    }
}
