//! Cypher, for Neo4j and other databases that speak it.
//!
//! In: an [`Export`]. Out: statements that make every actor and relationship where it is missing and set
//! what is known of it, so running the file again changes nothing. A relationship is found by its id: the
//! parallel ones stay apart. Rows go in batches, each of one relation, since a type cannot be a value.
//! Text is quoted so that no reader, not even one that resolves `\u` before it parses, can see its end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use super::neo4j::{self, LABEL};
use super::row::{self, EDGE_FIELDS, Field, NODE_FIELDS, Type, Value};
use super::{Export, text};
use crate::ontology::RelationId;

/// How many rows one statement takes.
const BATCH: usize = 500;

const NODE_NAMES: [Field; 1] = [row::field("name", Type::Text)];
const EDGE_NAMES: [Field; 2] = [
    row::field("label", Type::Text),
    row::field("weight", Type::Int),
];

/// The first and the last day on which a relationship held.
const DAYS: [&str; 2] = ["since", "until"];

/// Writes the statements.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (key, value) in export.meta.entries() {
        writeln!(out, "// {key}: {}", text::clean(&value))?;
    }
    writeln!(
        out,
        "CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:{LABEL}) REQUIRE a.id IS UNIQUE;"
    )?;
    nodes(export, out)?;
    edges(export, out)?;
    let kinds: BTreeSet<_> = export.graph.nodes().iter().map(|n| n.kind).collect();
    for kind in kinds {
        let (name, label) = (kind.as_str(), neo4j::kind_label(kind));
        writeln!(out, "MATCH (a:{LABEL} {{kind: '{name}'}}) SET a:{label};")?;
    }
    Ok(())
}

fn nodes(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let degrees = export.graph.degrees();
    let nodes: Vec<_> = export.graph.nodes().iter().zip(&*degrees).collect();
    for batch in nodes.chunks(BATCH) {
        let rows = batch.iter().map(|(node, degree)| {
            let mut row = Row::new("id", node.id.as_str());
            row.add("name", &Value::Text(node.name.clone()));
            for (field, value) in NODE_FIELDS.iter().zip(row::node(node, **degree)) {
                row.add(field.name, &value);
            }
            row.0
        });
        unwind(out, rows)?;
        writeln!(out, "MERGE (a:{LABEL} {{id: row.id}})")?;
        set(out, "a", NODE_NAMES.iter().chain(&NODE_FIELDS), &[])?;
    }
    Ok(())
}

fn edges(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = export.graph.nodes();
    let mut waiting: BTreeMap<RelationId, Vec<String>> = BTreeMap::new();
    export.graph.edges(|edge| {
        let mut row = Row::new("source", nodes[edge.source].id.as_str());
        row.add("target", &nodes[edge.target].id.as_str().into());
        row.add("id", &Value::Text(row::edge_id(export, edge)));
        let (since, until) = row::extent(edge);
        for (key, day) in DAYS.iter().zip([since, until]) {
            row.add_day(key, day.as_deref());
        }
        row.add("label", &Value::Text(row::edge_label(edge)));
        row.add("weight", &Value::Int(row::weight(edge)));
        for (field, value) in EDGE_FIELDS.iter().zip(row::edge(export, edge)) {
            row.add(field.name, &value);
        }
        let rows = waiting.entry(edge.relation.clone()).or_default();
        rows.push(row.0);
        if rows.len() == BATCH {
            relationships(out, &edge.relation, &std::mem::take(rows))?;
        }
        Ok(())
    })?;
    for (relation, rows) in waiting {
        relationships(out, &relation, &rows)?;
    }
    Ok(())
}

fn relationships(out: &mut dyn Write, relation: &RelationId, rows: &[String]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    unwind(out, rows.iter())?;
    writeln!(
        out,
        "MATCH (a:{LABEL} {{id: row.source}}) MATCH (b:{LABEL} {{id: row.target}})"
    )?;
    let r#type = neo4j::r#type(relation);
    writeln!(out, "MERGE (a)-[r:`{}` {{id: row.id}}]->(b)", r#type)?;
    set(out, "r", EDGE_NAMES.iter().chain(&EDGE_FIELDS), &DAYS)
}

fn unwind(out: &mut dyn Write, rows: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
    out.write_all(b"UNWIND [")?;
    for (i, row) in rows.enumerate() {
        let comma = if i == 0 { "" } else { "," };
        write!(out, "{comma}\n  {{{}}}", row.as_ref())?;
    }
    out.write_all(b"\n] AS row\n")
}

fn set<'f>(
    out: &mut dyn Write,
    variable: &str,
    fields: impl Iterator<Item = &'f Field>,
    days: &[&str],
) -> io::Result<()> {
    // A day that is not known is null, and so is its date.
    let days = days
        .iter()
        .map(|day| format!("{variable}.{day} = date(row.{day})"));
    let fields = fields.map(|field| format!("{variable}.{0} = row.{0}", field.name));
    let parts: Vec<_> = days.chain(fields).collect();
    writeln!(out, "SET {};", parts.join(", "))
}

/// The members of a map, as they are written.
struct Row(String);

impl Row {
    fn new(key: &str, value: &str) -> Self {
        let mut row = Self(format!("{key}: "));
        quote(value, &mut row.0);
        row
    }

    fn add(&mut self, key: &str, value: &Value) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, ", {key}: ");
        match value {
            Value::Text(text) => quote(text, &mut self.0),
            Value::List(items) => {
                self.0.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.0.push_str(if i == 0 { "" } else { ", " });
                    quote(item, &mut self.0);
                }
                self.0.push(']');
            }
            // A whole number would be an integer.
            Value::Real(x) => {
                let _ = write!(self.0, "{x:?}");
            }
            other => self.0.push_str(&other.to_text()),
        }
    }

    fn add_day(&mut self, key: &str, day: Option<&str>) {
        let _ = match day {
            Some(day) => write!(self.0, ", {key}: '{day}'"),
            None => write!(self.0, ", {key}: null"),
        };
    }
}

/// Writes a string of Cypher.
fn quote(text: &str, out: &mut String) {
    out.push('\'');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => {
                out.push_str("\\\\");
                // Else `\u` would be left over, for a reader that does not count backslashes.
                if chars.next_if_eq(&'u').is_some() {
                    out.push_str("\\u0075");
                }
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        quote(text, &mut out);
        out
    }

    #[test]
    fn quotes_and_backslashes_stay_inside() {
        assert_eq!(quoted("Côte d'Ivoire"), r"'Côte d\'Ivoire'");
        assert_eq!(quoted("a\\"), r"'a\\'");
        assert_eq!(quoted("\\u0027"), r"'\\\u00750027'");
        assert_eq!(quoted("a\nb\u{1}"), r"'a\nb\u0001'");
    }

    #[test]
    fn everything_is_merged_and_parallel_relations_have_ids() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("MERGE (a:Actor {id: row.id})\n"), "{text}");
        assert!(
            text.contains("MERGE (a)-[r:`ARMS` {id: row.id}]->(b)\n"),
            "{text}"
        );
        assert_eq!(
            text.matches("{source: 'russia', target: 'syria', id: ")
                .count(),
            3
        );
        assert!(text.contains("since: '1967-01-01', until: null"), "{text}");
        assert!(!text.contains("CREATE ("), "{text}");
    }
}
