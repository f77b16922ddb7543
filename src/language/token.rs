//! The tokenizer: text becomes words as Universal Dependencies cuts English.
//!
//! In: the text and a range of it. Out: byte ranges of tokens in text order; the text itself is never
//! changed. Conventions of the English Web Treebank: clitics apart (`do|n't`, `can|not`, `Iran|'s`),
//! hyphenated words in parts (`Iran|-|backed`) but for prefixes (`pro-Russian`), `$|5`, `U.S.` whole,
//! addresses whole. Words that scraping glued together (`2021The`, `Gaza.Russia`) are cut.

mod parts;

use std::ops::Range;

use self::parts::{clitic_after_apostrophe, push_parts};
use super::abbreviation;

/// Returns the tokens of `text[range]`.
///
/// ```
/// use demarche::language::tokenize;
/// let text = "Iran-backed rebels didn't sign.";
/// let words: Vec<&str> = tokenize(text, 0..text.len()).into_iter().map(|t| &text[t]).collect();
/// assert_eq!(words, ["Iran", "-", "backed", "rebels", "did", "n't", "sign", "."]);
/// ```
pub fn tokenize(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(range.len() / 5);
    let mut start = None;
    let section = &text[range.clone()];
    for (offset, c) in section.char_indices() {
        let is_long = start.is_some_and(|from| range.start + offset > from + MAX_CHUNK);
        match (is_space(c), start) {
            (false, Some(from)) if is_long => {
                Chunk::new(text, from..range.start + offset, range.end).cut(&mut tokens);
                start = Some(range.start + offset);
            }
            (true, Some(from)) => {
                Chunk::new(text, from..range.start + offset, range.end).cut(&mut tokens);
                start = None;
            }
            (false, None) => start = Some(range.start + offset),
            _ => {}
        }
    }
    if let Some(from) = start {
        Chunk::new(text, from..range.end, range.end).cut(&mut tokens);
    }
    tokens
}

/// How many bytes may stand between two spaces; more is no word but noise, and cut anywhere.
const MAX_CHUNK: usize = 500;

/// Space, and what stands for it in scraped text.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{202a}'..='\u{202e}' | '\u{feff}'
        )
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ' | '‘' | '´')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\u{ad}' || is_mark(c)
}

/// Combining marks and variation selectors: part of the character before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Prefixes that stay with their word, as in the treebanks.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "inter", "intra",
    "macro", "mega", "micro", "mid", "mini", "multi", "neo", "non", "over", "pan", "para", "poly",
    "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub",
    "super", "trans", "tri", "ultra", "un",
];

/// What stands between two spaces, and the scanner over it.
struct Chunk<'t> {
    text: &'t str,
    span: Range<usize>,
    section_end: usize,
}

impl<'t> Chunk<'t> {
    fn new(text: &'t str, span: Range<usize>, section_end: usize) -> Self {
        Self {
            text,
            span,
            section_end,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.span.end].chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[self.span.start..at].chars().next_back()
    }

    fn cut(&self, tokens: &mut Vec<Range<usize>>) {
        let mut at = self.span.start;
        while let Some(c) = self.char_at(at) {
            let end = if at == self.span.start || !self.char_before(at).is_some_and(is_word) {
                self.address(at)
            } else {
                None
            };
            if let Some(end) = end {
                tokens.push(at..end);
                at = end;
            } else if is_word(c) {
                at = self.word(at, tokens);
            } else {
                let end = self.symbol(at, c);
                tokens.push(at..end);
                at = end;
            }
        }
    }

