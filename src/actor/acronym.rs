//! Acronyms that an article explains: "the Danube Energy Corporation (DEC)".
//!
//! In: the document and the mentions so far. Out: which actor each acronym stands for. Only an acronym in brackets right behind
//! a name counts whose letters begin the name's words, in their order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cast::{Cast, Form};
use crate::language::Document;

/// What acronyms stand for in one article: each with the members of the cast, by its capitals.
#[derive(Debug, Default)]
pub(super) struct Acronyms(BTreeMap<String, usize>);

impl Acronyms {
    /// Finds the acronyms that stand in brackets behind a name of the cast.
    pub(super) fn new(document: &Document, cast: &Cast) -> Self {
        let mut found = Self::default();
        for mention in cast.mentions().iter().filter(|m| m.form == Form::Name) {
            found.explain(document, &mention.tokens, mention.member);
        }
        found
    }

    /// Takes up the acronym in brackets behind a name, if there is one.
    pub(super) fn explain(&mut self, document: &Document, name: &Range<usize>, member: usize) {
        if let Some(acronym) = bracketed(document, name.end)
            && spells(document, name, &acronym)
        {
            self.0.entry(acronym).or_insert(member);
        }
    }

    /// Returns the actor that a word stands for.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.0.get(&word.to_uppercase()).copied()
    }
}

/// Returns the one word in brackets at a token, in capitals.
fn bracketed(document: &Document, at: usize) -> Option<String> {
    if at + 2 >= document.n_tokens() {
        return None;
    }
    let [open, word, close] = [at, at + 1, at + 2].map(|t| document.token(t));
    let is_name = word.form().starts_with(char::is_uppercase)
        && word.form().chars().all(char::is_alphabetic)
        && (2..=8).contains(&word.form().chars().count());
    (open.form() == "(" && close.form() == ")" && is_name).then(|| word.form().to_uppercase())
}

/// Whether an acronym's letters begin the words of a name, each in its turn; small words may be left out.
fn spells(document: &Document, name: &Range<usize>, acronym: &str) -> bool {
    let mut letters = acronym.chars().peekable();
    for token in name.clone().map(|t| document.token(t)) {
        let first = token.form().chars().next().map(|c| c.to_ascii_uppercase());
        match (first, letters.peek()) {
            (Some(first), Some(letter)) if first == *letter => {
                letters.next();
            }
            _ if token.form().starts_with(char::is_uppercase) => return false,
            _ => {}
        }
    }
    letters.peek().is_none() && name.len() > 1
}
