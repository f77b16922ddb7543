//! What contradicts itself, side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Link, Scope};
use crate::extract::{Statement, StatementId};
use crate::graph::Graph;

/// An edge that is asserted and denied at the same time, or excluded by another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contradiction {
    /// The edge.
    #[serde(flatten)]
    pub link: Link,
    /// The surest words for it.
    pub asserted_by: String,
    /// What speaks against it: denying words, or the relations that exclude it.
    pub against: Vec<String>,
}

/// Returns the contradicted edges of a graph; `statements` are those behind it.
pub fn contradictions(
    scope: &Scope<'_>,
    graph: &Graph,
    statements: &BTreeMap<StatementId, Statement>,
) -> Vec<Contradiction> {
    let flagged = graph.edges.iter().filter(|e| e.contradicted);
    flagged
        .map(|edge| {
            let behind = || edge.statements.iter().filter_map(|id| statements.get(id));
            let best = behind()
                .filter(|s| s.is_assertion())
                .max_by(|a, b| a.confidence.total_cmp(&b.confidence).then(b.id.cmp(&a.id)));
            let words = |s: &Statement| format!("{} ({})", s.sentence, s.document);
            let mut against: Vec<String> = behind().filter(|s| s.negated).map(words).collect();
            let ends = [edge.source, edge.target];
            against.extend(
                graph
                    .edges
                    .iter()
                    .filter(|e| ends.contains(&e.source) && ends.contains(&e.target))
                    .filter(|e| {
                        e.contradicted
                            && scope.bearing(&e.relation, &edge.relation) == Some("excludes it")
                    })
                    .map(|e| format!("{} excludes it", e.relation)),
            );
            Contradiction {
                link: Link::new(graph, edge),
                asserted_by: best.map(words).unwrap_or_default(),
                against,
            }
        })
        .collect()
}
