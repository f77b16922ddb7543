//! Events, one tab-separated row for each dated statement, for those who work with CAMEO and PLOVER.
//!
//! In: the statements of an [`Export`]. Out: a table sorted by date. The codes are those of the statement, not of its relation
//! alone: what is promised, demanded or refused has others than what is done, and what is no event has none.

use std::io::{self, Write};

use super::Export;
use super::told::Told;
use crate::extract::Statement;
use crate::ontology::{EventCode, Relation};
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
    let code = relation.and_then(|r| r.events.of(statement.negated, statement.modality));
    let goldstein = code.and_then(EventCode::goldstein).map(|g| g.to_string());
    let class = code.and_then(EventCode::quad_class).map(|c| c.to_string());
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
        code.map(|c| c.plover.clone()).unwrap_or_default(),
        code.map(|c| c.cameo.clone()).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;
    use crate::extract::Modality;

    #[test]
    fn a_statement_is_one_line_with_the_codes_of_its_truth() {
        let mut sample = Fixture::small();
        let attacks = sample.relations.get_mut(&"attacks".into()).unwrap();
        let code = EventCode {
            plover: "ASSAULT".into(),
            cameo: "190".into(),
        };
        attacks.events = [((false, Modality::Actual), code)].into_iter().collect();
        for statement in &mut sample.statements {
            statement.sentence = "a\tb\nc".into();
        }
        let rows = |sample: &Fixture| -> Vec<Vec<String>> {
            let mut out = Vec::new();
            write(&sample.export(), &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
            text.lines().skip(1).map(cells).collect()
        };
        let told = rows(&sample);
        assert_eq!(told.len(), sample.statements.len());
        let attack = told.iter().find(|row| row[6] == "attacks").unwrap();
        assert_eq!(attack.len(), HEADER.len());
        assert_eq!(attack[11..15], ["ASSAULT", "190", "-10", "4"]);
        for statement in &mut sample.statements {
            statement.negated = true;
        }
        let denied = rows(&sample);
        let attack = denied.iter().find(|row| row[6] == "attacks").unwrap();
        assert_eq!(attack[11..15], ["", "", "", ""]);
    }
}
