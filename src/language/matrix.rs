//! Layers: a matrix of whole numbers with a scale and a bias for each output.
//!
//! In: rows of `f32`. Out: rows of `f32`. The inputs of a row are rounded to eight bits on the row's own scale, which costs
//! trees and names next to nothing and makes sums exact: a row's result never depends on the rows beside it, so any
//! grouping of sentences, any number of threads and any processor give the same bytes.

use super::product::{Packed, Shifted};

/// A layer as it is stored, to be put together and taken apart; [`Weights::pack`] makes it ready to compute.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    whole: Vec<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    n_in: usize,
}

impl Weights {
    /// Returns the layer with rows of `n_in` weights; one row, one scale of it and one bias for each output.
    pub(super) fn new(whole: Vec<i8>, scales: Vec<f32>, bias: Vec<f32>, n_in: usize) -> Self {
        assert_eq!(
            (whole.len(), scales.len()),
            (bias.len() * n_in, bias.len()),
            "one row of weights for each output"
        );
        Self {
            whole,
            scales,
            bias,
            n_in,
        }
    }

    /// Returns the layer with these weights rounded, the greatest of a row to 127.
    pub(super) fn rounded(weight: &[f32], bias: Vec<f32>, n_in: usize) -> Self {
        let scale = |row: &[f32]| row.iter().fold(1e-12_f32, |most, w| most.max(w.abs())) / 127.0;
        let scales: Vec<f32> = weight.chunks_exact(n_in).map(scale).collect();
        let whole = weight
            .chunks_exact(n_in)
            .zip(&scales)
            .flat_map(|(row, scale)| row.iter().map(move |w| (w / scale).round() as i8))
            .collect();
        Self::new(whole, scales, bias, n_in)
    }

    /// Returns the layer that gives the outputs of all of them, one after the other.
    pub(super) fn stacked(layers: Vec<Self>) -> Self {
        let n_in = layers.first().map_or(0, |l| l.n_in);
        let (mut whole, mut scales, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for layer in layers {
            assert_eq!(layer.n_in, n_in, "layers of one width");
            whole.extend(layer.whole);
            scales.extend(layer.scales);
            bias.extend(layer.bias);
        }
        Self::new(whole, scales, bias, n_in)
    }

    /// Returns the part of the layer that reads the inputs `from..from + n_in`, without bias.
    pub(super) fn columns(&self, from: usize, n_in: usize) -> Self {
        let whole = self
            .whole
            .chunks_exact(self.n_in)
            .flat_map(|row| row[from..from + n_in].to_vec())
            .collect();
        Self::new(whole, self.scales.clone(), vec![0.0; self.bias.len()], n_in)
    }

    /// Returns how many values a result row has.
    pub(super) fn n_out(&self) -> usize {
        self.bias.len()
    }

    /// Returns the layer with these biases.
    pub(super) fn with_bias(mut self, bias: &[f32]) -> Self {
        self.bias.copy_from_slice(bias);
        self
    }

    /// Returns the biases.
    pub(super) fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// Returns the layer ready to compute.
    pub(super) fn pack(self) -> Linear {
        Linear {
            packed: Packed::new(&self.whole, self.n_in),
            scales: self.scales,
            bias: self.bias,
            n_in: self.n_in,
        }
    }
}

/// A layer `x -> x · weightᵀ + bias`.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    packed: Packed,
    scales: Vec<f32>,
    bias: Vec<f32>,
    n_in: usize,
}

impl Linear {
    /// Returns how many values a result row has.
    pub(super) fn n_out(&self) -> usize {
        self.bias.len()
    }

    /// Returns the results of all rows of `x`.
    pub(super) fn apply(&self, x: &[f32]) -> Vec<f32> {
        let n_out = self.n_out();
        let mut out = vec![0.0; x.len() / self.n_in * n_out];
        let x = Shifted::new(x, self.n_in);
        self.packed.apply(&x, &self.scales, &self.bias, &mut out);
        out
    }
}

/// Adds `other` to `row`.
pub(super) fn add(row: &mut [f32], other: &[f32]) {
    for (x, y) in row.iter_mut().zip(other) {
        *x += y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without pattern, the same in every run.
    fn noise(n: usize, mut seed: u32) -> Vec<f32> {
        (0..n)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    #[test]
    fn a_row_does_not_depend_on_its_neighbours() {
        for n_in in [384, 1536] {
            let layer = Weights::rounded(&noise(96 * n_in, 1), noise(96, 2), n_in).pack();
            let row = noise(n_in, 3);
            let alone = layer.apply(&row);
            for (n_rows, place) in [(2, 1), (16, 3), (37, 36), (65, 64), (200, 150)] {
                let mut x = noise(n_rows * n_in, 4);
                x[place * n_in..][..n_in].copy_from_slice(&row);
                assert_eq!(layer.apply(&x)[place * 96..][..96], alone, "{n_rows} rows");
            }
        }
    }

    #[test]
    fn layers_follow_the_definition() {
        // Rows whose values are whole numbers of their scale lose nothing.
        let layer = Weights::rounded(&[127.0, 0.0, 2.0, 1.0, 0.0, 127.0], vec![0.5, -1.0], 3);
        let x = [1.0, 2.0, 127.0, 127.0, 5.0, 6.0];
        assert_eq!(
            layer.clone().pack().apply(&x),
            [381.5, 16129.0, 16141.5, 888.0]
        );
        assert_eq!(
            layer.columns(1, 2).pack().apply(&[1.0, 127.0]),
            [254.0, 16129.0]
        );
        let both = Weights::stacked(vec![layer.clone(), layer.columns(0, 3)]).pack();
        assert_eq!(both.apply(&x)[..4], [381.5, 16129.0, 381.0, 16130.0]);
    }
}
