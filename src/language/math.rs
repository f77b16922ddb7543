//! The functions between the matrix products: exponential, error function, softmax, normalisation, rounding.
//!
//! In and out: rows of `f32`. Only additions, multiplications and divisions in a fixed order, so the
//! result is the same on every machine; written without branches, so that loops over them run in vectors.

use super::product::{LANES, SHIFT, STEP};

/// Returns e to the power of `x`, to about one part in ten million.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    /// Adding and subtracting it rounds to a whole number.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let power = f32::from_bits(
        shifted
            .to_bits()
            .wrapping_sub(ROUND.to_bits())
            .wrapping_add(127)
            << 23,
    );
    (p * r * r + r + 1.0) * power
}

/// Returns the Gaussian error linear unit of `x`.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    // The error function by Abramowitz and Stegun 7.1.26: off by at most 1.5e-7.
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74) * t
        + 0.254_829_6)
        * t;
    let erf = (1.0 - p * exp(-z * z)).copysign(x);
    0.5 * x * (1.0 + erf)
}

/// Applies [`gelu`] to each value.
#[inline(always)]
pub(super) fn gelus(values: &mut [f32]) {
    for value in values {
        *value = gelu(*value);
    }
}

/// Applies [`softmax`] to each row of `n` scores.
#[inline(always)]
pub(super) fn softmaxes(rows: &mut [f32], n: usize, scale: f32) {
    for row in rows.chunks_exact_mut(n) {
        softmax(row, scale);
    }
}

/// Turns scores, multiplied by `scale`, into probabilities.
#[inline(always)]
pub(super) fn softmax(row: &mut [f32], scale: f32) {
    let highest = row.iter().copied().fold(f32::MIN, f32::max) * scale;
    for x in row.iter_mut() {
        *x = exp(*x * scale - highest);
    }
    let total = sum(row);
    for x in row {
        *x /= total;
    }
}

/// Returns the sum, added up in eight lanes.
#[inline(always)]
pub(super) fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    let mut chunks = row.chunks_exact(8);
    for chunk in chunks.by_ref() {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += x;
        }
    }
    let rest: f32 = chunks.remainder().iter().sum();
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5]))
        + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
        + rest
}

/// Returns the sum of the products, added up in eight lanes.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    let (mut a_chunks, mut b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    for (x, y) in a_chunks.by_ref().zip(b_chunks.by_ref()) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest = a_chunks
        .remainder()
        .iter()
        .zip(b_chunks.remainder())
        .map(|(x, y)| x * y)
        .sum::<f32>();
    sum(&lanes) + rest
}

/// Returns the greatest absolute value of a row.
#[inline(always)]
fn greatest(row: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let mut chunks = row.chunks_exact(LANES);
    for chunk in chunks.by_ref() {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if value.abs() > *lane {
                value.abs()
            } else {
                *lane
            };
        }
    }
    let rest = chunks.remainder().iter().map(|v| v.abs());
    lanes.into_iter().chain(rest).fold(0.0, f32::max)
}

/// Rounds rows of `n_in` values to whole numbers from 1 to 255, 128 for nothing, with a scale for each row; the greatest becomes 127 more or
/// less.
#[inline(always)]
pub(super) fn round(x: &[f32], n_in: usize, data: &mut [u8], scales: &mut [f32]) {
    /// Adding it rounds to a whole number, which stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let rows = data.chunks_exact_mut(n_in.next_multiple_of(STEP));
    for ((row, out), scale) in x.chunks_exact(n_in).zip(rows).zip(scales) {
        let most = greatest(row).max(f32::MIN_POSITIVE * 128.0);
        let factor = 127.0 / most;
        for (value, out) in row.iter().zip(out) {
            let whole = (value * factor + ROUND).to_bits() as i32 - ROUND.to_bits() as i32;
            *out = (whole + SHIFT) as u8;
        }
        *scale = most / 127.0;
    }
}

/// Turns sums of whole numbers into results: the shift taken off, the scales of input and output, the bias.
#[inline(always)]
pub(super) fn finish(
    sums: &[i32],
    shifts: &[i32],
    row_scales: &[f32],
    scales: &[f32],
    bias: &[f32],
    out: &mut [f32],
) {
    let rows = sums.chunks_exact(shifts.len());
    for ((out, sums), row_scale) in out.chunks_exact_mut(bias.len()).zip(rows).zip(row_scales) {
        let terms = sums.iter().zip(shifts).zip(scales.iter().zip(bias));
        for (out, ((sum, shift), (scale, bias))) in out.iter_mut().zip(terms) {
            *out = (sum - shift) as f32 * (row_scale * scale) + bias;
        }
    }
}

/// Returns the place of the highest value; the first of equals, 0 for an empty row.
pub(super) fn argmax(row: &[f32]) -> usize {
    let mut best = 0;
    for (idx, x) in row.iter().enumerate() {
        if *x > row[best] {
            best = idx;
        }
    }
    best
}

/// Layer normalisation with learned gain and bias.
#[derive(Debug, Clone)]
pub(super) struct Norm {
    /// The factor of each value.
    pub(super) gain: Vec<f32>,
    /// The summand of each value.
    pub(super) bias: Vec<f32>,
}

impl Norm {
    /// Normalises each row of `x`.
    #[inline(always)]
    pub(super) fn apply(&self, x: &mut [f32]) {
        let width = self.gain.len();
        for row in x.chunks_exact_mut(width) {
            let mean = sum(row) / width as f32;
            for value in row.iter_mut() {
                *value -= mean;
            }
            let scale = 1.0 / (dot(row, row) / width as f32 + 1e-12).sqrt();
            for ((value, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
                *value = *value * scale * gain + bias;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_exact_enough() {
        for i in -860..880 {
            let x = i as f32 / 10.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 5e-7, "exp({x})");
        }
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }

    #[test]
    fn gelu_matches_known_values() {
        for (x, y) in [
            (0.0, 0.0),
            (1.0, 0.841_344_7),
            (-1.0, -0.158_655_3),
            (3.0, 2.995_950_3),
            (-2.0, -0.045_500_3),
            (9.0, 9.0),
        ] {
            assert!((gelu(x) - y).abs() < 2e-6, "gelu({x}) = {}", gelu(x));
        }
    }

    #[test]
    fn rows_become_probabilities_and_norms() {
        let mut row = [1.0, 2.0, 3.0];
        softmax(&mut row, 1.0);
        assert!((sum(&row) - 1.0).abs() < 1e-6 && (row[2] / row[1] - 1f32.exp()).abs() < 1e-5);
        let norm = Norm {
            gain: vec![2.0; 4],
            bias: vec![1.0; 4],
        };
        let mut x = [1.0, 2.0, 3.0, 4.0];
        norm.apply(&mut x);
        assert!((sum(&x) - 4.0).abs() < 1e-5);
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
    }
}
