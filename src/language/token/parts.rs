//! Words in two parts: clitics, fused words, numbers with a unit.
//!
//! In: a word that the scanner found. Out: its one or two tokens.

use std::ops::Range;

use super::{is_apostrophe, is_word};

/// Units that are cut from the number before them.
const UNITS: &[&str] = &[
    "am", "bn", "cm", "ft", "gb", "hrs", "kg", "km", "kph", "lb", "lbs", "m", "mb", "million",
    "billion", "min", "mins", "mm", "mn", "mph", "pm", "sec", "sq", "tn", "trn", "k", "mw", "gw",
    "kw", "kwh",
];

/// Returns the length of the clitic that starts after an apostrophe, if the word ends with it.
pub(super) fn clitic_after_apostrophe(rest: &str) -> Option<usize> {
    let n = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    is_clitic(&rest[..n]).then_some(n)
}

fn is_clitic(letters: &str) -> bool {
    ["s", "m", "d", "re", "ve", "ll"]
        .iter()
        .any(|c| letters.eq_ignore_ascii_case(c))
}

/// Words written together that are two: where the second begins.
const FUSED: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 4),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 4),
    ("hasnt", 4),
    ("havent", 5),
    ("isnt", 2),
    ("lemme", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("wanna", 3),
    ("wasnt", 4),
    ("werent", 5),
    ("wouldnt", 6),
    ("youre", 3),
    ("theyre", 4),
];

/// Pushes the parts of a word: its clitics, units and hyphenless fusions apart.
pub(super) fn push_parts(text: &str, span: Range<usize>, tokens: &mut Vec<Range<usize>>) {
    let word = &text[span.clone()];
    let mut cut = |at: usize| {
        tokens.push(span.start..span.start + at);
        tokens.push(span.start + at..span.end);
    };
    if let Some((apostrophe, mark)) = word.char_indices().rfind(|(_, c)| is_apostrophe(*c))
        && apostrophe > 0
    {
        let (stem, letters) = (&word[..apostrophe], &word[apostrophe + mark.len_utf8()..]);
        let is_decade = stem.len() >= 2
            && stem.ends_with('0')
            && stem.bytes().all(|b| b.is_ascii_digit())
            && letters == "s";
        if letters.eq_ignore_ascii_case("t") && stem.len() > 1 && stem.ends_with(['n', 'N']) {
            return cut(apostrophe - 1);
        }
        if is_clitic(letters) && !is_decade {
            return cut(apostrophe);
        }
    }
    let lower = word.to_lowercase();
    if let Some((_, at)) = FUSED.iter().find(|(fused, _)| *fused == lower) {
        return cut(*at);
    }
    if word.starts_with(|c: char| c.is_ascii_digit())
        && let Some(at) = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))
        && (UNITS.contains(&&lower[at.min(lower.len())..])
            || matches!(&word[at..], "p.m." | "a.m."))
    {
        return cut(at);
    }
    tokens.push(span);
}
