//! A date known to the year, the month or the day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// Year, month and day.
    Day,
}

/// A date of year, month or day precision, written `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
///
/// Invariant: year 1 to 9999, month 1 to 12, day one that the month has. Order is by first day,
/// then coarser before finer: `2024` < `2024-01` < `2024-01-01` < `2024-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
}

impl PartialDate {
    /// Returns the year `year`, if it lies between 1 and 9999.
    pub fn from_year(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self {
            year,
            month: 0,
            day: 0,
        })
    }

    /// Returns the month `month` of `year`, if there is one.
    pub fn from_month(year: i16, month: u8) -> Option<Self> {
        (Self::from_year(year).is_some() && (1..=12).contains(&month)).then_some(Self {
            year,
            month,
            day: 0,
        })
    }

    /// Returns the day `day` of that month, if there is one.
    pub fn from_day(year: i16, month: u8, day: u8) -> Option<Self> {
        Self::from_year(year)?;
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self { year, month, day })
    }

    /// Returns the date of these parts, 0 where one is not known, if there is one.
    pub fn from_parts(year: i16, month: u8, day: u8) -> Option<Self> {
        match (month, day) {
            (0, 0) => Self::from_year(year),
            (month, 0) => Self::from_month(year, month),
            (month, day) => Self::from_day(year, month, day),
        }
    }

    /// Returns the civil day as a date of day precision.
    pub fn from_civil(date: jiff::civil::Date) -> Self {
        Self {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Returns the month, if known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// Returns the day of the month, if known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Returns how exactly the date is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// Returns the first day the date can mean.
    pub fn first_day(self) -> jiff::civil::Date {
        jiff::civil::date(self.year, self.month.max(1) as i8, self.day.max(1) as i8)
    }

    /// Returns the last day the date can mean.
    pub fn last_day(self) -> jiff::civil::Date {
        match self.precision() {
            Precision::Year => jiff::civil::date(self.year, 12, 31),
            Precision::Month => self.first_day().last_of_month(),
            Precision::Day => self.first_day(),
        }
    }

    /// Returns whether every day of `other` may be a day of this date.
    pub fn contains(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }

    /// Returns the date with at most the given precision.
    pub fn truncate(self, precision: Precision) -> Self {
        match precision {
            Precision::Year => Self {
                month: 0,
                day: 0,
                ..self
            },
            Precision::Month => Self { day: 0, ..self },
            Precision::Day => self,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision() {
            Precision::Year => write!(f, "{:04}", self.year),
            Precision::Month => write!(f, "{:04}-{:02}", self.year, self.month),
            Precision::Day => write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day),
        }
    }
}

impl FromStr for PartialDate {
    type Err = Error;

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a longer ISO 8601 time of which the date counts.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::usage(format!(
                "cannot read the date {text:?}: expected YYYY, YYYY-MM or YYYY-MM-DD"
            ))
        };
        let date = text.trim();
        let date = date.split_once(['T', ' ']).map_or(date, |(day, _)| day);
        let digits = |part: &str, n: usize| {
            (part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let mut parts = date.split('-');
        let year = parts.next().and_then(|p| digits(p, 4)).ok_or_else(wrong)?;
        let parsed = match (parts.next(), parts.next(), parts.next()) {
            (None, None, None) => Self::from_year(year),
            (Some(m), None, None) => digits(m, 2).and_then(|m| Self::from_month(year, m as u8)),
            (Some(m), Some(d), None) => digits(m, 2)
                .zip(digits(d, 2))
                .and_then(|(m, d)| Self::from_day(year, m as u8, d as u8)),
            _ => None,
        };
        parsed.ok_or_else(wrong)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A date as exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD.",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_and_written_as_exact_as_it_is_known() {
        for text in ["1967", "1967-06", "1967-06-05"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        assert_eq!(
            "2024-08-13T10:00:00Z"
                .parse::<PartialDate>()
                .unwrap()
                .to_string(),
            "2024-08-13"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            "67",
            "1967-13",
            "1967-02-30",
            "1967-6-5",
            "yesterday",
            "1967-06-05-01",
            "0000",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_by_first_day_then_precision() {
        let dates: Vec<PartialDate> = ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-02"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        assert!(dates.is_sorted());
    }
}
