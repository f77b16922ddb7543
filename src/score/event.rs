//! Events scored: what was read as events of PLOVER beside sentences of which one event is known.
//!
//! In: lines with `id`, `text` and `events`, each of a source, a target and a `code` of PLOVER or CAMEO, as benchmarks of event coders
//! have them, and the claims that were read of each text. Out: an [`EventScore`]. An event is found where a statement's words for
//! source and target share a word with the known ones; it is right where the category agrees too. A text tells more than the one
//! event that is known of it, and so precision is a lower bound.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::ops::AddAssign;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::claim::{Claim, Party, document_of};
use super::figures::Count;
use crate::article::DocumentId;
use crate::error::{Diagnostic, Error, Result};
use crate::ontology::{Direction, Ontology};

/// An event that somebody coded by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownEvent {
    /// The words for who does it.
    pub source: String,
    /// The words for whom it is done to.
    pub target: String,
    /// The category of PLOVER, as [`category`] has it.
    pub category: String,
}

/// Known events by document.
pub type EventSheet = BTreeMap<DocumentId, Vec<KnownEvent>>;

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    events: Vec<EventRow>,
}

#[derive(Deserialize)]
struct EventRow {
    #[serde(alias = "source_text")]
    source: String,
    #[serde(alias = "target_text")]
    target: String,
    code: String,
}

/// Adds the events of a file to a sheet; returns what is wrong with the lines that were left out. `path` is named in messages.
///
/// # Errors
/// [`Error::Io`] where the reader fails.
pub fn read_events(
    path: &Path,
    reader: impl BufRead,
    sheet: &mut EventSheet,
) -> Result<Vec<Diagnostic>> {
    let mut rejected = Vec::new();
    for (idx, line) in reader.lines().enumerate() {
        let line = line.map_err(|e| Error::io(path, e))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Row>(&line) {
            Ok(row) => {
                let id = match &row.id {
                    serde_json::Value::String(id) => document_of(id),
                    other => document_of(&other.to_string()),
                };
                let events = row.events.into_iter().map(|event| KnownEvent {
                    source: event.source,
                    target: event.target,
                    category: category(&event.code).to_owned(),
                });
                sheet.entry(id).or_default().extend(events);
            }
            Err(e) => rejected.push(Diagnostic {
                place: path.display().to_string(),
                line: idx + 1,
                message: format!("expected id, text and events of source, target and code: {e}"),
            }),
        }
    }
    Ok(rejected)
}

/// The categories of PLOVER for the root codes of CAMEO, 02 to 20.
const OF_ROOT: [&str; 19] = [
    "REQUEST",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "ACCUSE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
    "ASSAULT",
    "ASSAULT",
];

/// Returns the category of PLOVER of a category or of a code of CAMEO. Editions of PLOVER part some categories and join others: here
/// yielding in words and in deeds is one, as are asking and demanding, accusing, disapproving and investigating.
pub fn category(code: &str) -> &str {
    let code = code.split('-').next().unwrap_or(code);
    let of_root = |root: usize| OF_ROOT.get(root.checked_sub(2)?).copied();
    let number = code.get(..2).and_then(|root| root.parse().ok());
    match code {
        "CONCEDE" | "RETREAT" => "YIELD",
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        code => number.and_then(of_root).unwrap_or(code),
    }
}

/// What a text was read to tell: words for source and target, category, whether either order is meant.
type ReadEvent = (String, String, String, bool);

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
    /// Known and right ones by category.
    pub by_category: BTreeMap<String, (usize, usize)>,
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

    /// Returns the share of found events whose category is right.
    pub fn categories(&self) -> f64 {
        self.n_right as f64 / self.n_found.max(1) as f64
    }
}

impl AddAssign for EventScore {
    fn add_assign(&mut self, other: Self) {
        self.n_known += other.n_known;
        self.n_read += other.n_read;
        self.n_found += other.n_found;
        self.n_right += other.n_right;
        for (category, (known, right)) in other.by_category {
            let sum = self.by_category.entry(category).or_default();
            *sum = (sum.0 + known, sum.1 + right);
        }
    }
}

/// A known event that was not read rightly, and what was read of its two actors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissedEvent {
    /// The event.
    pub event: KnownEvent,
    /// The categories that were read of the two instead; none where nothing was.
    pub read: BTreeSet<String>,
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
        let found: BTreeSet<&String> = read
            .iter()
            .filter(|read| is_between(read, event))
            .map(|(_, _, category, _)| category)
            .collect();
        let is_right = found.contains(&event.category);
        score.n_found += usize::from(!found.is_empty());
        score.n_right += usize::from(is_right);
        let category = score.by_category.entry(event.category.clone()).or_default();
        *category = (category.0 + 1, category.1 + usize::from(is_right));
        if !is_right {
            missed.push(MissedEvent {
                event: event.clone(),
                read: found.into_iter().cloned().collect(),
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
        category(&code.plover).to_owned(),
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
            category: category(code).into(),
        }
    }

    #[test]
    fn categories_of_either_manual_are_one_list() {
        for (code, expected) in [
            ("AGREE", "AGREE"),
            ("RETREAT-release", "YIELD"),
            ("CONCEDE", "YIELD"),
            ("0256", "REQUEST"),
            ("10", "REQUEST"),
            ("1822", "ASSAULT"),
            ("01", "01"),
            ("é", "é"),
        ] {
            assert_eq!(category(code), expected, "{code}");
        }
    }

    #[test]
    fn phrases_share_words_and_beginnings_but_no_little_words() {
        for (a, b, expected) in [
            ("Israeli troops", "Israel", true),
            ("the U.S. Senate", "US", true),
            ("the king of Spain", "the queen of Denmark", false),
            ("Mali", "Malta", false),
            ("Iran", "Iraq", false),
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
        assert_eq!(score.by_category["ACCUSE"], (2, 0));
        let instead: Vec<usize> = missed.iter().map(|m| m.read.len()).collect();
        assert_eq!(instead, [1, 0]);
    }

    #[test]
    fn lines_that_are_no_events_are_told() {
        let mut sheet = EventSheet::default();
        let lines = "{\"id\": 7, \"text\": \"x\", \"events\": [{\"source_text\": \"a\", \"target_text\": \"b\", \"code\": \"036\"}]}\n\nno\n";
        let rejected = read_events("e.jsonl".as_ref(), lines.as_bytes(), &mut sheet).unwrap();
        assert_eq!(sheet[&DocumentId("7".into())][0].category, "AGREE");
        assert_eq!((rejected.len(), rejected[0].line), (1, 3));
    }
}
