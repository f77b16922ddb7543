//! `demarche decide`: what a person judges of actors, statements and edges.

use std::io::Write;
use std::path::PathBuf;

use demarche::Error;
use demarche::graph::{Graph, View};
use demarche::ontology::{ActorId, Direction, Ontology};
use demarche::query::{Scope, resolve_actor, resolve_undecided};
use demarche::store::{
    Decided, Decision, EdgeName, NamedActor, Selection, Store, Subject, Verdict, read_decisions,
};
use demarche::time::PartialDate;

use super::filter::{self, StoreArgs, ViewArg};
use super::table::{self, Answer};
use super::{Global, Outcome, config, explain, import, ingest};

/// Judge: two actors are the same or different, a statement or edge is wrong or right; undo, list, export, import.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Decisions lie in the store beside the statements, which stay as they are; every graph and query goes by them. A decision
that contradicts an earlier one is refused, and the earlier one shown. The author's name is that of --author, else of
`author = \"…\"` in demarche.toml or in demarche/config.toml in your folder of configurations.

Examples:
  demarche decide same Burma Myanmar --reason \"renamed in 1989\"
  demarche decide different \"Wagner Group\" Russia --reason \"acted for itself in 2023\"
  demarche decide wrong \"Russia arms Syria\" --reason \"the text speaks of 1973\"
  demarche decide right 0123456789abcdef --reason \"checked in the article\"
  demarche decide list
  demarche decide undo 3f2a
  demarche decide export > decisions.jsonl
  demarche decide import decisions.jsonl --db other.db")]
pub(crate) struct Args {
    #[command(subcommand)]
    judgement: Judgement,
}

#[derive(Debug, clap::Subcommand)]
enum Judgement {
    /// The two names mean one actor.
    Same(Pair),
    /// The two names do not mean one actor, nor is one a part of the other.
    Different(Pair),
    /// A statement, or an edge with all its statements, is not so.
    Wrong(Claim),
    /// A statement, or an edge with all its statements, is certainly so.
    Right(Claim),
    /// Take a decision back.
    Undo {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        db: Db,
    },
    /// Show the decisions.
    List(StoreArgs),
    /// Print the decisions, one JSON object a line.
    Export(Db),
    /// Add the decisions of files, one JSON object a line; again is harmless.
    Import {
        /// The files; - is standard input.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        db: Db,
    },
}

#[derive(Debug, clap::Args)]
struct Pair {
    /// A name of the one.
    #[arg(value_name = "ACTOR")]
    one: String,
    /// A name of the other.
    #[arg(value_name = "ACTOR")]
    other: String,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, clap::Args)]
struct Claim {
    /// The id of a statement, or an edge: SOURCE RELATION TARGET, as one argument or three.
    #[arg(value_name = "STATEMENT|EDGE", required = true, num_args = 1..=3)]
    claim: Vec<String>,
    /// The view in which the edge stands.
    #[arg(long, value_enum, default_value_t)]
    view: ViewArg,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, clap::Args)]
struct Why {
    /// Why you think so.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Your name, instead of the configured one.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The date of the decision, instead of today.
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
    #[command(flatten)]
    db: Db,
}

#[derive(Debug, clap::Args)]
struct Db {
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    match args.judgement {
        Judgement::Same(pair) => judge_pair(global, Verdict::Same, &pair),
        Judgement::Different(pair) => judge_pair(global, Verdict::Different, &pair),
        Judgement::Wrong(claim) => judge_claim(global, Verdict::Wrong, &claim),
        Judgement::Right(claim) => judge_claim(global, Verdict::Right, &claim),
        Judgement::Undo { id, db } => {
            let decision = db.open()?.undo(&id)?;
            filter::note(global, &format!("taken back: {}", words(&decision)));
            Ok(Outcome::Done)
        }
        Judgement::List(store) => list(global, &store),
        Judgement::Export(db) => {
            let decisions = Store::open_existing(&db.db)?.decisions()?;
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for decision in &decisions {
                serde_json::to_writer(&mut out, decision)?;
                out.write_all(b"\n")?;
            }
            out.flush()?;
            Ok(Outcome::unless_empty(decisions.is_empty()))
        }
        Judgement::Import { files, db } => add_files(global, &files, &db),
    }
}

