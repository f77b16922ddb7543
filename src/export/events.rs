//! Events, one tab-separated row for each dated statement, for those who work with CAMEO and PLOVER.
//!
//! In: the statements of an [`Export`]. Out: a table sorted by date. The Goldstein score is that of the
//! CAMEO root code, from −10 (force) to +10; the quad class is 1 verbal cooperation, 2 material
//! cooperation, 3 verbal conflict, 4 material conflict. Both are empty where the relation is neither.

use std::io::{self, Write};

use super::Export;
use super::told::Told;
use crate::extract::Statement;
use crate::ontology::{Mode, Polarity, Relation};
use crate::store::Order;

const HEADER: [&str; 19] = [
    "id",
    "date",
    "end",
    "seen",
    "source",
    "source_root",
    "relation",
    "target",
    "target_root",
    "negated",
    "modality",
    "plover",
    "cameo",
    "goldstein",
    "quad_class",
    "confidence",
    "attributed_to",
    "document",
    "sentence",
];

/// Goldstein scores of the root codes of CAMEO, 01 to 20.
const GOLDSTEIN: [f64; 20] = [
    0.0, 3.0, 4.0, 1.0, 3.5, 6.0, 7.0, 5.0, -2.0, -5.0, -2.0, -4.0, -6.0, -6.5, -7.2, -4.0, -7.0,
    -9.0, -10.0, -10.0,
];

/// Writes the events.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    writer.write_record(HEADER).map_err(io::Error::other)?;
    Told::of(export).each(Order::Date, |statement| {
        let Some(date) = statement.start.or(statement.seen) else {
            return Ok(());
        };
        let relation = export.relations.get(&statement.relation);
        let row = row(&date.to_string(), statement, relation);
        writer.write_record(row).map_err(io::Error::other)
    })?;
    writer.flush()
}

fn row(date: &str, statement: &Statement, relation: Option<&Relation>) -> Vec<String> {
    let day = |d: Option<crate::time::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let joined = |codes: Option<&Vec<String>>| codes.map(|c| c.join(" ")).unwrap_or_default();
    let goldstein = relation.and_then(goldstein).map(|g| g.to_string());
    let class = relation.and_then(quad_class).map(|c| c.to_string());
    let (source, target) = (&statement.source, &statement.target);
    let cells = [
        statement.id.to_string(),
        date.to_owned(),
        day(statement.end),
        day(statement.seen),
        source.name.clone(),
        source.root.clone(),
        statement.relation.to_string(),
        target.name.clone(),
        target.root.clone(),
        statement.negated.to_string(),
        statement.modality.as_str().to_owned(),
        joined(relation.map(|r| &r.plover)),
        joined(relation.map(|r| &r.cameo)),
        goldstein.unwrap_or_default(),
        class.unwrap_or_default(),
        statement.confidence.to_string(),
        statement.attributed_to.clone().unwrap_or_default(),
        statement.document.to_string(),
        statement.sentence.clone(),
    ];
    // One row is one line: readers of such tables split at tabs and line ends, quoted or not.
    let plain = |cell: String| {
        let plain = cell.chars().map(|c| if c.is_control() { ' ' } else { c });
        plain.collect::<String>()
    };
    cells.into_iter().map(plain).collect()
}

/// Returns the Goldstein score of the first code's root.
fn goldstein(relation: &Relation) -> Option<f64> {
    let root: usize = relation.cameo.first()?.get(..2)?.parse().ok()?;
    GOLDSTEIN.get(root.checked_sub(1)?).copied()
}

fn quad_class(relation: &Relation) -> Option<u8> {
    match (relation.polarity, relation.mode) {
        (Polarity::Positive, Mode::Verbal) => Some(1),
        (Polarity::Positive, Mode::Material) => Some(2),
        (Polarity::Negative, Mode::Verbal) => Some(3),
        (Polarity::Negative, Mode::Material) => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn a_statement_is_one_line_with_its_codes() {
        let mut sample = Fixture::small();
        let attacks = sample.relations.get_mut(&"attacks".into()).unwrap();
        attacks.cameo = vec!["190".into(), "193-196".into()];
        attacks.plover = vec!["ASSAULT".into()];
        for statement in &mut sample.statements {
            statement.sentence = "a\tb\nc".into();
        }
        let mut out = Vec::new();
        write(&sample.export(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), sample.statements.len() + 1);
        let row: Vec<_> = text
            .lines()
            .find(|l| l.contains("ASSAULT"))
            .unwrap()
            .split('\t')
            .collect();
        assert_eq!(row.len(), HEADER.len());
        assert_eq!(row[11..15], ["ASSAULT", "190 193-196", "-10", "4"]);
    }
}
