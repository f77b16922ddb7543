//! The heads: the encoder's vectors become tags, a tree and entity spans.
//!
//! In: [`Encoding`]s. Out: a [`Reading`] of each sentence. The scores come from the weights, the
//! decoding (one tree, legal spans) from [`tree`] and [`Tags`].

use std::ops::Range;
use std::sync::Arc;

use super::document::{EntityKind, Upos};
use super::encoder::Encoding;
use super::entity::Tags;
use super::math::argmax;
use super::matrix::{Linear, Weights};
use super::product::{View, product};
use super::tree;

/// What the heads say about one sentence; heads and spans count its words from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Arc<str>>,
    pub(super) heads: Vec<Option<usize>>,
    pub(super) labels: Vec<Arc<str>>,
    pub(super) entities: Vec<(Range<usize>, EntityKind)>,
}

/// The numbers that a sentence is read from.
pub(super) struct Scores {
    n_words: usize,
    /// A row for each word: its parts of speech, its Penn tags, its entity tags.
    pub(super) tags: Vec<f32>,
    /// A row for each word: the root, then each word as its head.
    pub(super) arcs: Vec<f32>,
    /// Rows of label representations, as dependent and as head.
    as_dependent: Vec<f32>,
    as_head: Vec<f32>,
}

/// The names of what the heads choose between, in the order of their outputs.
#[derive(Debug, Clone)]
pub(super) struct Inventory {
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Arc<str>>,
    pub(super) labels: Vec<Arc<str>>,
    pub(super) entities: Tags,
    pub(super) n_entities: usize,
    /// Which label is `root`.
    pub(super) root: usize,
}

/// The layers of the heads.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    inventory: Inventory,
    /// Parts of speech, Penn tags and entity tags, one after the other.
    tags: Linear,
    /// Arc head, arc dependent, label head, label dependent, one after the other.
    projections: Linear,
    n_arc: usize,
    n_label: usize,
    bilinear: Linear,
    label: Linear,
    /// The root's projections.
    root: Vec<f32>,
}

/// What the heads are made of.
pub(super) struct Parts {
    pub(super) inventory: Inventory,
    pub(super) tags: [Weights; 3],
    pub(super) arc_head: Weights,
    pub(super) arc_dependent: Weights,
    pub(super) label_head: Weights,
    pub(super) label_dependent: Weights,
    pub(super) bilinear: Weights,
    pub(super) label: Weights,
    pub(super) root: Vec<f32>,
}

impl Heads {
    pub(super) fn new(parts: Parts) -> Self {
        let (n_arc, n_label) = (parts.arc_head.n_out(), parts.label_head.n_out());
        let projections = Weights::stacked(vec![
            parts.arc_head,
            parts.arc_dependent,
            parts.label_head,
            parts.label_dependent,
        ])
        .pack();
        let mut root = projections.apply(&parts.root);
        leaky_relu(&mut root);
        Self {
            inventory: parts.inventory,
            tags: Weights::stacked(parts.tags.into()).pack(),
            projections,
            n_arc,
            n_label,
            bilinear: parts.bilinear.pack(),
            label: parts.label.pack(),
            root,
        }
    }

    /// Returns the reading of each sentence.
    pub(super) fn read(&self, encodings: &[Encoding]) -> Vec<Reading> {
        self.score(encodings)
            .into_iter()
            .map(|scores| self.decode(&scores))
            .collect()
    }

    /// Returns the scores of each sentence.
    pub(super) fn score(&self, encodings: &[Encoding]) -> Vec<Scores> {
        let words: Vec<f32> = encodings
            .iter()
            .flat_map(|e| (0..e.first.len()).flat_map(|w| e.word(w)))
            .copied()
            .collect();
        let tags = self.tags.apply(&words);
        let mut projected = self.projections.apply(&words);
        leaky_relu(&mut projected);
        let n_projected = self.projections.n_out();
        let columns = |rows: &[f32], from: usize, n: usize| -> Vec<f32> {
            rows.chunks_exact(n_projected)
                .flat_map(|row| row[from..from + n].to_vec())
                .collect()
        };
        let turned = self
            .bilinear
            .apply(&columns(&projected, self.n_arc, self.n_arc));
        let mut start = 0;
        encodings
            .iter()
            .map(|encoding| {
                let n_words = encoding.first.len();
                let words = start..start + n_words;
                start = words.end;
                let part = |rows: &[f32], n: usize| rows[words.start * n..words.end * n].to_vec();
                let rooted = [
                    self.root.as_slice(),
                    &projected[words.start * n_projected..words.end * n_projected],
                ]
                .concat();
                let mut arcs = vec![0.0; n_words * (n_words + 1)];
                let arc_heads =
                    View::rows(&rooted, n_words + 1, self.n_arc, n_projected).transposed();
                let dependents = part(&turned, self.n_arc);
                product(
                    View::rows(&dependents, n_words, self.n_arc, self.n_arc),
                    arc_heads,
                    &mut arcs,
                    n_words + 1,
                );
                Scores {
                    n_words,
                    tags: part(&tags, self.tags.n_out()),
                    arcs,
                    as_head: columns(&rooted, 2 * self.n_arc, self.n_label),
                    as_dependent: columns(
                        &rooted[n_projected..],
                        2 * self.n_arc + self.n_label,
                        self.n_label,
                    ),
                }
            })
            .collect()
    }

    fn decode(&self, scores: &Scores) -> Reading {
        let inventory = &self.inventory;
        let (n_upos, n_xpos) = (inventory.upos.len(), inventory.xpos.len());
        let rows = || scores.tags.chunks_exact(self.tags.n_out());
        let heads = tree::decode(&scores.arcs, scores.n_words);
        let entity_scores: Vec<f32> = rows()
            .flat_map(|row| &row[n_upos + n_xpos..][..inventory.n_entities])
            .copied()
            .collect();
        Reading {
            upos: rows()
                .map(|row| inventory.upos[argmax(&row[..n_upos])])
                .collect(),
            xpos: rows()
                .map(|row| inventory.xpos[argmax(&row[n_upos..][..n_xpos])].clone())
                .collect(),
            labels: self.labels(scores, &heads),
            heads,
            entities: inventory.entities.decode(&entity_scores),
        }
    }

    /// Returns the best label of each word under its head; `root` at the root and nowhere else.
    fn labels(&self, scores: &Scores, heads: &[Option<usize>]) -> Vec<Arc<str>> {
        let n = self.n_label;
        let mut pairs = Vec::with_capacity(heads.len() * 2 * n);
        for (word, head) in heads.iter().enumerate() {
            let head = &scores.as_head[head.map_or(0, |h| h + 1) * n..][..n];
            let dependent = &scores.as_dependent[word * n..][..n];
            pairs.extend(head.iter().zip(dependent).map(|(h, d)| h * d));
            pairs.extend(head.iter().zip(dependent).map(|(h, d)| (h + d).max(0.0)));
        }
        let mut rows = self.label.apply(&pairs);
        rows.chunks_exact_mut(self.label.n_out())
            .zip(heads)
            .map(|(row, head)| {
                let root = self.inventory.root;
                row[root] = if head.is_none() {
                    f32::INFINITY
                } else {
                    f32::NEG_INFINITY
                };
                self.inventory.labels[argmax(row)].clone()
            })
            .collect()
    }
}

fn leaky_relu(values: &mut [f32]) {
    for x in values {
        *x = if *x < 0.0 { 0.1 * *x } else { *x };
    }
}
