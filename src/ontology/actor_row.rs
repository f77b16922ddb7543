//! Rows of the CSV files of `schemas/actors/`.
//!
//! In: the layers of a file. Out: rows whose cells are found by column, with where they stand for messages.

use std::collections::{BTreeMap, HashMap};

use super::load::File;
use crate::error::{Error, Result};
use crate::time::{Interval, PartialDate};

/// One CSV row: its cells by column, and where it stands.
pub(super) struct CsvRow<'f> {
    pub(super) layer: usize,
    pub(super) path: &'f str,
    pub(super) line: usize,
    cells: HashMap<String, String>,
}

impl CsvRow<'_> {
    pub(super) fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |c| c.trim())
    }

    /// Whether the file has that column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.cells.contains_key(column)
    }

    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.text(column)
            .split(';')
            .map(str::trim)
            .filter(|item| !item.is_empty())
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::schema(self.path, self.line, message)
    }

    pub(super) fn date(&self, column: &str) -> Result<Option<PartialDate>> {
        match self.text(column) {
            "" => Ok(None),
            date => date
                .parse()
                .map(Some)
                .map_err(|e| self.error(format!("{column}: {e}"))),
        }
    }

    pub(super) fn interval(&self) -> Result<Interval> {
        let interval = Interval::new(self.date("start")?, self.date("end")?);
        if interval.is_inverted() {
            Err(self.error("ends before it starts"))
        } else {
            Ok(interval)
        }
    }
}

/// Reads one of the CSV files, all its layers, rows in order; checks that the columns are the expected ones.
pub(super) fn rows<'f>(
    files: &'f BTreeMap<String, Vec<File>>,
    name: &str,
    columns: &[&str],
) -> Result<Vec<CsvRow<'f>>> {
    let mut found = Vec::new();
    for (layer, file) in files
        .get(&format!("actors/{name}.csv"))
        .into_iter()
        .flatten()
        .enumerate()
    {
        let fail = |line: usize, message: String| Error::schema(&file.path, line, message);
        let mut reader = csv::ReaderBuilder::new().from_reader(file.text.as_bytes());
        let header = reader
            .headers()
            .map_err(|e| fail(1, e.to_string()))?
            .clone();
        if let Some(unknown) = header.iter().find(|h| !columns.contains(h)) {
            return Err(fail(
                1,
                format!("unknown column `{unknown}`, expected {}", columns.join(",")),
            ));
        }
        if let Some(missing) = columns.iter().find(|c| !header.iter().any(|h| h == **c)) {
            return Err(fail(
                1,
                format!("no column `{missing}`, expected {}", columns.join(",")),
            ));
        }
        for record in reader.records() {
            let record = record
                .map_err(|e| fail(e.position().map_or(0, |p| p.line() as usize), e.to_string()))?;
            let line = record.position().map_or(0, |p| p.line() as usize);
            let cells = header
                .iter()
                .map(str::to_owned)
                .zip(record.iter().map(str::to_owned))
                .collect();
            found.push(CsvRow {
                layer,
                path: &file.path,
                line,
                cells,
            });
        }
    }
    Ok(found)
}
