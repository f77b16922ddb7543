//! Which parts of a text are the article.
//!
//! In: the text of an article as it was scraped. Out: ranges of it, a paragraph each. Left out are menus, buttons, appeals,
//! bylines, credits, teasers and what follows the end; the text itself is never changed. Where everything looks like noise,
//! everything is kept: a line alone is an article.

use std::collections::BTreeSet;
use std::ops::Range;

use super::date::date_line;
use super::glue::without_noise;
use super::noise::{Noise, ends_sentence, noise, trimmed};

/// How many spaces in a row part paragraphs that were glued together.
const GAP: usize = 6;
/// How many bytes of prose must stand before an end of the article for it to be one.
const ENOUGH: usize = 200;
/// How many titles a teaser's heading takes with it.
const TITLES: usize = 5;

/// Returns the ranges of the text that are the article, a paragraph each, in order.
///
/// ```
/// let text = "Share on facebook\n\nMali expelled an envoy.\n\nAdvertisement\n\nFrance protested.";
/// let paragraphs = demarche::article::paragraphs(text);
/// let paragraphs: Vec<&str> = paragraphs.into_iter().map(|range| &text[range]).collect();
/// assert_eq!(paragraphs, ["Mali expelled an envoy.", "France protested."]);
/// ```
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = joined(text, lines(text));
    if lines.len() < 2 {
        return match lines.into_iter().next() {
            Some(line) => {
                let parts = without_noise(text, line.clone());
                if parts.is_empty() { vec![line] } else { parts }
            }
            None => Vec::new(),
        };
    }
    let kept = without_noise_lines(text, &without_menus(text, &lines));
    let kept = without_titles(text, kept);
    let kept = without_repetitions(text, kept);
    let kept: Vec<_> = kept
        .into_iter()
        .flat_map(|line| without_noise(text, line))
        .collect();
    if kept.is_empty() {
        let is_text = |line: &Range<usize>| noise(&text[line.clone()]).is_none();
        return lines.into_iter().filter(is_text).collect();
    }
    kept
}

/// A line of the text, without the space around it.
struct Line {
    range: Range<usize>,
    /// Whether it opens a block: an empty line or a gap stands before it.
    is_first: bool,
    /// Whether it is set in from the margin.
    is_indented: bool,
}

/// Splits the text at line ends and wide gaps.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut is_first = true;
    let mut push = |range: Range<usize>, is_start: bool| {
        let line = trimmed(text, range.clone());
        if line.is_empty() {
            is_first = true;
            return;
        }
        lines.push(Line {
            is_first: std::mem::take(&mut is_first) || !is_start,
            is_indented: is_start && line.start >= range.start + 2,
            range: line,
        });
    };
    let is_end = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut start = 0;
    // "\r\n" is one end of line, not an end and an empty line.
    let ends = text
        .match_indices(is_end)
        .filter(|(at, _)| !text[*at..].starts_with("\r\n"));
    for (at, mark) in ends.chain([(text.len(), "")]) {
        let mut from = start;
        for gap in gaps(text, start..at) {
            push(from..gap.start, from == start);
            from = gap.end;
        }
        push(from..at, from == start);
        start = at + mark.len();
    }
    lines
}

/// Returns the runs of at least [`GAP`] spaces between words of a line.
fn gaps(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let part = &text[line.clone()];
    let margin = part.len() - part.trim_start().len();
    let mut run = 0..0;
    for (at, c) in part.char_indices().skip_while(|(at, _)| *at < margin) {
        if matches!(c, ' ' | '\t' | '\u{a0}') {
            if run.end != at {
                run = at..at;
            }
            run.end = at + c.len_utf8();
        } else if run.end == at && part[run.clone()].chars().count() >= GAP {
            gaps.push(line.start + run.start..line.start + run.end);
        }
    }
    gaps
}

/// Joins the lines of paragraphs that were broken to a width, or at a link.
fn joined(text: &str, lines: Vec<Line>) -> Vec<Range<usize>> {
    let begins_small = |line: &Line| text[line.range.clone()].starts_with(char::is_lowercase);
    let inner: Vec<&Line> = lines.iter().filter(|l| !l.is_first).collect();
    let n_small = inner.iter().filter(|l| begins_small(l)).count();
    let is_wrapped = inner.len() >= 3 && n_small * 2 >= inner.len();
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut last_length = 0;
    for line in &lines {
        let length = line.range.len();
        let continues = !line.is_first
            && paragraphs.last().is_some_and(|before| {
                let before = &text[before.clone()];
                if is_wrapped {
                    !line.is_indented && (last_length >= 45 || !ends_sentence(before))
                } else {
                    begins_small(line) && last_length >= 25 && !ends_sentence(before)
                }
            });
        match paragraphs.last_mut() {
            Some(last) if continues => last.end = line.range.end,
            _ => paragraphs.push(line.range.clone()),
        }
        last_length = length;
    }
    paragraphs
}

