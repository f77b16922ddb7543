//! GraphML, for igraph, networkx, Cytoscape, yEd and Neo4j.
//!
//! In: an [`Export`]. Out: XML with every key declared. The relation stands in a `data` element and in
//! the attribute `label` of the edge, which Gephi and Neo4j take as its kind. Valid times are text, since
//! GraphML knows none; lists are joined by spaces.

use std::io::{self, Write};

use super::Export;
use super::row::{self, EDGE_FIELDS, Field, NODE_FIELDS, Type, Value};
use super::xml::Xml;

/// What a node and an edge have beside their fields.
const NODE_LABEL: Field = row::field("label", Type::Text);
const EDGE_LABELS: [Field; 2] = [
    row::field("label", Type::Text),
    row::field("weight", Type::Int),
];

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "graphml",
        &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
    )?;
    let about = export.meta.entries();
    for (name, _) in &about {
        declare(&mut xml, "graph", &row::field(name, Type::Text))?;
    }
    for field in [NODE_LABEL].iter().chain(&NODE_FIELDS) {
        declare(&mut xml, "node", field)?;
    }
    for field in EDGE_LABELS.iter().chain(&EDGE_FIELDS) {
        declare(&mut xml, "edge", field)?;
    }
    xml.open("graph", &[("id", "demarche"), ("edgedefault", "directed")])?;
    for (name, value) in about {
        data(&mut xml, "graph", name, &Value::Text(value))?;
    }
    let degrees = export.graph.degrees();
    for (node, &degree) in export.graph.nodes().iter().zip(&*degrees) {
        xml.open("node", &[("id", node.id.as_str())])?;
        data(&mut xml, "node", "label", &Value::Text(node.name.clone()))?;
        for (field, value) in NODE_FIELDS.iter().zip(row::node(node, degree)) {
            data(&mut xml, "node", field.name, &value)?;
        }
        xml.close()?;
    }
    let nodes = export.graph.nodes();
    export.graph.edges(|edge| {
        xml.open(
            "edge",
            &[
                ("id", &row::edge_id(export, edge)),
                ("source", nodes[edge.source].id.as_str()),
                ("target", nodes[edge.target].id.as_str()),
                ("label", edge.relation.as_str()),
            ],
        )?;
        data(
            &mut xml,
            "edge",
            "label",
            &Value::Text(row::edge_label(edge)),
        )?;
        data(&mut xml, "edge", "weight", &Value::Int(row::weight(edge)))?;
        for (field, value) in EDGE_FIELDS.iter().zip(row::edge(export, edge)) {
            data(&mut xml, "edge", field.name, &value)?;
        }
        xml.close()
    })?;
    xml.close()?;
    xml.close()
}

fn declare(xml: &mut Xml<'_>, class: &str, field: &Field) -> io::Result<()> {
    let r#type = match field.r#type {
        Type::Text | Type::List => "string",
        Type::Int => "int",
        Type::Real => "double",
        Type::Flag => "boolean",
    };
    xml.empty(
        "key",
        &[
            ("id", &key(class, field.name)),
            ("for", class),
            ("attr.name", field.name),
            ("attr.type", r#type),
        ],
    )
}

fn data(xml: &mut Xml<'_>, class: &str, name: &str, value: &Value) -> io::Result<()> {
    let text = match value {
        Value::List(items) => items.join(" "),
        other => other.to_text(),
    };
    xml.text("data", &[("key", &key(class, name))], &text)
}

/// Returns the id of a key: nodes and edges may have fields of one name.
fn key(class: &str, name: &str) -> String {
    format!("{class}_{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn every_key_used_is_declared() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for used in text.split("<data key=\"").skip(1) {
            let key = used.split('"').next().unwrap();
            assert!(text.contains(&format!("<key id=\"{key}\"")), "{key}");
        }
        assert!(text.contains("target=\"syria\" label=\"arms\">"));
        assert!(text.contains("<data key=\"edge_valid\">1967/1970 2015-09/..</data>"));
    }
}
