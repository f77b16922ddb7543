//! What happened, in order.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Link;
use crate::article::DocumentId;
use crate::extract::{Statement, StatementId};
use crate::graph::{Edge, Graph};
use crate::time::{Interval, PartialDate};

/// One interval or occurrence of an edge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Since when; for an event, when. Nothing where no text says.
    pub start: Option<PartialDate>,
    /// Until when; nothing where it goes on or no text says.
    pub end: Option<PartialDate>,
    /// The edge.
    #[serde(flatten)]
    pub link: Link,
    /// The surest words that say so.
    pub quote: String,
    /// The document of these words.
    pub document: Option<DocumentId>,
}

/// Returns the intervals and occurrences of all edges in order of time, those without date last.
pub fn timeline(graph: &Graph, statements: &BTreeMap<StatementId, Statement>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = graph
        .edges
        .iter()
        .flat_map(|edge| {
            let times = match edge.intervals.as_slice() {
                [] => vec![Interval::default()],
                intervals => intervals.to_vec(),
            };
            times
                .into_iter()
                .map(move |time| entry(graph, edge, time, statements))
        })
        .collect();
    let key = |e: &Entry| {
        let date = e.start.or(e.end);
        (date.is_none(), date.or(e.link.first_seen), e.end)
    };
    entries.sort_by(|a, b| {
        key(a).cmp(&key(b)).then_with(|| {
            let names = |e: &Entry| {
                (
                    e.link.source_id.clone(),
                    e.link.relation.clone(),
                    e.link.target_id.clone(),
                )
            };
            names(a).cmp(&names(b))
        })
    });
    entries
}

fn entry(
    graph: &Graph,
    edge: &Edge,
    time: Interval,
    statements: &BTreeMap<StatementId, Statement>,
) -> Entry {
    let best = edge
        .statements
        .iter()
        .filter_map(|id| statements.get(id))
        .filter(|s| edge.n_asserted == 0 || s.is_assertion())
        .max_by(|a, b| {
            let rank = |s: &Statement| {
                let is_dated = s.valid() != Interval::default();
                (is_dated && s.valid().overlaps(&time), s.confidence)
            };
            let (a_rank, b_rank) = (rank(a), rank(b));
            a_rank
                .0
                .cmp(&b_rank.0)
                .then(a_rank.1.total_cmp(&b_rank.1))
                .then(b.id.cmp(&a.id))
        });
    Entry {
        start: time.start,
        end: time.end,
        link: Link::new(graph, edge),
        quote: best.map(|s| s.sentence.clone()).unwrap_or_default(),
        document: best.map(|s| s.document.clone()),
    }
}
