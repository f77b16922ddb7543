//! `demarche agreement`: how far a graph agrees with what is known to be true.

use std::path::PathBuf;

use demarche::Diagnostic;
use demarche::graph::Graph;
use demarche::import::import;
use demarche::query::{Agreement, Comparison, RelationAgreement, agreement};

use super::filter::{self, FilterArgs, StoreArgs, note};
use super::table::{self, Answer};
use super::{Global, Outcome, import as tables};

/// Compare the graph with tables of what is known to be true: found, missed, contradicted, by relation, and when.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A table has columns source, relation, target, start and end, as for `demarche import --as csv`. A truth is comparable where
the graph names both actors and speaks of its time. An event without end is looked for in its year.

Examples:
  demarche agreement alliances.tsv.gz --db graph.db
  demarche agreement truth/*.tsv.gz --list missed,contradicted --format csv
  demarche agreement vetoes.csv --mapping vetoes.toml --min-confidence 0.7 --format json")]
pub(crate) struct Args {
    /// The tables, plain or gzip.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How the tables are laid out, and what their words mean.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// List the truths of these outcomes instead of counting them.
    #[arg(long, value_enum, value_delimiter = ',')]
    list: Vec<OutcomeArg>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum OutcomeArg {
    /// The graph has it at its time.
    Found,
    /// The graph has it at other times only.
    OtherTime,
    /// The graph denies it, or has what cannot hold beside it.
    Contradicted,
    /// The graph says nothing of it.
    Missed,
    /// The graph does not name an actor, or speaks of other times.
    Beyond,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let mut truths = Vec::new();
    for path in &args.files {
        let mapping = tables::mapping("csv", path, args.mapping.as_deref(), &ontology)?;
        let place = path.display().to_string();
        let take = |item: Result<_, Diagnostic>| {
            truths.extend(item);
            Ok(())
        };
        let tally = import(&mapping, &ontology, &place, tables::open(path)?, take)?;
        note(global, &format!("{place}: {}", tables::summary(&tally)));
    }
    let mut chosen = args.filter.filter(&ontology)?;
    chosen.include.negated = true;
    let graph = scope.graph(&chosen)?;
    let agreement = agreement(&scope, &graph, &truths);
    let json = serde_json::to_value(&agreement)?;
    let answer = match args.list.is_empty() {
        true => counts(&agreement, json),
        false => listed(&agreement, &args.list, json),
    };
    let meta = args.filter.meta("Agreement".to_owned());
    answer.print(args.store.format, &ontology, &meta)?;
    Ok(Outcome::unless_empty(answer.rows.is_empty()))
}

fn counts(agreement: &Agreement, json: serde_json::Value) -> Answer {
    let row = |r: &RelationAgreement| {
        let mut row = vec![r.relation.to_string()];
        let numbers = [
            r.n_truths,
            r.n_comparable,
            r.n_found,
            r.n_other_time,
            r.n_contradicted,
            r.n_missed,
        ];
        row.extend(numbers.map(|n| n.to_string()));
        row.push(r.recall.map(|r| format!("{r:.3}")).unwrap_or_default());
        row.extend([r.n_edges, r.n_confirmed].map(|n| n.to_string()));
        row
    };
    Answer {
        columns: vec![
            "relation",
            "truths",
            "comparable",
            "found",
            "other time",
            "contradicted",
            "missed",
            "recall",
            "edges",
            "confirmed",
        ],
        rows: agreement.relations.iter().map(row).collect(),
        json,
        graph: Graph::default(),
    }
}

fn listed(agreement: &Agreement, list: &[OutcomeArg], json: serde_json::Value) -> Answer {
    let is_asked = |c: &&Comparison| {
        let name = |outcome: &OutcomeArg| clap::ValueEnum::to_possible_value(outcome);
        let mut names = list.iter().filter_map(name);
        names.any(|name| name.get_name() == c.outcome.as_str())
    };
    let row = |c: &Comparison| {
        let edge = c.edge.as_ref();
        vec![
            c.outcome.as_str().to_owned(),
            c.source.clone(),
            c.relation.to_string(),
            c.target.clone(),
            table::intervals(&[c.valid]),
            edge.map(|e| e.relation.to_string()).unwrap_or_default(),
            edge.map(|e| table::intervals(&e.intervals))
                .unwrap_or_default(),
            edge.map(|e| e.confidence.to_string()).unwrap_or_default(),
        ]
    };
    Answer {
        columns: vec![
            "outcome",
            "source",
            "relation",
            "target",
            "truth",
            "edge",
            "when",
            "confidence",
        ],
        rows: agreement
            .comparisons
            .iter()
            .filter(is_asked)
            .map(row)
            .collect(),
        json,
        graph: Graph::default(),
    }
}
