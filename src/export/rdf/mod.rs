//! RDF, as Turtle and as TriG, with provenance by PROV-O.
//!
//! In: an [`Export`] with statements and articles. Out: actors; relations; for each edge and each statement a
//! node with its ends, its valid time and what it was derived from; the articles. In Turtle an asserted edge
//! is a plain triple too; in TriG the asserted statements of an article are plain triples in a graph of its
//! own, which stands behind them. What is only denied or planned is never a plain triple. Valid time is as exact as it is known.

mod block;
mod term;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::Export;
use super::row::Standing;
use super::told::Told;
use crate::article::DocumentId;
use crate::store::Order;
use block::Block;
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
    let told = Told::of(export);
    things(export, &told, true, out)?;
    told.each(Order::Place, |statement| block::statement(statement, out))?;
    block::articles(export, &told, out)
}

/// Writes TriG.
pub(crate) fn write_trig(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let told = Told::of(export);
    things(export, &told, false, out)?;
    let mut document: Option<DocumentId> = None;
    let mut triples = BTreeSet::new();
    told.each(Order::Place, |statement| {
        if let Some(last) = document.take_if(|last| *last != statement.document) {
            claims(&last, &std::mem::take(&mut triples), out)?;
        }
        block::statement(statement, out)?;
        if statement.is_assertion() {
            document.get_or_insert_with(|| statement.document.clone());
            triples.insert(block::said(statement).join(" "));
        }
        Ok(())
    })?;
    if let Some(last) = document {
        claims(&last, &triples, out)?;
    }
    block::articles(export, &told, out)
}

/// Writes the graph of what an article asserts.
fn claims(
    document: &DocumentId,
    triples: &BTreeSet<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = term::name(Class::Claims, &document.0);
    let mut block = Block::new(out, &name, "d:Claims, prov:Bundle")?;
    block.add(
        "prov:wasDerivedFrom",
        term::name(Class::Article, &document.0),
    )?;
    block.end()?;
    writeln!(out, "{name} {{")?;
    for triple in triples {
        writeln!(out, "  {triple} .")?;
    }
    writeln!(out, "}}")
}

/// Writes relations, actors and edges; plain triples of the asserted ones only where they are asked for.
fn things(
    export: &Export<'_>,
    told: &Told<'_>,
    with_triples: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(PREFIXES.as_bytes())?;
    block::about(export, out)?;
    block::relations(export, out)?;
    block::actors(export, told, out)?;
    export.graph.edges(|edge| {
        block::edge(export, edge, out)?;
        match Standing::of(edge) {
            Standing::Asserted if with_triples => {
                writeln!(out, "{} .", block::triple(export, edge).join(" "))
            }
            _ => Ok(()),
        }
    })
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
        let (before, graph) = text
            .split_once("\n<urn:demarche:claims:example> {\n")
            .unwrap();
        assert!(before.contains("d:Statement") && !graph.contains("d:Statement"));
        let (graph, _) = graph.split_once("}\n").unwrap();
        assert_eq!(graph.matches(" .\n").count(), sample.statements.len() - 1);
    }
}
