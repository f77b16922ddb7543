//! `demarche extract`: statements as JSON lines.

use std::io::Write;
use std::path::PathBuf;

use super::filter::share;
use super::reading::{pipeline, read_all};
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
    /// Leave out statements less sure than this, 0 to 1;
    /// by default 0.3, and 0.46 where the frames read alone, with a model that has no relation head.
    #[arg(long, value_name = "C", value_parser = share)]
    min_confidence: Option<f64>,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let tally = read_all(
        global,
        &pipeline,
        &args.paths,
        args.min_confidence,
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
