//! People by surname: "Putin said", where the article or the date tells which.

use std::collections::{BTreeMap, HashMap};

use super::gazetteer::fold;
use crate::ontology::{ActorKind, ActorTable, Office, RoleClass};
use crate::time::{Interval, PartialDate};

/// Heads of states and organisations by surname, with the time they were in the news.
#[derive(Debug, Clone, Default)]
pub(super) struct Surnames {
    heads: HashMap<String, Vec<(usize, Interval)>>,
}

/// How many years before and after an office its holder is known by surname alone.
const YEARS_AROUND: i16 = 3;

/// The year from which on offices count where an article has no date.
const RECENT: i16 = 2000;

/// Words of a name that are not the surname by themselves.
const PARTICLES: [&str; 12] = [
    "al", "el", "bin", "ibn", "ben", "abu", "de", "von", "van", "da", "di", "bint",
];

/// Returns the forms of a full name that stand for the surname: the last word, without "al-", and the first word of
/// names that put the family first.
pub(super) fn surnames_of(name: &str, family_first: bool) -> Vec<String> {
    let name = fold(name);
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let [first, .., last] = words[..] else {
        return Vec::new();
    };
    let mut forms = Vec::new();
    if family_first {
        forms.push(first.to_owned());
    } else {
        forms.push(last.to_owned());
        if let Some((particle, rest)) = last.split_once('-')
            && PARTICLES.contains(&particle.to_lowercase().as_str())
        {
            forms.push(rest.to_owned());
        }
        let before = words[words.len() - 2];
        if PARTICLES.contains(&before.to_lowercase().as_str()) {
            forms.push(format!("{before} {last}"));
        }
    }
    forms.retain(|f| {
        f.chars().count() > 1 && f.starts_with(char::is_uppercase)
            || f.contains('-')
            || f.contains(' ')
    });
    forms
}

/// Returns whether people of that state put the family name first.
pub(super) fn is_family_first(state: &str) -> bool {
    matches!(
        state,
        "china"
            | "north-korea"
            | "south-korea"
            | "taiwan"
            | "vietnam"
            | "north-vietnam"
            | "cambodia"
            | "korea"
    )
}

impl Surnames {
    /// Collects the surnames of everybody who headed a state, an organisation or a group.
    pub(super) fn new(table: &ActorTable) -> Self {
        let mut heads: BTreeMap<String, BTreeMap<usize, Interval>> = BTreeMap::new();
        let is_head = |o: &&Office| {
            table
                .role(&o.office)
                .is_some_and(|r| r.class == RoleClass::Head)
                || o.office.contains("foreign")
        };
        for office in table.offices().iter().filter(is_head) {
            let person = table.actor(office.person);
            if person.kind != ActorKind::Person {
                continue;
            }
            for surname in surnames_of(
                &person.name,
                is_family_first(table.actor(office.actor).id.as_str()),
            ) {
                let held = heads
                    .entry(surname)
                    .or_default()
                    .entry(office.person)
                    .or_insert(office.held);
                held.start = held.start.min(office.held.start);
                held.end = held.end.zip(office.held.end).map(|(a, b)| a.max(b));
            }
        }
        Self {
            heads: heads
                .into_iter()
                .map(|(name, people)| (name, people.into_iter().collect()))
                .collect(),
        }
    }

    /// Returns the one person in office around the date (or since 2000 where there is no date) who goes by the surname;
    /// none where there are two.
    pub(super) fn find(&self, surname: &str, published: Option<PartialDate>) -> Option<usize> {
        let candidates = self.heads.get(&fold(surname))?;
        let years = |held: &Interval| {
            (
                held.start.map_or(0, PartialDate::year),
                held.end.map_or(9999, PartialDate::year),
            )
        };
        let near = |slack: i16| -> Vec<usize> {
            candidates
                .iter()
                .filter(|(_, held)| {
                    let (first, last) = years(held);
                    match published {
                        Some(date) => {
                            (first - slack..=last.saturating_add(slack)).contains(&date.year())
                        }
                        None => last >= RECENT,
                    }
                })
                .map(|&(person, _)| person)
                .collect()
        };
        match (&near(0)[..], &near(YEARS_AROUND)[..]) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        }
    }
}