impl Db {
    /// Opens the store for writing; there must be one.
    fn open(&self) -> anyhow::Result<Store> {
        drop(Store::open_existing(&self.db)?);
        Ok(Store::open(&self.db)?)
    }
}

fn judge_pair(global: &Global, verdict: Verdict, pair: &Pair) -> anyhow::Result<Outcome> {
    let ontology = filter::ontology(global)?;
    let mut store = pair.why.db.open()?;
    let scope = Scope::new(&store, &ontology, View::Actor)?;
    let actors = [account(&scope, &pair.one)?, account(&scope, &pair.other)?];
    decide(
        global,
        &mut store,
        verdict,
        Subject::Actors(actors),
        &pair.why,
    )
}

/// Returns who goes by a name: an actor that statements name, or for which they act. Names mean what they mean without
/// decisions, or two that were said to be the same could not be told apart.
pub(crate) fn account(scope: &Scope<'_>, name: &str) -> anyhow::Result<NamedActor> {
    let found = resolve_undecided(scope, View::Actor, name)
        .or_else(|error| resolve_undecided(scope, View::Root, name).map_err(|_| error))?;
    let told = scope.actors.iter().find(|actor| actor.id == found.id);
    if let Some(told) = told {
        return Ok(told.clone());
    }
    let owned = scope.actors.iter().find(|actor| actor.root == found.name);
    Ok(NamedActor {
        id: found.id,
        kind: owned.map_or(demarche::ontology::ActorKind::State, |actor| {
            match actor.kind {
                demarche::ontology::ActorKind::Collective => actor.kind,
                _ => demarche::ontology::ActorKind::State,
            }
        }),
        root: found.name.clone(),
        name: found.name,
    })
}

fn judge_claim(global: &Global, verdict: Verdict, claim: &Claim) -> anyhow::Result<Outcome> {
    let ontology = filter::ontology(global)?;
    let mut store = claim.why.db.open()?;
    let subject = match claim.claim.as_slice() {
        [id] if id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()) => {
            statement(&store, id)?
        }
        words => edge(&store, &ontology, claim.view.into(), words)?,
    };
    decide(global, &mut store, verdict, subject, &claim.why)
}

fn statement(store: &Store, id: &str) -> anyhow::Result<Subject> {
    let id = demarche::extract::StatementId(id.to_lowercase().into());
    let selection = Selection {
        ids: Some([id.clone()].into()),
        ..Selection::default()
    };
    if store.statements(&selection)?.is_empty() {
        let message =
            format!("there is no statement {id}; `demarche explain --format json` shows ids");
        return Err(Error::not_found(message).into());
    }
    Ok(Subject::Statement(id))
}

fn edge(
    store: &Store,
    ontology: &Ontology,
    view: View,
    words: &[String],
) -> anyhow::Result<Subject> {
    let scope = Scope::new(store, ontology, view)?;
    let (source, relation, target) = explain::read_edge(words, &scope)?;
    let relation = relation.ok_or_else(|| {
        Error::usage("expected a relation between the two actors, as in \"Russia arms Syria\"")
    })?;
    let ends = [
        resolve_actor(&scope, &source)?,
        resolve_actor(&scope, &target)?,
    ];
    let [mut source, mut target]: [ActorId; 2] = ends.map(|found| found.id);
    let known = ontology.relation(relation.as_str());
    if known.is_some_and(|r| r.direction == Direction::Symmetric) && source > target {
        std::mem::swap(&mut source, &mut target);
    }
    Ok(Subject::Edge(EdgeName {
        source,
        relation,
        target,
    }))
}

fn decide(
    global: &Global,
    store: &mut Store,
    verdict: Verdict,
    subject: Subject,
    why: &Why,
) -> anyhow::Result<Outcome> {
    let decision = Decision::new(
        verdict,
        subject,
        why.reason.clone(),
        author(why)?,
        Some(why.on.map_or_else(today, Ok)?),
    )?;
    let outcomes = store.decide(std::slice::from_ref(&decision))?;
    match outcomes.as_slice() {
        [Decided::Conflicts(against)] => {
            let against: Vec<String> = against.iter().map(words).collect();
            anyhow::bail!(
                "this contradicts an earlier decision:\n  {}\ntake that back with `demarche decide undo ID` first, if it is wrong",
                against.join("\n  ")
            )
        }
        [Decided::Known] => filter::note(global, &format!("known already: {}", words(&decision))),
        _ => filter::note(global, &format!("decided: {}", words(&decision))),
    }
    Ok(Outcome::Done)
}

