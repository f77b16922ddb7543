//! `demarche central`: who stands in the middle.

use demarche::query::{Measure, central};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::Answer;
use super::{Global, Outcome};

/// Show who stands in the middle: number of neighbours, share of shortest ways, PageRank.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche central
  demarche central --at 1961 --by betweenness
  demarche central --polarity negative --between 2014.. --format json")]
pub(crate) struct Args {
    /// What orders the actors.
    #[arg(long, value_enum, default_value_t)]
    by: By,
    /// Show at most so many actors; 0 shows all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum By {
    /// With how many actors it has relations.
    #[default]
    Degree,
    /// How many shortest ways between others lead through it.
    Betweenness,
    /// How often somebody who follows relations at random comes to it.
    Pagerank,
}

impl From<By> for Measure {
    fn from(by: By) -> Self {
        match by {
            By::Degree => Self::Degree,
            By::Betweenness => Self::Betweenness,
            By::Pagerank => Self::Pagerank,
        }
    }
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let graph = scope.graph(&args.filter.filter(&ontology)?)?;
    let mut found = central(&graph, ontology.relations(), args.by.into());
    let n_left_out = found.len().saturating_sub(filter::at_most(args.limit));
    if n_left_out > 0 {
        let message = format!("{n_left_out} more actors; --limit 0 shows all");
        filter::note(global, &message);
        found.truncate(args.limit);
    }
    let row = |(idx, c): (usize, &demarche::query::Centrality)| {
        vec![
            (idx + 1).to_string(),
            c.name.clone(),
            c.kind.as_str().to_owned(),
            c.degree.to_string(),
            format!("{:.4}", c.betweenness),
            format!("{:.4}", c.pagerank),
        ]
    };
    let ids: std::collections::BTreeSet<_> = found.iter().map(|c| &c.id).collect();
    let among = graph.subgraph(|edge| {
        [edge.source, edge.target]
            .iter()
            .all(|&idx| ids.contains(&graph.nodes[idx].id))
    });
    let answer = Answer {
        columns: vec!["rank", "actor", "kind", "degree", "betweenness", "pagerank"],
        rows: found.iter().enumerate().map(row).collect(),
        json: serde_json::to_value(&found)?,
        graph: among,
    };
    let meta = args.filter.meta("Who stands in the middle".to_owned());
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(found.is_empty()))
}
