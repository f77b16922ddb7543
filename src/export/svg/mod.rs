//! A diagram that explains itself: SVG for print and page.
//!
//! In: an [`Export`]. Out: one file with title, date range, figures by kind of actor, curves by family of
//! relation and width by evidence, a legend of what occurs, and notes. It holds no script and loads
//! nothing; it follows the reader's light or dark paper; pointing at a line shows how many statements
//! stand behind it and the first of them. Of a large graph the strongest part is shown, and that is said.

pub(super) mod about;
pub(super) mod draw;
mod label;
mod legend;
mod route;
mod scene;
mod shape;
mod strand;
pub(super) mod style;
pub(super) mod timeline;

use std::io::{self, Write};

use super::layout::Point;
use super::select::{self, LeftOut};
use super::source::Shown;
use super::xml::Xml;
use super::{Export, text};
use legend::Legend;
use scene::Scene;

/// What is left free around a picture.
pub(super) const MARGIN: f64 = 34.0;
/// Where a picture begins below its headings.
pub(super) const TOP: f64 = 104.0;
const MIN_WIDTH: f64 = 760.0;
/// How high a line of notes is.
pub(super) const NOTE: f64 = 19.0;

/// Writes the diagram.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = select::strongest(export.graph, export.options.diagram, export.focus)?;
    let left_out = LeftOut::between(export.graph, &graph);
    let shown = Shown::of(export, &graph);
    Sheet::set(&shown, left_out)?.draw(&shown, out)
}

/// The page: where the picture, the legend and the notes stand on it.
struct Sheet {
    scene: Scene,
    legend: Legend,
    notes: Vec<String>,
    width: f64,
    /// What is added to a place in the scene to get its place on the page.
    shift: Point,
    below: f64,
}

impl Sheet {
    fn set(export: &Shown<'_>, left_out: LeftOut) -> io::Result<Self> {
        let scene = Scene::compose(export)?;
        let size = scene.frame.half.times(2.0);
        let inner = size.x.max(MIN_WIDTH);
        let mut notes = about::notes(export, left_out);
        if !scene.is_named() {
            notes.insert(0, "Point at a line to read what relation it is.".to_owned());
        }
        let corner = Point::new(MARGIN + (inner - size.x) / 2.0, TOP);
        Ok(Self {
            shift: corner.minus(scene.frame.low()),
            legend: Legend::of(export, inner),
            notes,
            width: inner + 2.0 * MARGIN,
            below: TOP + size.y + 30.0,
            scene,
        })
    }

    fn draw(&self, export: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let notes = self.below + 16.0 + self.legend.height + 12.0;
        let height = notes + NOTE * self.notes.len() as f64 + MARGIN * 0.6;
        let (w, h) = (draw::number(self.width), draw::number(height));
        let mut xml = Xml::new(out)?;
        let css = style::sheet(&legend::occurring(export));
        open_page(&mut xml, export, [&w, &h], &css)?;
        self.scene(export, &mut xml)?;
        let rule = draw::number(self.below);
        let (left, right) = (draw::number(MARGIN), draw::number(self.width - MARGIN));
        let ends = [
            ("x1", left.as_str()),
            ("x2", &right),
            ("y1", &rule),
            ("y2", &rule),
        ];
        xml.empty("line", &[&[("class", "rule")], &ends[..]].concat())?;
        self.legend
            .draw(&mut xml, Point::new(MARGIN, self.below + 12.0))?;
        for (i, note) in self.notes.iter().enumerate() {
            let y = notes + NOTE * (i as f64 + 0.5);
            words(&mut xml, "quiet", Point::new(MARGIN, y), note)?;
        }
        xml.close()
    }

