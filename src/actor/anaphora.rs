//! Anaphora: pronouns and phrases that stand for an actor named before.
//!
//! In: the mentions by name. Out: mentions of form [`Form::Anaphor`]. Unsure cases give nothing.

use std::ops::Range;

use super::cast::{Cast, Form, Mention};
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorKind, Ontology};

/// What an anaphor can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person,
    Country,
    Group,
    Thing,
    Several,
    Pair,
}

/// Resolves what stands for actors named before.
pub(super) fn resolve(ontology: &Ontology, document: &Document, cast: &mut Cast) {
    for sentence in document.sentences().filter(|s| s.is_parsed()) {
        let range = sentence.range();
        let mut found = Vec::new();
        for token in sentence.tokens() {
            let own = token.idx()..token.idx() + 1;
            if let Some(member) = short_name(document, cast, token, &range) {
                found.push(Mention {
                    head: token.idx(),
                    tokens: own,
                    member,
                    form: Form::Anaphor,
                });
                continue;
            }
            let Some((wanted, tokens)) = wanted(ontology, document, token, &range) else {
                continue;
            };
            if !cast.is_free(&tokens) {
                continue;
            }
            let same = same_head(document, cast, token).filter(|_| wanted == Wanted::Group);
            let members = match same {
                Some(member) => vec![member],
                None => antecedents(document, cast, token, wanted, &range),
            };
            for member in members {
                found.push(Mention {
                    head: token.idx(),
                    tokens: tokens.clone(),
                    member,
                    form: Form::Anaphor,
                });
            }
        }
        if found.is_empty() {
            continue;
        }
        for mention in found {
            cast.mention(mention);
        }
        cast.sort();
    }
}