    /// Returns the end of the web address, mail address or handle that starts here.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.span.end];
        let starts = |prefix: &str| {
            rest.get(..prefix.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(prefix))
        };
        let is_url = ["http://", "https://", "ftp://", "www.", "mailto:"]
            .iter()
            .any(|p| starts(p));
        let is_tag = rest.starts_with(['@', '#']) && rest[1..].starts_with(char::is_alphabetic);
        let stop = if is_url {
            rest.find(['<', '>', '"', '”', '“', '»', '|'])
                .unwrap_or(rest.len())
        } else if is_tag {
            1 + rest[1..]
                .find(|c: char| !is_word(c))
                .unwrap_or(rest.len() - 1)
        } else {
            let is_mail_char = |c: char| c.is_ascii_alphanumeric() || "._%+-@".contains(c);
            let stop = rest.find(|c| !is_mail_char(c)).unwrap_or(rest.len());
            let (name, host) = rest[..stop].split_once('@')?;
            if name.is_empty() || !host.contains('.') || host.starts_with('.') {
                return None;
            }
            stop
        };
        let trimmed =
            rest[..stop].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '}']);
        let trimmed = if trimmed.contains('(') {
            trimmed
        } else {
            trimmed.trim_end_matches([')', '.', ','])
        };
        (trimmed.len() > 1).then(|| at + trimmed.len())
    }

    /// Returns the end of the punctuation mark or symbol that starts here.
    fn symbol(&self, at: usize, c: char) -> usize {
        let first_end = at + c.len_utf8();
        let run = |is_same: &dyn Fn(char) -> bool| {
            let rest = &self.text[first_end..self.span.end];
            first_end + rest.find(|x| !is_same(x)).unwrap_or(rest.len())
        };
        match c {
            '.' | '…' => run(&|x| matches!(x, '.' | '…')),
            '!' | '?' => run(&|x| matches!(x, '!' | '?')),
            '-' | '=' | '*' | '_' | '~' | '+' | '<' | '>' => run(&|x| x == c),
            '\'' | '`' | '’' | '‘' => {
                let rest = &self.text[first_end..self.span.end];
                if rest.starts_with(c) {
                    first_end + c.len_utf8()
                } else if self.is_elision(at, rest) {
                    first_end + rest.find(|x| !is_word(x)).unwrap_or(rest.len())
                } else if c != '`'
                    && let Some(n) = clitic_after_apostrophe(rest)
                    && self.char_before(at).is_none_or(|b| !b.is_alphanumeric())
                    && at > self.span.start
                {
                    first_end + n
                } else {
                    first_end
                }
            }
            '$' | '€' | '£' | '¥' => first_end,
            _ => run(&is_mark),
        }
    }

    /// `'em`, `'til`, `'60s`: the apostrophe stands for letters left out.
    fn is_elision(&self, at: usize, rest: &str) -> bool {
        let word = &rest[..rest.find(|x| !is_word(x)).unwrap_or(rest.len())];
        let digits = word.trim_end_matches('s');
        at == self.span.start
            && (matches!(
                word,
                "em" | "til" | "tis" | "twas" | "cause" | "n" | "round"
            ) || (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())))
    }

    /// Cuts the word that starts here into tokens and returns where it ends.
    fn word(&self, at: usize, tokens: &mut Vec<Range<usize>>) -> usize {
        let end = self.word_end(at);
        let end = self.glue(at, end).unwrap_or(end);
        let end = self.with_stop(at, end);
        push_parts(self.text, at..end, tokens);
        end
    }

    /// Returns where the run of word characters and inner joiners ends.
    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let next = self.char_at(at + c.len_utf8());
            let goes_on = is_word(c)
                || (next.is_some_and(is_word) && self.is_joiner(start, at, c, next))
                || (is_hyphen(c) && self.is_prefix(start, at, next));
            if goes_on {
                at += c.len_utf8();
            } else if c == '$'
                && matches!(
                    &self.text[start..at],
                    "US" | "A" | "C" | "NZ" | "HK" | "S" | "U" | "AU"
                )
            {
                return at + 1;
            } else {
                break;
            }
        }
        at
    }

    /// Returns whether the mark at `at`, with word characters on both sides, joins them.
    fn is_joiner(&self, start: usize, at: usize, c: char, next: Option<char>) -> bool {
        let (Some(left), Some(right)) = (self.char_before(at), next) else {
            return false;
        };
        let both = |f: fn(char) -> bool| f(left) && f(right);
        let word = &self.text[start..at];
        match c {
            '\'' | '’' | '`' | 'ʼ' => is_word(left),
            '&' => both(char::is_alphanumeric),
            '.' => {
                both(|c| c.is_ascii_digit())
                    || (both(char::is_alphanumeric) && !self.is_glued_stop(word, at + 1))
            }
            ',' | ':' => both(|c| c.is_ascii_digit()),
            '/' => both(|c| c.is_ascii_digit()) && !self.is_fraction(word, at + 1),
            _ if is_hyphen(c) => both(|c| c.is_ascii_digit()) && self.is_code(start),
            _ => false,
        }
    }

    /// Returns whether a stop between two words ends a sentence that lost its space: `Gaza.Russia`.
    fn is_glued_stop(&self, left: &str, right_start: usize) -> bool {
        let right = &self.text[right_start..self.span.end];
        let mut letters = right.chars();
        let is_title_case = letters.next().is_some_and(char::is_uppercase)
            && letters
                .next()
                .is_some_and(|c| c.is_lowercase() || is_apostrophe(c));
        let tail: Vec<char> = left.chars().rev().take_while(|c| *c != '.').collect();
        let is_number = tail.iter().all(char::is_ascii_digit);
        let is_lower_end = tail.len() >= 2 && tail[..2].iter().all(|c| c.is_lowercase());
        let is_upper_end = tail.len() >= 2 && tail.iter().all(|c| c.is_uppercase());
        let is_single = right.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
        let is_letter = tail.len() == 1 && left.contains('.');
        (is_title_case && (is_lower_end || is_upper_end || is_number || is_letter))
            || (is_lower_end
                && matches!(right.chars().next(), Some('A' | 'I'))
                && is_single
                && !left.contains('.')
                && left != "Ph")
    }

    fn is_fraction(&self, left: &str, right_start: usize) -> bool {
        let right = &self.text[right_start..self.span.end];
        let right = &right[..right.find(|c| !is_word(c)).unwrap_or(right.len())];
        matches!(
            (left, right),
            ("1", "2" | "3" | "4" | "5" | "8") | ("2", "3") | ("3", "4")
        )
    }

    /// Returns whether digits joined by hyphens are a telephone number or a date, not a range.
    fn is_code(&self, start: usize) -> bool {
        let rest = &self.text[start..self.span.end];
        let code = &rest[..rest
            .find(|c: char| !c.is_ascii_digit() && !is_hyphen(c))
            .unwrap_or(rest.len())];
        let groups: Vec<&str> = code.split(is_hyphen).filter(|g| !g.is_empty()).collect();
        groups.len() >= 3 || matches!(groups[..], [a, b] if a.len() == 3 && b.len() == 4)
    }

    fn is_prefix(&self, start: usize, at: usize, next: Option<char>) -> bool {
        let word = &self.text[start..at];
        let word = word.rsplit(is_hyphen).next().unwrap_or(word);
        // "non-", "mid- to late" keep the hyphen too.
        // "UN-backed" is the United Nations'.
        next.is_none_or(char::is_alphanumeric)
            && word.len() <= 7
            && word != "UN"
            && PREFIXES.contains(&word.to_lowercase().as_str())
    }

    /// Returns where a number ends that is glued to the capitalised word after it: `2021|The`.
    fn glue(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let digits = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')?;
        let mut letters = word[digits..].chars();
        let is_title = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
        (digits >= 2 && is_title).then_some(start + digits)
    }

    /// Takes in the full stop after the word where it belongs to an abbreviation.
    fn with_stop(&self, start: usize, end: usize) -> usize {
        let rest = &self.text[end..self.span.end];
        if !rest.starts_with('.') || rest[1..].starts_with(['.', '…']) {
            return end;
        }
        // "5p.m." is cut later.
        let word = self.text[start..end].trim_start_matches(|c: char| c.is_ascii_digit());
        let before = &self.text[..start];
        // Far enough for a word and its neighbour.
        let before = &before[before.char_indices().rev().nth(40).map_or(0, |(i, _)| i)..];
        let after = &self.text[end + 1..self.section_end];
        let is_inside = rest[1..].starts_with(|c: char| is_word(c))
            && !rest[1..].starts_with(char::is_uppercase);
        if !is_inside && abbreviation::classify(word, before, after).is_some() {
            end + 1
        } else {
            end
        }
    }
}

#[cfg(test)]
mod tests;
