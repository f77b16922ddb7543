//! How a table is laid out: a file of `schemas/imports/`, with the keys of the user's own laid over it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::code::CodeTable;
use crate::error::{Error, Result};
use crate::ontology::{ActorKind, Ontology};

/// How the rows of a table become statements.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(super) layout: Layout,
    pub(super) codes: CodeTable,
}

/// What a mapping file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) dataset: Option<String>,
    pub(super) delimiter: char,
    pub(super) quoted: bool,
    #[serde(default)]
    pub(super) header: Vec<String>,
    codes: String,
    pub(super) confidence: f64,
    pub(super) unknown: ActorKind,
    /// The kinds of unknown actors in whose names these words stand.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, ActorKind>,
    pub(super) columns: BTreeMap<Field, Names>,
    #[serde(default)]
    says: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) actors: BTreeMap<String, String>,
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Source,
    SourceCountry,
    SourceCode,
    Target,
    TargetCountry,
    TargetCode,
    Code,
    Mode,
    Words,
    Date,
    Start,
    End,
    Seen,
    Story,
    Sentence,
    Confidence,
}

/// The names of a column, the first that there is counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
        .iter()
    }
}

impl Mapping {
    /// Returns the mapping of a file of `schemas/imports/`: `icews`, `gdelt`, `polecat` or `csv`.
    ///
    /// # Errors
    /// [`Error::Schema`] where it says something that is not allowed.
    pub fn named(name: &str, ontology: &Ontology) -> Result<Self> {
        Self::over(name, ontology, None)
    }

    /// Returns the mapping of that name with the keys of another file laid over it; `path` is only named in messages.
    ///
    /// # Errors
    /// [`Error::Schema`] where one of them says something that is not allowed.
    pub fn with(name: &str, ontology: &Ontology, path: &str, text: &str) -> Result<Self> {
        Self::over(name, ontology, Some((path, text)))
    }

    fn over(name: &str, ontology: &Ontology, own: Option<(&str, &str)>) -> Result<Self> {
        let file = format!("{name}.toml");
        let place = format!("imports/{file}");
        let text = ontology
            .import_file(&file)
            .ok_or_else(|| Error::not_found(format!("there is no mapping {place}")))?;
        let mut table: toml::Table = parse(&place, text)?;
        if let Some((path, text)) = own {
            lay(&mut table, parse(path, text)?);
        }
        let place = own.map_or(place.as_str(), |(path, _)| path);
        let wrong = |message: String| Error::schema(place, 0, message);
        let layout: Layout = table
            .try_into()
            .map_err(|e: toml::de::Error| wrong(e.message().trim().to_owned()))?;
        if !layout.delimiter.is_ascii() {
            return Err(wrong("`delimiter` must be an ASCII character".to_owned()));
        }
        if !(0.0..=1.0).contains(&layout.confidence) {
            return Err(wrong(format!(
                "`confidence` is {}, expected 0 to 1",
                layout.confidence
            )));
        }
        let mut codes = CodeTable::read(&layout.codes, ontology)?;
        for (code, says) in &layout.says {
            codes.add(code, says, ontology).map_err(wrong)?;
        }
        Ok(Self { layout, codes })
    }
}

fn parse(path: &str, text: &str) -> Result<toml::Table> {
    text.parse().map_err(|e: toml::de::Error| {
        let before = e
            .span()
            .map_or("", |span| &text[..span.start.min(text.len())]);
        Error::schema(path, 1 + before.matches('\n').count(), e.message().trim())
    })
}

/// Lays the keys of one table over another, those of tables within too.
fn lay(table: &mut toml::Table, own: toml::Table) {
    for (key, value) in own {
        match (table.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay(below, above),
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_that_is_wrong_is_told_with_file_and_line() {
        let ontology = Ontology::built_in().unwrap();
        for (own, expected) in [
            ("codes = 'words'\nconfidence =", "my.toml:2:"),
            ("confidence = 2.0", "expected 0 to 1"),
            ("colour = 'red'", "unknown field `colour`"),
            ("[columns]\nwhen = 'date'", "unknown variant `when`"),
            ("[says]\nx = 'hugs'", "no relation \"hugs\""),
            ("codes = 'cow'", "no table imports/cow.tsv"),
        ] {
            let error = Mapping::with("csv", &ontology, "my.toml", own).unwrap_err();
            let message = error.to_string();
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn every_mapping_that_is_built_in_can_be_read() {
        let ontology = Ontology::built_in().unwrap();
        for name in ["icews", "gdelt", "polecat", "csv"] {
            Mapping::named(name, &ontology).unwrap();
        }
        let own = Mapping::with("icews", &ontology, "my.toml", "[actors]\nX = 'Iran'").unwrap();
        assert_eq!(own.layout.actors["X"], "Iran");
        assert_eq!(own.layout.actors["Unspecified Actor"], "-");
    }
}
