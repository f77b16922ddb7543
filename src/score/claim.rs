//! Claims: statements as gold and other tools write them, one JSON object a line.
//!
//! In: lines with `source`, `relation`, `target` and perhaps `document`, `negated`, `modality`, `attributed_to`, `start`, `optional`,
//! `sentence`; a source or target is a name, or an object of `name`, `root` and `mention`. Out: a [`Sheet`] of claims by document.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::lines::each_line;
use crate::article::DocumentId;
use crate::error::{Diagnostic, Result};
use crate::extract::{End, Statement};
use crate::ontology::{Modality, RelationId};

/// One end of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The actor's name.
    pub name: String,
    /// The state or organisation for which it acts; several where each is right, with `|` between them.
    pub root: String,
    /// The words of the text, where they are told.
    pub mention: Option<String>,
}

/// What is compared of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who does it.
    pub source: Party,
    /// What is done.
    pub relation: RelationId,
    /// To whom.
    pub target: Party,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub modality: Modality,
    /// Whether somebody says so, and not the writer.
    pub is_attributed: bool,
    /// Since when, as the row writes it.
    pub start: Option<String>,
    /// Whether reading it counts neither for nor against.
    pub is_optional: bool,
    /// The sentence; empty where it is not told.
    pub sentence: String,
    /// How sure the reader is; 1 where it does not say.
    pub confidence: f64,
    /// What the reader goes by: the frame or the trigger words.
    pub frame: Option<String>,
}

/// Claims by document; a document without claims has an empty list.
pub type Sheet = BTreeMap<DocumentId, Vec<Claim>>;

impl From<&End> for Party {
    fn from(end: &End) -> Self {
        Self {
            name: end.name.clone(),
            root: end.root.clone(),
            mention: Some(end.mention.clone()),
        }
    }
}

impl From<&Statement> for Claim {
    fn from(statement: &Statement) -> Self {
        Self {
            source: (&statement.source).into(),
            relation: statement.relation.clone(),
            target: (&statement.target).into(),
            negated: statement.negated,
            modality: statement.modality,
            is_attributed: statement.attributed_to.is_some(),
            start: statement.start.map(|d| d.to_string()),
            is_optional: false,
            sentence: statement.sentence.clone(),
            confidence: statement.confidence,
            frame: statement.frame.clone(),
        }
    }
}

/// A line as it is written; null is as good as missing.
#[derive(Deserialize)]
struct Row {
    document: Option<Value>,
    #[serde(default)]
    none: bool,
    source: Option<Written>,
    relation: Option<String>,
    target: Option<Written>,
    negated: Option<bool>,
    modality: Option<Modality>,
    attributed_to: Option<String>,
    start: Option<String>,
    optional: Option<bool>,
    sentence: Option<String>,
    confidence: Option<f64>,
    frame: Option<String>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a name, or an object of name, root and mention"
)]
enum Written {
    Name(String),
    Full {
        name: Option<String>,
        root: Option<String>,
        mention: Option<String>,
    },
}

impl From<Written> for Party {
    fn from(end: Written) -> Self {
        let (name, root, mention) = match end {
            Written::Name(name) => (Some(name), None, None),
            Written::Full {
                name,
                root,
                mention,
            } => (name, root, mention),
        };
        let name = name.unwrap_or_default();
        let root = root
            .filter(|r| !r.is_empty())
            .unwrap_or_else(|| name.clone());
        Self {
            name,
            root,
            mention,
        }
    }
}

/// Adds the claims of a file to a sheet; returns what is wrong with the lines that were left out. `path` is named in messages, and
/// gives the document where a row names none: `001` for `001.gold.jsonl`.
///
/// # Errors
/// [`crate::Error::Io`] where the reader fails.
pub fn read_claims(
    path: &Path,
    reader: impl BufRead,
    sheet: &mut Sheet,
) -> Result<Vec<Diagnostic>> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy())
        .unwrap_or_default();
    let stem = DocumentId(name.replace(".gold.jsonl", "").replace(".jsonl", ""));
    let mut names_document = false;
    let rejected = each_line(path, reader, |line| {
        let (document, claim) = parse(line)?;
        names_document |= document.is_some();
        let claims = sheet.entry(document.unwrap_or_else(|| stem.clone()));
        claims.or_default().extend(claim);
        Ok(())
    })?;
    if name.ends_with(".gold.jsonl") && !names_document {
        sheet.entry(stem).or_default();
    }
    Ok(rejected)
}

