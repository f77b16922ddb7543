//! Two tables by the rules of `neo4j-admin database import`.
//!
//! In: an [`Export`]. Out: nodes with `:ID` and `:LABEL`, relationships with `:START_ID`, `:END_ID` and
//! `:TYPE`; headers carry the types, lists are parted by `;`. A type is a relation in capitals, so parallel
//! relations stay apart. `since` and `until` are the first and last day on which it held. A cell is one
//! line, which is all that the importer reads unless it is told otherwise.

use std::io::{self, Write};

use super::Export;
use super::row::{self, EDGE_FIELDS, Field, NODE_FIELDS, Type, Value};
use crate::ontology::{ActorKind, RelationId};

/// The label of every node, beside that of its kind.
pub(super) const LABEL: &str = "Actor";

/// Writes the table of nodes.
pub(crate) fn write_nodes(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let header = ["id:ID", "name"].map(str::to_owned).into_iter();
    let header = header.chain(NODE_FIELDS.iter().map(heading));
    record(&mut table, header.chain([":LABEL".to_owned()]))?;
    let degrees = export.graph.degrees();
    for (node, &degree) in export.graph.nodes().iter().zip(&*degrees) {
        let start = [node.id.to_string(), node.name.clone()].into_iter();
        let fields = row::node(node, degree).into_iter().map(cell);
        let labels = format!("{LABEL};{}", kind_label(node.kind));
        record(&mut table, start.chain(fields).chain([labels]))?;
    }
    table.flush()
}

/// Writes the table of relationships.
pub(crate) fn write_edges(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let header = [
        ":START_ID",
        "id",
        "label",
        "weight:int",
        "since:date",
        "until:date",
    ];
    let header = header.map(str::to_owned).into_iter();
    let header = header.chain(EDGE_FIELDS.iter().map(heading));
    record(
        &mut table,
        header.chain([":END_ID", ":TYPE"].map(str::to_owned)),
    )?;
    let nodes = export.graph.nodes();
    export.graph.edges(|edge| {
        let (since, until) = row::extent(edge);
        let start = [
            nodes[edge.source].id.to_string(),
            row::edge_id(export, edge),
            row::edge_label(edge),
            row::weight(edge).to_string(),
            since.unwrap_or_default(),
            until.unwrap_or_default(),
        ];
        let fields = row::edge(export, edge).into_iter().map(cell);
        let end = [nodes[edge.target].id.to_string(), r#type(&edge.relation)];
        record(&mut table, start.into_iter().chain(fields).chain(end))
    })?;
    table.flush()
}

/// Returns a relation as the type of a relationship: `SEVERED_TIES`.
pub(super) fn r#type(relation: &RelationId) -> String {
    let letters = relation.as_str().chars();
    letters
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Returns the label of a kind: `Organisation`.
pub(super) fn kind_label(kind: ActorKind) -> String {
    let (first, rest) = kind.as_str().split_at(1);
    first.to_ascii_uppercase() + rest
}

fn heading(field: &Field) -> String {
    let r#type = match field.r#type {
        Type::Text => "",
        Type::Int => ":int",
        Type::Real => ":double",
        Type::Flag => ":boolean",
        Type::List => ":string[]",
    };
    format!("{}{}", field.name, r#type)
}

fn cell(value: Value) -> String {
    match value {
        Value::List(items) => items.join(";"),
        other => other.to_text(),
    }
}

fn record(
    table: &mut csv::Writer<&mut dyn Write>,
    cells: impl Iterator<Item = String>,
) -> io::Result<()> {
    let line = |cell: String| cell.replace(char::is_control, " ");
    table
        .write_record(cells.map(line))
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn headers_carry_types_and_rows_labels() {
        let mut sample = Fixture::small();
        sample.graph.nodes[0].name = "two\nlines".into();
        let mut out = Vec::new();
        write_nodes(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("id:ID,name,kind,root,n_edges:int,:LABEL\ncote-divoire,two lines,")
        );
        assert!(text.contains("\nnato,NATO,organisation,NATO,2,Actor;Organisation\n"));
    }

    #[test]
    fn a_relationship_has_its_type_and_its_span() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write_edges(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let row = text.lines().find(|line| line.contains("|arms|")).unwrap();
        assert!(
            row.starts_with("russia,russia|arms|syria,arms,2,1967-01-01,,arms,"),
            "{row}"
        );
        assert!(
            row.contains(",1967/1970;2015-09/..,") && row.ends_with(",syria,ARMS"),
            "{row}"
        );
        assert_eq!(r#type(&"severed-ties".into()), "SEVERED_TIES");
    }
}
