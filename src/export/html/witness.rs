//! The evidence of the page: what stands behind the edges.
//!
//! In: an [`Export`] with statements and the documents of its background. Out: a line of JSON for each statement,
//! in the order of their ids, or those of one edge; each with its sentence, speaker, dates and article.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::article::DocumentId;
use crate::export::Export;
use crate::export::told::{Evidence, Told};
use crate::extract::Statement;
use crate::graph::Edge;
use crate::ontology::Modality;
use crate::store::{DocumentRecord, Order};
use crate::time::PartialDate;

#[derive(Serialize)]
struct Witness<'a> {
    says: &'static str,
    quote: &'a str,
    mentions: [&'a str; 2],
    speaker: Option<&'a str>,
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    seen: Option<PartialDate>,
    confidence: f64,
    extractor: &'static str,
    frame: Option<&'a str>,
    document: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
}

/// The articles that statements are from.
struct Files<'a> {
    documents: HashMap<&'a DocumentId, &'a DocumentRecord>,
}

impl<'a> Files<'a> {
    fn of(export: &Export<'a>) -> Self {
        let documents = export.background.documents.iter();
        Self {
            documents: documents.map(|d| (&d.id, d)).collect(),
        }
    }

    fn witness<'s>(&'s self, statement: &'s Statement) -> Witness<'s> {
        let document = self.documents.get(&statement.document);
        Witness {
            says: match (statement.negated, statement.modality) {
                (true, _) => "denies",
                (false, Modality::Actual) => "asserts",
                (false, other) => other.as_str(),
            },
            quote: &statement.sentence,
            mentions: [&statement.source.mention, &statement.target.mention],
            speaker: statement.attributed_to.as_deref(),
            start: statement.start,
            end: statement.end,
            seen: statement.seen,
            confidence: statement.confidence,
            extractor: statement.extractor.as_str(),
            frame: statement.frame.as_deref(),
            document: &statement.document.0,
            title: document.map(|d| d.title.as_str()).unwrap_or_default(),
            url: document.and_then(|d| d.url.as_deref()),
            outlet: document.and_then(|d| d.source.as_deref()),
        }
    }
}

/// Returns what stands behind an edge as the page asks for it: a list, in JSON.
pub fn evidence(export: &Export<'_>, edge: &Edge) -> io::Result<Vec<u8>> {
    let files = Files::of(export);
    let statements = Evidence::of(export).behind(edge, usize::MAX)?;
    let witnesses: Vec<_> = statements.iter().map(|s| files.witness(s)).collect();
    Ok(serde_json::to_vec(&witnesses)?)
}

/// Writes the statements that the page holds, one a line.
pub(super) fn write(export: &Export<'_>, told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::of(export);
    let mut line = Vec::new();
    told.each(Order::Id, |statement| {
        if told.place(&statement.id).is_none() {
            return Ok(());
        }
        line.clear();
        line.push(b'\n');
        serde_json::to_writer(&mut line, &files.witness(statement))?;
        out.write_all(&line)
    })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn the_statements_of_an_edge_tell_what_they_say_and_where() {
        let mut sample = Fixture::small();
        sample.statements[0].negated = true;
        sample.statements[1].confidence = 0.4;
        let mut edge = sample.graph.edges[0].clone();
        edge.statements = sample
            .statements
            .iter()
            .take(3)
            .map(|s| s.id.clone())
            .collect();
        let list: serde_json::Value =
            serde_json::from_slice(&evidence(&sample.export(), &edge).unwrap()).unwrap();
        let told = |key: &str| -> Vec<_> {
            let list = list.as_array().unwrap().iter();
            list.map(|witness| witness[key].clone()).collect()
        };
        assert_eq!(told("says"), ["denies", "asserts", "asserts"]);
        assert_eq!(told("confidence"), [0.8, 0.4, 0.8]);
        assert_eq!(told("title"), ["", "", ""]);
    }
}
