//! `demarche remove`: take articles out of a store.

use std::path::PathBuf;

use demarche::article::DocumentId;
use demarche::store::Store;

use super::filter::note;
use super::{Global, Outcome};

/// Take articles out of a store, with every statement that was read from them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche remove front-page-2024-08-13
  demarche remove a b c --db graph.db")]
pub(crate) struct Args {
    /// Ids of articles.
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    Store::open_existing(&args.db)?;
    let mut store = Store::open(&args.db)?;
    let mut outcome = Outcome::Done;
    for id in args.articles {
        let id = DocumentId(id);
        match store.remove(&id)? {
            Some(n) => note(global, &format!("removed {id} with {n} statements")),
            None => {
                eprintln!("{}: there is no article {id}", args.db.display());
                outcome = Outcome::NothingFound;
            }
        }
    }
    Ok(outcome)
}
