//! Edges as curves: parallel ones side by side, and round the figures in their way.
//!
//! In: figures in their places, and edges. Out: a [`Curve`] for each edge, from outline to outline.

use std::collections::BTreeMap;

use super::shape::Figure;
use crate::export::layout::Point;

/// A cubic Bézier curve from the source to the target of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Curve {
    pub(crate) points: [Point; 4],
}

/// How many points stand for a curve when it is tested against boxes.
pub(crate) const N_SAMPLES: usize = 24;
/// How far each bow tried bends a curve, in pixels at its middle, and what it costs.
const BOWS: [f64; 9] = [0.0, 26.0, -26.0, 52.0, -52.0, 84.0, -84.0, 125.0, -125.0];

impl Curve {
    /// Returns the point at `t`, 0 at the source and 1 at the target.
    pub(crate) fn at(&self, t: f64) -> Point {
        let [a, b, c, d] = self.points;
        let s = 1.0 - t;
        a.times(s * s * s)
            .plus(b.times(3.0 * s * s * t))
            .plus(c.times(3.0 * s * t * t))
            .plus(d.times(t * t * t))
    }

    /// Returns points along the curve.
    pub(crate) fn samples(&self) -> impl Iterator<Item = Point> + '_ {
        (0..=N_SAMPLES).map(|i| self.at(i as f64 / N_SAMPLES as f64))
    }

    /// Returns the part of the curve between `from` and `to`.
    pub(crate) fn between(&self, from: f64, to: f64) -> Self {
        let (_, tail) = self.split(from);
        let to = if from < 1.0 {
            (to - from) / (1.0 - from)
        } else {
            1.0
        };
        tail.split(to).0
    }

    fn split(&self, t: f64) -> (Self, Self) {
        let mix = |p: Point, q: Point| p.plus(q.minus(p).times(t));
        let [a, b, c, d] = self.points;
        let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
        let (abc, bcd) = (mix(ab, bc), mix(bc, cd));
        let middle = mix(abc, bcd);
        let first = Self {
            points: [a, ab, abc, middle],
        };
        let last = Self {
            points: [middle, bcd, cd, d],
        };
        (first, last)
    }

    /// Returns the curve without what lies inside the two figures.
    fn clipped(self, source: &Figure, target: &Figure) -> Self {
        const FINE: usize = 240;
        const GAP: f64 = 2.5;
        let t = |i: usize| i as f64 / FINE as f64;
        let first = (0..=FINE).find(|&i| !source.contains(self.at(t(i)), GAP));
        let last = (0..=FINE)
            .rev()
            .find(|&i| !target.contains(self.at(t(i)), GAP));
        match (first, last) {
            (Some(first), Some(last)) if first < last => self.between(t(first), t(last)),
            _ => self,
        }
    }
}

/// Returns a curve for each pair of source and target, in their order.
pub(crate) fn route(figures: &[Figure], ends: &[[usize; 2]], label_widths: &[f64]) -> Vec<Curve> {
    let mut pairs: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
    for (i, &[source, target]) in ends.iter().enumerate() {
        let pair = [source.min(target), source.max(target)];
        pairs.entry(pair).or_default().push(i);
    }
    let empty = Curve {
        points: [Point::default(); 4],
    };
    let mut curves = vec![empty; ends.len()];
    for ([a, b], members) in pairs {
        if a == b {
            for (n, &i) in members.iter().enumerate() {
                curves[i] = own_loop(&figures[a], n);
            }
            continue;
        }
        let widest = members.iter().map(|&i| label_widths[i]).fold(0.0, f64::max);
        let fan = |bow: f64| fan(figures, [a, b], members.len(), bow, widest);
        let best = BOWS
            .iter()
            .map(|&bow| (cost(figures, [a, b], &fan(bow), bow), bow))
            .min_by(|x, y| x.0.total_cmp(&y.0))
            .map_or(0.0, |(_, bow)| bow);
        for (&i, curve) in members.iter().zip(fan(best)) {
            let [source, target] = ends[i];
            let forth = source == a;
            let [p, q, r, s] = curve.points;
            let points = if forth { [p, q, r, s] } else { [s, r, q, p] };
            curves[i] = Curve { points }.clipped(&figures[source], &figures[target]);
        }
    }
    curves
}

