//! The graph as the page reads it: one JSON object.
//!
//! In: an [`Export`] in one view or in both. Out: colours and lines, relations; of each view what it says about itself,
//! nodes with places and names, edges. Nodes and edges stand one a line; an edge names its ends by their place in
//! the list, and where the page holds the evidence, its statements by their line.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::names;
use crate::export::layout::{self, Point, Rect};
use crate::export::object::List;
use crate::export::palette::{self, FAMILIES, Line};
use crate::export::row::{self, Standing};
use crate::export::told::Told;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<Vec<usize>>,
}

/// Writes the graph, the view that was asked for first; `told` are the statements that the page holds.
pub(super) fn write(
    export: &Export<'_>,
    told: Option<&Told<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let other = export.other.map(|other| Export {
        view: other.view,
        graph: other.graph,
        meta: other.meta,
        focus: other.focus,
        ..*export
    });
    let views: Vec<Export<'_>> = [Some(*export), other].into_iter().flatten().collect();
    let head = json!({
        "shown": { "nodes": SHOWN[0], "edges": SHOWN[1] },
        "families": FAMILIES.map(family),
        "kinds": kinds(&views),
        "relations": relations(&views),
    });
    write_head(&head, "views", out)?;
    for (i, export) in views.iter().enumerate() {
        out.write_all(if i == 0 { b"[" } else { b",\n" })?;
        write_view(export, told, out)?;
    }
    out.write_all(b"]}")
}

/// Writes the members of an object and the name of one that follows.
fn write_head(head: &Value, next: &str, out: &mut dyn Write) -> io::Result<()> {
    let head = head.to_string();
    let members = head.strip_suffix('}').expect("it is an object");
    write!(out, "{members},\n\"{next}\":")
}

/// Writes the graph of one view.
fn write_view(export: &Export<'_>, told: Option<&Told<'_>>, out: &mut dyn Write) -> io::Result<()> {
    let meta = export.meta.entries().into_iter();
    let meta: Map<String, Value> = meta.map(|(k, v)| (k.to_owned(), v.into())).collect();
    let head = json!({
        "view": export.view.as_str(),
        "meta": meta,
        "focus": export.focus.map(|id| id.as_str()),
    });
    write_head(&head, "nodes", out)?;
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
    export.graph.edges(|e| list.add(&edge(e, told)))?;
    list.close()?;
    out.write_all(b"}")
}

fn edge<'e>(edge: &'e Edge, told: Option<&Told<'_>>) -> EdgeRow<'e> {
    let dates = |i: &Interval| [i.start, i.end];
    let lines = |told: &Told<'_>| {
        let places = edge.statements.iter().map(|id| told.place(id));
        places.flatten().collect()
    };
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
        told: told.map(lines),
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
fn kinds(views: &[Export<'_>]) -> Vec<Value> {
    let nodes = views.iter().flat_map(|export| export.graph.nodes());
    let kinds: BTreeSet<ActorKind> = nodes.map(|n| n.kind).collect();
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
fn relations(views: &[Export<'_>]) -> Vec<Value> {
    let ids = views.iter().map(|export| export.graph.relations());
    let ids: BTreeSet<_> = ids.flat_map(|ids| ids.into_owned()).collect();
    let rows = ids.iter().map(|id| {
        let known = views[0].relations.get(id);
        let ids = |list: fn(&Relation) -> &[crate::ontology::RelationId]| -> Vec<&str> {
            let list = known.map(list).unwrap_or_default();
            list.iter().map(|id| id.as_str()).collect()
        };
        json!({
            "id": id.as_str(),
            "definition": known.map(|r| r.definition.as_str()).unwrap_or_default(),
            "family": known.map_or("affiliation", |r| row::family(r.family)),
            "polarity": known.map_or("neutral", |r| r.polarity.as_str()),
            "symmetric": known.is_some_and(|r| r.direction == Direction::Symmetric),
            "event": known.is_none_or(|r| r.kind == RelationKind::Event),
            "ends": ids(|r| &r.ends),
            "excludes": ids(|r| &r.excludes),
        })
    });
    rows.collect()
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Other;
    use crate::export::fixture::Fixture;
    use crate::graph::View;

    #[test]
    fn the_graph_reads_back_with_places_dates_and_colours() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), None, &mut out).unwrap();
        let graph: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(graph["families"][1]["line"], "double");
        let graph = &graph["views"][0];
        assert_eq!(graph["view"], "root");
        assert_eq!(graph["meta"]["title"], "Who stands where");
        assert_eq!(graph["nodes"][0]["name"], "Côte d'Ivoire");
        assert!(graph["nodes"][2]["x"].is_f64());
        let edges = graph["edges"].as_array().unwrap();
        let arms = edges.iter().find(|e| e["relation"] == "arms").unwrap();
        assert_eq!(arms["valid"], json!([["1967", "1970"], ["2015-09", null]]));
        assert_eq!(arms["weight"], 1.6);
    }

    #[test]
    fn both_views_stand_in_the_page_the_one_asked_for_first() {
        let (sample, mut apart) = (Fixture::small(), Fixture::small());
        apart.graph.edges.truncate(2);
        apart.graph.nodes[0].kind = ActorKind::Place;
        let mut export = sample.export();
        export.other = Some(Other {
            view: View::Actor,
            graph: (&apart.graph).into(),
            meta: &apart.meta,
            focus: Some(&apart.graph.nodes[2].id),
        });
        let mut out = Vec::new();
        write(&export, None, &mut out).unwrap();
        let graph: Value = serde_json::from_slice(&out).unwrap();
        let [first, second] = [&graph["views"][0], &graph["views"][1]];
        assert_eq!([&first["view"], &second["view"]], ["root", "actor"]);
        assert_eq!(first["focus"], Value::Null);
        assert_eq!(second["focus"], "russia");
        assert_eq!(second["edges"].as_array().unwrap().len(), 2);
        assert!(
            graph["kinds"]
                .as_array()
                .unwrap()
                .iter()
                .any(|k| k["id"] == "place")
        );
    }
}
