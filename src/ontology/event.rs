//! Events: what a statement is in the categories of PLOVER and the codes of CAMEO, by its truth.
//!
//! In: `schemas/exports/events.tsv` and the codes of the relations' own files. Out: the [`EventCodes`] of each relation. Both manuals
//! code a promise, a refusal and a deed apart ("has agreed to meet" is AGREE, "refused to meet" REJECT, "met" CONSULT).

use std::collections::BTreeMap;

use super::load::File;
use super::relation::{Relation, RelationId};
use super::{Modality, truth_words};
use crate::error::{Error, Result};

/// What a statement is in tables of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCode {
    /// The category of PLOVER: `AGREE`.
    pub plover: String,
    /// The code of CAMEO: `036`.
    pub cameo: String,
}

/// Goldstein scores of the root codes of CAMEO, 01 to 20.
const GOLDSTEIN: [f64; 20] = [
    0.0, 3.0, 4.0, 1.0, 3.5, 6.0, 7.0, 5.0, -2.0, -5.0, -2.0, -4.0, -6.0, -6.5, -7.2, -4.0, -7.0,
    -9.0, -10.0, -10.0,
];

impl EventCode {
    /// Returns the score of the CAMEO code's root on Goldstein's scale of conflict and cooperation, -10 (force) to 10.
    pub fn goldstein(&self) -> Option<f64> {
        GOLDSTEIN.get(self.root()?.checked_sub(1)?).copied()
    }

    /// Returns the quad class of the CAMEO code's root, as GDELT has them: 1 verbal cooperation, 2 material cooperation, 3 verbal
    /// conflict, 4 material conflict.
    pub fn quad_class(&self) -> Option<u8> {
        match self.root()? {
            1..=5 => Some(1),
            6..=8 => Some(2),
            9..=13 => Some(3),
            14..=20 => Some(4),
            _ => None,
        }
    }

    fn root(&self) -> Option<usize> {
        self.cameo.get(..2)?.parse().ok()
    }
}

/// The codes of one relation's statements, by whether they are negated and their modality; what is missing is no event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventCodes(BTreeMap<(bool, Modality), EventCode>);

impl EventCodes {
    /// Returns what a statement of that truth is, where it is an event.
    pub fn of(&self, negated: bool, modality: Modality) -> Option<&EventCode> {
        self.0.get(&(negated, modality))
    }

    /// Returns all codes, each with whether the statement is negated and its modality.
    pub fn iter(&self) -> impl Iterator<Item = (bool, Modality, &EventCode)> {
        self.0
            .iter()
            .map(|((negated, modality), code)| (*negated, *modality, code))
    }
}

impl FromIterator<((bool, Modality), EventCode)> for EventCodes {
    fn from_iter<I: IntoIterator<Item = ((bool, Modality), EventCode)>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}

/// The rows of the table by what they are for: a relation's id or a polarity, whether negated, modality.
type Rows = BTreeMap<(String, bool, Modality), Option<EventCode>>;

/// The categories of PLOVER.
pub const PLOVER_CATEGORIES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Gives each relation its codes. A row for the relation goes before one for its polarity; where there is none, a plain statement
/// has the first codes of the relation's own file, and others are no events.
pub(super) fn assign(
    file: Option<&File>,
    relations: &mut BTreeMap<RelationId, Relation>,
) -> Result<()> {
    let rows = match file {
        Some(file) => read(file, relations)?,
        None => Rows::new(),
    };
    for relation in relations.values_mut() {
        let truths = [false, true]
            .into_iter()
            .flat_map(|negated| Modality::ALL.map(|modality| (negated, modality)));
        relation.events = truths
            .filter_map(|truth| Some((truth, code(relation, truth, &rows)?)))
            .collect();
    }
    Ok(())
}

fn code(
    relation: &Relation,
    (negated, modality): (bool, Modality),
    rows: &Rows,
) -> Option<EventCode> {
    let row = |of: &str| rows.get(&(of.to_owned(), negated, modality));
    match row(relation.id.as_str()).or_else(|| row(relation.polarity.as_str())) {
        Some(code) => code.clone(),
        None if !negated && modality == Modality::Actual => own(relation),
        None => None,
    }
}

/// Returns the first codes of a relation's own file.
fn own(relation: &Relation) -> Option<EventCode> {
    Some(EventCode {
        plover: relation.plover.first()?.clone(),
        cameo: relation.cameo.first()?.clone(),
    })
}

/// The first line of the table.
const HEADER: &str = "says\tplover\tcameo\tmeaning";

/// Reads `says`, `plover`, `cameo` and what the code means, tab-separated; lines from `#` are remarks.
fn read(file: &File, relations: &BTreeMap<RelationId, Relation>) -> Result<Rows> {
    let mut rows = Rows::new();
    for (idx, line) in file.text.lines().enumerate() {
        let wrong = |message: String| Error::schema(&file.path, idx + 1, message);
        if idx == 0 && line != HEADER {
            let header = HEADER.replace('\t', ", ");
            return Err(wrong(format!(
                "expected the columns {header}, with tabs between them"
            )));
        }
        if idx == 0 || line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let (key, code) = row(line, relations).map_err(wrong)?;
        if rows.insert(key, code).is_some() {
            return Err(wrong("the same is said by a row above".to_owned()));
        }
    }
    Ok(rows)
}

