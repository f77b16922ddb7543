//! A heat map: who is friendly or hostile to whom, with blocs side by side.
//!
//! In: an [`Export`]. Out: SVG. A row acts, a column is acted on; blue is friendly, orange hostile, deeper
//! with more independent sources, and a sign says the same without colour. Frames stand around blocs.
//! Pointing at a cell tells its relations. Of a large graph the strongest actors are shown, and that is said.

mod bloc;
mod cell;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::layout::Point;
use super::select::{self, LeftOut, Limits};
use super::source::Shown;
use super::svg::{self, MARGIN, NOTE, TOP, about, draw, style};
use super::xml::Xml;
use super::{Export, text};
use cell::Cell;

/// The side of a cell.
const SIDE: f64 = 24.0;
const FONT: f64 = 12.0;
/// More actors than this nobody reads.
const MAX_ACTORS: usize = 120;
const MIN_WIDTH: f64 = 880.0;
const LEGEND: f64 = 62.0;

/// Writes the heat map.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let limits = Limits {
        nodes: export.options.diagram.nodes.min(MAX_ACTORS),
        ..Limits::none()
    };
    let graph = select::strongest(export.graph, limits, export.focus)?;
    let left_out = LeftOut::between(export.graph, &graph);
    let shown = Shown::of(export, &graph);
    Matrix::of(&shown).draw(&shown, &about::notes(&shown, left_out), out)
}

/// Actors in their order, and what is between each two of them.
struct Matrix {
    /// Names, in the order of rows and columns.
    names: Vec<String>,
    /// By row and column.
    cells: BTreeMap<[usize; 2], Cell>,
    /// How many actors each bloc has, in order.
    blocs: Vec<usize>,
}

impl Matrix {
    fn of(export: &Shown<'_>) -> Self {
        let n = export.graph.nodes.len();
        let cells = cell::cells(export);
        let mut friendliness = vec![vec![0.0; n]; n];
        for ([a, b], cell) in &cells {
            friendliness[*a][*b] += cell.balance();
            friendliness[*b][*a] += cell.balance();
        }
        let blocs = bloc::blocs(&friendliness);
        let order: Vec<usize> = blocs.concat();
        let mut place = vec![0; n];
        for (i, &node) in order.iter().enumerate() {
            place[node] = i;
        }
        let name = |&node: &usize| text::shorten(&text::clean(&export.graph.nodes[node].name), 30);
        let cells = cells.into_iter();
        Self {
            names: order.iter().map(name).collect(),
            cells: cells
                .map(|([a, b], cell)| ([place[a], place[b]], cell))
                .collect(),
            blocs: blocs.iter().map(Vec::len).collect(),
        }
    }

    fn draw(&self, export: &Shown<'_>, notes: &[String], out: &mut dyn Write) -> io::Result<()> {
        let widths = self.names.iter().map(|name| text::width(name, FONT));
        let label = widths.fold(0.0, f64::max) + 10.0;
        // Names of columns lean, so that they may be close.
        let corner = Point::new(MARGIN + label, TOP + label * 0.87 + 6.0);
        let side = SIDE * self.names.len() as f64;
        let lean = label * 0.5;
        let width = (corner.x + side + lean.max(MARGIN) + 8.0).max(MIN_WIDTH);
        let below = corner.y + side + 26.0;
        let height = below + LEGEND + NOTE * notes.len() as f64 + MARGIN * 0.6;
        let mut xml = Xml::new(out)?;
        let css = style::sheet(&Default::default()) + &cell::sheet();
        let size = [draw::number(width), draw::number(height)];
        svg::open_page(&mut xml, export, [&size[0], &size[1]], &css)?;
        self.names(&mut xml, corner)?;
        for ([row, column], cell) in &self.cells {
            let at = corner.plus(Point::new(*column as f64, *row as f64).times(SIDE));
            cell.draw(&mut xml, at, &[&self.names[*row], &self.names[*column]])?;
        }
        self.grid(&mut xml, corner)?;
        cell::legend(&mut xml, Point::new(MARGIN, below))?;
        for (i, note) in notes.iter().enumerate() {
            let y = below + LEGEND + NOTE * (i as f64 + 0.5);
            svg::words(&mut xml, "quiet", Point::new(MARGIN, y), note)?;
        }
        xml.close()
    }

    fn names(&self, xml: &mut Xml<'_>, corner: Point) -> io::Result<()> {
        for (i, name) in self.names.iter().enumerate() {
            let middle = SIDE * (i as f64 + 0.5);
            let row = corner.plus(Point::new(-8.0, middle + FONT * 0.35));
            svg::words(xml, "actor row", row, name)?;
            let column = corner.plus(Point::new(middle + FONT * 0.3, -8.0));
            let [x, y] = [column.x, column.y].map(draw::number);
            let turn = format!("translate({x} {y}) rotate(-60)");
            xml.text("text", &[("class", "actor"), ("transform", &turn)], name)?;
        }
        Ok(())
    }

    /// Draws thin lines between actors, and frames around blocs.
    fn grid(&self, xml: &mut Xml<'_>, corner: Point) -> io::Result<()> {
        let n = self.names.len();
        let end = corner.plus(Point::new(SIDE, SIDE).times(n as f64));
        for i in 0..=n {
            let at = corner.plus(Point::new(SIDE, SIDE).times(i as f64));
            line(xml, Point::new(corner.x, at.y), Point::new(end.x, at.y))?;
            line(xml, Point::new(at.x, corner.y), Point::new(at.x, end.y))?;
        }
        let mut first = 0;
        for &size in &self.blocs {
            let at = corner.plus(Point::new(SIDE, SIDE).times(first as f64));
            first += size;
            if size > 1 {
                let side = draw::number(SIDE * size as f64);
                let [x, y] = [at.x, at.y].map(draw::number);
                let frame = [
                    ("class", "bloc"),
                    ("x", &*x),
                    ("y", &y),
                    ("width", &side),
                    ("height", &side),
                ];
                xml.empty("rect", &frame)?;
            }
        }
        Ok(())
    }
}

fn line(xml: &mut Xml<'_>, from: Point, to: Point) -> io::Result<()> {
    let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(draw::number);
    let ends = [
        ("class", "rule"),
        ("x1", &*x1),
        ("y1", &y1),
        ("x2", &x2),
        ("y2", &y2),
    ];
    xml.empty("line", &ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;
    use crate::ontology::ActorKind;

    fn picture(sample: &Fixture) -> String {
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn friends_share_a_frame_and_cells_tell_their_relations() {
        let names = ["A", "B", "C"].map(|name| (name, ActorKind::State));
        let mut sample = Fixture::new(&names);
        sample.edge(0, "supports", 2, &[]);
        sample.edge(1, "attacks", 2, &[]);
        sample.sort();
        let text = picture(&sample);
        assert_eq!(text.matches("class=\"bloc\"").count(), 1);
        let friendly = text.find("<title>A → C: supports</title>");
        let hostile = text.find("<title>B → C: attacks</title>");
        assert!(friendly.is_some() && hostile.is_some(), "{text}");
        assert!(text.contains("prefers-color-scheme"), "{text}");
        assert_eq!(text, picture(&sample));
    }

    #[test]
    fn a_mutual_relation_fills_both_cells_and_nothing_has_a_picture_too() {
        let mut sample = Fixture::small();
        sample
            .graph
            .edges
            .retain(|edge| edge.relation.as_str() == "meets");
        assert_eq!(picture(&sample).matches(" → ").count(), 2);
        assert!(picture(&Fixture::new(&[])).contains("0 actors"));
    }
}
