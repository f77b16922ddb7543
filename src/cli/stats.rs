//! `demarche stats`: what a store holds, in numbers.

use std::io::Write;

use demarche::Error;
use demarche::graph::Graph;

use super::filter::{self, StoreArgs};
use super::table::{self, Answer, Format};
use super::{Global, Outcome};

/// Show what a store holds: articles, actors, statements, relations.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche stats
  demarche stats --db graph.db --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let ontology = filter::ontology(global)?;
    let stats = args.store.open()?.stats()?;
    let format = args.store.format;
    if matches!(format, Format::Dot | Format::Svg) {
        let message = "numbers have no graph: expected --format table, json or csv";
        return Err(Error::usage(message).into());
    }
    if format == Format::Table {
        let mut out = std::io::stdout().lock();
        let seen = match (stats.first_seen, stats.last_seen) {
            (Some(first), Some(last)) => format!(", of {first} to {last}"),
            _ => String::new(),
        };
        writeln!(
            out,
            "documents   {} from {} independent sources{seen}",
            stats.n_documents, stats.n_sources
        )?;
        writeln!(
            out,
            "actors      {} acting for {}",
            stats.n_actors, stats.n_roots
        )?;
        writeln!(
            out,
            "statements  {}: {} assert, {} deny, {} plan, ask for or fear",
            stats.n_statements, stats.n_asserted, stats.n_denied, stats.n_unrealised
        )?;
        writeln!(out, "edges       {}\n", stats.n_edges)?;
    }
    let counts = stats.relations.iter().map(|r| {
        let numbers = [r.n_edges, r.n_asserted, r.n_denied, r.n_unrealised];
        let mut row = vec![table::plain(r.relation.as_str())];
        row.extend(numbers.map(|n| n.to_string()));
        row
    });
    let answer = Answer {
        columns: vec!["relation", "edges", "asserted", "denied", "unrealised"],
        rows: counts.collect(),
        json: serde_json::to_value(&stats)?,
        graph: Graph::default(),
    };
    answer.print(format, &ontology, &demarche::export::Meta::default())?;
    Ok(Outcome::unless_empty(stats.n_documents == 0))
}
