//! `demarche relations`: the kinds of edges, and how words express them.

use std::io::Write;

use demarche::extract::failures;
use demarche::ontology::{EventCode, Frame, Ontology, Relation};
use demarche::query::suggestion;

use super::filter::{note, ontology};
use super::reading::pipeline;
use super::table::print_json;
use super::{Global, Outcome, frames};

/// Show the relations, or one with its frames and examples.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  demarche relations
  demarche relations severed-ties
  demarche relations --schemas my-schemas/ --json
  demarche relations --check --schemas my-schemas/")]
pub(crate) struct Args {
    /// One relation.
    relation: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Run the examples and near misses of the relation files, and print those that fail.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    if args.check {
        return check(global, args.relation.as_deref());
    }
    let ontology = ontology(global)?;
    let Some(id) = &args.relation else {
        if args.json {
            print_json(&ontology.relations().values().map(as_json).collect())?;
        } else {
            let mut out = std::io::stdout().lock();
            for relation in ontology.relations().values() {
                writeln!(out, "{:<22}{}", relation.id.as_str(), relation.definition)?;
            }
            out.flush()?;
        }
        return Ok(Outcome::Done);
    };
    let Some(relation) = ontology.relation(id) else {
        let hint = suggestion(id, ontology.relations().keys().map(|id| id.as_str()));
        return Err(demarche::Error::usage(format!("there is no relation {id}{hint}")).into());
    };
    if args.json {
        print_json(&as_json(relation))?;
    } else {
        print_one(&ontology, relation)?;
    }
    Ok(Outcome::Done)
}

/// Prints the examples that fail, of one relation or of all; failing ones end with exit code 1.
fn check(global: &Global, relation: Option<&str>) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    let is_wanted = |id: &str| relation.is_none_or(|r| r == id);
    let n_examples = pipeline
        .ontology()
        .examples()
        .iter()
        .filter(|e| is_wanted(e.relation.as_str()))
        .count();
    let failures = failures(&pipeline);
    let failed: Vec<_> = failures
        .iter()
        .filter(|f| is_wanted(f.example.relation.as_str()))
        .collect();
    let mut out = std::io::stdout().lock();
    for failure in &failed {
        writeln!(out, "{failure}")?;
    }
    out.flush()?;
    if failed.is_empty() {
        note(global, &format!("{n_examples} examples, all right"));
        return Ok(Outcome::Done);
    }
    anyhow::bail!("{} of {n_examples} examples fail", failed.len())
}

fn print_one(ontology: &Ontology, relation: &Relation) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}: {}", relation.id, relation.definition)?;
    writeln!(out, "  {} -> {}", relation.source, relation.target)?;
    writeln!(
        out,
        "  {:?}, {:?}, {:?}, {:?}, {:?}",
        relation.family, relation.direction, relation.polarity, relation.mode, relation.kind
    )?;
    for (label, list) in [("ends", &relation.ends), ("excludes", &relation.excludes)] {
        if !list.is_empty() {
            writeln!(
                out,
                "  {label} {}",
                list.iter()
                    .map(|r| r.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )?;
        }
    }
    writeln!(
        out,
        "  PLOVER {} · CAMEO {}",
        relation.plover.join(", "),
        relation.cameo.join(", ")
    )?;
    for (truth, code) in events(relation) {
        writeln!(out, "  {truth} is {} {}", code.plover, code.cameo)?;
    }
    writeln!(out, "\nFrames")?;
    let of_it = |f: &&Frame| f.relation == relation.id;
    ontology
        .frames()
        .iter()
        .filter(of_it)
        .try_for_each(|frame| frames::print(frame, &mut out))?;
    writeln!(out, "\nExamples")?;
    for example in ontology
        .examples()
        .iter()
        .filter(|e| e.relation == relation.id)
    {
        let gives: Vec<String> = example.gives.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "  {}\n      {}",
            example.text,
            if gives.is_empty() {
                "nothing".to_owned()
            } else {
                gives.join("; ")
            }
        )?;
    }
    Ok(out.flush()?)
}

/// Returns what statements of the relation are in tables of events, each with its truth in words.
fn events(relation: &Relation) -> impl Iterator<Item = (String, &EventCode)> {
    relation.events.iter().map(|(negated, modality, code)| {
        let not = if negated { "not " } else { "" };
        (format!("{not}{}", modality.as_str()), code)
    })
}

fn as_json(relation: &Relation) -> serde_json::Value {
    serde_json::json!({
        "id": relation.id, "definition": relation.definition, "family": relation.family, "direction": relation.direction,
        "source": relation.source, "target": relation.target, "polarity": relation.polarity, "mode": relation.mode, "kind": relation.kind,
        "ends": relation.ends, "excludes": relation.excludes, "plover": relation.plover, "cameo": relation.cameo,
        "events": events(relation).map(|(truth, code)| (truth, serde_json::json!({"plover": code.plover, "cameo": code.cameo})))
            .collect::<serde_json::Map<_, _>>(),
    })
}
