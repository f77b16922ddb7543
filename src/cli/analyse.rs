//! `demarche analyse`: what the language model sees, and which words name whom.

use std::io::Write;
use std::path::PathBuf;

use demarche::actor::{Cast, Form};
use demarche::article::{Article, read};
use demarche::extract::Pipeline;
use demarche::language::{Document, Sentence};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::reading::pipeline;
use super::{Global, Outcome};

/// How many articles are analysed before they are printed.
const CHUNK: usize = 32;

/// Show sentences, words, tags, trees and names, as the extractors get them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche analyse article.txt --format tree
  demarche analyse news/ --format conllu > news.conllu
  echo 'Norway hosted the talks.' | demarche analyse - --format json")]
pub(crate) struct Args {
    /// Files or folders of articles; - is standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// conllu: ten columns a word; json: an object a sentence; tree: a drawing a sentence.
    #[arg(long, value_enum, default_value_t = Format::Conllu)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Conllu,
    Json,
    Tree,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    let mut articles = read(&args.paths);
    loop {
        let items: Vec<_> = articles.by_ref().take(CHUNK).collect();
        if items.is_empty() {
            break;
        }
        let (chunk, rejected): (Vec<_>, Vec<_>) = items.into_iter().partition(Result::is_ok);
        for diagnostic in rejected.into_iter().filter_map(Result::err) {
            eprintln!("{diagnostic}");
            outcome = Outcome::Rejected;
        }
        let chunk: Vec<Article> = chunk.into_iter().flatten().collect();
        let texts: Vec<String> = chunk
            .par_iter()
            .map(|article| show(&pipeline, article, args.format))
            .collect();
        for text in texts {
            out.write_all(text.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn show(pipeline: &Pipeline, article: &Article, format: Format) -> String {
    let (document, cast) = pipeline.analyse_whole(article);
    let id = &article.id.0;
    match format {
        Format::Conllu => document.to_conllu(id),
        Format::Json => document
            .sentences()
            .map(|s| format!("{}\n", to_json(id, &document, &cast, s)))
            .collect(),
        Format::Tree => document
            .sentences()
            .map(|s| format!("{}\n{}\n", s.to_line(), s.to_tree()))
            .collect(),
    }
}

fn to_json(id: &str, document: &Document, cast: &Cast, sentence: Sentence) -> Value {
    let range = sentence.range();
    let tokens: Vec<Value> = sentence
        .tokens()
        .map(|token| {
            let span = document.char_span(&(token.idx()..token.idx() + 1));
            let head = token.head().map_or(0, |h| h.idx() - range.start + 1);
            let entities = document.entities();
            let next = entities.partition_point(|e| e.tokens.end <= token.idx());
            let entity = entities
                .get(next)
                .filter(|e| e.tokens.contains(&token.idx()));
            let entity = entity.map(|e| {
                let is_first = e.tokens.start == token.idx();
                format!("{}-{}", if is_first { "B" } else { "I" }, e.kind.as_str())
            });
            json!({
                "form": token.form(),
                "start": span.start,
                "end": span.end,
                "lemma": token.lemma(),
                "upos": token.upos().as_str(),
                "xpos": token.xpos(),
                "head": head,
                "label": token.label(),
                "entity": entity,
            })
        })
        .collect();
    json!({
        "document": id,
        "text": sentence.text(),
        "start": document.char_span(&range).start,
        "tokens": tokens,
        "mentions": mentions(cast, &range),
    })
}

/// The mentions of a sentence, with tokens counted from its start.
fn mentions(cast: &Cast, sentence: &std::ops::Range<usize>) -> Vec<Value> {
    cast.within(sentence)
        .map(|mention| {
            let member = cast.member_of(mention);
            let kind = match mention.form {
                Form::Anaphor => "pronoun",
                Form::Place => "place",
                Form::Stance => "stance",
                _ => member.kind.as_str(),
            };
            json!({
                "start": mention.tokens.start - sentence.start,
                "end": mention.tokens.end - sentence.start,
                "head": mention.head - sentence.start,
                "kind": kind,
                "id": member.id,
                "name": member.name,
                "root": member.root_name,
            })
        })
        .collect()
}
