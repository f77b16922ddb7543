//! What two do to one another: "talks between A and B", "A and B met", "A and B accused each other".
//!
//! In: a frame at a trigger. Out: the actors that the words put on one level, and candidates of each two of them.

use super::candidate::Candidate;
use super::clause;
use super::fill::{Filler, fill};
use super::reading::Reading;
use crate::language::Token;
use crate::ontology::{Slot, Trigger};

impl Reading<'_> {
    /// Returns the actors of "between A and B" and of "A-B talks".
    pub(super) fn between(&self) -> Vec<Filler> {
        let between = clause::after(self.trigger, &["between".to_owned(), "among".to_owned()]);
        if !between.is_empty() {
            return between
                .into_iter()
                .flat_map(|t| fill(self.scene, t))
                .collect();
        }
        if !matches!(self.frame.trigger, Trigger::Noun(_) | Trigger::Role(_)) {
            return Vec::new();
        }
        let mut start = self.trigger.idx();
        while let Some(token) = self
            .trigger
            .neighbour(start as isize - 1 - self.trigger.idx() as isize)
        {
            let is_part = !self.scene.cast.at(token.idx()).is_empty()
                || matches!(token.form(), "-" | "–" | "/" | "‑");
            if !is_part {
                break;
            }
            start -= 1;
        }
        let mut fillers = Vec::new();
        for token in start..self.trigger.idx() {
            fillers.extend(self.scene.headed(token).map(|mention| Filler {
                mention,
                certainty: 0.95,
                is_owner: false,
                is_scene: false,
            }));
        }
        let roots: std::collections::BTreeSet<_> = fillers
            .iter()
            .map(|f| &self.scene.member(f.mention).root)
            .collect();
        if roots.len() > 1 { fillers } else { Vec::new() }
    }

    /// Whether the words leave the other party to the coordination: "A and B met", "the two signed an accord".
    pub(super) fn target_may_be_understood(&self) -> bool {
        let takes_with = self
            .frame
            .target
            .iter()
            .any(|s| matches!(s, Slot::Preposition(_)));
        let is_named = || self.frame.target.iter().any(|s| !self.tokens(s).is_empty());
        takes_with
            && !is_named()
            && self.frame.modality.is_none()
            && !matches!(self.frame.trigger, Trigger::Role(_) | Trigger::Adjective(_))
    }

    /// Whether the target says that the subjects do it to one another.
    pub(super) fn is_reciprocal(&self) -> bool {
        let slots = self.frame.target.iter().flat_map(|s| self.tokens(s));
        let is_each = |t: Token| matches!(t.form().to_lowercase().as_str(), "each" | "one");
        let is_other = |t: Token| matches!(t.form().to_lowercase().as_str(), "other" | "another");
        slots
            .into_iter()
            .any(|t| is_other(t) || (is_each(t) && t.neighbour(1).is_some_and(is_other)))
    }

    pub(super) fn pairs(&self, fillers: &[Filler], candidates: &mut Vec<Candidate>) {
        for (nth, source) in fillers.iter().enumerate() {
            for target in &fillers[nth + 1..] {
                self.emit(*source, *target, candidates);
            }
        }
    }

    /// Adds a thing that each does to the others.
    pub(super) fn both_ways(&self, fillers: &[Filler], candidates: &mut Vec<Candidate>) {
        for source in fillers {
            for target in fillers.iter().filter(|t| t.mention != source.mention) {
                self.emit(*source, *target, candidates);
            }
        }
    }
}
