//! Intervals united.
//!
//! In: the intervals of single claims in any order. Out: sorted, disjoint intervals. Dates of
//! different precision meet here: the finer of two ends that may be the same is kept.

use jiff::civil::Date;

use crate::ontology::RelationKind;
use crate::time::{Interval, PartialDate, Precision};

/// Unites intervals: states where they overlap or touch, events where they overlap; a vague date of
/// an event ("2024") gives way to an exact one inside it.
pub(super) fn unite(mut intervals: Vec<Interval>, kind: RelationKind) -> Vec<Interval> {
    intervals.retain(|i| !i.is_inverted() && *i != Interval::default());
    intervals.sort_unstable();
    intervals.dedup();
    if kind == RelationKind::Event {
        intervals = without_vague(&intervals);
    }
    intervals.sort_by_key(|i| i.start.map(PartialDate::first_day));
    let mut groups: Vec<(Option<Date>, Vec<Interval>)> = Vec::new();
    for interval in intervals {
        let last_day = interval.end.map(PartialDate::last_day);
        match groups.last_mut() {
            Some((reach, group)) if joins(*reach, interval.start, kind) => {
                *reach = reach.zip(last_day).map(|(a, b)| a.max(b));
                group.push(interval);
            }
            _ => groups.push((last_day, vec![interval])),
        }
    }
    groups.iter().map(|(_, group)| hull(group)).collect()
}

/// Returns whether an interval that begins at `start` belongs to a group that reaches to `reach`.
fn joins(reach: Option<Date>, start: Option<PartialDate>, kind: RelationKind) -> bool {
    let (Some(reach), Some(start)) = (reach, start) else {
        return true;
    };
    match kind {
        RelationKind::State => {
            reach.tomorrow().is_ok_and(|next| start.first_day() <= next)
                || start.first_day() <= reach
        }
        RelationKind::Event => start.first_day() <= reach,
    }
}

fn without_vague(intervals: &[Interval]) -> Vec<Interval> {
    let is_vague =
        |i: &Interval| i.start == i.end && i.start.is_some_and(|d| d.precision() != Precision::Day);
    let holds_finer = |i: &Interval| {
        intervals.iter().any(|other| {
            let inside = |date: Option<PartialDate>| {
                i.start
                    .zip(date)
                    .is_some_and(|(vague, d)| vague.contains(d))
            };
            other != i && inside(other.start) && inside(other.end)
        })
    };
    intervals
        .iter()
        .filter(|i| !(is_vague(i) && holds_finer(i)))
        .copied()
        .collect()
}

fn hull(group: &[Interval]) -> Interval {
    let starts: Option<Vec<PartialDate>> = group.iter().map(|i| i.start).collect();
    let ends: Option<Vec<PartialDate>> = group.iter().map(|i| i.end).collect();
    let first = |starts: &[PartialDate]| starts.iter().min().copied();
    let last = |ends: &[PartialDate]| ends.iter().max_by_key(|d| (d.last_day(), **d)).copied();
    let rough = Interval::new(
        starts.as_deref().and_then(first),
        ends.as_deref().and_then(last),
    );
    let fine = Interval::new(
        starts.as_deref().and_then(|dates| finest(dates, first)),
        ends.as_deref().and_then(|dates| finest(dates, last)),
    );
    if fine.is_inverted() { rough } else { fine }
}

/// Returns the date that `pick` picks, as exactly as the dates inside it allow.
fn finest(
    dates: &[PartialDate],
    pick: impl Fn(&[PartialDate]) -> Option<PartialDate>,
) -> Option<PartialDate> {
    let mut best = pick(dates)?;
    loop {
        let inside: Vec<PartialDate> = dates
            .iter()
            .copied()
            .filter(|d| *d != best && best.contains(*d) && d.precision() > best.precision())
            .collect();
        match pick(&inside) {
            Some(finer) => best = finer,
            None => return Some(best),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: RelationKind, given: &[&str], expected: &[&str]) {
        let read = |text: &&str| {
            let (start, end) = text.split_once("..").unwrap_or((text, text));
            let date = |t: &str| (!t.is_empty()).then(|| t.parse().unwrap());
            Interval::new(date(start), date(end))
        };
        let expected: Vec<Interval> = expected.iter().map(read).collect();
        assert_eq!(unite(given.iter().map(read).collect(), kind), expected);
    }

    #[test]
    fn states_that_overlap_or_touch_are_one() {
        check(
            RelationKind::State,
            &["2001..2005", "2004..2010", "2011..2012", "2014..2015"],
            &["2001..2012", "2014..2015"],
        );
        check(
            RelationKind::State,
            &["2005..", "2001..2002"],
            &["2001..2002", "2005.."],
        );
        check(RelationKind::State, &["..1990", "1980.."], &[".."]);
    }

    #[test]
    fn the_finer_of_two_beginnings_stays() {
        check(
            RelationKind::State,
            &["2024..", "2024-05.."],
            &["2024-05.."],
        );
        check(
            RelationKind::State,
            &["2020..2024", "2020-03-01..2024-06"],
            &["2020-03-01..2024-06"],
        );
        check(
            RelationKind::State,
            &["2024-05-10..2024", "2024..2024-03"],
            &["2024..2024-03", "2024-05-10..2024"],
        );
    }

    #[test]
    fn events_keep_their_days() {
        check(
            RelationKind::Event,
            &["2024-05-03", "2024-05-04", "2024", "2022"],
            &["2022", "2024-05-03", "2024-05-04"],
        );
    }

    #[test]
    fn nothing_undated_or_inverted_is_an_interval() {
        check(RelationKind::State, &["..", "2020..2010"], &[]);
    }
}
