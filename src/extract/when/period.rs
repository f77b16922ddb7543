//! Times that have a name: the table `schemas/grammar/periods.tsv`.
//!
//! In: atoms. Out: the dates of the longest name that starts there.

use std::collections::BTreeMap;
use std::ops::Bound::{Included, Unbounded};
use std::sync::LazyLock;

use super::atom::Atom;
use crate::time::PartialDate;

const TABLE: &str = include_str!("../../../schemas/grammar/periods.tsv");

/// How many atoms a name may have.
const LONGEST: usize = 12;

/// A named time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: PartialDate,
    /// None where it has not ended.
    pub(super) end: Option<PartialDate>,
}

/// The periods by their names without spaces and marks; a capital first letter stays one.
static PERIODS: LazyLock<BTreeMap<String, Period>> = LazyLock::new(|| rows().flatten().collect());

/// Returns the rows of the table; none for one that cannot be read, which a test forbids.
fn rows() -> impl Iterator<Item = Option<(String, Period)>> {
    let lines = TABLE.lines().filter(|l| !l.starts_with('#')).skip(1);
    lines.map(|line| {
        let mut cells = line.split('\t');
        let name = cells.next()?;
        let start = cells.next()?.parse().ok()?;
        let end = match cells.next()? {
            "" => None,
            date => Some(date.parse().ok()?),
        };
        Some((
            key(name.split(|c: char| !c.is_alphanumeric())),
            Period { start, end },
        ))
    })
}

/// Returns the words as one, in lower case but for the very first letter.
fn key<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::new();
    words.for_each(|word| push(&mut key, word));
    key
}

/// Adds a word to a key.
fn push(key: &mut String, word: &str) {
    let mut chars = word.chars();
    if key.is_empty() {
        key.extend(chars.next());
    }
    key.extend(chars.flat_map(char::to_lowercase));
}

/// Returns the period of the longest name that starts with the first of the atoms, and how many it takes.
pub(super) fn period(atoms: &[Atom<'_>]) -> Option<(Period, usize)> {
    let is_word = |atom: &Atom<'_>| atom.text.starts_with(char::is_alphanumeric);
    if !atoms.first().is_some_and(is_word) {
        return None;
    }
    let (mut words, mut longest) = (String::new(), None);
    for (n, atom) in (1..=LONGEST).zip(atoms).filter(|(_, atom)| is_word(atom)) {
        push(&mut words, atom.text);
        let mut names = PERIODS.range::<str, _>((Included(words.as_str()), Unbounded));
        match names.next().filter(|(name, _)| name.starts_with(&words)) {
            Some((name, period)) if *name == words => longest = Some((*period, n)),
            Some(_) => {}
            None => break,
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_period() {
        for (idx, row) in rows().enumerate() {
            let Some((name, period)) = row else {
                panic!("row {} after the heading cannot be read", idx + 1);
            };
            assert!(period.end.is_none_or(|end| period.start <= end), "{name}");
        }
        assert!(PERIODS.len() > 100);
    }
}
