//! Quotations: which words of a document stand between quotation marks.
//!
//! In: a document. Out: for each token whether it is quoted. A quotation may go on over sentences; a new paragraph goes on with
//! one only where it opens with a mark, as printers do.

use super::document::Document;

/// The quoted words of a document.
#[derive(Debug, Clone, Default)]
pub struct Quotations {
    is_quoted: Vec<bool>,
}

impl Quotations {
    /// Finds the quoted words.
    pub fn new(document: &Document) -> Self {
        let mut is_quoted = Vec::with_capacity(document.n_tokens());
        let mut is_open = false;
        let mut before = 0;
        for sentence in document.sentences() {
            let span = document.byte_span(&sentence.range());
            let gap = &document.text()[before.min(span.start)..span.start];
            let is_paragraph = gap.matches('\n').count() > 1;
            is_open &= !is_paragraph;
            before = span.end;
            for token in sentence.tokens() {
                match token.form() {
                    "“" | "``" | "„" => is_open = true,
                    "”" | "''" => is_open = false,
                    "\"" => is_open = !is_open,
                    _ => {}
                }
                is_quoted.push(is_open);
            }
        }
        Self { is_quoted }
    }

    /// Returns whether the token with that index is quoted.
    pub fn contains(&self, token: usize) -> bool {
        self.is_quoted.get(token).copied().unwrap_or_default()
    }
}
