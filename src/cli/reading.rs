//! Reading articles for a command: the pipeline, the articles in order over all cores, progress, complaints.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::mpsc;

use demarche::Diagnostic;
use demarche::article::{self, Article};
use demarche::extract::{MIN_CONFIDENCE, MIN_CONFIDENCE_OF_FRAMES, Pipeline, Statement};
use demarche::language::Model;
use demarche::store::Batch;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::Global;
use super::filter::{ontology, share};

/// How a reading went.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Articles read.
    pub(crate) n_articles: usize,
    /// Statements found.
    pub(crate) n_statements: usize,
    /// Pieces of input that were rejected or odd.
    pub(crate) n_rejected: usize,
}

/// From which confidence on what is read is told.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Least {
    #[arg(long, value_name = "C", value_parser = share, help = least_help())]
    min_confidence: Option<f64>,
}

fn least_help() -> String {
    format!(
        "Leave out statements of articles less sure than this, 0 to 1; by default {MIN_CONFIDENCE}, and \
         {MIN_CONFIDENCE_OF_FRAMES} where the frames read alone, with a model that has no relation head"
    )
}

/// Returns the pipeline that the options ask for.
pub(crate) fn pipeline(global: &Global) -> anyhow::Result<Pipeline> {
    let (ontology, model) = rayon::join(|| ontology(global), || model(global));
    Ok(Pipeline::new(ontology?, model?))
}

/// Returns the language model that the options ask for.
fn model(global: &Global) -> demarche::Result<Model> {
    match global.model.to_str() {
        Some("full") => Model::built_in(),
        Some("fast") => Model::fast(),
        _ => Model::from_folder(&global.model),
    }
}

/// How many articles may be read ahead of the one whose turn it is.
const AHEAD: usize = 64;

/// Reads all articles and hands each with its statements, as far as they are sure enough, to `take`, in the order of the input.
pub(crate) fn read_all(
    global: &Global,
    pipeline: &Pipeline,
    paths: &[PathBuf],
    least: Least,
    mut take: impl FnMut(&Article, Vec<Statement>) -> anyhow::Result<()>,
) -> anyhow::Result<Tally> {
    let least = least
        .min_confidence
        .unwrap_or_else(|| pipeline.min_confidence());
    let read = |article: &Article| pipeline.read(article);
    each(global, paths, read, |article, mut statements| {
        statements.retain(|s| s.confidence >= least);
        let n_statements = statements.len();
        take(article, statements)?;
        Ok(n_statements)
    })
}

/// Goes through all articles and hands what `read` makes of each to `take`, in the order of the input; `take` returns how many
/// statements these were.
///
/// Articles are read on all cores; at most [`AHEAD`] wait for their turn, so memory does not grow with the input.
pub(crate) fn each<T: Send>(
    global: &Global,
    paths: &[PathBuf],
    read: impl Fn(&Article) -> T + Sync,
    mut take: impl FnMut(&Article, T) -> anyhow::Result<usize>,
) -> anyhow::Result<Tally> {
    let progress = progress(global);
    let mut tally = Tally::default();
    let mut articles = article::read(paths);
    loop {
        let mut batch = Vec::with_capacity(AHEAD);
        let mut complaints: Vec<Diagnostic> = Vec::new();
        for item in articles.by_ref().take(AHEAD) {
            match item {
                Ok(article) => batch.push(article),
                Err(diagnostic) => complaints.push(diagnostic),
            }
        }
        for complaint in &complaints {
            progress.suspend(|| eprintln!("{complaint}"));
        }
        tally.n_rejected += complaints.len();
        if batch.is_empty() && complaints.is_empty() {
            break;
        }
        in_order(&batch, &read, |article, read| {
            tally.n_articles += 1;
            tally.n_statements += take(article, read)?;
            progress.inc(1);
            progress.set_message(format!("{} statements", tally.n_statements));
            Ok(())
        })?;
    }
    progress.finish_and_clear();
    if !global.quiet {
        let rejected = if tally.n_rejected > 0 {
            format!(", {} complaints", tally.n_rejected)
        } else {
            String::new()
        };
        eprintln!(
            "{} articles, {} statements{rejected}",
            tally.n_articles, tally.n_statements
        );
    }
    Ok(tally)
}

/// Reads all articles into a batch of a store, with their statements as far as they are sure enough.
pub(crate) fn read_into(
    batch: &mut Batch<'_>,
    global: &Global,
    pipeline: &Pipeline,
    paths: &[PathBuf],
    least: Least,
) -> anyhow::Result<Tally> {
    read_all(global, pipeline, paths, least, |article, statements| {
        batch.article(article)?;
        statements.iter().try_for_each(|s| batch.statement(s))?;
        Ok(())
    })
}

/// Reads a batch on all cores and hands the results over as soon as it is their turn.
fn in_order<T: Send>(
    batch: &[Article],
    read: &(impl Fn(&Article) -> T + Sync),
    mut take: impl FnMut(&Article, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            batch.par_iter().enumerate().with_max_len(1).for_each_with(
                sender,
                |sender, (idx, article)| {
                    // The receiver is gone only when `take` has failed, and then nobody wants the rest.
                    let _ = sender.send((idx, read(article)));
                },
            );
        });
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (idx, read) in receiver {
            waiting.insert(idx, read);
            while let Some(read) = waiting.remove(&next) {
                take(&batch[next], read)?;
                next += 1;
            }
        }
        Ok(())
    })
}

fn progress(global: &Global) -> ProgressBar {
    if global.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} articles, {msg} ({elapsed})")
        .expect("the template is right");
    let progress = ProgressBar::new_spinner().with_style(style);
    progress.enable_steady_tick(std::time::Duration::from_millis(120));
    progress
}
