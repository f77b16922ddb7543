//! Modality: whether a claim is of something that is so.

use serde::{Deserialize, Serialize};

/// Whether the claim is of something that is so, or only planned, asked for or possible.
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
    Default,
)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// Happened, happens, is so.
    #[default]
    Actual,
    /// Promised, planned, agreed to.
    Intended,
    /// Urged or demanded by someone.
    Requested,
    /// May, could, feared, hypothetical.
    Possible,
}

impl Modality {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Actual,
        Self::Intended,
        Self::Requested,
        Self::Possible,
    ];

    /// Returns the modality as statements write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Intended => "intended",
            Self::Requested => "requested",
            Self::Possible => "possible",
        }
    }

    /// Returns the modality written so, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.as_str() == name)
    }
}

/// Reads the words for truth before something, `not intended A`: whether it is negated, its modality, and the rest.
pub(super) fn truth_words(text: &str) -> (bool, Modality, &str) {
    let (mut negated, mut modality, mut rest) = (false, Modality::Actual, text.trim());
    while let Some((word, after)) = rest.split_once(' ') {
        match (word, Modality::from_name(word)) {
            ("not", _) => negated = true,
            (_, Some(said)) => modality = said,
            _ => break,
        }
        rest = after.trim_start();
    }
    (negated, modality, rest)
}
