//! The time of the story: of when the sentences of an article tell.
//!
//! In: a document and the day it was published. Out: for each sentence its time expressions, and when the news in it happened
//! where it does not say so itself: in the month, or the months, of the days that the article tells of as news, in that of its
//! publication where it names no such day. Sentences after one that has gone back to older days have none, until the next such day.

use jiff::ToSpan;

use super::scene::Scene;
use super::when::{self, TimeExpression};
use crate::article::year_of;
use crate::language::Sentence;
use crate::time::{Interval, PartialDate, Precision};

/// For how many sentences a year that was named holds.
const MEMORY: usize = 3;
/// How many days before its publication an article tells of as news.
const RECENT: i32 = 31;
/// How many days after its publication a day that is told shows that the article tells news.
const SOON: i32 = 14;

/// Of when each sentence tells.
pub(super) struct Narrative {
    sentences: Vec<Told>,
}

/// Of when a sentence tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Its time expressions.
    pub(super) times: Vec<TimeExpression>,
    /// When the news happened that it tells without a date.
    pub(super) news: Option<Interval>,
}

impl Narrative {
    /// Reads the times of a document's sentences in their order.
    pub(super) fn new(scene: Scene) -> Self {
        let mut past = Past::default();
        let mut sentences: Vec<Told> = scene
            .document
            .sentences()
            .map(|sentence| {
                let told = past.next(sentence, scene.published);
                Told {
                    times: when::times(sentence, scene.published, told),
                    news: None,
                }
            })
            .collect();
        if let Some(published) = scene.published.filter(|p| p.precision() != Precision::Year) {
            find_news(published, &mut sentences);
        }
        Self { sentences }
    }

    /// Returns of when a sentence tells.
    pub(super) fn of(&self, sentence: Sentence) -> &Told {
        &self.sentences[sentence.idx()]
    }
}

/// Gives the sentences the time of their news: that of the latest such day named before them, else of the first in the
/// article, else of the publication.
fn find_news(published: PartialDate, sentences: &mut [Told]) {
    let recent = |told: &Told| told.times.iter().find_map(|time| recent(time, published));
    let mut day = sentences.iter().find_map(recent).unwrap_or(published);
    let mut is_history = false;
    for told in sentences {
        match recent(told) {
            Some(own) => (day, is_history) = (day.max(own), false),
            None if told.times.iter().any(|time| is_old(time, published)) => is_history = true,
            None => {}
        }
        told.news = (!is_history).then(|| months(day, published));
    }
}

/// Returns the day or month of an expression that is near the publication.
fn recent(time: &TimeExpression, published: PartialDate) -> Option<PartialDate> {
    let date = time.interval.start.filter(|_| !time.is_name)?;
    let (first, last) = (published.first_day(), published.last_day());
    let is_near = date.precision() != Precision::Year
        && first
            .checked_sub(RECENT.days())
            .is_ok_and(|d| d <= date.last_day())
        && last
            .checked_add(SOON.days())
            .is_ok_and(|d| date.first_day() <= d);
    is_near.then_some(date)
}

/// Whether an expression tells of something that was over long before.
fn is_old(time: &TimeExpression, published: PartialDate) -> bool {
    let day = published.first_day().checked_sub(RECENT.days());
    let end = time.interval.end.filter(|_| !time.is_name);
    end.is_some_and(|end| day.is_ok_and(|day| end.last_day() < day))
}

/// Returns the months from that of the day to that of the publication.
fn months(day: PartialDate, published: PartialDate) -> Interval {
    let end = published.truncate(Precision::Month);
    let start = day.truncate(Precision::Month).min(end);
    Interval::new(Some(start), Some(end))
}

/// Follows which past year a text tells of, so that "on November 1" is a day of that year.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    year: Option<i16>,
    n_since: usize,
}

impl Past {
    /// Takes up the next sentence, and returns the year that it tells of, where that is well before the article's.
    fn next(&mut self, sentence: Sentence, published: Option<PartialDate>) -> Option<i16> {
        let told = self.year.filter(|_| self.n_since < MEMORY);
        let is_year = |year: &i16| (1800..2100).contains(year);
        let own = sentence
            .tokens()
            .filter_map(|t| year_of(t.form()).filter(is_year))
            .last();
        if own.is_some() {
            *self = Self {
                year: own.filter(|_| !is_present(sentence)),
                n_since: 0,
            };
            return None;
        }
        self.n_since += 1;
        told.filter(|year| published.is_some_and(|p| year + 1 < p.year()))
    }
}

/// Whether a sentence tells of today, so that a year in it is an aside: "They have been in camps since they fled in 1990."
fn is_present(sentence: Sentence) -> bool {
    let Some(root) = sentence.root() else {
        return false;
    };
    let has = |tags: &[&str]| {
        let beside = root.children().filter(|t| t.is_label(&["aux", "cop"]));
        std::iter::once(root)
            .chain(beside)
            .any(|t| tags.contains(&t.xpos()))
    };
    has(&["VBP", "VBZ"]) && !has(&["VBD"])
}
