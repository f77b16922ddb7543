//! Roles: titles of people ("Iranian Foreign Minister Zarif"), and common nouns with an owner ("the Israeli army").
//!
//! In: names found so far, role words of the ontology. Out: roots of people, affiliations, and role mentions, which
//! [`super::unnamed`] makes.

use std::ops::Range;

use super::bridge;
use super::cast::{Affiliation, Cast, Form, Mention};
use super::gazetteer::Gazetteer;
use super::unnamed::{self, Owner};
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorKind, Ontology, Role, RoleClass};
use crate::time::PartialDate;

/// A role phrase in the text.
pub(super) struct Found<'o> {
    pub(super) role: &'o Role,
    pub(super) tokens: Range<usize>,
}

impl Found<'_> {
    /// Whether the phrase is one of somebody among rebels: "rebel leader".
    fn names_a_person(&self) -> bool {
        self.role.relation.is_some()
    }
}

/// Words between an owner and a role that do not change whose it is.
const MODIFIERS: [&str; 14] = [
    "former", "then", "ex", "-", "acting", "interim", "deputy", "new", "outgoing", "current",
    "top", "senior", "late", "chief",
];

/// How many words may stand between an owner and a role to say of what it is.
const FIELD: usize = 3;

/// Words that stand for the state itself.
pub(crate) const SELF: [&str; 7] = [
    "government",
    "delegation",
    "leadership",
    "regime",
    "state",
    "side",
    "nation",
];

/// Finds titles and role nouns.
pub(super) fn find_roles(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    published: Option<PartialDate>,
    cast: &mut Cast,
) {
    let mut unowned = Vec::new();
    for sentence in document.sentences() {
        let range = sentence.range();
        let mut idx = range.start;
        while idx < range.end {
            let Some(found) = role_at(ontology, document, idx, range.end) else {
                idx += 1;
                continue;
            };
            idx = found.tokens.end;
            let Some(owner) = owner_before(document, cast, &range, &found.tokens)
                .or_else(|| owner_after(document, cast, &range, &found.tokens))
            else {
                unowned.push((found, range.clone()));
                continue;
            };
            let span = &owner.span;
            let person = holder(document, cast, &range, span, &found.tokens);
            let member = match found.role.class {
                RoleClass::Rebels => rebels(ontology, gazetteer, cast, &found, owner.member),
                _ => owner.member,
            };
            match person {
                // A "China critic" is not China's.
                Some(_) if is_outsider(ontology, found.role) => {}
                Some(person) => title(document, cast, &found, member, person, span),
                None if unnamed::is_described_group(ontology, document, cast, &found, &owner) => {}
                None if is_owned_noun(document, cast, &found.tokens) => {
                    cast.clear(&found.tokens);
                    let owners = unnamed::owners(document, cast, &range, &found, &owner);
                    let owner = Owner { member, ..owner };
                    for owner in std::iter::once(owner).chain(owners) {
                        unnamed::add(
                            ontology, gazetteer, document, published, cast, &found, &owner,
                        );
                    }
                }
                None => {}
            }
        }
    }
    cast.sort();
    bridge_unowned(ontology, gazetteer, document, cast, unowned);
    cast.sort();
}

/// Whether people with that role stand over against those after whom they are named.
fn is_outsider(ontology: &Ontology, role: &Role) -> bool {
    let noun = role.phrase.split(' ').next_back().unwrap_or_default();
    ontology.grammar().outsider_nouns.contains(noun)
}

/// Gives offices and rebels whose owner their sentence does not name to the state that the article is about.
fn bridge_unowned(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
    unowned: Vec<(Found, Range<usize>)>,
) {
    let state = bridge::home_state(ontology, gazetteer, document, cast);
    for (found, sentence) in unowned {
        if found.role.class == RoleClass::Rebels {
            if !is_free_noun(document, cast, &found.tokens) || found.names_a_person() {
                continue;
            }
            let word = document.token(found.tokens.end - 1).form();
            let member = bridge::named_before(document, cast, word)
                .or_else(|| Some(rebels(ontology, gazetteer, cast, &found, state?)));
            if let Some(member) = member {
                let has_article = found.tokens.start > sentence.start
                    && document.token(found.tokens.start - 1).upos() == Upos::Det;
                let start = found.tokens.start - usize::from(has_article);
                cast.mention(Mention {
                    tokens: start..found.tokens.end,
                    head: found.tokens.end - 1,
                    member,
                    form: Form::Role,
                    certainty: 1.0,
                });
            }
        } else if let Some(state) = state
            && bridge::is_state_office(found.role)
            && let Some(person) = holder(document, cast, &sentence, &found.tokens, &found.tokens)
        {
            title(document, cast, &found, state, person, &found.tokens);
        }
    }
}

