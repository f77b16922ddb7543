//! Mermaid, for Markdown pages that draw it.
//!
//! In: an [`Export`]. Out: a `flowchart` of its strongest part, since Mermaid draws no large graph: the
//! limits of a diagram hold. Ids are made up, and in names whatever Mermaid or HTML could take for more
//! than a letter is written by its number.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::row::{self, Standing};
use super::select::{self, LeftOut};
use super::{Export, palette, text};
use crate::graph::Edge;
use crate::ontology::{ActorKind, Direction};

/// Writes the diagram.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = select::strongest(export.graph, export.options.diagram, export.focus)?;
    let left_out = LeftOut::between(export.graph, &graph);
    let title = text::clean(&export.meta.title);
    if !title.is_empty() {
        // A JSON string is a YAML string.
        writeln!(out, "---\ntitle: {}\n---", serde_json::to_string(&title)?)?;
    }
    writeln!(out, "flowchart LR")?;
    if left_out != LeftOut::default() {
        let LeftOut { nodes, edges } = left_out;
        writeln!(
            out,
            "  %% left out: {nodes} weaker actors, {edges} weaker relations"
        )?;
    }
    for (i, node) in graph.nodes.iter().enumerate() {
        let (open, close) = match node.kind {
            ActorKind::State => ("([", "])"),
            ActorKind::Organisation => ("{{", "}}"),
            ActorKind::Person => ("((", "))"),
            _ => ("[", "]"),
        };
        writeln!(out, "  n{i}{open}\"{}\"{close}", escape(&node.name))?;
    }
    for edge in &graph.edges {
        let (from, to, label) = (edge.source, edge.target, label(edge));
        writeln!(out, "  n{from} {}|\"{label}\"| n{to}", arrow(export, edge))?;
    }
    for (i, edge) in graph.edges.iter().enumerate() {
        let family = export.relation(edge).map(|r| r.family);
        let color = palette::hex(palette::ink(family).light);
        writeln!(out, "  linkStyle {i} stroke:{color},color:{color}")?;
    }
    Ok(())
}

fn arrow(export: &Export<'_>, edge: &Edge) -> &'static str {
    let is_asserted = Standing::of(edge) == Standing::Asserted;
    match (row::directed(export, edge), is_asserted) {
        (Direction::Directed, true) => "-->",
        (Direction::Directed, false) => "-.->",
        (Direction::Symmetric, true) => "---",
        (Direction::Symmetric, false) => "-.-",
    }
}

fn label(edge: &Edge) -> String {
    let name = escape(&row::edge_label(edge));
    match Standing::of(edge) {
        Standing::Asserted => name,
        Standing::Unrealised => format!("planned: {name}"),
        Standing::Denied => format!("not: {name}"),
    }
}

/// Returns a name in which only letters, digits and harmless signs stand for themselves.
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in text::clean(name).chars() {
        if c.is_alphanumeric() || " -.,:'’()".contains(c) || (!c.is_ascii() && !c.is_control()) {
            escaped.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "#{};", u32::from(c));
        }
    }
    // Names without a letter are no label.
    if escaped.is_empty() {
        "–".to_owned()
    } else {
        escaped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn names_are_quoted_and_ids_made_up() {
        let mut sample = Fixture::small();
        sample.graph.nodes[3].name = "end \"]<b>#".into();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("---\ntitle: \"Who stands where\"\n---\nflowchart LR\n"));
        assert!(
            text.contains("n2([\"end #34;#93;#60;b#62;#35;\"])"),
            "{text}"
        );
        assert!(text.contains("  n1 -->|\"arms\"| n2\n"), "{text}");
        assert!(text.contains("|\"planned: member of\"|"), "{text}");
        assert_eq!(text.matches("linkStyle").count(), sample.graph.edges.len());
    }
}
