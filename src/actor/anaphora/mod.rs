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
use crate::ontology::{ActorKind, Grammar, Ontology};

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
            if let Some(own) = own_country(ontology, cast, &found, token) {
                found.extend(own);
                continue;
            }
            let Some(anaphor) = anaphor(ontology.grammar(), document, token, &range) else {
                continue;
            };
            let taken = |m: &Mention| m.tokens.end > anaphor.tokens.start;
            if !is_open(document, cast, &anaphor.tokens) || found.iter().any(taken) {
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
                clear_collectives(cast, &mention.tokens);
                cast.mention(mention);
            }
            cast.sort();
        }
        discourse.advance(ontology, document, sentence, cast);
    }
}

/// Returns the country of whom a pronoun before the noun means: "his country", "their homeland".
fn own_country(
    ontology: &Ontology,
    cast: &mut Cast,
    found: &[Mention],
    noun: Token,
) -> Option<Vec<Mention>> {
    let nouns = &ontology.grammar().nouns_for_homes;
    let owner = noun
        .child(&["nmod:poss"])
        .filter(|_| nouns.contains(noun.lemma()))?;
    let own = owner.idx()..owner.idx() + 1;
    let mut countries = Vec::new();
    for owner in found.iter().filter(|m| m.tokens == own) {
        let country = ontology.actors().find(&cast.member_of(owner).root);
        if let Some(country) = country.filter(|c| c.kind == ActorKind::State) {
            let country = cast.add_known(ontology.actors(), country);
            let tokens = own.start..noun.idx() + 1;
            countries.push(mention(&tokens, noun, country, owner.certainty));
        }
    }
    (!countries.is_empty()).then_some(countries)
}

/// Whether a phrase names nobody yet, but for collectives by adjective, which give way ("the Nordic country"), and a backer
/// ("the Iran-backed group").
fn is_open(document: &Document, cast: &Cast, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    tokens.clone().all(|t| {
        cast.at(t).iter().all(|&m| {
            let mention = &cast.mentions()[m];
            let end = mention.tokens.end;
            let is_collective = cast.member_of(mention).kind == ActorKind::Collective;
            end <= last && (is_collective || document.token(end).form() == "-")
        })
    })
}

/// Takes away the collectives by adjective within a phrase that stands for somebody named before.
fn clear_collectives(cast: &mut Cast, tokens: &Range<usize>) {
    let inside: Vec<Range<usize>> = cast
        .within(tokens)
        .filter(|m| cast.member_of(m).kind == ActorKind::Collective)
        .map(|m| m.tokens.clone())
        .collect();
    for tokens in inside {
        cast.clear(&tokens);
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
    (1..=LONGEST).rev().find_map(|n_before| {
        let start = token
            .idx()
            .checked_sub(n_before)
            .filter(|s| *s >= sentence.start)?;
        let tokens = start..token.idx() + 1;
        let phrase = document.words(&tokens).to_lowercase();
        let wanted = phrase_wants(grammar, &phrase).or_else(|| {
            let plain = without_adjectives(document, &tokens)?;
            phrase_wants(grammar, &plain)
        })?;
        (!has_owner()).then_some(Anaphor {
            head: token,
            tokens,
            wanted,
        })
    })
}

/// How many words before its head a phrase may have: "the two long-time foes".
const LONGEST: usize = 5;

/// Returns a definite phrase without its adjectives: "the country" for "the war-torn country"; none where it has no adjective.
fn without_adjectives(document: &Document, tokens: &Range<usize>) -> Option<String> {
    let first = document.token(tokens.start).form().to_lowercase();
    let inner = tokens.start + 1..tokens.end - 1;
    let is_definite = matches!(first.as_str(), "the" | "this" | "these" | "both");
    let is_adjective = |t: usize| {
        let token = document.token(t);
        token.upos() == Upos::Adj
            || token.is_label(&["amod"])
            || token.form() == "-"
            || (t + 1 < tokens.end && document.token(t + 1).form() == "-")
    };
    let is_number = |t: usize| document.token(t).upos() == Upos::Num;
    if !is_definite || inner.is_empty() || !inner.clone().all(|t| is_adjective(t) || is_number(t)) {
        return None;
    }
    let article = match first.as_str() {
        "this" | "these" => "the",
        other => other,
    };
    let kept = inner.clone().filter(|&t| is_number(t));
    if kept.clone().count() == inner.len() {
        return None;
    }
    let words = kept
        .chain([tokens.end - 1])
        .map(|t| document.token(t).form().to_lowercase());
    Some(words.fold(article.to_owned(), |phrase, word| phrase + " " + &word))
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
