//! The frame extractor: the words of `schemas/relations/` over the tree.
//!
//! In: a scene. Out: candidates. Here triggers are found; what a frame reads at one is [`super::reading`].

use std::collections::{HashMap, HashSet};

use super::candidate::Candidate;
use super::clause;
use super::reading::Reading;
use super::scene::Scene;
use crate::actor::Form;
use crate::language::{Sentence, Token, Upos};
use crate::ontology::{Frame, Ontology, Pattern, Trigger};

/// The frames by the head lemma of their trigger.
#[derive(Debug, Clone)]
pub struct FrameIndex {
    by_lemma: HashMap<String, Vec<(usize, usize)>>,
    /// The head lemmas of nouns.
    nouns: HashSet<String>,
}

impl FrameIndex {
    /// Sorts the frames of the ontology by trigger.
    pub fn new(ontology: &Ontology) -> Self {
        let mut by_lemma: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (idx, frame) in ontology.frames().iter().enumerate() {
            for (nth, pattern) in frame.trigger.patterns().iter().enumerate() {
                let head = match frame.trigger {
                    Trigger::Noun(_) | Trigger::Role(_) => pattern.last(),
                    _ => pattern.first(),
                };
                by_lemma
                    .entry(head.expect("a pattern has a word").clone())
                    .or_default()
                    .push((idx, nth));
            }
        }
        let nouns = ontology.frames().iter().filter_map(|f| match &f.trigger {
            Trigger::Noun(words) => Some(words.iter().filter_map(|w| w.last().cloned())),
            _ => None,
        });
        let nouns = nouns.flatten().collect();
        Self { by_lemma, nouns }
    }

    /// Returns the candidates of one sentence, in the order of their triggers.
    pub fn read(&self, scene: Scene, sentence: Sentence) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let is_word = |t: &Token| !is_inside_name(scene, *t) && !self.only_modifies(*t);
        for token in sentence.tokens().filter(is_word) {
            let lemma = token.lemma().to_lowercase();
            for &(frame, nth) in self.by_lemma.get(&lemma).into_iter().flatten() {
                let frame = &scene.ontology.frames()[frame];
                let pattern = &frame.trigger.patterns()[nth];
                if let Some(trigger) = trigger(frame, pattern, token) {
                    Reading {
                        scene,
                        frame,
                        pattern,
                        trigger,
                    }
                    .read(&mut candidates);
                }
            }
        }
        candidates
    }
}

impl FrameIndex {
    /// Whether a noun stands before another that says what is meant: a "trade war" is no trade.
    fn only_modifies(&self, token: Token) -> bool {
        token.upos() == Upos::Noun
            && token.label() == "compound"
            && token
                .head()
                .is_some_and(|h| self.nouns.contains(&h.lemma().to_lowercase()))
    }
}

/// Whether the word is a part of somebody's name: "United" in "United States".
fn is_inside_name(scene: Scene, token: Token) -> bool {
    scene
        .cast
        .at(token.idx())
        .iter()
        .any(|&m| scene.mention(m).form < Form::Role)
}

/// Returns the token that carries the trigger's slots, if the words stand there.
fn trigger<'d>(frame: &Frame, pattern: &Pattern, token: Token<'d>) -> Option<Token<'d>> {
    match &frame.trigger {
        Trigger::Verb(_) => {
            if pattern[0] == "be" && token.label() == "cop" {
                return has_fixed_words(&pattern[1..], token)
                    .then(|| token.head())
                    .flatten();
            }
            let is_verb = token.upos() == Upos::Verb
                || (token.upos() == Upos::Adj && clause::is_passive(token))
                || pattern[0] == "be" && token.upos() == Upos::Aux;
            (is_verb && has_fixed_words(&pattern[1..], token)).then_some(token)
        }
        Trigger::Noun(_) | Trigger::Role(_) => {
            let is_noun = matches!(token.upos(), Upos::Noun | Upos::Propn);
            (is_noun && matches_head(token, pattern)).then_some(token)
        }
        Trigger::Adjective(_) => {
            let is_adjective = matches!(token.upos(), Upos::Adj | Upos::Verb);
            (is_adjective && has_fixed_words(&pattern[1..], token)).then_some(token)
        }
        Trigger::Phrase(_) => contiguous(pattern, token).map(|last| {
            if last.upos() == Upos::Adp {
                token
            } else {
                last
            }
        }),
    }
}

/// Returns the last word of a phrase whose lemmas or forms follow one another from the token on.
fn contiguous<'d>(pattern: &[String], token: Token<'d>) -> Option<Token<'d>> {
    let mut last = token;
    for (offset, word) in pattern.iter().enumerate() {
        last = token.neighbour(offset as isize)?;
        if last.lemma().to_lowercase() != *word && last.form().to_lowercase() != *word {
            return None;
        }
    }
    Some(last)
}

/// Returns whether a verb's particle and fixed words are there: as its particle, its adverb, its preposition, or right behind it.
fn has_fixed_words(words: &[String], token: Token) -> bool {
    let Some(first) = words.first() else {
        return true;
    };
    let mut behind = words.iter().enumerate();
    let is_behind = behind.all(|(offset, word)| {
        token
            .neighbour(offset as isize + 1)
            .is_some_and(|t| t.form().to_lowercase() == *word || t.lemma().to_lowercase() == *word)
    });
    let is_child = words.len() == 1
        && token.children().any(|c| {
            let is_particle = !c.is_label(&["nsubj", "mark", "aux", "punct"])
                && c.form().to_lowercase() == *first;
            is_particle
                || (c.is_label(&["obl", "advcl"])
                    && clause::preposition(c).as_deref() == Some(first))
        });
    is_behind || is_child
}

/// Returns whether the token has the head lemma of a pattern, with the pattern's other words as its modifiers.
pub(super) fn matches_head(token: Token, pattern: &[String]) -> bool {
    let Some((head, before)) = pattern.split_last() else {
        return false;
    };
    let lemma_is = |t: Token, word: &String| {
        t.lemma().to_lowercase() == *word || t.form().to_lowercase() == *word
    };
    lemma_is(token, head)
        && before.iter().enumerate().all(|(nth, word)| {
            let offset = nth as isize - before.len() as isize;
            token.neighbour(offset).is_some_and(|t| lemma_is(t, word))
                || token.children().any(|c| {
                    c.idx() < token.idx()
                        && c.is_label(&["amod", "compound", "nmod"])
                        && lemma_is(c, word)
                })
        })
}

pub(super) fn matches_any(token: Token, patterns: &[Pattern]) -> bool {
    patterns.iter().any(|p| matches_head(token, p))
}
