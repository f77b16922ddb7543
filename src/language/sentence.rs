//! The sentence splitter: rules over tokens.
//!
//! In: the text and the ranges of it that are running text (paragraphs; a sentence never crosses
//! one). Out: tokens and, as ranges over them, sentences. A stop ends a sentence where the next word
//! can begin one; abbreviations, initials, brackets and quotations are seen through, datelines stand
//! apart, and no sentence is longer than [`MAX_TOKENS`].

use std::ops::Range;

use super::abbreviation::{self, Abbreviation};
use super::token::{is_hyphen, tokenize};

/// The longest sentence, in tokens; longer ones are cut at the best punctuation.
pub const MAX_TOKENS: usize = 150;

/// A text cut into tokens and sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    /// Bytes of the text, in text order.
    pub tokens: Vec<Range<usize>>,
    /// Consecutive ranges over `tokens`; together all of them.
    pub sentences: Vec<Range<usize>>,
}

/// Cuts the given ranges of a text into tokens and sentences.
///
/// ```
/// use demarche::language::segment;
/// let text = "Gen. Marsh left. He will meet the U.S. envoy.";
/// let segments = segment(text, std::slice::from_ref(&(0..text.len())));
/// assert_eq!(segments.sentences, [0..4, 4..11]);
/// ```
pub fn segment(text: &str, ranges: &[Range<usize>]) -> Segments {
    let mut segments = Segments::default();
    for range in ranges {
        let tokens = tokenize(text, range.clone());
        let offset = segments.tokens.len();
        let paragraph = Paragraph {
            text,
            tokens: &tokens,
        };
        for sentence in paragraph.sentences() {
            cut_long(&paragraph, sentence, offset, &mut segments.sentences);
        }
        segments.tokens.extend(tokens);
    }
    segments
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Range<usize>],
}

