//! Small moves that make a drawing clearer: fewer lines through boxes, fewer crossings.
//!
//! In: boxes and the pairs joined by lines. Out: the boxes, some of them moved. Each box tries a few
//! places around it and takes the best; work grows with the square of the lines, so it is for drawings
//! that people read, not for large graphs. Several lines between a pair count as one thick line.

use super::geometry::{Point, Rect, segments_cross};

const N_ROUNDS: usize = 12;
const DIRECTIONS: [(f64, f64); 8] = [
    (1.0, 0.0),
    (0.7, 0.7),
    (0.0, 1.0),
    (-0.7, 0.7),
    (-1.0, 0.0),
    (-0.7, -0.7),
    (0.0, -1.0),
    (0.7, -0.7),
];

/// A pair of boxes joined by lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joint {
    pub(crate) ends: [usize; 2],
    /// How many lines run side by side.
    pub(crate) n_lines: f64,
}

/// The room that the name of a line needs along it, where it runs across and where it runs down.
const NAME: (f64, f64) = (92.0, 46.0);
/// The room that a line needs beside another one.
const LANE: f64 = 9.0;

/// Moves boxes by up to about `step` at a time where that makes the drawing clearer.
pub(crate) fn clarify(rects: &mut [Rect], lines: &[Joint], step: f64, margin: f64) {
    let home: Vec<Point> = rects.iter().map(|r| r.center).collect();
    for round in 0..N_ROUNDS {
        let mut moved = false;
        for node in 0..rects.len() {
            let here = rects[node].center;
            let mut best = (cost(rects, lines, node, home[node], step, margin), here);
            for reach in [0.3, 0.8, 1.6] {
                for (x, y) in DIRECTIONS {
                    let there = here.plus(Point::new(x, y).times(step * reach));
                    rects[node].center = there;
                    let cost = cost(rects, lines, node, home[node], step, margin);
                    if cost < best.0 - 1e-9 {
                        best = (cost, there);
                    }
                }
            }
            rects[node].center = best.1;
            moved |= best.1 != here;
        }
        if !moved && round > 0 {
            return;
        }
    }
}

/// Returns how unclear the drawing is around one box.
fn cost(rects: &[Rect], lines: &[Joint], node: usize, home: Point, step: f64, margin: f64) -> f64 {
    let rect = rects[node].grown(margin);
    let mut cost = rects[node].center.minus(home).length() / step * 0.35;
    for (other, box_) in rects.iter().enumerate() {
        if other != node && rect.overlap(&box_.grown(margin)) > 0.0 {
            cost += 20.0;
        }
    }
    for (i, line) in lines.iter().enumerate() {
        let [a, b] = line.ends;
        let (from, to) = (rects[a].center, rects[b].center);
        let lanes = LANE * (line.n_lines - 1.0);
        let weight = 1.0 + 0.4 * (line.n_lines - 1.0);
        if a != node && b != node {
            cost += weight * through(&rect.grown(lanes), from, to);
            continue;
        }
        cost += from.minus(to).length() / step * 0.12 + cramped(&rects[a], &rects[b]);
        for (other, box_) in rects.iter().enumerate() {
            if other != a && other != b {
                cost += weight * through(&box_.grown(margin * 0.5 + lanes), from, to);
            }
        }
        for (j, other) in lines.iter().enumerate() {
            let [c, d] = other.ends.map(|end| rects[end].center);
            if i != j && segments_cross(from, to, c, d) {
                cost += 1.0 + 0.15 * (line.n_lines + other.n_lines - 2.0);
            }
        }
    }
    cost
}

/// Returns the cost of a line too short to carry its name.
fn cramped(a: &Rect, b: &Rect) -> f64 {
    let way = b.center.minus(a.center);
    let unit = way.unit();
    let inside = |r: &Rect| r.share_of_segment(a.center, b.center);
    let free = way.length() * (1.0 - inside(a) - inside(b)).max(0.0);
    let need = NAME.0 * unit.x.abs() + NAME.1 * unit.y.abs();
    5.0 * ((need - free) / need).max(0.0)
}

/// Returns the cost of a line that runs through a box: grave at once, worse the longer.
fn through(rect: &Rect, from: Point, to: Point) -> f64 {
    let share = rect.share_of_segment(from, to);
    if share > 0.0 { 3.0 + 4.0 * share } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_leaves_the_line_that_runs_through_it() {
        let rect = |x: f64| Rect::new(Point::new(x, 0.0), Point::new(30.0, 10.0));
        let mut rects = vec![rect(0.0), rect(200.0), rect(400.0)];
        let line = Joint {
            ends: [0, 2],
            n_lines: 1.0,
        };
        clarify(&mut rects, &[line], 60.0, 8.0);
        let share = rects[1].share_of_segment(rects[0].center, rects[2].center);
        assert_eq!(share, 0.0);
    }
}
