//! Node-link JSON, as `networkx.node_link_graph` (3.6 and later) and D3 read it.
//!
//! `directed`, `multigraph`, `graph` (what the file says about itself), `nodes`, `edges`. The `key` of an
//! edge is its relation, so parallel edges stay apart; a symmetric one has `direction: symmetric`.
//! One node or edge a line.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::Export;
use super::row::{self, EDGE_FIELDS, NODE_FIELDS};

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let meta: Map<String, Value> = export
        .meta
        .entries()
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect();
    out.write_all(b"{\"directed\":true,\"multigraph\":true,\"graph\":")?;
    serde_json::to_writer(&mut *out, &meta)?;
    out.write_all(b",\n\"nodes\":")?;
    let degrees = row::degrees(export);
    let nodes = export.graph.nodes.iter().zip(degrees);
    list(
        out,
        nodes.map(|(node, degree)| {
            let mut object = Map::new();
            object.insert("id".into(), node.id.as_str().into());
            object.insert("label".into(), node.name.as_str().into());
            for (field, value) in NODE_FIELDS.iter().zip(row::node(node, degree)) {
                object.insert(field.name.into(), value.to_json());
            }
            object
        }),
    )?;
    out.write_all(b",\n\"edges\":")?;
    let nodes = &export.graph.nodes;
    list(
        out,
        export.graph.edges.iter().map(|edge| {
            let mut object = Map::new();
            object.insert("source".into(), nodes[edge.source].id.as_str().into());
            object.insert("target".into(), nodes[edge.target].id.as_str().into());
            object.insert("key".into(), edge.relation.as_str().into());
            object.insert("id".into(), row::edge_id(export, edge).into());
            object.insert("label".into(), row::edge_label(edge).into());
            object.insert("weight".into(), row::weight(edge).into());
            for (field, value) in EDGE_FIELDS.iter().zip(row::edge(export, edge)) {
                object.insert(field.name.into(), value.to_json());
            }
            object
        }),
    )?;
    out.write_all(b"}\n")
}

/// Writes an array, one object a line.
fn list(out: &mut dyn Write, objects: impl Iterator<Item = Map<String, Value>>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, object) in objects.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &object)?;
    }
    out.write_all(b"]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn nodes_and_edges_read_back_with_keys() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let value: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["graph"]["generator"], "demarche 0.0.0");
        assert_eq!(
            value["nodes"].as_array().unwrap().len(),
            sample.graph.nodes.len()
        );
        let edge = value["edges"]
            .as_array()
            .unwrap()
            .iter()
            .find(|e| e["key"] == "arms")
            .unwrap();
        assert_eq!(edge["source"], "russia");
        assert_eq!(edge["valid"][1], "2015-09/..");
    }
}
