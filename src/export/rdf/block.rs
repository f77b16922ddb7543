//! Blocks of RDF: what there is to say of relations, actors, edges, statements and articles.
//!
//! In: an export, or one thing of it. Out: its node with all properties, written as one block.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::term::{self, Class};
use crate::article::DocumentId;
use crate::export::row::{self, Standing};
use crate::export::told::Told;
use crate::export::{Export, neo4j};
use crate::extract::{End, Statement};
use crate::graph::Edge;
use crate::ontology::{ActorId, ActorKind, Direction};
use crate::store::NamedActor;
use crate::time::Interval;

/// A node with its properties, written as one block.
pub(super) struct Block<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Block<'w> {
    pub(super) fn new(out: &'w mut dyn Write, subject: &str, types: &str) -> io::Result<Self> {
        write!(out, "{subject} a {types}")?;
        Ok(Self { out })
    }

    pub(super) fn add(&mut self, property: &str, value: impl AsRef<str>) -> io::Result<()> {
        write!(self.out, " ;\n  {property} {}", value.as_ref())
    }

    /// Adds a text that is not empty.
    fn text(&mut self, property: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        self.add(property, term::text(value))
    }

    pub(super) fn end(self) -> io::Result<()> {
        self.out.write_all(b" .\n")
    }
}

pub(super) fn about(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut block = Block::new(out, "[]", "d:Export, prov:Entity")?;
    for (key, value) in export.meta.entries() {
        let property = match key {
            "title" => "dcterms:title",
            "generator" => "dcterms:creator",
            "source" => "dcterms:source",
            "as_of" => "d:asOf",
            _ => "d:filter",
        };
        block.text(property, &value)?;
    }
    block.end()
}

pub(super) fn relations(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    for id in export.graph.relations().iter() {
        let relation = export.relations.get(id);
        let types = match relation.map(|r| r.direction) {
            Some(Direction::Symmetric) => "d:Relation, rdf:Property, owl:SymmetricProperty",
            _ => "d:Relation, rdf:Property",
        };
        let name = term::name(Class::Relation, id.as_str());
        let mut block = Block::new(out, &name, types)?;
        block.text("rdfs:label", &id.as_str().replace('-', " "))?;
        if let Some(relation) = relation {
            block.text("rdfs:comment", &relation.definition)?;
            block.text("d:family", row::family(relation.family))?;
            block.text("d:polarity", relation.polarity.as_str())?;
            for code in &relation.cameo {
                block.text("d:cameo", code)?;
            }
            for code in &relation.plover {
                block.text("d:plover", code)?;
            }
        }
        block.end()?;
    }
    Ok(())
}

/// Writes the nodes, and the actors of statements that are folded into them.
pub(super) fn actors(export: &Export<'_>, told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut known = BTreeSet::new();
    for node in export.graph.nodes() {
        known.insert(&node.id);
        actor(out, &node.id, &node.name, node.kind, &node.root)?;
    }
    let named = told.actors()?;
    for NamedActor {
        id,
        name,
        kind,
        root,
    } in &named
    {
        if known.insert(id) {
            actor(out, id, name, *kind, root)?;
        }
    }
    Ok(())
}

fn actor(
    out: &mut dyn Write,
    id: &ActorId,
    name: &str,
    kind: ActorKind,
    root: &str,
) -> io::Result<()> {
    let types = format!("d:Actor, d:{}, prov:Agent", neo4j::kind_label(kind));
    let mut block = Block::new(out, &term::name(Class::Actor, id.as_str()), &types)?;
    block.add("rdfs:label", term::text(name))?;
    if root != name {
        let root = ActorId::from_name(root);
        block.add("d:actsFor", term::name(Class::Actor, root.as_str()))?;
    }
    block.end()
}

/// Returns an edge as subject, predicate and object.
pub(super) fn triple(export: &Export<'_>, edge: &Edge) -> [String; 3] {
    let nodes = export.graph.nodes();
    let actor = |i: usize| term::name(Class::Actor, nodes[i].id.as_str());
    let predicate = term::name(Class::Relation, edge.relation.as_str());
    [actor(edge.source), predicate, actor(edge.target)]
}

/// Returns a statement as subject, predicate and object.
pub(super) fn said(statement: &Statement) -> [String; 3] {
    let actor = |end: &End| term::name(Class::Actor, end.id.as_str());
    let predicate = term::name(Class::Relation, statement.relation.as_str());
    [
        actor(&statement.source),
        predicate,
        actor(&statement.target),
    ]
}

