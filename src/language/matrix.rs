//! Matrix products: the only file that calls the product kernel, and the only `unsafe`.
//!
//! In: rows of `f32`. Out: rows of `f32`. A row's result never depends on the rows beside it, so any grouping of
//! sentences and any number of threads give the same bytes: the kernel adds up each element in the order of
//! the inner dimension, cut at places that depend on its length alone, and the number of rows is filled up
//! with zeros to a multiple of [`TILE`], so that it never takes another way for few rows. A test holds this.

/// The number of rows is a multiple of it.
pub(super) const TILE: usize = 16;

/// A matrix inside a slice: where it starts is the slice's start, strides are in values.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) data: &'a [f32],
    pub(super) rows: usize,
    pub(super) cols: usize,
    pub(super) row_stride: usize,
    pub(super) col_stride: usize,
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
            data: self.data,
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
        }
    }

    fn is_inside(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.rows - 1) * self.row_stride + (self.cols - 1) * self.col_stride
                < self.data.len()
    }
}

/// Writes `left · right` to the rows of `out`, which stand `stride` values apart.
///
/// # Panics
/// Where the shapes do not fit each other or their slices.
#[allow(
    unsafe_code,
    reason = "the kernel takes raw pointers; the bounds are checked here"
)]
pub(super) fn product(left: View, right: View, out: &mut [f32], stride: usize) {
    let (m, k, n) = (left.rows, left.cols, right.cols);
    assert_eq!(k, right.rows, "inner sizes of a product");
    if m == 0 || n == 0 {
        return;
    }
    assert!(
        left.is_inside() && right.is_inside(),
        "a matrix inside its slice"
    );
    assert!(
        stride >= n && (m - 1) * stride + n <= out.len(),
        "room for the product"
    );
    // SAFETY: the assertions above keep every element that the kernel reads or writes, at
    // `row * row_stride + col * col_stride`, inside the slice whose pointer is passed; `out` is borrowed
    // mutably, so it overlaps neither operand, and distinct elements of it are distinct places since `stride >= n`.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            stride as isize,
            false,
            left.data.as_ptr(),
            left.col_stride as isize,
            left.row_stride as isize,
            right.data.as_ptr(),
            right.col_stride as isize,
            right.row_stride as isize,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

/// A layer `x -> x · weightᵀ + bias`.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    weight: Vec<f32>,
    bias: Vec<f32>,
    n_in: usize,
}

impl Linear {
    /// Returns the layer with rows of `n_in` weights, one row and one bias for each output.
    pub(super) fn new(weight: Vec<f32>, bias: Vec<f32>, n_in: usize) -> Self {
        assert_eq!(
            weight.len(),
            bias.len() * n_in,
            "one row of weights for each output"
        );
        Self { weight, bias, n_in }
    }

    /// Returns the layer that gives the outputs of all of them, one after the other.
    pub(super) fn stacked(layers: Vec<Linear>) -> Self {
        let n_in = layers.first().map_or(0, |l| l.n_in);
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for layer in layers {
            assert_eq!(layer.n_in, n_in, "layers of one width");
            weight.extend(layer.weight);
            bias.extend(layer.bias);
        }
        Self { weight, bias, n_in }
    }

    /// Returns the part of the layer that reads the inputs `from..from + n_in`, without bias.
    pub(super) fn columns(&self, from: usize, n_in: usize) -> Self {
        let weight = self
            .weight
            .chunks_exact(self.n_in)
            .flat_map(|row| row[from..from + n_in].to_vec())
            .collect();
        Self::new(weight, vec![0.0; self.bias.len()], n_in)
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

    /// Returns the results of all rows of `x`.
    pub(super) fn apply(&self, x: &[f32]) -> Vec<f32> {
        let n_rows = x.len() / self.n_in;
        let n_out = self.n_out();
        let mut out = vec![0.0; n_rows * n_out];
        let weight = View::rows(&self.weight, n_out, self.n_in, self.n_in).transposed();
        let n_whole = n_rows / TILE * TILE;
        let (whole, rest) = x.split_at(n_whole * self.n_in);
        let (whole_out, rest_out) = out.split_at_mut(n_whole * n_out);
        product(
            View::rows(whole, n_whole, self.n_in, self.n_in),
            weight,
            whole_out,
            n_out,
        );
        if !rest.is_empty() {
            let mut tile = vec![0.0; TILE * self.n_in];
            tile[..rest.len()].copy_from_slice(rest);
            let mut tile_out = vec![0.0; TILE * n_out];
            let rows = View::rows(&tile, TILE, self.n_in, self.n_in);
            product(rows, weight, &mut tile_out, n_out);
            rest_out.copy_from_slice(&tile_out[..rest_out.len()]);
        }
        for row in out.chunks_exact_mut(n_out) {
            add(row, &self.bias);
        }
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
            let layer = Linear::new(noise(96 * n_in, 1), noise(96, 2), n_in);
            let row = noise(n_in, 3);
            let alone = layer.apply(&row);
            for (n_rows, place) in [
                (2, 1),
                (16, 3),
                (37, 36),
                (64, 5),
                (65, 64),
                (200, 150),
                (600, 599),
                (1000, 77),
            ] {
                let mut x = noise(n_rows * n_in, 4);
                x[place * n_in..][..n_in].copy_from_slice(&row);
                assert_eq!(layer.apply(&x)[place * 96..][..96], alone, "{n_rows} rows");
            }
        }
    }

    #[test]
    fn products_follow_the_definition() {
        let (a, b) = (
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            [1.0, 0.0, 2.0, 1.0, 0.0, 3.0],
        );
        let mut out = [0.0; 4];
        product(
            View::rows(&a, 2, 3, 3),
            View::rows(&b, 2, 3, 3).transposed(),
            &mut out,
            2,
        );
        assert_eq!(out, [7.0, 10.0, 16.0, 22.0]);
        let layer = Linear::new(b.to_vec(), vec![0.5, -1.0], 3);
        assert_eq!(layer.apply(&a), [7.5, 9.0, 16.5, 21.0]);
        assert_eq!(layer.columns(1, 2).apply(&[1.0, 1.0]), [2.0, 3.0]);
    }
}
