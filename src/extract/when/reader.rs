//! Reads one sentence: what time stands where, and what the words before it make of it.
//!
//! In: atoms and the date of publication. Out: [`TimeExpression`]s. The forms of dates are `absolute`, `stretch`, `relative` and
//! `period`; here are the prepositions, the parts ("early", "the end of"), the ranges and the missing years.

use super::absolute::{absolute, bare, is_dash, word, word_before};
use super::atom::Atom;
use super::outlook::{compares, is_record, tense};
use super::part::Part;
use super::period::period;
use super::relative::{Now, in_year, relative};
use super::{Core, Shape, TimeExpression, TimeRole};
use crate::time::{Interval, PartialDate};

/// What stands before a time and says how it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preposition {
    None,
    Since,
    From,
    Until,
    By,
    Before,
    Between,
}

/// The words of one sentence, and the day on which they were published.
pub(super) struct Reader<'a> {
    atoms: &'a [Atom<'a>],
    published: Option<PartialDate>,
    now: Option<Now>,
    /// The year that the text tells of, where that is not the article's.
    told: Option<i16>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        atoms: &'a [Atom<'a>],
        published: Option<PartialDate>,
        told: Option<i16>,
    ) -> Self {
        Self {
            atoms,
            published,
            now: published.map(Now::new),
            told,
        }
    }

    /// Reads the expression whose time, preposition apart, starts at the place.
    pub(super) fn expression(&self, at: usize) -> Option<(Option<TimeExpression>, usize)> {
        let core = self.core(at)?;
        let (preposition, start) = self.preposition(at);
        let (core, preposition) = match self.far_end(&core, preposition) {
            Some(last) => (self.range(core, last), Preposition::None),
            None if preposition == Preposition::From && compares(self.atoms, start) => {
                (core, Preposition::None)
            }
            None => (core, preposition),
        };
        let next = core.next;
        let tokens = self.atoms[start].token..self.atoms[next - 1].token + 1;
        let is_name = self.is_name(at, next);
        let expression = self.dated(core, at).map(|core| {
            let (interval, role) = interval(core, preposition, &self.atoms[next..]);
            TimeExpression {
                tokens,
                interval,
                role,
                is_name,
            }
        });
        let is_record = preposition == Preposition::Since && is_record(self.atoms, start);
        Some((
            expression.filter(|e| !e.interval.is_inverted() && !is_record),
            next,
        ))
    }

    /// Reads the time that starts at the place: the longest that a reader of times finds.
    fn core(&self, at: usize) -> Option<Core> {
        let candidates = [
            self.period(at),
            self.part_of(at),
            absolute(self.atoms, at).map(|core| self.with_relative_year(core)),
            relative(self.atoms, at, self.now, tense(self.atoms, at)),
        ];
        let mut best: Option<Core> = None;
        for core in candidates.into_iter().flatten() {
            if best.is_none_or(|b| core.next > b.next) {
                best = Some(core);
            }
        }
        best
    }

    fn period(&self, at: usize) -> Option<Core> {
        let (period, n) = period(&self.atoms[at..])?;
        let is_past = match self.published {
            Some(published) => period.start.first_day() <= published.last_day(),
            None => absolute(self.atoms, at).is_none_or(|core| core.next != at + n),
        };
        let is_over = |end: PartialDate| {
            self.published
                .is_none_or(|published| end.first_day() <= published.last_day())
        };
        is_past.then(|| match period.end.filter(|end| is_over(*end)) {
            Some(end) if end == period.start => Core::date(end, at + n),
            Some(end) => Core::new(Some((period.start, end)), Shape::Era, at + n),
            None => Core::open(period.start, at + n),
        })
    }

    /// Returns whether what was read is the name of a happening, and no word before it makes a time of that.
    fn is_name(&self, at: usize, next: usize) -> bool {
        const OF_TIME: &[&str] = &[
            "since",
            "from",
            "until",
            "till",
            "before",
            "between",
            "during",
            "throughout",
            "after",
            "following",
            "in",
            "amid",
        ];
        let before = word_before(self.atoms, self.before_hedges(at));
        self.period(at).is_some_and(|core| core.next == next)
            && absolute(self.atoms, at).is_none_or(|core| core.next != next)
            && !OF_TIME.contains(&before)
    }

    /// Reads "early 1990s", "mid-2015", "late last year", "the end of the Cold War", "the 1967 Six-Day War".
    fn part_of(&self, at: usize) -> Option<Core> {
        let text = word(self.atoms, at);
        let mut next = at + 1;
        let Some(part) = Part::from_word(text) else {
            return self.year_of_period(at);
        };
        if is_dash(word(self.atoms, next)) || word(self.atoms, next) == "of" {
            next += 1;
        } else if matches!(part, Part::End | Part::Start) {
            return None;
        }
        next += usize::from(word(self.atoms, next) == "the");
        // "early to mid-May" and the like: what the first word says is lost, the date is not.
        let core = self.core(next)?;
        Some(part.apply(core))
    }

    /// Reads a year before a name, which it only repeats.
    fn year_of_period(&self, at: usize) -> Option<Core> {
        let year = crate::article::year_of(word(self.atoms, at))?;
        let core = self.period(at + 1)?;
        let (first, last) = core.dates?;
        (first.year() <= year && year <= last.year().max(first.year())).then_some(core)
    }

    /// Gives a month its year where that is told in words: "October last year", "May of this year".
    fn with_relative_year(&self, core: Core) -> Core {
        let Some((month, days)) = core.yearless else {
            return core;
        };
        let skip = usize::from(matches!(word(self.atoms, core.next), "of" | ","));
        let step = match (
            word(self.atoms, core.next + skip),
            word(self.atoms, core.next + skip + 1),
        ) {
            ("last", "year") => -1,
            ("this", "year") => 0,
            ("next", "year") => 1,
            _ => return core,
        };
        let next = core.next + skip + 2;
        let dates = self
            .published
            .and_then(|published| in_year(published.year() + step, month, days));
        Core::new(dates, Shape::Point, next)
    }

    /// Gives a date without a year the year that the publication and the tense suggest.
    fn dated(&self, core: Core, at: usize) -> Option<Core> {
        if core.dates.is_some() {
            return Some(core);
        }
        let (month, days) = core.yearless?;
        let dates = match self.told {
            Some(year) => in_year(year, month, days)?,
            None => self.now?.of_month(month, days, tense(self.atoms, at))?,
        };
        Some(Core {
            dates: Some(dates),
            ..core
        })
    }

    /// Reads the other end of a range: "… to 2011", "… and 1991", "…-May 15".
    fn far_end(&self, core: &Core, preposition: Preposition) -> Option<Core> {
        let joint = word(self.atoms, core.next);
        let is_joint = match preposition {
            Preposition::Between => joint == "and" || is_dash(joint),
            Preposition::From => {
                matches!(joint, "to" | "until" | "till" | "through") || is_dash(joint)
            }
            _ => is_dash(joint) || matches!(joint, "to" | "through"),
        };
        if !is_joint || core.shape != Shape::Point {
            return None;
        }
        let mut next = core.next + 1;
        next += usize::from(word(self.atoms, next) == "the");
        let last = self.core(next).or_else(|| bare(self.atoms, next))?;
        let is_alike = matches!(preposition, Preposition::From | Preposition::Between)
            || (core.is_day() == last.is_day() && last.shape == Shape::Point);
        is_alike.then_some(last)
    }

    /// Returns the time from the first to the last; the first borrows the year of the last.
    fn range(&self, first: Core, last: Core) -> Core {
        let last = self
            .dated(last, last.next.saturating_sub(1))
            .unwrap_or(last);
        let first = match (first.yearless, last.dates) {
            (Some((month, days)), Some((end, _))) => {
                let start = |year| match days {
                    Some((day, _)) => PartialDate::from_day(year, month, day),
                    None => PartialDate::from_month(year, month),
                };
                let date = start(end.year())
                    .filter(|s| *s <= end)
                    .or_else(|| start(end.year() - 1));
                date.map(|date| (date, date))
            }
            _ => first.dates,
        };
        let dates = first
            .zip(last.dates)
            .map(|((start, _), (_, end))| (start, end));
        let is_open = last.shape == Shape::Open;
        Core::new(
            dates,
            if is_open { Shape::Open } else { Shape::Span },
            last.next,
        )
    }

    /// Returns what stands before the time, and the place where the expression starts.
    fn preposition(&self, at: usize) -> (Preposition, usize) {
        let start = self.before_hedges(at);
        let before = word_before(self.atoms, start);
        let two_before = word_before(self.atoms, start.saturating_sub(1));
        let (preposition, n) = match (two_before, before) {
            (_, "since") => (Preposition::Since, 1),
            (_, "by") => (Preposition::By, 1),
            (_, "until" | "till" | "through") => (Preposition::Until, 1),
            ("up", "to") => (Preposition::Until, 2),
            ("prior", "to") | ("ahead" | "eve", "of") => (Preposition::Before, 2),
            (_, "before") => (Preposition::Before, 1),
            (_, "between") => (Preposition::Between, 1),
            ("starting" | "beginning", "in" | "on" | "from") => (Preposition::From, 2),
            (_, "from") => (Preposition::From, 1),
            (_, "starting" | "beginning") => (Preposition::From, 1),
            (
                _,
                "in" | "on" | "during" | "over" | "throughout" | "within" | "for" | "after"
                | "following",
            ) => (Preposition::None, 1),
            _ => (Preposition::None, 0),
        };
        if n > 0 {
            return (preposition, start - n);
        }
        // Without a preposition only the article belongs to the time.
        let article = usize::from(at > 0 && word_before(self.atoms, at) == "the");
        if word_before(self.atoms, at) == "at" {
            return (Preposition::None, at - 1);
        }
        (Preposition::None, at - article)
    }

    /// Returns the place before words that only hedge: "the", "about", "at least", "as early as".
    fn before_hedges(&self, at: usize) -> usize {
        const HEDGES: &[&str] = &[
            "the",
            "about",
            "around",
            "approximately",
            "roughly",
            "nearly",
            "almost",
            "circa",
            "exactly",
            "only",
            "just",
            "even",
            "its",
            "very",
        ];
        let mut start = at;
        while at - start < 6 {
            let before = |n: usize| start.checked_sub(n).map_or("", |at| word(self.atoms, at));
            start -= match (before(2), before(1)) {
                ("at", "least") => 2,
                ("early" | "late" | "recently", "as") if before(3) == "as" => 3,
                ("back", "as") if before(4) == "as" => 4,
                (_, one) if HEDGES.contains(&one) => 1,
                _ => break,
            };
        }
        start
    }
}

