//! JSON Graph Format 2 (`.jgf`), for programs that read no format of their own.
//!
//! In: an [`Export`]. Out: `graph.nodes`, an object by id, and `graph.edges`, whose `relation` is the
//! relation; the format allows nothing beside its own members, so all else stands in `metadata`. A
//! symmetric relation is an edge with `directed` false.

use std::io::{self, Write};

use serde::Serialize;

use super::Export;
use super::object::{self, List, Object};
use super::row::{self, EDGE_FIELDS, NODE_FIELDS, Value};
use crate::ontology::Direction;

#[derive(Serialize)]
struct Node<'a> {
    label: &'a str,
    metadata: Object,
}

#[derive(Serialize)]
struct Edge<'a> {
    id: String,
    source: &'a str,
    target: &'a str,
    relation: &'a str,
    directed: bool,
    label: String,
    metadata: Object,
}

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"graph\":{\"type\":\"demarche\",\"directed\":true,\"label\":")?;
    object::value(out, &export.meta.title)?;
    out.write_all(b",\"metadata\":")?;
    object::value(out, &Object::about(export))?;
    out.write_all(b",\n\"nodes\":{")?;
    let nodes = export.graph.nodes();
    let degrees = export.graph.degrees();
    for (i, (node, &degree)) in nodes.iter().zip(&*degrees).enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        object::value(out, &node.id.as_str())?;
        out.write_all(b":")?;
        let node = Node {
            label: &node.name,
            metadata: Object::new([]).with(&NODE_FIELDS, row::node(node, degree)),
        };
        object::value(out, &node)?;
    }
    out.write_all(b"},\n\"edges\":")?;
    let mut list = List::open(out)?;
    export.graph.edges(|edge| {
        list.add(&Edge {
            id: row::edge_id(export, edge),
            source: nodes[edge.source].id.as_str(),
            target: nodes[edge.target].id.as_str(),
            relation: edge.relation.as_str(),
            directed: row::directed(export, edge) == Direction::Directed,
            label: row::edge_label(edge),
            metadata: Object::new([("weight", Value::Int(row::weight(edge)))])
                .with(&EDGE_FIELDS, row::edge(export, edge)),
        })
    })?;
    list.close()?;
    out.write_all(b"}}\n")
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::export::fixture::Fixture;

    #[test]
    fn nodes_are_an_object_and_mutual_edges_have_no_direction() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let graph = &value["graph"];
        assert_eq!(graph["nodes"]["russia"]["label"], "Russia");
        assert_eq!(graph["metadata"]["generator"], "demarche 0.0.0");
        let edges = graph["edges"].as_array().unwrap();
        assert_eq!(edges.len(), sample.graph.edges.len());
        for edge in edges {
            assert_eq!(edge["directed"], edge["relation"] != "meets", "{edge}");
        }
    }
}
