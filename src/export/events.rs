//! Events, one tab-separated row for each dated statement, for those who work with CAMEO and PLOVER.
//!
//! In: the statements of an [`Export`], or one after the other. Out: a table, of an export sorted by date. The codes are those of
//! the statement, not of its relation alone: what is promised or refused has others than what is done, and what is no event has none.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Export;
use super::told::Told;
use crate::extract::Statement;
use crate::ontology::{EventCode, Relation, RelationId};
use crate::store::Order;
use crate::time::PartialDate;

const HEADER: [&str; 21] = [
    "id",
    "date",
    "end",
    "seen",
    "source",
    "source_root",
    "source_mention",
    "relation",
    "target",
    "target_root",
    "target_mention",
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

/// A table of events that statements are added to, one row each.
///
/// ```
/// use demarche::export::EventTable;
/// use demarche::ontology::Ontology;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let ontology = Ontology::built_in()?;
/// let mut out = Vec::new();
/// EventTable::new(&mut out, ontology.relations())?.flush()?;
/// assert!(String::from_utf8(out)?.starts_with("id\tdate\tend\tseen\tsource\t"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct EventTable<'a, W: Write> {
    writer: csv::Writer<W>,
    relations: &'a BTreeMap<RelationId, Relation>,
}

impl<'a, W: Write> EventTable<'a, W> {
    /// Begins a table: writes its header.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn new(out: W, relations: &'a BTreeMap<RelationId, Relation>) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
        writer.write_record(HEADER).map_err(broken)?;
        Ok(Self { writer, relations })
    }

    /// Adds the row of a statement; its date is empty where neither it nor its article has one.
    ///
    /// # Errors
    /// Where the table cannot be written to.
    pub fn add(&mut self, statement: &Statement) -> io::Result<()> {
        let relation = self.relations.get(&statement.relation);
        let row = row(statement, relation);
        self.writer.write_record(row).map_err(broken)
    }

    /// Writes what has been held back.
    ///
    /// # Errors
    /// Where the table cannot be written to.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Returns the error below one of the CSV writer, which keeps its kind: a closed pipe is no failure.
fn broken(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("a row does not fit the header"),
    }
}

/// Writes the events that have a date.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = EventTable::new(out, export.relations)?;
    Told::of(export).each(Order::Date, |statement| match date(statement) {
        Some(_) => table.add(statement),
        None => Ok(()),
    })?;
    table.flush()
}

/// Returns when it happened or began, else the day of the article.
fn date(statement: &Statement) -> Option<PartialDate> {
    statement.start.or(statement.seen)
}

fn row(statement: &Statement, relation: Option<&Relation>) -> Vec<String> {
    let day = |d: Option<PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let code = relation.and_then(|r| r.events.of(statement.negated, statement.modality));
    let goldstein = code.and_then(EventCode::goldstein).map(|g| g.to_string());
    let class = code.and_then(EventCode::quad_class).map(|c| c.to_string());
    let (source, target) = (&statement.source, &statement.target);
    let cells = [
        statement.id.to_string(),
        day(date(statement)),
        day(statement.end),
        day(statement.seen),
        source.name.clone(),
        source.root.clone(),
        source.mention.clone(),
        statement.relation.to_string(),
        target.name.clone(),
        target.root.clone(),
        target.mention.clone(),
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
        let attack = told.iter().find(|row| row[7] == "attacks").unwrap();
        assert_eq!(attack.len(), HEADER.len());
        assert_eq!(attack[13..17], ["ASSAULT", "190", "-10", "4"]);
        for statement in &mut sample.statements {
            statement.negated = true;
        }
        let denied = rows(&sample);
        let attack = denied.iter().find(|row| row[7] == "attacks").unwrap();
        assert_eq!(attack[13..17], ["", "", "", ""]);
    }
}
