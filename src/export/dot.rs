//! Graphviz.
//!
//! In: an [`Export`]. Out: a `digraph` in which every id and label is quoted, so that no name can be
//! taken for a keyword or a statement. It is never `strict`, which would keep one of several parallel
//! edges. Width shows evidence, colour and line the family, dashes what is only planned or denied.
//! [`DotStyle::Plain`] leaves all style out: Gephi's reader finds nothing in a file with defaults.

use std::io::{self, Write};

use super::Export;
use super::palette::{self, Line};
use super::row::{self, Standing};
use crate::graph::{Edge, Node};
use crate::ontology::{ActorKind, Direction};

/// How much style a DOT file carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DotStyle {
    /// Colours, shapes, widths: for Graphviz.
    #[default]
    Drawn,
    /// Ids, labels and weights only: for readers such as Gephi's.
    Plain,
}

/// Up to this many nodes a layered drawing stays readable; beyond, forces are used.
const MAX_LAYERED: usize = 60;

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let drawn = export.options.dot == DotStyle::Drawn;
    if drawn {
        writeln!(out, "digraph {} {{", quote("demarche"))?;
        defaults(export, out)?;
    } else {
        out.write_all(b"digraph {\n")?;
    }
    for node in export.graph.nodes() {
        let attributes = if drawn {
            drawn_node(node)
        } else {
            vec![("label", plain_label(&node.name))]
        };
        writeln!(out, "  {} {};", quote(node.id.as_str()), list(&attributes))?;
    }
    let nodes = export.graph.nodes();
    export.graph.edges(|edge| {
        let attributes = if drawn {
            drawn_edge(export, edge)
        } else {
            vec![
                ("label", plain_label(&row::edge_label(edge))),
                ("weight", row::weight(edge).to_string()),
            ]
        };
        writeln!(
            out,
            "  {} -> {} {};",
            quote(nodes[edge.source].id.as_str()),
            quote(nodes[edge.target].id.as_str()),
            list(&attributes)
        )
    })?;
    out.write_all(b"}\n")
}

fn defaults(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let about: Vec<_> = export
        .meta
        .entries()
        .into_iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    let mut graph = vec![
        ("label", label(&export.meta.title)),
        ("comment", plain_label(&about.join("; "))),
        ("labelloc", quote("t")),
        ("fontname", quote("Helvetica,Arial,sans-serif")),
        ("fontsize", "20".into()),
        ("bgcolor", quote("white")),
        ("outputorder", quote("edgesfirst")),
    ];
    if export.graph.nodes().len() <= MAX_LAYERED {
        graph.extend([
            ("rankdir", quote("LR")),
            ("nodesep", "0.35".into()),
            ("ranksep", "1.1".into()),
        ]);
    } else {
        graph.extend([
            ("layout", quote("sfdp")),
            ("overlap", quote("prism")),
            ("splines", quote("true")),
            ("K", "1.5".into()),
        ]);
    }
    writeln!(out, "  graph {};", list(&graph))?;
    let node = [
        ("fontname", quote("Helvetica,Arial,sans-serif")),
        ("fontsize", "13".into()),
        ("style", quote("filled")),
        ("fillcolor", quote("#f4f2ee")),
        ("color", quote("#444444")),
    ];
    writeln!(out, "  node {};", list(&node))?;
    let edge = [
        ("fontname", quote("Helvetica,Arial,sans-serif")),
        ("fontsize", "10".into()),
        ("arrowsize", "0.7".into()),
    ];
    writeln!(out, "  edge {};", list(&edge))
}

fn drawn_node(node: &Node) -> Vec<(&'static str, String)> {
    let (shape, style) = match node.kind {
        ActorKind::State => ("box", "filled,rounded"),
        ActorKind::Organisation => ("hexagon", "filled"),
        ActorKind::Group => ("octagon", "filled"),
        ActorKind::Person => ("ellipse", "filled"),
        ActorKind::Organ => ("box", "filled"),
        ActorKind::People => ("parallelogram", "filled"),
        ActorKind::Collective => ("box", "filled,rounded,dashed"),
        ActorKind::Place => ("house", "filled"),
    };
    let mut attributes = vec![
        ("label", label(&node.name)),
        ("shape", quote(shape)),
        ("style", quote(style)),
    ];
    if node.root != node.name {
        let about = format!("{} ({})", node.name, node.root);
        attributes.push(("tooltip", label(&about)));
    }
    attributes
}