    /// Draws lines first, figures on them, and the names of relations on top.
    fn scene(&self, export: &Shown<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
        let shift = format!(
            "translate({} {})",
            draw::number(self.shift.x),
            draw::number(self.shift.y)
        );
        let quotes = about::Quotes::of(export)?;
        xml.open("g", &[("transform", &shift)])?;
        for (strand, curve) in self.scene.strands.iter().zip(&self.scene.curves) {
            let class = format!("edge {}", style::class(strand.look.family));
            xml.open("g", &[("class", &class)])?;
            xml.text("title", &[], &strand.tooltip(export, &quotes))?;
            draw::edge(xml, curve, strand.look)?;
            xml.close()?;
        }
        for (node, figure) in export.graph.nodes.iter().zip(&self.scene.figures) {
            xml.open("g", &[])?;
            let (name, root) = (text::clean(&node.name), text::clean(&node.root));
            let about = if name == root {
                name
            } else {
                format!("{name} ({root})")
            };
            xml.text("title", &[], &about)?;
            draw::figure(xml, figure, export.focus == Some(&node.id))?;
            xml.close()?;
        }
        for (strand, rect) in self.scene.strands.iter().zip(&self.scene.labels.rects) {
            draw::label(xml, *rect, &strand.name, strand.look.family)?;
        }
        xml.close()
    }
}

/// Opens a picture of this width and height: what it is called, its style, its paper and its headings.
pub(super) fn open_page(
    xml: &mut Xml<'_>,
    export: &Shown<'_>,
    [width, height]: [&str; 2],
    css: &str,
) -> io::Result<()> {
    let (title, subtitle) = (about::title(export), about::subtitle(export));
    let view = format!("0 0 {width} {height}");
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("width", width),
            ("height", height),
            ("role", "img"),
            ("aria-labelledby", "demarche-title demarche-about"),
        ],
    )?;
    xml.text("title", &[("id", "demarche-title")], &title)?;
    xml.text("desc", &[("id", "demarche-about")], &subtitle)?;
    xml.css(css)?;
    let paper = [("class", "paper"), ("width", width), ("height", height)];
    xml.empty("rect", &paper)?;
    words(xml, "title", Point::new(MARGIN, 48.0), &title)?;
    words(xml, "quiet", Point::new(MARGIN, 74.0), &subtitle)
}

/// Writes words with their first letter at a place.
pub(super) fn words(xml: &mut Xml<'_>, class: &str, at: Point, text: &str) -> io::Result<()> {
    let (x, y) = (draw::number(at.x), draw::number(at.y));
    xml.text("text", &[("class", class), ("x", &x), ("y", &y)], text)
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
    fn the_picture_holds_every_edge_with_its_words() {
        let sample = Fixture::small();
        let text = picture(&sample);
        assert_eq!(
            text.matches("<g class=\"edge ").count(),
            sample.graph.edges.len()
        );
        for words in [
            "Who stands where",
            ">planned: ",
            ">not: ",
            "1 actor and 0 relations",
            "prefers-color-scheme",
        ] {
            assert!(text.contains(words), "{words}");
        }
        assert!(!text.contains("href") && !text.contains("<script"));
        assert_eq!(text, picture(&sample));
    }

    #[test]
    fn of_very_many_relations_the_names_are_left_to_the_pointer() {
        let names: Vec<String> = (0..30).map(|i| format!("a{i:02}")).collect();
        let names = names.iter().map(|n| (n.as_str(), ActorKind::State));
        let mut sample = Fixture::new(&names.collect::<Vec<_>>());
        for source in 0..30 {
            for target in 0..source {
                sample.edge(source, "arms", target, &[]);
            }
        }
        sample.sort();
        let mut export = sample.export();
        export.options.diagram = select::Limits::none();
        let mut out = Vec::new();
        write(&export, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("<g class=\"edge ").count(), 435);
        assert!(!text.contains(">arms</text>") && text.contains("Point at a line"));
    }

    #[test]
    fn an_empty_graph_has_a_picture_too() {
        assert!(picture(&Fixture::new(&[])).contains("0 actors and 0 relations"));
    }

    #[test]
    fn an_actor_may_act_on_itself() {
        let mut sample = Fixture::small();
        sample.edge(2, "condemns", 2, &[]);
        sample.sort();
        assert!(picture(&sample).contains(">condemns</text>"));
    }
}
