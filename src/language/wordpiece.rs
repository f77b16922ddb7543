//! WordPiece: words become the encoder's input.
//!
//! In: the words of a sentence. Out: [`Pieces`]: ids of the BERT-uncased vocabulary (lower case, accents
//! stripped, punctuation apart), the first piece of each word, and a class for the letter case that
//! lower-casing lost.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Error, Result};

/// The longest input, `[CLS]` and `[SEP]` among it.
pub(super) const MAX_LENGTH: usize = 512;
const MAX_PIECES: usize = 8;
const MAX_CHARS: usize = 100;
const SYMBOL: u8 = 7;
const FIRST_WORD: u8 = 8;

/// A sentence as the encoder reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) ids: Vec<u32>,
    pub(super) classes: Vec<u8>,
    pub(super) first: Vec<u32>,
}

/// The vocabulary.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    cls: u32,
    sep: u32,
    unknown: u32,
}

impl Vocabulary {
    /// Reads the vocabulary, one piece a line; `path` is named in errors.
    pub(super) fn new(text: &str, path: &str) -> Result<Self> {
        let ids: HashMap<Box<str>, u32> = text
            .lines()
            .zip(0..)
            .map(|(piece, id)| (piece.into(), id))
            .collect();
        let special = |piece: &str| {
            ids.get(piece).copied().ok_or_else(|| Error::Model {
                path: path.to_owned(),
                message: format!(
                    "the piece {piece} is missing, expected the vocabulary of BERT-uncased"
                ),
            })
        };
        let (cls, sep, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(Self {
            ids,
            cls,
            sep,
            unknown,
        })
    }

    /// Returns how many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns the pieces of a sentence.
    pub(super) fn encode(&self, words: &[&str]) -> Pieces {
        let (mut ids, mut classes, mut first) =
            (vec![self.cls], vec![0], Vec::with_capacity(words.len()));
        let mut is_begun = false;
        for word in words {
            let mut class = case_class(word);
            if !is_begun && class != SYMBOL {
                is_begun = true;
                class += FIRST_WORD;
            }
            first.push(ids.len().min(MAX_LENGTH - 2) as u32);
            let from = ids.len();
            self.push_pieces(word, &mut ids);
            ids.truncate(from + MAX_PIECES);
            if ids.len() == from {
                ids.push(self.unknown);
            }
            classes.resize(ids.len(), class);
        }
        ids.truncate(MAX_LENGTH - 1);
        classes.truncate(MAX_LENGTH - 1);
        ids.push(self.sep);
        classes.push(0);
        Pieces {
            ids,
            classes,
            first,
        }
    }

    fn push_pieces(&self, word: &str, ids: &mut Vec<u32>) {
        let plain: String = word
            .nfd()
            .filter(|c| !(is_combining_mark(*c) || c.is_control() || is_format(*c)))
            .flat_map(char::to_lowercase)
            .collect();
        let mut start = 0;
        for (idx, c) in plain.char_indices() {
            let is_apart = is_punctuation(c) || is_ideograph(c);
            if is_apart || c.is_whitespace() {
                self.push_part(&plain[start..idx], ids);
                start = idx + c.len_utf8();
            }
            if is_apart {
                self.push_part(&plain[idx..start], ids);
            }
        }
        self.push_part(&plain[start..], ids);
    }

    /// Pushes the longest known pieces from the left; one unknown piece where that fails.
    fn push_part(&self, part: &str, ids: &mut Vec<u32>) {
        if part.is_empty() {
            return;
        }
        let from = ids.len();
        let is_too_long = part.chars().count() > MAX_CHARS;
        let mut start = 0;
        let mut piece = String::new();
        while start < part.len() && !is_too_long {
            let found = part[start..]
                .char_indices()
                .rev()
                .map(|(idx, c)| start + idx + c.len_utf8())
                .find_map(|end| {
                    piece.clear();
                    if start > 0 {
                        piece.push_str("##");
                    }
                    piece.push_str(&part[start..end]);
                    self.ids.get(piece.as_str()).map(|id| (*id, end))
                });
            let Some((id, end)) = found else { break };
            ids.push(id);
            start = end;
        }
        if start < part.len() {
            ids.truncate(from);
            ids.push(self.unknown);
        }
    }
}

/// Returns the class of a word's letters, 1 to 7.
fn case_class(word: &str) -> u8 {
    if word.chars().any(char::is_numeric) {
        return 6;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return SYMBOL;
    };
    let (mut n_letters, mut all_lower, mut all_upper) = (1, true, true);
    for c in letters {
        n_letters += 1;
        all_lower &= c.is_lowercase();
        all_upper &= c.is_uppercase();
    }
    match (first.is_uppercase(), first.is_lowercase()) {
        (true, _) if n_letters == 1 => 4,
        (_, true) if all_lower => 1,
        (true, _) if all_upper => 3,
        (true, _) if all_lower => 2,
        _ => 5,
    }
}

fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

/// The punctuation that BERT's tokenizer cuts at: all ASCII signs, and Unicode's punctuation of common scripts.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' | '\u{5f3}' | '\u{5f4}'
            | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{207d}' | '\u{207e}' | '\u{2329}' | '\u{232a}' | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}' | '\u{30fb}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}' | '\u{ff01}'..='\u{ff03}'
            | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}'
            | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(
            "[PAD]\n[UNK]\n[CLS]\n[SEP]\nu\n.\ns\nembass\n##y\nsao\ntome\n40\n%",
            "vocab.txt",
        )
        .unwrap()
    }

    #[test]
    fn words_become_pieces() {
        let pieces = vocabulary().encode(&["U.S.", "embassy", "São", "🙂", "40%"]);
        assert_eq!(pieces.ids, [2, 4, 5, 6, 5, 7, 8, 9, 1, 11, 12, 3]);
        assert_eq!(pieces.first, [1, 5, 7, 8, 9]);
        assert_eq!(pieces.classes, [0, 11, 11, 11, 11, 1, 1, 2, 7, 6, 6, 0]);
    }

    #[test]
    fn case_has_seven_classes() {
        for (word, class) in [
            ("the", 1),
            ("n't", 1),
            ("Peru", 2),
            ("U.S.", 3),
            ("NATO", 3),
            ("A", 4),
            ("J.", 4),
            ("McCain", 5),
            ("中", 5),
            ("F16", 6),
            ("—", 7),
        ] {
            assert_eq!(case_class(word), class, "{word}");
        }
    }

    #[test]
    fn long_input_is_cut() {
        let vocabulary = vocabulary();
        let pieces = vocabulary.encode(&vec!["embassy"; 300]);
        assert_eq!(pieces.ids.len(), MAX_LENGTH);
        assert_eq!(pieces.classes.len(), MAX_LENGTH);
        assert_eq!(*pieces.first.last().unwrap(), 510);
        assert_eq!(
            vocabulary.encode(&["x".repeat(200).as_str()]).ids,
            [2, 1, 3]
        );
        assert_eq!(vocabulary.encode(&["........."]).ids.len(), 2 + MAX_PIECES);
    }

    #[test]
    fn a_vocabulary_without_its_signs_is_refused() {
        assert!(
            Vocabulary::new("a\nb", "v")
                .unwrap_err()
                .to_string()
                .contains("[CLS]")
        );
    }
}
