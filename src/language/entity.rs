//! Entity spans: the best legal sequence of BIOES tags.
//!
//! In: a row of tag scores for each word. Out: spans of words with their kind.

use std::ops::Range;

use super::document::EntityKind;

/// One tag: where in a span the word stands, and of what kind the span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(EntityKind),
    Inside(EntityKind),
    End(EntityKind),
    Single(EntityKind),
}

impl Tag {
    fn from_name(name: &str) -> Option<Self> {
        if name == "O" {
            return Some(Self::Outside);
        }
        let (place, kind) = name.split_once('-')?;
        let kind = EntityKind::from_name(kind)?;
        match place {
            "B" => Some(Self::Begin(kind)),
            "I" => Some(Self::Inside(kind)),
            "E" => Some(Self::End(kind)),
            "S" => Some(Self::Single(kind)),
            _ => None,
        }
    }

    /// Returns the kind of the span that goes on after this tag.
    fn open_after(self) -> Option<EntityKind> {
        match self {
            Self::Begin(kind) | Self::Inside(kind) => Some(kind),
            _ => None,
        }
    }

    /// Returns the kind of the span that this tag goes on with.
    fn open_before(self) -> Option<EntityKind> {
        match self {
            Self::Inside(kind) | Self::End(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The tags of the entity head, in its order.
#[derive(Debug, Clone)]
pub(super) struct Tags(Vec<Tag>);

impl Tags {
    /// Returns the tags written so; the first unknown one is the error.
    pub(super) fn new(names: &[String]) -> Result<Self, String> {
        names
            .iter()
            .map(|name| Tag::from_name(name).ok_or_else(|| name.clone()))
            .collect::<Result<Vec<_>, _>>()
            .map(Self)
    }

    /// Returns the spans of the best legal sequence; `scores` has a row of tag scores for each word.
    pub(super) fn decode(&self, scores: &[f32]) -> Vec<(Range<usize>, EntityKind)> {
        let n_tags = self.0.len();
        let mut rows = scores.chunks_exact(n_tags);
        let Some(first) = rows.next() else {
            return Vec::new();
        };
        let mut total: Vec<f32> = (0..n_tags)
            .map(|t| {
                if self.0[t].open_before().is_none() {
                    first[t]
                } else {
                    f32::MIN
                }
            })
            .collect();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for row in rows {
            let mut pointers = vec![0; n_tags];
            let mut next = vec![f32::MIN; n_tags];
            for (to, tag) in self.0.iter().enumerate() {
                let from = best(&total, |from| {
                    self.0[from].open_after() == tag.open_before()
                });
                pointers[to] = from;
                next[to] = (total[from] + row[to]).max(f32::MIN);
            }
            back.push(pointers);
            total = next;
        }
        let mut tag = best(&total, |t| self.0[t].open_after().is_none());
        let mut path = vec![tag];
        for pointers in back.iter().rev() {
            tag = pointers[tag];
            path.push(tag);
        }
        path.reverse();
        self.spans(&path)
    }

    fn spans(&self, path: &[usize]) -> Vec<(Range<usize>, EntityKind)> {
        let mut spans = Vec::new();
        let mut start = 0;
        for (idx, &tag) in path.iter().enumerate() {
            match self.0[tag] {
                Tag::Begin(_) => start = idx,
                Tag::End(kind) => spans.push((start..idx + 1, kind)),
                Tag::Single(kind) => spans.push((idx..idx + 1, kind)),
                Tag::Inside(_) | Tag::Outside => {}
            }
        }
        spans
    }
}

/// Returns the place of the highest value among the allowed ones.
fn best(values: &[f32], is_allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (idx, value) in values.iter().enumerate() {
        if is_allowed(idx) && best.is_none_or(|b: usize| *value > values[b]) {
            best = Some(idx);
        }
    }
    best.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> Tags {
        let names = [
            "O", "B-Person", "I-Person", "E-Person", "S-Person", "B-NORP", "I-NORP", "E-NORP",
            "S-NORP",
        ];
        Tags::new(&names.map(str::to_owned)).unwrap()
    }

    #[test]
    fn illegal_sequences_are_mended() {
        let row = |best: &[usize]| {
            (0..9)
                .map(|t| {
                    best.iter()
                        .position(|b| *b == t)
                        .map_or(-9.0, |p| 3.0 - p as f32)
                })
                .collect::<Vec<f32>>()
        };
        // B-Person E-NORP is not a span; E-Person is the next best.
        let scores = [row(&[1]), row(&[7, 3]), row(&[0]), row(&[4])].concat();
        assert_eq!(
            tags().decode(&scores),
            [(0..2, EntityKind::Person), (3..4, EntityKind::Person)]
        );
        // A span that never ends is none.
        assert_eq!(tags().decode(&row(&[1, 0])), []);
        assert_eq!(tags().decode(&[]), []);
        assert_eq!(tags().decode(&[f32::NAN; 18]), []);
    }

    #[test]
    fn unknown_tags_are_named() {
        assert_eq!(Tags::new(&["X-Person".to_owned()]).unwrap_err(), "X-Person");
    }
}