/// Returns `n` curves side by side from one figure to the other, all bent by `bow`.
fn fan(figures: &[Figure], [a, b]: [usize; 2], n: usize, bow: f64, widest: f64) -> Vec<Curve> {
    let (from, to) = (figures[a].rect, figures[b].rect);
    let way = to.center.minus(from.center);
    let unit = way.unit();
    // Labels are wide and low: curves that run down the page need more room between them.
    let crowd = (6.0 / n as f64).clamp(0.6, 1.0);
    let gap = 19.0 + unit.y.abs() * unit.y.abs() * (0.55 * widest).min(34.0);
    let half = unit.normal();
    let room = |half: Point| (0.55 * half.x.min(half.y + half.x * unit.y.abs())).max(4.0);
    let room = room(from.half).min(room(to.half));
    (0..n)
        .map(|i| {
            let offset = (i as f64 - (n as f64 - 1.0) / 2.0) * gap * crowd;
            let foot = half.times((0.45 * offset).clamp(-room, room));
            let bend = half
                .times((offset + bow) * 4.0 / 3.0)
                .minus(foot.times(1.0 / 3.0));
            let (start, end) = (from.center.plus(foot), to.center.plus(foot));
            let third = way.times(0.3);
            Curve {
                points: [
                    start,
                    from.center.plus(third).plus(bend),
                    to.center.minus(third).plus(bend),
                    end,
                ],
            }
        })
        .collect()
}

/// Returns how many figures the curves run through, and how much they are bent.
fn cost(figures: &[Figure], pair: [usize; 2], curves: &[Curve], bow: f64) -> f64 {
    let mut cost = bow.abs() * 0.02;
    for (i, figure) in figures.iter().enumerate() {
        if pair.contains(&i) {
            continue;
        }
        let near = figure.rect.grown(7.0);
        for curve in curves {
            cost += curve.samples().filter(|p| near.contains(*p)).count() as f64;
        }
    }
    cost
}

/// Returns a loop above a figure, for an actor's relation to itself.
fn own_loop(figure: &Figure, n: usize) -> Curve {
    let top = figure
        .rect
        .center
        .minus(Point::new(0.0, figure.rect.half.y + 2.5));
    let height = 46.0 + 22.0 * n as f64;
    let (near, far) = (Point::new(11.0, 0.0), Point::new(30.0, -height));
    Curve {
        points: [
            top.minus(near),
            top.plus(Point::new(-far.x, far.y)),
            top.plus(far),
            top.plus(near),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn figures(sample: &Fixture, places: &[(f64, f64)]) -> Vec<Figure> {
        let placed = sample.graph.nodes.iter().zip(places);
        placed
            .map(|(node, &(x, y))| {
                let mut figure = Figure::new(node, 0.0);
                figure.rect.center = Point::new(x, y);
                figure
            })
            .collect()
    }

    #[test]
    fn parallel_edges_lie_apart_and_end_at_the_outlines() {
        let sample = Fixture::small();
        let figures = figures(
            &sample,
            &[(0.0, 900.0), (0.0, 500.0), (0.0, 0.0), (300.0, 0.0)],
        );
        let edges = &sample.graph.edges;
        let ends: Vec<_> = edges.iter().map(|e| [e.source, e.target]).collect();
        let curves = route(&figures, &ends, &vec![40.0; ends.len()]);
        let middles: Vec<f64> = edges
            .iter()
            .zip(&curves)
            .filter(|(edge, _)| edge.source == 2 && edge.target == 3)
            .map(|(_, curve)| curve.at(0.5).y)
            .collect();
        assert_eq!(middles.len(), 3);
        assert!(
            middles.windows(2).all(|w| (w[0] - w[1]).abs() > 12.0),
            "{middles:?}"
        );
        for (edge, curve) in edges.iter().zip(&curves) {
            assert!(!figures[edge.source].contains(curve.points[0], 0.0));
            assert!(!figures[edge.target].contains(curve.points[3], 0.0));
        }
    }

    #[test]
    fn a_curve_bends_round_a_figure_in_its_way() {
        let sample = Fixture::small();
        let figures = figures(
            &sample,
            &[(250.0, 2.0), (0.0, 0.0), (900.0, 900.0), (500.0, 0.0)],
        );
        let curve = route(&figures, &[[1, 3]], &[40.0])[0];
        assert!(curve.samples().all(|p| !figures[0].contains(p, 0.0)));
    }
}
