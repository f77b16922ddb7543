//! What every format says of a node and of an edge.
//!
//! In: a node or an edge. Out: named values in a fixed order, each of one type. To say more in all
//! formats, add a line to [`NODE_FIELDS`] or [`EDGE_FIELDS`] and its value below.

use super::Export;
use crate::graph::{Edge, Node};
use crate::ontology::{Direction, Family, Mode, RelationKind};
use crate::time::{Interval, PartialDate};

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Int,
    Real,
    Flag,
    List,
}

/// A named field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) r#type: Type,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    Text(String),
    Int(usize),
    Real(f64),
    Flag(bool),
    List(Vec<String>),
}

impl Value {
    /// Returns the value as plain text; a list as `[a, b]`.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Int(n) => n.to_string(),
            Self::Real(x) => x.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(items) => format!("[{}]", items.join(", ")),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Returns a field.
pub(crate) const fn field(name: &'static str, r#type: Type) -> Field {
    Field { name, r#type }
}

/// The fields of a node, beside its id and label.
pub(crate) const NODE_FIELDS: [Field; 3] = [
    field("kind", Type::Text),
    field("root", Type::Text),
    field("n_edges", Type::Int),
];

/// The fields of an edge, beside its id, ends, label and weight.
pub(crate) const EDGE_FIELDS: [Field; 17] = [
    field("relation", Type::Text),
    field("family", Type::Text),
    field("polarity", Type::Text),
    field("mode", Type::Text),
    field("temporality", Type::Text),
    field("direction", Type::Text),
    field("standing", Type::Text),
    field("confidence", Type::Real),
    field("n_sources", Type::Int),
    field("n_asserted", Type::Int),
    field("n_denied", Type::Int),
    field("n_unrealised", Type::Int),
    field("contradicted", Type::Flag),
    field("first_seen", Type::Text),
    field("last_seen", Type::Text),
    field("valid", Type::List),
    field("statements", Type::List),
];

/// Returns the values of [`NODE_FIELDS`].
pub(crate) fn node(node: &Node, n_edges: usize) -> [Value; NODE_FIELDS.len()] {
    [
        Value::Text(node.kind.as_str().into()),
        Value::Text(node.root.clone()),
        Value::Int(n_edges),
    ]
}

/// Returns the values of [`EDGE_FIELDS`]; what the ontology does not know of a relation is empty.
pub(crate) fn edge(export: &Export<'_>, edge: &Edge) -> [Value; EDGE_FIELDS.len()] {
    let relation = export.relation(edge);
    let text = |name: Option<&'static str>| Value::Text(name.unwrap_or_default().into());
    let date = |d: Option<PartialDate>| Value::Text(d.map(|d| d.to_string()).unwrap_or_default());
    [
        Value::Text(edge.relation.to_string()),
        text(relation.map(|r| family(r.family))),
        text(relation.map(|r| r.polarity.as_str())),
        text(relation.map(|r| mode(r.mode))),
        text(relation.map(|r| temporality(r.kind))),
        text(Some(direction(directed(export, edge)))),
        text(Some(Standing::of(edge).as_str())),
        Value::Real(rounded(edge.confidence)),
        Value::Int(edge.n_sources),
        Value::Int(edge.n_asserted),
        Value::Int(edge.n_denied),
        Value::Int(edge.n_unrealised),
        Value::Flag(edge.contradicted),
        date(edge.first_seen),
        date(edge.last_seen),
        Value::List(edge.intervals.iter().map(iso_interval).collect()),
        Value::List(edge.statements.iter().map(ToString::to_string).collect()),
    ]
}

/// How the statements stand to an edge, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Somebody says that it is so.
    Asserted,
    /// It is only planned, asked for or feared.
    Unrealised,
    /// It is only denied.
    Denied,
}

impl Standing {
    /// Returns the standing of an edge: one assertion is enough, then plans go before denials.
    pub(crate) fn of(edge: &Edge) -> Self {
        match (edge.n_asserted, edge.n_unrealised, edge.n_denied) {
            (0, 0, 1..) => Self::Denied,
            (0, 1.., _) => Self::Unrealised,
            _ => Self::Asserted,
        }
    }

    /// Returns the standing as files write it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Unrealised => "unrealised",
            Self::Denied => "denied",
        }
    }
}

