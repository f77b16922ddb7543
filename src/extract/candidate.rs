//! A candidate: what an extractor read, before its truth, speaker and time are known.

use super::statement::Extractor;
use crate::ontology::{Modality, RelationId};

/// Two mentions, a relation, and the words that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index of the source's mention in the cast.
    pub source: usize,
    /// Index of the target's mention in the cast.
    pub target: usize,
    /// The relation.
    pub relation: RelationId,
    /// The token that says so.
    pub trigger: usize,
    /// How much the frame asks of the words: the more, the better it knows what they say.
    pub specificity: usize,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub modality: Modality,
    /// How likely it is right, 0 to 1.
    pub confidence: f64,
    /// Who read it.
    pub extractor: Extractor,
    /// The frame with its trigger words.
    pub frame: String,
}
