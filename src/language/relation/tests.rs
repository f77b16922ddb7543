//! The relation head against its definition, as far as rounding allows.

use super::*;

#[test]
fn distances_fall_into_buckets() {
    for gap in 0..400usize {
        let exact = if gap < 4 {
            gap
        } else {
            4 + (((gap as f64 / 4.0 + 1.0).log2() * 2.0) as usize).min(7)
        };
        assert_eq!(distance(gap, false), exact, "{gap}");
    }
    assert_eq!(distance(2, true), 14);
}

#[test]
fn paths_leave_out_both_ends() {
    // 1 is the root over 0 and 3; 3 over 2; 2 over 4.
    let heads = [Some(1), None, Some(3), Some(1), Some(2)];
    assert_eq!(path(&heads, 0, 4), [1, 2, 3]);
    assert!(path(&heads, 2, 3).is_empty());
    assert!(path(&heads, 2, 2).is_empty());
}

#[test]
fn gaps_lie_between_spans() {
    assert_eq!(gap(&(1..3), &(5..6)), 3..5);
    assert_eq!(gap(&(5..6), &(1..3)), 3..5);
    assert!(gap(&(1..4), &(2..6)).is_empty());
    assert_eq!(
        highest(2, [&[1.0, 5.0][..], &[2.0, 3.0][..]].into_iter()),
        [2.0, 5.0]
    );
    assert_eq!(highest(2, std::iter::empty()), [0.0, 0.0]);
}

/// Numbers without pattern, the same in every run.
fn noise(n: usize, mut seed: u32) -> Vec<f32> {
    (0..n)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
        })
        .collect()
}

const WIDTH: usize = 24;
const INNER: usize = 10;

fn linear(n_in: usize, n_out: usize, seed: u32) -> Weights {
    Weights::rounded(&noise(n_in * n_out, seed), noise(n_out, seed + 1), n_in)
}

fn table(n_rows: usize, n_cols: usize, seed: u32) -> Vec<Vec<f32>> {
    noise(n_rows * n_cols, seed)
        .chunks(n_cols)
        .map(<[f32]>::to_vec)
        .collect()
}

/// What is computed once for a mention or a sentence adds up to what the definition says of a pair.
#[test]
fn shared_parts_add_up_to_the_definition() {
    let layers = || {
        [
            linear(2 * WIDTH, WIDTH, 1),
            linear(WIDTH, WIDTH, 3),
            linear(WIDTH, WIDTH, 5),
        ]
    };
    let mix = || linear(7 * WIDTH + 3 + 2 + 2, INNER, 7);
    let out = || {
        [
            linear(INNER, 4, 9),
            linear(INNER, 2, 11),
            linear(INNER, 4, 13),
        ]
    };
    let tables = || {
        [
            table(N_DISTANCES, 3, 15),
            table(N_KINDS, 2, 17),
            table(N_KINDS, 2, 19),
        ]
    };
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    let head = RelationHead::new(layers(), mix(), out(), tables(), names).unwrap();
    let encoding = Encoding {
        hidden: noise(9 * WIDTH, 21),
        width: WIDTH,
        first: vec![1, 3, 4, 5, 6],
    };
    let heads = [Some(1), None, Some(3), Some(1), Some(2)];
    let mention = |words: Range<usize>, kind| PairMention {
        head: words.start,
        words,
        kind,
    };
    let mentions = [mention(0..1, 1), mention(4..5, 4), mention(3..5, 9)];
    let pairs = [(0, 1), (1, 0), (0, 2)];
    let scores = head.score(&encoding, &heads, &mentions, &pairs);
    let pieces = [1..3, 6..8, 5..8];
    let max = |rows: Range<usize>| highest(WIDTH, rows.map(|p| encoding.piece(p)));
    for (score, (i, j)) in scores.iter().zip(pairs) {
        let (vi, vj) = (max(pieces[i].clone()), max(pieces[j].clone()));
        let between = gap(&pieces[i], &pieces[j]);
        let way = path(&heads, mentions[i].head, mentions[j].head);
        let [query, key, value] = layers();
        let [distances, sources, targets] = tables();
        let context = attend(
            &query.pack().apply(&[vi.clone(), vj.clone()].concat()),
            &key.pack().apply(&encoding.hidden),
            &value.pack().apply(&encoding.hidden),
        );
        let product: Vec<f32> = vi.iter().zip(&vj).map(|(a, b)| a * b).collect();
        let z = [
            vi,
            vj,
            product,
            max(between.clone()),
            highest(WIDTH, way.iter().map(|&w| encoding.word(w))),
            context,
            encoding.piece(0).to_vec(),
            distances[distance(between.len(), i > j)].clone(),
            sources[usize::from(mentions[i].kind)].clone(),
            targets[usize::from(mentions[j].kind)].clone(),
        ];
        let mut h = mix().pack().apply(&z.concat());
        for x in &mut h {
            *x = math::gelu(*x);
        }
        let [mut relations, mut negated, mut modality] = out().map(|layer| layer.pack().apply(&h));
        for row in [&mut relations, &mut negated, &mut modality] {
            math::softmax(row, 1.0);
        }
        let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 2e-2);
        assert!(
            near(&score.relations, &relations)
                && near(&score.modality, &modality)
                && near(&[score.negated], &negated[1..])
        );
    }
}

#[test]
fn tables_of_another_size_are_refused() {
    let layers = [
        linear(2 * WIDTH, WIDTH, 1),
        linear(WIDTH, WIDTH, 3),
        linear(WIDTH, WIDTH, 5),
    ];
    let out = [
        linear(INNER, 4, 9),
        linear(INNER, 2, 11),
        linear(INNER, 4, 13),
    ];
    let tables = [
        table(3, 3, 15),
        table(N_KINDS, 2, 17),
        table(N_KINDS, 2, 19),
    ];
    let error = RelationHead::new(
        layers,
        linear(7 * WIDTH + 7, INNER, 7),
        out,
        tables,
        Vec::new(),
    )
    .unwrap_err();
    assert!(error.contains("3, 16 and 16 rows, expected 24"), "{error}");
}
