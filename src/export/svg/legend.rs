//! The legend: only what occurs in the picture.
//!
//! In: the graph shown. Out: rows of samples with words, set in lines of the given width, and drawn.

use std::collections::BTreeSet;
use std::io;

use super::draw::{self, Look};
use super::route::Curve;
use super::style;
use crate::export::layout::{Point, Rect};
use crate::export::palette;
use crate::export::row::{self, Standing};
use crate::export::source::Shown;
use crate::export::text;
use crate::export::xml::Xml;
use crate::ontology::{ActorKind, Direction, Family};

const ROW: f64 = 25.0;
const HEAD: f64 = 84.0;
const SAMPLE: f64 = 36.0;
const FONT: f64 = 13.0;

/// How many times as wide as measured the words may be in the font of the machine.
const WIDEST: f64 = 1.15;

/// What stands beside the words.
#[derive(Debug, Clone, Copy)]
enum Sample {
    Line(Look),
    Shape(ActorKind),
}

/// A sample with its words.
#[derive(Debug, Clone)]
struct Item {
    sample: Sample,
    words: String,
    place: Point,
}

/// A legend, set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Legend {
    heads: Vec<(&'static str, f64)>,
    items: Vec<Item>,
    /// How high it is.
    pub(crate) height: f64,
}

impl Legend {
    /// Returns the legend of a graph, set in lines of `width`.
    pub(crate) fn of(export: &Shown<'_>, width: f64) -> Self {
        let mut legend = Self::default();
        legend.group("Relations", families(export), width);
        legend.group("Lines", lines(export), width);
        legend.group("Actors", kinds(export), width);
        legend
    }

    /// Returns the legend of the families alone.
    pub(crate) fn of_families(export: &Shown<'_>, width: f64) -> Self {
        let mut legend = Self::default();
        legend.group("Relations", families(export), width);
        legend
    }

    fn group(&mut self, head: &'static str, items: Vec<(Sample, String)>, width: f64) {
        if items.is_empty() {
            return;
        }
        self.heads.push((head, self.height + ROW / 2.0));
        let mut x = HEAD;
        for (sample, words) in items {
            let need = SAMPLE + 8.0 + WIDEST * text::width(&words, FONT) + 16.0;
            if x > HEAD && x + need > width {
                x = HEAD;
                self.height += ROW;
            }
            let place = Point::new(x, self.height + ROW / 2.0);
            self.items.push(Item {
                sample,
                words,
                place,
            });
            x += need;
        }
        self.height += ROW;
    }

    /// Draws the legend with its corner at `corner`.
    pub(crate) fn draw(&self, xml: &mut Xml<'_>, corner: Point) -> io::Result<()> {
        for (head, y) in &self.heads {
            words(xml, "quiet head", corner.plus(Point::new(0.0, *y)), head)?;
        }
        for item in &self.items {
            let left = corner.plus(item.place);
            let middle = left.plus(Point::new(SAMPLE / 2.0, 0.0));
            match item.sample {
                Sample::Line(look) => {
                    let right = left.plus(Point::new(SAMPLE, 0.0));
                    let points = [left, left.plus(middle).times(0.5), middle, right];
                    xml.open("g", &[("class", style::class(look.family))])?;
                    draw::edge(xml, &Curve { points }, look)?;
                    xml.close()?;
                }
                Sample::Shape(kind) => {
                    draw::outline(xml, kind, Rect::new(middle, Point::new(15.0, 8.0)))?;
                }
            }
            let at = left.plus(Point::new(SAMPLE + 8.0, 0.0));
            words(xml, "quiet", at, &item.words)?;
        }
        Ok(())
    }
}

fn words(xml: &mut Xml<'_>, class: &str, at: Point, text: &str) -> io::Result<()> {
    let (x, y) = (draw::number(at.x), draw::number(at.y + FONT * 0.35));
    xml.text("text", &[("class", class), ("x", &x), ("y", &y)], text)
}

/// Returns the families that occur.
pub(crate) fn occurring(export: &Shown<'_>) -> BTreeSet<Option<Family>> {
    let families = export.graph.edges.iter();
    families
        .map(|edge| export.relation(edge).map(|r| r.family))
        .collect()
}

fn plain(family: Option<Family>) -> Look {
    Look {
        family,
        direction: Direction::Symmetric,
        standing: Standing::Asserted,
        width: 1.8,
    }
}

fn families(export: &Shown<'_>) -> Vec<(Sample, String)> {
    let occurring = occurring(export);
    let known = palette::FAMILIES.into_iter().map(Some).chain([None]);
    known
        .filter(|family| occurring.contains(family))
        .map(|family| {
            let words = family.map_or("other", row::family);
            (Sample::Line(plain(family)), words.to_owned())
        })
        .collect()
}

fn lines(export: &Shown<'_>) -> Vec<(Sample, String)> {
    let edges = &export.graph.edges;
    let mut items = Vec::new();
    let mut item = |look: Look, words: String| items.push((Sample::Line(look), words));
    let directions: BTreeSet<Direction> = edges.iter().map(|e| row::directed(export, e)).collect();
    if directions.contains(&Direction::Directed) {
        let look = Look {
            direction: Direction::Directed,
            ..plain(None)
        };
        item(look, "one acts on the other".to_owned());
    }
    if directions.contains(&Direction::Symmetric) {
        item(plain(None), "mutual".to_owned());
    }
    let most = edges.iter().max_by_key(|e| e.n_sources);
    let least = edges.iter().min_by_key(|e| e.n_sources);
    if let (Some(most), Some(least)) = (most, least)
        && most.n_sources > least.n_sources.max(1)
    {
        for edge in [least, most] {
            let look = Look {
                width: draw::line_width(edge),
                ..plain(None)
            };
            let n = edge.n_sources.max(1);
            let words = if n == 1 {
                "1 source".to_owned()
            } else {
                format!("{n} sources")
            };
            item(look, words);
        }
    }
    let standings: BTreeSet<Standing> = edges.iter().map(Standing::of).collect();
    for (standing, words) in [
        (Standing::Unrealised, "planned, asked for or feared"),
        (Standing::Denied, "denied"),
    ] {
        if standings.contains(&standing) {
            let look = Look {
                standing,
                direction: Direction::Directed,
                ..plain(None)
            };
            item(look, words.to_owned());
        }
    }
    items
}

fn kinds(export: &Shown<'_>) -> Vec<(Sample, String)> {
    let kinds: BTreeSet<ActorKind> = export.graph.nodes.iter().map(|n| n.kind).collect();
    kinds
        .into_iter()
        .map(|kind| (Sample::Shape(kind), palette::kind_label(kind).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn only_what_occurs_is_explained() {
        let sample = Fixture::small();
        let legend = Legend::of(&sample.shown(), 900.0);
        let words: Vec<_> = legend.items.iter().map(|i| i.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "diplomacy",
                "alignment",
                "cooperation",
                "force",
                "one acts on the other",
                "mutual",
                "1 source",
                "2 sources",
                "planned, asked for or feared",
                "denied",
                "state",
                "organisation",
            ]
        );
        let narrow = Legend::of(&sample.shown(), 300.0);
        assert!(narrow.height > legend.height);
    }
}
