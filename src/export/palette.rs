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
        Some(Family::Diplomacy) => ([0x2b, 0x58, 0xb8], [0x7f, 0xa8, 0xff]),
        Some(Family::Alignment) => ([0x2c, 0x7d, 0x36], [0x7c, 0xcf, 0x86]),
        Some(Family::Cooperation) => ([0x0a, 0x84, 0xa8], [0x5c, 0xcd, 0xee]),
        Some(Family::Contention) => ([0x9c, 0x62, 0x00], [0xf2, 0xb1, 0x3c]),
        Some(Family::Coercion) => ([0x8e, 0x3a, 0x8a], [0xdf, 0x8f, 0xd8]),
        Some(Family::Force) => ([0xc0, 0x26, 0x1a], [0xff, 0x7f, 0x66]),
        Some(Family::Affiliation) | None => ([0x6b, 0x6b, 0x6b], [0xa6, 0xa6, 0xa6]),
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
