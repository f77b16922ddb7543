//! `demarche path`: how two actors are connected.

use demarche::query::{Flow, Path, paths, resolve_actor};

use super::filter::{self, FilterArgs, StoreArgs};
use super::neighbors::Direction;
use super::table::{self, Answer};
use super::{Global, Outcome};

/// Show how two actors are connected: the shortest ways, the surest first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche path Norway Mali
  demarche path Iran \"United States\" --paths 3 --polarity positive
  demarche path Russia Ukraine --at 2014 --direction out")]
pub(crate) struct Args {
    /// Where the path begins.
    from: String,
    /// Where it ends.
    to: String,
    /// How many paths to show.
    #[arg(long, short = 'k', value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    paths: u16,
    /// Follow edges along their arrows, against them, or both ways.
    #[arg(long, value_enum, default_value_t)]
    direction: Direction,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let chosen = args.filter.filter(&ontology)?;
    let from = resolve_actor(&scope, &args.from)?;
    let to = resolve_actor(&scope, &args.to)?;
    let graph = scope.graph(&chosen)?;
    let flow: Flow = args.direction.into();
    let found = match (graph.index(&from.id), graph.index(&to.id)) {
        (Some(from), Some(to)) => paths(&graph, from, to, args.paths.into(), flow),
        _ => Vec::new(),
    };
    if found.is_empty() {
        filter::note(
            global,
            &format!("no path from {} to {}", from.name, to.name),
        );
    }
    let hops = || found.iter().flat_map(|path| &path.hops);
    let walked = graph.subgraph(|edge| {
        let (source, target) = (&graph.nodes[edge.source].id, &graph.nodes[edge.target].id);
        hops().flat_map(|hop| &hop.links).any(|link| {
            link.source_id == *source && link.target_id == *target && link.relation == edge.relation
        })
    });
    let answer = Answer {
        columns: vec![
            "path",
            "step",
            "source",
            "relation",
            "target",
            "when",
            "confidence",
            "sources",
        ],
        rows: found.iter().enumerate().flat_map(rows).collect(),
        json: serde_json::to_value(&found)?,
        graph: walked,
    };
    let meta = args
        .filter
        .meta(format!("From {} to {}", from.name, to.name));
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(found.is_empty()))
}

fn rows((idx, path): (usize, &Path)) -> Vec<Vec<String>> {
    let steps = path.hops.iter().enumerate();
    steps
        .flat_map(|(step, hop)| {
            hop.links.iter().map(move |link| {
                vec![
                    (idx + 1).to_string(),
                    (step + 1).to_string(),
                    link.source.clone(),
                    link.relation.to_string(),
                    link.target.clone(),
                    table::intervals(&link.intervals),
                    format!("{:.2}", link.confidence),
                    link.sources.to_string(),
                ]
            })
        })
        .collect()
}
