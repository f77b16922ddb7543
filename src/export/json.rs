//! Node-link JSON, as `networkx.node_link_graph` (3.6 and later) and D3 read it.
//!
//! `directed`, `multigraph`, `graph` (what the file says about itself), `nodes`, `edges`. The `key` of an
//! edge is its relation, so parallel edges stay apart; a symmetric one has `direction: symmetric`.
//! One node or edge a line.

use std::io::{self, Write};

use super::Export;
use super::object::{self, List, Object};
use super::row::{self, EDGE_FIELDS, NODE_FIELDS, Value};

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"directed\":true,\"multigraph\":true,\"graph\":")?;
    object::value(out, &Object::about(export))?;
    out.write_all(b",\n\"nodes\":")?;
    let nodes = export.graph.nodes();
    let mut list = List::open(out)?;
    for (node, &degree) in nodes.iter().zip(&*export.graph.degrees()) {
        let object = Object::new([
            ("id", node.id.as_str().into()),
            ("label", Value::Text(node.name.clone())),
        ]);
        list.add(&object.with(&NODE_FIELDS, row::node(node, degree)))?;
    }
    list.close()?;
    out.write_all(b",\n\"edges\":")?;
    let mut list = List::open(out)?;
    export.graph.edges(|edge| {
        let object = Object::new([
            ("source", nodes[edge.source].id.as_str().into()),
            ("target", nodes[edge.target].id.as_str().into()),
            ("key", edge.relation.as_str().into()),
            ("id", Value::Text(row::edge_id(export, edge))),
            ("label", Value::Text(row::edge_label(edge))),
            ("weight", Value::Int(row::weight(edge))),
        ]);
        list.add(&object.with(&EDGE_FIELDS, row::edge(export, edge)))
    })?;
    list.close()?;
    out.write_all(b"}\n")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::write;
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
