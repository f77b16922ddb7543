//! Boxes are moved apart until none overlap, as little as need be.
//!
//! In: boxes. Out: the same boxes, moved. Pairs that overlap are pushed apart along the shorter way, over
//! and over; where that does not end, everything is spread a little and it starts again. Tens of thousands
//! of boxes get fewer rounds, and some of them may overlap still: nobody reads such a picture name by name.

use std::collections::BTreeMap;

use super::geometry::{Point, Rect};

const N_ROUNDS: usize = 60;
const N_SPREADS: usize = 60;
/// Boxes times rounds, so that large graphs end.
const MAX_WORK: usize = 4_000_000;
/// Up to so many boxes, pairs are found by cells as large as the largest.
const MAX_CELLS: usize = 2_000;

/// Moves the centres so that no two boxes, grown by `margin`, overlap.
pub(crate) fn separate(rects: &mut [Rect], margin: f64) {
    make_room(rects, margin);
    let mut n_left = (MAX_WORK / rects.len().max(1)).max(4);
    for _ in 0..N_SPREADS {
        for _ in 0..N_ROUNDS {
            if n_left == 0 {
                return;
            }
            n_left -= 1;
            if !push_apart(rects, margin) {
                return;
            }
        }
        for rect in rects.iter_mut() {
            rect.center = rect.center.times(1.08);
        }
    }
}

/// Spreads everything where the boxes could hardly fit into the room that they take up together.
fn make_room(rects: &mut [Rect], margin: f64) {
    let around = Rect::around(rects.iter().copied()).half;
    let room = 4.0 * around.x * around.y;
    let need: f64 = rects
        .iter()
        .map(|r| r.grown(margin / 2.0).half)
        .map(|half| 4.0 * half.x * half.y)
        .sum();
    let factor = (1.6 * need / room.max(1.0)).sqrt();
    if rects.len() > 2 && factor > 1.0 {
        for rect in rects {
            rect.center = rect.center.times(factor);
        }
    }
}

/// Pushes each overlapping pair apart once; returns whether there was one.
fn push_apart(rects: &mut [Rect], margin: f64) -> bool {
    let mut moved = false;
    let pairs = match rects.len() {
        ..=MAX_CELLS => near_pairs(rects, margin),
        _ => overlapping_pairs(rects, margin),
    };
    for (a, b) in pairs {
        let away = rects[b].center.minus(rects[a].center);
        let reach = rects[a].half.plus(rects[b].half);
        let x = reach.x + margin - away.x.abs();
        let y = reach.y + margin - away.y.abs();
        if x <= 1e-6 || y <= 1e-6 {
            continue;
        }
        moved = true;
        // Coinciding centres part by their order, so that the result does not depend on chance.
        let push = if x < y {
            Point::new(if away.x < 0.0 { -x } else { x }, 0.0)
        } else {
            Point::new(0.0, if away.y < 0.0 { -y } else { y })
        };
        let push = push.times(0.505);
        rects[a].center = rects[a].center.minus(push);
        rects[b].center = rects[b].center.plus(push);
    }
    moved
}

/// Returns the pairs of boxes whose cells touch, in a fixed order.
fn near_pairs(rects: &[Rect], margin: f64) -> Vec<(usize, usize)> {
    let mut cell = Point::new(1.0, 1.0);
    for rect in rects {
        cell.x = cell.x.max(2.0 * rect.half.x + margin);
        cell.y = cell.y.max(2.0 * rect.half.y + margin);
    }
    let mut cells: Vec<([i64; 2], usize)> = rects
        .iter()
        .map(|rect| [rect.center.x / cell.x, rect.center.y / cell.y])
        .map(|place| place.map(|at| at.floor() as i64))
        .zip(0..)
        .collect();
    cells.sort_unstable();
    let mut pairs = Vec::new();
    for (at, &([x, y], a)) in cells.iter().enumerate() {
        // The rest of this cell and the one below follow; the three to the right are looked up.
        let below = cells[at + 1..].iter();
        pairs.extend(
            below
                .take_while(|(place, _)| *place <= [x, y + 1])
                .map(|&(_, b)| (a.min(b), a.max(b))),
        );
        let first = cells.partition_point(|(place, _)| *place < [x + 1, y - 1]);
        pairs.extend(
            cells[first..]
                .iter()
                .take_while(|(place, _)| *place <= [x + 1, y + 1])
                .map(|&(_, b)| (a.min(b), a.max(b))),
        );
    }
    pairs
}

