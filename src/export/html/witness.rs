//! The evidence of the page: what stands behind an edge, one line of JSON for each.
//!
//! In: an [`Export`] with statements and the documents of its background. Out: the statements of an edge,
//! asserting ones first, the surest first, each with its sentence, speaker, dates and article.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::article::DocumentId;
use crate::export::Export;
use crate::export::told::Evidence;
use crate::extract::Statement;
use crate::graph::Edge;
use crate::ontology::Modality;
use crate::store::DocumentRecord;
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

/// What evidence is looked up in.
struct Files<'a> {
    statements: Evidence<'a>,
    documents: BTreeMap<&'a DocumentId, &'a DocumentRecord>,
}

impl<'a> Files<'a> {
    fn of(export: &Export<'a>) -> Self {
        let documents = export.background.documents.iter();
        Self {
            statements: Evidence::of(export),
            documents: documents.map(|d| (&d.id, d)).collect(),
        }
    }

    /// Writes what stands behind an edge.
    fn write(&self, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
        let mut statements = self.statements.behind(edge, usize::MAX)?;
        statements.sort_by(|a, b| {
            let order = |s: &Statement| (!s.is_assertion(), s.negated);
            let surer = b.confidence.total_cmp(&a.confidence);
            order(a).cmp(&order(b)).then(surer).then(a.id.cmp(&b.id))
        });
        let witnesses: Vec<_> = statements.iter().map(|s| self.witness(s)).collect();
        Ok(serde_json::to_writer(out, &witnesses)?)
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
    let mut json = Vec::new();
    Files::of(export).write(edge, &mut json)?;
    Ok(json)
}

/// Writes what stands behind each edge, one a line, in the order of the edges.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::of(export);
    export.graph.edges(|edge| {
        out.write_all(b"\n")?;
        files.write(edge, out)
    })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn assertions_come_before_denials_and_the_surest_first() {
        let mut sample = Fixture::small();
        let statements = sample.statements.clone();
        let ids: Vec<_> = statements.iter().take(3).map(|s| s.id.clone()).collect();
        sample.statements[0].negated = true;
        sample.statements[1].confidence = 0.4;
        sample.statements[2].confidence = 0.9;
        let mut edge = sample.graph.edges[0].clone();
        edge.statements = ids;
        let list: serde_json::Value =
            serde_json::from_slice(&evidence(&sample.export(), &edge).unwrap()).unwrap();
        let says: Vec<_> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w["says"].as_str())
            .collect();
        assert_eq!(says, [Some("asserts"), Some("asserts"), Some("denies")]);
        assert_eq!(list[0]["confidence"], 0.9);
        assert_eq!(list[0]["title"], "");
    }
}
