//! FollowTheMoney: entities as investigators' tools (Aleph, OpenSanctions) read them.
//!
//! In: an [`Export`] with the statements behind it. Out: JSON lines: actors, articles, and an `UnknownLink`
//! for each interval of an edge, one where there is none, whose role is the relation. Ids are letters,
//! digits and `-`, as the model wants; an actor keeps its own where it is one of that kind. Quotes stand in
//! the description of a link, the articles they are from in its proof.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::row::{self, Standing};
use super::told::{Evidence, Told};
use super::{Export, object};
use crate::article::DocumentId;
use crate::graph::Edge;
use crate::ontology::ActorKind;
use crate::store::DocumentRecord;
use crate::time::Interval;

/// How many statements a link quotes.
const MAX_QUOTES: usize = 20;

#[derive(Serialize)]
struct Entity<'a> {
    id: String,
    schema: &'a str,
    properties: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Entity<'a> {
    fn new(id: String, schema: &'a str) -> Self {
        let properties = BTreeMap::new();
        Self {
            id,
            schema,
            properties,
        }
    }

    /// Adds a value that is not empty.
    fn add(&mut self, property: &'a str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.properties.entry(property).or_default().push(value);
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        object::value(out, self)?;
        out.write_all(b"\n")
    }
}

/// Writes the entities.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    for node in export.graph.nodes() {
        let mut entity = Entity::new(id("actor", node.id.as_str()), schema(node.kind));
        entity.add("name", visible(&node.name));
        if node.root != node.name {
            entity.add("summary", format!("acts for {}", visible(&node.root)));
        }
        entity.write(out)?;
    }
    articles(export, out)?;
    let evidence = Evidence::of(export);
    export.graph.edges(|edge| {
        let quotes = evidence.quotes(edge, MAX_QUOTES)?;
        let always = [Interval::default()];
        let intervals = match &edge.intervals[..] {
            [] => &always[..],
            intervals => intervals,
        };
        for interval in intervals {
            link(export, edge, interval, &quotes).write(out)?;
        }
        Ok(())
    })
}

/// Writes the articles that statements were read from.
fn articles(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = Told::of(export).documents()?;
    let mut articles: BTreeMap<&DocumentId, Option<&DocumentRecord>> = BTreeMap::new();
    articles.extend(documents.iter().map(|id| (id, None)));
    for record in export.background.documents {
        if let Some(place) = articles.get_mut(&record.id) {
            *place = Some(record);
        }
    }
    for (document, record) in articles {
        let mut entity = Entity::new(article_id(document), "Article");
        let title = record.map(|r| visible(&r.title)).unwrap_or_default();
        let is_bare = title.trim().is_empty();
        entity.add("title", if is_bare { visible(&document.0) } else { title });
        if let Some(record) = record {
            entity.add(
                "sourceUrl",
                record.url.as_deref().map(visible).unwrap_or_default(),
            );
            entity.add(
                "publisher",
                record.source.as_deref().map(visible).unwrap_or_default(),
            );
            entity.add(
                "publishedAt",
                record.published.map(|d| d.to_string()).unwrap_or_default(),
            );
        }
        entity.write(out)?;
    }
    Ok(())
}

fn link<'a>(
    export: &Export<'_>,
    edge: &Edge,
    interval: &Interval,
    quotes: &[(DocumentId, String)],
) -> Entity<'a> {
    let edge_id = row::edge_id(export, edge);
    let nodes = export.graph.nodes();
    let name = format!("{edge_id}|{}", row::iso_interval(interval));
    let mut entity = Entity::new(hashed("link", &name), "UnknownLink");
    entity.add("subject", id("actor", nodes[edge.source].id.as_str()));
    entity.add("object", id("actor", nodes[edge.target].id.as_str()));
    entity.add("role", row::edge_label(edge));
    entity.add("recordId", visible(&edge_id));
    entity.add(
        "startDate",
        interval.start.map(|d| d.to_string()).unwrap_or_default(),
    );
    entity.add(
        "endDate",
        interval.end.map(|d| d.to_string()).unwrap_or_default(),
    );
    let standing = Standing::of(edge);
    if standing != Standing::Asserted {
        entity.add("status", standing.as_str());
    }
    entity.add(
        "summary",
        format!(
            "confidence {}, {} independent sources",
            row::rounded(edge.confidence),
            edge.n_sources
        ),
    );
    for (document, sentence) in quotes {
        entity.add("description", visible(sentence));
        let proof = article_id(document);
        let is_new = |known: &Vec<String>| !known.contains(&proof);
        if entity.properties.get("proof").is_none_or(is_new) {
            entity.add("proof", proof);
        }
    }
    entity
}

fn schema(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State | ActorKind::Organ => "PublicBody",
        ActorKind::Organisation | ActorKind::Group => "Organization",
        ActorKind::Person => "Person",
        ActorKind::People | ActorKind::Collective | ActorKind::Place => "LegalEntity",
    }
}

fn article_id(document: &DocumentId) -> String {
    hashed("article", &document.0)
}

/// Returns an id that the model allows, the name itself where it does.
fn id(class: &str, name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_edge = |c: char| c.is_ascii_alphanumeric();
    if name.chars().all(is_plain) && name.starts_with(is_edge) && name.ends_with(is_edge) {
        name.to_owned()
    } else {
        hashed(class, name)
    }
}

fn hashed(class: &str, name: &str) -> String {
    let hash = blake3::hash(name.as_bytes()).to_hex();
    format!("{class}-{}", &hash[..20])
}

/// Returns text without the characters that the model takes out.
fn visible(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn an_edge_is_a_link_for_each_interval_with_its_proof() {
        let sample = Fixture::small();
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let entities: Vec<serde_json::Value> = text
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        let arms: Vec<_> = entities
            .iter()
            .filter(|e| e["properties"]["recordId"][0] == "russia|arms|syria")
            .collect();
        assert_eq!(arms.len(), 2);
        assert_eq!(arms[0]["properties"]["startDate"][0], "1967");
        assert_eq!(arms[1]["properties"]["endDate"], serde_json::Value::Null);
        let proof = &arms[0]["properties"]["proof"][0];
        let article = entities.iter().find(|e| e["id"] == *proof).unwrap();
        assert_eq!(article["properties"]["title"][0], "example");
    }

    #[test]
    fn ids_are_such_as_the_model_allows() {
        assert_eq!(id("actor", "cote-divoire"), "cote-divoire");
        assert!(id("actor", "日本").starts_with("actor-"));
        assert!(id("actor", "-").starts_with("actor-"));
    }
}
