//! `demarche extract`: statements as JSON lines.

use std::io::Write;
use std::path::PathBuf;

use super::reading::{Least, pipeline, read_all};
use super::{Global, Outcome};

/// Print the statements of articles, one JSON object a line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  demarche extract article.json
  demarche extract news/ > statements.jsonl
  cat articles.jsonl | demarche extract - --min-confidence 0.7")]
pub(crate) struct Args {
    /// Files, folders, or `-` for standard input: .txt .md .html .json .jsonl, gzip of these.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    least: Least,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let tally = read_all(
        global,
        &pipeline,
        &args.paths,
        args.least,
        |_, statements| {
            for statement in &statements {
                serde_json::to_writer(&mut out, statement)?;
                out.write_all(b"\n")?;
            }
            Ok(out.flush()?)
        },
    )?;
    Ok(match tally.n_rejected {
        0 if tally.n_statements == 0 => Outcome::NothingFound,
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    })
}
