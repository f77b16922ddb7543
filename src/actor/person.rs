//! People by surname: "Putin said", where the article or the date tells which.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::gazetteer::fold;
use crate::ontology::{ActorKind, ActorTable, Office, RoleClass};
use crate::time::{Interval, PartialDate};

/// How well known an office makes its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Heads a state, an organisation or a group.
    Head,
    /// Speaks or commands for it: foreign and defence ministers.
    Minister,
    /// Another minister, known by surname where the article names the state.
    Cabinet,
}

/// When somebody was in the news by surname alone.
#[derive(Debug, Clone, Copy)]
struct Known {
    person: usize,
    rank: Rank,
    held: Interval,
}

/// People in office by surname.
#[derive(Debug, Clone, Default)]
pub(super) struct Surnames {
    people: HashMap<String, Vec<Known>>,
}

/// How many years before and after an office its holder is known by surname alone.
const YEARS_AROUND: i16 = 3;

/// The year from which on offices count where an article has no date.
const RECENT: i16 = 2000;

/// Words of a name that are not the surname by themselves.
const PARTICLES: [&str; 12] = [
    "al", "el", "bin", "ibn", "ben", "abu", "de", "von", "van", "da", "di", "bint",
];

/// Words that are no surname by themselves, though people bear them as one.
pub(super) const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Returns how surnames are compared: without marks, particles in lower case: "El-Sisi" as "el-Sisi", "Al Thani" as "al Thani".
pub(super) fn surname_key(surname: &str) -> String {
    let name = fold(surname);
    let Some(end) = name.find(['-', ' ']) else {
        return name;
    };
    let particle = name[..end].to_lowercase();
    if PARTICLES.contains(&particle.as_str()) {
        particle + &name[end..]
    } else {
        name
    }
}

/// Whether a name has more than a surname: "Abdel Fattah el-Sisi", not "El-Sisi" or "Al Thani".
pub(super) fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    words.count() > usize::from(PARTICLES.contains(&first.as_str()))
}

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
        !DAYS.contains(&f.as_str())
            && (f.chars().count() > 1 && f.starts_with(char::is_uppercase)
                || f.contains('-')
                || f.contains(' '))
    });
    forms.iter().map(|form| surname_key(form)).collect()
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
    /// Collects the surnames of everybody who headed a state, an organisation or a group, or spoke for one abroad.
    pub(super) fn new(table: &ActorTable) -> Self {
        let mut names: Vec<Vec<&str>> = vec![Vec::new(); table.actors().len()];
        for alias in table.aliases() {
            names[alias.actor].push(&alias.text);
        }
        let mut found: BTreeMap<String, BTreeMap<(usize, Rank), Interval>> = BTreeMap::new();
        for office in table.offices() {
            let Some(rank) = rank(table, office)
                .filter(|_| table.actor(office.person).kind == ActorKind::Person)
            else {
                continue;
            };
            let family_first = is_family_first(table.actor(office.actor).id.as_str());
            let surnames: BTreeSet<String> = names[office.person]
                .iter()
                .flat_map(|n| surnames_of(n, family_first))
                .collect();
            for surname in surnames {
                let held = found
                    .entry(surname)
                    .or_default()
                    .entry((office.person, rank))
                    .or_insert(office.held);
                held.start = held.start.min(office.held.start);
                held.end = held.end.zip(office.held.end).map(|(a, b)| a.max(b));
            }
        }
        let known = |people: BTreeMap<(usize, Rank), Interval>| {
            people
                .into_iter()
                .map(|((person, rank), held)| Known { person, rank, held })
                .collect()
        };
        Self {
            people: found
                .into_iter()
                .map(|(name, people)| (name, known(people)))
                .collect(),
        }
    }

    /// Returns the person who goes by the surname at the date: who is in office then, heads before ministers, else who was or
    /// will be within a few years, whose state the article names before others; without a date, the last one in office
    /// since 2000. None where there are two.
    pub(super) fn find(
        &self,
        surname: &str,
        published: Option<PartialDate>,
        is_named: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let candidates = self.people.get(&surname_key(surname))?;
        let Some(date) = published else {
            let recent = candidates
                .iter()
                .filter(|k| years(&k.held).1 >= RECENT && k.rank != Rank::Cabinet);
            return recent
                .min_by_key(|k| {
                    let last = std::cmp::Reverse(years(&k.held));
                    (!is_named(k.person), k.rank, last, k.person)
                })
                .map(|k| k.person);
        };
        let near = |rank: Rank, slack: i16| -> BTreeSet<usize> {
            let is_near = |k: &&Known| {
                let (first, last) = years(&k.held);
                k.rank == rank
                    && (first - slack..=last.saturating_add(slack)).contains(&date.year())
            };
            let near = candidates.iter().filter(is_near);
            near.map(|k| k.person).collect()
        };
        let only = |people: BTreeSet<usize>| match Vec::from_iter(people)[..] {
            [person] => Some(person),
            _ => None,
        };
        let steps = [
            near(Rank::Head, 0),
            near(Rank::Minister, 0),
            near(Rank::Cabinet, 0),
            near(Rank::Head, YEARS_AROUND),
            near(Rank::Minister, YEARS_AROUND),
        ];
        let is_told = |people: &&BTreeSet<usize>| people.iter().any(|&p| is_named(p));
        if let Some(people) = steps.iter().find(is_told) {
            return only(people.iter().copied().filter(|&p| is_named(p)).collect());
        }
        let mut anyone = near(Rank::Head, YEARS_AROUND);
        anyone.extend(near(Rank::Minister, YEARS_AROUND));
        only(anyone)
    }
}

/// Returns the first and the last year of an interval.
fn years(held: &Interval) -> (i16, i16) {
    (
        held.start.map_or(0, PartialDate::year),
        held.end.map_or(9999, PartialDate::year),
    )
}

fn rank(table: &ActorTable, office: &Office) -> Option<Rank> {
    const ABROAD: [&str; 11] = [
        "foreign minister",
        "secretary of state",
        "foreign secretary",
        "defence minister",
        "defense minister",
        "secretary of defense",
        "defence secretary",
        "national security adviser",
        "foreign policy chief",
        "special envoy",
        "vice president",
    ];
    if ABROAD.contains(&office.office.as_str()) {
        return Some(Rank::Minister);
    }
    let last = office.office.split(' ').next_back().unwrap_or_default();
    match table.role(&office.office).map(|r| r.class) {
        Some(RoleClass::Head) => Some(Rank::Head),
        _ => matches!(last, "minister" | "secretary" | "representative").then_some(Rank::Cabinet),
    }
}
