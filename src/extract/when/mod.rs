//! Time expressions of a sentence, resolved on the date of publication.
//!
//! In: a sentence and the day its article appeared. Out: [`TimeExpression`]s, with what their prepositions say of them.
//! Only words are looked at, no tree; which predicate an expression dates is for the reader of the tree to say. Relative
//! expressions ("last month", "on Tuesday") give nothing without a date of publication.

mod absolute;
mod atom;
mod calendar;
#[cfg(test)]
mod edges;
mod lasting;
mod outlook;
mod part;
mod period;
#[cfg(test)]
mod properties;
mod reader;
mod relative;
mod stretch;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::atom::atoms;
use self::reader::Reader;
use crate::language::Sentence;
use crate::time::{Interval, PartialDate};

/// How a time expression dates what it goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRole {
    /// At some time in the interval.
    Point,
    /// From the start on; the interval has no end.
    Since,
    /// Until the end; the interval has no start.
    Until,
    /// From the start to the end, or some time between.
    Span,
}

/// Words that tell a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// The tokens of the document, the preposition included.
    pub tokens: Range<usize>,
    /// When: as exact as the words allow.
    pub interval: Interval,
    /// What the interval means.
    pub role: TimeRole,
    /// Whether it names what happened and no word before it makes a time of that: "condemned the Vietnam War".
    pub is_name: bool,
}

/// Returns the time expressions of the sentence in text order, each with dates. A day or month without its year is one of
/// the year that the text tells of there, else the last one before the publication.
pub fn times(
    sentence: Sentence<'_>,
    published: Option<PartialDate>,
    told: Option<i16>,
) -> Vec<TimeExpression> {
    let atoms = atoms(sentence);
    let reader = Reader::new(&atoms, published, told);
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match reader.expression(at) {
            Some((expression, next)) => {
                found.extend(expression);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// What the time is, without its prepositions.
#[derive(Debug, Clone, Copy)]
struct Core {
    /// First and last date; none where they cannot be told.
    dates: Option<(PartialDate, PartialDate)>,
    shape: Shape,
    /// The month and days of a date that lacks its year.
    yearless: Option<(u8, Option<(u8, u8)>)>,
    /// The place after it.
    next: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A day, month, year, or a few days told as one.
    Point,
    /// A stretch of time with two ends, a decade, a century.
    Span,
    /// A stretch of time that has a name: a war, a crisis.
    Era,
    /// A time that goes on.
    Open,
}

impl Core {
    fn new(dates: Option<(PartialDate, PartialDate)>, shape: Shape, next: usize) -> Self {
        Self {
            dates,
            shape,
            yearless: None,
            next,
        }
    }

    fn date(date: PartialDate, next: usize) -> Self {
        Self::new(Some((date, date)), Shape::Point, next)
    }

    fn days(first: PartialDate, last: PartialDate, next: usize) -> Self {
        Self::new(Some((first, last)), Shape::Point, next)
    }

    fn span(first: PartialDate, last: PartialDate, next: usize) -> Self {
        Self::new(Some((first, last)), Shape::Span, next)
    }

    fn open(first: PartialDate, next: usize) -> Self {
        Self::new(Some((first, first)), Shape::Open, next)
    }

    fn unknown(next: usize) -> Self {
        Self::new(None, Shape::Point, next)
    }

    fn without_year(month: u8, days: Option<(u8, u8)>, next: usize) -> Self {
        Self {
            yearless: Some((month, days)),
            ..Self::unknown(next)
        }
    }

    fn is_day(&self) -> bool {
        matches!(self.yearless, Some((_, Some(_))))
            || self.dates.is_some_and(|(first, _)| first.day().is_some())
    }
}
