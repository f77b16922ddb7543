//! Dates that stand on the calendar by themselves: days, months, years.
//!
//! In: atoms and a place among them. Out: a [`Core`], or none. A day or month without a year is kept as such; the reader
//! of the sentence gives it one.

use super::Core;
use super::atom::Atom;
use super::part::Part;
use super::stretch::stretch;
use crate::article::{date_from_english, day_of, month_from_name, year_of};
use crate::time::PartialDate;

/// What may stand before a month or year that stands alone.
const BEFORE: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "by",
    "from",
    "to",
    "of",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "during",
    "through",
    "throughout",
    "before",
    "after",
    "between",
    "following",
    "around",
    "about",
    "circa",
    "for",
    "as",
    "back",
    "end",
    "beginning",
    "starting",
    "than",
    "earlier",
    "later",
    "least",
];

/// Nouns that are counted: a number before them is no year.
const COUNTED: &[&str] = &[
    "people",
    "persons",
    "soldiers",
    "troops",
    "men",
    "women",
    "children",
    "dead",
    "tons",
    "tonnes",
    "miles",
    "km",
    "kilometers",
    "kilometres",
    "meters",
    "metres",
    "dollars",
    "euros",
    "pounds",
    "civilians",
    "fighters",
    "rockets",
    "missiles",
    "killed",
    "wounded",
    "injured",
    "others",
    "members",
    "years",
    "days",
    "hours",
    "prisoners",
    "refugees",
    "workers",
    "protesters",
    "homes",
    "houses",
    "barrels",
    "million",
    "billion",
    "percent",
    "gmt",
    "hrs",
    "feet",
    "dlrs",
    "mln",
    "bln",
    "vehicles",
    "tanks",
    "drones",
    "times",
    "or",
    "words",
    "residents",
    "families",
    "students",
];

