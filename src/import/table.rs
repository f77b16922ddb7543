//! Rows become statements, one at a time.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use csv::StringRecord;

use super::code::Event;
use super::mapping::{Field, Mapping};
use super::party::{Given, Parties};
use crate::article::DocumentId;
use crate::error::{Diagnostic, Error, Result};
use crate::extract::{Extractor, Statement, StatementId};
use crate::ontology::Ontology;
use crate::time::{Interval, PartialDate};

/// What became of the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows, without the line of names.
    pub n_rows: usize,
    /// Rows that became a statement.
    pub n_mapped: usize,
    /// Rows that the mapping leaves out, as their code says nothing of two actors.
    pub n_left_out: usize,
    /// Rows that were rejected, by reason.
    pub rejected: BTreeMap<String, usize>,
}

impl Tally {
    /// Returns how many rows were rejected.
    pub fn n_rejected(&self) -> usize {
        self.rejected.values().sum()
    }
}

/// Why a row gives no statement.
enum Refusal {
    /// The code is mapped to nothing.
    LeftOut,
    /// The reason that many rows share, and what this one says.
    Rejected(&'static str, String),
}

/// Reads the rows of a table and hands `take` a statement for each, or why there is none; `path` names the table in
/// messages and, where the mapping does not, its documents.
///
/// # Errors
/// [`Error::Input`] where the table cannot be read or lacks a column that every row needs, and what `take` fails with.
pub fn import(
    mapping: &Mapping,
    ontology: &Ontology,
    path: &str,
    reader: impl Read,
    mut take: impl FnMut(Result<Statement, Diagnostic>) -> Result<()>,
) -> Result<Tally> {
    let layout = &mapping.layout;
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(layout.delimiter as u8)
        .quoting(layout.quoted)
        .flexible(true)
        .has_headers(layout.header.is_empty())
        .from_reader(reader);
    let failed = |e: csv::Error| Error::input(path, 0, format!("cannot be read: {e}"));
    let header = match layout.header.as_slice() {
        [] => text(rows.byte_headers().map_err(failed)?),
        names => names.iter().map(String::as_str).collect(),
    };
    let mut table = Table {
        columns: columns(mapping, &header, path)?,
        parties: Parties::new(layout, ontology)?,
        dataset: layout.dataset.clone().unwrap_or_else(|| stem(path)),
        mapping,
        ontology,
    };
    let mut tally = Tally::default();
    let mut record = csv::ByteRecord::new();
    while rows.read_byte_record(&mut record).map_err(failed)? {
        tally.n_rows += 1;
        match table.statement(&text(&record)) {
            Ok(statement) => {
                tally.n_mapped += 1;
                take(Ok(statement))?;
            }
            Err(Refusal::LeftOut) => tally.n_left_out += 1,
            Err(Refusal::Rejected(reason, message)) => {
                *tally.rejected.entry(reason.to_owned()).or_default() += 1;
                let line = record.position().map_or(0, csv::Position::line);
                take(Err(Diagnostic {
                    place: path.to_owned(),
                    line: usize::try_from(line).unwrap_or_default(),
                    message,
                }))?;
            }
        }
    }
    Ok(tally)
}

/// Returns a row as text; bytes that are no UTF-8 become U+FFFD.
fn text(record: &csv::ByteRecord) -> StringRecord {
    StringRecord::from_byte_record_lossy(record.clone())
}

fn stem(path: &str) -> String {
    let name = Path::new(path)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    if stem.is_empty() { "table" } else { stem }.to_owned()
}

/// Returns where each thing stands.
fn columns(mapping: &Mapping, header: &StringRecord, path: &str) -> Result<BTreeMap<Field, usize>> {
    let place = |name: &String| {
        header
            .iter()
            .position(|h| h.trim().trim_start_matches('\u{feff}') == name)
    };
    let mut columns = BTreeMap::new();
    for (field, names) in &mapping.layout.columns {
        if let Some(column) = names.iter().find_map(place) {
            columns.insert(*field, column);
        }
    }
    for (needed, what) in [
        ([Field::Source, Field::SourceCode], "source"),
        ([Field::Target, Field::TargetCode], "target"),
        ([Field::Code, Field::Code], "code"),
    ] {
        if !needed.iter().any(|field| columns.contains_key(field)) {
            let found: Vec<&str> = header.iter().collect();
            return Err(Error::input(
                path,
                1,
                format!(
                    "no column for `{what}`: found {}; name it under [columns] in a file for --mapping",
                    found.join(", ")
                ),
            ));
        }
    }
    Ok(columns)
}

struct Table<'a> {
    columns: BTreeMap<Field, usize>,
    parties: Parties<'a>,
    dataset: String,
    mapping: &'a Mapping,
    ontology: &'a Ontology,
}

