//! The list of formats: how each is named, which file it makes, who writes it.
//!
//! In: a name or a path. Out: a [`Format`]. To add a format: a file of this folder, a variant, a line in
//! each table below.

use std::io::{self, Write};
use std::path::Path;

use super::{Export, csv, cyjs, dot, events, gexf, graphml, json, mermaid, statements, svg};
use crate::error::{Error, Result};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Graphviz.
    Dot,
    /// A diagram with title and legend.
    Svg,
    /// The table of edges, by Gephi's rules.
    Csv,
    /// The table of nodes, by Gephi's rules.
    Nodes,
    /// Node-link JSON, by networkx's rules.
    Json,
    /// GEXF 1.3 with valid times, colours and positions.
    Gexf,
    /// GraphML, for most programs of network analysis.
    Graphml,
    /// Cytoscape JSON with positions.
    Cyjs,
    /// Mermaid, for Markdown pages.
    Mermaid,
    /// The dated statements as events with CAMEO and PLOVER codes.
    Events,
    /// The statements, one JSON object a line.
    Statements,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Self; 11] = [
        Self::Dot,
        Self::Svg,
        Self::Csv,
        Self::Nodes,
        Self::Json,
        Self::Gexf,
        Self::Graphml,
        Self::Cyjs,
        Self::Mermaid,
        Self::Events,
        Self::Statements,
    ];

    /// What `build` writes.
    pub const BUILD: &[Self] = &[
        Self::Dot,
        Self::Svg,
        Self::Nodes,
        Self::Csv,
        Self::Json,
        Self::Gexf,
        Self::Statements,
    ];

    /// Returns the name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Nodes => "nodes",
            Self::Json => "json",
            Self::Gexf => "gexf",
            Self::Graphml => "graphml",
            Self::Cyjs => "cyjs",
            Self::Mermaid => "mermaid",
            Self::Events => "events",
            Self::Statements => "statements",
        }
    }

    /// Returns the name of the file that `build` makes.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Dot => "graph.dot",
            Self::Svg => "graph.svg",
            Self::Csv => "edges.csv",
            Self::Nodes => "nodes.csv",
            Self::Json => "graph.json",
            Self::Gexf => "graph.gexf",
            Self::Graphml => "graph.graphml",
            Self::Cyjs => "graph.cyjs",
            Self::Mermaid => "graph.mmd",
            Self::Events => "events.tsv",
            Self::Statements => "statements.jsonl",
        }
    }

    /// Returns what the format is for, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Dot => "Graphviz",
            Self::Svg => "diagram with title and legend",
            Self::Csv => "table of edges for Gephi and spreadsheets",
            Self::Nodes => "table of nodes for Gephi and spreadsheets",
            Self::Json => "node-link JSON for networkx and D3",
            Self::Gexf => "GEXF 1.3 with valid times, for Gephi",
            Self::Graphml => "GraphML, for igraph, Cytoscape and yEd",
            Self::Cyjs => "Cytoscape JSON with positions",
            Self::Mermaid => "Mermaid, for Markdown pages",
            Self::Events => "dated statements with CAMEO and PLOVER codes, tab-separated",
            Self::Statements => "the statements behind the graph, JSON lines",
        }
    }

    /// Returns the format of that name, or an error that lists the names.
    pub fn from_name(name: &str) -> Result<Self> {
        let wanted = name.to_ascii_lowercase();
        let wanted = match wanted.as_str() {
            "gv" => "dot",
            "jsonl" => "statements",
            "edges" => "csv",
            "mmd" => "mermaid",
            "tsv" => "events",
            other => other,
        };
        Self::ALL
            .into_iter()
            .find(|f| f.name() == wanted)
            .ok_or_else(|| {
                let names: Vec<_> = Self::ALL.iter().map(|f| f.name()).collect();
                Error::usage(format!(
                    "there is no format `{name}`; expected one of {}",
                    names.join(", ")
                ))
            })
    }

    /// Returns the format that the name of a file asks for.
    ///
    /// A `.csv` file whose name speaks of nodes is the table of nodes, any other the table of edges.
    pub fn from_path(path: &Path) -> Result<Self> {
        let text = |part: Option<&std::ffi::OsStr>| {
            part.map(|p| p.to_string_lossy().to_ascii_lowercase())
                .unwrap_or_default()
        };
        let extension = text(path.extension());
        if extension == "csv" && text(path.file_stem()).contains("nodes") {
            return Ok(Self::Nodes);
        }
        Self::from_name(&extension).map_err(|_| {
            Error::usage(format!(
                "{}: no format has the extension `{extension}`; say which with --format",
                path.display()
            ))
        })
    }

    /// Writes the export to `out`.
    pub fn write(self, export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Dot => dot::write(export, out),
            Self::Svg => svg::write(export, out),
            Self::Csv => csv::write_edges(export, out),
            Self::Nodes => csv::write_nodes(export, out),
            Self::Json => json::write(export, out),
            Self::Gexf => gexf::write(export, out),
            Self::Graphml => graphml::write(export, out),
            Self::Cyjs => cyjs::write(export, out),
            Self::Mermaid => mermaid::write(export, out),
            Self::Events => events::write(export, out),
            Self::Statements => statements::write(export, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_finds_itself_by_name_and_by_its_own_file() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()).unwrap(), format);
            assert_eq!(
                Format::from_path(Path::new(format.file_name())).unwrap(),
                format
            );
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = Format::from_name("doc").unwrap_err().to_string();
        assert!(message.contains("dot, svg"), "{message}");
        let message = Format::from_path(Path::new("x/report")).unwrap_err();
        assert!(message.to_string().contains("--format"), "{message}");
    }
}
