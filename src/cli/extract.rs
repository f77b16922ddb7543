//! `demarche extract`: statements as JSON lines, or as rows of a table of events.

use std::io::{self, Write};
use std::path::PathBuf;

use demarche::export::EventTable;
use demarche::extract::Statement;

use super::reading::{Least, pipeline, read_all};
use super::{Global, Outcome};

/// Print the statements of articles, one JSON object a line, or as events of CAMEO and PLOVER.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  demarche extract article.json
  demarche extract news/ > statements.jsonl
  demarche extract news/ --format events > events.tsv
  cat articles.jsonl | demarche extract - --min-confidence 0.7")]
pub(crate) struct Args {
    /// Files, folders, or `-` for standard input: .txt .md .html .json .jsonl, gzip of these.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    least: Least,
    /// What a statement becomes.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// How statements are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Form {
    /// One JSON object a line.
    #[default]
    Jsonl,
    /// A tab-separated table with codes of CAMEO and PLOVER, as `export --format events` writes it.
    Events,
}

/// Prints the statements of one article.
type Tell<'a> = Box<dyn FnMut(&[Statement]) -> io::Result<()> + 'a>;

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut tell: Tell = match args.format {
        Form::Jsonl => Box::new(move |statements| {
            for statement in statements {
                serde_json::to_writer(&mut out, statement)?;
                out.write_all(b"\n")?;
            }
            out.flush()
        }),
        Form::Events => {
            let mut table = EventTable::new(out, pipeline.ontology().relations())?;
            Box::new(move |statements| {
                statements.iter().try_for_each(|s| table.add(s))?;
                table.flush()
            })
        }
    };
    let tally = read_all(
        global,
        &pipeline,
        &args.paths,
        args.least,
        |_, statements| Ok(tell(&statements)?),
    )?;
    Ok(match tally.n_rejected {
        0 if tally.n_statements == 0 => Outcome::NothingFound,
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    })
}
