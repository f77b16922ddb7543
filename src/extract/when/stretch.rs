//! Stretches of the calendar: quarters, seasons, decades, centuries.
//!
//! In: atoms and a place among them. Out: a [`Core`], or none.

use super::Core;
use super::absolute::{is_dash, word, word_before, year_after};
use super::atom::Atom;
use super::calendar::{Season, season_from_name};
use crate::article::{day_of, year_of};
use crate::time::PartialDate;

/// Returns the stretch of time that is named at the place.
pub(super) fn stretch(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    quarter(atoms, at)
        .or_else(|| season(atoms, at))
        .or_else(|| decade(atoms, at))
        .or_else(|| century(atoms, at))
}

/// Reads "the first quarter of 2015", "Q3 2024", "the second half of 2019".
fn quarter(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let (number, next) = match word(atoms, at) {
        "q1" => (1, at + 1),
        "q2" => (2, at + 1),
        "q3" => (3, at + 1),
        "q4" => (4, at + 1),
        text => (
            ["first", "second", "third", "fourth"]
                .iter()
                .position(|w| *w == text)?
                + 1,
            at + 2,
        ),
    };
    let (length, number) = match word(atoms, next - 1) {
        "half" if number <= 2 => (6, number as u8),
        "quarter" => (3, number as u8),
        text if text.starts_with('q') => (3, number as u8),
        _ => return None,
    };
    let (year, next) = year_after(atoms, next)?;
    let first = PartialDate::from_month(year, (number - 1) * length + 1)?;
    let last = PartialDate::from_month(year, number * length)?;
    Some(Core::days(first, last, next))
}

/// Reads "the summer of 2022", "spring 2024".
fn season(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let season = season_from_name(word(atoms, at))?;
    let (year, next) = year_after(atoms, at + 1)?;
    season_of(season, year, next)
}

/// Returns the season of that year; winter, which two years share, is the year.
pub(super) fn season_of(season: Season, year: i16, next: usize) -> Option<Core> {
    Some(match season.months() {
        Some((first, last)) => Core::days(
            PartialDate::from_month(year, first)?,
            PartialDate::from_month(year, last)?,
            next,
        ),
        None => Core::date(PartialDate::from_year(year)?, next),
    })
}

/// Reads "1970s", "1970's", "'80s", "the eighties".
fn decade(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    const NAMES: [&str; 8] = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let text = word(atoms, at);
    let before = word_before(atoms, at);
    let (start, next) = if let Some(year) = text.strip_suffix('s').and_then(year_of) {
        (year, at + 1)
    } else if let Some(year) = year_of(text)
        && matches!(word(atoms, at + 1), "'" | "’")
        && word(atoms, at + 2) == "s"
        && year % 10 == 0
        && matches!(before, "the" | "early" | "late" | "mid" | "-")
    {
        (year, at + 3)
    } else if let Some(tens) = text
        .strip_suffix('s')
        .filter(|t| t.len() == 2 && t.ends_with('0'))
        && matches!(before, "'" | "’" | "‘" | "the" | "early" | "late" | "mid")
    {
        (1900 + tens.parse::<i16>().ok()?, at + 1)
    } else {
        let idx = NAMES.iter().position(|name| *name == text)?;
        if !matches!(before, "the" | "early" | "late" | "mid" | "-") {
            return None;
        }
        (1920 + 10 * idx as i16, at + 1)
    };
    if start % 10 != 0 {
        return None;
    }
    Some(Core::span(
        PartialDate::from_year(start)?,
        PartialDate::from_year(start + 9)?,
        next,
    ))
}

/// Reads "the 19th century", "the twentieth century".
fn century(atoms: &[Atom<'_>], at: usize) -> Option<Core> {
    let (number, next) = match word(atoms, at) {
        "sixteenth" => (16, at + 1),
        "seventeenth" => (17, at + 1),
        "eighteenth" => (18, at + 1),
        "nineteenth" => (19, at + 1),
        "twentieth" => (20, at + 1),
        text if text.ends_with("th") || text.ends_with("st") => (i16::from(day_of(text)?), at + 1),
        _ => return None,
    };
    let next = next + usize::from(is_dash(word(atoms, next)));
    if word(atoms, next) != "century" || !(10..=21).contains(&number) {
        return None;
    }
    let first = PartialDate::from_year((number - 1) * 100 + 1)?;
    Some(Core::span(
        first,
        PartialDate::from_year(number * 100)?,
        next + 1,
    ))
}
