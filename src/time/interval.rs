//! A span of valid time whose ends may be open.

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// When something held: from `start` to `end`, both inclusive, each open where unknown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Interval {
    /// The first date, if known.
    pub start: Option<PartialDate>,
    /// The last date, if known; an ongoing state has none.
    pub end: Option<PartialDate>,
}

impl Interval {
    /// Returns the interval between two dates.
    pub fn new(start: Option<PartialDate>, end: Option<PartialDate>) -> Self {
        Self { start, end }
    }

    /// Returns whether the end certainly lies before the start.
    pub fn is_inverted(&self) -> bool {
        matches!((self.start, self.end), (Some(s), Some(e)) if e.last_day() < s.first_day())
    }

    /// Returns whether some day of `date` may lie in the interval; open ends hold every date.
    pub fn covers(&self, date: PartialDate) -> bool {
        self.start.is_none_or(|s| s.first_day() <= date.last_day())
            && self.end.is_none_or(|e| date.first_day() <= e.last_day())
    }

    /// Returns whether the two intervals share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: Option<PartialDate>, b: Option<PartialDate>| match (a, b) {
            (Some(end), Some(start)) => end.last_day() < start.first_day(),
            _ => false,
        };
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// Returns whether one certainly begins inside the other, not on its first or last date.
    pub fn crosses(&self, other: &Self) -> bool {
        let inside = |a: &Self, b: &Self| {
            a.start.is_some_and(|date| {
                b.start.is_none_or(|s| s.last_day() < date.first_day())
                    && b.end.is_none_or(|e| date.last_day() < e.first_day())
            })
        };
        inside(self, other) || inside(other, self)
    }
}
