//! Products of matrices: whole numbers of eight bits for layers, `f32` for attention and arcs; the only `unsafe`.
//!
//! In: rows. Out: rows. Sums of whole numbers are exact, and those of `f32` are added up one after the other in the
//! order of the inner dimension, without fused steps. So a row's result depends neither on the rows beside it nor on
//! the processor: every path here, chosen by what the processor can do, gives the same bits. A test holds this.

use super::math::{self, Norm};

/// How many outputs a block of packed weights has.
const BLOCK: usize = 16;
/// How many inputs are multiplied in one step.
pub(super) const STEP: usize = 4;
/// What is added to an input, so that it is not negative.
pub(super) const SHIFT: i32 = 128;

/// Weights in the order in which the products read them: blocks of [`BLOCK`] outputs, of these [`STEP`] inputs at a time.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    data: Vec<i8>,
    /// What the shift of the inputs adds to each output.
    shifts: Vec<i32>,
    n_in: usize,
}

impl Packed {
    /// Packs rows of `n_in` weights, one row for each output.
    pub(super) fn new(weight: &[i8], n_in: usize) -> Self {
        let n_steps = n_in.div_ceil(STEP);
        let rows: Vec<&[i8]> = weight.chunks_exact(n_in).collect();
        let mut data = Vec::with_capacity(rows.len().next_multiple_of(BLOCK) * n_steps * STEP);
        for block in rows.chunks(BLOCK) {
            for step in 0..n_steps {
                for out in 0..BLOCK {
                    let place = |nth: usize| step * STEP + nth;
                    data.extend((0..STEP).map(|nth| {
                        let row = block.get(out);
                        row.and_then(|r| r.get(place(nth))).copied().unwrap_or(0)
                    }));
                }
            }
        }
        let shift = |row: &&[i8]| SHIFT * row.iter().map(|w| i32::from(*w)).sum::<i32>();
        let mut shifts: Vec<i32> = rows.iter().map(shift).collect();
        shifts.resize(rows.len().next_multiple_of(BLOCK), 0);
        Self { data, shifts, n_in }
    }

    /// Writes `x · weightsᵀ + bias` to the rows of `out`; `scales` are those of the rows of weights.
    pub(super) fn apply(&self, x: &Shifted, scales: &[f32], bias: &[f32], out: &mut [f32]) {
        assert_eq!(x.n_in, self.n_in, "inputs of a product");
        let width = self.n_in.next_multiple_of(STEP);
        let rows: Vec<&[u8]> = x.data.chunks_exact(width).collect();
        let multiply = kernel();
        let n_out = self.shifts.len();
        let mut sums = vec![0; MANY.min(rows.len()) * n_out];
        let results = out.chunks_mut(MANY * bias.len());
        for ((rows, row_scales), out) in rows.chunks(MANY).zip(x.scales.chunks(MANY)).zip(results) {
            for (block, weights) in self.data.chunks_exact(width * BLOCK).enumerate() {
                for (nth, group) in rows.chunks(ROWS).enumerate() {
                    let mut own = [[0; BLOCK]; ROWS];
                    multiply(group, weights, &mut own);
                    for (row, own) in own.iter().enumerate().take(group.len()) {
                        let from = (nth * ROWS + row) * n_out + block * BLOCK;
                        sums[from..from + BLOCK].copy_from_slice(own);
                    }
                }
            }
            finish(&sums, &self.shifts, row_scales, scales, bias, out);
        }
    }
}

/// How many rows are multiplied with all weights before the next.
const MANY: usize = 32;

/// Rows of inputs as whole numbers of eight bits, shifted so that none is negative, with a scale for each row.
#[derive(Debug)]
pub(super) struct Shifted {
    data: Vec<u8>,
    /// A value is its whole number times the scale of its row.
    scales: Vec<f32>,
    n_in: usize,
}

impl Shifted {
    /// Rounds rows of `n_in` values; the greatest of a row becomes 127.
    pub(super) fn new(x: &[f32], n_in: usize) -> Self {
        let n_rows = x.len() / n_in;
        let mut data = vec![SHIFT as u8; n_rows * n_in.next_multiple_of(STEP)];
        let mut scales = vec![0.0; n_rows];
        round(x, n_in, &mut data, &mut scales);
        Self { data, scales, n_in }
    }
}

/// How many rows are multiplied at once.
const ROWS: usize = 8;

/// Adds up the products of some rows with one block of weights.
type Kernel = fn(&[&[u8]], &[i8], &mut [[i32; BLOCK]; ROWS]);

