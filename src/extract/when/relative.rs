//! Dates that count from the day of publication: "yesterday", "on Tuesday", "last month", "two years ago".
//!
//! In: atoms, a place among them, the date of publication, and whether the words around speak of what is to come. Out: a
//! [`Core`], or none; without a date of publication a core without dates, so that its words are not read otherwise.

use jiff::civil::Date;

use super::Core;
use super::absolute::{absolute, month, word, word_before};
use super::atom::Atom;
use super::calendar::{self, Unit, season_from_name};
use super::lasting::{ago, lasting, past_units, recent, vague};
use super::outlook::Tense;
use super::stretch::season_of;
use crate::article::weekday_from_name;
use crate::time::{PartialDate, Precision};

/// How many days after publication a day may lie to be meant, rather than that of the year before.
const SOON: i32 = 10;

/// From where relative dates count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) published: PartialDate,
    /// The last day that the publication may have.
    day: Date,
}

impl Now {
    pub(super) fn new(published: PartialDate) -> Self {
        Self {
            published,
            day: published.last_day(),
        }
    }

    /// Returns the dates, or those of the publication where these are told more exactly than it.
    fn clip(
        self,
        unit: Precision,
        dates: Option<(PartialDate, PartialDate)>,
    ) -> Option<(PartialDate, PartialDate)> {
        if unit > self.published.precision() {
            Some((self.published, self.published))
        } else {
            dates
        }
    }

    fn day(self, date: Option<Date>) -> Option<(PartialDate, PartialDate)> {
        let date = date.map(PartialDate::from_civil);
        self.clip(Precision::Day, date.map(|d| (d, d)))
    }

    pub(super) fn shifted(self, n: i32, unit: Unit) -> Option<(PartialDate, PartialDate)> {
        let date = calendar::shifted(self.day, n, unit);
        self.clip(unit.precision(), date.map(|d| (d, d)))
    }

    /// Returns the dates of a month, or of days in it, of which the year is not told.
    pub(super) fn of_month(
        self,
        month: u8,
        days: Option<(u8, u8)>,
        tense: Tense,
    ) -> Option<(PartialDate, PartialDate)> {
        let this = self.published.year();
        let at = |year: i16| in_year(year, month, days);
        if self.published.precision() == Precision::Year {
            return at(this);
        }
        let candidates = || {
            [this + 1, this, this - 1, this - 4]
                .into_iter()
                .filter_map(at)
        };
        let soon = jiff::ToSpan::days(if tense == Tense::Open && days.is_some() {
            SOON
        } else {
            0
        });
        let latest = self.day.checked_add(soon).unwrap_or(self.day);
        match tense {
            Tense::Future => candidates().rfind(|(first, _)| first.last_day() >= self.day),
            Tense::Past | Tense::Open => {
                candidates().find(|(first, _)| first.first_day() <= latest)
            }
        }
    }
}

/// Returns the month, or the days in it, in that year.
pub(super) fn in_year(
    year: i16,
    month: u8,
    days: Option<(u8, u8)>,
) -> Option<(PartialDate, PartialDate)> {
    match days {
        Some((first, last)) => {
            PartialDate::from_day(year, month, first).zip(PartialDate::from_day(year, month, last))
        }
        None => PartialDate::from_month(year, month).map(|d| (d, d)),
    }
}

