//! GEXF 1.3, dynamic, with colours, sizes and positions.
//!
//! In: an [`Export`]. Out: XML that Gephi, graphology and networkx read. The relation stands in `kind`
//! (Gephi keeps parallel edges apart by it), in `label` and as a value (networkx drops `kind`). An edge
//! is written once, with a `spell` for each interval; an open end is left out, and partial dates are
//! padded to whole days. Every edge is `directed`: networkx reads no graph of mixed edges, so that a
//! relation without direction is told by the value `direction`. Drawing is in `viz:` elements, as Gephi
//! itself writes them.

use std::io::{self, Write};

use super::Export;
use super::layout::{self, Point};
use super::palette;
use super::row::{self, EDGE_FIELDS, Field, NODE_FIELDS, Type, Value};
use super::xml::Xml;
use crate::graph::Edge;

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:viz", "http://gexf.net/1.3/viz"),
            ("version", "1.3"),
        ],
    )?;
    meta(export, &mut xml)?;
    xml.open(
        "graph",
        &[
            ("defaultedgetype", "directed"),
            ("mode", "dynamic"),
            ("timeformat", "date"),
            ("timerepresentation", "interval"),
        ],
    )?;
    declare(&mut xml, "node", &NODE_FIELDS)?;
    declare(&mut xml, "edge", &EDGE_FIELDS)?;
    nodes(export, &mut xml)?;
    edges(export, &mut xml)?;
    xml.close()?;
    xml.close()
}

fn meta(export: &Export<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let about: Vec<_> = export
        .meta
        .entries()
        .into_iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    xml.open("meta", &[])?;
    xml.text("creator", &[], &format!("demarche {}", export.meta.version))?;
    xml.text("description", &[], &about.join("; "))?;
    xml.close()
}

fn declare(xml: &mut Xml<'_>, class: &str, fields: &[Field]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for field in fields {
        let r#type = match field.r#type {
            Type::Text => "string",
            Type::Int => "integer",
            Type::Real => "double",
            Type::Flag => "boolean",
            Type::List => "liststring",
        };
        xml.empty(
            "attribute",
            &[("id", field.name), ("title", field.name), ("type", r#type)],
        )?;
    }
    xml.close()
}

fn nodes(export: &Export<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let nodes = export.graph.nodes();
    let degrees = export.graph.degrees();
    let count = nodes.len().to_string();
    xml.open("nodes", &[("count", &count)])?;
    let radii: Vec<f64> = degrees.iter().map(|&d| radius(d)).collect();
    let halves: Vec<Point> = radii.iter().map(|&r| Point::new(r, r)).collect();
    let places = layout::place(export, &halves, 120.0, 6.0)?;
    for (i, (node, &degree)) in nodes.iter().zip(&*degrees).enumerate() {
        xml.open("node", &[("id", node.id.as_str()), ("label", &node.name)])?;
        values(xml, &NODE_FIELDS, &row::node(node, degree))?;
        color(xml, palette::fill(node.kind))?;
        let place = places[i].center;
        // Here y grows upwards.
        let (x, y) = (format!("{:.2}", place.x), format!("{:.2}", 0.0 - place.y));
        xml.empty("viz:position", &[("x", &x), ("y", &y), ("z", "0")])?;
        let size = format!("{:.2}", 2.0 * radii[i]);
        xml.empty("viz:size", &[("value", &size)])?;
        xml.close()?;
    }
    xml.close()
}

/// Returns the radius of a node: larger with every edge, slower and slower.
fn radius(degree: usize) -> f64 {
    5.0 + 2.5 * (degree as f64).sqrt()
}

fn edges(export: &Export<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let nodes = export.graph.nodes();
    let count = export.graph.n_edges().to_string();
    xml.open("edges", &[("count", &count)])?;
    export.graph.edges(|edge| {
        xml.open(
            "edge",
            &[
                ("id", &row::edge_id(export, edge)),
                ("source", nodes[edge.source].id.as_str()),
                ("target", nodes[edge.target].id.as_str()),
                ("type", "directed"),
                ("kind", edge.relation.as_str()),
                ("label", &row::edge_label(edge)),
                ("weight", &row::weight(edge).to_string()),
            ],
        )?;
        values(xml, &EDGE_FIELDS, &row::edge(export, edge))?;
        spells(xml, edge)?;
        let family = export.relation(edge).map(|r| r.family);
        color(xml, palette::ink(family).light)?;
        xml.close()
    })?;
    xml.close()
}

fn values(xml: &mut Xml<'_>, fields: &[Field], values: &[Value]) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (field, value) in fields.iter().zip(values) {
        xml.empty(
            "attvalue",
            &[("for", field.name), ("value", &value.to_text())],
        )?;
    }
    xml.close()
}

fn spells(xml: &mut Xml<'_>, edge: &Edge) -> io::Result<()> {
    if row::spells(edge).next().is_none() {
        return Ok(());
    }
    xml.open("spells", &[])?;
    for interval in row::spells(edge) {
        let (start, end) = row::days(interval);
        let start = start.as_deref().map(|day| ("start", day));
        let end = end.as_deref().map(|day| ("end", day));
        let ends: Vec<_> = [start, end].into_iter().flatten().collect();
        xml.empty("spell", &ends)?;
    }
    xml.close()
}

fn color(xml: &mut Xml<'_>, rgb: [u8; 3]) -> io::Result<()> {
    let [r, g, b] = rgb.map(|part| part.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn an_edge_has_a_spell_for_each_interval_and_no_open_end() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let edge = text
            .split("<edge ")
            .find(|e| e.contains("kind=\"arms\""))
            .unwrap();
        assert!(edge.starts_with(
            "id=\"russia|arms|syria\" source=\"russia\" target=\"syria\" type=\"directed\" \
             kind=\"arms\" label=\"arms\" weight=\"2\">"
        ));
        assert!(edge.contains("<spell start=\"1967-01-01\" end=\"1970-12-31\"/>"));
        assert!(edge.contains("<spell start=\"2015-09-01\"/>"));
        assert!(!text.contains("end=\"\""));
    }
}
