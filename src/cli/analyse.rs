//! `demarche analyse`: what the language model sees.

use std::io::Write;
use std::path::PathBuf;

use demarche::article::{Article, paragraphs, read};
use demarche::language::{Document, Model, Sentence, analyse};
use rayon::prelude::*;
use serde_json::{Value, json};

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
pub(crate) fn run(_global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let model = Model::built_in()?;
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
            .map(|article| show(&model, article, args.format))
            .collect();
        for text in texts {
            out.write_all(text.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn show(model: &Model, article: &Article, format: Format) -> String {
    let text = &article.text;
    let document = analyse(model, text, &paragraphs(text), &|_| true);
    let id = &article.id.0;
    match format {
        Format::Conllu => document.to_conllu(id),
        Format::Json => document
            .sentences()
            .map(|s| format!("{}\n", to_json(id, &document, s)))
            .collect(),
        Format::Tree => document
            .sentences()
            .map(|s| format!("{}\n{}\n", s.to_line(), s.to_tree()))
            .collect(),
    }
}

fn to_json(id: &str, document: &Document, sentence: Sentence) -> Value {
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
    })
}
