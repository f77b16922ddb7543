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
pub(super) struct Phrases {
    line: BTreeSet<&'static str>,
    start: Vec<&'static str>,
    inside: Vec<&'static str>,
    teaser: Vec<&'static str>,
    last: Vec<&'static str>,
    ends: Vec<&'static str>,
    pub(super) pointer: Vec<&'static str>,
    pub(super) sentence: Vec<&'static str>,
    pub(super) rest: Vec<&'static str>,
}

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
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

/// Returns the range without white space at both ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
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
}
