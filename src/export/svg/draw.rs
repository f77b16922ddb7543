//! Figures, curves and labels as elements of SVG.
//!
//! In: things in their places. Out: elements; their colours come from the style sheet by class.

use std::io;

use super::label;
use super::route::Curve;
use super::shape::{self, Figure, LEADING};
use super::style;
use crate::export::layout::{Point, Rect};
use crate::export::palette::{self, Line};
use crate::export::row::Standing;
use crate::export::xml::Xml;
use crate::graph::Edge;
use crate::ontology::{ActorKind, Direction, Family};

/// How an edge is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) family: Option<Family>,
    pub(crate) direction: Direction,
    pub(crate) standing: Standing,
    pub(crate) width: f64,
}

/// Returns how wide the line of an edge is: wider with every independent source, slower and slower, and
/// a little with confidence.
pub(crate) fn line_width(edge: &Edge) -> f64 {
    let sources = (edge.n_sources.max(1) as f64).sqrt() - 1.0;
    (0.9 + 0.7 * edge.confidence.clamp(0.0, 1.0) + 1.25 * sources).min(7.0)
}

/// Returns a number with one decimal, without an idle zero.
pub(crate) fn number(x: f64) -> String {
    let text = format!("{x:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

fn pair(p: Point) -> String {
    format!("{} {}", number(p.x), number(p.y))
}

/// Draws the line of an edge and its tip.
pub(crate) fn edge(xml: &mut Xml<'_>, curve: &Curve, look: Look) -> io::Result<()> {
    let samples: Vec<Point> = curve.samples().collect();
    let length: f64 = samples.windows(2).map(|w| w[1].minus(w[0]).length()).sum();
    let tip_length = (6.5 + 1.5 * look.width).min(0.45 * length);
    let has_tip = look.direction == Direction::Directed && length > 1.0;
    let neck = if has_tip {
        1.0 - tip_length / length
    } else {
        1.0
    };
    line(xml, &curve.between(0.0, neck), look)?;
    if has_tip {
        tip(xml, curve.at(neck), curve.points[3], look)?;
    }
    Ok(())
}

fn line(xml: &mut Xml<'_>, curve: &Curve, look: Look) -> io::Result<()> {
    let [a, b, c, d] = curve.points.map(pair);
    let path = format!("M{a}C{b} {c} {d}");
    let w = look.width;
    let dashed = look.standing != Standing::Asserted;
    let style = palette::line(look.family);
    let (width, dashes) = match style {
        _ if dashed => (w, Some("7 5".to_owned())),
        Line::Solid => (w, None),
        Line::Double => (w + 2.6, None),
        Line::Dotted => (w + 0.5, Some(format!("0.1 {}", number(2.1 * w + 1.6)))),
        Line::DashDot => (w, Some("10 4 1.5 4".to_owned())),
    };
    let width = number(width);
    let mut attributes = vec![("class", "line"), ("d", &path), ("stroke-width", &width)];
    if let Some(dashes) = &dashes {
        attributes.push(("stroke-dasharray", dashes));
    }
    if style == Line::Dotted && !dashed {
        attributes.push(("stroke-linecap", "round"));
    }
    xml.empty("path", &attributes)?;
    if style == Line::Double && !dashed {
        let core = number((0.4 * w + 1.0).min(2.4));
        xml.empty(
            "path",
            &[("class", "core"), ("d", &path), ("stroke-width", &core)],
        )?;
    }
    Ok(())
}

/// Draws an arrow tip: full for what is so, hollow for what is planned or denied.
fn tip(xml: &mut Xml<'_>, neck: Point, point: Point, look: Look) -> io::Result<()> {
    let side = point
        .minus(neck)
        .unit()
        .normal()
        .times(2.6 + 0.8 * look.width);
    let path = format!(
        "M{}L{}L{}Z",
        pair(point),
        pair(neck.plus(side)),
        pair(neck.minus(side))
    );
    let class = match look.standing {
        Standing::Asserted => "tip full",
        _ => "tip hollow",
    };
    xml.empty("path", &[("class", class), ("d", &path)])
}

/// Draws the outline and the name of a figure; the actor whom the picture is about has a frame.
pub(crate) fn figure(xml: &mut Xml<'_>, figure: &Figure, is_focus: bool) -> io::Result<()> {
    if is_focus {
        let frame = figure.rect.grown(5.0);
        let radius = number(shape::corner(figure.kind, frame).max(4.0));
        let numbers = [frame.low(), frame.half.times(2.0)].map(|p| [p.x, p.y].map(number));
        let [[x, y], [width, height]] = &numbers;
        let attributes = [
            ("class", "focus"),
            ("x", x),
            ("y", y),
            ("width", width),
            ("height", height),
            ("rx", &radius),
        ];
        xml.empty("rect", &attributes)?;
    }
    outline(xml, figure.kind, figure.rect)?;
    let rect = figure.rect;
    let step = figure.font * LEADING;
    let top = rect.center.y - step * (figure.lines.len() as f64 - 1.0) / 2.0;
    let class = format!("name {}", figure.kind.as_str());
    let size = number(figure.font);
    for (i, line) in figure.lines.iter().enumerate() {
        // Letters sit on their baseline: a third of their size under the middle.
        let y = top + step * i as f64 + figure.font * 0.35;
        let (x, y) = (number(rect.center.x), number(y));
        let attributes = [
            ("class", class.as_str()),
            ("x", &x),
            ("y", &y),
            ("font-size", &size),
        ];
        xml.text("text", &attributes, line)?;
    }
    Ok(())
}

/// Draws the outline of a kind of actor.
pub(crate) fn outline(xml: &mut Xml<'_>, kind: ActorKind, rect: Rect) -> io::Result<()> {
    let class = format!("figure {}", kind.as_str());
    let (center, half) = (rect.center, rect.half);
    let [cx, cy, rx, ry] = [center.x, center.y, half.x, half.y].map(number);
    if kind == ActorKind::Person {
        let attributes = [
            ("class", class.as_str()),
            ("cx", &cx),
            ("cy", &cy),
            ("rx", &rx),
            ("ry", &ry),
        ];
        return xml.empty("ellipse", &attributes);
    }
    let radius = shape::corner(kind, rect);
    if radius > 0.0 {
        let low = rect.low();
        let numbers = [low.x, low.y, 2.0 * half.x, 2.0 * half.y, radius].map(number);
        let [x, y, width, height, r] = &numbers;
        let attributes = [
            ("class", class.as_str()),
            ("x", x),
            ("y", y),
            ("width", width),
            ("height", height),
            ("rx", r),
        ];
        return xml.empty("rect", &attributes);
    }
    let corners: Vec<_> = shape::outline(kind, rect).into_iter().map(pair).collect();
    let points = corners.join(" ");
    xml.empty("polygon", &[("class", &class), ("points", &points)])
}

/// Draws the name of a relation.
pub(crate) fn label(
    xml: &mut Xml<'_>,
    rect: Rect,
    name: &str,
    family: Option<Family>,
) -> io::Result<()> {
    let class = format!("label {}", style::class(family));
    let (x, y) = (
        number(rect.center.x),
        number(rect.center.y + label::FONT * 0.35),
    );
    xml.text("text", &[("class", &class), ("x", &x), ("y", &y)], name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(-0.04), "0");
        assert_eq!(number(2.0), "2");
        assert_eq!(number(2.25), "2.2");
    }
}
