//! Cytoscape JSON (`.cyjs`), for Cytoscape, Cytoscape.js and networkx.
//!
//! In: an [`Export`]. Out: `elements.nodes[].data` and `elements.edges[].data`. Cytoscape looks for `name`
//! and `interaction`, networkx for `value` and `key`: all are there. Nodes carry their places.

use std::io::{self, Write};

use serde::Serialize;

use super::Export;
use super::layout::{self, Point};
use super::object::{self, List, Object};
use super::row::{self, EDGE_FIELDS, NODE_FIELDS, Value};

/// Half of the size of a node as Cytoscape draws it.
const HALF: Point = Point { x: 37.5, y: 17.5 };

/// A node or an edge.
#[derive(Serialize)]
struct Element {
    data: Object,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Object>,
}

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = Value::Text(export.meta.title.clone());
    out.write_all(b"{\"format_version\":\"1.0\",\"directed\":true,\"multigraph\":true,\"data\":")?;
    object::value(out, &Object::about(export).and("name", name))?;
    out.write_all(b",\n\"elements\":{\"nodes\":")?;
    let nodes = export.graph.nodes();
    let degrees = export.graph.degrees();
    let mut list = List::open(out)?;
    for ((node, &degree), [x, y]) in nodes.iter().zip(&*degrees).zip(places(export)?) {
        let data = Object::new([
            ("id", node.id.as_str().into()),
            ("value", node.id.as_str().into()),
            ("name", Value::Text(node.name.clone())),
        ]);
        let position = Object::new([("x", Value::Real(x)), ("y", Value::Real(y))]);
        list.add(&Element {
            data: data.with(&NODE_FIELDS, row::node(node, degree)),
            position: Some(position),
        })?;
    }
    list.close()?;
    out.write_all(b",\n\"edges\":")?;
    let mut list = List::open(out)?;
    export.graph.edges(|edge| {
        let data = Object::new([
            ("id", Value::Text(row::edge_id(export, edge))),
            ("source", nodes[edge.source].id.as_str().into()),
            ("target", nodes[edge.target].id.as_str().into()),
            ("key", edge.relation.as_str().into()),
            ("interaction", edge.relation.as_str().into()),
            ("name", Value::Text(row::edge_label(edge))),
            ("weight", Value::Int(row::weight(edge))),
        ]);
        list.add(&Element {
            data: data.with(&EDGE_FIELDS, row::edge(export, edge)),
            position: None,
        })
    })?;
    list.close()?;
    out.write_all(b"}}\n")
}

/// Returns where Cytoscape puts each node, to two decimals.
pub(super) fn places(export: &Export<'_>) -> io::Result<impl Iterator<Item = [f64; 2]>> {
    let halves = vec![HALF; export.graph.nodes().len()];
    let places = layout::place(export, &halves, 160.0, 12.0)?.into_iter();
    let rounded = |v: f64| (v * 100.0).round() / 100.0;
    Ok(places.map(move |place| [place.center.x, place.center.y].map(rounded)))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::write;
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
