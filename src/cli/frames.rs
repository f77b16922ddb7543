//! `demarche frames`: which words express relations, and how often they are right.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use demarche::Error;
use demarche::extract::{MIN_CONFIDENCE_OF_FRAMES, Statement};
use demarche::ontology::{Frame, Ontology, RelationId, Slot};
use demarche::query::resolve_relations;
use demarche::score::{Claim, FrameSheet, Judge, Judged, Verdict};

use super::filter::{ontology, share};
use super::reading::{each, pipeline};
use super::score::TextFormat;
use super::table::{plain, print_json, print_table};
use super::{Global, Outcome, gold, score};

/// List the frames of relations with their words, or score them against gold statements.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --score the frames alone read the texts. A frame is right where a gold statement has the same roots, relation, direction,
negation, and is as actual.

Examples:
  demarche frames
  demarche frames severed-ties
  demarche frames --score gold/ articles/
  demarche frames --score gold/ articles/ --relation arms --errors --min-confidence 0
  demarche frames --score gold/ articles/ --format json")]
pub(crate) struct Args {
    /// One relation; with --score the texts, as `extract` takes them.
    #[arg(value_name = "RELATION|TEXT")]
    names: Vec<PathBuf>,
    /// Gold statements: a .jsonl file, or a folder of *.gold.jsonl.
    #[arg(long, value_name = "GOLD")]
    score: Option<PathBuf>,
    /// Only these relations, separated by commas.
    #[arg(long, short, value_name = "RELATION", value_delimiter = ',')]
    relation: Vec<String>,
    /// With --score: the sentences of each frame, and the gold statements that no frame found.
    #[arg(long, requires = "score")]
    errors: bool,
    /// With --score: leave out what the frames read less surely than this, 0 to 1.
    #[arg(long, value_name = "C", default_value_t = MIN_CONFIDENCE_OF_FRAMES, value_parser = share)]
    min_confidence: f64,
    /// Names that are the same, in place of the program's own: a name and others for it in a line, with tabs between them.
    #[arg(long, value_name = "FILE", requires = "score")]
    aliases: Option<PathBuf>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    match &args.score {
        Some(path) => run_score(global, &args, path),
        None => list(global, &args),
    }
}

fn list(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let ontology = ontology(global)?;
    let named = args.names.iter().map(|n| n.to_string_lossy().into_owned());
    let wanted: Vec<String> = named.chain(args.relation.iter().cloned()).collect();
    let wanted = resolve_relations(&ontology, &wanted)?;
    let is_wanted = |f: &&Frame| wanted.is_empty() || wanted.contains(&f.relation);
    let frames: Vec<&Frame> = ontology.frames().iter().filter(is_wanted).collect();
    match args.format {
        TextFormat::Text => {
            let mut out = std::io::stdout().lock();
            for frame in &frames {
                print(frame, &mut out)?;
            }
            out.flush()?;
        }
        TextFormat::Json => {
            print_json(&frames.iter().map(|frame| as_json(frame)).collect())?;
        }
    }
    Ok(Outcome::unless_empty(frames.is_empty()))
}

/// Prints a frame: its words, and where source and target stand.
pub(crate) fn print(frame: &Frame, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "  {} {}: {}",
        frame.id,
        frame.trigger.key(),
        words(frame).join(", ")
    )?;
    writeln!(
        out,
        "      source {}, target {}",
        slots(&frame.source),
        slots(&frame.target)
    )
}

fn words(frame: &Frame) -> Vec<String> {
    let patterns = frame.trigger.patterns().iter();
    patterns.map(|p| p.join(" ")).collect()
}

fn slots(slots: &[Slot]) -> String {
    let name = |slot: &Slot| match slot {
        Slot::Preposition(words) => words.join("|"),
        other => format!("{other:?}").to_lowercase(),
    };
    slots.iter().map(name).collect::<Vec<_>>().join("|")
}

fn as_json(frame: &Frame) -> serde_json::Value {
    serde_json::json!({
        "id": frame.id, "relation": frame.relation, "trigger": frame.trigger.key(), "words": words(frame),
        "source": slots(&frame.source), "target": slots(&frame.target), "confidence": frame.confidence,
    })
}

