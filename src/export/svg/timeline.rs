//! A timeline: a lane for each edge, a bar for each time that it held.
//!
//! In: an [`Export`] with dated edges. Out: one SVG file, years from left to right, the earliest lane on
//! top. A bar is as long as its dates allow (a year that is only known to the year is a whole year), has
//! no end where none is known, and is thin and dashed where nobody asserts it. An event is a dot.

use std::collections::BTreeSet;
use std::io::{self, Write};

use jiff::civil::Date;

use super::about::{self, Quotes};
use super::legend::{self, Legend};
use super::{MARGIN, NOTE, draw, style, words};
use crate::export::layout::Point;
use crate::export::row::{self, Standing};
use crate::export::select::LeftOut;
use crate::export::source::Shown;
use crate::export::xml::Xml;
use crate::export::{Export, text};
use crate::graph::{Edge, Graph};
use crate::time::Interval;

/// More lanes than this are no picture.
const MAX_LANES: usize = 80;
const LANE: f64 = 22.0;
const TOP: f64 = 128.0;
const LABEL: f64 = 12.5;
const MAX_LABEL: usize = 58;
const BAR: f64 = 9.0;
/// By how much other fonts may be wider.
const SLACK: f64 = 1.08;
const CHART: f64 = 760.0;
const MAX_TICKS: i16 = 12;

/// Writes the timeline.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let dated = export
        .graph
        .part(|edge| row::spells(edge).next().is_some())?;
    let shown = surest(&dated);
    let left_out = LeftOut::between(&dated, &shown);
    let export = Shown::of(export, &shown);
    Chart::set(&export).draw(&export, left_out, out)
}

/// Returns the edges with most evidence, as many as there are lanes.
fn surest(graph: &Graph) -> Graph {
    let mut order: Vec<usize> = (0..graph.edges.len()).collect();
    order.sort_by(|&a, &b| {
        let (a_edge, b_edge) = (&graph.edges[a], &graph.edges[b]);
        (b_edge.n_sources.cmp(&a_edge.n_sources))
            .then(b_edge.confidence.total_cmp(&a_edge.confidence))
            .then(a.cmp(&b))
    });
    let kept: BTreeSet<usize> = order.into_iter().take(MAX_LANES).collect();
    let mut idx = 0..;
    graph.subgraph(|_| idx.next().is_some_and(|idx| kept.contains(&idx)))
}

/// Where lanes and years stand.
struct Chart {
    /// The edges in the order of their lanes.
    lanes: Vec<usize>,
    labels: Vec<String>,
    left: f64,
    /// The first and the last year shown, in parts of years.
    span: (f64, f64),
}

impl Chart {
    fn set(export: &Shown<'_>) -> Self {
        let graph = export.graph;
        let mut lanes: Vec<usize> = (0..graph.edges.len()).collect();
        lanes.sort_by_key(|&idx| {
            let first = row::spells(&graph.edges[idx]).next();
            (first.map(|i| i.start.or(i.end)), idx)
        });
        let labels: Vec<String> = lanes
            .iter()
            .map(|&idx| label(export, &graph.edges[idx]))
            .collect();
        let widths = labels.iter().map(|label| text::width(label, LABEL));
        let spells = || graph.edges.iter().flat_map(row::spells);
        let starts = spells()
            .filter_map(|i| i.start.or(i.end))
            .map(|d| year_of(d.first_day()));
        let ends = spells()
            .filter_map(|i| i.end.or(i.start))
            .map(|d| year_of(d.last_day()));
        let seen = graph
            .edges
            .iter()
            .filter_map(|e| e.last_seen)
            .map(|d| year_of(d.last_day()));
        let first = starts.reduce(f64::min).unwrap_or(0.0);
        let last = ends.chain(seen).reduce(f64::max).unwrap_or(1.0);
        let pad = ((last - first) * 0.02).max(0.1);
        Self {
            lanes,
            left: MARGIN + widths.fold(0.0, f64::max) * SLACK + 14.0,
            labels,
            span: (first - pad, last + pad),
        }
    }

    fn x(&self, year: f64) -> f64 {
        self.left + CHART * (year - self.span.0) / (self.span.1 - self.span.0)
    }

    fn draw(&self, export: &Shown<'_>, left_out: LeftOut, out: &mut dyn Write) -> io::Result<()> {
        let bottom = TOP + LANE * self.lanes.len() as f64;
        let width = self.left + CHART + MARGIN;
        let legend = Legend::of_families(export, width - 2.0 * MARGIN);
        let notes = about::notes(export, left_out);
        let below = bottom + 30.0 + legend.height + 12.0;
        let height = below + NOTE * notes.len() as f64 + MARGIN * 0.6;
        let mut xml = Xml::new(out)?;
        let size = [width, height].map(draw::number);
        let css = style::sheet(&legend::occurring(export));
        super::open_page(&mut xml, export, [&size[0], &size[1]], &css)?;
        self.years(&mut xml, bottom)?;
        let quotes = Quotes::of(export)?;
        for (n, (&idx, label)) in self.lanes.iter().zip(&self.labels).enumerate() {
            let y = TOP + LANE * (n as f64 + 0.5);
            let edge = &export.graph.edges[idx];
            let family = export.relation(edge).map(|r| r.family);
            xml.open("g", &[("class", &format!("edge {}", style::class(family)))])?;
            xml.text("title", &[], &quotes.tooltip(export, edge))?;
            let (x, at) = (
                draw::number(self.left - 12.0),
                draw::number(y + LABEL * 0.35),
            );
            let style = format!("font-size:{LABEL}px;font-weight:400;text-anchor:end");
            let place = [("class", "title"), ("style", &style), ("x", &x), ("y", &at)];
            xml.text("text", &place, label)?;
            for spell in row::spells(edge) {
                self.bar(&mut xml, edge, spell, y)?;
            }
            xml.close()?;
        }
        legend.draw(&mut xml, Point::new(MARGIN, bottom + 26.0))?;
        for (i, note) in notes.iter().enumerate() {
            let at = Point::new(MARGIN, below + NOTE * (i as f64 + 0.5));
            words(&mut xml, "quiet", at, note)?;
        }
        xml.close()
    }

