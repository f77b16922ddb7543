//! Anaphora: pronouns and phrases that stand for actors named before.
//!
//! In: the mentions by name. Out: mentions of form [`Form::Anaphor`], one for each actor meant. [`antecedent`] lists who
//! could be meant and what speaks for each, [`salience`] chooses; unsure cases give nothing.

mod antecedent;
mod clause;
mod discourse;
mod feature;
mod plural;
mod salience;
mod weights;

pub use feature::{Candidate, Feature};

use std::ops::Range;

use antecedent::candidates;
use discourse::{Discourse, Gender};

use super::cast::{Cast, Form, Mention};
use crate::language::{Document, Token, Upos};
use crate::ontology::{Grammar, Ontology};

/// What an anaphor can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// "he", "the minister".
    Person,
    /// "the country", "the army".
    Country,
    /// "the group", "the court".
    Group,
    /// "it", "its".
    Thing,
    /// "they", "the leaders".
    Several,
    /// "both sides", "each other".
    Pair,
}

/// Words that stand for somebody named before.
struct Anaphor<'d> {
    head: Token<'d>,
    tokens: Range<usize>,
    wanted: Wanted,
}

impl Anaphor<'_> {
    /// The gender that a pronoun asks for.
    fn gender(&self) -> Option<Gender> {
        match self.head.form().to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Some(Gender::He),
            "she" | "her" | "hers" | "herself" => Some(Gender::She),
            _ => None,
        }
    }
}

/// An anaphor with the candidates for what it stands for, to see and to fit what the choice rests on.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The words, as token indices of the document.
    pub tokens: Range<usize>,
    /// What they can stand for.
    pub wanted: Wanted,
    /// Who could be meant.
    pub candidates: Vec<Candidate>,
}

/// Resolves what stands for actors named before, and shows each choice to `see`.
pub(super) fn resolve(
    ontology: &Ontology,
    document: &Document,
    cast: &mut Cast,
    see: &mut dyn FnMut(Choice),
) {
    let mut discourse = Discourse::new(document);
    for sentence in document.sentences() {
        let range = sentence.range();
        let mut found: Vec<Mention> = Vec::new();
        for token in sentence.tokens().filter(|_| sentence.is_parsed()) {
            if let Some(member) = short_name(cast, &discourse, token, &range) {
                let own = token.idx()..token.idx() + 1;
                found.push(mention(&own, token, member, 1.0));
                continue;
            }
            let Some(anaphor) = anaphor(ontology.grammar(), document, token, &range) else {
                continue;
            };
            let taken = |m: &Mention| m.tokens.end > anaphor.tokens.start;
            if !cast.is_free(&anaphor.tokens) || found.iter().any(taken) {
                continue;
            }
            let candidates = candidates(ontology, document, cast, &discourse, &found, &anaphor);
            let (members, certainty) = salience::choose(cast, anaphor.wanted, &candidates);
            if let (Some(gender), [member]) = (anaphor.gender(), members) {
                discourse.call(*member, gender);
            }
            found.extend(
                members
                    .iter()
                    .map(|&m| mention(&anaphor.tokens, token, m, certainty)),
            );
            see(Choice {
                tokens: anaphor.tokens,
                wanted: anaphor.wanted,
                candidates,
            });
        }
        if !found.is_empty() {
            for mention in found {
                cast.mention(mention);
            }
            cast.sort();
        }
        discourse.advance(ontology, document, sentence, cast);
    }
}

fn mention(tokens: &Range<usize>, head: Token, member: usize, certainty: f32) -> Mention {
    Mention {
        tokens: tokens.clone(),
        head: head.idx(),
        member,
        form: Form::Anaphor,
        certainty,
    }
}

/// Returns the anaphor that the token is, as pronoun or as the head of a phrase.
fn anaphor<'d>(
    grammar: &Grammar,
    document: &Document,
    token: Token<'d>,
    sentence: &Range<usize>,
) -> Option<Anaphor<'d>> {
    let own = token.idx()..token.idx() + 1;
    if token.upos() == Upos::Pron && token.label() != "expl" {
        let wanted = match token.form().to_lowercase().as_str() {
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => Wanted::Person,
            "it" if is_pleonastic(token) => return None,
            "it" | "its" | "itself" => Wanted::Thing,
            "they" | "them" | "their" | "themselves" => Wanted::Several,
            _ => return None,
        };
        return Some(Anaphor {
            head: token,
            tokens: own,
            wanted,
        });
    }
    let is_head = matches!(
        token.upos(),
        Upos::Noun | Upos::Num | Upos::Det | Upos::Propn
    );
    if !is_head || token.is_label(&["compound", "amod", "nummod", "det"]) {
        return None;
    }
    let has_owner = || {
        token
            .children()
            .any(|c| c.is_label(&["nmod", "acl", "appos", "flat"]))
    };
    (1..4).rev().find_map(|n_before| {
        let start = token
            .idx()
            .checked_sub(n_before)
            .filter(|s| *s >= sentence.start)?;
        let tokens = start..token.idx() + 1;
        let phrase = document.words(&tokens).to_lowercase();
        let wanted = phrase_wants(grammar, &phrase)?;
        (!has_owner()).then_some(Anaphor {
            head: token,
            tokens,
            wanted,
        })
    })
}

/// Returns what a phrase can stand for.
fn phrase_wants(grammar: &Grammar, phrase: &str) -> Option<Wanted> {
    [
        (&grammar.collective_pair_phrases, Wanted::Pair),
        (&grammar.collective_phrases, Wanted::Several),
        (&grammar.person_anaphora, Wanted::Person),
        (&grammar.group_anaphora, Wanted::Group),
        (&grammar.country_anaphora, Wanted::Country),
    ]
    .into_iter()
    .find(|(list, _)| list.contains(phrase))
    .map(|(_, wanted)| wanted)
}

/// "It is clear that …", "it was the first time".
fn is_pleonastic(token: Token) -> bool {
    token.head().is_some_and(|head| {
        let has_copula = head.child(&["cop"]).is_some();
        let has_clause = head.child(&["ccomp", "csubj", "advcl"]).is_some()
            || head.child(&["acl:relcl"]).is_some();
        (has_copula && has_clause) || matches!(head.lemma(), "seem" | "appear" | "rain" | "take")
    })
}

/// Returns the organisation that the last word of its name stands for: "the Community" after "the European Community".
fn short_name(
    cast: &Cast,
    discourse: &Discourse,
    token: Token,
    sentence: &Range<usize>,
) -> Option<usize> {
    let form = token.form();
    let is_name = form.starts_with(char::is_uppercase) && form.contains(char::is_lowercase);
    let has_article = token
        .neighbour(-1)
        .is_some_and(|t| t.idx() >= sentence.start && t.form().eq_ignore_ascii_case("the"));
    let goes_on = token.neighbour(1).is_some_and(|t| {
        t.idx() < sentence.end && (t.form() == "of" || t.form().starts_with(char::is_uppercase))
    });
    if !is_name || !has_article || goes_on || !cast.at(token.idx()).is_empty() {
        return None;
    }
    discourse.by_short_name(form)
}
