//! What the picture says in words: headings, notes and the text behind each line.
//!
//! In: the graph shown and what was left out. Out: plain text, not yet escaped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use crate::export::row::{self, Standing};
use crate::export::select::LeftOut;
use crate::export::source::Shown;
use crate::export::text;
use crate::export::told::Evidence;
use crate::extract::{Statement, StatementId};
use crate::graph::Edge;
use crate::ontology::Direction;
use crate::time::PartialDate;

const MAX_QUOTE: usize = 240;

/// Returns the title of the picture.
pub(crate) fn title(export: &Shown<'_>) -> String {
    match text::clean(&export.meta.title) {
        title if title.is_empty() => "Who does what to whom".to_owned(),
        title => text::shorten(&title, 90),
    }
}

/// Returns how much is shown, and of which time.
pub(crate) fn subtitle(export: &Shown<'_>) -> String {
    let graph = export.graph;
    let mut parts = vec![format!(
        "{} and {}",
        counted(graph.nodes.len(), "actor"),
        counted(graph.edges.len(), "relation")
    )];
    let first = graph.edges.iter().filter_map(|e| e.first_seen).min();
    let last = graph.edges.iter().filter_map(|e| e.last_seen).max();
    if let (Some(first), Some(last)) = (first, last) {
        parts.push(if first == last {
            format!("reported {first}")
        } else {
            format!("reported {first} to {last}")
        });
    }
    let starts = graph
        .edges
        .iter()
        .flat_map(row::spells)
        .filter_map(|i| i.start);
    let ends = graph
        .edges
        .iter()
        .flat_map(row::spells)
        .filter_map(|i| i.end);
    let years = |dates: Vec<PartialDate>| {
        let years = dates.iter().map(|d| d.year());
        Some((years.clone().min()?, years.max()?))
    };
    if let Some((from, to)) = years(starts.chain(ends).collect()) {
        parts.push(if from == to {
            format!("covering {from}")
        } else {
            format!("covering {from} to {to}")
        });
    }
    parts.extend(export.meta.as_of.map(|date| format!("as of {date}")));
    parts.join("  ·  ")
}

/// Returns the lines under the legend: where it comes from and what is not shown.
pub(crate) fn notes(export: &Shown<'_>, left_out: LeftOut) -> Vec<String> {
    let mut notes = Vec::new();
    let mut what = Vec::new();
    let source = text::shorten(&text::clean(&export.meta.source), 160);
    if !source.is_empty() {
        what.push(format!("Source: {source}."));
    }
    let filter = text::shorten(&text::clean(&export.meta.filter), 160);
    if !filter.is_empty() {
        what.push(format!("Chosen: {filter}."));
    }
    let version = text::clean(&export.meta.version);
    what.push(format!("Drawn by demarche {version}").trim_end().to_owned() + ".");
    if left_out != LeftOut::default() {
        notes.push(format!(
            "Only the strongest are shown: {} and {} with less evidence are left out.",
            counted(left_out.nodes, "actor"),
            counted(left_out.edges, "relation")
        ));
    }
    notes.push(what.join(" "));
    notes
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{n} {what}s")
    }
}

/// The first statement of each edge shown.
pub(crate) struct Quotes<'a> {
    statements: BTreeMap<StatementId, Cow<'a, Statement>>,
}

impl<'a> Quotes<'a> {
    /// Finds the statements of the edges shown among all.
    pub(crate) fn of(export: &Shown<'a>) -> io::Result<Self> {
        let evidence = Evidence::of(export);
        let mut statements = BTreeMap::new();
        for edge in &export.graph.edges {
            let found = evidence.behind(edge, usize::MAX)?;
            statements.extend(found.into_iter().map(|s| (s.id.clone(), s)));
        }
        Ok(Self { statements })
    }

    /// Returns what is shown when the reader points at an edge.
    pub(crate) fn tooltip(&self, export: &Shown<'_>, edge: &Edge) -> String {
        let nodes = &export.graph.nodes;
        let arrow = match row::directed(export, edge) {
            Direction::Directed => "→",
            Direction::Symmetric => "↔",
        };
        let mut lines = vec![format!(
            "{} {arrow} {}: {}",
            text::clean(&nodes[edge.source].name),
            text::clean(&nodes[edge.target].name),
            text::clean(&row::edge_label(edge))
        )];
        lines.push(evidence(edge));
        let spans: Vec<_> = row::spells(edge).map(row::iso_interval).collect();
        if !spans.is_empty() {
            lines.push(format!("when: {}", spans.join(", ")));
        }
        let first = edge
            .statements
            .iter()
            .filter_map(|id| self.statements.get(id))
            .min_by_key(|s| (!s.is_assertion(), s.seen, &s.document, s.span, &s.id));
        if let Some(statement) = first {
            let quote = text::shorten(&text::clean(&statement.sentence), MAX_QUOTE);
            lines.push(format!(
                "“{quote}” ({})",
                text::clean(&statement.document.0)
            ));
        }
        lines.join("\n")
    }
}

fn evidence(edge: &Edge) -> String {
    let mut parts = vec![format!(
        "{} from {}",
        counted(edge.statements.len(), "statement"),
        counted(edge.n_sources, "independent source")
    )];
    for (n, what) in [
        (edge.n_denied, "deny it"),
        (edge.n_unrealised, "plan, ask for or fear it"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {what}"));
        }
    }
    if Standing::of(edge) == Standing::Asserted {
        parts.push(format!("confidence {:.2}", edge.confidence));
    }
    if edge.contradicted {
        parts.push("contradicted".to_owned());
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn a_tooltip_counts_and_quotes() {
        let sample = Fixture::small();
        let export = sample.shown();
        let edge = sample
            .graph
            .edges
            .iter()
            .find(|e| e.relation.as_str() == "arms")
            .unwrap();
        assert_eq!(
            Quotes::of(&export).unwrap().tooltip(&export, edge),
            "Russia → Syria: arms\n1 statement from 2 independent sources; confidence 0.80\n\
             when: 1967/1970, 2015-09/..\n“Russia arms Syria.” (example)"
        );
    }

    #[test]
    fn what_is_left_out_is_said() {
        let sample = Fixture::small();
        let export = sample.shown();
        assert_eq!(notes(&export, LeftOut::default()).len(), 1);
        let left_out = LeftOut { nodes: 1, edges: 7 };
        assert!(notes(&export, left_out)[0].contains("1 actor and 7 relations"));
        assert_eq!(
            subtitle(&export),
            "4 actors and 5 relations  ·  reported 2024-02-13  ·  covering 1967 to 2024"
        );
    }
}
