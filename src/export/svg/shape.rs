//! Actors as shapes: a state is a pill, an organisation a hexagon, a group has cut corners, and so on.
//!
//! In: a node and its weight in the picture. Out: a [`Figure`]: lines of text, a box, an outline.

use crate::export::layout::{Point, Rect};
use crate::export::text;
use crate::graph::Node;
use crate::ontology::ActorKind;

/// A node, ready to be placed and drawn.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) kind: ActorKind,
    pub(crate) lines: Vec<String>,
    pub(crate) font: f64,
    pub(crate) rect: Rect,
}

/// The height of a line of text, as a multiple of the font size.
pub(crate) const LEADING: f64 = 1.18;
const MAX_LINE: f64 = 132.0;
const MAX_NAME: usize = 60;

impl Figure {
    /// Returns the figure of a node at the origin; `prominence` lies in 0..=1.
    pub(crate) fn new(node: &Node, prominence: f64) -> Self {
        let font = 13.0 + 4.0 * prominence;
        let name = text::shorten(&text::clean(&node.name), MAX_NAME);
        let mut lines = text::wrap(&name, font, MAX_LINE);
        if lines.len() > 3 {
            lines.truncate(3);
            lines[2].push('…');
        }
        let widest = lines
            .iter()
            .map(|line| text::width(line, font) * text::BOLD)
            .fold(14.0, f64::max);
        let height = lines.len() as f64 * font * LEADING;
        let (x, y) = match node.kind {
            ActorKind::State | ActorKind::Collective => (13.0, 6.0),
            ActorKind::Organisation | ActorKind::People => (17.0, 6.0),
            ActorKind::Person => (18.0, 9.0),
            ActorKind::Place => (14.0, 8.0),
            ActorKind::Group | ActorKind::Organ => (12.0, 7.0),
        };
        let half = Point::new(widest / 2.0 + x, height / 2.0 + y);
        Self {
            kind: node.kind,
            lines,
            font,
            rect: Rect::new(Point::default(), half),
        }
    }

    /// Returns whether a point lies inside the outline, grown by `margin`.
    pub(crate) fn contains(&self, point: Point, margin: f64) -> bool {
        let rect = self.rect.grown(margin);
        if !rect.contains(point) {
            return false;
        }
        let away = point.minus(rect.center);
        if self.kind == ActorKind::Person {
            let (x, y) = (away.x / rect.half.x, away.y / rect.half.y);
            return x * x + y * y < 1.0;
        }
        let corners = outline(self.kind, rect);
        (0..corners.len()).all(|i| {
            let (a, b) = (corners[i], corners[(i + 1) % corners.len()]);
            b.minus(a).cross(point.minus(a)) >= 0.0
        })
    }
}

/// Returns the corners of an outline, clockwise on screen; round corners are cut here and drawn round.
pub(crate) fn outline(kind: ActorKind, rect: Rect) -> Vec<Point> {
    let (x, y) = (rect.half.x, rect.half.y);
    let cut = match kind {
        ActorKind::State | ActorKind::Collective => 0.29 * corner(kind, rect),
        ActorKind::Group => 7.0_f64.min(y),
        _ => 0.0,
    };
    let corners: Vec<(f64, f64)> = match kind {
        ActorKind::Organisation => {
            let tip = (0.8 * y).min(13.0);
            vec![
                (tip - x, -y),
                (x - tip, -y),
                (x, 0.0),
                (x - tip, y),
                (tip - x, y),
                (-x, 0.0),
            ]
        }
        ActorKind::People => {
            let slant = 10.0_f64.min(x);
            vec![(slant - x, -y), (x, -y), (x - slant, y), (-x, y)]
        }
        ActorKind::Place => {
            let tip = 10.0_f64.min(x);
            vec![(-x, -y), (x - tip, -y), (x, 0.0), (x - tip, y), (-x, y)]
        }
        _ if cut > 0.0 => vec![
            (cut - x, -y),
            (x - cut, -y),
            (x, cut - y),
            (x, y - cut),
            (x - cut, y),
            (cut - x, y),
            (-x, y - cut),
            (-x, cut - y),
        ],
        _ => vec![(-x, -y), (x, -y), (x, y), (-x, y)],
    };
    corners
        .into_iter()
        .map(|(x, y)| rect.center.plus(Point::new(x, y)))
        .collect()
}

/// Returns the radius of the corners of a kind drawn with round ones.
pub(crate) fn corner(kind: ActorKind, rect: Rect) -> f64 {
    match kind {
        ActorKind::State | ActorKind::Collective => rect.half.y.min(16.0),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::ActorId;

    fn figure(name: &str, kind: ActorKind) -> Figure {
        let node = Node {
            id: ActorId::from_name(name),
            name: name.into(),
            kind,
            root: name.into(),
        };
        Figure::new(&node, 0.5)
    }

    #[test]
    fn every_outline_holds_its_centre_and_not_its_box_corner() {
        for kind in [
            ActorKind::State,
            ActorKind::Organisation,
            ActorKind::Group,
            ActorKind::Person,
            ActorKind::People,
            ActorKind::Collective,
            ActorKind::Place,
        ] {
            let figure = figure("United Nations", kind);
            assert!(figure.contains(figure.rect.center, 0.0), "{kind:?}");
            let top_left = figure.rect.low().plus(Point::new(0.5, 0.5));
            let bottom_right = figure.rect.high().minus(Point::new(0.5, 0.5));
            assert!(
                !figure.contains(top_left, 0.0) || !figure.contains(bottom_right, 0.0),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn long_and_empty_names_have_a_box() {
        assert!(figure(&"word ".repeat(50), ActorKind::Group).lines.len() <= 3);
        assert!(figure("", ActorKind::State).rect.half.x > 10.0);
    }
}
