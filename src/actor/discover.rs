//! Names that the gazetteer does not know: people by surname, and discovered actors from entity spans.
//!
//! In: entity spans of the model. Out: mentions, and cast members with a root from the name itself ("Egyptian Red
//! Crescent" acts for Egypt); titles around the name tell more in [`super::role`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::acronym::Acronyms;
use super::cast::{Cast, CastMember, Form, Mention};
use super::gazetteer::{Gazetteer, fold, head_of};
use super::identity;
use super::person::{DAYS, is_family_first, is_full_name, surname_key, surnames_of};
use crate::language::{Document, EntityKind, Upos};
use crate::ontology::{ActorId, ActorKind, Ontology};
use crate::time::PartialDate;

/// The people of an article by one of their names, each with the token where the full name first stands.
type ByName = BTreeMap<String, Vec<(usize, usize)>>;

/// The people whom an article names in full.
#[derive(Debug, Default)]
struct Known {
    by_surname: ByName,
    by_first_name: ByName,
}

/// Finds people by surname and actors that are in no file.
pub(super) fn find_unknown(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    published: Option<PartialDate>,
    cast: &mut Cast,
) {
    let mut known = Known::default();
    let named: Vec<(usize, usize)> = cast
        .mentions()
        .iter()
        .map(|m| (m.member, m.tokens.start))
        .collect();
    for (member, token) in named {
        remember(&mut known, cast, member, token);
    }
    for entity in document.entities() {
        let tokens = trim(document, entity.tokens.clone());
        if entity.kind == EntityKind::Person
            && is_full_name(document.words(&tokens))
            && free_for_person(cast, &tokens)
        {
            cast.clear(&tokens);
            let member = discovered(cast, document.phrase(&tokens), ActorKind::Person);
            remember(&mut known, cast, member, tokens.start);
            add(document, cast, tokens, member);
        }
    }
    let roots: BTreeSet<ActorId> = cast
        .mentions()
        .iter()
        .map(|m| cast.member_of(m).root.clone())
        .collect();
    let in_the_news = |name: &str, cast: &mut Cast| {
        let table = ontology.actors();
        let known = |person: usize| identity::known(table, table.actor(person), published);
        let is_named = |person: usize| roots.contains(&known(person).root);
        let person = gazetteer.surnames.find(name, published, &is_named)?;
        Some(cast.add(known(person)))
    };
    let mut acronyms = Acronyms::new(document, cast);
    for entity in document.entities() {
        let tokens = trim(document, entity.tokens.clone());
        if tokens.is_empty() || !cast.is_free(&tokens) {
            continue;
        }
        let words = document.words(&tokens).to_owned();
        match entity.kind {
            EntityKind::Person => {
                let member = by_surname(ontology, cast, &known, &words, tokens.start)
                    .or_else(|| by_first_name(&known, &words))
                    .or_else(|| in_the_news(&words, cast))
                    .unwrap_or_else(|| {
                        discovered(cast, document.phrase(&tokens), ActorKind::Person)
                    });
                add(document, cast, tokens, member);
            }
            EntityKind::Organization if words.starts_with(char::is_uppercase) => {
                let is_surname = tokens.len() == 1 && words.contains(char::is_lowercase);
                let member = acronyms
                    .find(&words)
                    .or_else(|| known_in_capitals(ontology, gazetteer, cast, &words))
                    .or_else(|| is_surname.then(|| in_the_news(&words, cast))?)
                    .unwrap_or_else(|| {
                        discovered(cast, document.phrase(&tokens), ActorKind::Organisation)
                    });
                acronyms.explain(document, &tokens, member);
                add(document, cast, tokens, member);
            }
            EntityKind::Norp if document.token(tokens.end - 1).upos() != Upos::Adj => {
                let member = discovered(cast, document.phrase(&tokens), ActorKind::People);
                add(document, cast, tokens, member);
            }
            _ => {}
        }
    }
    for idx in 0..document.n_tokens() {
        let token = document.token(idx);
        if token.upos() == Upos::Propn && cast.at(idx).is_empty() {
            let found = by_surname(ontology, cast, &known, token.form(), idx).or_else(|| {
                is_surname_alone(document, idx).then(|| in_the_news(token.form(), cast))?
            });
            if let Some(member) = found {
                add(document, cast, idx..idx + 1, member);
            }
        }
    }
    cast.sort();
    root_organisations(ontology, gazetteer, document, cast);
}

