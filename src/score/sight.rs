//! Sight: which mentions were found where the gold sees an actor.
//!
//! In: a document with its cast, and a gold claim. Out: for each end whether a mention of the right root stands in the claim's sentence,
//! and if none does, what stands there instead.

use std::ops::Range;

use super::claim::{Claim, Party};
use super::compare::{Compared, meet};
use super::kind::Kind;
use super::names::Names;
use crate::actor::{Cast, Form, Mention};
use crate::language::{Document, Upos};
use crate::ontology::{ActorTable, Ontology};

/// What the texts of a document were read as.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// Sentences and words.
    pub document: &'a Document<'a>,
    /// Who was found, and where.
    pub cast: &'a Cast,
}

/// What is seen of one end of a gold claim in its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// A mention of the right root.
    Right,
    /// It is named, and there is no mention: the words.
    Unfound(String),
    /// It is only a pronoun or a phrase: the words, as far as they are known.
    Anaphor(String),
    /// It is named, and taken for somebody else: the words, and whom they are taken for.
    Other(String, String),
    /// It is not named there.
    Elsewhere,
}

impl Seen {
    /// Returns the kind of error that this makes.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Right => None,
            Self::Unfound(_) => Some(Kind::Mention),
            Self::Anaphor(_) => Some(Kind::Coreference),
            Self::Other(..) => Some(Kind::Root),
            Self::Elsewhere => Some(Kind::OtherSentence),
        }
    }

    /// Returns what to tell of it.
    pub(super) fn tell(&self, party: &Party) -> Option<String> {
        let name = &party.name;
        match self {
            Self::Right => None,
            Self::Unfound(words) => Some(format!("no mention at \"{words}\" ({name})")),
            Self::Anaphor(words) if words.is_empty() => {
                Some(format!("nothing there stands for {name}"))
            }
            Self::Anaphor(words) => Some(format!("\"{words}\" does not stand for {name}")),
            Self::Other(words, read) => Some(format!("\"{words}\" ({name}) is read as {read}")),
            Self::Elsewhere => Some(format!("{name} is not named there")),
        }
    }
}

