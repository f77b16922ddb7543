//! CX2, for Cytoscape and NDEx.
//!
//! In: an [`Export`]. Out: a list of aspects, each counted in the first and declared before it is used, and
//! the status last, as the format wants. Ids are numbers there; an actor's own id is its attribute `id`.
//! Nodes carry their places, and the style draws families, standings and kinds as every picture does.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::object::{self, List, Object};
use super::row::{self, EDGE_FIELDS, Field, NODE_FIELDS, Standing, Type, Value};
use super::{Export, cyjs, palette};
use crate::ontology::ActorKind;

/// What a node and an edge have beside their fields.
const NODE_NAMES: [Field; 2] = [row::field("id", Type::Text), row::field("name", Type::Text)];
const EDGE_NAMES: [Field; 4] = [
    row::field("id", Type::Text),
    row::field("name", Type::Text),
    row::field("interaction", Type::Text),
    row::field("weight", Type::Int),
];

#[derive(Serialize)]
struct Node {
    id: usize,
    x: f64,
    y: f64,
    v: Object,
}

#[derive(Serialize)]
struct Edge {
    id: usize,
    s: usize,
    t: usize,
    v: Object,
}

/// Writes the graph.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = export.graph.nodes();
    let about = Object::about(export).and("name", Value::Text(export.meta.title.clone()));
    out.write_all(b"[{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n")?;
    let counts = [
        ("attributeDeclarations", 1),
        ("networkAttributes", 1),
        ("nodes", nodes.len()),
        ("edges", export.graph.n_edges()),
        ("visualProperties", 1),
    ];
    // Empty aspects are not counted.
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(name, count)| json!({"name": name, "elementCount": count}));
    object::value(out, &json!({"metaData": counts.collect::<Vec<_>>()}))?;
    out.write_all(b",\n")?;
    object::value(out, &declarations(export))?;
    out.write_all(b",\n{\"networkAttributes\":[")?;
    object::value(out, &about)?;
    out.write_all(b"]},\n{\"nodes\":")?;
    let mut list = List::open(out)?;
    let degrees = export.graph.degrees();
    let placed = nodes.iter().zip(&*degrees).zip(cyjs::places(export)?);
    for (id, ((node, &degree), [x, y])) in placed.enumerate() {
        let names = [node.id.as_str().into(), Value::Text(node.name.clone())];
        let v = Object::new([]).with(&NODE_NAMES, names);
        let v = v.with(&NODE_FIELDS, row::node(node, degree));
        list.add(&Node { id, x, y, v })?;
    }
    list.close()?;
    out.write_all(b"},\n{\"edges\":")?;
    let mut list = List::open(out)?;
    let mut ids = 0..;
    export.graph.edges(|edge| {
        let names = [
            Value::Text(row::edge_id(export, edge)),
            Value::Text(row::edge_label(edge)),
            edge.relation.as_str().into(),
            Value::Int(row::weight(edge)),
        ];
        let v = Object::new([]).with(&EDGE_NAMES, names);
        let v = v.with(&EDGE_FIELDS, row::edge(export, edge));
        let (id, s, t) = (ids.next().unwrap_or_default(), edge.source, edge.target);
        list.add(&Edge { id, s, t, v })
    })?;
    list.close()?;
    out.write_all(b"},\n")?;
    object::value(out, &json!({"visualProperties": [style()]}))?;
    out.write_all(b",\n{\"status\":[{\"success\":true}]}]\n")
}

/// Returns the declarations of all attributes.
fn declarations(export: &Export<'_>) -> Json {
    let about = export.meta.entries().into_iter();
    let about = about.map(|(name, _)| row::field(name, Type::Text));
    let about = about.chain([row::field("name", Type::Text)]);
    let nodes = NODE_NAMES.iter().chain(&NODE_FIELDS).copied();
    let edges = EDGE_NAMES.iter().chain(&EDGE_FIELDS).copied();
    json!({"attributeDeclarations": [{
        "networkAttributes": declared(about),
        "nodes": declared(nodes),
        "edges": declared(edges),
    }]})
}