fn without_noise_lines(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut n_titles = 0;
    for (idx, line) in lines.iter().enumerate() {
        let words = &text[line.clone()];
        let found = noise(words);
        if found == Some(Noise::Last) {
            let before = prose(text, &kept);
            if before >= ENOUGH && prose(text, &lines[idx + 1..]) <= 3 * before {
                break;
            }
        }
        let is_title = n_titles > 0 && !is_prose(words);
        n_titles = match found {
            Some(Noise::Teaser) => TITLES,
            Some(_) => n_titles,
            None if is_title => n_titles - 1,
            None => 0,
        };
        if found.is_none() && !is_title && !is_furniture(words) {
            kept.push(line.clone());
        }
    }
    kept
}

/// Leaves out menus: runs of at least three very short lines.
fn without_menus(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_item = |line: &Range<usize>| is_menu_item(&text[line.clone()]);
    let mut kept = Vec::new();
    for run in lines.chunk_by(|a, b| is_item(a) == is_item(b)) {
        // The marks of other stories and of the end stay: what follows them goes with them.
        let is_marked = |line: &&Range<usize>| {
            matches!(
                noise(&text[(*line).clone()]),
                Some(Noise::Teaser | Noise::Last)
            )
        };
        if run.len() < 3 || !is_item(&run[0]) {
            kept.extend_from_slice(run);
        } else {
            kept.extend(run.iter().filter(is_marked).cloned());
        }
    }
    kept
}

/// Leaves out titles in capitals between paragraphs, which are links, and the titles after the end.
fn without_titles(text: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let words = |line: &Range<usize>| &text[line.clone()];
    let n_prose = lines.iter().filter(|l| is_prose(words(l))).count();
    let is_title = |line: &&Range<usize>| !ends_like_prose(words(line));
    let mut n_titles = lines.iter().rev().take_while(is_title).count();
    if n_prose < 3 || n_titles < 3 {
        n_titles = 0;
    }
    let end = lines.len() - n_titles;
    let is_kept = |idx: usize, line: &Range<usize>| {
        idx < end && (idx == 0 || n_prose < 2 || !is_shouted(words(line)))
    };
    lines
        .iter()
        .enumerate()
        .filter(|(idx, line)| is_kept(*idx, line))
        .map(|(_, line)| line.clone())
        .collect()
}

/// Leaves out every paragraph that came before in the same words.
fn without_repetitions(text: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut seen = BTreeSet::new();
    lines
        .into_iter()
        .filter(|line| {
            seen.insert(
                text[line.clone()]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
        .collect()
}

/// Returns how many bytes of the lines are prose.
fn prose(text: &str, lines: &[Range<usize>]) -> usize {
    lines
        .iter()
        .filter(|line| is_prose(&text[(*line).clone()]))
        .map(|line| line.len())
        .sum()
}

/// Returns whether the line is made of sentences: it has some words and ends as a sentence does.
fn is_prose(line: &str) -> bool {
    line.split_whitespace().count() >= 6 && ends_like_prose(line)
}

fn ends_like_prose(line: &str) -> bool {
    ends_sentence(line) || line.ends_with([':', ';', ',', '”', '"', '’', '—', '–'])
}

/// Returns whether the line may be an item of a menu: at most four words and no sentence.
fn is_menu_item(line: &str) -> bool {
    line.split_whitespace().count() <= 4 && !ends_like_prose(line) && !line.starts_with(['“', '"'])
}

/// Returns whether the line is a title in capitals, as sites put them between paragraphs for other stories.
fn is_shouted(line: &str) -> bool {
    line.split_whitespace().count() >= 4
        && !line.chars().any(char::is_lowercase)
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 15
        && !line.ends_with(['.', '"', '”'])
}

/// Returns whether the line is a date, a time, a byline or a mark of the page, by its form.
fn is_furniture(line: &str) -> bool {
    !line.chars().any(char::is_alphabetic)
        || date_line(line).is_some()
        || is_time(line)
        || is_byline(line)
        || is_initials(line)
}

/// Returns whether the line tells a time or a length and nothing else: "2:48 P.M. EDT", "Listen 4 min".
fn is_time(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "am",
        "pm",
        "a",
        "p",
        "m",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "bst",
        "min",
        "mins",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "ago",
        "read",
        "listen",
        "watch",
        "video",
        "published",
        "updated",
        "sec",
    ];
    let has_digit = line.bytes().any(|b| b.is_ascii_digit());
    has_digit
        && line.len() < 60
        && line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .all(|w| {
                w.bytes().all(|b| b.is_ascii_digit()) || WORDS.contains(&&*w.to_ascii_lowercase())
            })
}

/// Returns whether the line names who wrote it: "By Ann Lee and JOHN POE, Example Press".
fn is_byline(line: &str) -> bool {
    let Some(names) = ["By ", "BY ", "by "]
        .iter()
        .find_map(|by| line.strip_prefix(by))
    else {
        return false;
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_name = |w: &&str| {
        w.starts_with(|c: char| !c.is_lowercase())
            || matches!(
                *w,
                "and" | "in" | "for" | "of" | "at" | "the" | "de" | "van" | "von" | "al" | "bin"
            )
    };
    words.len() <= 16 && !names.ends_with('.') && words.iter().all(is_name)
}

/// Returns whether the line holds an agency's initials: "(ad/jai)".
fn is_initials(line: &str) -> bool {
    line.len() <= 24
        && line.starts_with('(')
        && line.ends_with(')')
        && line.contains('/')
        && !line.contains(' ')
}

#[cfg(test)]
mod tests;
