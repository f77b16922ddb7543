//! Positions whose distances follow the distances in the graph: stress, by stochastic descent.
//!
//! In: how many nodes, and links with a length. Out: a point for each node of one connected part. Small
//! parts use every pair of nodes; large ones the links and the distances to a few pivots, so that work
//! grows with the links. The order of the steps comes from a fixed generator: same links, same points.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::geometry::Point;

/// Two nodes, by index, and how far apart they are to lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) ends: [usize; 2],
    pub(crate) length: f64,
    /// How many edges join the two.
    pub(crate) n_edges: f64,
}

/// Up to this many nodes, every pair counts.
const MAX_ALL_PAIRS: usize = 400;
/// 64 steps and the first one; 64, since its root is six square roots.
const N_STEPS: usize = 65;
/// Lengths are counted in these parts, so that ways are compared as whole numbers.
const PARTS: f64 = 1024.0;

/// A pair of nodes with the distance they should have.
struct Term {
    ends: [usize; 2],
    distance: f64,
}

/// Returns a point for each of the nodes `0..n_nodes`, which the links connect.
pub(crate) fn place(n_nodes: usize, links: &[Link]) -> Vec<Point> {
    let mut points = sunflower(n_nodes);
    let mut terms = if n_nodes <= MAX_ALL_PAIRS {
        all_pairs(n_nodes, links)
    } else {
        pivots(n_nodes, links)
    };
    let (mut near, mut far) = (f64::INFINITY, 0.0_f64);
    for term in &terms {
        near = near.min(term.distance);
        far = far.max(term.distance);
    }
    if terms.is_empty() || near <= 0.0 {
        return points;
    }
    let spread = (n_nodes as f64).sqrt() * near;
    for point in &mut points {
        *point = point.times(spread);
    }
    let mut rate = far * far;
    let mut ratio = 0.05 * near * near / rate;
    for _ in 0..6 {
        ratio = ratio.sqrt();
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..N_STEPS {
        random.shuffle(&mut terms);
        for term in &terms {
            step(&mut points, term, rate);
        }
        rate *= ratio;
    }
    points
}

/// Moves both ends of a term towards its distance.
fn step(points: &mut [Point], term: &Term, rate: f64) {
    let [a, b] = term.ends;
    let way = points[a].minus(points[b]);
    let length = way.length();
    let strength = (rate / (term.distance * term.distance)).min(1.0);
    let shift = way.unit().times(strength * (term.distance - length) * 0.5);
    points[a] = points[a].plus(shift);
    points[b] = points[b].minus(shift);
}

/// Returns points evenly spread over the disc of radius 1, by turns of the golden angle.
fn sunflower(n: usize) -> Vec<Point> {
    const COS: f64 = -0.737_368_878_078_320_1;
    const SIN: f64 = 0.675_490_294_261_523_9;
    let mut direction = Point::new(1.0, 0.0);
    (0..n)
        .map(|i| {
            let radius = ((i as f64 + 0.5) / n as f64).sqrt();
            let point = direction.times(radius);
            direction = Point::new(
                direction.x * COS - direction.y * SIN,
                direction.x * SIN + direction.y * COS,
            )
            .unit();
            point
        })
        .collect()
}

fn all_pairs(n_nodes: usize, links: &[Link]) -> Vec<Term> {
    let neighbours = neighbours(n_nodes, links);
    let mut terms = Vec::with_capacity(n_nodes * n_nodes / 2);
    for a in 0..n_nodes {
        let ways = ways_from(a, &neighbours);
        for (b, way) in ways.iter().enumerate().skip(a + 1) {
            terms.extend(way.map(|way| Term {
                ends: [a, b],
                distance: way as f64 / PARTS,
            }));
        }
    }
    terms
}

/// Returns the links, and the distances of every node to pivots that lie far from one another.
fn pivots(n_nodes: usize, links: &[Link]) -> Vec<Term> {
    let neighbours = neighbours(n_nodes, links);
    let n_pivots = if n_nodes > 2_000 { 12 } else { 40 };
    let mut terms: Vec<Term> = links
        .iter()
        .map(|link| Term {
            ends: link.ends,
            distance: link.length,
        })
        .collect();
    let mut nearest = vec![u64::MAX; n_nodes];
    let mut pivot = 0;
    for _ in 0..n_pivots {
        for (node, way) in ways_from(pivot, &neighbours).into_iter().enumerate() {
            let Some(way) = way else { continue };
            nearest[node] = nearest[node].min(way);
            if node != pivot {
                terms.push(Term {
                    ends: [pivot, node],
                    distance: way as f64 / PARTS,
                });
            }
        }
        let farthest = (0..n_nodes).max_by_key(|&node| (nearest[node], Reverse(node)));
        pivot = farthest.unwrap_or_default();
    }
    terms
}

/// For each node, its neighbours with the length of the way in parts.
fn neighbours(n_nodes: usize, links: &[Link]) -> Vec<Vec<(usize, u64)>> {
    let mut neighbours = vec![Vec::new(); n_nodes];
    for link in links {
        let [a, b] = link.ends;
        let length = (link.length * PARTS).max(1.0) as u64;
        neighbours[a].push((b, length));
        neighbours[b].push((a, length));
    }
    neighbours
}

/// Returns the shortest way from `start` to each node, in parts.
fn ways_from(start: usize, neighbours: &[Vec<(usize, u64)>]) -> Vec<Option<u64>> {
    let mut ways = vec![None; neighbours.len()];
    let mut queue = BinaryHeap::from([Reverse((0, start))]);
    while let Some(Reverse((way, node))) = queue.pop() {
        if ways[node].is_some() {
            continue;
        }
        ways[node] = Some(way);
        for &(next, length) in &neighbours[node] {
            if ways[next].is_none() {
                queue.push(Reverse((way + length, next)));
            }
        }
    }
    ways
}

/// A small generator of pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        ((value * n as u64) >> 32) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(n: usize) -> Vec<Link> {
        (0..n)
            .map(|i| Link {
                ends: [i, (i + 1) % n],
                length: 100.0,
                n_edges: 1.0,
            })
            .collect()
    }

    #[test]
    fn neighbours_on_a_ring_lie_at_the_length_of_their_link() {
        for n in [12, MAX_ALL_PAIRS + 100] {
            let points = place(n, &ring(n));
            let far = (0..n)
                .filter(|&i| {
                    let way = points[i].minus(points[(i + 1) % n]).length();
                    !(60.0..140.0).contains(&way)
                })
                .count();
            assert!(far * 10 <= n, "{far} of {n}");
        }
    }

    #[test]
    fn the_same_links_give_the_same_points() {
        assert_eq!(place(50, &ring(50)), place(50, &ring(50)));
    }
}