fn parse(line: &str) -> Result<(Option<DocumentId>, Option<Claim>), String> {
    let row: Row = serde_json::from_str(line).map_err(|e| format!("expected a statement: {e}"))?;
    let document = row.document.filter(|d| !d.is_null()).map(|d| match d {
        Value::String(text) => document_of(&text),
        other => document_of(&other.to_string()),
    });
    if row.none {
        return Ok((document, None));
    }
    let missing = |what: &str| format!("expected a statement: there is no {what}");
    let claim = Claim {
        source: row.source.ok_or_else(|| missing("source"))?.into(),
        relation: row
            .relation
            .ok_or_else(|| missing("relation"))?
            .as_str()
            .into(),
        target: row.target.ok_or_else(|| missing("target"))?.into(),
        negated: row.negated.unwrap_or(false),
        modality: row.modality.unwrap_or(Modality::Actual),
        is_attributed: row.attributed_to.is_some_and(|who| !who.is_empty()),
        start: row.start.filter(|date| !date.is_empty()),
        is_optional: row.optional.unwrap_or(false),
        sentence: row.sentence.unwrap_or_default(),
        confidence: row.confidence.unwrap_or(1.0),
        frame: row.frame,
    };
    Ok((document, Some(claim)))
}

/// Returns the document that a row or an article means: its file's name without folder and ending.
pub fn document_of(text: &str) -> DocumentId {
    let name = text
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(text);
    let stem = [".json", ".txt", ".html", ".htm", ".md"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending));
    DocumentId(stem.unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_with_what_they_leave_out() {
        let text = concat!(
            "{\"source\": {\"name\": \"Vladimir Putin\", \"root\": \"Russia\"}, \"relation\": \"meets\", \"target\": \"Iran\", \"negated\": null}\n",
            "\n",
            "{\"document\": \"news/b.json\", \"none\": true}\n",
            "{\"document\": 7, \"source\": \"Iran\", \"relation\": \"arms\", \"target\": \"Syria\", \"modality\": \"intended\", \"optional\": true}\n",
            "{\"source\": \"Iran\", \"target\": \"Syria\"}\n",
            "{\"source\": [], \"relation\": \"arms\", \"target\": \"Syria\"}\n",
        );
        let mut sheet = Sheet::default();
        let rejected =
            read_claims("gold/a.gold.jsonl".as_ref(), text.as_bytes(), &mut sheet).unwrap();
        let documents: Vec<(&str, usize)> = sheet
            .iter()
            .map(|(id, claims)| (id.0.as_str(), claims.len()))
            .collect();
        assert_eq!(documents, [("7", 1), ("a", 1), ("b", 0)]);
        let first = &sheet[&DocumentId("a".into())][0];
        assert_eq!(
            (first.source.root.as_str(), first.target.root.as_str()),
            ("Russia", "Iran")
        );
        let other = &sheet[&DocumentId("7".into())][0];
        assert!(other.is_optional && other.modality == Modality::Intended);
        let told: Vec<String> = rejected.iter().map(ToString::to_string).collect();
        assert!(told[0].ends_with("a.gold.jsonl:5: expected a statement: there is no relation"));
        assert!(told[1].contains(":6: ") && told[1].contains("expected a name"));
    }

    #[test]
    fn a_gold_file_without_rows_is_a_document_without_statements() {
        let mut sheet = Sheet::default();
        read_claims("a.gold.jsonl".as_ref(), &b""[..], &mut sheet).unwrap();
        read_claims("b.jsonl".as_ref(), &b""[..], &mut sheet).unwrap();
        assert_eq!(
            sheet.keys().map(|d| d.0.as_str()).collect::<Vec<_>>(),
            ["a"]
        );
    }
}
