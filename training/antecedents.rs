//! Who each anaphor of articles could stand for, with what is seen of each candidate: the input of `antecedents.py`.
//!
//! In: files or folders of articles. Out: a JSON object an anaphor on standard output: the document, its sentence, the words,
//! what they want, and of each candidate its roots and the features that are not 0.

use std::io::Write;
use std::path::PathBuf;

use demarche::actor::{Candidate, Cast, Choice, Feature};
use demarche::article::{self, Article};
use demarche::extract::Pipeline;
use demarche::language::Model;
use demarche::ontology::Ontology;
use rayon::prelude::*;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let pipeline = Pipeline::new(Ontology::built_in()?, Model::built_in()?);
    let articles: Vec<Article> = article::read(&paths).filter_map(Result::ok).collect();
    let lines: Vec<String> = articles.par_iter().map(|a| of(&pipeline, a)).collect();
    let mut out = std::io::stdout().lock();
    out.write_all(lines.concat().as_bytes())?;
    Ok(())
}

fn of(pipeline: &Pipeline, article: &Article) -> String {
    let (document, cast, choices) = pipeline.analyse_choices(article);
    let line = |choice: &Choice| {
        let sentence = document.token(choice.tokens.start).sentence();
        let candidates = choice.candidates.iter().map(|c| candidate(&cast, c));
        let line = json!({
            "document": article.id.0,
            "sentence": sentence.text(),
            "words": document.words(&choice.tokens),
            "wanted": format!("{:?}", choice.wanted),
            "candidates": candidates.collect::<Vec<_>>(),
        });
        format!("{line}\n")
    };
    choices.iter().map(line).collect()
}

fn candidate(cast: &Cast, candidate: &Candidate) -> Value {
    let roots: Vec<&str> = candidate
        .members
        .iter()
        .map(|&m| cast.members()[m].root_name.as_str())
        .collect();
    let features: serde_json::Map<String, Value> = Feature::ALL
        .iter()
        .zip(&candidate.features)
        .filter(|(_, value)| **value != 0.0)
        .map(|(feature, value)| (format!("{feature:?}"), json!(value)))
        .collect();
    json!({"roots": roots, "features": features})
}
