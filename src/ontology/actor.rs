//! Actors: states, organisations, groups and people.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::time::Interval;

/// The identity of an actor: the slug of its canonical name (`united-nations-security-council`).
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct ActorId(pub Arc<str>);

impl ActorId {
    /// Returns the id that a name gives: lower-case ASCII words joined by `-`.
    pub fn from_name(name: &str) -> Self {
        use unicode_normalization::UnicodeNormalization;
        let mut slug = String::with_capacity(name.len());
        for c in name
            .nfkd()
            .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                'A'..='Z' => slug.push(c.to_ascii_lowercase()),
                '\'' | '’' | '.' => {}
                c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        Self(slug.trim_end_matches('-').into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of actor it is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A state, historical and de-facto ones too, or a territory.
    State,
    /// An international organisation, alliance or treaty.
    Organisation,
    /// An armed group, party, movement or company.
    Group,
    /// A named person.
    Person,
    /// A ministry, court, army or other part of a state or organisation.
    Organ,
    /// Unnamed people of a country or group.
    People,
    /// A collective such as "Western countries".
    Collective,
    /// A town or region: a place in a state, which acts only as somebody's.
    Place,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::State,
        Self::Organisation,
        Self::Group,
        Self::Person,
        Self::Organ,
        Self::People,
        Self::Collective,
        Self::Place,
    ];

    /// Returns the kind as the schemas write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Person => "person",
            Self::Organ => "organ",
            Self::People => "people",
            Self::Collective => "collective",
            Self::Place => "place",
        }
    }

    /// Returns the kind written so, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// One actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Who it is.
    pub id: ActorId,
    /// The shortest usual English name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The state or independent organisation for which it acts; itself where it acts for nobody.
    pub root: ActorId,
    /// The state in which a group stands.
    pub country: Option<ActorId>,
    /// When it existed or, for a person, lived in office.
    pub existence: Interval,
}
