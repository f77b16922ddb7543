//! `demarche timeline`: what happened around an actor, or between two, in order.

use std::io::Write;

use demarche::export::{self, Export};
use demarche::extract::Statement;
use demarche::query::{Entry, resolve_actor, timeline};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer, Format};
use super::{Global, Outcome};

/// Show in order of time what an actor did and what was done to it, or what was between two actors.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche timeline Russia
  demarche timeline Russia Hamas
  demarche timeline \"United States\" Cuba --format svg > cuba.svg
  demarche timeline Iran \"Saudi Arabia\" --between 2010..2024 --format csv")]
pub(crate) struct Args {
    /// The actor.
    #[arg(value_name = "ACTOR")]
    actor: String,
    /// Only what was between the two.
    #[arg(value_name = "OTHER")]
    other: Option<String>,
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
    let actor = resolve_actor(&scope, &args.actor)?;
    let (title, graph) = match &args.other {
        Some(other) => {
            let other = resolve_actor(&scope, other)?;
            let graph = scope.between(&chosen, &actor.id, &other.id)?;
            (format!("{} and {}", actor.name, other.name), graph)
        }
        None => {
            chosen.actors.insert(actor.id.clone());
            (actor.name, scope.graph(&chosen)?)
        }
    };
    let statements = scope.statements(&graph)?;
    let meta = args.filter.meta(title);
    if args.store.format == Format::Svg {
        let quoted: Vec<Statement> = statements.into_values().collect();
        let export = Export::new(&graph, &quoted, ontology.relations(), &meta);
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        export::write_timeline(&export, &mut out)?;
        out.flush()?;
        return Ok(Outcome::unless_empty(graph.edges.is_empty()));
    }
    let entries = timeline(&graph, &statements);
    let answer = Answer {
        columns: vec![
            "from",
            "to",
            "source",
            "relation",
            "target",
            "confidence",
            "sources",
            "seen",
            "document",
            "quote",
        ],
        rows: entries.iter().map(row).collect(),
        // Of two busy actors it would fill the memory.
        json: match args.store.format {
            Format::Json => serde_json::to_value(&entries)?,
            _ => serde_json::Value::Null,
        },
        graph,
    };
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(entries.is_empty()))
}

fn row(entry: &Entry) -> Vec<String> {
    let link = &entry.link;
    let relation = match (link.asserted, link.denied) {
        (0, 0) => format!("({})", link.relation),
        (0, _) => format!("not {}", link.relation),
        _ => link.relation.to_string(),
    };
    vec![
        table::date(entry.start),
        table::date(entry.end),
        link.source.clone(),
        relation,
        link.target.clone(),
        format!("{:.2}", link.confidence),
        link.sources.to_string(),
        table::date(link.first_seen),
        entry
            .document
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        entry.quote.clone(),
    ]
}
