//! Lines of a file, of which some may be wrong.

use std::io::BufRead;
use std::path::Path;

use crate::error::{Diagnostic, Error, Result};

/// Calls `take` with each line that has something on it; returns what it complains of. `path` is named in messages.
pub(super) fn each_line(
    path: &Path,
    reader: impl BufRead,
    mut take: impl FnMut(&str) -> Result<(), String>,
) -> Result<Vec<Diagnostic>> {
    let mut rejected = Vec::new();
    for (idx, line) in reader.lines().enumerate() {
        let line = line.map_err(|e| Error::io(path, e))?;
        if line.trim().is_empty() {
            continue;
        }
        if let Err(message) = take(&line) {
            rejected.push(Diagnostic {
                place: path.display().to_string(),
                line: idx + 1,
                message,
            });
        }
    }
    Ok(rejected)
}
