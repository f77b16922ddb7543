//! Gold for a command: files of statements, and which documents have one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use demarche::Error;
use demarche::article::DocumentId;
use demarche::query::suggestion;
use demarche::score::{Sheet, read_claims};

use super::import;

/// How many documents without counterpart are named.
const N_NAMED: usize = 5;

/// Reads the statements of a file, or of all `.jsonl` files of a folder; tells of lines that are none, and returns how many these were.
pub(crate) fn read(path: &Path) -> anyhow::Result<(Sheet, usize)> {
    let mut sheet = Sheet::default();
    let mut n_rejected = 0;
    for file in files(path)? {
        for diagnostic in read_claims(&file, import::open(&file)?, &mut sheet)? {
            eprintln!("{diagnostic}");
            n_rejected += 1;
        }
    }
    if sheet.is_empty() {
        return Err(
            Error::not_found(format!("{}: there are no statements", path.display())).into(),
        );
    }
    Ok((sheet, n_rejected))
}

fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.with_context(|| path.display().to_string())?.path());
    }
    files.retain(|f| f.to_string_lossy().ends_with(".jsonl"));
    files.sort();
    if files.is_empty() {
        let message = format!("{}: expected files named *.gold.jsonl", path.display());
        return Err(Error::not_found(message).into());
    }
    Ok(files)
}

/// Tells which documents have no gold, and which gold has no document; returns how many have none on the other side.
///
/// # Errors
/// Where no document has a counterpart, with a suggestion.
pub(crate) fn tell_apart(
    gold: &Sheet,
    given: &BTreeSet<DocumentId>,
    what: &str,
) -> anyhow::Result<usize> {
    let strange: Vec<&DocumentId> = given.iter().filter(|id| !gold.contains_key(*id)).collect();
    let lone: Vec<&DocumentId> = gold.keys().filter(|id| !given.contains(*id)).collect();
    let hint = |id: &DocumentId| suggestion(&id.0, gold.keys().map(|id| id.0.as_str()));
    if strange.len() == given.len() {
        let hint = strange.first().map(|id| hint(id)).unwrap_or_default();
        let message = format!("the gold and the {what} have no document in common{hint}");
        return Err(Error::not_found(message).into());
    }
    for id in strange.iter().take(N_NAMED) {
        eprintln!(
            "{id}: the gold has no such document, it is left out{}",
            hint(id)
        );
    }
    if strange.len() > N_NAMED {
        eprintln!("and {} more without gold", strange.len() - N_NAMED);
    }
    if !lone.is_empty() {
        let named: Vec<&str> = lone.iter().take(N_NAMED).map(|id| id.0.as_str()).collect();
        let more = match lone.len() > N_NAMED {
            true => " …",
            false => "",
        };
        eprintln!(
            "{} of the gold's documents are not among the {what}: {}{more}",
            lone.len(),
            named.join(", ")
        );
    }
    Ok(strange.len() + lone.len())
}
