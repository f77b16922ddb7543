//! The relation head: two mentions of a sentence become relation, negation and modality.
//!
//! In: a sentence's [`Encoding`] by the encoder's embeddings, its tree, mentions, and ordered pairs of
//! them. Out: a [`PairScore`] for each pair. The head has layers of its own, so that what it learned of
//! relations cost trees and names nothing. What belongs to one mention or to the sentence is computed once,
//! however many pairs there are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::encoder::{Encoding, Layer, run};
use super::math::{self, dot};
use super::matrix::{Linear, Weights, add};

const N_HEADS: usize = 6;

/// A span of a sentence that names an actor, as the relation head wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairMention {
    /// Words of the sentence, counted from 0.
    pub words: Range<usize>,
    /// The head word among them.
    pub head: usize,
    /// What it names: 0 unknown, 1 state, 2 organisation, 3 group, 4 person, 5 organ, 6 people,
    /// 7 collective, 8 pronoun, 9 place.
    pub kind: u8,
}

/// What the relation head says about an ordered pair of mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct PairScore {
    /// The probability of no relation, then of each of [`RelationHead::relations`].
    pub relations: Vec<f32>,
    /// The probability that the relation is denied.
    pub negated: f32,
    /// The probabilities of actual, intended, requested and possible.
    pub modality: [f32; 4],
}

/// The layers of the relation head.
#[derive(Debug, Clone)]
pub struct RelationHead {
    names: Vec<String>,
    /// Its own layers, over the encoder's embeddings.
    layers: Vec<Layer>,
    width: usize,
    key: Linear,
    value: Linear,
    /// The query's halves, for source and target.
    queries: [Linear; 2],
    /// What goes into the mixing layer from source, target and the sentence alone.
    source: Linear,
    target: Linear,
    sentence: Linear,
    /// What goes into it from the pair: product, between, path, context.
    pair: Linear,
    /// The mixing layer's share of the distance and of both kinds, with its bias in the first.
    distances: Vec<Vec<f32>>,
    source_kinds: Vec<Vec<f32>>,
    target_kinds: Vec<Vec<f32>>,
    /// Relation, negation and modality, one after the other.
    out: Linear,
}

impl RelationHead {
    /// Puts the head together from `[query, key, value]`, the mixing layer, `[relation, negated, modality]` and
    /// the tables of distance, source kind and target kind; the error says what does not fit.
    pub(super) fn new(
        [query, key, value]: [Weights; 3],
        mix: Weights,
        out: [Weights; 3],
        [distance, source_kind, target_kind]: [Vec<Vec<f32>>; 3],
        names: Vec<String>,
    ) -> Result<Self, String> {
        let width = key.n_out();
        if distance.len() != N_DISTANCES
            || source_kind.len() != N_KINDS
            || target_kind.len() != N_KINDS
            || width % N_HEADS != 0
        {
            return Err(format!(
                "relation tables of {}, {} and {} rows, expected {N_DISTANCES}, {N_KINDS} and {N_KINDS}",
                distance.len(),
                source_kind.len(),
                target_kind.len()
            ));
        }
        let n_values = |table: &[Vec<f32>]| table.first().map_or(0, Vec::len);
        let mut from = 7 * width;
        let mut share = |table: &[Vec<f32>]| -> Vec<Vec<f32>> {
            let layer = mix.columns(from, n_values(table)).pack();
            from += n_values(table);
            table.iter().map(|row| layer.apply(row)).collect()
        };
        let mut distances = share(&distance);
        let (source_kinds, target_kinds) = (share(&source_kind), share(&target_kind));
        for row in &mut distances {
            add(row, mix.bias());
        }
        Ok(Self {
            names,
            layers: Vec::new(),
            width,
            queries: [
                query.columns(0, width).with_bias(query.bias()).pack(),
                query.columns(width, width).pack(),
            ],
            source: mix.columns(0, width).pack(),
            target: mix.columns(width, width).pack(),
            sentence: mix.columns(6 * width, width).pack(),
            pair: mix.columns(2 * width, 4 * width).pack(),
            key: key.pack(),
            value: value.pack(),
            distances,
            source_kinds,
            target_kinds,
            out: Weights::stacked(out.into()).pack(),
        })
    }

    /// Returns the names of the relations, in the order of [`PairScore::relations`] behind "none".
    pub fn relations(&self) -> &[String] {
        &self.names
    }

    /// Returns the head with layers of its own over the encoder's embeddings.
    pub(super) fn with_layers(mut self, layers: Vec<Layer>) -> Self {
        self.layers = layers;
        self
    }

