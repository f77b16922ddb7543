//! `demarche score`: what was read beside what careful readers found, and what went wrong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use demarche::article::{Article, DocumentId};
use demarche::extract::Pipeline;
use demarche::ontology::Ontology;
use demarche::query::suggestion;
use demarche::score::{Claim, DocumentScore, Judge, Names, Sheet, Sight};

use super::filter::{note, ontology, share};
use super::reading::{each, pipeline};
use super::report::{GroupBy, Report};
use super::{Global, Outcome, gold};

/// Score what is read of texts against gold statements, with a table of errors by kind.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
GOLD has a statement a line: {\"document\": ID, \"sentence\": …, \"source\": {\"name\": …, \"root\": …, \"mention\": …},
\"relation\": …, \"target\": {…}, \"negated\": false, \"modality\": \"actual\", \"attributed_to\": null, \"start\": null, \"optional\": false}.
All but source, relation and target may be missing; without \"document\" it is the file's name up to .gold.jsonl. A line
{\"document\": ID, \"none\": true} is a document without statements. An optional statement counts neither way.

A statement is right when the roots of both actors, direction, relation and negation agree, and both are actual or both are not.
The ceiling is the share of gold statements whose two actors are found in the sentence, and somewhere in the article.

Examples:
  demarche score gold/ articles/
  demarche score gold/ articles/ --errors --by kind
  demarche score gold.jsonl sentences.jsonl --model fast --min-confidence 0.3 --format json
  demarche score gold/ --predicted other-tool.jsonl --aliases names.tsv
  demarche score gold/ articles/ --predicted other-tool.jsonl --by relation")]
pub(crate) struct Args {
    /// Gold statements: a .jsonl file, or a folder of *.gold.jsonl.
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// The texts, as `extract` takes them.
    #[arg(value_name = "TEXT", required_unless_present = "predicted")]
    texts: Vec<PathBuf>,
    /// Score the statements of this file, or of the .jsonl files of this folder, instead of reading the texts; the texts, where
    /// they are given, tell why statements were missed.
    #[arg(long, value_name = "FILE")]
    predicted: Option<PathBuf>,
    /// Leave out statements less sure than this, 0 to 1; by default as `extract` does, and none of --predicted.
    #[arg(long, value_name = "C", value_parser = share)]
    min_confidence: Option<f64>,
    /// Names that are the same, in place of the program's own: a name and others for it in a line, with tabs between them.
    #[arg(long, value_name = "FILE")]
    aliases: Option<PathBuf>,
    /// Also count by relation, document or kind of error.
    #[arg(long, value_enum)]
    by: Option<GroupBy>,
    /// List each statement that was missed or is wrong: where, what kind of error, what was read.
    #[arg(long)]
    errors: bool,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
}

/// How an answer in words is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum TextFormat {
    /// For reading.
    #[default]
    Text,
    /// One JSON value with everything.
    Json,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (gold, mut n_rejected) = gold::read(&args.gold)?;
    let predicted = match &args.predicted {
        Some(path) => {
            let (sheet, rejected) = gold::read(path)?;
            n_rejected += rejected;
            let given: BTreeSet<DocumentId> = sheet.keys().cloned().collect();
            let n_strange = given.iter().filter(|id| !gold.contains_key(*id)).count();
            gold::tell_apart(&gold, &given, "predictions")?;
            n_rejected += n_strange;
            Some(sheet)
        }
        None => None,
    };
    let task = Task {
        gold: &gold,
        predicted: predicted.as_ref(),
        least: args.min_confidence,
    };
    let (scores, n_more) = match args.texts.is_empty() {
        true => (
            task.without_texts(&ontology(global)?, args.aliases.as_deref(), global)?,
            0,
        ),
        false => task.with_texts(global, &args)?,
    };
    Report::new(&scores, args.by).print(args.format, args.errors)?;
    Ok(match n_rejected + n_more {
        0 => Outcome::unless_empty(scores.is_empty()),
        _ => Outcome::Rejected,
    })
}

/// Returns which names are the same: by the actors of the ontology, or by a list in place of them.
pub(crate) fn names(ontology: &Ontology, list: Option<&Path>) -> anyhow::Result<Names> {
    Ok(match list {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Names::from_list(&text)
        }
        None => Names::of(ontology.actors()),
    })
}

