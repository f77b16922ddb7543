//! `demarche contradictions`: what contradicts itself, side by side.

use demarche::query::{contradictions, resolve_actor};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer};
use super::{Global, Outcome};

/// Show what is asserted and denied of the same time, and relations that exclude one another.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche contradictions
  demarche contradictions Russia --between 2014..2022")]
pub(crate) struct Args {
    /// Only what involves this actor.
    #[arg(value_name = "ACTOR")]
    actor: Option<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let mut chosen = args.filter.filter(&ontology)?;
    if let Some(actor) = &args.actor {
        chosen.actors.insert(resolve_actor(&scope, actor)?.id);
    }
    let graph = scope.graph(&chosen)?.subgraph(|edge| edge.contradicted);
    let found = contradictions(&scope, &graph, &scope.statements(&graph)?);
    let rows = found.iter().map(|c| {
        vec![
            c.link.source.clone(),
            c.link.relation.to_string(),
            c.link.target.clone(),
            table::intervals(&c.link.intervals),
            c.asserted_by.clone(),
            c.against.join("; "),
        ]
    });
    let answer = Answer {
        columns: vec![
            "source",
            "relation",
            "target",
            "when",
            "asserted by",
            "against it",
        ],
        rows: rows.collect(),
        json: serde_json::to_value(&found)?,
        graph,
    };
    let meta = args.filter.meta("Contradictions".to_owned());
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(found.is_empty()))
}