/// Opens the block of a triple about which more is to be said.
fn reified<'w>(
    out: &'w mut dyn Write,
    name: &str,
    r#type: &str,
    [subject, predicate, object]: [String; 3],
) -> io::Result<Block<'w>> {
    let types = format!("d:{type}, rdf:Statement, prov:Entity");
    let mut block = Block::new(out, name, &types)?;
    block.add("rdf:subject", subject)?;
    block.add("rdf:predicate", predicate)?;
    block.add("rdf:object", object)?;
    Ok(block)
}

pub(super) fn edge(export: &Export<'_>, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let name = term::name(Class::Edge, &row::edge_id(export, edge));
    let mut block = reified(out, &name, "Edge", triple(export, edge))?;
    block.text("d:standing", Standing::of(edge).as_str())?;
    block.add("d:confidence", term::decimal(row::rounded(edge.confidence)))?;
    for (property, count) in [
        ("d:independentSources", edge.n_sources),
        ("d:asserted", edge.n_asserted),
        ("d:denied", edge.n_denied),
        ("d:unrealised", edge.n_unrealised),
    ] {
        block.add(property, count.to_string())?;
    }
    block.add("d:contradicted", edge.contradicted.to_string())?;
    for interval in row::spells(edge) {
        block.add("d:valid", valid(interval))?;
    }
    for (property, seen) in [
        ("d:firstSeen", edge.first_seen),
        ("d:lastSeen", edge.last_seen),
    ] {
        if let Some(date) = seen {
            block.add(property, term::date(date))?;
        }
    }
    for id in &edge.statements {
        block.add("prov:wasDerivedFrom", term::name(Class::Statement, &id.0))?;
    }
    block.end()
}

pub(super) fn statement(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
    let name = term::name(Class::Statement, &statement.id.0);
    let mut block = reified(out, &name, "Statement", said(statement))?;
    block.add("d:negated", statement.negated.to_string())?;
    block.text("d:modality", statement.modality.as_str())?;
    block.text(
        "d:attributedTo",
        statement.attributed_to.as_deref().unwrap_or_default(),
    )?;
    let interval = statement.valid();
    if interval != Interval::default() {
        block.add("d:valid", valid(&interval))?;
    }
    if let Some(seen) = statement.seen {
        block.add("d:seen", term::date(seen))?;
    }
    block.add("d:confidence", term::decimal(statement.confidence))?;
    block.text("d:extractor", statement.extractor.as_str())?;
    block.text("d:frame", statement.frame.as_deref().unwrap_or_default())?;
    block.text("prov:value", &statement.sentence)?;
    block.add(
        "prov:wasDerivedFrom",
        term::name(Class::Article, &statement.document.0),
    )?;
    block.end()
}

/// Returns a node that says from when until when.
fn valid(interval: &Interval) -> String {
    let from = interval
        .start
        .map(|date| format!("d:from {}", term::date(date)));
    let until = interval
        .end
        .map(|date| format!("d:until {}", term::date(date)));
    let ends: Vec<_> = [from, until].into_iter().flatten().collect();
    format!("[ {} ]", ends.join(" ; "))
}

pub(super) fn articles(
    export: &Export<'_>,
    told: &Told<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut ids: BTreeSet<DocumentId> = told.documents()?.into_iter().collect();
    for record in export.background.documents {
        if !ids.remove(&record.id) {
            continue;
        }
        let name = term::name(Class::Article, &record.id.0);
        let mut block = Block::new(out, &name, "d:Article, prov:Entity")?;
        block.text("dcterms:identifier", &record.id.0)?;
        block.text("dcterms:title", &record.title)?;
        block.text(
            "dcterms:publisher",
            record.source.as_deref().unwrap_or_default(),
        )?;
        block.text("schema:url", record.url.as_deref().unwrap_or_default())?;
        if let Some(published) = record.published {
            block.add("dcterms:issued", term::date(published))?;
        }
        block.end()?;
    }
    for id in ids {
        let name = term::name(Class::Article, &id.0);
        let mut block = Block::new(out, &name, "d:Article, prov:Entity")?;
        block.text("dcterms:identifier", &id.0)?;
        block.end()?;
    }
    Ok(())
}