impl<'a> Paragraph<'a> {
    fn form(&self, idx: usize) -> &'a str {
        self.tokens.get(idx).map_or("", |t| &self.text[t.clone()])
    }

    fn first_char(&self, idx: usize) -> char {
        self.form(idx).chars().next().unwrap_or(' ')
    }

    /// Returns whether the token follows the one before without space.
    fn is_adjacent(&self, idx: usize) -> bool {
        idx > 0 && idx < self.tokens.len() && self.tokens[idx - 1].end == self.tokens[idx].start
    }

    fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut open: Vec<usize> = Vec::new();
        let mut idx = self.dateline().unwrap_or(0);
        if idx > 0 {
            sentences.push(0..idx);
            start = idx;
        }
        while idx < self.tokens.len() {
            match self.form(idx) {
                "(" | "[" => open.push(idx),
                ")" | "]" => drop(open.pop()),
                _ => {}
            }
            if let Some(end) = self.end_after(start, idx)
                && !self.is_inside_bracket(&mut open, start, idx, end)
            {
                sentences.push(start..end);
                start = end;
                idx = end;
                open.clear();
            } else {
                idx += 1;
            }
        }
        if start < self.tokens.len() {
            sentences.push(start..self.tokens.len());
        }
        sentences
    }

    /// Returns where the sentence ends if it does so with the stop at `idx`: behind the quotation marks
    /// and brackets that close after it.
    fn end_after(&self, start: usize, idx: usize) -> Option<usize> {
        let form = self.form(idx);
        if self.is_glued_number(idx) {
            return Some(idx + 1);
        }
        if is_rule(form) || self.form(idx + 1) == "•" {
            return Some(idx + 1);
        }
        if !form.ends_with(['.', '!', '?', '…']) {
            return None;
        }
        let is_mark = !form.contains(char::is_alphanumeric);
        let end = self.behind_closers(idx + 1);
        if end >= self.tokens.len() {
            return Some(end);
        }
        let (next, is_quoted) = (self.word_at(end), end > idx + 1);
        let first = self.first_char(next);
        let is_starter = abbreviation::is_starter(self.form(next));
        let ends = if !is_mark {
            let before = &self.text[..self.tokens[idx].start];
            let before = &before[before.char_indices().rev().nth(40).map_or(0, |(i, _)| i)..];
            let after = &self.text[self.tokens[idx].end..];
            let word = form.trim_end_matches(['.', '!', '?', '…']);
            form.ends_with('.')
                && is_starter
                && matches!(
                    abbreviation::classify(word, before, after),
                    Some(Abbreviation::Letters | Abbreviation::Suffix | Abbreviation::Region)
                )
        } else if next >= self.tokens.len() || self.is_enumerator(start, idx) {
            false
        } else if first.is_lowercase() {
            // Who begins sentences with small letters does so again.
            self.is_lower_name(next) || (end == next && self.first_char(start).is_lowercase())
        } else {
            !(is_quoted && form != "." && self.is_speech(next))
        };
        ends.then_some(end)
    }

    /// `1.` or `a.` at the start of a sentence numbers it.
    fn is_enumerator(&self, start: usize, idx: usize) -> bool {
        idx == start + 1
            && self.form(idx) == "."
            && self.form(start).len() <= 2
            && self.first_char(start).is_ascii_digit()
    }

    /// `since 2021The pair`: a number glued to the word that begins a new sentence.
    fn is_glued_number(&self, idx: usize) -> bool {
        self.is_adjacent(idx + 1)
            && self.form(idx).chars().all(|c| c.is_ascii_digit())
            && abbreviation::is_starter(self.form(idx + 1))
    }

    /// `al-Aziz`, `iPhone`: names that begin with a small letter.
    fn is_lower_name(&self, idx: usize) -> bool {
        let is_camel = self.form(idx).chars().any(char::is_uppercase);
        let is_article = matches!(
            self.form(idx),
            "al" | "el" | "an" | "ar" | "as" | "ash" | "at"
        ) && self.form(idx + 1).starts_with(is_hyphen)
            && self.is_adjacent(idx + 1)
            && self.first_char(idx + 2).is_uppercase();
        is_camel || is_article
    }

    /// `"Why?" Marsh asked`: what follows the quotation names its speaker.
    fn is_speech(&self, idx: usize) -> bool {
        const VERBS: &[&str] = &[
            "said",
            "says",
            "asked",
            "asks",
            "told",
            "wrote",
            "added",
            "replied",
            "shouted",
            "tweeted",
            "declared",
            "exclaimed",
        ];
        (idx..idx + 5)
            .take_while(|&i| self.first_char(i).is_alphabetic())
            .any(|i| VERBS.contains(&self.form(i)))
    }

    /// Returns the index behind the closing marks that start at `idx`, footnote marks among them.
    fn behind_closers(&self, mut idx: usize) -> usize {
        loop {
            let form = self.form(idx);
            let is_closed = match form {
                "”" | "’’" | "»" | "''" => true,
                ")" | "]" | "}" | "’" => self.is_adjacent(idx),
                "\"" | "'" => self.is_adjacent(idx) && !self.is_glued_opener(idx),
                "[" => {
                    self.form(idx + 2) == "]"
                        && self.form(idx + 1).chars().all(|c| c.is_ascii_digit())
                }
                _ => false,
            };
            if !is_closed {
                return idx;
            }
            idx += if form == "[" { 3 } else { 1 };
        }
    }

    /// A straight quotation mark that touches the word behind it opens.
    fn is_glued_opener(&self, idx: usize) -> bool {
        self.is_adjacent(idx + 1) && self.first_char(idx + 1).is_alphanumeric()
    }

    /// Returns the first word at or behind `idx`, looking through a few marks.
    fn word_at(&self, idx: usize) -> usize {
        const REACH: usize = 20;
        let end = self.tokens.len().min(idx + REACH);
        let is_word = |i: &usize| self.form(*i).contains(char::is_alphanumeric);
        (idx..end).find(is_word).unwrap_or(self.tokens.len())
    }

    /// Returns whether a bracket that opened inside the sentence is still open and will be closed.
    fn is_inside_bracket(
        &self,
        open: &mut Vec<usize>,
        start: usize,
        idx: usize,
        end: usize,
    ) -> bool {
        const REACH: usize = 60;
        for closer in idx + 1..end {
            if matches!(self.form(closer), ")" | "]") {
                open.pop();
            }
        }
        open.last().is_some_and(|&bracket| {
            bracket > start
                && (end..(bracket + REACH).min(self.tokens.len()))
                    .any(|i| matches!(self.form(i), ")" | "]"))
        })
    }

    /// Returns where a dateline at the start ends: `OSLO (Reuters) -`, `LIMA, March 3 —`.
    fn dateline(&self) -> Option<usize> {
        const REACH: usize = 14;
        const AGENCIES: &[&str] = &[
            "Reuters",
            "AP",
            "AFP",
            "UPI",
            "CNN",
            "Xinhua",
            "dpa",
            "DPA",
            "ANI",
            "PTI",
            "TASS",
            "Bloomberg",
            "IPS",
            "BBC",
        ];
        let is_dash = |i: usize| {
            matches!(self.form(i), "-" | "--" | "–" | "—")
                && !(self.is_adjacent(i) && self.is_adjacent(i + 1))
        };
        let dash = (1..REACH).find(|&i| is_dash(i))?;
        let first = self.form(0);
        let is_shouted = first.chars().filter(|c| c.is_uppercase()).count() >= 3
            && !first.contains(char::is_lowercase);
        let has_agency =
            self.form(dash - 1) == ")" && (0..dash).any(|i| AGENCIES.contains(&self.form(i)));
        let is_place = is_shouted && (0..dash).all(|i| !self.first_char(i).is_lowercase());
        (dash + 1 < self.tokens.len() && (has_agency || is_place)).then_some(dash + 1)
    }
}

/// `****`, `-----`: a line drawn with signs.
fn is_rule(form: &str) -> bool {
    form.len() >= 4
        && form.starts_with(['*', '=', '_', '-', '~'])
        && !form.contains(char::is_alphanumeric)
}

/// Pushes the sentence, shifted by `offset`, in pieces of at most [`MAX_TOKENS`].
fn cut_long(
    paragraph: &Paragraph,
    sentence: Range<usize>,
    offset: usize,
    out: &mut Vec<Range<usize>>,
) {
    if sentence.len() <= MAX_TOKENS {
        out.push(sentence.start + offset..sentence.end + offset);
        return;
    }
    let middle = sentence.start + sentence.len() / 2;
    let weight = |idx: usize| match paragraph.form(idx) {
        ";" | "." | "?" | "!" => 60,
        ":" | "—" | "–" | "--" | "•" | "|" => 40,
        "," | ")" | "”" => 30,
        _ => 0,
    };
    let quarter = sentence.len() / 4;
    let best = (sentence.start + quarter..sentence.end - quarter)
        .max_by_key(|&idx| {
            (
                weight(idx) as isize - idx.abs_diff(middle) as isize,
                std::cmp::Reverse(idx),
            )
        })
        .unwrap_or(middle);
    cut_long(paragraph, sentence.start..best + 1, offset, out);
    cut_long(paragraph, best + 1..sentence.end, offset, out);
}

/// Returns the lines of a text that are not empty, as byte ranges: paragraphs where none are given.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            ranges.push(start..start + line.len());
        }
        start += line.len();
    }
    ranges
}

#[cfg(test)]
mod tests;