impl Table<'_> {
    fn cell<'r>(&self, row: &'r StringRecord, field: Field) -> &'r str {
        let column = self.columns.get(&field);
        column.and_then(|&c| row.get(c)).unwrap_or_default().trim()
    }

    fn statement(&mut self, row: &StringRecord) -> Result<Statement, Refusal> {
        let code = self.code(row)?;
        let event = match self.mapping.codes.find(&code, self.ontology) {
            None => {
                return Err(Refusal::Rejected(
                    "unknown code",
                    format!("nobody knows the code {code:?}"),
                ));
            }
            Some(None) => return Err(Refusal::LeftOut),
            Some(Some(event)) => event,
        };
        let (valid, seen) = self.dates(row, &event)?;
        let date = valid.start.or(valid.end).or(seen);
        let mut end = |what: &'static str, fields: [Field; 3]| {
            let [name, country, code] = fields.map(|field| {
                self.columns
                    .get(&field)
                    .and_then(|&c| row.get(c))
                    .unwrap_or_default()
                    .trim()
            });
            self.parties
                .end(
                    Given {
                        name,
                        country,
                        code,
                    },
                    date,
                )
                .map_err(|reason| Refusal::Rejected(what, format!("{what}: {reason}")))
        };
        let source = end(
            "no source",
            [Field::Source, Field::SourceCountry, Field::SourceCode],
        )?;
        let target = end(
            "no target",
            [Field::Target, Field::TargetCountry, Field::TargetCode],
        )?;
        if source.id == target.id {
            let message = format!("{} is both source and target", source.name);
            return Err(Refusal::Rejected("one actor at both ends", message));
        }
        let sentence = match self.cell(row, Field::Sentence) {
            "" => self.sentence(row, &source.mention, &target.mention, &code),
            sentence => sentence.to_owned(),
        };
        let story = match self.cell(row, Field::Story) {
            "" => date.map(|d| d.to_string()).unwrap_or_default(),
            story => story.to_owned(),
        };
        let (source, target) = if event.reversed {
            (target, source)
        } else {
            (source, target)
        };
        let mut statement = Statement {
            id: StatementId("".into()),
            document: DocumentId(format!("{}:{story}", self.dataset)),
            span: [0, sentence.chars().count()],
            sentence,
            source,
            relation: event.relation,
            target,
            negated: event.negated,
            modality: event.modality,
            attributed_to: None,
            start: valid.start,
            end: valid.end,
            seen,
            confidence: self.confidence(row)?,
            extractor: Extractor::Imported,
            frame: Some(code),
        };
        statement.id = statement.content_id();
        Ok(statement)
    }

    fn code(&self, row: &StringRecord) -> Result<String, Refusal> {
        match (self.cell(row, Field::Code), self.cell(row, Field::Mode)) {
            ("", _) => Err(Refusal::Rejected(
                "no code",
                "no code or word for the event".to_owned(),
            )),
            (code, "") => Ok(code.to_owned()),
            (code, mode) => Ok(format!("{code}-{mode}")),
        }
    }

    /// Returns when it held and when that was seen.
    fn dates(
        &self,
        row: &StringRecord,
        event: &Event,
    ) -> Result<(Interval, Option<PartialDate>), Refusal> {
        let date = |field| match self.cell(row, field) {
            "" => Ok(None),
            text => parse_date(text).map(Some).ok_or_else(|| {
                Refusal::Rejected(
                    "no date",
                    format!("cannot read the date {text:?}: expected YYYY, YYYY-MM or YYYY-MM-DD"),
                )
            }),
        };
        let day = date(Field::Date)?;
        let start = date(Field::Start)?.or(day);
        let end = date(Field::End)?.or(day.filter(|_| !event.begins));
        let valid = Interval::new(start, end);
        if valid.is_inverted() {
            let message = "it ends before it begins".to_owned();
            return Err(Refusal::Rejected("ends before it begins", message));
        }
        let seen = date(Field::Seen)?.or(day);
        Ok((valid, seen))
    }

    fn sentence(&self, row: &StringRecord, source: &str, target: &str, code: &str) -> String {
        match self.cell(row, Field::Words) {
            "" => format!("{source} {} {target}", code.replace('_', " ")),
            words => format!("{source}: {words}: {target}"),
        }
    }

    fn confidence(&self, row: &StringRecord) -> Result<f64, Refusal> {
        let text = self.cell(row, Field::Confidence);
        if text.is_empty() {
            return Ok(self.mapping.layout.confidence);
        }
        let number = text.parse().ok().filter(|c| (0.0..=1.0).contains(c));
        number.ok_or_else(|| {
            let message = format!("cannot read the confidence {text:?}: expected 0 to 1");
            Refusal::Rejected("no confidence", message)
        })
    }
}

/// Reads a date as statements write it, or of eight digits, or with a time behind it.
fn parse_date(text: &str) -> Option<PartialDate> {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    if is_digits && text.len() == 8 {
        return format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
            .parse()
            .ok();
    }
    let day = text.split(['T', ' ']).next()?;
    day.parse().ok()
}
