//! The best tree: Chu-Liu/Edmonds with exactly one child of the root.
//!
//! In: a score for each word under each head. Out: the head of each word.

/// The best-scoring head of each of `n` words; `None` at the root's only child.
///
/// `scores` has a row for each word: first its score under the root, then under each word.
pub(super) fn decode(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    /// Makes each further child of the root worse than any tree without it.
    const PENALTY: f64 = 1e7;
    assert_eq!(scores.len(), n * (n + 1), "a score for each word and head");
    // Node 0 is the root: an arborescence of the n + 1 nodes, scores[dependent][head].
    let size = n + 1;
    let mut square = vec![f64::NEG_INFINITY; size * size];
    for (word, row) in scores.chunks_exact(size).enumerate() {
        for (head, score) in row.iter().enumerate() {
            if head != word + 1 {
                let score = if score.is_nan() {
                    0.0
                } else {
                    f64::from(score.clamp(-1e4, 1e4))
                };
                square[(word + 1) * size + head] = if head == 0 { score - PENALTY } else { score };
            }
        }
    }
    arborescence(&square, size)
        .into_iter()
        .skip(1)
        .map(|head| head.checked_sub(1))
        .collect()
}

/// Returns the head of each node in the maximum arborescence from node 0 (whose own entry means nothing).
fn arborescence(scores: &[f64], size: usize) -> Vec<usize> {
    let score = |dependent: usize, head: usize| scores[dependent * size + head];
    let mut heads: Vec<usize> = (0..size)
        .map(|node| {
            (0..size).fold(0, |best, head| {
                if score(node, head) > score(node, best) {
                    head
                } else {
                    best
                }
            })
        })
        .collect();
    heads[0] = 0;
    let Some(cycle) = cycle(&heads) else {
        return heads;
    };
    // Contract the cycle to one node, the last of a smaller problem.
    let rest: Vec<usize> = (0..size).filter(|node| !cycle.contains(node)).collect();
    let (small_size, joint) = (rest.len() + 1, rest.len());
    let mut small = vec![f64::NEG_INFINITY; small_size * small_size];
    let mut enter = vec![0; rest.len()];
    let mut leave = vec![0; rest.len()];
    for (a, &node) in rest.iter().enumerate() {
        for (b, &other) in rest.iter().enumerate().filter(|(b, _)| *b != a) {
            small[a * small_size + b] = score(node, other);
        }
        let gain = |member: usize| score(member, node) - score(member, heads[member]);
        enter[a] = best(&cycle, gain);
        small[joint * small_size + a] = gain(enter[a]);
        leave[a] = best(&cycle, |member| score(node, member));
        small[a * small_size + joint] = score(node, leave[a]);
    }
    let solved = arborescence(&small, small_size);
    for (a, &node) in rest.iter().enumerate().skip(1) {
        heads[node] = if solved[a] == joint {
            leave[a]
        } else {
            rest[solved[a]]
        };
    }
    let entered = solved[joint];
    heads[enter[entered]] = rest[entered];
    heads
}

fn best(nodes: &[usize], value: impl Fn(usize) -> f64) -> usize {
    let mut best = nodes[0];
    for &node in &nodes[1..] {
        if value(node) > value(best) {
            best = node;
        }
    }
    best
}

/// Returns the nodes of one cycle of the heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![usize::MAX; heads.len()];
    seen_from[0] = 0;
    for start in 1..heads.len() {
        let mut node = start;
        while seen_from[node] == usize::MAX {
            seen_from[node] = start;
            node = heads[node];
        }
        if seen_from[node] == start {
            let mut members = vec![node];
            let mut next = heads[node];
            while next != node {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best single-rooted tree by trying all head assignments.
    fn by_force(scores: &[f32], n: usize) -> f32 {
        let size = n + 1;
        let mut best = f32::MIN;
        for code in 0..size.pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|w| code / size.pow(w as u32) % size).collect();
            let reaches_root = |mut word: usize| {
                for _ in 0..size {
                    match heads[word] {
                        0 => return true,
                        head => word = head - 1,
                    }
                }
                false
            };
            if heads.iter().filter(|h| **h == 0).count() == 1 && (0..n).all(reaches_root) {
                best = best.max((0..n).map(|w| scores[w * size + heads[w]]).sum());
            }
        }
        best
    }

    #[test]
    fn the_best_tree_is_found() {
        let mut seed = 7u32;
        for n in 1..=5 {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (seed >> 16) as f32 / 4096.0
                    })
                    .collect();
                let heads = decode(&scores, n);
                assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1);
                let total: f32 = (0..n)
                    .map(|w| scores[w * (n + 1) + heads[w].map_or(0, |h| h + 1)])
                    .sum();
                assert!((total - by_force(&scores, n)).abs() < 1e-3, "{n} words");
            }
        }
    }

    #[test]
    fn odd_scores_still_give_a_tree() {
        assert!(decode(&[], 0).is_empty());
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let heads = decode(&[value; 20], 4);
            assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1);
        }
    }
}