/// Returns the actor of the ontology that goes by exactly this name; of several the first.
pub(super) fn known_as(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    cast: &mut Cast,
    name: &str,
) -> Option<usize> {
    let table = ontology.actors();
    let alias = gazetteer.reading(name).first()?;
    Some(cast.add_known(table, table.actor(table.aliases()[*alias].actor)))
}

/// Returns the actor of the ontology whose abbreviation a word is, written as a name: "Unifil".
fn known_in_capitals(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    cast: &mut Cast,
    word: &str,
) -> Option<usize> {
    let is_word = word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    is_word.then(|| known_as(ontology, gazetteer, cast, &word.to_uppercase()))?
}

/// Whether a capitalised word stands alone, so that it can be the surname of somebody in the news.
fn is_surname_alone(document: &Document, idx: usize) -> bool {
    let token = document.token(idx);
    let is_name = |offset| {
        token
            .neighbour(offset)
            .is_some_and(|t| t.upos() == Upos::Propn)
    };
    token.form().chars().count() > 3 && !is_name(1) && !is_name(-1)
}

fn add(document: &Document, cast: &mut Cast, tokens: Range<usize>, member: usize) {
    let head = head_of(document, &tokens);
    cast.mention(Mention {
        tokens,
        head,
        member,
        form: Form::Name,
        certainty: 1.0,
    });
}

/// Agencies whose names stand before others where a picture's credit runs into the text: "Getty Images Orban".
const AGENCIES: [&str; 9] = [
    "AP", "AFP", "Reuters", "REUTERS", "Getty", "Images", "EPA", "Xinhua", "DPA",
];

/// Drops a leading article or picture credit, a trailing possessive and a day: "Wang Friday".
fn trim(document: &Document, mut tokens: Range<usize>) -> Range<usize> {
    let is_credit = |t: usize| AGENCIES.contains(&document.token(t).form());
    while (!tokens.is_empty() && document.token(tokens.start).upos() == Upos::Det)
        || (tokens.len() > 1 && is_credit(tokens.start))
    {
        tokens.start += 1;
    }
    while !tokens.is_empty() {
        let last = document.token(tokens.end - 1);
        let is_day = tokens.len() > 1 && DAYS.contains(&last.form());
        if is_day || matches!(last.form(), "'s" | "’s" | "'" | "’") || last.upos() == Upos::Punct
        {
            tokens.end -= 1;
        } else {
            break;
        }
    }
    tokens
}

/// A full name may replace what the gazetteer found inside it, but not another person.
fn free_for_person(cast: &Cast, tokens: &Range<usize>) -> bool {
    cast.within(tokens).all(|m| {
        m.tokens != *tokens
            && cast.member_of(m).kind != ActorKind::Person
            && m.tokens.len() < tokens.len()
    }) && tokens.clone().all(|t| {
        cast.at(t)
            .iter()
            .all(|&m| cast.mentions()[m].tokens.len() < tokens.len())
    })
}

fn remember(known: &mut Known, cast: &Cast, member: usize, token: usize) {
    let person = &cast.members()[member];
    if person.kind != ActorKind::Person {
        return;
    }
    let put = |names: &mut ByName, name: String| {
        let people = names.entry(name).or_default();
        if !people.iter().any(|&(m, _)| m == member) {
            people.push((member, token));
        }
    };
    for surname in surnames_of(&person.name, is_family_first(person.root.as_str())) {
        put(&mut known.by_surname, surname);
    }
    if let Some((first, _)) = fold(&person.name).split_once(' ') {
        put(&mut known.by_first_name, first.to_owned());
    }
}

