//! The list of formats: how each is named, which file it makes, who writes it.
//!
//! In: a name or a path. Out: a [`Format`]. To add one: a file of this folder, a variant, an entry below.

use std::io::{self, Write};
use std::path::Path;

#[cfg(feature = "parquet")]
use super::parquet;
use super::{
    Export, csv, cx2, cyjs, cypher, dot, events, ftm, gexf, graphml, html, jgf, json, matrix,
    mermaid, neo4j, rdf, statements, svg,
};
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
    /// The explorer: a page to look around in, one file that needs no network.
    Html,
    /// Cytoscape JSON with positions.
    Cyjs,
    /// CX2 with positions and style.
    Cx2,
    /// JSON Graph Format 2.
    Jgf,
    /// The table of relationships, by the rules of neo4j-admin.
    Neo4j,
    /// The table of nodes, by the rules of neo4j-admin.
    Neo4jNodes,
    /// Statements of Cypher.
    Cypher,
    /// RDF in Turtle.
    Ttl,
    /// RDF in TriG, a graph for each article.
    Trig,
    /// Mermaid, for Markdown pages.
    Mermaid,
    /// A heat map of actors.
    Matrix,
    /// The dated statements as events with CAMEO and PLOVER codes.
    Events,
    /// Entities of FollowTheMoney.
    Ftm,
    /// The table of edges, in columns.
    #[cfg(feature = "parquet")]
    Parquet,
    /// The table of statements, in columns.
    #[cfg(feature = "parquet")]
    ParquetStatements,
    /// The statements, one JSON object a line.
    Statements,
}

