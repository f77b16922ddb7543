//! The names of relations, each on its curve, clear of figures and of one another.
//!
//! In: figures, curves and the widths of the labels. Out: a box for each label, and how much they still
//! overlap, so that the picture can be spread and tried again.

use super::route::Curve;
use super::shape::Figure;
use crate::export::layout::{Point, Rect};

/// The height of a label.
pub(crate) const HEIGHT: f64 = 14.0;
/// The size of its letters.
pub(crate) const FONT: f64 = 11.5;
/// Places along a curve, the best first.
const PLACES: [f64; 15] = [
    0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.16, 0.84,
];

/// Labels in their places; none in a picture where nobody could read them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    pub(crate) rects: Vec<Rect>,
    /// How many labels cover a figure or another label.
    pub(crate) n_clashes: usize,
}

/// Returns a place on its curve for each label; those set first are the first in `order`.
pub(crate) fn place(
    figures: &[Figure],
    curves: &[Curve],
    widths: &[f64],
    order: &[usize],
) -> Labels {
    let samples: Vec<Vec<Point>> = curves.iter().map(|c| c.samples().collect()).collect();
    let mut placed: Vec<Option<Rect>> = vec![None; curves.len()];
    for round in 0..3 {
        for &i in order {
            let half = Point::new(widths[i] / 2.0 + 3.5, HEIGHT / 2.0);
            let best = PLACES
                .iter()
                .map(|&t| {
                    let rect = Rect::new(curves[i].at(t), half);
                    let cost = hard(figures, &placed, i, &rect)
                        + soft(&samples, i, &rect)
                        + 2.0 * (t - 0.5).abs();
                    (cost, rect)
                })
                .min_by(|x, y| x.0.total_cmp(&y.0));
            placed[i] = best.map(|(_, rect)| rect);
        }
        if round > 0 && n_clashes(figures, &placed) == 0 {
            break;
        }
    }
    let n_clashes = n_clashes(figures, &placed);
    Labels {
        rects: placed.into_iter().flatten().collect(),
        n_clashes,
    }
}

/// Returns the cost of covering figures and labels.
fn hard(figures: &[Figure], placed: &[Option<Rect>], own: usize, rect: &Rect) -> f64 {
    let figures: f64 = figures
        .iter()
        .map(|f| rect.overlap(&f.rect.grown(3.0)))
        .sum();
    let labels: f64 = placed
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != own)
        .filter_map(|(_, other)| Some(rect.overlap(&(*other)?)))
        .sum();
    let cover = |area: f64| if area > 0.0 { 20.0 + area } else { 0.0 };
    cover(figures) + cover(labels)
}

/// Returns the cost of lying on curves of other relations.
fn soft(samples: &[Vec<Point>], own: usize, rect: &Rect) -> f64 {
    let near = rect.grown(1.0);
    let hits = samples
        .iter()
        .enumerate()
        .filter(|(i, points)| *i != own && points.iter().any(|p| near.contains(*p)))
        .count();
    1.5 * hits as f64
}

fn n_clashes(figures: &[Figure], placed: &[Option<Rect>]) -> usize {
    (0..placed.len())
        .filter(|&i| placed[i].is_some_and(|rect| hard(figures, placed, i, &rect) > 0.0))
        .count()
}
