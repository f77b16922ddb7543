//! Answers on standard output: as a table, JSON, CSV or DOT.

use std::io::{IsTerminal, Write};

use comfy_table::{ContentArrangement, Table, presets};
use demarche::export::{self, Export, Meta};
use demarche::graph::Graph;
use demarche::ontology::Ontology;
use demarche::time::{Interval, PartialDate};

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// Columns for reading.
    #[default]
    Table,
    /// One JSON value with everything.
    Json,
    /// A header and rows, for spreadsheets.
    Csv,
    /// A Graphviz graph of the edges in the answer.
    Dot,
    /// A picture: of the edges in the answer, or of their times where that is the question.
    Svg,
}

/// An answer, ready to be printed in any format.
#[derive(Debug)]
pub(crate) struct Answer {
    /// What the columns are called.
    pub(crate) columns: Vec<&'static str>,
    /// The rows, a cell for each column.
    pub(crate) rows: Vec<Vec<String>>,
    /// The whole answer.
    pub(crate) json: serde_json::Value,
    /// The edges of the answer.
    pub(crate) graph: Graph,
}

impl Answer {
    /// Prints the answer; `title` names the graph in DOT.
    pub(crate) fn print(
        &self,
        format: Format,
        ontology: &Ontology,
        meta: &Meta,
    ) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        match format {
            Format::Table => print_table(&self.columns, &self.rows, &mut out)?,
            Format::Json => print_json(&self.json)?,
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(&mut out);
                csv.write_record(&self.columns)?;
                for row in &self.rows {
                    csv.write_record(row)?;
                }
                csv.flush()?;
            }
            Format::Dot | Format::Svg => {
                let export = Export::new(&self.graph, &[], ontology.relations(), meta);
                let drawn = match format {
                    Format::Dot => export::Format::Dot,
                    _ => export::Format::Svg,
                };
                drawn.write(&export, &mut out)?;
            }
        }
        out.flush()?;
        Ok(())
    }
}

/// Prints a value as JSON for reading.
pub(crate) fn print_json(value: &serde_json::Value) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value:#}")?;
    Ok(out.flush()?)
}

/// Prints columns: framed and wrapped on a terminal, plain elsewhere.
pub(crate) fn print_table(
    columns: &[&str],
    rows: &[Vec<String>],
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut table = Table::new();
    if std::io::stdout().is_terminal() {
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic);
    } else {
        table.load_style(presets::NOTHING);
    }
    table.set_header(columns);
    table.add_rows(rows.iter().map(|row| row.iter().map(|cell| plain(cell))));
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Returns text without line breaks and control characters: articles are not trusted with a terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Writes a date, or nothing.
pub(crate) fn date(date: Option<PartialDate>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

/// Writes intervals: "2014-03, 2016 – 2020, 2022 –".
pub(crate) fn intervals(intervals: &[Interval]) -> String {
    let one = |i: &Interval| match (i.start, i.end) {
        (Some(start), Some(end)) if start == end => start.to_string(),
        (start, end) => format!("{} – {}", date(start), date(end)).trim().to_owned(),
    };
    intervals.iter().map(one).collect::<Vec<_>>().join(", ")
}