/// What is scored.
struct Task<'a> {
    gold: &'a Sheet,
    predicted: Option<&'a Sheet>,
    /// The least confidence that was asked for.
    least: Option<f64>,
}

impl Task<'_> {
    /// Scores predictions, of which nothing is known but what they say.
    fn without_texts(
        &self,
        ontology: &Ontology,
        aliases: Option<&Path>,
        global: &Global,
    ) -> anyhow::Result<Vec<DocumentScore>> {
        let names = names(ontology, aliases)?;
        let judge = Judge {
            ontology,
            names: &names,
        };
        self.tell_relations(ontology, global);
        let score = |(id, gold): (&DocumentId, &Vec<Claim>)| {
            let (read, unsure) = self.parted(self.predicted_of(id), 0.0);
            judge.document(id, gold, &read, &unsure, None)
        };
        Ok(self.gold.iter().map(score).collect())
    }

    /// Scores the texts that have gold; returns also how many pieces of input were rejected.
    fn with_texts(
        &self,
        global: &Global,
        args: &Args,
    ) -> anyhow::Result<(Vec<DocumentScore>, usize)> {
        let pipeline = pipeline(global)?;
        let names = names(pipeline.ontology(), args.aliases.as_deref())?;
        self.tell_relations(pipeline.ontology(), global);
        let (mut scores, mut given) = (Vec::new(), BTreeSet::new());
        let read = |article: &Article| self.score(&pipeline, &names, article);
        let tally = each(global, &args.texts, read, |article, read| {
            given.insert(article.id.clone());
            let n_read = read.as_ref().map_or(0, |(_, n_read)| *n_read);
            scores.extend(read.map(|(score, _)| score));
            Ok(n_read)
        })?;
        let n_apart = gold::tell_apart(self.gold, &given, "texts")?;
        Ok((scores, tally.n_rejected + n_apart))
    }

    /// Reads and scores an article; nothing where there is no gold of it.
    fn score(
        &self,
        pipeline: &Pipeline,
        names: &Names,
        article: &Article,
    ) -> Option<(DocumentScore, usize)> {
        let gold = self.gold.get(&article.id)?;
        let (document, cast) = pipeline.analyse(article);
        let (claims, usual) = match self.predicted {
            Some(_) => (self.predicted_of(&article.id), 0.0),
            None => {
                let statements = pipeline.read_analysed(article, &document, &cast);
                let claims = statements.iter().map(Claim::from).collect();
                (claims, pipeline.min_confidence())
            }
        };
        let (read, unsure) = self.parted(claims, usual);
        let judge = Judge {
            ontology: pipeline.ontology(),
            names,
        };
        let sight = Sight {
            document: &document,
            cast: &cast,
        };
        let score = judge.document(&article.id, gold, &read, &unsure, Some(sight));
        Some((score, read.len()))
    }

    fn predicted_of(&self, id: &DocumentId) -> Vec<Claim> {
        let claims = self.predicted.and_then(|sheet| sheet.get(id));
        claims.cloned().unwrap_or_default()
    }

    /// Returns the claims that are sure enough, and the others; as sure as usual where nothing was asked for.
    fn parted(&self, claims: Vec<Claim>, usual: f64) -> (Vec<Claim>, Vec<Claim>) {
        let least = self.least.unwrap_or(usual);
        claims.into_iter().partition(|c| c.confidence >= least)
    }

    /// Tells of relations that no relation file has.
    fn tell_relations(&self, ontology: &Ontology, global: &Global) {
        let claims = self.predicted.into_iter().flatten().flat_map(|(_, c)| c);
        let unknown: BTreeSet<&str> = claims
            .map(|c| c.relation.as_str())
            .filter(|r| ontology.relation(r).is_none())
            .collect();
        for relation in unknown {
            let all = ontology.relations().keys().map(|id| id.as_str());
            let hint = suggestion(relation, all);
            note(global, &format!("there is no relation {relation:?}{hint}"));
        }
    }
}
