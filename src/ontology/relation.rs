//! Relations: the kinds of edges, one file of `schemas/relations/` each.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EventCodes;

/// The identity of a relation: its file's stem (`severed-ties`).
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct RelationId(pub Arc<str>);

impl RelationId {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RelationId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for RelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the two ends of a relation play different parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The source does something to the target.
    Directed,
    /// The two do it together; written once, in either order.
    Symmetric,
}

/// Whether a relation speaks of friendship or of hostility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Cooperation.
    Positive,
    /// Neither.
    Neutral,
    /// Conflict.
    Negative,
}

impl Polarity {
    /// Returns the polarity as the files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }
}

/// Whether a relation is words or deeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Something said.
    Verbal,
    /// Something done.
    Material,
    /// Neither (enmity, office).
    None,
}

/// Whether a relation holds for a time or happens at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// Holds over an interval.
    State,
    /// Happens on a date.
    Event,
}

/// The families that diagrams colour by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are the families of the ontology")]
pub enum Family {
    Diplomacy,
    Alignment,
    Cooperation,
    Contention,
    Coercion,
    Force,
    Affiliation,
}

/// A kind of edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Which relation it is.
    pub id: RelationId,
    /// What it means, one sentence.
    pub definition: String,
    /// The family that diagrams colour by.
    pub family: Family,
    /// Whether its ends play different parts.
    pub direction: Direction,
    /// Who the source is.
    pub source: String,
    /// Who the target is.
    pub target: String,
    /// Friendship or hostility.
    pub polarity: Polarity,
    /// Words or deeds.
    pub mode: Mode,
    /// State or event.
    pub kind: RelationKind,
    /// The relations that it brings to an end between the same two actors.
    pub ends: Vec<RelationId>,
    /// The relations that cannot hold at the same time between the same two actors.
    pub excludes: Vec<RelationId>,
    /// Whether a town or region may stand for its state at an end that is acted on, or that receives.
    pub takes_places: bool,
    /// Categories of PLOVER that it is near to; a plain statement is of the first.
    pub plover: Vec<String>,
    /// Codes of CAMEO that it is near to; a plain statement has the first.
    pub cameo: Vec<String>,
    /// What a statement of it is in tables of events, by its truth.
    pub events: EventCodes,
}

#[cfg(test)]
impl Relation {
    /// Returns a relation for tests of which nothing is known but its name.
    pub(crate) fn plain(id: &str) -> Self {
        Self {
            id: id.into(),
            definition: String::new(),
            family: Family::Diplomacy,
            direction: Direction::Directed,
            source: String::new(),
            target: String::new(),
            polarity: Polarity::Neutral,
            mode: Mode::None,
            kind: RelationKind::Event,
            ends: Vec::new(),
            excludes: Vec::new(),
            takes_places: false,
            plover: Vec::new(),
            cameo: Vec::new(),
            events: EventCodes::default(),
        }
    }
}
