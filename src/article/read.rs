//! Files become articles, one at a time.
//!
//! In: paths as typed. Out: [`Articles`], an iterator of articles and complaints that holds one file (of
//! JSON lines: one line) in memory. What is broken is told with file and line, and the rest goes on.
//!
//! Ids: an article without its own takes its file's stem (in files of many, the stem, `-` and the line or place). An
//! id that came before, with another text, gets `-2`, `-3` …; with the same text the article is left out. Both are told.

use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use serde_json::Value;

use super::date::date_in_url;
use super::decode;
use super::source::{Format, Source, Sources};
use super::{Article, DocumentId, html, json, plain, published_in_text};
use crate::Diagnostic;
use crate::time::PartialDate;

/// How many bytes an article's text may have; a longer one is rejected.
pub const MAX_TEXT: usize = 4 << 20;
/// How many bytes a file that is read whole may have.
const MAX_FILE: u64 = 64 << 20;
/// How many bytes a line of JSON lines may have.
const MAX_LINE: u64 = 16 << 20;
/// How many characters a title, an id, a source may have; the rest is cut.
const MAX_FIELD: usize = 1000;

/// An article before it has an identity for certain.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<PartialDate>,
    pub(super) text: String,
    /// What was odd about it.
    pub(super) complaints: Vec<String>,
}

/// The articles under some paths; see [`read`].
pub struct Articles {
    sources: Sources,
    lines: Option<Lines>,
    ready: VecDeque<Result<Article, Diagnostic>>,
    /// Hashes of the ids that came, with the hashes of their texts.
    seen: HashMap<blake3::Hash, blake3::Hash>,
    /// The last file in which statements were met, which is told once.
    of_statements: Option<String>,
}

/// A file of JSON lines that is being read.
struct Lines {
    source: Source,
    line: usize,
}

/// Returns the articles of files, folders and standard input (`-`), in the order of the paths.
///
/// `Err` items tell of input that was odd or rejected; the iterator goes on after each.
pub fn read(paths: &[PathBuf]) -> Articles {
    Articles {
        sources: Sources::new(paths),
        lines: None,
        ready: VecDeque::new(),
        seen: HashMap::new(),
        of_statements: None,
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(lines) = self.lines.take() {
                self.read_line(lines);
                continue;
            }
            match self.sources.next()? {
                Ok(source) => self.read_source(source),
                Err(diagnostic) => self.ready.push_back(Err(diagnostic)),
            }
        }
    }
}

impl Articles {
    fn complain(&mut self, place: &str, line: usize, message: impl Into<String>) {
        self.ready.push_back(Err(Diagnostic {
            place: place.to_owned(),
            line,
            message: message.into(),
        }));
    }

    fn read_source(&mut self, mut source: Source) {
        if source.format == Format::Unknown
            && let Err(error) = sniff(&mut source)
        {
            return self.complain(&source.place, 0, format!("cannot be read: {error}"));
        }
        if source.format == Format::JsonLines {
            self.lines = Some(Lines { source, line: 0 });
            return;
        }
        let mut bytes = Vec::new();
        if let Err(error) = source
            .stream
            .by_ref()
            .take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
        {
            return self.complain(&source.place, 0, format!("cannot be read: {error}"));
        }
        if bytes.len() as u64 > MAX_FILE {
            let message = format!(
                "too long: expected at most {MAX_FILE} bytes; many articles belong in a .jsonl file"
            );
            return self.complain(&source.place, 0, message);
        }
        if decode::is_binary(&bytes) {
            return self.complain(&source.place, 0, "binary data: expected a text");
        }
        let text = decode::decode(&bytes);
        drop(bytes);
        match source.format {
            Format::Html => match html::draft(&text) {
                Ok(draft) => self.accept(&source, 0, source.stem.clone(), draft),
                Err(message) => self.complain(&source.place, 0, message),
            },
            Format::Json => self.read_json(source, text),
            Format::Markdown => {
                self.accept(&source, 0, source.stem.clone(), plain::markdown(&text))
            }
            Format::Text | Format::JsonLines | Format::Unknown => {
                self.accept(&source, 0, source.stem.clone(), plain::text(text));
            }
        }
    }

