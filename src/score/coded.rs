//! Texts of which somebody coded events, and what the codes count as.
//!
//! In: lines with `id`, `text` and `events`, each of a source, a target and a `code` of PLOVER or CAMEO, as benchmarks of event coders
//! have them. Out: a [`CodedText`] for each line, or a complaint.

use std::io::BufRead;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::lines::each_line;
use crate::error::{Diagnostic, Result};
use crate::ontology::PLOVER_CATEGORIES;

/// A text of which somebody coded events by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedText {
    /// Which text it is.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its events.
    pub events: Vec<KnownEvent>,
}

/// An event that somebody coded by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownEvent {
    /// The words for who does it.
    pub source: String,
    /// The words for whom it is done to.
    pub target: String,
    /// The category of PLOVER, as [`category`] has it.
    pub category: &'static str,
}

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    text: String,
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

/// Returns the texts of a file, and what is wrong with the lines that were left out. `path` is named in messages.
///
/// # Errors
/// [`crate::Error::Io`] where the reader fails.
pub fn read_events(path: &Path, reader: impl BufRead) -> Result<(Vec<CodedText>, Vec<Diagnostic>)> {
    let mut texts = Vec::new();
    let rejected = each_line(path, reader, |line| {
        texts.push(parse(line)?);
        Ok(())
    })?;
    Ok((texts, rejected))
}

fn parse(line: &str) -> Result<CodedText, String> {
    let row: Row = serde_json::from_str(line)
        .map_err(|e| format!("expected id, text and events of source, target and code: {e}"))?;
    let event = |event: EventRow| {
        let category = category(&event.code).ok_or_else(|| {
            let code = &event.code;
            format!("{code:?} is neither a category of PLOVER, such as AGREE, nor a code of CAMEO, such as 036")
        })?;
        Ok(KnownEvent {
            source: event.source,
            target: event.target,
            category,
        })
    };
    let id = match row.id {
        serde_json::Value::String(id) => id,
        other => other.to_string(),
    };
    let events = row
        .events
        .into_iter()
        .map(event)
        .collect::<Result<_, String>>()?;
    Ok(CodedText {
        id,
        text: row.text,
        events,
    })
}

/// The categories of the root codes of CAMEO, 02 to 20, and of codes that go another way than their root, by PLOVER's table of 2021.
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
const OTHER_WAY: [(&str, &str); 5] = [
    ("163", "COERCE"),
    ("191", "COERCE"),
    ("192", "COERCE"),
    ("1712", "ASSAULT"),
    ("175", "ASSAULT"),
];

/// Returns the category of PLOVER that a category, with or without its mode (`RETREAT-release`), or a code of CAMEO counts as: yielding
/// in words (CONCEDE) and in deeds (RETREAT) is one, as editions of PLOVER part them differently, and older names are the later ones.
pub fn category(code: &str) -> Option<&'static str> {
    if let Some(root) = code.get(..2).and_then(|root| root.parse::<usize>().ok()) {
        let is_number = code.len() <= 4 && code.chars().all(|c| c.is_ascii_digit());
        let other = OTHER_WAY.iter().find(|(begin, _)| code.starts_with(begin));
        let of_root = || OF_ROOT.get(root.checked_sub(2)?).copied();
        return other
            .map(|(_, category)| *category)
            .or_else(of_root)
            .filter(|_| is_number);
    }
    match code.split('-').next()? {
        "YIELD" | "CONCEDE" | "RETREAT" => Some("YIELD"),
        "DEMAND" => Some("REQUEST"),
        "DISAPPROVE" | "INVESTIGATE" => Some("ACCUSE"),
        "FIGHT" => Some("ASSAULT"),
        name => PLOVER_CATEGORIES.into_iter().find(|c| *c == name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;

    #[test]
    fn categories_of_either_manual_are_one_list() {
        for (code, expected) in [
            ("AGREE", Some("AGREE")),
            ("RETREAT-release", Some("YIELD")),
            ("CONCEDE", Some("YIELD")),
            ("0256", Some("REQUEST")),
            ("10", Some("REQUEST")),
            ("1822", Some("ASSAULT")),
            ("163", Some("COERCE")),
            ("01", None),
            ("03x", None),
            ("21", None),
            ("agree", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(category(code), expected, "{code}");
        }
    }

    #[test]
    fn statements_have_the_same_category_in_either_manual() {
        let ontology = Ontology::built_in().unwrap();
        for relation in ontology.relations().values() {
            for (negated, modality, code) in relation.events.iter() {
                let [plover, cameo] = [&code.plover, &code.cameo].map(|code| category(code));
                assert!(plover.is_some(), "{}", relation.id);
                assert_eq!(plover, cameo, "{negated} {modality:?} {}", relation.id);
            }
        }
    }

    #[test]
    fn lines_that_are_no_events_are_told() {
        let line = |code: &str| {
            format!(
                r#"{{"id": 7, "text": "x", "events": [{{"source_text": "a", "target_text": "b", "code": "{code}"}}]}}"#
            )
        };
        let lines = [line("036"), String::new(), "no".to_owned(), line("GREET")].join("\n");
        let (texts, rejected) = read_events("e.jsonl".as_ref(), lines.as_bytes()).unwrap();
        assert_eq!(
            (texts.len(), &*texts[0].id, texts[0].events[0].category),
            (1, "7", "AGREE")
        );
        let lines: Vec<usize> = rejected.iter().map(|r| r.line).collect();
        assert_eq!(lines, [3, 4]);
        assert!(
            rejected[1].message.contains("\"GREET\" is neither"),
            "{}",
            rejected[1].message
        );
    }
}
