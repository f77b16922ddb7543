//! Bridging: offices and rebels whose state their sentence does not name.
//!
//! In: a cast with names and titles. Out: the state that the article was written in or is about, and the rebels of a state as an actor of their
//! own. Where no state stands out, nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cast::{Cast, CastMember};
use super::discover::{discovered, known_as};
use super::gazetteer::Gazetteer;
use crate::language::Document;
use crate::ontology::{ActorId, ActorKind, ActorTable, AliasKind, Ontology, Role, RoleClass};

/// How often the state that an article is about is named at least, and how many times as often as the next one.
const OFTEN: usize = 3;
const LEAD: usize = 2;

/// Last words of offices that only states have.
const STATE_OFFICES: [&str; 24] = [
    "minister",
    "premier",
    "ambassador",
    "lawmaker",
    "parliamentarian",
    "legislator",
    "judge",
    "magistrate",
    "prosecutor",
    "governor",
    "senator",
    "congressman",
    "congresswoman",
    "mp",
    "speaker",
    "admiral",
    "general",
    "colonel",
    "president",
    "king",
    "queen",
    "emperor",
    "sultan",
    "emir",
];

/// How many words a dateline has at most: "AMMAN, Jordan, March 25 (Reuters) -".
const DATELINE: usize = 14;

/// Returns the state that needs no name in an article: the one in which it was written, as its dateline says, else the one it is about.
pub(super) fn home_state(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
) -> Option<usize> {
    dateline_state(ontology, gazetteer, document, cast).or_else(|| dominant_state(cast))
}

/// Returns the state of the place in capitals with which a dateline opens the text.
fn dateline_state(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
) -> Option<usize> {
    let first = document.sentences().next()?.range();
    let words = first.start..first.end.min(first.start + DATELINE);
    let dash = words
        .clone()
        .find(|&t| matches!(document.token(t).form(), "-" | "–" | "—" | "--"))?;
    let is_capitals = |t: &usize| !document.token(*t).form().contains(char::is_lowercase);
    let place = words.start..words.take_while(is_capitals).last()? + 1;
    let n_letters = |t: usize| document.token(t).form().chars().count();
    if place.end > dash || place.clone().all(|t| n_letters(t) < 3) {
        return None;
    }
    let table = ontology.actors();
    let named = (place.start + 1..=place.end)
        .rev()
        .find_map(|end| gazetteer.reading_in_capitals(document.words(&(place.start..end))))?;
    let state = table.root_of(table.actor(table.aliases()[named].actor));
    (state.kind == ActorKind::State).then(|| cast.add_known(table, state))
}

/// Returns the state that an article is about, by how often states and those who act for them are named.
fn dominant_state(cast: &Cast) -> Option<usize> {
    let mut n_named: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for mention in cast.mentions() {
        *n_named.entry(&cast.member_of(mention).root).or_default() += 1;
    }
    let mut states: Vec<(usize, usize)> = cast
        .members()
        .iter()
        .enumerate()
        .filter(|(_, m)| m.kind == ActorKind::State)
        .filter_map(|(idx, m)| Some((*n_named.get(&m.id)?, idx)))
        .collect();
    states.sort_by_key(|&(n, state)| (Reverse(n), state));
    let next = states.get(1).map_or(0, |&(n, _)| n);
    states
        .first()
        .filter(|&&(n, _)| n >= OFTEN && n >= LEAD * next)
        .map(|&(_, state)| state)
}

/// Whether only a state has such an office.
pub(super) fn is_state_office(role: &Role) -> bool {
    let last = role.phrase.split(' ').next_back().unwrap_or_default();
    matches!(role.class, RoleClass::Head | RoleClass::Member) && STATE_OFFICES.contains(&last)
}

/// Returns the only group of the article whose name ends with a word: of "the rebels", after "Zairean rebels".
pub(super) fn named_before(document: &Document, cast: &Cast, word: &str) -> Option<usize> {
    let mut groups = cast.mentions().iter().filter(|m| {
        let last = document.token(m.tokens.end - 1);
        cast.member_of(m).kind == ActorKind::Group && last.form() == word && m.tokens.len() > 1
    });
    let first = groups.next()?.member;
    groups.all(|m| m.member == first).then_some(first)
}

/// Returns the rebels of a state as an actor that acts for itself: "Syrian rebels"; the ontology's, where it
/// knows them by that name.
pub(super) fn rebels(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    cast: &mut Cast,
    role: &Role,
    owner: usize,
) -> usize {
    let table = ontology.actors();
    let state = &cast.members()[owner];
    let adjective = adjective(table, state).unwrap_or_else(|| state.name.clone());
    let word = role.phrase.split(' ').next().unwrap_or_default();
    let name = format!("{adjective} {word}s");
    known_as(ontology, gazetteer, cast, &name)
        .unwrap_or_else(|| discovered(cast, name, ActorKind::Group))
}

/// Returns the adjective of a state: the first of its demonyms in the ontology.
pub(super) fn adjective(table: &ActorTable, state: &CastMember) -> Option<String> {
    let place = table.index(&state.id)?;
    let mut aliases = table.aliases().iter();
    aliases
        .find(|a| a.kind == AliasKind::Demonym && a.actor == place)
        .map(|a| a.text.clone())
}
