//! A cell of the heat map: all that one actor does to another.
//!
//! In: a graph. Out: a [`Cell`] for each two actors with something between them, how it is drawn, and the
//! legend of it.

use std::collections::BTreeMap;
use std::io;

use super::SIDE;
use crate::export::layout::Point;
use crate::export::row::{self, Standing};
use crate::export::source::Shown;
use crate::export::svg::{self, draw};
use crate::export::text;
use crate::export::xml::Xml;
use crate::ontology::{Direction, Polarity};

/// Fills from faint to deep, on light and on dark paper.
const FRIENDLY: [[&str; 4]; 2] = [
    ["#d3e5f4", "#94c2e2", "#4a97c9", "#1a659f"],
    ["#183850", "#1f5d8c", "#3d8fcc", "#8cc8f5"],
];
const HOSTILE: [[&str; 4]; 2] = [
    ["#fbdfcb", "#f4b083", "#dd7539", "#a8430f"],
    ["#46270f", "#86430f", "#cc6a24", "#f7a566"],
];
/// Fills of cells that are both or neither.
const MIXED: [&str; 2] = ["#a594c4", "#7d6ba6"];
const NEUTRAL: [&str; 2] = ["#dcdfe3", "#3a4149"];

/// The fewest sources of each depth.
const DEPTHS: [usize; 4] = [1, 2, 4, 8];

/// What one actor does to another.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    friendly: usize,
    hostile: usize,
    neutral: usize,
    relations: Vec<String>,
}

/// Returns the cells by who acts and who is acted on; mutual relations are in both.
pub(super) fn cells(export: &Shown<'_>) -> BTreeMap<[usize; 2], Cell> {
    let mut cells: BTreeMap<[usize; 2], Cell> = BTreeMap::new();
    for edge in &export.graph.edges {
        if Standing::of(edge) != Standing::Asserted || edge.source == edge.target {
            continue;
        }
        let mut places = vec![[edge.source, edge.target]];
        if row::directed(export, edge) == Direction::Symmetric {
            places.push([edge.target, edge.source]);
        }
        for place in places {
            let cell = cells.entry(place).or_default();
            let n_sources = row::weight(edge);
            match export.relation(edge).map(|r| r.polarity) {
                Some(Polarity::Positive) => cell.friendly += n_sources,
                Some(Polarity::Negative) => cell.hostile += n_sources,
                _ => cell.neutral += n_sources,
            }
            cell.relations.push(text::clean(&row::edge_label(edge)));
        }
    }
    cells
}

impl Cell {
    /// Returns how friendly it is: above 0 friendly, below hostile.
    pub(super) fn balance(&self) -> f64 {
        self.friendly as f64 - self.hostile as f64
    }

    /// Returns its class and its sign.
    fn look(&self) -> (String, &'static str) {
        let (friendly, hostile) = (self.friendly, self.hostile);
        // Where a third or more speaks for the other side, it is both.
        if friendly.min(hostile) * 3 > friendly + hostile {
            ("both".to_owned(), "±")
        } else if friendly + hostile == 0 {
            ("neither".to_owned(), "·")
        } else {
            let (side, sign) = if friendly > hostile {
                ("friendly", "+")
            } else {
                ("hostile", "−")
            };
            let depth = depth(friendly.max(hostile));
            (format!("{side} d{depth}"), sign)
        }
    }

    /// Draws the cell with its corner at a place.
    pub(super) fn draw(&self, xml: &mut Xml<'_>, at: Point, names: &[&str; 2]) -> io::Result<()> {
        let (class, sign) = self.look();
        let relations = self.relations.join(", ");
        let about = format!("{} → {}: {relations}", names[0], names[1]);
        square(xml, at, &class, sign, Some(&about))
    }
}

fn depth(n_sources: usize) -> usize {
    DEPTHS
        .iter()
        .filter(|least| **least <= n_sources)
        .count()
        .max(1)
        - 1
}

fn square(
    xml: &mut Xml<'_>,
    at: Point,
    class: &str,
    sign: &str,
    about: Option<&str>,
) -> io::Result<()> {
    xml.open("g", &[("class", &format!("cell {class}"))])?;
    if let Some(about) = about {
        xml.text("title", &[], about)?;
    }
    let [x, y, side] = [at.x, at.y, SIDE].map(draw::number);
    xml.empty(
        "rect",
        &[("x", &*x), ("y", &y), ("width", &side), ("height", &side)],
    )?;
    let middle = at.plus(Point::new(SIDE * 0.5, SIDE * 0.5 + 5.0));
    svg::words(xml, "sign", middle, sign)?;
    xml.close()
}

