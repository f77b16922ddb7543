//! `demarche score-events`: what is read as events of PLOVER beside texts of which an event is known.

use std::cmp::Reverse;
use std::io::Write;
use std::path::PathBuf;

use demarche::Error;
use demarche::article::{Article, DocumentId};
use demarche::extract::Pipeline;
use demarche::score::{
    Claim, CodedText, Count, EventScore, MissedEvent, read_events, score_events,
};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::reading::pipeline;
use super::score::TextFormat;
use super::table::{plain, print_json, print_table};
use super::{Global, Outcome, import};

/// Score what is read as events of PLOVER or CAMEO against texts whose events somebody coded.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
EVENTS has a text a line: {\"id\": ID, \"text\": …, \"events\": [{\"source_text\": …, \"target_text\": …, \"code\": \"AGREE\"}]}. A code is
a category of PLOVER or a number of CAMEO.

A statement is coded by its relation and its truth: \"met\" is CONSULT, \"agreed to meet\" AGREE, \"refused to meet\" REJECT. The table
is schemas/exports/events.tsv. An event is found where the words for source and target share a word with the known ones.

Examples:
  demarche score-events benchmark.jsonl
  demarche score-events benchmark.jsonl --errors
  demarche score-events - --format json --model fast < benchmark.jsonl")]
pub(crate) struct Args {
    /// Texts with their events, a .jsonl file, or `-` for standard input.
    #[arg(value_name = "EVENTS")]
    events: PathBuf,
    /// List each event that was missed or has another category.
    #[arg(long)]
    errors: bool,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
}

/// A text, and the events of it that were not read rightly.
type Missed<'t> = (&'t CodedText, Vec<MissedEvent>);

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (texts, rejected) = read_events(&args.events, import::open(&args.events)?)?;
    rejected
        .iter()
        .for_each(|diagnostic| eprintln!("{diagnostic}"));
    if texts.iter().all(|text| text.events.is_empty()) {
        let message = format!("{}: there are no events", args.events.display());
        return Err(Error::not_found(message).into());
    }
    let pipeline = pipeline(global)?;
    let scores: Vec<_> = texts
        .par_iter()
        .map(|text| score(&pipeline, text))
        .collect();
    let (mut total, mut missed) = (EventScore::default(), Vec::new());
    for (text, (score, theirs)) in texts.iter().zip(scores) {
        total += score;
        missed.push((text, theirs));
    }
    let missed: Option<&[Missed]> = args.errors.then_some(&missed);
    match args.format {
        TextFormat::Text => print(&total, missed)?,
        TextFormat::Json => print_score_json(&total, missed)?,
    }
    Ok(match rejected.is_empty() {
        true => Outcome::Done,
        false => Outcome::Rejected,
    })
}

fn score(pipeline: &Pipeline, text: &CodedText) -> (EventScore, Vec<MissedEvent>) {
    let article = Article::plain(DocumentId(text.id.clone()), text.text.clone());
    let statements = pipeline.read(&article);
    let sure = statements
        .iter()
        .filter(|s| s.confidence >= pipeline.min_confidence());
    let claims: Vec<Claim> = sure.map(Claim::from).collect();
    score_events(&text.events, &claims, pipeline.ontology())
}

fn print(score: &EventScore, missed: Option<&[Missed]>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let [precision, recall, f1] = score.count().shares();
    writeln!(
        out,
        "events    P {precision:.3}  R {recall:.3}  F1 {f1:.3}   right {} of {} known, {} read",
        score.n_right, score.n_known, score.n_read
    )?;
    writeln!(
        out,
        "category  right in {:.3} of {} events whose actors were found\n",
        score.categories(),
        score.n_found
    )?;
    let mut categories: Vec<_> = score.by_category.iter().collect();
    categories.sort_by_key(|(name, count)| (Reverse(count.right + count.missed), **name));
    let rows: Vec<Vec<String>> = categories
        .into_iter()
        .map(|(name, count)| {
            let [_, recall, _] = count.shares();
            let known = count.right + count.missed;
            vec![
                (*name).to_owned(),
                known.to_string(),
                count.right.to_string(),
                format!("{recall:.2}"),
            ]
        })
        .collect();
    print_table(&["category", "known", "right", "recall"], &rows, &mut out)?;
    for (text, events) in missed.unwrap_or_default() {
        for MissedEvent { event, read } in events {
            let read = match read.is_empty() {
                true => "nothing".to_owned(),
                false => read.iter().copied().collect::<Vec<_>>().join(", "),
            };
            let (source, target) = (plain(&event.source), plain(&event.target));
            writeln!(out, "\n{}", plain(&text.id))?;
            writeln!(out, "  known  {source} · {} · {target}", event.category)?;
            writeln!(out, "  read   {read}")?;
            writeln!(out, "  text   {}", plain(&text.text))?;
        }
    }
    Ok(out.flush()?)
}

fn print_score_json(score: &EventScore, missed: Option<&[Missed]>) -> anyhow::Result<()> {
    let of_category =
        |count: &Count| json!({"known": count.right + count.missed, "right": count.right});
    let by_category = score.by_category.iter();
    let by_category: Map<String, Value> = by_category
        .map(|(name, count)| ((*name).to_owned(), of_category(count)))
        .collect();
    let mut answer = json!({
        "events": score.count(), "categories": score.categories(), "known": score.n_known, "read": score.n_read,
        "found": score.n_found, "right": score.n_right, "by_category": by_category,
    });
    if let Some(missed) = missed {
        let all = missed.iter().flat_map(|(text, events)| {
            events
                .iter()
                .map(|m| json!({"document": text.id, "event": m.event, "read": m.read}))
        });
        answer["errors"] = all.collect();
    }
    print_json(&answer)
}
