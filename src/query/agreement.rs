//! How far a graph agrees with a table of what is known to be true.
//!
//! In: a graph with its denials, and statements of a trusted table, as `import` reads them. Out: for each of them whether the
//! graph has it, at another time only, says the contrary, or misses it; and by relation how many. A truth counts only where the graph
//! could know: it names both actors and speaks of that time.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Link, Scope};
use crate::extract::Statement;
use crate::graph::{Edge, Graph};
use crate::ontology::{ActorId, Direction, RelationId, RelationKind};
use crate::time::{Interval, Precision};

/// What a graph says of a truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It has it, at a time that overlaps.
    Found,
    /// It has it, but for other times only.
    OtherTime,
    /// It only denies it, or has what cannot hold beside it at that time.
    Contradicted,
    /// It says nothing of it.
    Missed,
    /// It does not name one of the two actors, or speaks of other times altogether.
    Beyond,
}

impl Outcome {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::OtherTime => "other-time",
            Self::Contradicted => "contradicted",
            Self::Missed => "missed",
            Self::Beyond => "beyond",
        }
    }
}

/// One truth beside what the graph says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// What the graph says of it.
    pub outcome: Outcome,
    /// The source's name.
    pub source: String,
    /// The relation.
    pub relation: RelationId,
    /// The target's name.
    pub target: String,
    /// When it was so.
    pub valid: Interval,
    /// The edge that has it or contradicts it.
    pub edge: Option<Link>,
}

/// The truths of one relation, counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelationAgreement {
    /// The relation.
    pub relation: RelationId,
    /// Truths of the table.
    pub n_truths: usize,
    /// Those of which the graph could know.
    pub n_comparable: usize,
    /// Those that it has at their time.
    pub n_found: usize,
    /// Those that it has for other times only.
    pub n_other_time: usize,
    /// Those that it contradicts.
    pub n_contradicted: usize,
    /// Those of which it says nothing.
    pub n_missed: usize,
    /// Found among comparable.
    pub recall: Option<f64>,
    /// Edges of the relation in the graph between actors whom the table names.
    pub n_edges: usize,
    /// Those among them that the table has, at whatever time.
    pub n_confirmed: usize,
}

/// How far a graph agrees with a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// By relation.
    pub relations: Vec<RelationAgreement>,
    /// Each truth, in the order of the table without repetitions.
    pub comparisons: Vec<Comparison>,
}

type Key = (ActorId, RelationId, ActorId);

/// Compares a graph with truths; the graph should have the edges that are only denied too.
pub fn agreement(scope: &Scope<'_>, graph: &Graph, truths: &[Statement]) -> Agreement {
    let id = |idx: usize| graph.nodes[idx].id.clone();
    let edges: BTreeMap<Key, &Edge> = graph
        .edges
        .iter()
        .map(|e| ((id(e.source), e.relation.clone(), id(e.target)), e))
        .collect();
    let span = span(graph);
    let mut comparisons = Vec::new();
    let mut seen: BTreeSet<(Key, Interval)> = BTreeSet::new();
    for truth in truths.iter().filter(|t| t.is_assertion()) {
        let (source, target) = (scope.end(&truth.source), scope.end(&truth.target));
        let kind = scope.ontology.relation(truth.relation.as_str());
        let is_symmetric = kind.is_some_and(|r| r.direction == Direction::Symmetric);
        let (source, target) = match is_symmetric && source.id > target.id {
            true => (target, source),
            false => (source, target),
        };
        let key = (source.id.clone(), truth.relation.clone(), target.id.clone());
        if source.id == target.id || !seen.insert((key.clone(), truth.valid())) {
            continue;
        }
        let is_event = kind.is_some_and(|r| r.kind == RelationKind::Event);
        let valid = about(truth.valid(), is_event);
        let knows = |id: &ActorId| graph.index(id).is_some();
        let is_comparable = knows(&source.id) && knows(&target.id) && valid.overlaps(&span);
        let (outcome, edge) = match is_comparable {
            true => compare(scope, graph, &edges, &key, &valid),
            false => (Outcome::Beyond, None),
        };
        comparisons.push(Comparison {
            outcome,
            source: source.name,
            relation: truth.relation.clone(),
            target: target.name,
            valid: truth.valid(),
            edge: edge.map(|edge| Link::new(graph, edge)),
        });
    }
    let keys: BTreeSet<Key> = seen.into_iter().map(|(key, _)| key).collect();
    Agreement {
        relations: counts(&comparisons, &edges, &keys),
        comparisons,
    }
}