/// Returns the rebels of a state, or the group itself where one owns the word: "Hamas fighters".
fn rebels(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    cast: &mut Cast,
    found: &Found,
    owner: usize,
) -> usize {
    match cast.members()[owner].kind {
        ActorKind::State => bridge::rebels(ontology, gazetteer, cast, found.role, owner),
        _ => owner,
    }
}

/// Returns the longest role phrase that begins at the token.
fn role_at<'o>(
    ontology: &'o Ontology,
    document: &Document,
    start: usize,
    end: usize,
) -> Option<Found<'o>> {
    (start + 1..=end.min(start + 6)).rev().find_map(|stop| {
        let last = document.token(stop - 1);
        if !matches!(last.upos(), Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        let before =
            document.text()[document.token(start).span().start..last.span().start].to_lowercase();
        let role = [
            last.form().to_lowercase(),
            last.lemma().to_lowercase(),
            singular(last.form()),
        ]
        .iter()
        .find_map(|word| ontology.actors().role(&format!("{before}{word}")))?;
        Some(Found {
            role,
            tokens: start..stop,
        })
    })
}

/// Returns a plural word's singular by its ending, lower case; for names and titles, which keep their form as lemma.
fn singular(form: &str) -> String {
    let lower = form.to_lowercase();
    match lower.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => lower.strip_suffix('s').unwrap_or(&lower).to_owned(),
    }
}

/// Returns the actor that stands right before a role, by demonym, name or possessive.
fn owner_before(
    document: &Document,
    cast: &Cast,
    sentence: &Range<usize>,
    role: &Range<usize>,
) -> Option<Owner> {
    let mut at = role.start;
    while at > sentence.start {
        let token = document.token(at - 1);
        let is_modifier = MODIFIERS.contains(&token.form().to_lowercase().as_str())
            || is_possessive(token)
            || names_field(cast, token, role);
        if !is_modifier {
            break;
        }
        at -= 1;
    }
    let token = at.checked_sub(1).filter(|t| *t >= sentence.start)?;
    let mention = cast
        .at(token)
        .iter()
        .map(|&m| &cast.mentions()[m])
        .find(|m| m.tokens.end == token + 1 && is_owner(cast, m))?;
    Some(Owner {
        member: mention.member,
        words: mention.tokens.clone(),
        span: mention.tokens.start..role.end,
    })
}

/// Whether a word before a role says of what it is: "Israeli tourism minister", "UN human rights chief".
fn names_field(cast: &Cast, token: Token, role: &Range<usize>) -> bool {
    let is_part = token.is_label(&["compound", "amod", "nmod"])
        && matches!(token.xpos(), "NN" | "NNS" | "NNP" | "NNPS" | "JJ");
    is_part
        && role.start - token.idx() <= FIELD
        && token.form().chars().all(char::is_alphabetic)
        && cast.at(token.idx()).is_empty()
        && token
            .head()
            .is_some_and(|h| (token.idx() + 1..role.end).contains(&h.idx()))
}

/// Returns the actor after "of" or "for" behind a role.
fn owner_after(
    document: &Document,
    cast: &Cast,
    sentence: &Range<usize>,
    role: &Range<usize>,
) -> Option<Owner> {
    let mut words = (role.end..sentence.end).map(|t| document.token(t));
    let preposition = words.next()?;
    if !matches!(preposition.form(), "of" | "for") {
        return None;
    }
    let next = words.find(|t| t.upos() != Upos::Det)?;
    let mention = cast
        .at(next.idx())
        .iter()
        .map(|&m| &cast.mentions()[m])
        .find(|m| m.tokens.start == next.idx() && is_owner(cast, m))?;
    let is_owned =
        mention.tokens.end + 1 < sentence.end && is_possessive(document.token(mention.tokens.end));
    let owned = is_owned
        .then(|| {
            cast.at(mention.tokens.end + 1)
                .iter()
                .map(|&m| &cast.mentions()[m])
                .find(|m| is_owner(cast, m))
        })
        .flatten();
    let whole = owned.unwrap_or(mention);
    Some(Owner {
        member: whole.member,
        words: whole.tokens.clone(),
        span: role.start..whole.tokens.end,
    })
}