/// Returns the only person of the article with that first name: "Zeid" after "Zeid Ra'ad Al Hussein".
fn by_first_name(known: &Known, words: &str) -> Option<usize> {
    match known.by_first_name.get(&fold(words))?[..] {
        [(member, _)] => Some(member),
        _ => None,
    }
}

/// Returns the person of the article with that surname: of those in the ontology before others, the last one named in
/// full before the token, else the only one.
fn by_surname(
    ontology: &Ontology,
    cast: &Cast,
    known: &Known,
    words: &str,
    token: usize,
) -> Option<usize> {
    let people = known.by_surname.get(&surname_key(words))?;
    let is_known = |&&(member, _): &&(usize, usize)| {
        let id = &cast.members()[member].id;
        ontology.actors().find(id).is_some()
    };
    let pick = |people: &[(usize, usize)]| {
        let before = people.iter().filter(|(_, at)| *at <= token);
        let last = before.max_by_key(|(_, at)| *at);
        last.or(match people {
            [only] => Some(only),
            _ => None,
        })
        .map(|&(member, _)| member)
    };
    let famous: Vec<_> = people.iter().filter(is_known).copied().collect();
    pick(&famous).or_else(|| pick(people))
}

/// Adds an actor that is in no file, which acts for itself.
pub(super) fn discovered(cast: &mut Cast, name: String, kind: ActorKind) -> usize {
    let id = ActorId::from_name(&name);
    cast.add(CastMember {
        root: id.clone(),
        root_name: name.clone(),
        id,
        name,
        kind,
    })
}

/// Gives a discovered organisation the root that its name or its possessor tells: "Iranian Students News Agency",
/// "Iran's Quds Force".
fn root_organisations(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
) {
    let mentions: Vec<(usize, Range<usize>)> = cast
        .mentions()
        .iter()
        .map(|m| (m.member, m.tokens.clone()))
        .collect();
    for (member, tokens) in mentions {
        let actor = &cast.members()[member];
        if actor.kind != ActorKind::Organisation
            || actor.root != actor.id
            || ontology.actors().find(&actor.id).is_some()
        {
            continue;
        }
        let own = own_state(ontology, gazetteer, document, &tokens);
        let before = tokens.start.checked_sub(1).map(|t| {
            if matches!(document.token(t).form(), "'s" | "’s" | "'" | "’") {
                t.saturating_sub(1)
            } else {
                t
            }
        });
        let owner = before
            .and_then(|t| cast.at(t).first().copied())
            .map(|m| cast.member_of(&cast.mentions()[m]));
        let owner = owner
            .filter(|o| o.kind == ActorKind::State)
            .map(|o| (o.root.clone(), o.root_name.clone()));
        if let Some((root, root_name)) = own.or(owner) {
            let actor = cast.member_mut(member);
            (actor.root, actor.root_name, actor.kind) = (root, root_name, ActorKind::Organ);
        }
    }
}

/// Returns the state that the first words of an organisation's name tell; a town or region only before the name of an office
/// ("Kaduna State Government", "Alabama Court of Criminal Appeals"), as clubs and papers have theirs too.
fn own_state(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    tokens: &Range<usize>,
) -> Option<(ActorId, String)> {
    let table = ontology.actors();
    let is_office = |t: usize| table.is_organ(&document.token(t).form().to_lowercase());
    let state_of = |end: usize| {
        let words = document.words(&(tokens.start..end));
        let limit = match (end..tokens.end).any(is_office) {
            true => Form::Place,
            false => Form::Demonym,
        };
        let mut aliases = gazetteer
            .reading(words)
            .iter()
            .map(|&a| &table.aliases()[a]);
        let named = aliases
            .find(|a| a.text == words && Form::from(a.kind) <= limit && a.valid.end.is_none())?;
        let state = table.actor(named.actor);
        (state.kind == ActorKind::State).then(|| (state.id.clone(), state.name.clone()))
    };
    let longest = tokens.end.min(tokens.start + LONGEST_PLACE + 1);
    (tokens.start + 1..longest).rev().find_map(state_of)
}

/// How many words of a name may tell a place: "New South Wales".
const LONGEST_PLACE: usize = 3;