/// Draws the legend with its corner at a place.
pub(super) fn legend(xml: &mut Xml<'_>, corner: Point) -> io::Result<()> {
    let mut left = corner;
    let counts: Vec<_> = (0..DEPTHS.len()).map(count).collect();
    let mut row = |xml: &mut Xml<'_>, head: &str, squares: Vec<(String, &str, String)>| {
        svg::words(xml, "quiet head", left.plus(Point::new(0.0, 17.0)), head)?;
        left.x += text::width(head, 13.0) + 18.0;
        for (class, sign, words) in squares {
            square(xml, left, &class, sign, None)?;
            let at = left.plus(Point::new(SIDE + 6.0, 17.0));
            svg::words(xml, "quiet", at, &words)?;
            left.x += SIDE + 6.0 + text::width(&words, 13.0) + 14.0;
        }
        left.x += 14.0;
        io::Result::Ok(())
    };
    let side = |side: &str, sign| {
        let squares = counts.iter().enumerate();
        squares
            .map(|(i, words)| (format!("{side} d{i}"), sign, words.clone()))
            .collect()
    };
    row(xml, "friendly", side("friendly", "+"))?;
    row(xml, "hostile", side("hostile", "−"))?;
    let others = vec![
        ("both".to_owned(), "±", "both".to_owned()),
        ("neither".to_owned(), "·", "neither".to_owned()),
    ];
    row(xml, "", others)?;
    let words = "The actor of the row acts on the actor of the column; numbers are independent sources; frames are blocs.";
    svg::words(
        xml,
        "quiet",
        corner.plus(Point::new(0.0, SIDE + 20.0)),
        words,
    )
}

/// Returns the sources of a depth in words: `2–3`.
fn count(depth: usize) -> String {
    let least = DEPTHS[depth];
    match DEPTHS.get(depth + 1).map(|next| next - 1) {
        None => format!("{least}+"),
        Some(most) if most == least => least.to_string(),
        Some(most) => format!("{least}–{most}"),
    }
}

/// Returns the style of the cells, for light and dark paper.
pub(super) fn sheet() -> String {
    let fills = |paper: usize| {
        let mut css = String::new();
        for (side, fills) in [("friendly", FRIENDLY[paper]), ("hostile", HOSTILE[paper])] {
            for (i, fill) in fills.iter().enumerate() {
                css += &format!(".{side}.d{i} rect{{fill:{fill}}}");
            }
        }
        let (both, neither) = (MIXED[paper], NEUTRAL[paper]);
        let (dark, light) = ("#16191d", "#ffffff");
        // On light paper the deep fills are dark, on dark paper the faint ones.
        let signs = [(dark, light), (light, dark)][paper];
        css + &format!(
            ".both rect{{fill:{both}}}.neither rect{{fill:{neither}}}.actor{{fill:{0}}}.bloc{{stroke:{0}}}\
             .sign{{fill:{0}}}.d3 .sign{{fill:{1}}}\n",
            signs.0, signs.1
        )
    };
    format!(
        ".actor{{font-size:12px}}.row{{text-anchor:end}}.sign{{font-size:14px;text-anchor:middle}}\
         .bloc{{fill:none;stroke-width:1.6}}\n{}@media (prefers-color-scheme:dark){{\n{}}}\n",
        fills(0),
        fills(1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_says_what_the_colour_says() {
        let cell = |friendly, hostile, neutral| Cell {
            friendly,
            hostile,
            neutral,
            relations: Vec::new(),
        };
        assert_eq!(cell(3, 1, 0).look(), ("friendly d1".to_owned(), "+"));
        assert_eq!(cell(0, 9, 0).look(), ("hostile d3".to_owned(), "−"));
        assert_eq!(cell(2, 2, 5).look(), ("both".to_owned(), "±"));
        assert_eq!(cell(0, 0, 5).look(), ("neither".to_owned(), "·"));
        assert_eq!(
            DEPTHS.iter().map(|n| depth(*n)).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
    }
}