fn declared(fields: impl Iterator<Item = Field>) -> Map<String, Json> {
    let r#type = |field: &Field| match field.r#type {
        Type::Text => "string",
        Type::Int => "integer",
        Type::Real => "double",
        Type::Flag => "boolean",
        Type::List => "list_of_string",
    };
    fields
        .map(|field| (field.name.to_owned(), json!({"d": r#type(&field)})))
        .collect()
}

/// Returns the style: what all have, and what attributes decide.
fn style() -> Json {
    let standings = [Standing::Asserted, Standing::Unrealised, Standing::Denied];
    let dash = |standing: &Standing| match standing {
        Standing::Asserted => (standing.as_str(), "solid"),
        _ => (standing.as_str(), "dashed"),
    };
    let color = |rgb| Json::from(palette::hex(rgb));
    json!({
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#ffffff"},
            "node": {"NODE_LABEL_COLOR": "#16191d", "NODE_SHAPE": "ellipse", "NODE_HEIGHT": 35, "NODE_WIDTH": 75},
            "edge": {"EDGE_WIDTH": 1.5, "EDGE_LABEL_FONT_SIZE": 8},
        },
        "nodeMapping": {
            "NODE_LABEL": passed("name"),
            "NODE_SHAPE": chosen("kind", ActorKind::ALL.iter().map(|k| (k.as_str(), shape(*k).into()))),
            "NODE_BACKGROUND_COLOR": chosen("kind", ActorKind::ALL.iter().map(|k| (k.as_str(), color(palette::fill(*k))))),
        },
        "edgeMapping": {
            "EDGE_LABEL": passed("name"),
            "EDGE_LINE_COLOR": chosen("family", palette::FAMILIES.iter().map(|f| (row::family(*f), color(palette::ink(Some(*f)).light)))),
            "EDGE_LINE_STYLE": chosen("standing", standings.iter().map(dash).map(|(k, v)| (k, v.into()))),
            "EDGE_TARGET_ARROW_SHAPE": chosen("direction", [("directed", "triangle".into()), ("symmetric", "none".into())].into_iter()),
        },
    })
}

fn shape(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State | ActorKind::Collective => "round-rectangle",
        ActorKind::Organisation => "hexagon",
        ActorKind::Group => "octagon",
        ActorKind::Person => "ellipse",
        ActorKind::Organ => "rectangle",
        ActorKind::People => "parallelogram",
        ActorKind::Place => "diamond",
    }
}

fn passed(attribute: &str) -> Json {
    json!({"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": "string"}})
}

fn chosen<'k>(attribute: &str, pairs: impl Iterator<Item = (&'k str, Json)>) -> Json {
    let map: Vec<_> = pairs.map(|(v, vp)| json!({"v": v, "vp": vp})).collect();
    json!({"type": "DISCRETE", "definition": {"attribute": attribute, "type": "string", "map": map}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn aspects(sample: &Fixture) -> Vec<Json> {
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn aspects_are_counted_and_the_status_is_last() {
        let aspects = aspects(&Fixture::small());
        for count in aspects[1]["metaData"].as_array().unwrap() {
            let aspect = aspects.iter().find_map(|a| a.get(count["name"].as_str()?));
            let n_elements = aspect.unwrap().as_array().unwrap().len();
            assert_eq!(count["elementCount"], n_elements, "{count}");
        }
        assert_eq!(aspects.last().unwrap()["status"][0]["success"], true);
    }

    #[test]
    fn every_attribute_is_declared() {
        let aspects = aspects(&Fixture::small());
        let declared = &aspects[2]["attributeDeclarations"][0];
        for class in ["nodes", "edges"] {
            let elements = aspects.iter().find_map(|a| a.get(class)).unwrap();
            for element in elements.as_array().unwrap() {
                for name in element["v"].as_object().unwrap().keys() {
                    assert!(declared[class][name].is_object(), "{class} {name}");
                }
            }
        }
        let about = aspects.iter().find_map(|a| a.get("networkAttributes"));
        assert_eq!(about.unwrap()[0]["name"], "Who stands where");
    }
}
