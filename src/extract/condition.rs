//! Conditions: what a frame asks of the words around its trigger beside its slots.
//!
//! In: a frame at a trigger. Out: whether object, subject, prepositions and complement clause have the words it lists.

use super::clause;
use super::frames::matches_any;
use super::reading::Reading;
use crate::language::Token;
use crate::ontology::{Pattern, Trigger};

impl<'a> Reading<'a> {
    /// Checks what the frame asks of object, subject and prepositions.
    pub(super) fn words_fit(&self) -> bool {
        let is_verb = matches!(self.frame.trigger, Trigger::Verb(_));
        let object = if is_verb {
            clause::object(self.trigger)
        } else {
            None
        };
        if is_verb && !self.frame.object.is_empty() {
            let infinitive = self
                .trigger
                .child(&["xcomp"])
                .is_some_and(|c| matches_any(c, &self.frame.object));
            let listed = infinitive
                || object.is_some_and(|o| matches_any(o, &self.frame.object))
                || object.into_iter().flat_map(|o| o.children()).any(|c| {
                    (c.label() == "conj" || clause::is_after(c, &["of"]))
                        && matches_any(c, &self.frame.object)
                });
            if !listed {
                return false;
            }
        }
        let lemma_in = |token: Token, words: &[String]| {
            words
                .iter()
                .any(|w| token.lemma().to_lowercase() == *w || token.form().to_lowercase() == *w)
        };
        if object.is_some_and(|o| lemma_in(o, &self.frame.object_not)) {
            return false;
        }
        if !is_verb && self.is_modified(&self.frame.object_not) {
            return false;
        }
        if !self.frame.subject_not.is_empty()
            && self
                .subject()
                .is_some_and(|s| lemma_in(s, &self.frame.subject_not))
        {
            return false;
        }
        if !self.frame.clause.is_empty() && !self.clause_fits() {
            return false;
        }
        (0..self.frame.with.len()).all(|nth| !self.with(nth).is_empty())
    }

    /// Whether one of the words says what kind of thing a noun means: "trade war", "war of words".
    fn is_modified(&self, words: &[String]) -> bool {
        let says_kind =
            |c: &Token| c.is_label(&["amod", "compound"]) || clause::is_after(*c, &["of"]);
        let mut kinds = self.trigger.children().filter(says_kind);
        kinds.any(|c| words.contains(&c.lemma().to_lowercase()))
    }

    /// Returns the words that the frame asks for after its prepositions.
    pub(super) fn asked(&self) -> Vec<Token<'a>> {
        (0..self.frame.with.len())
            .flat_map(|nth| self.with(nth))
            .collect()
    }

    /// Returns the words of one such condition, after the trigger or after its object.
    fn with(&self, nth: usize) -> Vec<Token<'a>> {
        let (prepositions, words) = &self.frame.with[nth];
        let is_verb = matches!(self.frame.trigger, Trigger::Verb(_));
        let object = clause::object(self.trigger).filter(|_| is_verb);
        let carriers = std::iter::once(self.trigger).chain(object);
        carriers
            .flat_map(|t| clause::after(t, prepositions))
            .filter(|t| matches_any(*t, words))
            .collect()
    }

    /// Whether the complement clause has a listed modal, or a listed head with the words below it.
    fn clause_fits(&self) -> bool {
        let Some(head) = clause::clause(self.trigger) else {
            return false;
        };
        let is = |t: Token, word: &String| {
            t.lemma().to_lowercase() == *word || t.form().to_lowercase() == *word
        };
        let acts = is_act(head);
        let fits = |pattern: &Pattern| {
            let Some((first, below)) = pattern.split_first() else {
                return false;
            };
            let modal = acts
                && below.is_empty()
                && head.children().any(|c| c.label() == "aux" && is(c, first));
            let has = |word: &String| {
                let mut near = head
                    .children()
                    .chain(head.children().flat_map(|c| c.children()));
                near.any(|t| is(t, word))
            };
            modal || (is(head, first) && below.iter().all(has))
        };
        self.frame.clause.iter().any(fits)
    }
}

/// Whether what a clause says is an act to come of its subject: nothing done to it ("must be stopped"), no state, nothing past.
fn is_act(head: Token) -> bool {
    let is_past = |c: Token| c.label() == "aux" && c.lemma() == "have";
    let below = head.child(&["xcomp"]);
    !clause::is_passive(head)
        && !below.is_some_and(clause::is_passive)
        && head.lemma() != "have"
        && head.child(&["cop"]).is_none()
        && !head.children().any(is_past)
}