/// Returns the fastest kernel that the processor has.
fn kernel() -> Kernel {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512f") {
            return x86::vnni;
        }
        if is_x86_feature_detected!("avx2") {
            return x86::avx2;
        }
    }
    portable
}

fn portable(rows: &[&[u8]], weights: &[i8], sums: &mut [[i32; BLOCK]; ROWS]) {
    for (row, sums) in rows.iter().zip(sums) {
        let steps = weights.chunks_exact(BLOCK * STEP);
        for (x, weights) in row.chunks_exact(STEP).zip(steps) {
            for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(STEP)) {
                for (x, w) in x.iter().zip(w) {
                    *sum += i32::from(*x) * i32::from(*w);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[allow(
    unsafe_code,
    reason = "vector instructions, each behind a check that the processor has them"
)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, ROWS, STEP};

    pub(super) fn vnni(rows: &[&[u8]], weights: &[i8], sums: &mut [[i32; BLOCK]; ROWS]) {
        assert!(is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512f"));
        check(rows, weights);
        // SAFETY: the processor has the instructions, and every row and the weights have the checked lengths.
        match <&[&[u8]; ROWS]>::try_from(rows) {
            Ok(rows) => unsafe { vnni_rows(rows, weights, sums) },
            Err(_) => {
                for (row, sums) in rows.iter().zip(sums.chunks_exact_mut(1)) {
                    let sums: &mut [[i32; BLOCK]; 1] = sums.try_into().expect("one row of sums");
                    unsafe { vnni_rows(&[row], weights, sums) };
                }
            }
        }
    }

    /// # Safety
    /// The processor must have AVX512-VNNI; rows and weights must have the lengths of [`check`].
    #[target_feature(enable = "avx512f,avx512vnni")]
    unsafe fn vnni_rows<const N: usize>(
        rows: &[&[u8]; N],
        weights: &[i8],
        sums: &mut [[i32; BLOCK]; N],
    ) {
        let mut added = [_mm512_setzero_si512(); N];
        for step in 0..weights.len() / (BLOCK * STEP) {
            // SAFETY: the caller holds that `weights` has whole steps and each row four bytes for each of them.
            let w = unsafe { _mm512_loadu_si512(weights.as_ptr().add(step * BLOCK * STEP).cast()) };
            for (added, row) in added.iter_mut().zip(rows) {
                let x = unsafe { row.as_ptr().add(step * STEP).cast::<i32>().read_unaligned() };
                *added = _mm512_dpbusd_epi32(*added, _mm512_set1_epi32(x), w);
            }
        }
        for (sums, added) in sums.iter_mut().zip(added) {
            // SAFETY: sixteen whole numbers of 32 bits fill the register.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), added) };
        }
    }

    pub(super) fn avx2(rows: &[&[u8]], weights: &[i8], sums: &mut [[i32; BLOCK]; ROWS]) {
        assert!(is_x86_feature_detected!("avx2"));
        check(rows, weights);
        for (row, sums) in rows.iter().zip(sums) {
            // SAFETY: the processor has the instructions, and the row and the weights have the checked lengths.
            unsafe { avx2_row(row, weights, sums) };
        }
    }

    /// # Safety
    /// The processor must have AVX2; row and weights must have the lengths of [`check`].
    #[target_feature(enable = "avx2")]
    unsafe fn avx2_row(row: &[u8], weights: &[i8], sums: &mut [i32; BLOCK]) {
        const PARTS: usize = BLOCK / 4;
        // Each register holds two halves of the sums of four outputs.
        let mut added = [_mm256_setzero_si256(); PARTS];
        for step in 0..weights.len() / (BLOCK * STEP) {
            // SAFETY: the caller holds that `weights` has whole steps and the row four bytes for each of them.
            let x = unsafe { row.as_ptr().add(step * STEP).cast::<i32>().read_unaligned() };
            let x = _mm256_cvtepu8_epi16(_mm_set1_epi32(x));
            for (part, added) in added.iter_mut().enumerate() {
                let from = step * BLOCK * STEP + part * 16;
                let w = unsafe { _mm_loadu_si128(weights.as_ptr().add(from).cast()) };
                *added = _mm256_add_epi32(*added, _mm256_madd_epi16(x, _mm256_cvtepi8_epi16(w)));
            }
        }
        for (sums, added) in sums.chunks_exact_mut(4).zip(added) {
            let mut halves = [0_i32; 8];
            // SAFETY: eight whole numbers of 32 bits fill the register.
            unsafe { _mm256_storeu_si256(halves.as_mut_ptr().cast(), added) };
            for (sum, half) in sums.iter_mut().zip(halves.chunks_exact(2)) {
                *sum = half[0] + half[1];
            }
        }
    }

    /// Checks that weights are whole steps and that each row has the inputs for them.
    fn check(rows: &[&[u8]], weights: &[i8]) {
        assert_eq!(weights.len() % (BLOCK * STEP), 0, "whole steps of weights");
        let width = weights.len() / BLOCK;
        assert!(
            rows.iter().all(|r| r.len() == width),
            "inputs for every step"
        );
    }

    /// Whether the processor has the instructions that wide registers of sixteen values need.
    pub(super) fn has_avx512() -> bool {
        is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
    }
}

/// Makes functions over rows that run in the widest registers the processor has; what they give is the same in any.
macro_rules! wide {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) = $body:path;)*) => {$(
        $(#[$doc])*
        #[allow(unsafe_code, reason = "instructions behind a check that the processor has them")]
        pub(super) fn $name($($arg: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn avx512($($arg: $type),*) {
                    $body($($arg),*);
                }
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $type),*) {
                    $body($($arg),*);
                }
                if x86::has_avx512() {
                    // SAFETY: the processor has the instructions.
                    return unsafe { avx512($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has the instructions.
                    return unsafe { avx2($($arg),*) };
                }
            }
            $body($($arg),*);
        }
    )*};
}

wide! {
    /// Applies the Gaussian error linear unit to each value.
    fn gelus(values: &mut [f32]) = math::gelus;
    /// Turns rows of `n` scores, multiplied by `scale`, into probabilities.
    fn softmaxes(rows: &mut [f32], n: usize, scale: f32) = math::softmaxes;
    /// Normalises each row.
    fn normalise(norm: &Norm, x: &mut [f32]) = Norm::apply;
    /// Rounds rows; see [`Shifted::new`].
    fn round(x: &[f32], n_in: usize, data: &mut [u8], scales: &mut [f32]) = math::round;
    /// See [`math::finish`].
    fn finish(sums: &[i32], shifts: &[i32], row_scales: &[f32], scales: &[f32], bias: &[f32], out: &mut [f32]) = math::finish;
    /// See [`rows`].
    fn multiply(left: View, right: &[f32], out: &mut [f32], width: usize) = rows;
}

/// A matrix inside a slice: where it starts is the slice's start; strides are in values.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> View<'a> {
    /// Returns rows that stand `stride` values apart.
    pub(super) fn rows(data: &'a [f32], rows: usize, cols: usize, stride: usize) -> Self {
        Self {
            data,
            rows,
            cols,
            row_stride: stride,
            col_stride: 1,
        }
    }

    /// Returns the matrix with rows and columns changed over.
    pub(super) fn transposed(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            ..self
        }
    }
}

