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

/// Moves the centres so that no two boxes, grown by `margin`, overlap.
pub(crate) fn separate(rects: &mut [Rect], margin: f64) {
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

/// Pushes each overlapping pair apart once; returns whether there was one.
fn push_apart(rects: &mut [Rect], margin: f64) -> bool {
    let mut moved = false;
    for (a, b) in near_pairs(rects, margin) {
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
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    let key = |rect: &Rect| {
        (
            (rect.center.x / cell.x).floor() as i64,
            (rect.center.y / cell.y).floor() as i64,
        )
    };
    for (i, rect) in rects.iter().enumerate() {
        cells.entry(key(rect)).or_default().push(i);
    }
    let mut pairs = Vec::new();
    for (&(x, y), here) in &cells {
        for (n, &a) in here.iter().enumerate() {
            pairs.extend(here[n + 1..].iter().map(|&b| (a, b)));
        }
        for side in [(x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1)] {
            let Some(there) = cells.get(&side) else {
                continue;
            };
            for &a in here {
                pairs.extend(there.iter().map(|&b| (a.min(b), a.max(b))));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

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
