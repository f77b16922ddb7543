//! What has been said so far: how often each actor was named, by which nouns, and of which gender.
//!
//! In: the mentions of one sentence after the other. Out: what an anaphor's candidates are weighed by.

use std::collections::HashMap;

use crate::actor::cast::{Cast, Form, Mention};
use crate::actor::saying::says;
use crate::language::{Document, Quotations, Sentence};
use crate::ontology::{ActorId, ActorKind, Ontology};

/// The grammatical gender of a person, as titles and pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// The story up to the sentence that is read.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    n_by_root: HashMap<ActorId, usize>,
    n_all: usize,
    /// The member last named by a phrase of several words, by its last word, lower case.
    by_noun: HashMap<String, usize>,
    /// The organisation or group last named in several words, by its last word as written.
    by_short_name: HashMap<String, usize>,
    genders: HashMap<usize, Gender>,
    /// The root that was last the subject of a verb of saying.
    speaker: Option<ActorId>,
    quotations: Quotations,
    /// The titles of the article that are not taken up yet.
    next_title: usize,
}

impl Discourse {
    /// Begins before the first sentence.
    pub(super) fn new(document: &Document) -> Self {
        Self {
            quotations: Quotations::new(document),
            ..Self::default()
        }
    }

    /// Takes up the mentions of a sentence, and the titles told up to its end.
    pub(super) fn advance(
        &mut self,
        ontology: &Ontology,
        document: &Document,
        sentence: Sentence,
        cast: &Cast,
    ) {
        let end = sentence.range().end;
        for mention in cast.within(&sentence.range()) {
            let member = cast.member_of(mention);
            let head = document.token(mention.head);
            if head.is_label(&["nsubj"]) && head.head().is_some_and(|verb| says(ontology, verb)) {
                self.speaker = Some(member.root.clone());
            }
            *self.n_by_root.entry(member.root.clone()).or_default() += 1;
            self.n_all += 1;
            if let Some(gender) = titled(document, mention) {
                self.genders.insert(mention.member, gender);
            }
            if mention.form == Form::Anaphor || mention.tokens.len() < 2 {
                continue;
            }
            let last = document.token(mention.tokens.end - 1);
            self.by_noun
                .insert(last.lemma().to_lowercase(), mention.member);
            let is_body = matches!(
                member.kind,
                ActorKind::Organisation | ActorKind::Group | ActorKind::Organ
            );
            if mention.form == Form::Name && is_body {
                self.by_short_name
                    .insert(last.form().to_owned(), mention.member);
            }
        }
        while let Some(title) = cast.affiliations().get(self.next_title)
            && title.tokens.start < end
        {
            let noun = title.role.rsplit(' ').next().unwrap_or(&title.role);
            self.by_noun.insert(noun.to_owned(), title.member);
            self.by_noun.insert(title.role.clone(), title.member);
            self.next_title += 1;
        }
    }

    /// Returns the root that spoke last.
    pub(super) fn speaker(&self) -> Option<&ActorId> {
        self.speaker.as_ref()
    }

    /// Whether a word stands between quotation marks.
    pub(super) fn is_quoted(&self, token: usize) -> bool {
        self.quotations.contains(token)
    }

    /// Puts down that a pronoun stood for somebody.
    pub(super) fn call(&mut self, member: usize, gender: Gender) {
        self.genders.insert(member, gender);
    }

    /// Returns the gender by which somebody was called.
    pub(super) fn gender(&self, member: usize) -> Option<Gender> {
        self.genders.get(&member).copied()
    }

    /// Returns how often a root was named, and what part of all mentions that is.
    pub(super) fn named(&self, root: &ActorId) -> (usize, f32) {
        let n = self.n_by_root.get(root).copied().unwrap_or(0);
        #[allow(clippy::cast_precision_loss)]
        let share = n as f32 / self.n_all.max(1) as f32;
        (n, share)
    }

    /// Returns who was last named, or titled, by a phrase that ends in these words: "the rebels" after "Syrian rebels".
    pub(super) fn by_noun(&self, words: &str) -> Option<usize> {
        self.by_noun.get(words).copied()
    }

    /// Returns the body whose name ends in the word: "the Community" after "the European Community".
    pub(super) fn by_short_name(&self, word: &str) -> Option<usize> {
        self.by_short_name.get(word).copied()
    }
}

/// Returns the gender that the word before a name tells: "Mrs Thatcher".
fn titled(document: &Document, mention: &Mention) -> Option<Gender> {
    let before = mention.tokens.start.checked_sub(1)?;
    match document.token(before).form().trim_end_matches('.') {
        "Mr" | "King" | "Prince" | "Sir" | "Lord" | "Sheikh" => Some(Gender::He),
        "Mrs" | "Ms" | "Miss" | "Queen" | "Princess" | "Lady" | "Madam" => Some(Gender::She),
        _ => None,
    }
}
