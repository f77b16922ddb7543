//! What is no part of an article: the phrases of `schemas/grammar/noise.txt`.
//!
//! In: a line of text. Out: what kind of noise it is. Which lines there are, and what goes with them, is `clean`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../schemas/grammar/noise.txt");

/// How many characters a line that only begins like noise may have.
const SHORT: usize = 320;
/// How many characters a line with noise somewhere in it may have.
const MIDDLING: usize = 480;

/// How far before a phrase its sentence may start.
const FAR: usize = 300;

/// How many bytes the rest of a paragraph may have that is left out as a whole.
const TAIL: usize = 400;

/// What a line around an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noise {
    /// To be left out.
    Line,
    /// To be left out, and with it the titles that follow.
    Teaser,
    /// The end of the article.
    Last,
}

/// The phrases, by where they must stand.
#[derive(Debug, Default)]
struct Phrases {
    line: BTreeSet<&'static str>,
    start: Vec<&'static str>,
    inside: Vec<&'static str>,
    teaser: Vec<&'static str>,
    last: Vec<&'static str>,
    ends: Vec<&'static str>,
    pointer: Vec<&'static str>,
    sentence: Vec<&'static str>,
    rest: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (section, phrase) in entries() {
        match section {
            "line" => drop(phrases.line.insert(phrase)),
            "start" => phrases.start.push(phrase),
            "inside" => phrases.inside.push(phrase),
            "teaser" => phrases.teaser.push(phrase),
            "last" => phrases.last.push(phrase),
            "ends" => phrases.ends.push(phrase),
            "pointer" => phrases.pointer.push(phrase),
            "sentence" => phrases.sentence.push(phrase),
            _ => phrases.rest.push(phrase),
        }
    }
    phrases
});

/// Returns the entries of the table with their sections.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    TABLE.lines().filter_map(move |line| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) if SECTIONS.contains(&name) => {
                section = name;
                None
            }
            _ => Some((section, line)),
        }
    })
}

const SECTIONS: [&str; 9] = [
    "line", "start", "inside", "teaser", "last", "ends", "pointer", "sentence", "rest",
];

/// Returns what kind of noise the line is, if it is any by its words.
pub(super) fn noise(line: &str) -> Option<Noise> {
    let n_chars = line.chars().count();
    if n_chars > MIDDLING {
        return None;
    }
    let plain = plain(line);
    let begins = |phrases: &[&str]| phrases.iter().any(|p| begins_with(&plain, p));
    if n_chars <= SHORT && begins(&PHRASES.last) {
        return Some(Noise::Last);
    }
    if PHRASES.teaser.contains(&plain.trim_end_matches(':')) {
        return Some(Noise::Teaser);
    }
    let is_short = n_chars <= SHORT;
    let is_line = PHRASES.line.contains(&*plain)
        || (is_short && begins(&PHRASES.start))
        || (is_short && begins_teaser(line, &plain))
        || PHRASES.inside.iter().any(|p| plain.contains(p))
        || (plain.split(' ').count() <= 12
            && !line.ends_with(['.', '!', '?', '”'])
            && PHRASES.ends.iter().any(|p| plain.ends_with(p)));
    is_line.then_some(Noise::Line)
}

/// Returns whether a title follows a teaser's phrase on the same line: after a colon or bar.
fn begins_teaser(line: &str, plain: &str) -> bool {
    let is_phrase = |head: &str| PHRASES.teaser.contains(&head.trim());
    plain
        .split_once([':', '|', '>'])
        .is_some_and(|(head, _)| is_phrase(head))
        || (!line.ends_with(['.', '!', '”', '"']) && begins_with(plain, "related article"))
}

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

/// Returns the range without white space at both ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
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
        let word = text[at..]
            .trim_start()
            .split_whitespace()
            .next()
            .unwrap_or_default();
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

/// Returns whether the text ends as a sentence does: a full stop or its like, then quotes at most.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…'])
}

fn begins_with(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Returns the line in lower case, with plain quotes, single spaces and no marks at its ends.
fn plain(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '[' | ']'));
    let mut plain = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            _ => c,
        }));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for (section, phrase) in entries() {
            assert!(!section.is_empty(), "{phrase:?} stands in no section");
            assert!(
                seen.insert((section, phrase)),
                "[{section}] has {phrase:?} twice"
            );
            let is_as_written = matches!(section, "pointer" | "sentence" | "rest");
            assert!(
                is_as_written || phrase == phrase.to_lowercase(),
                "{phrase:?} has capitals"
            );
        }
    }

    #[test]
    fn lines_around_an_article_are_noise() {
        for line in [
            "Share on facebook",
            "ADVERTISEMENT",
            "Read more: A title of another story",
            "Related: A title",
            "© 2024 Some Network. All Rights Reserved.",
            "Ann Lee/Getty Images",
            "We use cookies to give you the best experience.",
            "4 min read",
        ] {
            assert_eq!(noise(line), Some(Noise::Line), "{line}");
        }
        assert_eq!(noise("Don’t Miss"), Some(Noise::Teaser));
        assert_eq!(noise("RELATED ARTICLE:"), Some(Noise::Teaser));
        assert_eq!(
            noise("This story originally appeared on Example.org"),
            Some(Noise::Last)
        );
    }

    #[test]
    fn lines_of_an_article_are_none() {
        for line in [
            "Related attacks killed nine soldiers in Mali.",
            "Share prices fell after France recalled its envoy.",
            "Commenting on the strike, Iran accused Israel.",
            "Watching from Moscow, Putin praised the deal.",
            "The army confirmed the report, according to Reuters.",
            "Mali expels envoy",
        ] {
            assert_eq!(noise(line), None, "{line}");
        }
    }

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
