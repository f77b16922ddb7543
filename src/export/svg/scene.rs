//! The picture before it is drawn: figures, curves and labels in their places.
//!
//! In: a graph small enough to be read. Out: a [`Scene`], in which nothing overlaps where that can be had
//! by spreading the picture.

use std::io;

use super::label::{self, Labels};
use super::route::{self, Curve};
use super::shape::Figure;
use super::strand::{self, Strand};
use crate::export::layout::{self, Rect};
use crate::export::source::{Shown, Source};
use crate::export::text;

/// The usual distance between two actors with a relation.
const LENGTH: f64 = 200.0;
/// The least room around a figure.
const MARGIN: f64 = 22.0;
/// How often the picture may be spread, each time by a twelfth.
const N_SPREADS: usize = 9;

/// Above this many curves nobody could read their names: they are told only where the reader points.
const MAX_NAMED: usize = 300;

/// Everything in its place.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) figures: Vec<Figure>,
    pub(crate) curves: Vec<Curve>,
    pub(crate) strands: Vec<Strand>,
    pub(crate) labels: Labels,
    /// The box around all of it.
    pub(crate) frame: Rect,
}

impl Scene {
    /// Returns whether the relations have their names written on them.
    pub(crate) fn is_named(&self) -> bool {
        self.labels.rects.len() == self.strands.len()
    }

    /// Returns the scene of a graph.
    pub(crate) fn compose(export: &Shown<'_>) -> io::Result<Self> {
        let mut figures = figures(export);
        let strands = strand::strands(export);
        let ends: Vec<_> = strands.iter().map(|s| s.ends).collect();
        let widths: Vec<f64> = strands
            .iter()
            .map(|s| text::width(&s.name, label::FONT))
            .collect();
        let halves: Vec<_> = figures.iter().map(|f| f.rect.half).collect();
        let rects = layout::place(export, &halves, LENGTH, MARGIN)?;
        for (figure, rect) in figures.iter_mut().zip(rects) {
            figure.rect = rect;
        }
        if strands.len() > MAX_NAMED {
            let curves = route::route(&figures, &ends, &widths);
            let labels = Labels::default();
            return Ok(Self {
                frame: frame(&figures, &curves, &labels),
                figures,
                curves,
                strands,
                labels,
            });
        }
        let order = by_strength(export, &strands);
        let mut best: Option<(usize, Self)> = None;
        for n_spreads in 0..=N_SPREADS {
            let curves = route::route(&figures, &ends, &widths);
            let labels = label::place(&figures, &curves, &widths, &order);
            let n_clashes = labels.n_clashes;
            // A picture twice as large is worse than one name that lies on another.
            let cost = 2 * n_clashes + n_spreads;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                let scene = Self {
                    frame: frame(&figures, &curves, &labels),
                    figures: figures.clone(),
                    curves,
                    strands: strands.clone(),
                    labels,
                };
                best = Some((cost, scene));
            }
            if n_clashes == 0 {
                break;
            }
            for figure in &mut figures {
                figure.rect.center = figure.rect.center.times(13.0 / 12.0);
            }
        }
        Ok(best.expect("the loop runs at least once").1)
    }
}

fn figures(export: &Shown<'_>) -> Vec<Figure> {
    let degrees = Source::from(export.graph).degrees();
    let most = degrees.iter().copied().max().unwrap_or(1).max(1) as f64;
    let nodes = export.graph.nodes.iter().zip(&*degrees);
    nodes
        .map(|(node, &degree)| Figure::new(node, (degree as f64 / most).sqrt()))
        .collect()
}

/// Returns the strands, those with most evidence first.
fn by_strength(export: &Shown<'_>, strands: &[Strand]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..strands.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(strands[i].n_sources(export)), i));
    order
}

fn frame(figures: &[Figure], curves: &[Curve], labels: &Labels) -> Rect {
    let dots = curves.iter().flat_map(|curve| {
        curve
            .samples()
            .map(|p| Rect::new(p, layout::Point::new(4.0, 4.0)))
    });
    let figures = figures.iter().map(|figure| figure.rect);
    Rect::around(figures.chain(dots).chain(labels.rects.iter().copied()))
}
