//! `demarche neighbors`: who stands in which relation to an actor.

use demarche::query::{Flow, Step, neighbors, resolve_actor};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer};
use super::{Global, Outcome};

/// Show who stands in which relation to an actor, one or several steps away.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche neighbors Russia
  demarche neighbors Russia --hops 2 --relation arms,supports
  demarche neighbors Iran --direction in --polarity negative --at 2019
  demarche neighbors NATO --format dot | dot -Tsvg -o nato.svg")]
pub(crate) struct Args {
    /// The actor: a name, an alias or an id.
    #[arg(value_name = "ACTOR")]
    actor: String,
    /// How many steps to go.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9))]
    hops: u8,
    /// Follow edges from the actor, to it, or both ways.
    #[arg(long, value_enum, default_value_t)]
    direction: Direction,
    /// Show at most so many edges, nearest and surest first; 0 shows all.
    #[arg(long, value_name = "N", default_value_t = 200)]
    limit: usize,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Which way edges are followed.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Direction {
    /// What it does.
    Out,
    /// What is done to it.
    In,
    /// Both.
    #[default]
    Both,
}

impl From<Direction> for Flow {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Out => Self::Out,
            Direction::In => Self::In,
            Direction::Both => Self::Both,
        }
    }
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let chosen = args.filter.filter(&ontology)?;
    let actor = resolve_actor(&scope, &args.actor)?;
    let limit = filter::at_most(args.limit);
    let flow = args.direction.into();
    let found = neighbors(&scope, &chosen, &actor.id, args.hops.into(), flow, limit)?;
    if found.n_left_out > 0 {
        let far = if found.n_hops < args.hops.into() {
            ", and those farther away"
        } else {
            ""
        };
        let message = format!("{} more edges{far}; --limit 0 shows all", found.n_left_out);
        filter::note(global, &message);
    }
    let is_empty = found.steps.is_empty();
    let answer = Answer {
        columns: vec![
            "hop",
            "source",
            "relation",
            "target",
            "when",
            "confidence",
            "sources",
            "contradicted",
        ],
        rows: found.steps.iter().map(row).collect(),
        json: serde_json::to_value(&found.steps)?,
        graph: found.graph,
    };
    let meta = args.filter.meta(format!("Around {}", actor.name));
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(is_empty))
}

fn row(step: &Step) -> Vec<String> {
    let link = &step.link;
    vec![
        step.hop.to_string(),
        link.source.clone(),
        link.relation.to_string(),
        link.target.clone(),
        table::intervals(&link.intervals),
        format!("{:.2}", link.confidence),
        link.sources.to_string(),
        if link.contradicted { "yes" } else { "" }.to_owned(),
    ]
}
