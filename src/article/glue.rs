//! Noise that was glued into a paragraph: pointers to other stories, appeals, the small print at the end.
//!
//! In: a paragraph of a text. Out: the parts of it that are the article.

use std::ops::Range;

use super::noise::{PHRASES, ends_sentence, trimmed};

/// How far before a phrase its sentence may start.
const FAR: usize = 300;

/// How many bytes the rest of a paragraph may have that is left out as a whole.
const TAIL: usize = 400;

/// Returns the parts of a paragraph that are no noise.
pub(super) fn without_noise(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let mut end = paragraph.end;
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for phrase in &PHRASES.rest {
        if let Some(at) = find(text, paragraph.start..end, phrase).filter(|at| end - at <= TAIL) {
            end = at;
        }
    }
    let kinds = [(&PHRASES.sentence, false), (&PHRASES.pointer, true)];
    for (phrases, is_pointer) in kinds {
        for phrase in phrases {
            let mut from = paragraph.start;
            while let Some(at) = find(text, from..end, phrase) {
                from = at + phrase.len();
                let mut cut = sentence_around(text, paragraph.start..end, at);
                if is_pointer {
                    cut.end = from + title(&text[from..cut.end.max(from)]);
                }
                cuts.push(cut);
            }
        }
    }
    if cuts.is_empty() && end == paragraph.end {
        return vec![paragraph];
    }
    cuts.sort_by_key(|cut| cut.start);
    cuts.push(end..paragraph.end);
    let mut parts = Vec::new();
    let mut from = paragraph.start;
    for cut in cuts {
        if cut.start > from {
            parts.push(trimmed(text, from..cut.start));
        }
        from = from.max(cut.end);
    }
    parts.retain(|part| text[part.clone()].chars().any(char::is_alphanumeric));
    parts
}

/// Returns where the phrase stands in the range, its first and last letters at the borders of words.
fn find(text: &str, range: Range<usize>, phrase: &str) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ends_open = phrase.ends_with(|c: char| c.is_ascii_digit());
    text.get(range.clone())?
        .match_indices(phrase)
        .map(|(at, _)| range.start + at)
        .find(|&at| {
            !is_letter(text[..at].chars().next_back())
                && text[at + phrase.len()..]
                    .chars()
                    .next()
                    .is_none_or(|c| ends_open || c.is_uppercase() || !c.is_alphanumeric())
        })
}

/// Returns the sentence that the place stands in; where it starts too far before, only from the place on.
fn sentence_around(text: &str, paragraph: Range<usize>, at: usize) -> Range<usize> {
    let part = &text[paragraph.clone()];
    let starts = |(i, c): &(usize, char)| starts_sentence(part, *i, *c);
    let place = at - paragraph.start;
    let start = part
        .char_indices()
        .take_while(|(i, _)| *i <= place)
        .filter(starts)
        .last()
        .map_or(0, |(i, _)| i);
    let end = part
        .char_indices()
        .find(|found| found.0 > place && starts(found))
        .map_or(part.len(), |(i, _)| i);
    let start = if place - start > FAR { place } else { start };
    paragraph.start + start..paragraph.start + end
}

/// Returns how many bytes the title takes with which the text begins: up to a quote or to a word that opens a sentence.
fn title(text: &str) -> usize {
    const OPENERS: &[&str] = &[
        "The",
        "In",
        "On",
        "At",
        "But",
        "And",
        "It",
        "Its",
        "This",
        "That",
        "These",
        "Those",
        "He",
        "She",
        "They",
        "We",
        "I",
        "His",
        "Her",
        "Their",
        "According",
        "After",
        "As",
        "While",
        "When",
        "Since",
        "For",
        "With",
        "If",
        "There",
        "Although",
        "Though",
        "Soon",
        "Also",
        "Earlier",
        "Meanwhile",
        "However",
        "Last",
        "An",
        "A",
        "Some",
        "Many",
        "Both",
        "So",
        "Yet",
        "Still",
        "Now",
        "Asked",
        "Speaking",
        "More",
        "By",
        "From",
        "Under",
        "During",
        "Before",
        "One",
        "Two",
        "Three",
        "Our",
        "My",
        "Not",
        "To",
    ];
    let mut n_words = 0;
    let mut was_small = false;
    for (at, _) in text.match_indices(char::is_whitespace) {
        let word = text[at..].split_whitespace().next().unwrap_or_default();
        let opens = word.starts_with(['“', '"']) || (was_small && OPENERS.contains(&word));
        if n_words >= 4 && opens {
            return at;
        }
        n_words += usize::from(!word.is_empty());
        was_small = word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '’');
    }
    text.len()
}

/// Returns whether a sentence starts at the place: after a full stop and a space, or one that was glued on.
fn starts_sentence(text: &str, at: usize, c: char) -> bool {
    let before = &text[..at];
    let ended = before.trim_end();
    if c.is_whitespace() || !ends_sentence(ended) {
        return false;
    }
    let mut marks = ended.chars().rev().skip_while(|c| !c.is_alphanumeric());
    ended.len() < before.len() || (c.is_uppercase() && marks.next().is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_noise_is_cut_out_of_a_paragraph() {
        let check = |text: &str, expected: &[&str]| {
            let parts = without_noise(text, 0..text.len());
            let parts: Vec<&str> = parts.into_iter().map(|r| &text[r]).collect();
            assert_eq!(parts, expected);
        };
        check(
            "Mali left. It did so. © 2024 Example. All Rights Reserved.",
            &["Mali left. It did so."],
        );
        check(
            "Mali left. Ann Lee/Reuters Related article Who leads Mali? France stayed.",
            &["Mali left.", "France stayed."],
        );
        check(
            "Mali left. Ann Lee/Reuters Related article Chad votes for a new president The army of Mali said so.",
            &["Mali left.", "The army of Mali said so."],
        );
        check(
            "Mali left. READ MORE: Chad votes for a new president “We know,” said Diop.",
            &["Mali left.", "“We know,” said Diop."],
        );
        let credit = format!(
            "A camp in Mali. © 2024 Maxar {}",
            "It was left in haste. ".repeat(30)
        );
        check(credit.trim(), &[credit.trim()]);
        check(
            "Mali left. Sign up for our letter. Sign up here",
            &["Mali left."],
        );
        check(
            "Mali left.Read more about it here.France stayed.",
            &["Mali left.", "France stayed."],
        );
        check("Nothing to cut.", &["Nothing to cut."]);
    }
}