    /// Draws a rule and a number for years.
    fn years(&self, xml: &mut Xml<'_>, bottom: f64) -> io::Result<()> {
        for year in ticks(self.span) {
            let x = self.x(f64::from(year));
            let at = draw::number(x);
            let (top, end) = (draw::number(TOP - 8.0), draw::number(bottom));
            let ends = [("x1", at.as_str()), ("x2", &at), ("y1", &top), ("y2", &end)];
            xml.empty("line", &[&[("class", "rule")], &ends[..]].concat())?;
            let name = year.to_string();
            let left = x - text::width(&name, 13.0) / 2.0;
            words(xml, "quiet", Point::new(left, TOP - 14.0), &name)?;
        }
        Ok(())
    }

    fn bar(&self, xml: &mut Xml<'_>, edge: &Edge, spell: &Interval, y: f64) -> io::Result<()> {
        let (first, last) = (self.left, self.left + CHART);
        let start = spell
            .start
            .map_or(first, |d| self.x(year_of(d.first_day())));
        let end = spell
            .end
            .map_or(last, |d| self.x(year_of(d.last_day()) + 1.0 / 366.0));
        let is_asserted = Standing::of(edge) == Standing::Asserted;
        let middle = draw::number(y);
        if spell.start.is_some() && spell.end.is_some() && end - start < BAR {
            let center = draw::number((start + end) / 2.0);
            let class = if is_asserted {
                "tip full"
            } else {
                "tip hollow"
            };
            let radius = draw::number(BAR / 2.0);
            return xml.empty(
                "circle",
                &[
                    ("class", class),
                    ("cx", &center),
                    ("cy", &middle),
                    ("r", &radius),
                ],
            );
        }
        let path = format!("M{} {middle}H{}", draw::number(start), draw::number(end));
        let width = draw::number(if is_asserted { BAR } else { 2.5 });
        let mut attributes = vec![("class", "line"), ("d", &path), ("stroke-width", &width)];
        let dashes = "6 4".to_owned();
        if !is_asserted {
            attributes.push(("stroke-dasharray", &dashes));
        }
        xml.empty("path", &attributes)?;
        // An open end points on.
        for (x, step, is_open) in [
            (start, -7.0, spell.start.is_none()),
            (end, 7.0, spell.end.is_none()),
        ] {
            if is_open {
                let [tip, low, high] = [y, y + BAR * 0.8, y - BAR * 0.8].map(draw::number);
                let (at, on) = (draw::number(x), draw::number(x + step));
                let path = format!("M{at} {low}L{on} {tip}L{at} {high}Z");
                xml.empty("path", &[("class", "tip full"), ("d", &path)])?;
            }
        }
        Ok(())
    }
}

fn label(export: &Shown<'_>, edge: &Edge) -> String {
    let nodes = &export.graph.nodes;
    let name = |idx: usize| text::clean(&nodes[idx].name);
    let mark = if edge.contradicted { " !" } else { "" };
    let words = format!(
        "{} {} {}{mark}",
        name(edge.source),
        text::clean(&row::edge_label(edge)),
        name(edge.target)
    );
    text::shorten(&words, MAX_LABEL)
}

/// Returns a day as a year and the part of it that has passed.
fn year_of(day: Date) -> f64 {
    let passed = f64::from(day.day_of_year() - 1) / f64::from(day.days_in_year());
    f64::from(day.year()) + passed
}

/// Returns the years to be named: not too many, and round ones where there are many.
fn ticks((first, last): (f64, f64)) -> impl Iterator<Item = i16> {
    let (first, last) = (first.ceil() as i16, last.floor() as i16);
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let fits = |step: &i16| (last - first) / step < MAX_TICKS;
    let step = steps.into_iter().find(fits).unwrap_or(1000);
    (first..=last).filter(move |year| year % step == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn drawn(fixture: &Fixture) -> String {
        let mut out = Vec::new();
        write(&fixture.export(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_lane_has_a_bar_for_each_time_and_an_event_is_a_dot() {
        let svg = drawn(&Fixture::small());
        assert_eq!(svg.matches(" arms Syria</text>").count(), 1, "{svg}");
        let n_bars = svg.matches("stroke-width=\"9\"").count();
        assert_eq!(n_bars, 2, "{svg}");
        assert_eq!(svg.matches("<circle").count(), 1, "{svg}");
        assert!(
            svg.contains(">1970</text>") && svg.contains(">2020</text>"),
            "{svg}"
        );
        assert!(!svg.contains("supports"), "what has no date has no lane");
    }

    #[test]
    fn nothing_dated_is_an_empty_picture() {
        let mut fixture = Fixture::small();
        fixture.graph.edges.clear();
        assert!(drawn(&fixture).ends_with("</svg>\n"));
    }

    #[test]
    fn years_are_round_and_few() {
        assert_eq!(
            ticks((1999.5, 2003.1)).collect::<Vec<_>>(),
            [2000, 2001, 2002, 2003]
        );
        assert_eq!(
            ticks((1948.0, 2024.9)).collect::<Vec<_>>(),
            [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]
        );
        assert!(ticks((-0.1, 1.1)).count() < 3);
    }
}