fn author(why: &Why) -> anyhow::Result<String> {
    let configured = || config::read().map(|config| config.author);
    let author = why
        .author
        .clone()
        .map_or_else(configured, |name| Ok(Some(name)))?;
    author
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| {
            let places: Vec<String> = config::places()
                .iter()
                .map(|p| p.display().to_string())
                .collect();
            let message = format!(
                "who decides? expected --author NAME, or author = \"NAME\" in {}",
                places.join(" or ")
            );
            Error::usage(message).into()
        })
}

/// Returns today's date, for the record only.
fn today() -> anyhow::Result<PartialDate> {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    Ok(now.date().to_string().parse()?)
}

fn list(global: &Global, args: &StoreArgs) -> anyhow::Result<Outcome> {
    let ontology = filter::ontology(global)?;
    let decisions = args.open()?.decisions()?;
    if args.format == table::Format::Dot {
        let message = "decisions have no graph: expected --format table, json or csv";
        return Err(Error::usage(message).into());
    }
    let rows = decisions.iter().map(|d| {
        vec![
            d.id.to_string(),
            table::date(d.decided),
            d.verdict.as_str().to_owned(),
            subject(&d.subject),
            d.reason.clone(),
            d.author.clone(),
        ]
    });
    let answer = Answer {
        columns: vec!["id", "decided", "verdict", "of", "reason", "author"],
        rows: rows.collect(),
        json: serde_json::to_value(&decisions)?,
        graph: Graph::default(),
    };
    answer.print(args.format, &ontology, &demarche::export::Meta::default())?;
    Ok(Outcome::unless_empty(decisions.is_empty()))
}

fn add_files(global: &Global, files: &[PathBuf], db: &Db) -> anyhow::Result<Outcome> {
    let mut store = ingest::open(&db.db)?;
    let (mut decisions, mut rejected) = (Vec::new(), Vec::new());
    for path in files {
        rejected.extend(read_decisions(path, import::open(path)?, |decision| {
            decisions.push(decision);
            Ok(())
        })?);
    }
    for diagnostic in &rejected {
        eprintln!("{}", table::plain(&diagnostic.to_string()));
    }
    let outcomes = store.decide(&decisions)?;
    let (mut n_added, mut n_known) = (0, 0);
    let mut n_rejected = rejected.len();
    for (decision, outcome) in decisions.iter().zip(&outcomes) {
        match outcome {
            Decided::Added => n_added += 1,
            Decided::Known => n_known += 1,
            Decided::Conflicts(against) => {
                n_rejected += 1;
                let against: Vec<String> = against.iter().map(words).collect();
                eprintln!(
                    "left out: {}\n  contradicts {}",
                    words(decision),
                    against.join("\n  contradicts ")
                );
            }
        }
    }
    filter::note(
        global,
        &format!("{n_added} new decisions, {n_known} known ones, {n_rejected} rejected"),
    );
    Ok(match (n_rejected, decisions.is_empty()) {
        (0, true) => Outcome::NothingFound,
        (0, false) => Outcome::Done,
        _ => Outcome::Rejected,
    })
}

/// Writes a decision on one line.
pub(crate) fn words(decision: &Decision) -> String {
    let line = format!(
        "{} {}: {} ({}, {}{})",
        decision.id,
        decision.verdict.as_str(),
        subject(&decision.subject),
        decision.reason,
        decision.author,
        decision
            .decided
            .map(|d| format!(", {d}"))
            .unwrap_or_default()
    );
    table::plain(&line)
}

fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Actors([a, b]) => format!("{}, {}", a.name, b.name),
        Subject::Statement(id) => format!("statement {id}"),
        Subject::Edge(edge) => format!("{} {} {}", edge.source, edge.relation, edge.target),
    }
}