/// How many columns of a product are added up together.
pub(super) const LANES: usize = 16;

/// Writes `left · right` to the rows of `out`, which stand `stride` values apart.
///
/// # Panics
/// Where the shapes do not fit each other or their slices.
pub(super) fn product(left: View, right: View, out: &mut [f32], stride: usize) {
    assert_eq!(left.cols, right.rows, "inner sizes of a product");
    let width = right.cols.next_multiple_of(LANES);
    let mut packed = vec![0.0; right.rows * width];
    for row in 0..right.rows {
        for col in 0..right.cols {
            packed[row * width + col] = right.data[row * right.row_stride + col * right.col_stride];
        }
    }
    let mut padded = vec![0.0; left.rows * width];
    multiply(left, &packed, &mut padded, width);
    for (row, padded) in padded.chunks_exact(width.max(1)).enumerate() {
        out[row * stride..][..right.cols].copy_from_slice(&padded[..right.cols]);
    }
}

/// Adds up `left · right`, both without gaps but for the rows of `left`; `width` is that of `right` and `out`.
#[inline(always)]
fn rows(left: View, right: &[f32], out: &mut [f32], width: usize) {
    for (row, out) in out.chunks_exact_mut(width.max(1)).enumerate() {
        for (col, out) in out.chunks_exact_mut(LANES).enumerate() {
            let mut added = [0.0; LANES];
            for inner in 0..left.cols {
                let x = left.data[row * left.row_stride + inner * left.col_stride];
                let y = &right[inner * width + col * LANES..][..LANES];
                for (added, y) in added.iter_mut().zip(y) {
                    *added += x * y;
                }
            }
            out.copy_from_slice(&added);
        }
    }
}

#[cfg(test)]
mod tests;
