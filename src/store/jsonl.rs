//! Statements and decisions read from JSON lines.

use std::io::BufRead;
use std::path::Path;

use super::Decision;
use crate::error::{Diagnostic, Error, Result};
use crate::extract::Statement;

/// Reads statements, one JSON object a line, and calls `take` with each; returns what is wrong with the
/// lines that were left out. `path` is only named in messages. The id is computed from the content,
/// whatever the line says.
pub fn read_statements(
    path: &Path,
    reader: impl BufRead,
    take: impl FnMut(Statement) -> Result<()>,
) -> Result<Vec<Diagnostic>> {
    read_lines(path, reader, parse, take)
}

/// Reads decisions, one JSON object a line, and calls `take` with each; returns what is wrong with the lines that
/// were left out. `path` is only named in messages.
pub fn read_decisions(
    path: &Path,
    reader: impl BufRead,
    take: impl FnMut(Decision) -> Result<()>,
) -> Result<Vec<Diagnostic>> {
    read_lines(path, reader, parse_decision, take)
}

fn read_lines<T>(
    path: &Path,
    mut reader: impl BufRead,
    parse: fn(&[u8]) -> Result<T, String>,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<Vec<Diagnostic>> {
    let mut rejected = Vec::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let n_read = reader
            .read_until(b'\n', &mut bytes)
            .map_err(|e| Error::io(path, e))?;
        if n_read == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match parse(&bytes) {
            Ok(read) => take(read)?,
            Err(message) => rejected.push(Diagnostic {
                place: path.display().to_string(),
                line,
                message,
            }),
        }
    }
    Ok(rejected)
}

fn parse(line: &[u8]) -> Result<Statement, String> {
    let mut statement: Statement =
        serde_json::from_slice(line).map_err(|e| format!("expected a statement: {e}"))?;
    if !(0.0..=1.0).contains(&statement.confidence) {
        return Err(format!(
            "expected a confidence from 0 to 1, found {}",
            statement.confidence
        ));
    }
    if statement.valid().is_inverted() {
        return Err("expected an end that is not before the start".to_owned());
    }
    if statement.span[0] > statement.span[1] {
        return Err("expected a span that does not end before it starts".to_owned());
    }
    for (end, what) in [(&statement.source, "source"), (&statement.target, "target")] {
        if end.id.as_str().is_empty() || end.root.trim().is_empty() {
            return Err(format!("expected an id and a root of the {what}"));
        }
    }
    statement.id = statement.content_id();
    Ok(statement)
}

fn parse_decision(line: &[u8]) -> Result<Decision, String> {
    let read: Decision =
        serde_json::from_slice(line).map_err(|e| format!("expected a decision: {e}"))?;
    Decision::new(
        read.verdict,
        read.subject,
        read.reason,
        read.author,
        read.decided,
    )
    .map_err(|e| e.to_string())
}