type Row = ((String, bool, Modality), Option<EventCode>);

fn row(line: &str, relations: &BTreeMap<RelationId, Relation>) -> Result<Row, String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [says, plover, cameo, ..] = cells[..] else {
        return Err("expected what is said, a category of PLOVER and a code of CAMEO, with tabs between them".into());
    };
    let (negated, modality, of) = truth_words(says);
    let is_polarity = ["positive", "neutral", "negative"].contains(&of);
    if !is_polarity && !relations.contains_key(&RelationId::from(of)) {
        return Err(format!(
            "{of:?} in {says:?} is neither a relation nor positive, neutral or negative"
        ));
    }
    let key = (of.to_owned(), negated, modality);
    if plover == "-" && cameo.is_empty() {
        return Ok((key, None));
    }
    if !PLOVER_CATEGORIES.contains(&plover) {
        return Err(format!(
            "{plover:?} is no category of PLOVER: expected one of {}, or - and no code where it is no event",
            PLOVER_CATEGORIES.join(", ")
        ));
    }
    let is_number = cameo.chars().all(|c| c.is_ascii_digit());
    if !is_number || !(2..=4).contains(&cameo.len()) {
        return Err(format!(
            "{cameo:?} is no code of CAMEO: expected two to four digits"
        ));
    }
    let code = EventCode {
        plover: plover.to_owned(),
        cameo: cameo.to_owned(),
    };
    Ok((key, Some(code)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Ontology, Polarity};

    fn coded(table: &str, relation: &Relation) -> Result<EventCodes> {
        let file = File {
            path: "events.tsv".into(),
            text: format!("says\tplover\tcameo\tmeaning\n{table}"),
        };
        let mut relations = BTreeMap::from([(relation.id.clone(), relation.clone())]);
        assign(Some(&file), &mut relations)?;
        Ok(relations[&relation.id].events.clone())
    }

    #[test]
    fn a_statement_is_coded_by_its_truth() {
        let ontology = Ontology::built_in().unwrap();
        let (actual, intended) = (Modality::Actual, Modality::Intended);
        for (relation, negated, modality, expected) in [
            ("meets", false, actual, Some(("CONSULT", "040"))),
            ("meets", false, intended, Some(("AGREE", "036"))),
            ("meets", true, actual, Some(("REJECT", "125"))),
            ("aids", true, actual, Some(("SANCTION", "162"))),
            ("attacks", false, intended, Some(("THREATEN", "138"))),
            ("sanctions", false, actual, Some(("COERCE", "163"))),
            ("attacks", true, actual, None),
            ("attacks", false, Modality::Possible, None),
            ("sanctions", false, Modality::Requested, None),
            ("allied-with", false, actual, None),
        ] {
            let codes = &ontology.relation(relation).unwrap().events;
            let code = codes.of(negated, modality);
            let code = code.map(|c| (c.plover.as_str(), c.cameo.as_str()));
            assert_eq!(code, expected, "{relation} {negated} {modality:?}");
        }
    }

    #[test]
    fn a_relation_goes_before_its_polarity_and_its_own_file_comes_last() {
        let mut relation = Relation::plain("greets");
        relation.polarity = Polarity::Positive;
        relation.plover = vec!["SUPPORT".into(), "CONSULT".into()];
        relation.cameo = vec!["051".into()];
        let table = "# what is planned\nintended positive\tAGREE\t030\t\nintended greets\tAGREE\t032\t\nnot positive\tREJECT\t120\t\n";
        let codes = coded(table, &relation).unwrap();
        let told: Vec<_> = codes
            .iter()
            .map(|(n, m, code)| (n, m, &*code.cameo))
            .collect();
        let expected = [
            (false, Modality::Actual, "051"),
            (false, Modality::Intended, "032"),
            (true, Modality::Actual, "120"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_the_table_cannot_mean_is_an_error_with_its_line() {
        for (table, expected) in [
            ("meats\tCONSULT\t040", "neither a relation"),
            ("positive\tconsult\t040", "no category of PLOVER"),
            ("positive\t-\t040", "no category of PLOVER"),
            ("positive\tCONSULT\t4", "two to four digits"),
            ("positive\tCONSULT", "with tabs between"),
            (
                "positive\tAGREE\t03\t\npositive\tAGREE\t04",
                "by a row above",
            ),
        ] {
            let message = coded(table, &Relation::plain("greets"))
                .unwrap_err()
                .to_string();
            assert!(message.contains(expected), "{message}");
            assert!(message.contains("events.tsv:"), "{message}");
        }
        let file = File {
            path: "events.tsv".into(),
            text: "positive\tAGREE\t03\t\n".into(),
        };
        let message = assign(Some(&file), &mut BTreeMap::new())
            .unwrap_err()
            .to_string();
        assert!(message.contains("expected the columns says"), "{message}");
    }

    #[test]
    fn codes_tell_score_and_class_of_their_root() {
        let code = |cameo: &str| EventCode {
            plover: String::new(),
            cameo: cameo.into(),
        };
        assert_eq!(
            (code("1246").goldstein(), code("1246").quad_class()),
            (Some(-4.0), Some(3))
        );
        assert_eq!(
            (code("087").goldstein(), code("087").quad_class()),
            (Some(5.0), Some(2))
        );
        assert_eq!((code("").goldstein(), code("").quad_class()), (None, None));
    }
}