impl Sight<'_> {
    /// Returns what is seen of both ends of a claim in its sentence.
    pub(super) fn ends(&self, ontology: &Ontology, names: &Names, claim: &Compared) -> [Seen; 2] {
        let tokens = self.tokens_of(claim.claim);
        let mentions: Vec<&Mention> = self.cast.within(&tokens).collect();
        let right = |roots: &[String]| -> Vec<usize> {
            let is_right =
                |m: &Mention| roots.contains(&names.key(&self.cast.member_of(m).root_name));
            (0..mentions.len())
                .filter(|&m| is_right(mentions[m]))
                .collect()
        };
        let [sources, targets] = [right(&claim.roots[0]), right(&claim.roots[1])];
        let is_apart = |a: usize, b: usize| {
            mentions[a].head != mentions[b].head || mentions[a].member != mentions[b].member
        };
        let are_two = sources
            .iter()
            .any(|&s| targets.iter().any(|&t| is_apart(s, t)));
        let parties = [&claim.claim.source, &claim.claim.target];
        if are_two {
            return [Seen::Right, Seen::Right];
        }
        // One mention alone cannot be both of two parts of one state: the one that goes by the name is found.
        let is_named = |end: usize, found: &[usize]| {
            let goes_by = |m: &usize| {
                names.key(&self.cast.member_of(mentions[*m]).name) == names.key(&parties[end].name)
            };
            match sources.is_empty() || targets.is_empty() {
                true => !found.is_empty(),
                false => found.iter().any(goes_by),
            }
        };
        [(0, &sources), (1, &targets)].map(|(end, found)| match is_named(end, found) {
            true => Seen::Right,
            false => self.instead(ontology, names, parties[end], &tokens),
        })
    }

    /// Whether both ends are somewhere in the cast.
    pub(super) fn has_both(&self, names: &Names, claim: &Compared) -> bool {
        claim.roots.iter().all(|roots| {
            let mentions = self.cast.mentions().iter();
            mentions
                .map(|m| vec![names.key(&self.cast.member_of(m).root_name)])
                .any(|key| meet(&key, roots))
        })
    }

    /// Returns the tokens of the sentences that a claim was read from; all where the text does not have its sentence.
    fn tokens_of(&self, claim: &Claim) -> Range<usize> {
        let sentence = claim.sentence.trim();
        let all = 0..self.document.n_tokens();
        let Some(start) = self
            .document
            .text()
            .find(sentence)
            .filter(|_| !sentence.is_empty())
        else {
            return all;
        };
        let end = start + sentence.len();
        let overlaps = |t: &usize| {
            let span = self.document.token(*t).span();
            span.start < end && span.end > start
        };
        let Some(first) = all.clone().find(overlaps) else {
            return 0..0;
        };
        let last = all.rev().find(overlaps).unwrap_or(first);
        first..last + 1
    }

    /// Returns what stands in the sentence where no mention of the right root does.
    fn instead(
        &self,
        ontology: &Ontology,
        names: &Names,
        party: &Party,
        tokens: &Range<usize>,
    ) -> Seen {
        let told = party.mention.as_deref().filter(|words| !words.is_empty());
        if let Some(words) = told.filter(|words| self.is_anaphor(ontology, words)) {
            return Seen::Anaphor(words.to_owned());
        }
        let called = called(ontology.actors(), names, party);
        let ways = told.into_iter().chain(called.iter().map(String::as_str));
        if let Some(place) = ways.filter_map(|way| self.place_of(way, tokens)).next() {
            let words = self.document.phrase(&place);
            let other = place
                .clone()
                .flat_map(|t| self.cast.at(t))
                .map(|&m| &self.cast.mentions()[m])
                .find(|m| m.form != Form::Anaphor);
            return match other {
                Some(mention) => Seen::Other(words, self.cast.member_of(mention).root_name.clone()),
                None => Seen::Unfound(words),
            };
        }
        let has_anaphor = tokens.clone().any(|t| {
            let token = self.document.token(t);
            token.upos() == Upos::Pron && token.label() != "expl"
                || (1..4).any(|n| {
                    let phrase = t..(t + n).min(tokens.end);
                    self.is_anaphor(ontology, self.document.words(&phrase))
                })
        });
        match has_anaphor {
            true => Seen::Anaphor(String::new()),
            false => Seen::Elsewhere,
        }
    }

    /// Whether words stand for an actor named elsewhere: a pronoun, a phrase of the grammar's lists, "the two ministers".
    fn is_anaphor(&self, ontology: &Ontology, words: &str) -> bool {
        const PRONOUNS: [&str; 24] = [
            "he",
            "him",
            "his",
            "she",
            "her",
            "it",
            "its",
            "itself",
            "they",
            "them",
            "their",
            "theirs",
            "who",
            "which",
            "that",
            "whose",
            "we",
            "our",
            "us",
            "i",
            "my",
            "both",
            "himself",
            "themselves",
        ];
        const POINTERS: [&str; 9] = [
            "the ", "this ", "that ", "these ", "those ", "both ", "its ", "their ", "his ",
        ];
        let lower = words.trim().to_lowercase();
        let grammar = ontology.grammar();
        let lists = [
            &grammar.collective_pair_phrases,
            &grammar.collective_phrases,
            &grammar.group_anaphora,
            &grammar.country_anaphora,
            &grammar.person_anaphora,
        ];
        let is_pronoun =
            !words.chars().all(char::is_uppercase) && PRONOUNS.contains(&lower.as_str());
        let is_phrase = POINTERS.iter().any(|p| lower.starts_with(p))
            && !words
                .split(' ')
                .skip(1)
                .any(|w| w.starts_with(char::is_uppercase));
        is_pronoun
            || lists.iter().any(|list| list.contains(&lower))
            || (is_phrase && lower.split(' ').count() < 4)
    }

    /// Returns the tokens where words stand first as whole words.
    fn place_of(&self, words: &str, tokens: &Range<usize>) -> Option<Range<usize>> {
        if tokens.is_empty() {
            return None;
        }
        let span = self.document.byte_span(tokens);
        let text = &self.document.text()[span.clone()];
        let is_word = |c: char| c.is_alphanumeric();
        let at = text.match_indices(words).map(|(at, _)| at).find(|&at| {
            !text[..at].ends_with(is_word) && !text[at + words.len()..].starts_with(is_word)
        })?;
        let bytes = span.start + at..span.start + at + words.len();
        let overlaps = |t: &usize| {
            let span = self.document.token(*t).span();
            span.start < bytes.end && span.end > bytes.start
        };
        let first = tokens.clone().find(overlaps)?;
        let last = tokens.clone().rev().find(overlaps)?;
        Some(first..last + 1)
    }
}

/// Returns how a party can be called: its name, its last name, its root, and the names that the table has for them; longer ones first.
fn called(table: &ActorTable, names: &Names, party: &Party) -> Vec<String> {
    let own = [party.name.as_str()]
        .into_iter()
        .chain(party.root.split('|'));
    let own: Vec<&str> = own.filter(|name| !name.is_empty()).collect();
    let keys: Vec<String> = own.iter().map(|name| names.key(name)).collect();
    let mut called: Vec<String> = own.iter().map(ToString::to_string).collect();
    if let Some((_, last)) = party.name.rsplit_once(' ') {
        called.extend((last.chars().count() > 3).then(|| last.to_owned()));
    }
    for alias in table.aliases() {
        if keys.contains(&names.key(&table.actor(alias.actor).name)) {
            called.push(alias.text.clone());
        }
    }
    called.retain(|way| way.chars().count() > 1);
    called.sort_by_key(|way| std::cmp::Reverse(way.len()));
    called
}
