//! Valid time: when a claim held.
//!
//! In: the time expressions of a sentence and a trigger in its tree. Out: the interval of the expression that stands in
//! the trigger's clause; nothing where there is none.

use super::clause::is_verbal;
use super::scene::Scene;
use super::when::{self, TimeExpression, TimeRole};
use crate::language::{Sentence, Token};
use crate::ontology::RelationKind;
use crate::time::{Interval, PartialDate};

/// Follows which past year a text tells of, so that "on November 1" is a day of that year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Narrative {
    year: Option<i16>,
    n_since: usize,
}

/// For how many sentences a year that was named holds.
const MEMORY: usize = 3;

impl Narrative {
    /// Takes up the next sentence, and returns the year that it tells of, where that is well before the article's.
    pub(super) fn next(
        &mut self,
        sentence: Sentence,
        published: Option<PartialDate>,
    ) -> Option<i16> {
        let told = if self.n_since < MEMORY {
            self.year
        } else {
            None
        };
        let year = |t: Token| {
            t.form()
                .parse::<i16>()
                .ok()
                .filter(|y| t.form().len() == 4 && (1800..2100).contains(y))
        };
        let own = sentence.tokens().filter_map(year).last();
        match own {
            Some(year) => {
                *self = Self {
                    year: Some(year),
                    n_since: 0,
                }
            }
            None => self.n_since += 1,
        }
        let told = told.filter(|_| own.is_none());
        told.filter(|year| published.is_some_and(|p| year + 1 < p.year()))
    }
}

/// The time expressions of a sentence, each with the verb of its clause.
pub(super) struct Times {
    found: Vec<(TimeExpression, Option<usize>)>,
}

impl Times {
    /// Finds the time expressions of a sentence; `told` is the year that the sentences before tell of.
    pub(super) fn new(scene: Scene, sentence: Sentence, told: Option<i16>) -> Self {
        let reference = told
            .and_then(|year| PartialDate::from_day(year, 12, 31))
            .or(scene.published);
        let found = when::times(sentence, reference)
            .into_iter()
            .map(|time| {
                let clause = time
                    .tokens
                    .clone()
                    .find_map(|t| clause_of(scene.token(t), &time))
                    .map(|t| t.idx());
                (time, clause)
            })
            .collect();
        Self { found }
    }

    /// Returns when what the trigger says held: the time in its noun phrase, else in its clause.
    pub(super) fn of(&self, trigger: Token, kind: RelationKind) -> Interval {
        let inside = self.found.iter().find(|(time, _)| {
            trigger.children().any(|c| {
                c.is_label(&["nmod", "obl", "advmod", "nummod", "compound"]) && overlaps(&c, time)
            })
        });
        let clause = verb_of(trigger).map(|t| t.idx());
        let beside: Vec<&TimeExpression> = self
            .found
            .iter()
            .filter(|(_, of)| of.is_some() && *of == clause)
            .map(|(time, _)| time)
            .collect();
        let until = beside.iter().find(|t| t.role == TimeRole::Until);
        let from = beside.iter().find(|t| t.role != TimeRole::Until);
        if let (None, Some(from), Some(until)) = (inside, from, until) {
            let whole = Interval::new(from.interval.start, until.interval.end);
            if !whole.is_inverted() {
                return whole;
            }
        }
        let Some(time) = inside.map(|(time, _)| time).or(beside.first().copied()) else {
            return Interval::default();
        };
        match (time.role, kind) {
            (TimeRole::Point, RelationKind::State) => Interval::new(time.interval.start, None),
            _ => time.interval,
        }
    }
}

fn overlaps(token: &Token, time: &TimeExpression) -> bool {
    let subtree = token.subtree();
    subtree.start < time.tokens.end && time.tokens.start < subtree.end
}

/// Returns the verb of the clause in which a time expression stands, from one of its tokens.
fn clause_of<'d>(token: Token<'d>, time: &TimeExpression) -> Option<Token<'d>> {
    let mut at = token;
    while let Some(head) = at.head() {
        if !time.tokens.contains(&head.idx()) && is_verbal(head) {
            return Some(head);
        }
        at = head;
    }
    (!time.tokens.contains(&at.idx())).then_some(at)
}

/// Returns the verb of the clause in which a trigger stands: itself where it is one.
fn verb_of(trigger: Token) -> Option<Token> {
    let mut at = trigger;
    while !is_verbal(at) {
        match at.head() {
            Some(head) => at = head,
            None => return Some(at),
        }
    }
    Some(at)
}