/// Returns the time of which the graph speaks.
fn span(graph: &Graph) -> Interval {
    let times = || graph.edges.iter().flat_map(|e| &e.intervals);
    let seen =
        |field: fn(&Edge) -> Option<crate::time::PartialDate>| graph.edges.iter().filter_map(field);
    let first = times()
        .filter_map(|i| i.start.or(i.end))
        .chain(seen(|e| e.first_seen))
        .min();
    let last = times()
        .filter_map(|i| i.end.or(i.start))
        .chain(seen(|e| e.last_seen))
        .max();
    Interval::new(first, last)
}

/// Returns the time about which a truth can be found: for an event without end its year.
fn about(valid: Interval, is_event: bool) -> Interval {
    match (valid.start, valid.end) {
        (Some(start), None) if is_event => {
            let year = Some(start.truncate(Precision::Year));
            Interval::new(year, year)
        }
        _ => valid,
    }
}

fn compare<'g>(
    scope: &Scope<'_>,
    graph: &'g Graph,
    edges: &BTreeMap<Key, &'g Edge>,
    key: &Key,
    valid: &Interval,
) -> (Outcome, Option<&'g Edge>) {
    let holds =
        |edge: &Edge| edge.intervals.is_empty() || edge.intervals.iter().any(|i| i.overlaps(valid));
    let own = edges.get(key).copied();
    if let Some(edge) = own.filter(|e| e.n_asserted > 0 && holds(e)) {
        return (Outcome::Found, Some(edge));
    }
    if let Some(edge) = own.filter(|e| e.n_asserted == 0 && e.n_denied > 0) {
        return (Outcome::Contradicted, Some(edge));
    }
    let (a, b) = (graph.index(&key.0), graph.index(&key.2));
    // What ends the other may fall on its last day.
    let meets = |other: &RelationId, interval: &Interval| {
        let ends = [(other, &key.1), (&key.1, other)]
            .map(|(of, on)| scope.bearing(of, on) == Some("ends it"));
        match ends.contains(&true) {
            true => interval.crosses(valid),
            false => interval.overlaps(valid),
        }
    };
    let against = graph.edges.iter().find(|e| {
        let ends = (Some(e.source), Some(e.target));
        (ends == (a, b) || ends == (b, a))
            && e.n_asserted > 0
            && scope.excludes(&e.relation, &key.1)
            && e.intervals.iter().any(|i| meets(&e.relation, i))
    });
    match (against, own.filter(|e| e.n_asserted > 0)) {
        (Some(edge), _) => (Outcome::Contradicted, Some(edge)),
        (None, Some(edge)) => (Outcome::OtherTime, Some(edge)),
        (None, None) => (Outcome::Missed, None),
    }
}

fn counts(
    comparisons: &[Comparison],
    edges: &BTreeMap<Key, &Edge>,
    truths: &BTreeSet<Key>,
) -> Vec<RelationAgreement> {
    let relations: BTreeSet<&RelationId> = comparisons.iter().map(|c| &c.relation).collect();
    let count = |relation: &RelationId| {
        let n = |outcome| {
            let of = |c: &&Comparison| c.relation == *relation && c.outcome == outcome;
            comparisons.iter().filter(of).count()
        };
        let keys: Vec<&Key> = truths.iter().filter(|key| key.1 == *relation).collect();
        let actors: BTreeSet<&ActorId> = keys.iter().flat_map(|key| [&key.0, &key.2]).collect();
        let between =
            |key: &&Key| key.1 == *relation && actors.contains(&key.0) && actors.contains(&key.2);
        let asserted = edges
            .iter()
            .filter(|(key, e)| between(key) && e.n_asserted > 0);
        let asserted: Vec<&Key> = asserted.map(|(key, _)| key).collect();
        let found = n(Outcome::Found);
        let n_comparable =
            found + n(Outcome::OtherTime) + n(Outcome::Contradicted) + n(Outcome::Missed);
        RelationAgreement {
            relation: relation.clone(),
            n_truths: n_comparable + n(Outcome::Beyond),
            n_comparable,
            n_found: found,
            n_other_time: n(Outcome::OtherTime),
            n_contradicted: n(Outcome::Contradicted),
            n_missed: n(Outcome::Missed),
            recall: (n_comparable > 0)
                .then(|| (1000.0 * found as f64 / n_comparable as f64).round() / 1000.0),
            n_edges: asserted.len(),
            n_confirmed: asserted.iter().filter(|key| truths.contains(**key)).count(),
        }
    };
    relations.into_iter().map(count).collect()
}
