//! Which way the words around a time look: back, ahead, or at how it compares.
//!
//! In: atoms and a place among them. Out: the [`Tense`] that gives a date its missing year or side, and whether a year is
//! named only to compare with it.

use super::absolute::{word, word_before};
use super::atom::Atom;

/// Which way the words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// Back: "was held on …".
    Past,
    /// Not told.
    Open,
    /// Ahead: "will be held on …".
    Future,
}

/// Returns which way the words before the place look, up to the next mark or clause.
pub(super) fn tense(atoms: &[Atom<'_>], at: usize) -> Tense {
    const FUTURE: &[&str] = &[
        "will",
        "'ll",
        "ll",
        "shall",
        "would",
        "scheduled",
        "due",
        "slated",
        "upcoming",
        "expected",
        "planned",
        "plans",
        "plan",
        "set",
        "starting",
        "beginning",
        "next",
    ];
    const PAST: &[&str] = &[
        "was", "were", "had", "has", "have", "been", "since", "after",
    ];
    const STOP: &[&str] = &[
        ",", ";", ":", "said", "says", "told", "”", "\"", "who", "which", "that", "when", "where",
        "while", "because", "as",
    ];
    if word_before(atoms, at) == "for" {
        return Tense::Future;
    }
    let is_to_be = |at: usize| match word(atoms, at) {
        "be" => word_before(atoms, at) == "to",
        "is" | "are" | "was" | "were" => word(atoms, at + 1) == "to",
        _ => false,
    };
    if is_ahead(atoms, at) {
        return Tense::Future;
    }
    for before in (at.saturating_sub(18)..at).rev() {
        let text = word(atoms, before);
        let is_past = text.len() > 4
            && text.ends_with("ed")
            && !matches!(word_before(atoms, before), "be" | "being");
        if FUTURE.contains(&text) || is_to_be(before) {
            return Tense::Future;
        }
        if PAST.contains(&text) {
            return Tense::Past;
        }
        if STOP.contains(&text) || is_past {
            break;
        }
    }
    Tense::Open
}

/// Returns whether the time opens a clause that looks ahead: "that on April 17 he would …".
fn is_ahead(atoms: &[Atom<'_>], at: usize) -> bool {
    let opens = matches!(
        (
            word_before(atoms, at),
            word_before(atoms, at.saturating_sub(1))
        ),
        ("on" | "in", "that" | "," | "") | ("that", _)
    );
    let next = |at: usize| word(atoms, at);
    opens
        && (at + 1..at + 9)
            .take_while(|&at| !matches!(next(at), "." | ";" | "said" | "was" | "were" | "had"))
            .any(|at| matches!(next(at), "will" | "would"))
}

/// Returns whether "since" only says how long nothing was like it: "for the first time since the war".
pub(super) fn is_record(atoms: &[Atom<'_>], start: usize) -> bool {
    const RECORDS: &[&str] = &[
        "first",
        "most",
        "largest",
        "biggest",
        "worst",
        "highest",
        "lowest",
        "deadliest",
        "heaviest",
        "strongest",
    ];
    let before = atoms[..start].iter().rev().take(6);
    before
        .take_while(|atom| atom.lower != ",")
        .any(|atom| RECORDS.contains(&&*atom.lower))
}

/// Returns whether the words before a year compare with it: "down from 1996".
pub(super) fn compares(atoms: &[Atom<'_>], start: usize) -> bool {
    const CHANGES: &[&str] = &[
        "down",
        "up",
        "fell",
        "rose",
        "increase",
        "increased",
        "decrease",
        "decreased",
        "drop",
        "dropped",
        "growth",
        "grew",
    ];
    let before = atoms[..start].iter().rev().take(8);
    before
        .into_iter()
        .any(|atom| CHANGES.contains(&&*atom.lower))
}
