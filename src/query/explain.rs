//! Why an edge stands: every statement behind it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;

use super::{Link, Scope};
use crate::article::DocumentId;
use crate::error::Result;
use crate::extract::{Extractor, Statement, StatementId};
use crate::graph::{Edge, Graph, noisy_or};
use crate::ontology::{Modality, RelationId};
use crate::store::{DocumentRecord, Verdict};
use crate::time::{Interval, PartialDate};

/// Everything behind one edge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The edge.
    #[serde(flatten)]
    pub link: Link,
    /// How the confidence comes about, written out.
    pub arithmetic: String,
    /// The statements: asserting ones first, the surest first.
    pub statements: Vec<Witness>,
    /// Other edges between the two that end or exclude it.
    pub related: Vec<Related>,
}

/// A statement and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Witness {
    /// The statement.
    pub id: StatementId,
    /// Asserts, denies, or with what modality it speaks.
    pub says: &'static str,
    /// The sentence.
    pub quote: String,
    /// The words that name the source.
    pub source_mention: String,
    /// The words that name the target.
    pub target_mention: String,
    /// The speaker, where it is not the writer.
    pub attributed_to: Option<String>,
    /// Since when it held, as the text says.
    pub start: Option<PartialDate>,
    /// Until when it held, as the text says.
    pub end: Option<PartialDate>,
    /// The article's date.
    pub seen: Option<PartialDate>,
    /// How likely a careful reader would agree; 1 where somebody decided that it is right.
    pub confidence: f64,
    /// What somebody decided of it, itself or its edge.
    pub decided: Option<Verdict>,
    /// Which extractor read it.
    pub extractor: Extractor,
    /// The frame or trigger words.
    pub frame: Option<String>,
    /// First character of the sentence in the article and one past the last.
    pub span: [usize; 2],
    /// The article.
    pub document: DocumentRecord,
    /// Whether it stands for its independent source in the confidence.
    pub counts: bool,
}

/// An edge that bears on another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    /// Ends it or excludes it.
    pub bearing: &'static str,
    /// The relation.
    pub relation: RelationId,
    /// When.
    pub intervals: Vec<Interval>,
}

/// Returns what stands behind an edge; `graph` holds the edges between its two ends.
pub fn explain(
    scope: &Scope<'_>,
    graph: &Graph,
    edge: &Edge,
    statements: &BTreeMap<StatementId, Statement>,
) -> Result<Explanation> {
    let mut witnesses = Vec::new();
    for statement in edge.statements.iter().filter_map(|id| statements.get(id)) {
        let document = match scope.store.document(&statement.document)? {
            Some(document) => document,
            None => DocumentRecord::bare(statement.document.clone()),
        };
        let decided = scope.verdict(&scope.curation, statement);
        witnesses.push(witness(statement, document, decided));
    }
    witnesses.sort_by(|a, b| {
        let order = |w: &Witness| (w.says != "asserts", w.says);
        order(a)
            .cmp(&order(b))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.document.id.cmp(&b.document.id))
            .then(a.id.cmp(&b.id))
    });
    let mut sources: BTreeMap<DocumentId, f64> = BTreeMap::new();
    for witness in witnesses.iter_mut().filter(|w| w.says == "asserts") {
        if let Entry::Vacant(place) = sources.entry(witness.document.cluster.clone()) {
            place.insert(witness.confidence);
            witness.counts = true;
        }
    }
    let related = graph
        .edges
        .iter()
        .filter_map(|other| {
            Some(Related {
                bearing: scope.bearing(&other.relation, &edge.relation)?,
                relation: other.relation.clone(),
                intervals: other.intervals.clone(),
            })
        })
        .collect();
    Ok(Explanation {
        link: Link::new(graph, edge),
        arithmetic: arithmetic(&sources),
        statements: witnesses,
        related,
    })
}

fn witness(statement: &Statement, document: DocumentRecord, decided: Option<Verdict>) -> Witness {
    let says = match (statement.negated, statement.modality) {
        (true, _) => "denies",
        (false, Modality::Actual) => "asserts",
        (false, Modality::Intended) => "intended",
        (false, Modality::Requested) => "requested",
        (false, Modality::Possible) => "possible",
    };
    Witness {
        id: statement.id.clone(),
        says,
        quote: statement.sentence.clone(),
        source_mention: statement.source.mention.clone(),
        target_mention: statement.target.mention.clone(),
        attributed_to: statement.attributed_to.clone(),
        start: statement.start,
        end: statement.end,
        seen: statement.seen,
        confidence: match decided {
            Some(Verdict::Right) => 1.0,
            _ => statement.confidence,
        },
        decided,
        extractor: statement.extractor,
        frame: statement.frame.clone(),
        span: statement.span,
        document,
        counts: false,
    }
}

fn arithmetic(sources: &BTreeMap<DocumentId, f64>) -> String {
    let total = noisy_or(sources.values().copied());
    match sources.len() {
        0 => "nobody asserts it".to_owned(),
        1 => format!("{total} from one source"),
        n => {
            let factors: String = sources.values().map(|c| format!("(1 − {c})")).collect();
            format!("1 − {factors} = {total} from {n} independent sources")
        }
    }
}
