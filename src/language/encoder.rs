//! The encoder: word pieces become vectors, in transformer layers.
//!
//! In: [`Pieces`] of some sentences. Out: their embeddings, and their states after all layers. Sentences are read together to fill the
//! matrix products, but none sees another: what comes out for one is the same in any company.

use std::borrow::Cow;

use super::math::Norm;
use super::matrix::{Linear, add};
use super::product::{View, gelus, normalise, product, softmaxes};
use super::wordpiece::Pieces;

/// The encoder's vectors for one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// One row of `width` values for each word piece, `[CLS]` first and `[SEP]` last.
    pub hidden: Vec<f32>,
    /// How many values a row has.
    pub width: usize,
    /// The first piece of each token of the sentence.
    pub first: Vec<u32>,
}

impl Encoding {
    /// Returns how many word pieces there are.
    pub fn n_pieces(&self) -> usize {
        self.hidden.len() / self.width
    }

    /// Returns the vector of a piece.
    pub fn piece(&self, idx: usize) -> &[f32] {
        &self.hidden[idx * self.width..][..self.width]
    }

    /// Returns the vector of a token of the sentence: that of its first piece.
    pub fn word(&self, idx: usize) -> &[f32] {
        self.piece(self.first[idx] as usize)
    }

    /// Returns one past the last piece of a token of the sentence.
    pub fn end(&self, idx: usize) -> usize {
        let next = self
            .first
            .get(idx + 1)
            .map_or(self.n_pieces() - 1, |f| *f as usize);
        next.max(self.first[idx] as usize + 1)
    }
}

/// A table of vectors stored as whole numbers with a scale for each row.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) values: Cow<'static, [u8]>,
    pub(super) scales: Vec<f32>,
    pub(super) width: usize,
}

impl Table {
    /// Adds a row to `out`.
    pub(super) fn add_to(&self, idx: usize, out: &mut [f32]) {
        let row = &self.values[idx * self.width..][..self.width];
        let scale = self.scales[idx];
        for (x, value) in out.iter_mut().zip(row) {
            *x += f32::from(value.cast_signed()) * scale;
        }
    }
}

/// One transformer layer, normalised after each half.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    /// Query, key and value, one after the other.
    pub(super) attention: Linear,
    pub(super) output: Linear,
    pub(super) norm1: Norm,
    pub(super) intermediate: Linear,
    pub(super) project: Linear,
    pub(super) norm2: Norm,
}

/// The embeddings and layers.
#[derive(Debug, Clone)]
pub(super) struct Encoder {
    pub(super) word: Table,
    pub(super) position: Table,
    pub(super) case: Table,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
}

/// How many values an attention head has.
const HEAD: usize = 32;

impl Encoder {
    /// Returns how many values a vector has.
    pub(super) fn width(&self) -> usize {
        self.word.width
    }

    /// Returns the states of each sentence after all layers, from what [`Encoder::embed`] made of them.
    pub(super) fn encode(&self, embedded: Vec<f32>, sentences: &[Pieces]) -> Vec<Encoding> {
        let lengths: Vec<usize> = sentences.iter().map(|s| s.ids.len()).collect();
        let x = run(&self.layers, embedded, self.width(), &lengths);
        self.part(&x, sentences)
    }

    /// Takes the states of a batch apart into those of its sentences.
    pub(super) fn part(&self, mut rows: &[f32], sentences: &[Pieces]) -> Vec<Encoding> {
        let width = self.width();
        let mut encoding = |sentence: &Pieces| {
            let (hidden, rest) = rows.split_at(sentence.ids.len() * width);
            rows = rest;
            Encoding {
                hidden: hidden.to_vec(),
                width,
                first: sentence.first.clone(),
            }
        };
        sentences.iter().map(&mut encoding).collect()
    }

    /// Returns the embeddings of the sentences' pieces, one sentence after the other.
    pub(super) fn embed(&self, sentences: &[Pieces]) -> Vec<f32> {
        let n_rows: usize = sentences.iter().map(|s| s.ids.len()).sum();
        let mut x = vec![0.0; n_rows * self.width()];
        let mut rows = x.chunks_exact_mut(self.width());
        for sentence in sentences {
            for (position, ((id, class), row)) in sentence
                .ids
                .iter()
                .zip(&sentence.classes)
                .zip(rows.by_ref())
                .enumerate()
            {
                self.word.add_to(*id as usize, row);
                self.position.add_to(position, row);
                self.case.add_to(usize::from(*class), row);
            }
        }
        normalise(&self.norm, &mut x);
        x
    }
}

/// Returns the states `x` after some layers; `lengths` are the rows of each sentence, one after the other.
pub(super) fn run(layers: &[Layer], mut x: Vec<f32>, width: usize, lengths: &[usize]) -> Vec<f32> {
    for layer in layers {
        let qkv = layer.attention.apply(&x);
        let mut context = vec![0.0; x.len()];
        let mut from = 0;
        for n in lengths {
            attend(
                &qkv[from * 3 * width..][..n * 3 * width],
                &mut context[from * width..][..n * width],
                width,
            );
            from += n;
        }
        add(&mut x, &layer.output.apply(&context));
        normalise(&layer.norm1, &mut x);
        let mut inner = layer.intermediate.apply(&x);
        gelus(&mut inner);
        add(&mut x, &layer.project.apply(&inner));
        normalise(&layer.norm2, &mut x);
    }
    x
}

/// Attention inside one sentence: rows of query, key and value in, rows of context out.
fn attend(qkv: &[f32], context: &mut [f32], width: usize) {
    let n = context.len() / width;
    let stride = 3 * width;
    let mut scores = vec![0.0; n * n];
    let scale = 1.0 / (HEAD as f32).sqrt();
    for head in (0..width).step_by(HEAD) {
        let part = |offset: usize| View::rows(&qkv[offset + head..], n, HEAD, stride);
        product(part(0), part(width).transposed(), &mut scores, n);
        softmaxes(&mut scores, n, scale);
        product(
            View::rows(&scores, n, n, n),
            part(2 * width),
            &mut context[head..],
            width,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_give_the_mean_of_the_values() {
        let (width, n) = (HEAD, 3);
        let mut qkv = vec![0.0; n * 3 * width];
        for (row, values) in qkv.chunks_exact_mut(3 * width).enumerate() {
            values[2 * width..].fill(row as f32);
        }
        let mut context = vec![0.0; n * width];
        attend(&qkv, &mut context, width);
        assert!(context.iter().all(|x| (x - 1.0).abs() < 1e-6));
    }

    #[test]
    fn words_know_their_pieces() {
        let encoding = Encoding {
            hidden: (0..5).map(|x| x as f32).collect(),
            width: 1,
            first: vec![1, 3],
        };
        assert_eq!(
            (encoding.end(0), encoding.end(1), encoding.word(1)),
            (3, 4, &[3.0][..])
        );
    }
}
