//! The graph as the page reads it: one JSON object.
//!
//! In: an [`Export`]. Out: what it says about itself, colours and lines, relations, nodes with places and
//! names, edges. Nodes and edges stand one a line; an edge names its ends by their place in the list.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::names;
use crate::export::layout::{self, Point, Rect};
use crate::export::object::List;
use crate::export::palette::{self, FAMILIES, Line};
use crate::export::row::{self, Standing};
use crate::export::{Export, select, text};
use crate::graph::Edge;
use crate::ontology::{ActorKind, Direction, Relation, RelationKind};
use crate::time::{Interval, PartialDate};

/// How many actors and relations the page shows before it is asked for more.
const SHOWN: [usize; 2] = [120, 320];
/// The usual distance between two actors with a relation, and the size of the letters under them.
const LENGTH: f64 = 170.0;
const FONT: f64 = 12.0;

#[derive(Serialize)]
struct NodeRow<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    root: &'a str,
    names: &'a BTreeSet<String>,
    x: f64,
    y: f64,
}

#[derive(Serialize)]
struct EdgeRow<'a> {
    source: usize,
    target: usize,
    relation: &'a str,
    standing: &'static str,
    weight: f64,
    confidence: f64,
    sources: usize,
    asserted: usize,
    denied: usize,
    unrealised: usize,
    contradicted: bool,
    first_seen: Option<PartialDate>,
    last_seen: Option<PartialDate>,
    valid: Vec<[Option<PartialDate>; 2]>,
}

/// Writes the graph.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let meta: Map<String, Value> = export
        .meta
        .entries()
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect();
    let head = json!({
        "meta": meta,
        "focus": export.focus.map(|id| id.as_str()),
        "shown": { "nodes": SHOWN[0], "edges": SHOWN[1] },
        "families": FAMILIES.map(family),
        "kinds": kinds(export),
        "relations": relations(export)?,
    });
    let head = head.to_string();
    out.write_all(head.strip_suffix('}').expect("it is an object").as_bytes())?;
    out.write_all(b",\n\"nodes\":")?;
    let names = names::of_nodes(export);
    let nodes = export.graph.nodes().iter();
    let mut list = List::open(out)?;
    for ((node, place), names) in nodes.zip(places(export)?).zip(&names) {
        list.add(&NodeRow {
            id: node.id.as_str(),
            name: &node.name,
            kind: node.kind.as_str(),
            root: &node.root,
            names,
            x: tenths(place.center.x),
            y: tenths(place.center.y),
        })?;
    }
    list.close()?;
    out.write_all(b",\n\"edges\":")?;
    let mut list = List::open(out)?;
    export.graph.edges(|e| list.add(&edge(e)))?;
    list.close()?;
    out.write_all(b"}")
}

fn edge(edge: &Edge) -> EdgeRow<'_> {
    let dates = |i: &Interval| [i.start, i.end];
    EdgeRow {
        source: edge.source,
        target: edge.target,
        relation: edge.relation.as_str(),
        standing: Standing::of(edge).as_str(),
        weight: tenths(select::evidence(edge) * 10.0) / 10.0,
        confidence: row::rounded(edge.confidence),
        sources: edge.n_sources,
        asserted: edge.n_asserted,
        denied: edge.n_denied,
        unrealised: edge.n_unrealised,
        contradicted: edge.contradicted,
        first_seen: edge.first_seen,
        last_seen: edge.last_seen,
        valid: row::spells(edge).map(dates).collect(),
    }
}

/// Returns the box of each node with its name under it.
fn places(export: &Export<'_>) -> io::Result<Vec<Rect>> {
    let half = |name: &str| {
        let name = text::shorten(&text::clean(name), 28);
        Point::new((text::width(&name, FONT) / 2.0).max(16.0), 20.0)
    };
    let halves: Vec<Point> = export.graph.nodes().iter().map(|n| half(&n.name)).collect();
    layout::place(export, &halves, LENGTH, 10.0)
}

fn family(family: crate::ontology::Family) -> Value {
    let (ink, line) = (palette::ink(Some(family)), palette::line(Some(family)));
    json!({
        "id": row::family(family),
        "light": palette::hex(ink.light),
        "dark": palette::hex(ink.dark),
        "line": match line {
            Line::Solid => "solid",
            Line::Double => "double",
            Line::Dotted => "dotted",
            Line::DashDot => "dash-dot",
        },
    })
}

/// Returns the kinds that occur, with the colour of their nodes.
fn kinds(export: &Export<'_>) -> Vec<Value> {
    let kinds: BTreeSet<ActorKind> = export.graph.nodes().iter().map(|n| n.kind).collect();
    kinds
        .into_iter()
        .map(|kind| {
            json!({
                "id": kind.as_str(),
                "name": palette::kind_label(kind),
                "color": palette::hex(palette::fill(kind)),
            })
        })
        .collect()
}

/// Returns the relations that occur; one that the ontology does not know has its name alone.
fn relations(export: &Export<'_>) -> io::Result<Vec<Value>> {
    let ids = export.graph.relations();
    let rows = ids.iter().map(|id| {
        let known = export.relations.get(id);
        let ids = |list: fn(&Relation) -> &[crate::ontology::RelationId]| -> Vec<&str> {
            let list = known.map(list).unwrap_or_default();
            list.iter().map(|id| id.as_str()).collect()
        };
        json!({
            "id": id.as_str(),
            "definition": known.map(|r| r.definition.as_str()).unwrap_or_default(),
            "family": known.map_or("affiliation", |r| row::family(r.family)),
            "polarity": known.map_or("neutral", |r| row::polarity(r.polarity)),
            "symmetric": known.is_some_and(|r| r.direction == Direction::Symmetric),
            "event": known.is_none_or(|r| r.kind == RelationKind::Event),
            "ends": ids(|r| &r.ends),
            "excludes": ids(|r| &r.excludes),
        })
    });
    Ok(rows.collect())
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn the_graph_reads_back_with_places_dates_and_colours() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let graph: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(graph["meta"]["title"], "Who stands where");
        assert_eq!(graph["families"][1]["line"], "double");
        assert_eq!(graph["nodes"][0]["name"], "Côte d'Ivoire");
        assert!(graph["nodes"][2]["x"].is_f64());
        let edges = graph["edges"].as_array().unwrap();
        let arms = edges.iter().find(|e| e["relation"] == "arms").unwrap();
        assert_eq!(arms["valid"], json!([["1967", "1970"], ["2015-09", null]]));
        assert_eq!(arms["weight"], 1.6);
    }
}
