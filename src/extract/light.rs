//! Light verbs: who does or undergoes what an event noun says.
//!
//! In: an event noun in its tree. Out: the verb that carries it ("launched an attack on", "came under attack from"), with the
//! words that only count it set aside ("a wave of strikes on").

use super::clause::{is_after, preposition};
use crate::language::{Token, Upos};
use crate::ontology::{Grammar, WordList};

/// A light verb that carries an event noun, and which of its slots the noun's agent is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Light<'d> {
    /// The verb's subject does what the noun says.
    Agent(Token<'d>),
    /// The verb's subject undergoes it.
    Undergoer(Token<'d>),
}

impl<'d> Light<'d> {
    /// Returns the verb.
    pub(super) fn verb(self) -> Token<'d> {
        match self {
            Self::Agent(verb) | Self::Undergoer(verb) => verb,
        }
    }
}

/// Returns whether the noun stands after "of" under a word that only counts it.
pub(super) fn is_counted(grammar: &Grammar, noun: Token) -> bool {
    noun.label() == "nmod"
        && is_after(noun, &["of"])
        && noun
            .head()
            .is_some_and(|h| grammar.measure_nouns.contains(&h.lemma().to_lowercase()))
}

/// Returns what counts an event noun, else the noun itself.
pub(super) fn counter<'d>(grammar: &Grammar, noun: Token<'d>) -> Token<'d> {
    noun.head()
        .filter(|_| is_counted(grammar, noun))
        .unwrap_or(noun)
}

/// Returns the noun that stands in the clause for an event noun: the first of a coordination, what counts it.
fn whole<'d>(grammar: &Grammar, noun: Token<'d>) -> Token<'d> {
    let mut top = noun;
    while let Some(head) = top
        .head()
        .filter(|_| top.label() == "conj" || is_counted(grammar, top))
    {
        top = head;
    }
    top
}

/// Returns the light verb whose object, passive subject or antecedent the noun is.
pub(super) fn light_verb<'d>(grammar: &Grammar, noun: Token<'d>) -> Option<Light<'d>> {
    let top = whole(grammar, noun);
    let above = top
        .head()
        .filter(|v| v.upos() == Upos::Verb && top.is_label(&["obj", "nsubj:pass", "obl"]));
    let below = noun
        .children()
        .filter(|c| c.is_label(&["acl"]) && c.upos() == Upos::Verb);
    above.into_iter().chain(below).find_map(|verb| {
        let with_particle = particle(verb, top);
        let is_object = verb.head() == Some(noun) || top.is_label(&["obj", "nsubj:pass"]);
        let in_list = |list: &WordList| {
            (is_object && list.contains(verb.lemma()))
                || with_particle.as_deref().is_some_and(|w| list.contains(w))
        };
        if in_list(&grammar.light_verbs) {
            Some(Light::Agent(verb))
        } else if in_list(&grammar.light_verbs_inverse) {
            Some(Light::Undergoer(verb))
        } else {
            None
        }
    })
}

/// Returns the verb with its particle, or with the preposition of the noun: "carry out", "engage in".
fn particle(verb: Token, noun: Token) -> Option<String> {
    let particle = verb
        .children()
        .find(|c| c.label() == "compound:prt")
        .map(|p| p.form().to_lowercase());
    let word = particle.or_else(|| noun.is_label(&["obl"]).then(|| preposition(noun)).flatten())?;
    Some(format!("{} {word}", verb.lemma()))
}