/// Returns the atom's word in lower case, or an empty one past the end.
pub(super) fn word<'a>(atoms: &'a [Atom<'_>], at: usize) -> &'a str {
    atoms.get(at).map_or("", |a| a.lower.as_str())
}

pub(super) fn word_before<'a>(atoms: &'a [Atom<'_>], at: usize) -> &'a str {
    at.checked_sub(1).map_or("", |at| word(atoms, at))
}

fn has_capital(atoms: &[Atom<'_>], at: usize) -> bool {
    atoms
        .get(at)
        .is_some_and(|a| a.text.starts_with(char::is_uppercase))
}

pub(super) fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "‑")
}

/// Returns the month that is named at the place, and the place after it and its full stop.
pub(super) fn month(atoms: &[Atom<'_>], at: usize) -> Option<(u8, usize)> {
    let month = month_from_name(word(atoms, at)).filter(|_| has_capital(atoms, at))?;
    let is_short =
        word(atoms, at).len() <= 4 && word(atoms, at) != "june" && word(atoms, at) != "july";
    let has_stop = is_short && word(atoms, at + 1) == ".";
    Some((month, at + 1 + usize::from(has_stop)))
}

/// Returns the year after a date, with a comma or "of" between, and the place after it.
pub(super) fn year_after(atoms: &[Atom<'_>], at: usize) -> Option<(i16, usize)> {
    let skip = usize::from(matches!(word(atoms, at), "," | "of"));
    let year = year_of(word(atoms, at + skip))?;
    let is_count = COUNTED.contains(&word(atoms, at + skip + 1));
    (!is_count).then_some((year, at + skip + 1))
}

/// Returns the date, of day, month or year precision or a range of them, that starts at the place.
pub(super) fn absolute(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    numeric(atoms, at)
        .or_else(|| day_first(atoms, at))
        .or_else(|| month_first(atoms, at))
        .or_else(|| stretch(atoms, at))
        .or_else(|| years(atoms, at))
}

/// Reads "2022-02-24", "24.02.2022", "02/24/2022", "2024-10".
fn numeric(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let text = word(atoms, at);
    if text.matches('.').count() == 2 {
        return Some(Core::date(date_from_english(text)?, at + 1));
    }
    let is_slashed = word(atoms, at + 1) == "/" && word(atoms, at + 3) == "/";
    if is_slashed && year_of(word(atoms, at + 4)).is_some() {
        let date = [at, at + 2, at + 4].map(|at| word(atoms, at)).join("/");
        return Some(Core::date(date_from_english(&date)?, at + 5));
    }
    let year = year_of(text)?;
    let is_mark = |w: &str| w == "-" || w == "/";
    let two = |at: usize| {
        Some(word(atoms, at))
            .filter(|w| w.len() == 2)?
            .parse::<u8>()
            .ok()
    };
    if !is_mark(word(atoms, at + 1)) {
        return None;
    }
    let month = two(at + 2)?;
    if word(atoms, at + 3) == word(atoms, at + 1)
        && let Some(date) = two(at + 4).and_then(|day| PartialDate::from_day(year, month, day))
    {
        return Some(Core::date(date, at + 5));
    }
    // "2015-16" is a range of years, which `years` reads.
    let is_range = i16::from(month) > year % 100;
    let date = PartialDate::from_month(year, month).filter(|_| !is_range)?;
    Some(Core::date(date, at + 3))
}

/// Reads "13 August 2024", "13th of August", "3-5 May", "from 13 to 15 May 2016".
fn day_first(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let first = day_of(word(atoms, at)).filter(|_| atoms[at].text.len() <= 4)?;
    let mut next = at + 1;
    let mut last = first;
    let joint = word(atoms, next);
    if (is_dash(joint) || matches!(joint, "to" | "and"))
        && let Some(day) = day_of(word(atoms, next + 1)).filter(|day| *day > first)
        && month(atoms, next + 2).is_some()
    {
        last = day;
        next += 2;
    }
    next += usize::from(word(atoms, next) == "of");
    let (month, next) = month(atoms, next)?;
    Some(days(atoms, month, first, last, next))
}

/// Reads "August 13, 2024", "Aug. 13", "May 3-5", "October 2023", "in October".
fn month_first(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let (month, next) = self::month(atoms, at)?;
    if let Some(first) = day_of(word(atoms, next)) {
        let joint = word(atoms, next + 1);
        let last = day_of(word(atoms, next + 2))
            .filter(|day| *day > first && (is_dash(joint) || joint == "to"))
            .filter(|_| self::month(atoms, next + 3).is_none());
        let after = if last.is_some() { next + 3 } else { next + 1 };
        return Some(days(atoms, month, first, last.unwrap_or(first), after));
    }
    if let Some((year, next)) = year_after(atoms, next) {
        return Some(Core::date(PartialDate::from_month(year, month)?, next));
    }
    let before = word_before(atoms, at);
    let is_listed =
        matches!(before, "and" | "or") && at > 1 && self::month(atoms, at - 2).is_some();
    let is_part = is_dash(before) && at > 1 && Part::from_word(word(atoms, at - 2)).is_some();
    let is_alone = is_listed
        || is_part
        || BEFORE.contains(&before)
        || (matches!(before, "the" | "s" | "its" | "their")
            && word(atoms, next).starts_with(char::is_lowercase)
            && !has_capital(atoms, next));
    let is_name = before != "in"
        && before != "since"
        && has_capital(atoms, next)
        && word(atoms, at).len() < 6;
    (is_alone && !is_name).then(|| Core::without_year(month, None, next))
}

fn days(atoms: &[Atom<'_>], month: u8, first: u8, last: u8, next: usize) -> Core {
    let Some((year, after)) = year_after(atoms, next) else {
        return Core::without_year(month, Some((first, last)), next);
    };
    let day = |day| PartialDate::from_day(year, month, day);
    match day(first).zip(day(last)) {
        Some((first, last)) => Core::days(first, last, after),
        None => Core::unknown(after),
    }
}

/// Reads "2006", "2003-2011", "2015/16", where the words around say that it is a year.
fn years(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let first = year_of(word(atoms, at))?;
    let before = word_before(atoms, at);
    if matches!(
        before,
        "$" | "€" | "£" | "#" | "resolution" | "article" | "no" | "number"
    ) {
        return None;
    }
    let joint = word(atoms, at + 1);
    if is_dash(joint) || joint == "/" {
        let text = word(atoms, at + 2);
        let last = year_of(text).or_else(|| {
            let short: i16 = text.parse().ok().filter(|_| text.len() == 2)?;
            Some(first - first % 100 + short)
        });
        if let Some(last) = last.filter(|last| *last > first) {
            let (first, last) = (
                PartialDate::from_year(first)?,
                PartialDate::from_year(last)?,
            );
            return Some(Core::span(first, last, at + 3));
        }
    }
    if COUNTED.contains(&joint) {
        return None;
    }
    let is_news = (1900..2100).contains(&first);
    let is_followed = atoms
        .get(at + 1)
        .is_some_and(|a| a.text.starts_with(char::is_alphabetic));
    let is_year = BEFORE.contains(&before)
        || (is_news && is_followed)
        || (is_news && matches!(before, "" | "(" | "," | "s" | "the" | "-" | "–"));
    is_year.then(|| PartialDate::from_year(first).map(|d| Core::date(d, at + 1)))?
}

/// Returns the year or month at the place, whatever stands around it: the far end of a range.
pub(super) fn bare(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    if let Some((month, next)) = month(atoms, at) {
        return Some(Core::without_year(month, None, next));
    }
    let year = year_of(word(atoms, at)).filter(|_| !COUNTED.contains(&word(atoms, at + 1)))?;
    Some(Core::date(PartialDate::from_year(year)?, at + 1))
}
