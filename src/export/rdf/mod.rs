//! RDF, as Turtle and as TriG, with provenance by PROV-O.
//!
//! In: an [`Export`] with statements and articles. Out: actors; relations; for each edge and each statement a
//! node with its ends, its valid time and what it was derived from; the articles. In Turtle an asserted edge
//! is a plain triple too; in TriG the asserted statements of an article are plain triples in a graph of its
//! own. What is only denied or planned is never a plain triple. Valid time is as exact as it is known.

mod term;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::row::{self, Standing};
use super::{Export, neo4j};
use crate::article::DocumentId;
use crate::extract::{End, Statement};
use crate::graph::Edge;
use crate::ontology::{ActorId, ActorKind, Direction, RelationId};
use crate::time::Interval;
use term::Class;

const PREFIXES: &str = "\
@prefix d: <urn:demarche:vocabulary:> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

";

/// Writes Turtle.
pub(crate) fn write_turtle(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    things(export, out)?;
    for edge in &export.graph.edges {
        if Standing::of(edge) == Standing::Asserted {
            let [subject, predicate, object] = triple(export, edge);
            writeln!(out, "{subject} {predicate} {object} .")?;
        }
    }
    Ok(())
}

/// Writes TriG.
pub(crate) fn write_trig(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    things(export, out)?;
    let mut statements: Vec<_> = export.statements.iter().collect();
    statements.retain(|statement| statement.is_assertion());
    statements.sort_by_key(|s| (&s.document, s.span, &s.id));
    for claims in statements.chunk_by(|a, b| a.document == b.document) {
        let document = &claims[0].document;
        let name = term::name(Class::Claims, &document.0);
        let mut block = Block::new(out, &name, "d:Claims, prov:Bundle")?;
        block.add(
            "prov:wasDerivedFrom",
            term::name(Class::Article, &document.0),
        )?;
        block.end()?;
        writeln!(out, "{name} {{")?;
        let triples: BTreeSet<_> = claims.iter().map(|s| said(s).join(" ")).collect();
        for triple in triples {
            writeln!(out, "  {triple} .")?;
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}

/// Writes everything but the plain triples.
fn things(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(PREFIXES.as_bytes())?;
    about(export, out)?;
    relations(export, out)?;
    actors(export, out)?;
    export
        .graph
        .edges
        .iter()
        .try_for_each(|edge| self::edge(export, edge, out))?;
    export
        .statements
        .iter()
        .try_for_each(|statement| self::statement(statement, out))?;
    articles(export, out)
}

/// A node with its properties, written as one block.
struct Block<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Block<'w> {
    fn new(out: &'w mut dyn Write, subject: &str, types: &str) -> io::Result<Self> {
        write!(out, "{subject} a {types}")?;
        Ok(Self { out })
    }

    fn add(&mut self, property: &str, value: impl AsRef<str>) -> io::Result<()> {
        write!(self.out, " ;\n  {property} {}", value.as_ref())
    }

    /// Adds a text that is not empty.
    fn text(&mut self, property: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        self.add(property, term::text(value))
    }

    fn end(self) -> io::Result<()> {
        self.out.write_all(b" .\n")
    }
}

fn about(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
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

fn relations(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let of_edges = export.graph.edges.iter().map(|edge| &edge.relation);
    let of_statements = export.statements.iter().map(|s| &s.relation);
    let ids: BTreeSet<&RelationId> = of_edges.chain(of_statements).collect();
    for id in ids {
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
            block.text("d:polarity", row::polarity(relation.polarity))?;
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
fn actors(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut known = BTreeSet::new();
    for node in &export.graph.nodes {
        known.insert(&node.id);
        actor(out, &node.id, &node.name, node.kind, &node.root)?;
    }
    let ends = export
        .statements
        .iter()
        .flat_map(|s| [&s.source, &s.target]);
    for End {
        id,
        name,
        kind,
        root,
        ..
    } in ends
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
    block.text("rdfs:label", name)?;
    if root != name {
        let root = ActorId::from_name(root);
        block.add("d:actsFor", term::name(Class::Actor, root.as_str()))?;
    }
    block.end()
}

/// Returns an edge as subject, predicate and object.
fn triple(export: &Export<'_>, edge: &Edge) -> [String; 3] {
    let nodes = &export.graph.nodes;
    let actor = |i: usize| term::name(Class::Actor, nodes[i].id.as_str());
    let predicate = term::name(Class::Relation, edge.relation.as_str());
    [actor(edge.source), predicate, actor(edge.target)]
}

/// Returns a statement as subject, predicate and object.
fn said(statement: &Statement) -> [String; 3] {
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

fn edge(export: &Export<'_>, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
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

fn statement(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
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

fn articles(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut ids: BTreeSet<&DocumentId> = export.statements.iter().map(|s| &s.document).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn written(
        write: fn(&Export<'_>, &mut dyn Write) -> io::Result<()>,
        sample: &Fixture,
    ) -> String {
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_what_is_asserted_is_a_plain_triple() {
        let text = written(write_turtle, &Fixture::small());
        let triple = |relation: &str, ends: [&str; 2]| {
            let [a, b] = ends.map(|id| term::name(Class::Actor, id));
            format!("\n{a} {} {b} .\n", term::name(Class::Relation, relation))
        };
        assert!(
            text.contains(&triple("arms", ["russia", "syria"])),
            "{text}"
        );
        assert!(
            !text.contains(&triple("member-of", ["syria", "nato"])),
            "{text}"
        );
        assert!(
            !text.contains(&triple("attacks", ["nato", "syria"])),
            "{text}"
        );
    }

    #[test]
    fn an_edge_has_its_times_and_leads_to_its_statements() {
        let sample = Fixture::small();
        let text = written(write_turtle, &sample);
        let edge = text
            .split("\n<urn:demarche:edge:russia%7Carms%7Csyria> a ")
            .nth(1)
            .unwrap();
        let edge = edge.split(" .\n").next().unwrap();
        assert!(
            edge.contains("d:valid [ d:from \"1967\"^^xsd:gYear ; d:until \"1970\"^^xsd:gYear ]"),
            "{edge}"
        );
        assert!(
            edge.contains("d:valid [ d:from \"2015-09\"^^xsd:gYearMonth ]"),
            "{edge}"
        );
        assert!(
            edge.contains("prov:wasDerivedFrom <urn:demarche:statement:"),
            "{edge}"
        );
        assert_eq!(
            text.matches("d:Statement, rdf:Statement").count(),
            sample.statements.len()
        );
    }

    #[test]
    fn what_an_article_asserts_stands_in_its_graph() {
        let mut sample = Fixture::small();
        sample.statements[0].negated = true;
        let text = written(write_trig, &sample);
        let (_, graph) = text
            .split_once("\n<urn:demarche:claims:example> {\n")
            .unwrap();
        assert_eq!(graph.matches(" .\n").count(), sample.statements.len() - 1);
    }
}