/// Returns the relative date that starts at the place.
pub(super) fn relative(
    atoms: &[Atom<'_>],
    at: usize,
    now: Option<Now>,
    tense: Tense,
) -> Option<Core> {
    weekday(atoms, at, now, tense)
        .or_else(|| day_word(atoms, at, now))
        .or_else(|| with_modifier(atoms, at, now))
        .or_else(|| ago(atoms, at, now))
        .or_else(|| earlier(atoms, at, now))
        .or_else(|| lasting(atoms, at, now))
        .or_else(|| weekend(atoms, at, now))
}

pub(super) fn core(dates: Option<(PartialDate, PartialDate)>, next: usize) -> Core {
    match dates {
        Some((first, last)) => Core::days(first, last, next),
        None => Core::unknown(next),
    }
}

/// Reads "Tuesday", "Tuesday morning"; a date beside it ("Tuesday, August 13") is what counts.
fn weekday(atoms: &[Atom<'_>], at: usize, now: Option<Now>, tense: Tense) -> Option<Core> {
    let weekday = weekday_at(atoms, at)?;
    let skip = usize::from(matches!(word(atoms, at + 1), "," | "." | "("));
    if let Some(date) = absolute(atoms, at + 1 + skip).filter(Core::is_day) {
        return Some(date);
    }
    let next = after_part_of_day(atoms, at + 1);
    let date = now.and_then(|now| {
        now.day(match tense {
            Tense::Past | Tense::Open => calendar::on_or_before(now.day, weekday),
            Tense::Future => calendar::after(now.day, weekday),
        })
    });
    Some(core(date, next))
}

fn weekday_at(atoms: &[Atom<'_>], at: usize) -> Option<i8> {
    let atom = atoms.get(at)?;
    let is_name = atom.text.starts_with(char::is_uppercase)
        && (atom.lower.ends_with("day") || word(atoms, at + 1) == ".");
    weekday_from_name(&atom.lower).filter(|_| is_name)
}

fn after_part_of_day(atoms: &[Atom<'_>], at: usize) -> usize {
    let is_part = matches!(
        word(atoms, at),
        "morning" | "afternoon" | "evening" | "night"
    );
    at + usize::from(is_part)
}

/// Reads "today", "yesterday", "last night", "this morning".
fn day_word(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let (n, next) = match (word(atoms, at), word(atoms, at + 1)) {
        ("today" | "tonight", _) => (0, at + 1),
        ("yesterday", _) => (-1, after_part_of_day(atoms, at + 1)),
        ("tomorrow", _) => (1, after_part_of_day(atoms, at + 1)),
        ("last", "night" | "evening") => (-1, at + 2),
        ("this", "morning" | "afternoon" | "evening") => (0, at + 2),
        _ => return None,
    };
    Some(core(now.and_then(|now| now.shifted(n, Unit::Day)), next))
}

/// Reads "last year", "this week", "next month", "last October", "next Tuesday", "last summer", "the past three years".
fn with_modifier(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let modifier = word(atoms, at);
    let step = match modifier {
        "last" | "previous" | "past" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        "recent" => return recent(atoms, at, now),
        _ => return None,
    };
    let what = at + 1;
    if let Some(unit) = Unit::from_name(word(atoms, what)) {
        // "The next day" counts from the story, not from the publication.
        if word_before(atoms, at) == "the" && matches!(modifier, "next" | "previous") {
            return Some(Core::unknown(what + 1));
        }
        return unit_from(atoms, at, unit, step, now);
    }
    if let Some(weekday) = weekday_at(atoms, what) {
        return Some(weekday_from(
            weekday,
            step,
            after_part_of_day(atoms, what + 1),
            now,
        ));
    }
    if let Some((month, next)) = month(atoms, what) {
        let dates = now.and_then(|now| month_from(month, step, now));
        return Some(core(dates, next));
    }
    if let Some(season) = season_from_name(word(atoms, what)) {
        let year = now.map(|now| {
            let is_over = season.months().is_some_and(|(first, last)| {
                let month = now.day.month().unsigned_abs();
                if step < 0 {
                    last < month
                } else {
                    first > month
                }
            });
            now.published.year() + i16::from(step as i8) * i16::from(!is_over)
        });
        return Some(match year {
            Some(year) => season_of(season, year, what + 1)?,
            None => Core::unknown(what + 1),
        });
    }
    // "The truce would last six weeks."
    let is_verb = matches!(
        word_before(atoms, at),
        "will" | "would" | "could" | "may" | "might" | "to" | "can" | "should"
    );
    if step < 0 && modifier != "previous" && !is_verb {
        return past_units(atoms, at, now);
    }
    None
}

/// Returns "last week", "this month", "the past year".
fn unit_from(
    atoms: &[Atom<'_>],
    at: usize,
    unit: Unit,
    step: i32,
    now: Option<Now>,
) -> Option<Core> {
    let next = at + 2;
    let is_many = word(atoms, at + 1).ends_with('s');
    if is_many {
        // "in past weeks"; "the last days of the war" counts from elsewhere.
        return (word(atoms, next) != "of")
            .then(|| vague(unit, next, now))
            .flatten();
    }
    let Some(now) = now else {
        return Some(Core::unknown(next));
    };
    let dates = match unit {
        Unit::Hour | Unit::Decade => return Some(Core::unknown(next)),
        Unit::Week => now.clip(Precision::Month, calendar::week(now.day, step)),
        Unit::Year if word(atoms, at) == "past" => now
            .shifted(-1, Unit::Year)
            .map(|(first, _)| (first, now.published.truncate(Precision::Year))),
        _ => now.shifted(step, unit),
    };
    Some(core(dates, next))
}

fn weekday_from(weekday: i8, step: i32, next: usize, now: Option<Now>) -> Core {
    let date = now.and_then(|now| {
        now.day(match step {
            // "Last Thursday", told on a Friday, is not yesterday.
            -1 => now
                .day
                .checked_sub(jiff::ToSpan::days(2))
                .ok()
                .and_then(|day| calendar::on_or_before(day, weekday)),
            0 => calendar::on_or_before(now.day, weekday),
            _ => calendar::after(now.day, weekday),
        })
    });
    core(date, next)
}

/// Returns "last October", "this March", "next May".
fn month_from(month: u8, step: i32, now: Now) -> Option<(PartialDate, PartialDate)> {
    let this = now.day.month().unsigned_abs();
    let year = now.published.year()
        + match step {
            -1 if month >= this => -1,
            1 if month <= this => 1,
            _ => 0,
        };
    let date = PartialDate::from_month(year, month);
    now.clip(Precision::Month, date.map(|d| (d, d)))
}

/// Reads "earlier in the month", "later in the week", "earlier in the year"; "earlier in the day" is a day that the text tells of.
fn earlier(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    let words = [0, 1, 2].map(|n| word(atoms, at + n));
    let ["earlier" | "later", "in", "the"] = words else {
        return None;
    };
    let unit = Unit::from_name(word(atoms, at + 3))?;
    let dates = now.and_then(|now| match unit {
        Unit::Week => now.clip(Precision::Month, calendar::week(now.day, 0)),
        Unit::Month | Unit::Year => now.shifted(0, unit),
        _ => None,
    });
    Some(core(dates, at + 4))
}

/// Reads "the weekend", "last weekend", "over the weekend".
fn weekend(atoms: &[Atom<'_>], at: usize, now: Option<Now>) -> Option<Core> {
    if word(atoms, at) != "weekend" {
        return None;
    }
    let n = match word_before(atoms, at) {
        "next" | "coming" => 1,
        "last" => now.map_or(0, |now| {
            -i32::from(now.day.weekday().to_monday_zero_offset() >= 5)
        }),
        "this" | "the" | "past" => 0,
        _ => return None,
    };
    let dates = now.and_then(|now| now.clip(Precision::Day, calendar::weekend(now.day, n)));
    Some(core(dates, at + 1))
}
