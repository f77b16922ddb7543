//! The analysis: a text becomes a [`Document`].
//!
//! In: the model, a text, and the ranges of it that are running text. Out: tokens and sentences of all of
//! it; tags, trees, entities and encodings of the sentences that are wanted, since the encoder is what
//! costs time. Encodings are those that the relation head starts from, and are kept only if there is one.

use std::ops::Range;
use std::sync::Arc;

use super::document::{Document, Entity, Row, Upos};
use super::encoder::Encoding;
use super::head::Reading;
use super::lemma::lemma;
use super::model::Model;
use super::sentence::segment;

/// How many word pieces the encoder takes at once, roughly.
const BATCH: usize = 512;

/// Analyses the given ranges of a text; `wants` tells from a sentence's words whether it needs a tree.
pub fn analyse<'t>(
    model: &Model,
    text: &'t str,
    ranges: &[Range<usize>],
    wants: &dyn Fn(&[&str]) -> bool,
) -> Document<'t> {
    let segments = segment(text, ranges);
    let words: Vec<Vec<&str>> = segments
        .sentences
        .iter()
        .map(|s| {
            segments.tokens[s.clone()]
                .iter()
                .map(|t| &text[t.clone()])
                .collect()
        })
        .collect();
    let wanted: Vec<usize> = (0..words.len()).filter(|&idx| wants(&words[idx])).collect();
    let mut rows: Vec<Row> = segments
        .tokens
        .iter()
        .map(|span| blank(span.clone(), &text[span.clone()]))
        .collect();
    let mut entities = Vec::new();
    let mut encodings: Vec<Option<Encoding>> = vec![None; words.len()];
    let mut from = 0;
    while from < wanted.len() {
        let mut n_words = 0;
        let n_sentences = wanted[from..].iter().take_while(|idx| {
            let is_first = n_words == 0;
            n_words += words[**idx].len() + 2;
            is_first || n_words <= BATCH
        });
        let batch = &wanted[from..from + n_sentences.count()];
        from += batch.len();
        let sentences: Vec<&[&str]> = batch.iter().map(|&idx| words[idx].as_slice()).collect();
        for (&idx, (encoding, reading)) in batch.iter().zip(model.read(&sentences)) {
            let range = segments.sentences[idx].clone();
            entities.extend(reading.entities.iter().map(|(tokens, kind)| Entity {
                tokens: range.start + tokens.start..range.start + tokens.end,
                kind: *kind,
            }));
            fill(&mut rows[range.clone()], range.start, &words[idx], reading);
            encodings[idx] = encoding;
        }
    }
    Document::new(text, rows, segments.sentences, entities, encodings)
}

impl Model {
    /// Returns what the relation head starts from and the reading of each sentence.
    fn read(&self, sentences: &[&[&str]]) -> Vec<(Option<Encoding>, Reading)> {
        let pieces: Vec<_> = sentences
            .iter()
            .map(|words| self.vocabulary.encode(words))
            .collect();
        let embedded = self.encoder.embed(&pieces);
        let kept: Vec<Option<Encoding>> = match self.relation() {
            Some(_) => {
                let encodings = self.encoder.part(&embedded, &pieces);
                encodings.into_iter().map(Some).collect()
            }
            None => vec![None; pieces.len()],
        };
        let encodings = self.encoder.encode(embedded, &pieces);
        kept.into_iter().zip(self.heads.read(&encodings)).collect()
    }
}

fn blank(span: Range<usize>, form: &str) -> Row {
    Row {
        span,
        upos: Upos::X,
        xpos: Arc::default(),
        lemma: form.to_lowercase().into(),
        head: None,
        label: Arc::default(),
    }
}

fn fill(rows: &mut [Row], start: usize, words: &[&str], reading: Reading) {
    let tags = reading.upos.into_iter().zip(reading.xpos);
    let arcs = reading.heads.into_iter().zip(reading.labels);
    for (((row, word), (upos, xpos)), (head, label)) in
        rows.iter_mut().zip(words).zip(tags).zip(arcs)
    {
        row.lemma = lemma(word, upos, &xpos);
        row.upos = upos;
        row.xpos = xpos;
        row.head = head.map(|h| start + h);
        row.label = label;
    }
}

#[cfg(test)]
mod tests;
