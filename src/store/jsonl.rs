//! Statements and decisions read from JSON lines.

use std::io::{BufRead, Read};
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

fn read_lines<T: Send>(
    path: &Path,
    mut reader: impl BufRead,
    parse: fn(&[u8]) -> Result<T, String>,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<Vec<Diagnostic>> {
    let mut rejected = Vec::new();
    let mut n_lines = 0;
    let mut take_all = |lines: Lines<T>| {
        for (line, read) in lines.read {
            match read {
                Ok(read) => take(read)?,
                Err(message) => rejected.push(Diagnostic {
                    place: path.display().to_string(),
                    line: n_lines + line,
                    message,
                }),
            }
        }
        n_lines += lines.n_lines;
        Ok::<(), Error>(())
    };
    // One chunk is parsed while what the one before held is taken.
    std::thread::scope(|scope| {
        let mut before = None;
        loop {
            let chunk = read_chunk(&mut reader).map_err(|e| Error::io(path, e))?;
            let is_last = chunk.is_empty();
            let next = scope.spawn(move || parse_lines(&chunk, parse));
            if let Some(lines) = before.take() {
                take_all(lines)?;
            }
            before = Some(next.join().expect("parsing a line cannot fail"));
            if is_last {
                return Ok(());
            }
        }
    })
    .map(|()| rejected)
}

/// How much text is parsed at a time.
const CHUNK: u64 = 1 << 20;

/// Lines with something on them, as they were read.
struct Lines<T> {
    n_lines: usize,
    /// Each with its number in the chunk, counted from 1.
    read: Vec<(usize, Result<T, String>)>,
}

/// Reads some whole lines; none at the end.
fn read_chunk(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut chunk = Vec::new();
    reader.by_ref().take(CHUNK).read_to_end(&mut chunk)?;
    if chunk.last().is_some_and(|&byte| byte != b'\n') {
        reader.read_until(b'\n', &mut chunk)?;
    }
    Ok(chunk)
}

fn parse_lines<T>(chunk: &[u8], parse: fn(&[u8]) -> Result<T, String>) -> Lines<T> {
    let lines = || (1..).zip(chunk.split_inclusive(|&byte| byte == b'\n'));
    let written = lines().filter(|(_, line)| !line.trim_ascii().is_empty());
    Lines {
        n_lines: lines().count(),
        read: written.map(|(n, line)| (n, parse(line))).collect(),
    }
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
