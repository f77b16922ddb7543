//! Events scored: what was read as events of PLOVER beside the events that are known.
//!
//! In: known events of a text, and the claims that were read of it. Out: an [`EventScore`]. An event is found where a claim's words
//! for source and target share a word with the known ones, and right where the category agrees too; that is the rule of benchmarks
//! of event coders, and loose. A text tells more than the one event that is known of it, and what else is right counts as wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use serde::Serialize;

use super::claim::{Claim, Party};
use super::coded::{KnownEvent, category};
use super::figures::Count;
use crate::ontology::{Direction, Ontology};

/// What a text was read to tell: words for source and target, category, whether either order is meant.
type ReadEvent = (String, String, &'static str, bool);

/// How well events were read.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EventScore {
    /// Events that are known.
    pub n_known: usize,
    /// Events that were read.
    pub n_read: usize,
    /// Known events whose two actors were read as source and target.
    pub n_found: usize,
    /// Those among them with the right category.
    pub n_right: usize,
    /// Known and right ones by category, of which nothing wrong is known.
    pub by_category: BTreeMap<&'static str, Count>,
}

impl EventScore {
    /// Returns right, wrong and missed events.
    pub fn count(&self) -> Count {
        Count {
            right: self.n_right,
            wrong: self.n_read.saturating_sub(self.n_right),
            missed: self.n_known - self.n_right,
        }
    }

    /// Returns the share of found events whose category is right; 0 where none was found.
    pub fn categories(&self) -> f64 {
        let found = Count {
            right: self.n_right,
            wrong: self.n_found - self.n_right,
            missed: 0,
        };
        found.shares()[0]
    }
}

impl AddAssign for EventScore {
    fn add_assign(&mut self, other: Self) {
        self.n_known += other.n_known;
        self.n_read += other.n_read;
        self.n_found += other.n_found;
        self.n_right += other.n_right;
        for (category, count) in other.by_category {
            *self.by_category.entry(category).or_default() += count;
        }
    }
}

/// A known event that was not read rightly, and what was read of its two actors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissedEvent {
    /// The event.
    pub event: KnownEvent,
    /// The categories that were read of the two instead; none where nothing was.
    pub read: BTreeSet<&'static str>,
}

/// Scores what was read of one text.
pub fn score_events(
    known: &[KnownEvent],
    read: &[Claim],
    ontology: &Ontology,
) -> (EventScore, Vec<MissedEvent>) {
    let read: BTreeSet<ReadEvent> = read.iter().filter_map(|s| coded(s, ontology)).collect();
    let mut score = EventScore {
        n_known: known.len(),
        n_read: read.len(),
        ..EventScore::default()
    };
    let mut missed = Vec::new();
    for event in known {
        let found: BTreeSet<&'static str> = read
            .iter()
            .filter(|read| is_between(read, event))
            .map(|(_, _, category, _)| *category)
            .collect();
        let is_right = found.contains(event.category);
        score.n_found += usize::from(!found.is_empty());
        score.n_right += usize::from(is_right);
        *score.by_category.entry(event.category).or_default() += Count {
            right: usize::from(is_right),
            wrong: 0,
            missed: usize::from(!is_right),
        };
        if !is_right {
            missed.push(MissedEvent {
                event: event.clone(),
                read: found,
            });
        }
    }
    (score, missed)
}

/// Returns a statement as an event, where it is one.
fn coded(claim: &Claim, ontology: &Ontology) -> Option<ReadEvent> {
    let relation = ontology.relations().get(&claim.relation)?;
    let code = relation.events.of(claim.negated, claim.modality)?;
    let words = |end: &Party| end.mention.as_ref().unwrap_or(&end.name).clone();
    Some((
        words(&claim.source),
        words(&claim.target),
        category(&code.plover)?,
        relation.direction == Direction::Symmetric,
    ))
}

fn is_between((source, target, _, is_symmetric): &ReadEvent, event: &KnownEvent) -> bool {
    let are = |a: &str, b: &str| share_a_word(a, &event.source) && share_a_word(b, &event.target);
    are(source, target) || (*is_symmetric && are(target, source))
}

/// Words that say nothing of who is meant.
const EMPTY: [&str; 11] = [
    "the", "of", "and", "in", "for", "to", "on", "an", "by", "with", "from",
];

/// Whether two phrases share a word, or the first four letters of one ("Israel", "Israeli").
fn share_a_word(a: &str, b: &str) -> bool {
    let b = words(b);
    let is_alike = |x: &str, y: &str| {
        x == y || matches!((x.get(..4), y.get(..4)), (Some(x), Some(y)) if x == y)
    };
    words(a).iter().any(|x| b.iter().any(|y| is_alike(x, y)))
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('_', " ").replace('.', "");
    text.split(|c: char| !c.is_ascii_lowercase())
        .filter(|w| w.len() > 1 && !EMPTY.contains(w))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Sheet, read_claims};

    fn known(source: &str, target: &str, code: &str) -> KnownEvent {
        KnownEvent {
            source: source.into(),
            target: target.into(),
            category: category(code).unwrap(),
        }
    }

    #[test]
    fn phrases_share_words_and_beginnings_however_little_that_says() {
        for (a, b, expected) in [
            ("Israeli troops", "Israel", true),
            ("the U.S. Senate", "US", true),
            ("the king of Spain", "the queen of Denmark", false),
            ("Mali", "Malta", false),
            ("Iran", "Iraq", false),
            ("Niger", "Nigeria", true),
            ("", "Iran", false),
        ] {
            assert_eq!(share_a_word(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn an_event_is_right_with_both_actors_in_order_and_its_category() {
        let ontology = Ontology::built_in().unwrap();
        let lines = r#"
            {"source": "Kenya", "relation": "meets", "target": "Uganda", "negated": true}
            {"source": {"name": "Mali", "mention": "Malian envoys"}, "relation": "meets", "target": "Chad"}
            {"source": "Kenya", "relation": "leads", "target": "Uganda"}"#;
        let mut sheet = Sheet::default();
        read_claims("a.jsonl".as_ref(), lines.as_bytes(), &mut sheet).unwrap();
        let read = sheet.into_values().next().unwrap();
        let known = [
            known("Kenya's president", "Ugandan envoys", "REJECT"),
            known("Ugandan envoys", "Kenya", "120"),
            known("Chad", "Mali", "ACCUSE"),
            known("Chad", "Uganda", "ACCUSE"),
        ];
        let (score, missed) = score_events(&known, &read, &ontology);
        assert_eq!(
            (score.n_known, score.n_read, score.n_found, score.n_right),
            (4, 2, 3, 2)
        );
        assert_eq!(score.count().missed, 2);
        assert_eq!(score.by_category["ACCUSE"].missed, 2);
        let instead: Vec<usize> = missed.iter().map(|m| m.read.len()).collect();
        assert_eq!(instead, [1, 0]);
    }
}
