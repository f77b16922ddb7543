//! Colours and line styles by family, and shapes by kind, one list for every picture.
//!
//! In: a family or a kind. Out: its look. The colours are told apart by readers with each common kind of
//! colour blindness, and never stand alone: each family has its own line as well.

use crate::ontology::{ActorKind, Family};

/// A colour, on light and on dark paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    pub(crate) light: [u8; 3],
    pub(crate) dark: [u8; 3],
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// One stroke.
    Solid,
    /// Two thin strokes side by side.
    Double,
    /// Round dots.
    Dotted,
    /// Dash, dot.
    DashDot,
}

/// Returns the colour of a family; grey for a relation that the ontology does not know.
pub(crate) fn ink(family: Option<Family>) -> Ink {
    let (light, dark) = match family {
        Some(Family::Diplomacy) => ([0x26, 0x36, 0x9c], [0x6f, 0x8b, 0xff]),
        Some(Family::Alignment) => ([0x12, 0x57, 0x1f], [0x52, 0xe8, 0x90]),
        Some(Family::Cooperation) => ([0x1f, 0x84, 0xb4], [0x86, 0xcc, 0xff]),
        Some(Family::Contention) => ([0x94, 0x6c, 0x00], [0xff, 0xd9, 0x4a]),
        Some(Family::Coercion) => ([0xa3, 0x2f, 0xd6], [0xea, 0x4f, 0xb8]),
        Some(Family::Force) => ([0xcb, 0x4a, 0x44], [0xff, 0x5f, 0x45]),
        Some(Family::Affiliation) | None => ([0x4a, 0x4c, 0x50], [0xd5, 0xdd, 0xe0]),
    };
    Ink { light, dark }
}

/// Returns the line of a family.
pub(crate) fn line(family: Option<Family>) -> Line {
    match family {
        Some(Family::Alignment) => Line::Double,
        Some(Family::Contention) => Line::Dotted,
        Some(Family::Coercion) => Line::DashDot,
        _ => Line::Solid,
    }
}

/// Returns a colour as `#rrggbb`.
pub(crate) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Returns the fill of a node of a kind on light paper, for formats that colour nodes.
pub(crate) fn fill(kind: ActorKind) -> [u8; 3] {
    match kind {
        ActorKind::State => [0x4c, 0x6a, 0x92],
        ActorKind::Organisation => [0x3d, 0x8b, 0x7d],
        ActorKind::Group => [0xa8, 0x5c, 0x4a],
        ActorKind::Person => [0x8a, 0x74, 0xa8],
        ActorKind::Organ => [0x7b, 0x93, 0xb5],
        ActorKind::People => [0xb0, 0x96, 0x5a],
        ActorKind::Collective => [0x6f, 0x6f, 0x6f],
        ActorKind::Place => [0x9a, 0xa0, 0x6a],
    }
}
/// The families in the order of a legend.
pub(crate) const FAMILIES: [Family; 7] = [
    Family::Diplomacy,
    Family::Alignment,
    Family::Cooperation,
    Family::Contention,
    Family::Coercion,
    Family::Force,
    Family::Affiliation,
];

/// Returns the name of a kind as a legend says it.
pub(crate) fn kind_label(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "state",
        ActorKind::Organisation => "organisation",
        ActorKind::Group => "group or party",
        ActorKind::Person => "person",
        ActorKind::Organ => "organ",
        ActorKind::People => "people",
        ActorKind::Collective => "collective",
        ActorKind::Place => "place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the simulation of protanopia and deuteranopia by Machado and others, for linear light.
    const BLINDNESS: [[[f64; 3]; 3]; 2] = [
        [
            [0.152, 1.053, -0.205],
            [0.115, 0.786, 0.099],
            [-0.004, -0.048, 1.052],
        ],
        [
            [0.367, 0.861, -0.228],
            [0.280, 0.673, 0.047],
            [-0.012, 0.043, 0.969],
        ],
    ];

    /// Returns linear light, by the square that is near enough to the true curve.
    fn linear(color: [u8; 3]) -> [f64; 3] {
        color.map(|part| {
            let part = f64::from(part) / 255.0;
            part * part
        })
    }

    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        let squares = (0..3).map(|i| (a[i].max(0.0).sqrt() - b[i].max(0.0).sqrt()).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn colours_are_told_apart_with_colour_blindness_too() {
        for pick in [|ink: Ink| ink.light, |ink: Ink| ink.dark] {
            for (i, a) in FAMILIES.iter().enumerate() {
                for b in &FAMILIES[i + 1..] {
                    let (p, q) = (linear(pick(ink(Some(*a)))), linear(pick(ink(Some(*b)))));
                    assert!(distance(p, q) > 0.2, "{a:?} {b:?}");
                    for matrix in BLINDNESS {
                        let seen =
                            |c: [f64; 3]| matrix.map(|r| r[0] * c[0] + r[1] * c[1] + r[2] * c[2]);
                        let distance = distance(seen(p), seen(q));
                        // Where colours come near, the lines differ.
                        let near = line(Some(*a)) == line(Some(*b));
                        assert!(
                            distance > if near { 0.15 } else { 0.08 },
                            "{a:?} {b:?} {distance}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn colours_stand_out_from_their_paper() {
        let bright = |c: [u8; 3]| {
            let [r, g, b] = linear(c);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        for family in FAMILIES {
            let ink = ink(Some(family));
            assert!(1.05 / (bright(ink.light) + 0.05) > 3.5, "{family:?}");
            assert!((bright(ink.dark) + 0.05) / 0.06 > 4.5, "{family:?}");
        }
    }
}
