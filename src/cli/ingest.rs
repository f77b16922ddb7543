//! `demarche ingest`: add articles or statements to a store.

use std::path::{Path, PathBuf};

use demarche::store::{Added, Store, read_statements};
use demarche::{Diagnostic, Error};

use super::filter::note;
use super::reading::{Least, pipeline, read_into};
use super::{Global, Outcome, import};

/// Add articles or statements to a store; what it has already is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche ingest news/ --db graph.db
  demarche extract news/ | demarche ingest --statements - --db graph.db
  demarche ingest --statements a.jsonl --statements b.jsonl")]
pub(crate) struct Args {
    /// Articles: files, folders, or `-` for standard input: .txt .md .html .json .jsonl, gzip of these.
    #[arg(value_name = "PATH", required_unless_present = "statements")]
    paths: Vec<PathBuf>,
    /// Files of statements, one JSON object a line, as `extract` prints them, plain or gzip; - is standard input.
    #[arg(long, value_name = "FILE")]
    statements: Vec<PathBuf>,
    #[command(flatten)]
    least: Least,
    /// The store; it is made where there is none.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let mut store = open(&args.db)?;
    let mut batch = store.batch()?;
    let mut rejected = Vec::new();
    for path in &args.statements {
        rejected.extend(read_statements(path, import::open(path)?, |s| {
            batch.statement(&s)
        })?);
    }
    let mut n_odd = 0;
    if !args.paths.is_empty() {
        let pipeline = pipeline(global)?;
        let tally = read_into(&mut batch, global, &pipeline, &args.paths, args.least)?;
        n_odd = tally.n_rejected;
    }
    let mut added = batch.commit()?;
    added.rejected.append(&mut rejected);
    let outcome = report(global, &args.db, &added);
    Ok(if n_odd > 0 {
        Outcome::Rejected
    } else {
        outcome
    })
}

/// Opens a store for adding, and makes its folder.
pub(crate) fn open(path: &Path) -> anyhow::Result<Store> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    }
    Ok(Store::open(path)?)
}

/// Says on standard error what was added and what was left out.
pub(crate) fn report(global: &Global, db: &Path, added: &Added) -> Outcome {
    let message = format!(
        "{}: {} new statements and {} known ones, {} new documents",
        db.display(),
        added.n_statements,
        added.n_known,
        added.n_documents
    );
    note(global, &message);
    complain(&added.rejected)
}

/// Prints what was left out, and returns how the command ends.
fn complain(rejected: &[Diagnostic]) -> Outcome {
    for diagnostic in rejected {
        eprintln!("{diagnostic}");
    }
    if rejected.is_empty() {
        return Outcome::Done;
    }
    eprintln!("{} rejected", rejected.len());
    Outcome::Rejected
}
