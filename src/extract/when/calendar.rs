//! Reckoning on the calendar: what lies so many weeks or months from a day, seasons, units.
//!
//! In: the day of publication and a distance. Out: dates. Nothing here reads text but single words.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::time::{PartialDate, Precision};

/// A unit of time that news count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
}

impl Unit {
    /// Returns the unit that the word names, one or many.
    pub(super) fn from_name(word: &str) -> Option<Self> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "minute" | "hour" => Self::Hour,
            "day" | "night" => Self::Day,
            "week" | "fortnight" => Self::Week,
            "month" => Self::Month,
            "year" => Self::Year,
            "decade" => Self::Decade,
            _ => return None,
        })
    }

    /// Returns how exactly a date is known that is told in this unit.
    pub(super) fn precision(self) -> Precision {
        match self {
            Self::Hour | Self::Day => Precision::Day,
            Self::Week | Self::Month => Precision::Month,
            Self::Year | Self::Decade => Precision::Year,
        }
    }

    fn span(self, n: i32) -> Span {
        match self {
            Self::Hour => 0.days(),
            Self::Day => n.days(),
            Self::Week => n.weeks(),
            Self::Month => n.months(),
            Self::Year => n.years(),
            Self::Decade => n.saturating_mul(10).years(),
        }
    }
}

/// A season of the northern year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// Returns its first and last month; winter lies in two years and has none.
    pub(super) fn months(self) -> Option<(u8, u8)> {
        match self {
            Self::Spring => Some((3, 5)),
            Self::Summer => Some((6, 8)),
            Self::Autumn => Some((9, 11)),
            Self::Winter => None,
        }
    }
}

/// Returns the season of that name.
pub(super) fn season_from_name(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// Returns the date `n` units after the day (before it, where `n` is negative), as exact as the unit.
pub(super) fn shifted(day: Date, n: i32, unit: Unit) -> Option<PartialDate> {
    let date = day.checked_add(unit.span(n)).ok()?;
    (1..=9999)
        .contains(&date.year())
        .then(|| PartialDate::from_civil(date).truncate(unit.precision()))
}

/// Returns the week `n` weeks after that of the day: the month it lies in, or its days where it lies in two.
pub(super) fn week(day: Date, n: i32) -> Option<(PartialDate, PartialDate)> {
    let monday = day
        .checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
        .and_then(|monday| monday.checked_add(n.weeks()))
        .ok()?;
    let sunday = monday.checked_add(6.days()).ok()?;
    let (first, last) = (
        PartialDate::from_civil(monday),
        PartialDate::from_civil(sunday),
    );
    let month = first.truncate(Precision::Month);
    Some(if month.contains(last) {
        (month, month)
    } else {
        (first, last)
    })
}

/// Returns the weekend `n` weeks after the last one that began on the day or before.
pub(super) fn weekend(day: Date, n: i32) -> Option<(PartialDate, PartialDate)> {
    let saturday = on_or_before(day, 6)?.checked_add(n.weeks()).ok()?;
    let sunday = saturday.checked_add(1.days()).ok()?;
    Some((
        PartialDate::from_civil(saturday),
        PartialDate::from_civil(sunday),
    ))
}

/// Returns the last day of the week (Monday is 1) that is not after the day.
pub(super) fn on_or_before(day: Date, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    if day.weekday() == weekday {
        return Some(day);
    }
    day.nth_weekday(-1, weekday).ok()
}

/// Returns the first day of the week (Monday is 1) that is after the day.
pub(super) fn after(day: Date, weekday: i8) -> Option<Date> {
    day.nth_weekday(1, Weekday::from_monday_one_offset(weekday).ok()?)
        .ok()
}

/// Returns the number that the word tells: "3", "three", "a".
pub(super) fn number(word: &str) -> Option<i32> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    match word {
        "a" | "an" => return Some(1),
        "couple" => return Some(2),
        "dozen" => return Some(12),
        "thirty" => return Some(30),
        "forty" => return Some(40),
        "fifty" => return Some(50),
        "sixty" => return Some(60),
        _ => {}
    }
    if let Some(idx) = WORDS.iter().position(|w| *w == word) {
        return Some(idx as i32 + 1);
    }
    (word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_their_month_or_their_days() {
        let week = |n| week(date(2024, 8, 13), n).map(|(a, b)| (a.to_string(), b.to_string()));
        assert_eq!(week(-1), Some(("2024-08".into(), "2024-08".into())));
        assert_eq!(week(-2), Some(("2024-07-29".into(), "2024-08-04".into())));
    }

    #[test]
    fn days_of_the_week_are_found_on_both_sides() {
        let tuesday = date(2024, 8, 13);
        assert_eq!(on_or_before(tuesday, 2), Some(tuesday));
        assert_eq!(on_or_before(tuesday, 3), Some(date(2024, 8, 7)));
        assert_eq!(after(tuesday, 2), Some(date(2024, 8, 20)));
        assert_eq!(weekend(tuesday, 0).unwrap().1.to_string(), "2024-08-11");
    }

    #[test]
    fn distances_are_as_exact_as_their_unit() {
        let at = |n, unit| shifted(date(2024, 8, 13), n, unit).unwrap().to_string();
        assert_eq!(at(-3, Unit::Day), "2024-08-10");
        assert_eq!(at(-2, Unit::Week), "2024-07");
        assert_eq!(at(-3, Unit::Month), "2024-05");
        assert_eq!(at(-2, Unit::Year), "2022");
        assert!(shifted(date(2024, 8, 13), -999, Unit::Decade).is_none());
    }
}
