//! Where articles lie: files, folders, standard input; and which format each is.
//!
//! In: the paths as typed. Out: files with their formats in a fixed order, one at a time, or complaints.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::decode::{self, Stream};
use crate::Diagnostic;

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    /// To be found out from the first bytes.
    Unknown,
}

/// One file that was opened.
pub(super) struct Source {
    /// The path as typed or found; `-` is standard input.
    pub(super) place: String,
    /// The file's name without the endings that tell its format.
    pub(super) stem: String,
    pub(super) format: Format,
    pub(super) stream: Stream,
}

/// The files under some paths, folders in the order of their names.
///
/// In folders hidden files and files of other kinds are passed over, and links to folders are not followed.
#[derive(Debug)]
pub(super) struct Sources {
    /// What is still to be opened, the next one last.
    waiting: Vec<(PathBuf, bool)>,
}

impl Sources {
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        let waiting = paths.iter().rev().map(|p| (p.clone(), true)).collect();
        Self { waiting }
    }
}

impl Iterator for Sources {
    type Item = Result<Source, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, is_typed) = self.waiting.pop()?;
            if is_typed && path.as_os_str() == "-" {
                return Some(open_stdin());
            }
            if path.is_dir() {
                if !is_typed && path.is_symlink() {
                    continue;
                }
                match entries(&path) {
                    Ok(entries) => self
                        .waiting
                        .extend(entries.into_iter().rev().map(|p| (p, false))),
                    Err(error) => return Some(Err(complaint(&path, error))),
                }
            } else if let Some(format) = format_of(&path, is_typed) {
                return Some(open(&path, format));
            } else if is_typed {
                return Some(Err(complaint(
                    &path,
                    "unknown kind of file: expected .txt .md .html .json .jsonl or a .gz of these",
                )));
            }
        }
    }
}

/// Returns a complaint about a whole file.
pub(super) fn complaint(path: &Path, message: impl ToString) -> Diagnostic {
    Diagnostic {
        place: path.display().to_string(),
        line: 0,
        message: message.to_string(),
    }
}

fn open_stdin() -> Result<Source, Diagnostic> {
    let stream = decode::unpack(io::stdin()).map_err(|e| complaint(Path::new("-"), e))?;
    Ok(Source {
        place: "-".to_owned(),
        stem: "stdin".to_owned(),
        format: Format::Unknown,
        stream,
    })
}

fn open(path: &Path, format: Format) -> Result<Source, Diagnostic> {
    let stream = File::open(path)
        .and_then(decode::unpack)
        .map_err(|e| complaint(path, format!("cannot be opened: {e}")))?;
    Ok(Source {
        place: path.display().to_string(),
        stem: stem(path),
        format,
        stream,
    })
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| !name(path).starts_with('.'))
        .collect();
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Splits a file's name into its stem and the ending that tells the format, without `.gz`.
fn parts(path: &Path) -> (String, String) {
    let name = name(path);
    let cut = name.len() - 3.min(name.len());
    let plain = match name.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case(".gz") => &name[..cut],
        _ => &name,
    };
    match plain.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem.to_owned(), ending.to_ascii_lowercase()),
        _ => (plain.to_owned(), String::new()),
    }
}

fn known(ending: &str) -> Option<Format> {
    Some(match ending {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        _ => return None,
    })
}

fn format_of(path: &Path, is_typed: bool) -> Option<Format> {
    let (_, ending) = parts(path);
    // What is typed without an ending may be a pipe or a download: its bytes tell.
    known(&ending).or((is_typed && ending.is_empty()).then_some(Format::Unknown))
}

fn stem(path: &Path) -> String {
    let (stem, ending) = parts(path);
    if ending.is_empty() || known(&ending).is_some() {
        stem
    } else {
        name(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_format_and_stem() {
        for (path, format, expected) in [
            ("a/b.c.txt", Some(Format::Text), "b.c"),
            ("b.JSONL.gz", Some(Format::JsonLines), "b"),
            ("b.htm", Some(Format::Html), "b"),
            ("é.gz", Some(Format::Unknown), "é"),
            ("b.pdf", None, "b.pdf"),
        ] {
            assert_eq!(format_of(Path::new(path), true), format, "{path}");
            assert_eq!(stem(Path::new(path)), expected, "{path}");
        }
        assert_eq!(format_of(Path::new("b"), false), None);
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_and_other_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for file in ["c.txt", "b/x.json", "a.md", ".h.txt", "p.pdf"] {
            std::fs::write(folder.path().join(file), "x").unwrap();
        }
        let stems: Vec<String> = Sources::new(&[folder.path().to_owned()])
            .map(|s| s.map(|s| s.stem).unwrap_or_else(|d| d.message))
            .collect();
        assert_eq!(stems, ["a", "x", "c"]);
    }
}
