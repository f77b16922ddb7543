//! Connected parts of a drawing side by side.
//!
//! In: parts, each placed on its own. Out: all of them in one drawing: a small part in a gap of what is
//! there already, the others in rows, the largest first.

use super::MAX_CLARIFIED;
use super::geometry::{Point, Rect};
use super::stress::Link;

/// How much wider than high drawings are.
const ASPECT: f64 = 1.35;
/// How finely gaps are looked for.
const STEP: f64 = 24.0;

/// Moves the parts so that they lie `gap` apart.
pub(crate) fn pack(rects: &mut [Rect], parts: &[Vec<usize>], links: &[Link], gap: f64) {
    let sizes: Vec<Point> = parts
        .iter()
        .map(|part| {
            around(rects, part)
                .half
                .times(2.0)
                .plus(Point::new(gap, gap))
        })
        .collect();
    let area: f64 = sizes.iter().map(|size| size.x * size.y).sum();
    let widest = sizes.iter().map(|size| size.x).fold(0.0, f64::max);
    let width = widest.max((area * ASPECT).sqrt());
    let mut corner = Point::default();
    let mut row_height = 0.0_f64;
    let mut placed: Vec<usize> = Vec::new();
    for (part, size) in parts.iter().zip(sizes) {
        let found = find_gap(rects, &placed, links, size, gap);
        let place = found.unwrap_or_else(|| {
            if corner.x > 0.0 && corner.x + size.x > width + gap {
                corner = Point::new(0.0, corner.y + row_height);
                row_height = 0.0;
            }
            let place = corner;
            corner.x += size.x;
            row_height = row_height.max(size.y);
            place
        });
        let shift = place.minus(around(rects, part).low());
        for &node in part {
            rects[node].center = rects[node].center.plus(shift);
        }
        placed.extend(part);
    }
}

fn around(rects: &[Rect], part: &[usize]) -> Rect {
    Rect::around(part.iter().map(|&node| rects[node]))
}

/// Returns where among the boxes placed a part of that size fits without lying on a box or a line; only
/// drawings that people read are searched.
fn find_gap(
    rects: &[Rect],
    placed: &[usize],
    links: &[Link],
    size: Point,
    gap: f64,
) -> Option<Point> {
    if placed.is_empty() || links.len() > MAX_CLARIFIED {
        return None;
    }
    let outer = around(rects, placed);
    let is_placed = |node: &usize| placed.contains(node);
    let lines: Vec<[Point; 2]> = links
        .iter()
        .filter(|link| link.ends.iter().all(is_placed))
        .map(|link| link.ends.map(|end| rects[end].center))
        .collect();
    let half = size.times(0.5);
    let is_free = |low: Point| {
        let room = Rect::new(low.plus(half), half);
        let near = room.grown(gap * 0.3);
        placed.iter().all(|&node| near.overlap(&rects[node]) <= 0.0)
            && lines
                .iter()
                .all(|[a, b]| room.share_of_segment(*a, *b) <= 0.0)
    };
    let (low, high) = (outer.low(), outer.high().minus(size));
    let n_steps = |from: f64, to: f64| ((to - from) / STEP).max(-1.0) as i64;
    // From the bottom upwards, from the left to the right.
    (0..=n_steps(low.y, high.y))
        .flat_map(|row| (0..=n_steps(low.x, high.x)).map(move |column| (row, column)))
        .map(|(row, column)| Point::new(low.x + STEP * column as f64, high.y - STEP * row as f64))
        .filter(|place| place.y >= low.y && high.x >= low.x)
        .find(|place| is_free(*place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Point::new(20.0, 10.0))
    }

    #[test]
    fn a_small_part_goes_into_a_gap() {
        let link = |a, b| Link {
            ends: [a, b],
            length: 1.0,
            n_edges: 1.0,
        };
        let mut rects = vec![
            rect(0.0, 0.0),
            rect(600.0, 0.0),
            rect(600.0, 600.0),
            rect(0.0, 0.0),
        ];
        let before = Rect::around(rects.iter().copied());
        pack(
            &mut rects,
            &[vec![0, 1, 2], vec![3]],
            &[link(0, 1), link(1, 2)],
            30.0,
        );
        let after = Rect::around(rects.iter().copied());
        assert_eq!(before.half, after.half);
        assert!(rects[..3].iter().all(|r| r.overlap(&rects[3]) == 0.0));
    }

    #[test]
    fn parts_without_a_gap_stand_in_rows() {
        let mut rects = vec![rect(0.0, 0.0); 9];
        let parts: Vec<_> = (0..9).map(|i| vec![i]).collect();
        pack(&mut rects, &parts, &[], 10.0);
        for (i, a) in rects.iter().enumerate() {
            assert!(rects[i + 1..].iter().all(|b| a.overlap(b) == 0.0));
        }
    }
}