/// Returns the identity of an edge: `source|relation|target`.
pub(crate) fn edge_id(export: &Export<'_>, edge: &Edge) -> String {
    let nodes = export.graph.nodes();
    format!(
        "{}|{}|{}",
        nodes[edge.source].id, edge.relation, nodes[edge.target].id
    )
}

/// Returns the relation as people read it: `severed ties`.
pub(crate) fn edge_label(edge: &Edge) -> String {
    edge.relation.as_str().replace('-', " ")
}

/// Returns the weight of an edge: its independent sources, at least 1, since readers drop weight 0.
pub(crate) fn weight(edge: &Edge) -> usize {
    edge.n_sources.max(1)
}

/// Returns whether the ends of an edge play different parts; unknown relations are directed.
pub(crate) fn directed(export: &Export<'_>, edge: &Edge) -> Direction {
    export
        .relation(edge)
        .map_or(Direction::Directed, |r| r.direction)
}

/// Returns the first and last day of an interval, padded to whole days; `None` where it is open.
pub(crate) fn days(interval: &Interval) -> (Option<String>, Option<String>) {
    (
        interval.start.map(|d| d.first_day().to_string()),
        interval.end.map(|d| d.last_day().to_string()),
    )
}

/// Returns the intervals that say something: those with a start or an end.
pub(crate) fn spells(edge: &Edge) -> impl Iterator<Item = &Interval> {
    edge.intervals
        .iter()
        .filter(|i| i.start.is_some() || i.end.is_some())
}

/// Returns the first and the last day on which an edge held, padded to whole days; what lies between its
/// intervals is not told by them.
pub(crate) fn extent(edge: &Edge) -> (Option<String>, Option<String>) {
    let first = edge.intervals.first().and_then(|i| days(i).0);
    let last = edge.intervals.last().and_then(|i| days(i).1);
    (first, last)
}

/// Returns an interval in the manner of ISO 8601, `..` where open: `1967/..`.
pub(crate) fn iso_interval(interval: &Interval) -> String {
    let date = |d: Option<PartialDate>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    format!("{}/{}", date(interval.start), date(interval.end))
}

/// Returns a confidence with four decimals, so that no noise of addition reaches a file.
pub(super) fn rounded(confidence: f64) -> f64 {
    if confidence.is_finite() {
        (confidence * 10_000.0).round() / 10_000.0
    } else {
        0.0
    }
}

/// Returns the family as files write it.
pub(crate) fn family(family: Family) -> &'static str {
    match family {
        Family::Diplomacy => "diplomacy",
        Family::Alignment => "alignment",
        Family::Cooperation => "cooperation",
        Family::Contention => "contention",
        Family::Coercion => "coercion",
        Family::Force => "force",
        Family::Affiliation => "affiliation",
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Verbal => "verbal",
        Mode::Material => "material",
        Mode::None => "none",
    }
}

fn temporality(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::State => "state",
        RelationKind::Event => "event",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Directed => "directed",
        Direction::Symmetric => "symmetric",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn values_have_the_types_of_their_fields() {
        let sample = Fixture::small();
        let export = sample.export();
        for e in &sample.graph.edges {
            for (field, value) in EDGE_FIELDS.iter().zip(edge(&export, e)) {
                let r#type = match value {
                    Value::Text(_) => Type::Text,
                    Value::Int(_) => Type::Int,
                    Value::Real(_) => Type::Real,
                    Value::Flag(_) => Type::Flag,
                    Value::List(_) => Type::List,
                };
                assert_eq!(field.r#type, r#type, "{}", field.name);
            }
        }
    }

    #[test]
    fn a_partial_date_is_padded_to_the_days_it_may_mean() {
        let interval = Interval::new("1967".parse().ok(), "1970-02".parse().ok());
        let (start, end) = days(&interval);
        assert_eq!(start.as_deref(), Some("1967-01-01"));
        assert_eq!(end.as_deref(), Some("1970-02-28"));
        assert_eq!(iso_interval(&interval), "1967/1970-02");
        assert_eq!(iso_interval(&Interval::default()), "../..");
    }

    #[test]
    fn one_assertion_outweighs_denials_and_plans() {
        let mut edge = Fixture::small().graph.edges[0].clone();
        edge.n_asserted = 1;
        edge.n_denied = 5;
        assert_eq!(Standing::of(&edge), Standing::Asserted);
        edge.n_asserted = 0;
        assert_eq!(Standing::of(&edge), Standing::Denied);
        edge.n_unrealised = 1;
        assert_eq!(Standing::of(&edge), Standing::Unrealised);
    }
}