/// What there is to know of a format.
struct Entry {
    format: Format,
    name: &'static str,
    /// Other names it goes by; each is the extension of a file too.
    others: &'static [&'static str],
    file: &'static str,
    about: &'static str,
    write: fn(&Export<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order of the help.
const TABLE: &[Entry] = &[
    Entry {
        format: Format::Dot,
        name: "dot",
        others: &["gv"],
        file: "graph.dot",
        about: "Graphviz",
        write: dot::write,
    },
    Entry {
        format: Format::Svg,
        name: "svg",
        others: &[],
        file: "graph.svg",
        about: "diagram with title and legend",
        write: svg::write,
    },
    Entry {
        format: Format::Csv,
        name: "csv",
        others: &["edges"],
        file: "edges.csv",
        about: "table of edges for Gephi and spreadsheets",
        write: csv::write_edges,
    },
    Entry {
        format: Format::Nodes,
        name: "nodes",
        others: &[],
        file: "nodes.csv",
        about: "table of nodes for Gephi and spreadsheets",
        write: csv::write_nodes,
    },
    Entry {
        format: Format::Json,
        name: "json",
        others: &[],
        file: "graph.json",
        about: "node-link JSON for networkx and D3",
        write: json::write,
    },
    Entry {
        format: Format::Gexf,
        name: "gexf",
        others: &[],
        file: "graph.gexf",
        about: "GEXF 1.3 with valid times, for Gephi",
        write: gexf::write,
    },
    Entry {
        format: Format::Graphml,
        name: "graphml",
        others: &[],
        file: "graph.graphml",
        about: "GraphML, for igraph, Cytoscape and yEd",
        write: graphml::write,
    },
    Entry {
        format: Format::Html,
        name: "html",
        others: &["htm"],
        file: "graph.html",
        about: "the explorer, one page that works offline",
        write: html::write,
    },
    Entry {
        format: Format::Cyjs,
        name: "cyjs",
        others: &[],
        file: "graph.cyjs",
        about: "Cytoscape JSON with positions",
        write: cyjs::write,
    },
    Entry {
        format: Format::Cx2,
        name: "cx2",
        others: &[],
        file: "graph.cx2",
        about: "CX2 with positions and style, for Cytoscape and NDEx",
        write: cx2::write,
    },
    Entry {
        format: Format::Jgf,
        name: "jgf",
        others: &[],
        file: "graph.jgf",
        about: "JSON Graph Format 2",
        write: jgf::write,
    },
    Entry {
        format: Format::Neo4j,
        name: "neo4j",
        others: &["relationships"],
        file: "neo4j-relationships.csv",
        about: "table of relationships for neo4j-admin import",
        write: neo4j::write_edges,
    },
    Entry {
        format: Format::Neo4jNodes,
        name: "neo4j-nodes",
        others: &[],
        file: "neo4j-nodes.csv",
        about: "table of nodes for neo4j-admin import",
        write: neo4j::write_nodes,
    },
    Entry {
        format: Format::Cypher,
        name: "cypher",
        others: &["cql"],
        file: "graph.cypher",
        about: "Cypher for Neo4j; running it again is harmless",
        write: cypher::write,
    },
    Entry {
        format: Format::Ttl,
        name: "ttl",
        others: &["turtle"],
        file: "graph.ttl",
        about: "RDF in Turtle: every edge and statement with valid time and provenance",
        write: rdf::write_turtle,
    },
    Entry {
        format: Format::Trig,
        name: "trig",
        others: &[],
        file: "graph.trig",
        about: "RDF in TriG: what each article says in a graph of its own",
        write: rdf::write_trig,
    },
    Entry {
        format: Format::Mermaid,
        name: "mermaid",
        others: &["mmd"],
        file: "graph.mmd",
        about: "Mermaid, for Markdown pages",
        write: mermaid::write,
    },
    Entry {
        format: Format::Matrix,
        name: "matrix",
        others: &["matrix.svg"],
        file: "matrix.svg",
        about: "heat map of who is friendly or hostile to whom, blocs side by side",
        write: matrix::write,
    },
    Entry {
        format: Format::Events,
        name: "events",
        others: &["tsv"],
        file: "events.tsv",
        about: "dated statements with CAMEO and PLOVER codes, tab-separated",
        write: events::write,
    },
    Entry {
        format: Format::Ftm,
        name: "ftm",
        others: &["ftm.json"],
        file: "entities.ftm.json",
        about: "entities of FollowTheMoney, JSON lines",
        write: ftm::write,
    },
    #[cfg(feature = "parquet")]
    Entry {
        format: Format::Parquet,
        name: "parquet",
        others: &[],
        file: "edges.parquet",
        about: "table of edges for Arrow, DuckDB and Spark",
        write: parquet::write_edges,
    },
    #[cfg(feature = "parquet")]
    Entry {
        format: Format::ParquetStatements,
        name: "parquet-statements",
        others: &[],
        file: "statements.parquet",
        about: "table of statements for Arrow, DuckDB and Spark",
        write: parquet::write_statements,
    },
    Entry {
        format: Format::Statements,
        name: "statements",
        others: &["jsonl"],
        file: "statements.jsonl",
        about: "the statements behind the graph, JSON lines",
        write: statements::write,
    },
];

impl Format {
    /// What `build` writes.
    pub const BUILD: &[Self] = &[
        Self::Dot,
        Self::Svg,
        Self::Nodes,
        Self::Csv,
        Self::Json,
        Self::Gexf,
        Self::Html,
        Self::Statements,
    ];

    /// Returns every format, in the order of the help.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        TABLE.iter().map(|entry| entry.format)
    }

    fn entry(self) -> &'static Entry {
        let entry = TABLE.iter().find(|entry| entry.format == self);
        entry.expect("a test finds every format in the table")
    }

    /// Returns the name used on the command line.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns the name of the file that `build` makes.
    pub fn file_name(self) -> &'static str {
        self.entry().file
    }

    /// Returns what the format is for, in a few words.
    pub fn about(self) -> &'static str {
        self.entry().about
    }

    /// Returns the table without which this one cannot be read.
    pub fn companion(self) -> Option<Self> {
        match self {
            Self::Csv => Some(Self::Nodes),
            Self::Neo4j => Some(Self::Neo4jNodes),
            _ => None,
        }
    }

    /// Returns whether the format draws only the strongest part of a large graph.
    pub fn is_diagram(self) -> bool {
        matches!(self, Self::Svg | Self::Mermaid | Self::Matrix)
    }

    /// Returns whether the format tells every statement behind the graph.
    pub fn tells_statements(self) -> bool {
        match self {
            Self::Statements | Self::Events | Self::Ttl | Self::Trig => true,
            Self::Ftm | Self::Html => true,
            #[cfg(feature = "parquet")]
            Self::ParquetStatements => true,
            _ => false,
        }
    }

    /// Returns the format of that name, or an error that lists the names.
    pub fn from_name(name: &str) -> Result<Self> {
        let wanted = name.to_ascii_lowercase();
        let goes_by = |entry: &&Entry| entry.name == wanted || entry.others.contains(&&*wanted);
        let found = TABLE.iter().find(goes_by).map(|entry| entry.format);
        found.ok_or_else(|| {
            let names: Vec<_> = TABLE.iter().map(|entry| entry.name).collect();
            Error::usage(format!(
                "there is no format `{name}`; expected one of {}",
                names.join(", ")
            ))
        })
    }

    /// Returns the format that the name of a file asks for: the name that `build` gives it, else its
    /// extension.
    ///
    /// A `.csv` file whose name speaks of nodes is the table of nodes, any other the table of edges.
    pub fn from_path(path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().to_ascii_lowercase();
        if let Some(entry) = TABLE.iter().find(|entry| entry.file == name) {
            return Ok(entry.format);
        }
        if name.ends_with(".csv") && name.contains("nodes") {
            return Ok(Self::Nodes);
        }
        let mut extensions = name.match_indices('.').map(|(dot, _)| &name[dot + 1..]);
        let found = extensions.find_map(|extension| Self::from_name(extension).ok());
        found.ok_or_else(|| {
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            Error::usage(format!(
                "{}: no format has the extension `{extension}`; say which with --format",
                path.display()
            ))
        })
    }

    /// Writes the export to `out`.
    pub fn write(self, export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.entry().write)(export, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_finds_itself_by_name_and_by_its_own_file() {
        for format in Format::all() {
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
