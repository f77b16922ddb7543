//! `demarche actors`: whom a word can name.

use std::io::{self, Write};

use demarche::ontology::{Actor, ActorTable};

use super::filter::ontology;
use super::table::print_json;
use super::{Global, Outcome};

/// Show whom a word can name, with aliases, dates and offices.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  demarche actors Kremlin
  demarche actors \"Sergey Lavrov\"
  demarche actors Congo --json")]
pub(crate) struct Args {
    /// A name, an alias, a demonym or an id.
    word: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let ontology = ontology(global)?;
    let table = ontology.actors();
    let found = table.named(&args.word);
    if found.is_empty() {
        eprintln!(
            "nobody goes by {:?}{}",
            args.word,
            suggestion(table, &args.word)
        );
        return Ok(Outcome::NothingFound);
    }
    if args.json {
        let all = found.iter().map(|a| as_json(table, a)).collect();
        print_json(&all)?;
    } else {
        let mut out = std::io::stdout().lock();
        for actor in found {
            print_one(table, actor, &mut out)?;
        }
        out.flush()?;
    }
    Ok(Outcome::Done)
}

fn suggestion(table: &ActorTable, word: &str) -> String {
    let names = table.actors().iter().map(|a| a.name.as_str());
    let near = names
        .map(|n| {
            (
                strsim::jaro_winkler(&word.to_lowercase(), &n.to_lowercase()),
                n,
            )
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.filter(|(likeness, _)| *likeness > 0.8)
        .map(|(_, name)| format!(", did you mean {name}?"))
        .unwrap_or_default()
}

fn dates(interval: &demarche::time::Interval) -> String {
    let date =
        |d: Option<demarche::time::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    match (interval.start, interval.end) {
        (None, None) => String::new(),
        (start, end) => format!(" ({}–{})", date(start), date(end)),
    }
}

fn print_one(table: &ActorTable, actor: &Actor, out: &mut impl Write) -> io::Result<()> {
    let idx = table.index(&actor.id).expect("it is in the table");
    writeln!(
        out,
        "{} [{}] {}{}",
        actor.name,
        actor.id,
        actor.kind.as_str(),
        dates(&actor.existence)
    )?;
    let root = table.root_of(actor);
    if root.id != actor.id {
        writeln!(out, "  acts for {}", root.name)?;
    }
    let aliases: Vec<String> = table
        .aliases()
        .iter()
        .filter(|a| a.actor == idx && a.text != actor.name)
        .map(|a| format!("{}{}", a.text, dates(&a.valid)))
        .collect();
    if !aliases.is_empty() {
        writeln!(out, "  also {}", aliases.join("; "))?;
    }
    for office in table.offices().iter().filter(|o| o.person == idx) {
        writeln!(
            out,
            "  {} of {}{}",
            office.office,
            table.actor(office.actor).name,
            dates(&office.held)
        )?;
    }
    Ok(())
}

fn as_json(table: &ActorTable, actor: &Actor) -> serde_json::Value {
    let idx = table.index(&actor.id).expect("it is in the table");
    let aliases: Vec<_> = table
        .aliases()
        .iter()
        .filter(|a| a.actor == idx)
        .map(|a| serde_json::json!({ "alias": a.text, "start": a.valid.start, "end": a.valid.end }))
        .collect();
    let offices: Vec<_> = table
        .offices()
        .iter()
        .filter(|o| o.person == idx)
        .map(|o| serde_json::json!({ "office": o.office, "of": table.actor(o.actor).id, "start": o.held.start, "end": o.held.end }))
        .collect();
    serde_json::json!({
        "id": actor.id, "name": actor.name, "kind": actor.kind, "root": table.root_of(actor).id, "start": actor.existence.start,
        "end": actor.existence.end, "aliases": aliases, "offices": offices,
    })
}