fn drawn_edge(export: &Export<'_>, edge: &Edge) -> Vec<(&'static str, String)> {
    let family = export.relation(edge).map(|r| r.family);
    let color = palette::hex(palette::ink(family).light);
    let standing = Standing::of(edge);
    let name = row::edge_label(edge);
    let (name, style) = match (standing, palette::line(family)) {
        (Standing::Denied, _) => (format!("not: {name}"), "dashed"),
        (Standing::Unrealised, _) => (format!("planned: {name}"), "dashed"),
        (Standing::Asserted, Line::Dotted) => (name, "dotted"),
        (Standing::Asserted, _) => (name, "solid"),
    };
    let stroke = match palette::line(family) {
        Line::Double if standing == Standing::Asserted => format!("{color}:{color}"),
        _ => color.clone(),
    };
    let about = format!(
        "{} asserted, {} denied, {} planned or possible; {} independent sources",
        edge.n_asserted, edge.n_denied, edge.n_unrealised, edge.n_sources
    );
    let mut attributes = vec![
        ("label", label(&name)),
        ("color", quote(&stroke)),
        ("fontcolor", quote(&color)),
        ("penwidth", format!("{:.1}", pen_width(edge))),
        ("style", quote(style)),
        ("weight", row::weight(edge).min(100).to_string()),
        ("tooltip", label(&about)),
    ];
    if row::directed(export, edge) == Direction::Symmetric {
        attributes.push(("dir", quote("none")));
    }
    attributes
}

/// Returns the width of a line: wider with every independent source, slower and slower.
fn pen_width(edge: &Edge) -> f64 {
    (1.0 + 0.8 * ((edge.n_sources.max(1) as f64).sqrt() - 1.0)).min(5.0)
}

fn list(attributes: &[(&str, String)]) -> String {
    let parts: Vec<_> = attributes.iter().map(|(k, v)| format!("{k}={v}")).collect();
    format!("[{}]", parts.join(", "))
}

/// Returns a quoted id: backslashes and quotes escaped, control characters replaced.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' | '\r' => quoted.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => quoted.push('\u{fffd}'),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns a quoted label without entities.
fn plain_label(text: &str) -> String {
    quote(text)
}

/// Returns a quoted label in which `&` cannot start an entity, which Graphviz would resolve.
fn label(text: &str) -> String {
    quote(&text.replace('&', "&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn text(export: &Export<'_>) -> String {
        let mut out = Vec::new();
        write(export, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_backslashes_and_newlines_stay_inside_the_quotes() {
        assert_eq!(quote("a\"b"), r#""a\"b""#);
        assert_eq!(quote("ends with \\"), r#""ends with \\""#);
        assert_eq!(quote("two\nlines\u{0}"), "\"two\\nlines\u{fffd}\"");
        assert_eq!(label("Trade & Co"), "\"Trade &amp; Co\"");
    }

    #[test]
    fn parallel_edges_stay_apart_and_the_file_is_not_strict() {
        let sample = Fixture::small();
        let text = text(&sample.export());
        assert!(text.starts_with("digraph \"demarche\" {\n"));
        assert_eq!(text.matches("\"russia\" -> \"syria\"").count(), 3);
        assert!(text.contains("label=\"planned: "), "{text}");
        assert!(graphviz_rust::parse(&text).is_ok(), "{text}");
    }

    #[test]
    fn the_plain_file_has_no_defaults() {
        let sample = Fixture::small();
        let mut export = sample.export();
        export.options.dot = DotStyle::Plain;
        let text = text(&export);
        assert!(graphviz_rust::parse(&text).is_ok(), "{text}");
        for line in text.lines().skip(1) {
            assert!(line.starts_with("  \"") || line == "}", "{line}");
        }
    }
}
