//! `demarche import`: tables of events made elsewhere, into the same store.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use demarche::article::{Stream, unpack};
use demarche::import::{Mapping, Tally, import};
use demarche::store::{Batch, read_statements};
use demarche::{Diagnostic, Error};

use super::filter::{note, ontology};
use super::{Global, Outcome, ingest};

/// Add tables of events to a store: ICEWS, GDELT, POLECAT, statements, or any table by a mapping.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A mapping is a TOML file that says which column holds what and what the words of the table mean; schemas/imports/ has
those that are built in, and tells how. Its keys are laid over the built-in ones of --as.

Examples:
  demarche import icews_events.tsv.gz --as icews --db graph.db
  demarche import 20240513.export.CSV --as gdelt --rejects rejected.tsv
  demarche import votes.csv --as csv --mapping votes.toml
  zcat statements.jsonl.gz | demarche import - --as statements")]
pub(crate) struct Args {
    /// The tables, plain or gzip; - is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What they are.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    kind: Kind,
    /// A mapping of your own.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Write rejected rows here, with line and reason, instead of the first of them to standard error.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// The store; it is made where there is none.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Events of ICEWS, coded by CAMEO.
    Icews,
    /// Events of GDELT, coded by CAMEO.
    Gdelt,
    /// Events of POLECAT, coded by PLOVER.
    Polecat,
    /// Statements of demarche, one JSON object a line.
    Statements,
    /// A table with columns source, relation, target and date, or start and end; separated by commas, .tsv by tabs.
    Csv,
}

/// How many rejected rows are shown where no file takes them.
const N_SHOWN: usize = 20;

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let ontology = ontology(global)?;
    let mut rejects = Rejects::new(args.rejects.as_deref())?;
    let mut store = ingest::open(&args.db)?;
    let mut batch = store.batch()?;
    let mut total = Tally::default();
    for path in &args.files {
        let mut take = |item: Result<_, Diagnostic>| match item {
            Ok(statement) => batch.statement(&statement),
            Err(diagnostic) => rejects.add(&diagnostic),
        };
        let tally = match kind_name(args.kind) {
            None => statements(path, &mut batch, &mut rejects)?,
            Some(name) => {
                let mapping = mapping(name, path, args.mapping.as_deref(), &ontology)?;
                import(
                    &mapping,
                    &ontology,
                    &path.display().to_string(),
                    open(path)?,
                    &mut take,
                )?
            }
        };
        note(global, &format!("{}: {}", path.display(), summary(&tally)));
        add(&mut total, tally);
    }
    let added = batch.commit()?;
    rejects.finish()?;
    let outcome = ingest::report(global, &args.db, &added);
    for (reason, n) in &total.rejected {
        eprintln!("{n} rejected: {reason}");
    }
    Ok(match (total.n_rejected(), total.n_mapped) {
        (0, 0) => Outcome::NothingFound,
        (0, _) => outcome,
        _ => Outcome::Rejected,
    })
}

fn kind_name(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Icews => Some("icews"),
        Kind::Gdelt => Some("gdelt"),
        Kind::Polecat => Some("polecat"),
        Kind::Csv => Some("csv"),
        Kind::Statements => None,
    }
}

/// Returns the mapping for a file: the user's keys over those of the kind.
pub(crate) fn mapping(
    kind: &str,
    path: &Path,
    own: Option<&Path>,
    ontology: &demarche::ontology::Ontology,
) -> anyhow::Result<Mapping> {
    let name = path.to_string_lossy().to_lowercase();
    let is_tsv = kind == "csv" && name.trim_end_matches(".gz").ends_with(".tsv");
    let tabs = "delimiter = \"\\t\"\nquoted = false\n";
    Ok(match own {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| Error::io(file, e))?;
            let says_how = text.contains("delimiter") || !is_tsv;
            let text = if says_how {
                text
            } else {
                format!("{tabs}{text}")
            };
            Mapping::with(kind, ontology, &file.display().to_string(), &text)
                .context("reading the mapping")?
        }
        None if is_tsv => Mapping::with(kind, ontology, kind, tabs)?,
        None => Mapping::named(kind, ontology)?,
    })
}

/// Opens a table, unpacked.
pub(crate) fn open(path: &Path) -> anyhow::Result<Stream> {
    let stream = if path == Path::new("-") {
        unpack(std::io::stdin())
    } else {
        File::open(path).and_then(unpack)
    };
    Ok(stream.map_err(|e| Error::io(path, e))?)
}

fn statements(path: &Path, batch: &mut Batch<'_>, rejects: &mut Rejects) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let rejected = read_statements(path, open(path)?, |statement| {
        tally.n_mapped += 1;
        batch.statement(&statement)
    })?;
    for diagnostic in &rejected {
        rejects.add(diagnostic)?;
        *tally.rejected.entry("no statement".to_owned()).or_default() += 1;
    }
    tally.n_rows = tally.n_mapped + rejected.len();
    Ok(tally)
}

/// Says what became of the rows of a table.
pub(crate) fn summary(tally: &Tally) -> String {
    let share = 100.0 * tally.n_mapped as f64 / (tally.n_rows.max(1)) as f64;
    format!(
        "{} rows, {} mapped ({share:.1} %), {} left out by the mapping, {} rejected",
        tally.n_rows,
        tally.n_mapped,
        tally.n_left_out,
        tally.n_rejected()
    )
}

fn add(total: &mut Tally, tally: Tally) {
    total.n_rows += tally.n_rows;
    total.n_mapped += tally.n_mapped;
    total.n_left_out += tally.n_left_out;
    for (reason, n) in tally.rejected {
        *total.rejected.entry(reason).or_default() += n;
    }
}

/// Where rejected rows are told.
struct Rejects {
    file: Option<(PathBuf, BufWriter<File>)>,
    n_shown: usize,
}

impl Rejects {
    fn new(path: Option<&Path>) -> anyhow::Result<Self> {
        let file = path.map(|path| {
            let file = File::create(path).map_err(|e| Error::io(path, e))?;
            Ok::<_, Error>((path.to_owned(), BufWriter::new(file)))
        });
        Ok(Self {
            file: file.transpose()?,
            n_shown: 0,
        })
    }

    fn add(&mut self, rejected: &Diagnostic) -> demarche::Result<()> {
        if let Some((path, file)) = &mut self.file {
            let message = super::table::plain(&rejected.message);
            return writeln!(file, "{}\t{}\t{message}", rejected.place, rejected.line)
                .map_err(|e| Error::io(&*path, e));
        }
        self.n_shown += 1;
        match self.n_shown {
            ..=N_SHOWN => eprintln!("{}", super::table::plain(&rejected.to_string())),
            n if n == N_SHOWN + 1 => eprintln!("… more; `--rejects FILE` lists all"),
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        if let Some((path, mut file)) = self.file {
            file.flush().map_err(|e| Error::io(path, e))?;
        }
        Ok(())
    }
}
