//! `demarche why-not`: why two names are not one actor, and why no edge stands between them.

use std::io::Write;

use demarche::ontology::RelationId;
use demarche::query::{Absence, Identity, Reason, absences, identity, resolve_actor};
use serde::Serialize;

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer, Format};
use super::{Global, Outcome, decide, explain};

/// Say why two names were not merged, and why no edge stands between them.
#[derive(Debug, clap::Args)]
#[command(
    name = "why-not",
    after_help = "\
Two actors, or an edge SOURCE RELATION TARGET as one argument or three. The filters are those of the question that did not
show the edge.

Examples:
  demarche why-not Burma Myanmar
  demarche why-not Russia arms Syria --at 1990 --min-confidence 0.8
  demarche why-not \"Russia vetoes United States\" --as-of 2010 --format json"
)]
pub(crate) struct Args {
    /// Two actors, or an edge.
    #[arg(value_name = "EDGE", required = true, num_args = 1..=3)]
    edge: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// The whole answer.
#[derive(Debug, Serialize)]
struct Reasons {
    identity: Identity,
    edges: Vec<Absence>,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let (source, relation, target) = explain::read_edge(&args.edge, &scope)?;
    let (one, other) = (
        decide::account(&scope, &source)?,
        decide::account(&scope, &target)?,
    );
    let identity = identity(&scope, one, other)?;
    let (a, b) = (
        resolve_actor(&scope, &source)?,
        resolve_actor(&scope, &target)?,
    );
    let chosen = args.filter.filter(&ontology)?;
    let mut edges = absences(&scope, &chosen, &a.id, &b.id)?;
    if let Some(relation) = &relation {
        edges.retain(|edge| edge.relation == *relation);
    }
    if edges.is_empty() {
        let message = nothing(&a.name, relation.as_ref(), &b.name);
        filter::note(global, &message);
    }
    match args.store.format {
        Format::Table => print(&identity, &edges)?,
        format => {
            let answer = Answer {
                columns: vec![
                    "source",
                    "relation",
                    "target",
                    "reason",
                    "detail",
                    "statements",
                    "quote",
                ],
                rows: edges.iter().map(row).collect(),
                json: serde_json::to_value(Reasons { identity, edges })?,
                graph: scope.between(&chosen, &a.id, &b.id)?,
            };
            let meta = args.filter.meta(format!("{} and {}", a.name, b.name));
            answer.print(format, &ontology, &meta)?;
        }
    }
    Ok(Outcome::Done)
}

fn nothing(source: &str, relation: Option<&RelationId>, target: &str) -> String {
    match relation {
        Some(relation) => {
            format!("no statement says, denies or plans that {source} {relation} {target}")
        }
        None => format!("no statement connects {source} and {target}"),
    }
}

fn print(identity: &Identity, edges: &[Absence]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let (one, other) = (
        table::plain(&identity.one.name),
        table::plain(&identity.other.name),
    );
    let is = if identity.is_one {
        "are one actor"
    } else {
        "are two actors"
    };
    writeln!(out, "{one} and {other} {is}")?;
    for reason in &identity.reasons {
        writeln!(out, "  {}", table::plain(reason))?;
    }
    for edge in edges {
        let Absence {
            source,
            relation,
            target,
            ..
        } = edge;
        writeln!(
            out,
            "{} {relation} {}: {}",
            table::plain(source),
            table::plain(target),
            words(edge.reason)
        )?;
        writeln!(out, "  {}", table::plain(&edge.detail))?;
        writeln!(
            out,
            "  statements: {}, as \"{}\"",
            edge.n_statements,
            table::plain(&edge.quote)
        )?;
    }
    Ok(out.flush()?)
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Stands => "stands; `demarche explain` shows why",
        Reason::DecidedWrong => "decided to be wrong",
        Reason::OneNode => "its ends are one node",
        Reason::NotYetSeen => "not yet seen then",
        Reason::OnlyDenied => "only denied",
        Reason::OnlyUnrealised => "only planned, asked for or possible",
        Reason::OtherTime => "held at other times",
        Reason::Unsure => "not sure enough",
        Reason::OtherRelation => "left out by the filter",
    }
}

fn row(edge: &Absence) -> Vec<String> {
    vec![
        edge.source.clone(),
        edge.relation.to_string(),
        edge.target.clone(),
        words(edge.reason).to_owned(),
        edge.detail.clone(),
        edge.n_statements.to_string(),
        edge.quote.clone(),
    ]
}
