//! What a code or word of a table means.
//!
//! In: a table of `schemas/imports/` (`code`, `says`, tab-separated). Out: an [`Event`] for each code.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::ontology::{Modality, Ontology, RelationId};

/// What a row says of its two actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) relation: RelationId,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    /// Whether the row's target does it to the row's source.
    pub(super) reversed: bool,
    /// Whether a state begins that goes on.
    pub(super) begins: bool,
}

/// Codes with what they say; `None` leaves the row out.
#[derive(Debug, Clone, Default)]
pub(super) struct CodeTable {
    events: BTreeMap<String, Option<Event>>,
}

impl CodeTable {
    /// Reads a table of `schemas/imports/`.
    pub(super) fn read(name: &str, ontology: &Ontology) -> Result<Self> {
        let mut table = Self::default();
        for [code, says, line] in rows(name, ontology)? {
            let place = format!("imports/{name}.tsv");
            table.add(&code, &says, ontology).map_err(|message| {
                Error::schema(place, line.parse().unwrap_or_default(), message)
            })?;
        }
        Ok(table)
    }

    /// Adds a code, or says anew what it means.
    pub(super) fn add(
        &mut self,
        code: &str,
        says: &str,
        ontology: &Ontology,
    ) -> Result<(), String> {
        let event = parse(says, ontology)?;
        self.events.insert(key(code), event);
        Ok(())
    }

    /// Returns what a code says: itself or the longest beginning of it that is listed; a relation's own id says
    /// that relation. The outer `None` is for a code that nobody knows.
    pub(super) fn find(&self, code: &str, ontology: &Ontology) -> Option<Option<Event>> {
        let code = key(code);
        let is_number = code.chars().all(|c| c.is_ascii_digit());
        let mut rest = code.as_str();
        while !rest.is_empty() {
            if let Some(event) = self.events.get(rest) {
                return Some(event.clone());
            }
            rest = match rest.rsplit_once('-') {
                Some((before, _)) if !is_number => before,
                None if is_number => &rest[..rest.len() - 1],
                _ => break,
            };
        }
        parse(&code.replace('_', "-"), ontology).ok()
    }
}

/// Returns the rows of a table of `schemas/imports/`: code, what it says, and the line.
pub(super) fn rows(name: &str, ontology: &Ontology) -> Result<Vec<[String; 3]>> {
    let place = format!("{name}.tsv");
    let text = ontology
        .import_file(&place)
        .ok_or_else(|| Error::not_found(format!("there is no table imports/{place}")))?;
    let mut rows = Vec::new();
    for (idx, line) in text.lines().enumerate().skip(1) {
        let mut cells = line.split('\t');
        let (Some(code), Some(says)) = (cells.next(), cells.next()) else {
            return Err(Error::schema(
                format!("imports/{place}"),
                idx + 1,
                "expected a code and what it says, with a tab between them",
            ));
        };
        rows.push([code.to_owned(), says.to_owned(), (idx + 1).to_string()]);
    }
    Ok(rows)
}

/// Codes are compared in small letters, words of several parts by `_`.
fn key(code: &str) -> String {
    code.trim().to_lowercase().replace(' ', "_")
}

