//! Every path against the definition.

use super::*;

/// Whole numbers without pattern, the same in every run.
fn noise(n: usize, mut seed: u32) -> Vec<i32> {
    (0..n)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as i32 - 128
        })
        .collect()
}

#[test]
fn every_kernel_gives_the_same_sums() {
    let weights: Vec<i8> = noise(BLOCK * 40, 1)
        .iter()
        .map(|w| (*w).max(-127) as i8)
        .collect();
    let inputs: Vec<u8> = noise(ROWS * 40, 2)
        .iter()
        .map(|x| (x + 128) as u8)
        .collect();
    for n_rows in 1..=ROWS {
        let rows: Vec<&[u8]> = inputs.chunks_exact(40).take(n_rows).collect();
        let mut expected = [[0; BLOCK]; ROWS];
        portable(&rows, &weights, &mut expected);
        #[cfg(target_arch = "x86_64")]
        {
            let mut kernels: Vec<Kernel> = Vec::new();
            if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512f") {
                kernels.push(x86::vnni);
            }
            if is_x86_feature_detected!("avx2") {
                kernels.push(x86::avx2);
            }
            for kernel in kernels {
                let mut sums = [[0; BLOCK]; ROWS];
                kernel(&rows, &weights, &mut sums);
                assert_eq!(sums, expected, "{n_rows} rows");
            }
        }
    }
}

#[test]
fn packed_products_follow_the_definition() {
    let (n_in, n_out, n_rows) = (6, 19, 75);
    let weights: Vec<i8> = noise(n_in * n_out, 3)
        .iter()
        .map(|w| (*w).max(-127) as i8)
        .collect();
    let x: Vec<f32> = noise(n_in * n_rows, 4).iter().map(|v| *v as f32).collect();
    let shifted = Shifted::new(&x, n_in);
    let whole = |row: usize, col: usize| f32::from(shifted.data[row * 8 + col]) - 128.0;
    for (place, value) in x.iter().enumerate() {
        let (row, col) = (place / n_in, place % n_in);
        assert!((whole(row, col) * shifted.scales[row] - value).abs() <= shifted.scales[row]);
    }
    let mut out = vec![0.0; n_rows * n_out];
    Packed::new(&weights, n_in).apply(&shifted, &vec![0.5; n_out], &vec![1.0; n_out], &mut out);
    for (place, found) in out.iter().enumerate() {
        let (row, out) = (place / n_out, place % n_out);
        let sum: f32 = (0..n_in)
            .map(|col| whole(row, col) * f32::from(weights[out * n_in + col]))
            .sum();
        assert_eq!(
            *found,
            sum * (shifted.scales[row] * 0.5) + 1.0,
            "row {row}, output {out}"
        );
    }
}

#[test]
fn rows_of_nothing_stay_nothing() {
    let shifted = Shifted::new(&[0.0; 8], 4);
    assert!(shifted.data.iter().all(|x| i32::from(*x) == SHIFT));
    assert!(shifted.scales.iter().all(|s| s.is_finite()));
}

#[test]
fn products_of_views_follow_the_definition() {
    let (a, b) = (
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        [1.0, 0.0, 2.0, 1.0, 0.0, 3.0],
    );
    let mut out = [0.0; 6];
    product(
        View::rows(&a, 2, 3, 3),
        View::rows(&b, 2, 3, 3).transposed(),
        &mut out,
        3,
    );
    assert_eq!(out, [7.0, 10.0, 0.0, 16.0, 22.0, 0.0]);
}

#[test]
fn wide_registers_give_the_bits_of_narrow_ones() {
    let values = |n: usize, seed: u32| -> Vec<f32> {
        noise(n, seed).iter().map(|v| *v as f32 / 77.0).collect()
    };
    let (a, b) = (values(9 * 33, 5), values(33 * 48, 6));
    let left = View::rows(&a, 9, 33, 33);
    let mut expected = vec![0.0; 9 * 48];
    rows(left, &b, &mut expected, 48);
    let mut found = vec![0.0; 9 * 48];
    product(left, View::rows(&b, 33, 48, 48), &mut found, 48);
    assert_eq!(expected, found);
}