fn run_score(global: &Global, args: &Args, path: &std::path::Path) -> anyhow::Result<Outcome> {
    if args.names.is_empty() {
        return Err(Error::usage("expected texts to read after --score GOLD").into());
    }
    let (gold, n_rejected) = gold::read(path)?;
    let pipeline = pipeline(global)?;
    let ontology = pipeline.ontology();
    let wanted = resolve_relations(ontology, &args.relation)?;
    let names = score::names(ontology, args.aliases.as_deref())?;
    let judge = Judge {
        ontology,
        names: &names,
    };
    let mut sheet = FrameSheet::default();
    let mut given = BTreeSet::new();
    let read = |article: &demarche::article::Article| match gold.contains_key(&article.id) {
        true => pipeline.read_frames(article),
        false => Vec::new(),
    };
    let tally = each(global, &args.names, read, |article, statements| {
        if let Some(gold) = gold.get(&article.id) {
            let is_frame = |s: &&Statement| ontology.frames().iter().any(|f| is_of(s, f));
            let claims: Vec<Claim> = statements
                .iter()
                .filter(is_frame)
                .filter(|s| s.confidence >= args.min_confidence)
                .map(Claim::from)
                .collect();
            sheet.add(&judge, &article.id, gold, &claims);
        }
        given.insert(article.id.clone());
        Ok(statements.len())
    })?;
    let n_apart = gold::tell_apart(&gold, &given, "texts")?;
    let is_wanted = |relation: &RelationId| wanted.is_empty() || wanted.contains(relation);
    sheet.keep(is_wanted);
    match args.format {
        TextFormat::Text => print_scores(ontology, &sheet, args.errors)?,
        TextFormat::Json => print_score_json(&sheet)?,
    }
    Ok(match tally.n_rejected + n_rejected + n_apart {
        0 => Outcome::unless_empty(sheet.frames.is_empty()),
        _ => Outcome::Rejected,
    })
}

fn is_of(statement: &Statement, frame: &Frame) -> bool {
    let id = statement.frame.as_deref().and_then(|f| f.split(' ').next());
    id == Some(frame.id.as_str())
}

fn print_scores(ontology: &Ontology, sheet: &FrameSheet, with_errors: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let frames = ontology.frames().iter();
    let fired = frames.filter_map(|frame| Some((frame, sheet.frames.get(&frame.id)?)));
    let row = |(frame, score): (&Frame, &demarche::score::FrameScore)| {
        let n = |verdict| score.n(verdict).to_string();
        vec![
            frame.id.clone(),
            n(Verdict::Right),
            n(Verdict::Wrong),
            n(Verdict::Optional),
            score
                .precision()
                .map(|p| format!("{p:.3}"))
                .unwrap_or_default(),
            frame.confidence.to_string(),
            shortened(&words(frame)),
        ]
    };
    let rows: Vec<Vec<String>> = fired.map(row).collect();
    let columns = [
        "frame",
        "hits",
        "misses",
        "optional",
        "precision",
        "confidence",
        "words",
    ];
    print_table(&columns, &rows, &mut out)?;
    let row = |(relation, n_gold): (&RelationId, &usize)| {
        let n_unfound = sheet.unfound.get(relation).map_or(0, Vec::len);
        vec![
            relation.to_string(),
            n_gold.to_string(),
            n_unfound.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = sheet.n_gold.iter().map(row).collect();
    writeln!(out)?;
    print_table(&["relation", "gold", "found by no frame"], &rows, &mut out)?;
    let total = sheet.total();
    writeln!(
        out,
        "\n{} right, {} wrong, {} optional: precision {:.3}; {} of {} gold statements found: recall {:.3}",
        total.n_right,
        total.n_wrong,
        total.n_optional,
        total.precision,
        total.n_found,
        total.n_gold,
        total.recall
    )?;
    if !with_errors {
        return Ok(out.flush()?);
    }
    for frame in ontology.frames() {
        for (verdict, judged) in sheet.frames.get(&frame.id).iter().flat_map(|s| &s.read) {
            let verdict = match verdict {
                Verdict::Right => "hit",
                Verdict::Wrong => "miss",
                Verdict::Optional => "optional",
            };
            print_judged(&frame.id, verdict, judged, &mut out)?;
        }
    }
    for (relation, unfound) in &sheet.unfound {
        for judged in unfound {
            print_judged(relation.as_str(), "found by no frame", judged, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

fn print_judged(of: &str, verdict: &str, judged: &Judged, out: &mut impl Write) -> io::Result<()> {
    let frame = judged.statement.frame.as_deref();
    let frame = frame.map(|f| format!(" · {f}")).unwrap_or_default();
    writeln!(
        out,
        "\n{of} · {verdict} · {}\n  {}{}\n  {}",
        plain(&judged.document.0),
        plain(&judged.statement.to_string()),
        plain(&frame),
        plain(&judged.sentence)
    )
}

/// Returns the first words, and how many more there are.
fn shortened(words: &[String]) -> String {
    const N_SHOWN: usize = 6;
    let shown = words.iter().take(N_SHOWN).cloned().collect::<Vec<_>>();
    match words.len().saturating_sub(N_SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn print_score_json(sheet: &FrameSheet) -> anyhow::Result<()> {
    let frame = |(id, score): (&String, &demarche::score::FrameScore)| {
        serde_json::json!({
            "frame": id, "hits": score.n(Verdict::Right), "misses": score.n(Verdict::Wrong), "optional": score.n(Verdict::Optional),
            "precision": score.precision(), "read": score.read,
        })
    };
    let frames: Vec<_> = sheet.frames.iter().map(frame).collect();
    let json = serde_json::json!({ "frames": frames, "gold": sheet.n_gold, "unfound": sheet.unfound, "total": sheet.total() });
    print_json(&json)
}