/// Reads "[from] [reversed] [not] [intended|requested|possible] RELATION", or "-".
fn parse(says: &str, ontology: &Ontology) -> Result<Option<Event>, String> {
    let says = says.trim();
    if says == "-" {
        return Ok(None);
    }
    let mut words: Vec<&str> = says.split_whitespace().collect();
    let relation = words.pop().unwrap_or_default();
    let relation = ontology.relation(relation).ok_or_else(|| {
        format!("there is no relation {relation:?}; `demarche relations` lists all")
    })?;
    let mut event = Event {
        relation: relation.id.clone(),
        negated: false,
        modality: Modality::Actual,
        reversed: false,
        begins: false,
    };
    for word in words {
        match (word, Modality::from_name(word)) {
            ("from", _) => event.begins = true,
            ("reversed", _) => event.reversed = true,
            ("not", _) => event.negated = true,
            (_, Some(modality)) => event.modality = modality,
            _ => {
                return Err(format!(
                    "cannot read {word:?} in {says:?}: expected from, reversed, not, intended, requested or possible before a relation"
                ));
            }
        }
    }
    Ok(Some(event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{PLOVER_CATEGORIES, Polarity, Relation};

    fn check(name: &str, cases: &[(&str, &str)]) {
        let ontology = Ontology::built_in().unwrap();
        let table = CodeTable::read(name, &ontology).unwrap();
        for (code, expected) in cases {
            let says = match table.find(code, &ontology) {
                None => "?".to_owned(),
                Some(None) => "-".to_owned(),
                Some(Some(e)) => format!(
                    "{}{}{}{} {}",
                    if e.begins { "from " } else { "" },
                    if e.reversed { "reversed " } else { "" },
                    if e.negated { "not " } else { "" },
                    e.modality.as_str(),
                    e.relation
                ),
            };
            assert_eq!(says, *expected, "{name} {code}");
        }
    }

    #[test]
    fn codes_mean_what_their_longest_beginning_means() {
        check(
            "cameo",
            &[
                ("042", "reversed actual hosts"),
                ("0332", "intended arms"),
                ("0331", "intended aids"),
                ("163", "from actual sanctions"),
                ("1823", "actual attacks"),
                ("011", "not actual comments-on"),
                ("99", "?"),
            ],
        );
        check(
            "plover",
            &[
                ("CONSULT-third-party", "actual mediates"),
                ("consult-phone", "actual meets"),
                ("DROPPED", "?"),
            ],
        );
        check(
            "words",
            &[
                ("at_war_with", "actual fights"),
                ("withdraws_from_treaty_with", "-"),
                ("Severed Ties", "actual severed-ties"),
                ("hugs", "?"),
            ],
        );
    }

    #[test]
    fn a_table_that_names_no_relation_is_refused() {
        let ontology = Ontology::built_in().unwrap();
        let mut table = CodeTable::default();
        let message = table.add("x", "not hugs", &ontology).unwrap_err();
        assert!(message.contains("no relation \"hugs\""), "{message}");
        let message = table.add("x", "gladly arms", &ontology).unwrap_err();
        assert!(message.contains("cannot read \"gladly\""), "{message}");
    }

    #[test]
    fn every_root_of_cameo_and_category_of_plover_is_mapped() {
        let ontology = Ontology::built_in().unwrap();
        let table = CodeTable::read("cameo", &ontology).unwrap();
        for root in 1..=20 {
            assert!(
                table.find(&format!("{root:02}"), &ontology).is_some(),
                "{root}"
            );
        }
        let table = CodeTable::read("plover", &ontology).unwrap();
        for category in PLOVER_CATEGORIES {
            assert!(table.find(category, &ontology).is_some(), "{category}");
        }
    }

    #[test]
    fn the_codes_that_statements_are_exported_with_mean_nothing_opposite() {
        let ontology = Ontology::built_in().unwrap();
        let table = CodeTable::read("cameo", &ontology).unwrap();
        let tone = |relation: &Relation, negated: bool| match (relation.polarity, negated) {
            (Polarity::Neutral, _) => 0,
            (Polarity::Positive, false) | (Polarity::Negative, true) => 1,
            (Polarity::Positive, true) | (Polarity::Negative, false) => -1,
        };
        for relation in ontology.relations().values() {
            for (negated, modality, code) in relation.events.iter() {
                let event = table.find(&code.cameo, &ontology).flatten();
                let event = event.unwrap_or_else(|| panic!("{} is not imported", code.cameo));
                let back = ontology.relation(event.relation.as_str()).unwrap();
                assert!(
                    tone(relation, negated) * tone(back, event.negated) >= 0,
                    "{negated} {modality:?} {} becomes {}, which is {}",
                    relation.id,
                    code.cameo,
                    back.id
                );
            }
        }
    }
}
