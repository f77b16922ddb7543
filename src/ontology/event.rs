//! Events: what a statement is in the categories of PLOVER and the codes of CAMEO, by its truth.
//!
//! In: `schemas/exports/events.tsv`. Out: the [`EventCodes`] of each relation. Both manuals code a promise, a demand, a refusal and
//! a deed apart ("has agreed to meet" is AGREE, "refused to meet" REJECT, "met" CONSULT), and so a relation alone has no code.

use std::collections::BTreeMap;

use super::load::File;
use super::relation::{Polarity, Relation, RelationId};
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
}

impl FromIterator<((bool, Modality), EventCode)> for EventCodes {
    fn from_iter<I: IntoIterator<Item = ((bool, Modality), EventCode)>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}

/// The rows of the table by what they are for: a relation's id or a polarity, whether negated, modality.
type Rows = BTreeMap<(String, bool, Modality), Option<EventCode>>;

/// Gives each relation its codes. A row for the relation goes before one for its polarity, and both serve for what is possible
/// as for what is intended; where there is none, a plain statement has the first codes of the relation's own file.
pub(super) fn assign(
    file: Option<&File>,
    relations: &mut BTreeMap<RelationId, Relation>,
) -> Result<()> {
    let rows = match file {
        Some(file) => read(file, relations)?,
        None => Rows::new(),
    };
    for relation in relations.values_mut() {
        relation.events = codes(relation, &rows);
    }
    Ok(())
}

fn codes(relation: &Relation, rows: &Rows) -> EventCodes {
    let truths = [false, true]
        .into_iter()
        .flat_map(|negated| Modality::ALL.map(|modality| (negated, modality)));
    truths
        .filter_map(|truth| Some((truth, code(relation, truth, rows)?)))
        .collect()
}

fn code(
    relation: &Relation,
    (negated, modality): (bool, Modality),
    rows: &Rows,
) -> Option<EventCode> {
    let row = |of: &str, modality| rows.get(&(of.to_owned(), negated, modality));
    let row_of = |of| match modality {
        Modality::Possible => row(of, modality).or_else(|| row(of, Modality::Intended)),
        _ => row(of, modality),
    };
    match row_of(relation.id.as_str()).or_else(|| row_of(polarity(relation.polarity))) {
        Some(code) => code.clone(),
        None if !negated && modality == Modality::Actual => own(relation),
        None => None,
    }
}

/// Returns the first codes of a relation's own file.
fn own(relation: &Relation) -> Option<EventCode> {
    let first = |codes: &[String]| codes.first().cloned().unwrap_or_default();
    let (plover, cameo) = (first(&relation.plover), first(&relation.cameo));
    let has_any = !plover.is_empty() || !cameo.is_empty();
    has_any.then_some(EventCode { plover, cameo })
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "positive",
        Polarity::Neutral => "neutral",
        Polarity::Negative => "negative",
    }
}

/// Reads `says`, `plover`, `cameo` and what the code means, tab-separated; lines from `#` are remarks.
fn read(file: &File, relations: &BTreeMap<RelationId, Relation>) -> Result<Rows> {
    let mut rows = Rows::new();
    let lines = file.text.lines().enumerate().skip(1);
    for (idx, line) in lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let wrong = |message: String| Error::schema(&file.path, idx + 1, message);
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [says, plover, cameo, ..] = cells[..] else {
            return Err(wrong(
                "expected what is said, a category of PLOVER and a code of CAMEO, with tabs between them".into(),
            ));
        };
        let (negated, modality, of) = truth_words(says);
        let is_polarity = ["positive", "neutral", "negative"].contains(&of);
        if !is_polarity && !relations.contains_key(&RelationId::from(of)) {
            return Err(wrong(format!(
                "{of:?} in {says:?} is neither a relation nor positive, neutral or negative"
            )));
        }
        let is_plover = plover.chars().all(|c| c.is_ascii_uppercase() || c == '-');
        let is_cameo =
            matches!(cameo.len(), 0 | 2..=4) && cameo.chars().all(|c| c.is_ascii_digit());
        if plover.is_empty() || !is_plover || !is_cameo {
            return Err(wrong(format!(
                "expected a category of PLOVER in capitals, or - where it is no event, and two to four digits of CAMEO, not {plover:?} and {cameo:?}"
            )));
        }
        let code = (plover != "-").then(|| EventCode {
            plover: plover.to_owned(),
            cameo: cameo.to_owned(),
        });
        if rows
            .insert((of.to_owned(), negated, modality), code)
            .is_some()
        {
            return Err(wrong(format!("{says:?} has a row already")));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;

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
        for (relation, negated, modality, plover, cameo) in [
            ("meets", false, Modality::Actual, "CONSULT", "040"),
            ("meets", false, Modality::Intended, "AGREE", "036"),
            ("meets", false, Modality::Possible, "AGREE", "036"),
            ("meets", false, Modality::Requested, "REQUEST", "026"),
            ("meets", true, Modality::Actual, "REJECT", "125"),
            ("aids", true, Modality::Actual, "SANCTION", "162"),
            ("attacks", false, Modality::Possible, "THREATEN", "138"),
            ("sanctions", false, Modality::Requested, "ACCUSE", "113"),
        ] {
            let code = ontology
                .relation(relation)
                .unwrap()
                .events
                .of(negated, modality);
            let code = code.map(|c| (c.plover.as_str(), c.cameo.as_str()));
            assert_eq!(
                code,
                Some((plover, cameo)),
                "{relation} {negated} {modality:?}"
            );
        }
        let attacks = &ontology.relation("attacks").unwrap().events;
        assert_eq!(
            attacks.of(true, Modality::Actual),
            None,
            "what was not done is no event"
        );
    }

    #[test]
    fn a_relation_goes_before_its_polarity_and_its_own_file_comes_last() {
        let mut relation = Relation::plain("greets");
        relation.polarity = Polarity::Positive;
        relation.plover = vec!["SUPPORT".into(), "CONSULT".into()];
        relation.cameo = vec!["051".into()];
        let table = "intended positive\tAGREE\t030\t\nintended greets\tAGREE\t032\t\nnot positive\tREJECT\t120\t\n";
        let codes = coded(table, &relation).unwrap();
        let cameo = |negated, modality| codes.of(negated, modality).map(|c| c.cameo.as_str());
        assert_eq!(cameo(false, Modality::Actual), Some("051"));
        assert_eq!(cameo(false, Modality::Intended), Some("032"));
        assert_eq!(cameo(false, Modality::Possible), Some("032"));
        assert_eq!(cameo(true, Modality::Actual), Some("120"));
        assert_eq!(cameo(true, Modality::Intended), None);
    }

    #[test]
    fn what_the_table_cannot_mean_is_an_error_with_its_line() {
        for (table, expected) in [
            ("meats\tCONSULT\t040", "neither a relation"),
            ("positive\tconsult\t040", "in capitals"),
            ("positive\tCONSULT\t4", "two to four digits"),
            ("positive\tCONSULT", "with tabs between"),
            (
                "positive\tAGREE\t03\t\npositive\tAGREE\t04",
                "has a row already",
            ),
        ] {
            let message = coded(table, &Relation::plain("greets"))
                .unwrap_err()
                .to_string();
            assert!(message.contains(expected), "{message}");
            assert!(message.contains("events.tsv"), "{message}");
        }
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