/// Returns the pairs of boxes that overlap, from left to right.
fn overlapping_pairs(rects: &[Rect], margin: f64) -> Vec<(usize, usize)> {
    let left = |i: usize| rects[i].center.x - rects[i].half.x;
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|&a, &b| left(a).total_cmp(&left(b)).then(a.cmp(&b)));
    // Strips so high that what overlaps lies in the same one or the next; in each, boxes from left to right.
    let height = 2.0 * rects.iter().fold(0.5, |most, r| r.half.y.max(most)) + margin;
    let strip = |i: usize| (rects[i].center.y / height).floor() as i64;
    let mut strips: BTreeMap<i64, (usize, Vec<usize>)> = BTreeMap::new();
    for (at, &i) in order.iter().enumerate() {
        strips.entry(strip(i)).or_default().1.push(at);
    }
    let mut pairs = Vec::new();
    let mut beside = Vec::new();
    for (at, &a) in order.iter().enumerate() {
        let reach = rects[a].center.x + rects[a].half.x + margin;
        let overlap = |b: usize| {
            let y = (rects[a].center.y - rects[b].center.y).abs();
            y < rects[a].half.y + rects[b].half.y + margin
        };
        beside.clear();
        for (_, (n_passed, places)) in strips.range_mut(strip(a) - 1..=strip(a) + 1) {
            while places.get(*n_passed).is_some_and(|place| *place <= at) {
                *n_passed += 1;
            }
            let rest = places[*n_passed..].iter().copied();
            let near = rest.take_while(|&place| left(order[place]) < reach);
            beside.extend(near.filter(|&place| overlap(order[place])));
        }
        beside.sort_unstable();
        let others = beside.iter().map(|&place| order[place]);
        pairs.extend(others.map(|b| (a.min(b), a.max(b))));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_boxes_part_too_whatever_their_sizes() {
        let place = |i: usize| Point::new((i * 37 % 1009) as f64, (i * 91 % 997) as f64);
        let half = |i: usize| if i.is_multiple_of(500) { 90.0 } else { 3.0 };
        let boxes = (0..MAX_CELLS + 1).map(|i| Rect::new(place(i), Point::new(half(i), half(i))));
        let mut rects: Vec<Rect> = boxes.collect();
        separate(&mut rects, 2.0);
        assert_eq!(overlapping_pairs(&rects, 1.9), []);
    }

    #[test]
    fn pairs_are_those_that_overlap_from_left_to_right() {
        let place = |i: usize| Point::new((i * 37 % 101) as f64, (i * 91 % 97) as f64 - 40.0);
        let half = |i: usize| Point::new(1.0 + (i % 5) as f64, 1.0 + (i % 9) as f64);
        let rects: Vec<Rect> = (0..200).map(|i| Rect::new(place(i), half(i))).collect();
        let left = |i: usize| rects[i].center.x - rects[i].half.x;
        let mut expected = Vec::new();
        for a in 0..rects.len() {
            for b in a + 1..rects.len() {
                if rects[a].grown(1.0).overlap(&rects[b].grown(1.0)) > 0.0 {
                    let [first, second] = if left(b) < left(a) { [b, a] } else { [a, b] };
                    expected.push((left(first), first, left(second), second));
                }
            }
        }
        expected.sort_by(|x, y| x.partial_cmp(y).unwrap());
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(_, a, _, b)| (a.min(b), a.max(b)))
            .collect();
        assert_eq!(overlapping_pairs(&rects, 2.0), expected);
    }

    #[test]
    fn boxes_on_one_spot_part_and_keep_the_margin() {
        let mut rects = vec![Rect::new(Point::new(5.0, 5.0), Point::new(40.0, 10.0)); 30];
        separate(&mut rects, 12.0);
        for (i, a) in rects.iter().enumerate() {
            for b in &rects[i + 1..] {
                assert_eq!(a.grown(5.9).overlap(&b.grown(5.9)), 0.0);
            }
        }
    }

    #[test]
    fn boxes_apart_stay_where_they_are() {
        let mut rects = vec![
            Rect::new(Point::new(0.0, 0.0), Point::new(10.0, 10.0)),
            Rect::new(Point::new(100.0, 0.0), Point::new(10.0, 10.0)),
        ];
        let before = rects.clone();
        separate(&mut rects, 12.0);
        assert_eq!(rects, before);
    }
}
