//! Cytoscape JSON (`.cyjs`), for Cytoscape, Cytoscape.js and networkx.
//!
//! In: an [`Export`]. Out: `elements.nodes[].data` and `elements.edges[].data`. Cytoscape looks for `name`
//! and `interaction`, networkx for `value` and `key`: all are there. Nodes carry their places.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Export;
use super::layout::{self, Point};
use super::row::{self, EDGE_FIELDS, NODE_FIELDS};

/// Half of the size of a node as Cytoscape draws it.
const HALF: Point = Point { x: 37.5, y: 17.5 };

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut about: Map<String, Value> = Map::new();
    about.insert("name".into(), export.meta.title.as_str().into());
    let entries = export.meta.entries().into_iter();
    about.extend(entries.map(|(key, value)| (key.to_owned(), value.into())));
    out.write_all(b"{\"format_version\":\"1.0\",\"directed\":true,\"multigraph\":true,\"data\":")?;
    serde_json::to_writer(&mut *out, &about)?;
    out.write_all(b",\n\"elements\":{\"nodes\":")?;
    let graph = export.graph;
    let halves = vec![HALF; graph.nodes.len()];
    let places = layout::place(export, &halves, 160.0, 12.0);
    let nodes = graph.nodes.iter().zip(row::degrees(export)).zip(places);
    list(
        out,
        nodes.map(|((node, degree), place)| {
            let mut data = Map::new();
            for key in ["id", "value"] {
                data.insert(key.into(), node.id.as_str().into());
            }
            data.insert("name".into(), node.name.as_str().into());
            for (field, value) in NODE_FIELDS.iter().zip(row::node(node, degree)) {
                data.insert(field.name.into(), value.to_json());
            }
            let [x, y] = [place.center.x, place.center.y].map(|v| (v * 100.0).round() / 100.0);
            json!({"data": data, "position": {"x": x, "y": y}})
        }),
    )?;
    out.write_all(b",\n\"edges\":")?;
    list(
        out,
        graph.edges.iter().map(|edge| {
            let mut data = Map::new();
            data.insert("id".into(), row::edge_id(export, edge).into());
            data.insert("source".into(), graph.nodes[edge.source].id.as_str().into());
            data.insert("target".into(), graph.nodes[edge.target].id.as_str().into());
            data.insert("key".into(), edge.relation.as_str().into());
            data.insert("interaction".into(), edge.relation.as_str().into());
            data.insert("name".into(), row::edge_label(edge).into());
            data.insert("weight".into(), row::weight(edge).into());
            for (field, value) in EDGE_FIELDS.iter().zip(row::edge(export, edge)) {
                data.insert(field.name.into(), value.to_json());
            }
            json!({ "data": data })
        }),
    )?;
    out.write_all(b"}}\n")
}

/// Writes an array, one element a line.
fn list(out: &mut dyn Write, elements: impl Iterator<Item = Value>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, element) in elements.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &element)?;
    }
    out.write_all(b"]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn elements_carry_what_both_readers_look_for() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let value: Value = serde_json::from_slice(&out).unwrap();
        let node = &value["elements"]["nodes"][0];
        assert_eq!(node["data"]["id"], node["data"]["value"]);
        assert!(node["position"]["x"].is_number());
        let edges = value["elements"]["edges"].as_array().unwrap();
        assert_eq!(edges.len(), sample.graph.edges.len());
        assert!(
            edges
                .iter()
                .all(|e| e["data"]["key"] == e["data"]["interaction"])
        );
    }
}