    /// Reads one object, a list of objects, or lines that only were named `.json`.
    fn read_json(&mut self, mut source: Source, text: String) {
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Array(values)) => {
                for (idx, value) in values.iter().enumerate() {
                    self.accept_json(&source, 0, format!("{}-{}", source.stem, idx + 1), value);
                }
            }
            Ok(value) => self.accept_json(&source, 0, source.stem.clone(), &value),
            Err(_) if has_json_first_line(&text) => {
                source.stream = Box::new(io::Cursor::new(text.into_bytes()));
                self.lines = Some(Lines { source, line: 0 });
            }
            Err(error) => self.complain(&source.place, error.line(), json_message(&error)),
        }
    }

    fn read_line(&mut self, mut lines: Lines) {
        let mut bytes = Vec::new();
        let read = lines
            .source
            .stream
            .by_ref()
            .take(MAX_LINE)
            .read_until(b'\n', &mut bytes);
        lines.line += 1;
        let (place, line) = (lines.source.place.clone(), lines.line);
        match read {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return self.complain(&place, line, format!("cannot be read: {error}")),
        }
        if line == 1 && decode::is_16bit(&bytes) {
            return self.read_wide_lines(lines, bytes);
        }
        if bytes.len() as u64 == MAX_LINE && !bytes.ends_with(b"\n") {
            let end = skip_line(&mut lines.source.stream);
            self.complain(
                &place,
                line,
                format!("line too long: expected at most {MAX_LINE} bytes"),
            );
            if end.is_ok() {
                self.lines = Some(lines);
            }
            return;
        }
        let text = decode::decode(&bytes);
        if !text.trim().is_empty() {
            match serde_json::from_str::<Value>(&text) {
                Ok(value) => {
                    let id = format!("{}-{line}", lines.source.stem);
                    self.accept_json(&lines.source, line, id, &value);
                }
                Err(error) => self.complain(&place, line, json_message(&error)),
            }
        }
        self.lines = Some(lines);
    }

    /// Reads JSON lines in UTF-16, the whole file at once.
    fn read_wide_lines(&mut self, lines: Lines, mut bytes: Vec<u8>) {
        let Lines { mut source, .. } = lines;
        if let Err(error) = source
            .stream
            .by_ref()
            .take(MAX_FILE)
            .read_to_end(&mut bytes)
        {
            return self.complain(&source.place, 0, format!("cannot be read: {error}"));
        }
        source.stream = Box::new(io::Cursor::new(decode::decode(&bytes).into_bytes()));
        self.lines = Some(Lines { source, line: 0 });
    }

    fn accept_json(&mut self, source: &Source, line: usize, id: String, value: &Value) {
        if json::is_statement(value) {
            return self.refuse_statement(&source.place, line);
        }
        match json::draft(value) {
            Ok(draft) => self.accept(source, line, id, draft),
            Err(message) => self.complain(&source.place, line, message),
        }
    }

    /// Tells where statements belong, once for a file.
    fn refuse_statement(&mut self, place: &str, line: usize) {
        if self.of_statements.as_deref() == Some(place) {
            return;
        }
        self.of_statements = Some(place.to_owned());
        let message = format!(
            "statements, not articles: expected an article; to add them, `demarche import --as statements {place}`"
        );
        self.complain(place, line, message);
    }

    /// Gives the draft its identity, and lays the article and the complaints about it ready.
    fn accept(&mut self, source: &Source, line: usize, default_id: String, draft: Draft) {
        let place = &source.place;
        for message in draft.complaints {
            self.complain(place, line, message);
        }
        if draft.text.len() > MAX_TEXT {
            let message = format!(
                "text too long: {} bytes, expected at most {MAX_TEXT}",
                draft.text.len()
            );
            return self.complain(place, line, message);
        }
        if draft.text.trim().is_empty() {
            return self.complain(place, line, "empty text: expected an article");
        }
        let field = |text: Option<String>| text.map(|t| one_line(&t)).filter(|t| !t.is_empty());
        let url = field(draft.url);
        let wanted = field(draft.id).unwrap_or_else(|| one_line(&default_id));
        let Some(id) = self.identify(&wanted, &draft.text) else {
            let message = format!("article {wanted:?} came before with the same text; left out");
            return self.complain(place, line, message);
        };
        if id != wanted {
            self.complain(
                place,
                line,
                format!("the id {wanted:?} came before; kept as {id:?}"),
            );
        }
        let published = draft
            .published
            .or_else(|| published_in_text(&draft.text))
            .or_else(|| date_in_url(url.as_deref().unwrap_or(&id)));
        self.ready.push_back(Ok(Article {
            id: DocumentId(id),
            title: one_line(&draft.title),
            url,
            source: field(draft.source),
            published,
            text: draft.text,
        }));
    }

    /// Returns the id, with a number where another text has it, or none where the same text has it.
    fn identify(&mut self, wanted: &str, text: &str) -> Option<String> {
        let hash = blake3::hash(text.as_bytes());
        let mut id = wanted.to_owned();
        for n in 2.. {
            match self.seen.entry(blake3::hash(id.as_bytes())) {
                std::collections::hash_map::Entry::Occupied(entry) => {
                    if *entry.get() == hash {
                        return None;
                    }
                    id = format!("{wanted}-{n}");
                }
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(hash);
                    break;
                }
            }
        }
        Some(id)
    }
}

/// Finds out what an unnamed stream holds, from its first line that is not empty.
fn sniff(source: &mut Source) -> io::Result<()> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        let n = source
            .stream
            .by_ref()
            .take(MAX_LINE)
            .read_until(b'\n', &mut head)?;
        if n == 0 || !head[before..].trim_ascii().is_empty() || head.len() as u64 > MAX_LINE {
            break;
        }
    }
    let text = decode::decode(&head);
    let text = text.trim();
    let lower = text
        .get(..64.min(text.len()))
        .unwrap_or(text)
        .to_ascii_lowercase();
    source.format = if text.starts_with('{') && serde_json::from_str::<Value>(text).is_ok() {
        Format::JsonLines
    } else if text.starts_with('{') || text == "[" || text.starts_with("[{") {
        Format::Json
    } else if ["<!doctype", "<html", "<head", "<body", "<?xml", "<!--"]
        .iter()
        .any(|mark| lower.starts_with(mark))
    {
        Format::Html
    } else {
        Format::Text
    };
    let rest = std::mem::replace(&mut source.stream, Box::new(io::empty()));
    source.stream = Box::new(io::Cursor::new(head).chain(rest));
    Ok(())
}

fn has_json_first_line(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    serde_json::from_str::<Value>(first).is_ok_and(|v| v.is_object())
}

fn skip_line(stream: &mut decode::Stream) -> io::Result<()> {
    loop {
        let buffer = stream.fill_buf()?;
        let (n, is_end) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        stream.consume(n);
        if is_end {
            return Ok(());
        }
    }
}

fn json_message(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    format!("not JSON: {reason} (column {})", error.column())
}

/// Returns the text on one line, with single spaces and of a sane length.
fn one_line(text: &str) -> String {
    let text: String = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    text.chars().take(MAX_FIELD).collect()
}

#[cfg(test)]
mod tests;