/// Returns what the token, as pronoun or as the head of a phrase, asks for.
fn wanted(
    ontology: &Ontology,
    document: &Document,
    token: Token,
    sentence: &Range<usize>,
) -> Option<(Wanted, Range<usize>)> {
    let own = token.idx()..token.idx() + 1;
    if token.upos() == Upos::Pron && token.label() != "expl" {
        let wanted = match token.form().to_lowercase().as_str() {
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => Wanted::Person,
            "it" if is_pleonastic(token) => return None,
            "it" | "its" | "itself" => Wanted::Thing,
            "they" | "them" | "their" | "themselves" => Wanted::Several,
            _ => return None,
        };
        return Some((wanted, own));
    }
    let is_head = matches!(
        token.upos(),
        Upos::Noun | Upos::Num | Upos::Det | Upos::Propn
    );
    if !is_head || token.is_label(&["compound", "amod"]) {
        return None;
    }
    let grammar = ontology.grammar();
    (1..4).rev().find_map(|n_before| {
        let start = token
            .idx()
            .checked_sub(n_before)
            .filter(|s| *s >= sentence.start)?;
        let tokens = start..token.idx() + 1;
        let phrase = document.words(&tokens).to_lowercase();
        let wanted = if grammar.collective_pair_phrases.contains(&phrase) {
            Wanted::Pair
        } else if grammar.person_anaphora.contains(&phrase) {
            Wanted::Person
        } else if grammar.group_anaphora.contains(&phrase) {
            Wanted::Group
        } else if grammar.country_anaphora.contains(&phrase) {
            Wanted::Country
        } else {
            return None;
        };
        let has_owner = token
            .children()
            .any(|c| c.is_label(&["nmod", "acl"]) || (c.is_label(&["appos", "flat"])));
        (!has_owner).then_some((wanted, tokens))
    })
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

fn suits(cast: &Cast, mention: &Mention, wanted: Wanted) -> bool {
    let kind = cast.member_of(mention).kind;
    let is_noun = !matches!(mention.form, Form::Place);
    is_noun
        && match wanted {
            Wanted::Person => kind == ActorKind::Person,
            Wanted::Country => kind == ActorKind::State,
            Wanted::Group => matches!(kind, ActorKind::Group | ActorKind::Organisation),
            Wanted::Thing => matches!(
                kind,
                ActorKind::State | ActorKind::Organisation | ActorKind::Group | ActorKind::Organ
            ),
            Wanted::Several => kind != ActorKind::Person && kind != ActorKind::Organ,
            Wanted::Pair => matches!(
                kind,
                ActorKind::State | ActorKind::Organisation | ActorKind::Group | ActorKind::Person
            ),
        }
}

/// Returns the actors meant: the most prominent suitable ones before the token, in its sentence or the one before.
fn antecedents(
    document: &Document,
    cast: &Cast,
    token: Token,
    wanted: Wanted,
    sentence: &Range<usize>,
) -> Vec<usize> {
    let here: Vec<&Mention> = cast
        .within(&(sentence.start..token.idx()))
        .filter(|m| m.tokens.end <= token.idx())
        .collect();
    let previous = token
        .sentence()
        .idx()
        .checked_sub(1)
        .map(|s| document.sentence(s).range());
    let there: Vec<&Mention> = previous
        .map(|range| cast.within(&range).collect())
        .unwrap_or_default();
    match wanted {
        Wanted::Pair => pair(cast, &here)
            .or_else(|| pair(cast, &there))
            .unwrap_or_default(),
        Wanted::Several => several(document, cast, &here, token)
            .or_else(|| several(document, cast, &there, token))
            .unwrap_or_default(),
        _ => best(document, cast, &here, wanted, token)
            .or_else(|| best(document, cast, &there, wanted, token))
            .into_iter()
            .collect(),
    }
}

/// Returns the group that was named before by the same noun with more words: "the rebels" after "Syrian rebels".
fn same_head(document: &Document, cast: &Cast, token: Token) -> Option<usize> {
    let is_same = |m: &&Mention| {
        let is_group = matches!(
            cast.member_of(m).kind,
            ActorKind::Group | ActorKind::Organisation | ActorKind::Organ | ActorKind::People
        );
        let head = document.token(m.tokens.end - 1);
        let is_longer = m.form != Form::Anaphor && m.tokens.len() > 1;
        is_group && is_longer && head.lemma().to_lowercase() == token.lemma().to_lowercase()
    };
    let earlier = 0..token.idx();
    let before = cast.within(&earlier).filter(is_same);
    before.last().map(|m| m.member)
}

/// Returns the organisation that the last word of its name stands for: "the Community" after "the European Community".
fn short_name(
    document: &Document,
    cast: &Cast,
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
    let is_same = |m: &&Mention| {
        let is_organisation = matches!(
            cast.member_of(m).kind,
            ActorKind::Organisation | ActorKind::Group | ActorKind::Organ
        );
        let is_longer = m.form == Form::Name && m.tokens.len() > 1;
        is_organisation && is_longer && document.token(m.tokens.end - 1).form() == form
    };
    let earlier = 0..token.idx();
    let before = cast.within(&earlier).filter(is_same);
    before.last().map(|m| m.member)
}

/// The only two distinct roots among the mentions.
fn pair(cast: &Cast, mentions: &[&Mention]) -> Option<Vec<usize>> {
    let mut members: Vec<usize> = Vec::new();
    for mention in mentions.iter().filter(|m| suits(cast, m, Wanted::Pair)) {
        let root = &cast.member_of(mention).root;
        match members
            .iter()
            .position(|&m| cast.members()[m].root == *root)
        {
            Some(at) if cast.member_of(mention).kind == ActorKind::State => {
                members[at] = mention.member
            }
            Some(_) => {}
            None => members.push(mention.member),
        }
    }
    (members.len() == 2).then_some(members)
}

/// A coordination, or a single group or people in the plural; the subject before others.
fn several(
    document: &Document,
    cast: &Cast,
    mentions: &[&Mention],
    token: Token,
) -> Option<Vec<usize>> {
    let is_own = |m: &&&Mention| document.token(m.head).head().is_none_or(|h| h != token);
    let mut subjects = mentions
        .iter()
        .filter(is_own)
        .filter(|m| suits(cast, m, Wanted::Several) && is_subject(document.token(m.head)));
    let subject = subjects.next()?;
    let head = document.token(subject.head);
    let mut members = vec![subject.member];
    for conjunct in head.children().filter(|c| c.label() == "conj") {
        members.extend(
            cast.headed(conjunct.idx())
                .map(|m| cast.mentions()[m].member),
        );
    }
    let is_plural = members.len() > 1
        || head.xpos().ends_with('S')
        || matches!(
            cast.member_of(subject).kind,
            ActorKind::People | ActorKind::Collective | ActorKind::Group | ActorKind::Organisation
        );
    is_plural.then_some(members)
}

/// The last subject, else whose the last subject is, else the only suitable mention; in "sanctioned Russia for its invasion"
/// the object.
fn best(
    document: &Document,
    cast: &Cast,
    mentions: &[&Mention],
    wanted: Wanted,
    token: Token,
) -> Option<usize> {
    let suitable: Vec<&&Mention> = mentions
        .iter()
        .filter(|m| {
            suits(cast, m, wanted)
                && m.form != Form::Capital
                && !governs(document.token(m.head), token)
        })
        .collect();
    let at = |head: Token| {
        suitable
            .iter()
            .find(|m| m.head == head.idx())
            .map(|m| m.member)
    };
    if let Some(member) = blamed(token).and_then(at) {
        return Some(member);
    }
    let noun = |m: &&&&Mention| m.form != Form::Demonym;
    let subject = suitable
        .iter()
        .rev()
        .filter(noun)
        .find(|m| is_subject(document.token(m.head)));
    let owner = || {
        suitable
            .iter()
            .rev()
            .find(|m| is_owner_of_subject(document.token(m.head)))
    };
    if let Some(mention) = subject.or_else(owner) {
        return Some(mention.member);
    }
    let mut members: Vec<usize> = suitable.iter().filter(noun).map(|m| m.member).collect();
    members.sort_unstable();
    members.dedup();
    (members.len() == 1).then(|| members[0])
}

/// Returns the object of the verb that a possessive's phrase gives a reason for: "condemned Russia for its invasion".
fn blamed(token: Token) -> Option<Token> {
    let phrase = token.head().filter(|_| token.label() == "nmod:poss")?;
    let is_reason = phrase.children().any(|c| {
        c.is_label(&["case"]) && matches!(c.form().to_lowercase().as_str(), "for" | "over" | "of")
    });
    let verb = phrase
        .head()
        .filter(|v| is_reason && phrase.is_label(&["obl"]) && v.upos() == Upos::Verb)?;
    verb.child(&["obj"]).or_else(|| verb.child(&["nsubj:pass"]))
}

/// Whether a mention says whose the subject is: "Russia's involvement".
fn is_owner_of_subject(token: Token) -> bool {
    token.is_label(&["nmod", "amod", "compound"]) && token.head().is_some_and(is_subject)
}

fn is_subject(token: Token) -> bool {
    token.is_label(&["nsubj"])
        || (token.label() == "conj" && token.head().is_some_and(|h| h.is_label(&["nsubj"])))
}

/// Whether the mention stands inside the phrase that the anaphor heads, or the other way round.
fn governs(mention: Token, anaphor: Token) -> bool {
    anaphor.subtree().contains(&mention.idx()) && mention.head() == Some(anaphor)
}
