//! Stretches of time that are counted back from the publication: "two years ago", "the past three weeks", "for ten months".
//!
//! In: atoms, a place among them, the date of publication. Out: a [`Core`], or none.

use super::Core;
use super::absolute::{word, word_before};
use super::atom::Atom;
use super::calendar::{Unit, number};
use super::relative::{Now, core};
use crate::time::Precision;

/// Reads "recent weeks", "recent months".
pub(super) fn recent(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let unit =
        Unit::from_name(word(atoms, at + 1)).filter(|_| word(atoms, at + 1).ends_with('s'))?;
    vague(unit, at + 2, now)
}

/// Returns when "recent weeks" are: this month; "recent months": this year.
pub(super) fn vague(unit: Unit, next: usize, now: Option<Now>) -> Option<Core> {
    let precision = match unit {
        Unit::Hour | Unit::Day | Unit::Week => Precision::Month,
        Unit::Month => Precision::Year,
        Unit::Year | Unit::Decade => return Some(Core::unknown(next)),
    };
    let date = now.map(|now| now.published.truncate(precision));
    Some(core(date.map(|d| (d, d)), next))
}

/// Reads "the past three years" (since then), "the last two weeks".
pub(super) fn past_units(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let (n, after) = count(atoms, at + 1)?;
    let unit = Unit::from_name(word(atoms, after))?;
    let next = after + 1;
    let Some((now, n)) = now.zip(n) else {
        return now.map_or(Some(Core::unknown(next)), |now| {
            vague(unit, next, Some(now))
        });
    };
    let Some((first, _)) = now.shifted(-n, unit) else {
        return Some(Core::unknown(next));
    };
    Some(match unit {
        Unit::Year | Unit::Decade => Core::open(first, next),
        _ => Core::days(first, now.published.truncate(first.precision()), next),
    })
}

/// Returns the number at the place, none where it is "several", and the place after it.
fn count(atoms: &[Atom<'_>], at: usize) -> Option<(Option<i32>, usize)> {
    match word(atoms, at) {
        "several" | "few" | "many" => Some((None, at + 1)),
        "couple" => Some((Some(2), at + 1 + usize::from(word(atoms, at + 1) == "of"))),
        "half" if matches!(word(atoms, at + 1), "a" | "an") => Some((None, at + 2)),
        text => Some((Some(number(text)?), at + 1)),
    }
}

/// Reads "two years ago", "a week ago", "a couple of months ago", "two and a half years ago".
pub(super) fn ago(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let is_article = matches!(word(atoms, at), "a" | "an");
    let (n, mut next) = match word(atoms, at + 1) {
        "few" | "couple" | "dozen" if is_article => count(atoms, at + 1)?,
        _ => count(atoms, at)?,
    };
    if word(atoms, next) == "and" && word(atoms, next + 1) == "a" && word(atoms, next + 2) == "half"
    {
        next += 3;
    }
    let unit = Unit::from_name(word(atoms, next))?;
    if word(atoms, next + 1) != "ago" {
        return None;
    }
    // Decades are told in round numbers: nobody means the very year.
    let dates = match (n, now) {
        (Some(n), Some(now)) if unit != Unit::Decade => now.shifted(-n, unit),
        _ => None,
    };
    Some(core(dates, next + 2))
}

/// Reads "two years" in "has been at war for more than two years": since then. Without the perfect they are over or to come.
pub(super) fn lasting(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    const HEDGES: &[&str] = &[
        "more", "less", "than", "at", "least", "nearly", "almost", "over", "about", "some",
        "around", "roughly", "the", "past", "last",
    ];
    let (n, after) = count(atoms, at)?;
    let unit = Unit::from_name(word(atoms, after))?;
    let mut before = at;
    while HEDGES.contains(&word_before(atoms, before)) {
        before -= 1;
    }
    let is_perfect = (before.saturating_sub(12)..before)
        .any(|at| matches!(word(atoms, at), "has" | "have" | "ve"));
    let is_more = matches!(word(atoms, after + 1), "more" | "ago" | "to" | "longer");
    if word_before(atoms, before) != "for" || !is_perfect || is_more {
        return None;
    }
    let dates = match (n, now) {
        (Some(n), Some(now)) if unit != Unit::Decade => now.shifted(-n, unit),
        _ => None,
    };
    Some(match dates {
        Some((first, _)) => Core::open(first, after + 1),
        None => Core::unknown(after + 1),
    })
}
