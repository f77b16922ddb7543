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

impl Candidate {
    /// Takes up what the other extractor read: where both say the same relation the claim is surer, 1 − (1 − a)(1 − b).
    pub(super) fn join(&mut self, other: &Self) {
        let agree = self.relation == other.relation
            && self.extractor != other.extractor
            && self.extractor != Extractor::Both;
        if agree {
            self.confidence = 1.0 - (1.0 - self.confidence) * (1.0 - other.confidence);
            if self.extractor == Extractor::Learned {
                (self.trigger, self.frame, self.negated, self.modality) = (
                    other.trigger,
                    other.frame.clone(),
                    other.negated,
                    other.modality,
                );
            }
            self.extractor = Extractor::Both;
        }
    }
}