/// Returns the interval and role that a preposition gives a time.
fn interval(core: Core, preposition: Preposition, after: &[Atom<'_>]) -> (Interval, TimeRole) {
    let Some((first, last)) = core.dates else {
        return (Interval::default(), TimeRole::Point);
    };
    let is_onwards = after
        .first()
        .is_some_and(|a| matches!(&*a.lower, "onward" | "onwards"))
        || (after.len() > 1 && after[0].lower == "and" && after[1].lower == "after");
    match preposition {
        // "Since the war" is since its end, "since the 1970s" since their start.
        Preposition::Since if core.shape == Shape::Era => {
            (Interval::new(Some(last), None), TimeRole::Since)
        }
        // "From 13 to 15 May" was read as one.
        Preposition::From if first.day().is_some() && first != last => {
            (Interval::new(Some(first), Some(last)), TimeRole::Span)
        }
        Preposition::Since | Preposition::From => {
            (Interval::new(Some(first), None), TimeRole::Since)
        }
        Preposition::Before => (Interval::new(None, Some(first)), TimeRole::Until),
        Preposition::Until if matches!(core.shape, Shape::Open | Shape::Era) => {
            (Interval::new(None, Some(first)), TimeRole::Until)
        }
        // "Sparked by the war in Gaza" tells who, not until when.
        Preposition::By if core.shape == Shape::Point => {
            (Interval::new(None, Some(last)), TimeRole::Until)
        }
        Preposition::Until => (Interval::new(None, Some(last)), TimeRole::Until),
        Preposition::None | Preposition::By | Preposition::Between if is_onwards => {
            (Interval::new(Some(first), None), TimeRole::Since)
        }
        Preposition::None | Preposition::By | Preposition::Between => match core.shape {
            Shape::Point => (Interval::new(Some(first), Some(last)), TimeRole::Point),
            Shape::Span | Shape::Era => (Interval::new(Some(first), Some(last)), TimeRole::Span),
            Shape::Open => (Interval::new(Some(first), None), TimeRole::Since),
        },
    }
}
