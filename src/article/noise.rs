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

const SECTIONS: [&str; 8] = [
    "line", "start", "inside", "teaser", "last", "ends", "sentence", "rest",
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
        if let Some(at) = find(text, paragraph.start..end, phrase) {
            end = at;
        }
    }
    for phrase in &PHRASES.sentence {
        let mut from = paragraph.start;
        while let Some(at) = find(text, from..end, phrase) {
            cuts.push(sentence_around(text, paragraph.start..end, at));
            from = at + phrase.len();
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
                && (ends_open || !is_letter(text[at + phrase.len()..].chars().next()))
        })
}

fn sentence_around(text: &str, paragraph: Range<usize>, at: usize) -> Range<usize> {
    let before = &text[paragraph.start..at];
    let start = before
        .char_indices()
        .rev()
        .find(|(i, c)| c.is_whitespace() && ends_sentence(before[..*i].trim_end()))
        .map_or(paragraph.start, |(i, c)| paragraph.start + i + c.len_utf8());
    let after = &text[at..paragraph.end];
    let end = after
        .char_indices()
        .find(|(i, c)| c.is_whitespace() && ends_sentence(&after[..*i]))
        .map_or(paragraph.end, |(i, _)| at + i);
    start..end
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
            let is_as_written = matches!(section, "sentence" | "rest");
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
            "Mali left. Sign up for our letter. Sign up here",
            &["Mali left."],
        );
        check("Nothing to cut.", &["Nothing to cut."]);
    }
}