pub(super) fn is_possessive(token: Token) -> bool {
    matches!(token.form(), "'s" | "’s" | "'" | "’")
}

pub(super) fn is_owner(cast: &Cast, mention: &Mention) -> bool {
    !matches!(mention.form, Form::Place | Form::Stance)
        && !matches!(
            cast.member_of(mention).kind,
            ActorKind::Person | ActorKind::People
        )
}

/// Returns the person whom a title names: right behind it, or beside it between commas.
fn holder(
    document: &Document,
    cast: &Cast,
    sentence: &Range<usize>,
    span: &Range<usize>,
    role: &Range<usize>,
) -> Option<usize> {
    let person = |token: usize, at_start: bool| {
        cast.at(token).iter().copied().find(|&m| {
            let mention = &cast.mentions()[m];
            let touches = if at_start {
                mention.tokens.start == token
            } else {
                mention.tokens.end == token + 1
            };
            touches
                && cast.member_of(mention).kind == ActorKind::Person
                && mention.form == Form::Name
        })
    };
    let comma = |t: Token| matches!(t.form(), "," | "(" | "-" | "–" | "—");
    for end in [span.end, role.end] {
        let mut at = end;
        if at < sentence.end && comma(document.token(at)) && span.end > role.end {
            at += 1;
        }
        if let Some(found) = (at < sentence.end).then(|| person(at, true)).flatten() {
            return Some(found);
        }
    }
    let mut at = span.start;
    while at > sentence.start
        && matches!(document.token(at - 1).upos(), Upos::Det | Upos::Adj)
        && cast.at(at - 1).is_empty()
    {
        at -= 1;
    }
    let before = at
        .checked_sub(2)
        .filter(|t| *t >= sentence.start && comma(document.token(at - 1)))?;
    let closes = span.end >= sentence.end || document.token(span.end).upos() == Upos::Punct;
    person(before, false).filter(|_| closes)
}

/// Puts down what a title says of a person.
fn title(
    document: &Document,
    cast: &mut Cast,
    found: &Found,
    owner: usize,
    person: usize,
    span: &Range<usize>,
) {
    let mention = cast.mentions()[person].clone();
    let (owner_root, owner_name) = (
        cast.members()[owner].root.clone(),
        cast.members()[owner].root_name.clone(),
    );
    let member = cast.member_mut(mention.member);
    if member.root == member.id {
        (member.root, member.root_name) = (owner_root, owner_name);
    }
    let Some(relation) = found.role.relation.clone() else {
        return;
    };
    let tokens = span.start.min(mention.tokens.start)..span.end.max(mention.tokens.end);
    let is_past = |t: usize| {
        matches!(
            document.token(t).form().to_lowercase().as_str(),
            "former" | "ex" | "late" | "then" | "ousted" | "deposed"
        )
    };
    let former = tokens.clone().any(is_past) || tokens.start.checked_sub(1).is_some_and(is_past);
    cast.affiliate(Affiliation {
        member: mention.member,
        of: owner,
        relation,
        tokens,
        role: found.role.phrase.clone(),
        former,
    });
}

fn is_noun(document: &Document, tokens: &Range<usize>) -> bool {
    let last = document.token(tokens.end - 1);
    matches!(last.upos(), Upos::Noun | Upos::Propn)
}

fn is_free_noun(document: &Document, cast: &Cast, tokens: &Range<usize>) -> bool {
    is_noun(document, tokens) && cast.is_free(tokens)
}

/// Whether a noun with an owner names nobody yet, or a collective, which gives way: "Bhutanese refugees".
fn is_owned_noun(document: &Document, cast: &Cast, tokens: &Range<usize>) -> bool {
    let mut mentions = tokens.clone().flat_map(|t| cast.at(t));
    is_noun(document, tokens)
        && mentions.all(|&m| cast.member_of(&cast.mentions()[m]).kind == ActorKind::Collective)
}
