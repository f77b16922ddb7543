//! `demarche diff`: what began, ended and happened between two dates.

use demarche::graph::Filter;
use demarche::query::{ChangeKind, diff, resolve_actor};
use demarche::time::{Interval, PartialDate};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer};
use super::{Global, Outcome};

/// Show which states began and ended between two dates, and what happened.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche diff 2013 2015
  demarche diff 2021-12 2022-12 --actor Russia --polarity negative")]
pub(crate) struct Args {
    /// The first date.
    before: PartialDate,
    /// The second date.
    after: PartialDate,
    /// Only what involves this actor.
    #[arg(long)]
    actor: Option<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    if args.filter.at.is_some() || args.filter.between.is_some() {
        let message = "two dates are given already: --at and --between have no place here";
        return Err(demarche::Error::usage(message).into());
    }
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let mut chosen = args.filter.filter(&ontology)?;
    if let Some(actor) = &args.actor {
        chosen.actors.insert(resolve_actor(&scope, actor)?.id);
    }
    let mut graph_of = |valid| {
        chosen.valid = Some(valid);
        scope.graph(&chosen)
    };
    let between = Interval::new(Some(args.before), Some(args.after));
    if between.is_inverted() {
        return Err(demarche::Error::usage("the second date lies before the first").into());
    }
    let before = graph_of(Filter::at(args.before))?;
    let after = graph_of(Filter::at(args.after))?;
    let changes = diff(&before, &after, &graph_of(between)?, ontology.relations());
    let rows = changes.iter().map(|change| {
        vec![
            change.kind.as_str().to_owned(),
            change.link.source.clone(),
            change.link.relation.to_string(),
            change.link.target.clone(),
            table::intervals(&change.link.intervals),
            format!("{:.2}", change.link.confidence),
            if change.changed_sides { "yes" } else { "" }.to_owned(),
        ]
    });
    let began = after.subgraph(|edge| {
        let ends = [edge.source, edge.target].map(|idx| &after.nodes[idx].id);
        changes.iter().any(|c| {
            c.kind == ChangeKind::Began
                && [&c.link.source_id, &c.link.target_id] == ends
                && c.link.relation == edge.relation
        })
    });
    let answer = Answer {
        columns: vec![
            "change",
            "source",
            "relation",
            "target",
            "when",
            "confidence",
            "changed sides",
        ],
        rows: rows.collect(),
        json: serde_json::to_value(&changes)?,
        graph: began,
    };
    let meta = args
        .filter
        .meta(format!("Begun between {} and {}", args.before, args.after));
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(changes.is_empty()))
}