    /// Scores ordered pairs `(source, target)` of the mentions of one sentence; `heads` are its words' heads.
    ///
    /// # Panics
    /// Where a mention or a pair points outside.
    pub fn score(
        &self,
        encoding: &Encoding,
        heads: &[Option<usize>],
        mentions: &[PairMention],
        pairs: &[(usize, usize)],
    ) -> Vec<PairScore> {
        let width = self.width;
        let encoding = &self.lift(encoding);
        let spans: Vec<Range<usize>> = mentions
            .iter()
            .map(|m| encoding.first[m.words.start] as usize..encoding.end(m.words.end - 1))
            .collect();
        let pooled: Vec<f32> = spans
            .iter()
            .flat_map(|span| highest(width, span.clone().map(|p| encoding.piece(p))))
            .collect();
        let [source_queries, target_queries] =
            self.queries.each_ref().map(|layer| layer.apply(&pooled));
        let (as_source, as_target) = (self.source.apply(&pooled), self.target.apply(&pooled));
        let (keys, values) = (
            self.key.apply(&encoding.hidden),
            self.value.apply(&encoding.hidden),
        );
        let sentence = self.sentence.apply(encoding.piece(0));
        let row = |rows: &[f32], idx: usize, n: usize| rows[idx * n..(idx + 1) * n].to_vec();
        let mut between_memory: BTreeMap<(usize, usize), Vec<f32>> = BTreeMap::new();
        let mut inputs = Vec::with_capacity(pairs.len() * 4 * width);
        for &(source, target) in pairs {
            let gap = gap(&spans[source], &spans[target]);
            let between = between_memory
                .entry((gap.start, gap.end))
                .or_insert_with(|| highest(width, gap.clone().map(|p| encoding.piece(p))));
            let (vi, vj) = (
                &pooled[source * width..][..width],
                &pooled[target * width..][..width],
            );
            inputs.extend(vi.iter().zip(vj).map(|(a, b)| a * b));
            inputs.extend_from_slice(between);
            let path = path(heads, mentions[source].head, mentions[target].head);
            inputs.extend(highest(width, path.iter().map(|&w| encoding.word(w))));
            let mut query = row(&source_queries, source, width);
            add(&mut query, &target_queries[target * width..][..width]);
            inputs.extend(attend(&query, &keys, &values));
        }
        let inner = self.pair.n_out();
        let mut mixed = self.pair.apply(&inputs);
        for (mixed, &(source, target)) in mixed.chunks_exact_mut(inner).zip(pairs) {
            let kind = |mention: usize| usize::from(mentions[mention].kind).min(N_KINDS - 1);
            let is_turned = spans[source].start > spans[target].start;
            let distance = distance(gap(&spans[source], &spans[target]).len(), is_turned);
            for part in [
                &self.distances[distance],
                &self.source_kinds[kind(source)],
                &self.target_kinds[kind(target)],
                &sentence,
                &row(&as_source, source, inner),
                &row(&as_target, target, inner),
            ] {
                add(mixed, part);
            }
            for value in mixed {
                *value = math::gelu(*value);
            }
        }
        self.out
            .apply(&mixed)
            .chunks_exact_mut(self.out.n_out())
            .map(|row| self.pair_score(row))
            .collect()
    }

    /// Returns the encoding after the head's own layers.
    fn lift(&self, embedded: &Encoding) -> Encoding {
        let hidden = embedded.hidden.clone();
        Encoding {
            hidden: run(&self.layers, hidden, self.width, &[embedded.n_pieces()]),
            width: self.width,
            first: embedded.first.clone(),
        }
    }

    fn pair_score(&self, row: &mut [f32]) -> PairScore {
        let (relations, rest) = row.split_at_mut(1 + self.names.len());
        let (negated, modality) = rest.split_at_mut(2);
        for part in [&mut *relations, &mut *negated, &mut *modality] {
            math::softmax(part, 1.0);
        }
        PairScore {
            relations: relations.to_vec(),
            negated: negated[1],
            modality: [modality[0], modality[1], modality[2], modality[3]],
        }
    }
}

const N_DISTANCES: usize = 24;
const N_KINDS: usize = 16;

/// Returns the bucket of a distance in pieces.
fn distance(gap: usize, is_turned: bool) -> usize {
    // floor(2 · log2(gap / 4 + 1)) without rounding: the largest b with 2^b <= (gap / 4 + 1)².
    let square = (gap + 4) * (gap + 4);
    let bucket = match gap {
        0..4 => gap,
        _ => 4 + (1..=7).take_while(|b| square >= 16 << b).count(),
    };
    bucket + if is_turned { 12 } else { 0 }
}

/// Returns the pieces strictly between two spans; empty where they touch or overlap.
fn gap(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let (start, end) = if a.start < b.start {
        (a.end, b.start)
    } else {
        (b.end, a.start)
    };
    start..end.max(start)
}

/// Returns the elementwise maximum; zeros of nothing.
fn highest<'v>(width: usize, vectors: impl Iterator<Item = &'v [f32]>) -> Vec<f32> {
    let mut vectors = vectors;
    let Some(first) = vectors.next() else {
        return vec![0.0; width];
    };
    let mut best = first.to_vec();
    for vector in vectors {
        for (x, y) in best.iter_mut().zip(vector) {
            *x = x.max(*y);
        }
    }
    best
}

/// Returns the words on the way from one word to another in the tree, both left out.
fn path(heads: &[Option<usize>], from: usize, to: usize) -> Vec<usize> {
    let up = |word: usize| -> Vec<usize> {
        std::iter::successors(Some(word), |w| heads[*w])
            .take(heads.len())
            .collect()
    };
    let (left, right) = (up(from), up(to));
    let Some(meet) = left.iter().position(|w| right.contains(w)) else {
        return Vec::new();
    };
    let way = left[..=meet]
        .iter()
        .chain(right.iter().take_while(|w| **w != left[meet]));
    way.copied().filter(|w| *w != from && *w != to).collect()
}

/// Attention of one query over all pieces.
fn attend(query: &[f32], keys: &[f32], values: &[f32]) -> Vec<f32> {
    let width = query.len();
    let size = width / N_HEADS;
    let scale = 1.0 / (size as f32).sqrt();
    let mut context = vec![0.0; width];
    for head in 0..N_HEADS {
        let part = head * size..(head + 1) * size;
        let mut scores: Vec<f32> = keys
            .chunks_exact(width)
            .map(|key| dot(&query[part.clone()], &key[part.clone()]))
            .collect();
        math::softmax(&mut scores, scale);
        let context = &mut context[part.clone()];
        for (score, value) in scores.iter().zip(values.chunks_exact(width)) {
            for (x, y) in context.iter_mut().zip(&value[part.clone()]) {
                *x += score * y;
            }
        }
    }
    context
}

#[cfg(test)]
mod tests;
