//! `demarche score-events`: what is read as events of PLOVER beside texts of which an event is known.

use std::cmp::Reverse;
use std::io::Write;
use std::path::PathBuf;

use demarche::Error;
use demarche::article::Article;
use demarche::score::{Claim, EventScore, EventSheet, MissedEvent, read_events, score_events};
use serde_json::json;

use super::reading::{each, pipeline};
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
  demarche score-events benchmark.jsonl --format json --model fast")]
pub(crate) struct Args {
    /// Texts with their events, a .jsonl file.
    #[arg(value_name = "EVENTS")]
    events: PathBuf,
    /// List each event that was missed or has another category.
    #[arg(long)]
    errors: bool,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let mut sheet = EventSheet::default();
    let rejected = read_events(&args.events, import::open(&args.events)?, &mut sheet)?;
    rejected
        .iter()
        .for_each(|diagnostic| eprintln!("{diagnostic}"));
    if sheet.is_empty() {
        let message = format!("{}: there are no events", args.events.display());
        return Err(Error::not_found(message).into());
    }
    let pipeline = pipeline(global)?;
    let read = |article: &Article| -> (EventScore, Vec<MissedEvent>, usize) {
        let Some(known) = sheet.get(&article.id) else {
            return Default::default();
        };
        let statements = pipeline.read(article);
        let claims = statements.iter().map(Claim::from);
        let is_sure = |claim: &Claim| claim.confidence >= pipeline.min_confidence();
        let claims: Vec<Claim> = claims.filter(is_sure).collect();
        let (score, missed) = score_events(known, &claims, pipeline.ontology());
        (score, missed, claims.len())
    };
    let (mut total, mut missed) = (EventScore::default(), Vec::new());
    each(
        global,
        std::slice::from_ref(&args.events),
        read,
        |article, (score, theirs, n_read)| {
            total += score;
            missed.extend(theirs.into_iter().map(|event| (article.clone(), event)));
            Ok(n_read)
        },
    )?;
    match args.format {
        TextFormat::Text => print(&total, args.errors.then_some(&*missed))?,
        TextFormat::Json => print_score_json(&total, args.errors.then_some(&*missed))?,
    }
    Ok(match rejected.is_empty() {
        true => Outcome::Done,
        false => Outcome::Rejected,
    })
}

/// Missed events with the text and its id.
type Missed = [(Article, MissedEvent)];

fn print(score: &EventScore, missed: Option<&Missed>) -> anyhow::Result<()> {
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
    categories.sort_by_key(|(name, (known, _))| (Reverse(*known), *name));
    let row = |(name, (known, right)): (&String, &(usize, usize))| {
        let recall = *right as f64 / (*known).max(1) as f64;
        vec![
            name.clone(),
            known.to_string(),
            right.to_string(),
            format!("{recall:.2}"),
        ]
    };
    let rows: Vec<Vec<String>> = categories.into_iter().map(row).collect();
    print_table(&["category", "known", "right", "recall"], &rows, &mut out)?;
    for (article, MissedEvent { event, read }) in missed.unwrap_or_default() {
        let read: Vec<&str> = read.iter().map(String::as_str).collect();
        writeln!(out, "\n{}", plain(&article.id.0))?;
        writeln!(
            out,
            "  known  {} · {} · {}",
            plain(&event.source),
            event.category,
            plain(&event.target)
        )?;
        writeln!(
            out,
            "  read   {}",
            if read.is_empty() {
                "nothing".to_owned()
            } else {
                read.join(", ")
            }
        )?;
        writeln!(out, "  text   {}", plain(&article.text))?;
    }
    Ok(out.flush()?)
}

fn print_score_json(score: &EventScore, missed: Option<&Missed>) -> anyhow::Result<()> {
    let mut answer = json!({
        "events": score.count(), "categories": (score.categories() * 1e4).round() / 1e4, "known": score.n_known,
        "read": score.n_read, "found": score.n_found, "right": score.n_right,
        "by_category": score.by_category.iter().map(|(name, (known, right))| (name.clone(), json!({"known": known, "right": right})))
            .collect::<serde_json::Map<_, _>>(),
    });
    if let Some(missed) = missed {
        let all = missed.iter().map(
            |(article, m)| json!({"document": article.id.0, "event": m.event, "read": m.read}),
        );
        answer["errors"] = all.collect();
    }
    print_json(&answer)
}
