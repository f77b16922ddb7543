//! Parts of a time: "early 1990s", "the end of the war".
//!
//! In: a word, and the time that follows it. Out: the part of that time.

use super::{Core, Shape};
use crate::time::PartialDate;

/// Which part of a time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Middle,
    Late,
    Start,
    End,
}

impl Part {
    /// Returns the part that the word names.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "early" | "earlier" => Self::Early,
            "mid" | "middle" => Self::Middle,
            "late" | "later" => Self::Late,
            "end" | "close" | "conclusion" => Self::End,
            "start" | "beginning" | "outbreak" | "onset" => Self::Start,
            _ => return None,
        })
    }

    /// Returns the part of the time.
    pub(super) fn apply(self, core: Core) -> Core {
        let Some((first, last)) = core.dates else {
            return core;
        };
        let dates = match self {
            Self::Start => (first, first),
            Self::End if core.shape == Shape::Open => (first, last),
            Self::End => (last, last),
            _ if last.year() - first.year() == 9 => {
                let (from, to) = match self {
                    Self::Early => (0, 3),
                    Self::Middle => (4, 6),
                    _ => (7, 9),
                };
                let year = |n: i16| PartialDate::from_year(first.year() + n).unwrap_or(first);
                (year(from), year(to))
            }
            _ => (first, last),
        };
        let shape = if matches!(self, Self::Start | Self::End) {
            Shape::Point
        } else {
            core.shape
        };
        Core {
            dates: Some(dates),
            shape,
            ..core
        }
    }
}
