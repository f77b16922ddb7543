//! Commands: what was typed becomes calls of the library.
//!
//! A command is one file with its `Args` and `run`; this file lists them, turns outcomes into exit codes
//! and prints errors. To add a command: a file, a line in [`Command`], a line in [`run`].

mod actors;
mod agreement;
mod analyse;
mod blocs;
mod build;
mod central;
mod completions;
mod config;
mod contradictions;
mod decide;
mod diff;
mod explain;
mod export;
mod extract;
mod filter;
mod frames;
mod gold;
mod graphviz;
mod import;
mod ingest;
mod man;
mod neighbors;
mod path;
mod reading;
mod relations;
mod remove;
mod report;
mod score;
mod score_events;
mod seen;
mod serve;
mod stats;
mod table;
mod timeline;
mod why_not;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads news and builds a knowledge graph of geopolitical relations: who supports, vetoes, arms,
/// sanctions or attacks whom, since when, until when, and who says so. Offline and deterministic.
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    about,
    propagate_version = true,
    max_term_width = 100
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// A folder of your own relations and actors, laid over the built-in ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) schemas: Option<PathBuf>,
    /// The language model: full, fast (about twice as fast, less exact), or a folder with weights.safetensors and vocab.txt.
    #[arg(long, global = true, value_name = "NAME|DIR", default_value = "full")]
    pub(crate) model: PathBuf,
    /// Print nothing on standard error but errors.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// How many threads to use; all cores by default. The output is the same with any number.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyse(analyse::Args),
    Build(build::Args),
    Extract(extract::Args),
    Ingest(ingest::Args),
    Import(import::Args),
    Remove(remove::Args),
    Decide(decide::Args),
    Neighbors(neighbors::Args),
    Path(path::Args),
    Timeline(timeline::Args),
    Explain(explain::Args),
    WhyNot(why_not::Args),
    Agreement(agreement::Args),
    Score(score::Args),
    ScoreEvents(score_events::Args),
    Export(export::Args),
    Serve(serve::Args),
    Central(central::Args),
    Blocs(blocs::Args),
    Contradictions(contradictions::Args),
    Diff(diff::Args),
    Stats(stats::Args),
    Actors(actors::Args),
    Relations(relations::Args),
    Frames(frames::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a command ended, when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done: exit code 0.
    Done,
    /// Done, but some input was rejected: exit code 3.
    Rejected,
    /// Nothing was found: exit code 4.
    NothingFound,
}

impl Outcome {
    /// Returns how a command ends whose answer is empty or not.
    pub(crate) fn unless_empty(is_empty: bool) -> Self {
        if is_empty {
            Self::NothingFound
        } else {
            Self::Done
        }
    }
}

/// Runs the program; usage errors end with exit code 2, names that nobody goes by with 4, failures with 1.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Rejected) => ExitCode::from(3),
        Ok(Outcome::NothingFound) => ExitCode::from(4),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", told(&error));
            ExitCode::from(exit_code(&error))
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    if let Some(n) = cli.global.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build_global()?;
    }
    let global = &cli.global;
    match cli.command {
        Command::Analyse(args) => analyse::run(global, args),
        Command::Build(args) => build::run(global, args),
        Command::Extract(args) => extract::run(global, args),
        Command::Ingest(args) => ingest::run(global, args),
        Command::Import(args) => import::run(global, args),
        Command::Remove(args) => remove::run(global, args),
        Command::Decide(args) => decide::run(global, args),
        Command::Neighbors(args) => neighbors::run(global, args),
        Command::Path(args) => path::run(global, args),
        Command::Timeline(args) => timeline::run(global, args),
        Command::Explain(args) => explain::run(global, args),
        Command::WhyNot(args) => why_not::run(global, args),
        Command::Agreement(args) => agreement::run(global, args),
        Command::Score(args) => score::run(global, args),
        Command::ScoreEvents(args) => score_events::run(global, args),
        Command::Export(args) => export::run(global, args),
        Command::Serve(args) => serve::run(global, args),
        Command::Central(args) => central::run(global, args),
        Command::Blocs(args) => blocs::run(global, args),
        Command::Contradictions(args) => contradictions::run(global, args),
        Command::Diff(args) => diff::run(global, args),
        Command::Stats(args) => stats::run(global, args),
        Command::Actors(args) => actors::run(global, args),
        Command::Relations(args) => relations::run(global, args),
        Command::Frames(args) => frames::run(global, args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// Returns an error with its causes, each told once: some tell their cause themselves.
fn told(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !message.ends_with(&cause) {
            let joint = if message.is_empty() { "" } else { ": " };
            message = format!("{message}{joint}{cause}");
        }
    }
    message
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

fn exit_code(error: &anyhow::Error) -> u8 {
    let codes = error
        .chain()
        .filter_map(|cause| match cause.downcast_ref()? {
            demarche::Error::Usage { .. } => Some(2),
            demarche::Error::NotFound { .. } => Some(4),
            _ => None,
        });
    codes.last().unwrap_or(1)
}
