//! Tokens as time expressions need them: split at hyphens, in lower case.
//!
//! In: a sentence. Out: [`Atom`]s, runs of letters and digits or single marks, each of which knows its token; so it
//! does not matter whether "mid-2015", "9/11" or "Oct." are one token or three.

use crate::language::Sentence;

/// A run of letters and digits, or one mark.
#[derive(Debug)]
pub(super) struct Atom<'d> {
    pub(super) text: &'d str,
    pub(super) lower: String,
    /// The index of its token in the document.
    pub(super) token: usize,
}

/// Returns the atoms of a sentence. A number with points or commas in it ("2,000", "1.5") stays whole.
pub(super) fn atoms<'d>(sentence: Sentence<'d>) -> Vec<Atom<'d>> {
    let mut atoms = Vec::new();
    for token in sentence.tokens() {
        let form = token.form();
        let mut rest = form;
        while let Some(first) = rest.chars().next() {
            let length = length(rest, first);
            let (text, after) = rest.split_at(length);
            rest = after;
            if !first.is_whitespace() {
                atoms.push(Atom {
                    text,
                    lower: text.to_lowercase(),
                    token: token.idx(),
                });
            }
        }
    }
    atoms
}

/// Returns how many bytes the first atom of the text takes.
fn length(text: &str, first: char) -> usize {
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    let mut before = first;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let is_inside = matches!(c, '.' | ',')
            && before.is_ascii_digit()
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !c.is_alphanumeric() && !is_inside {
            return at;
        }
        before = c;
    }
    text.len()
}
