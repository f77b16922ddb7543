//! The examples of the relation files, run: does each sentence give what it must, and each near miss nothing?
//!
//! In: a pipeline. Out: what failed. Frames alone are asked, so that an expert sees what the words in the file do.

use super::run::Pipeline;
use super::statement::{End, Statement};
use crate::article::{Article, DocumentId};
use crate::ontology::{Direction, Example, Expected};
use rayon::prelude::*;

/// An example that does not give what it must.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The example or near miss.
    pub example: Example,
    /// What it gives of its relation.
    pub found: Vec<Expected>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |all: &[Expected]| match all {
            [] => "nothing".to_owned(),
            all => all
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        };
        let Example {
            relation,
            text,
            gives,
        } = &self.example;
        write!(
            f,
            "{relation}: {text}\n    must give {}\n    but gives {}",
            list(gives),
            list(&self.found)
        )
    }
}

/// Runs all examples of the pipeline's ontology, and returns those that fail.
pub fn failures(pipeline: &Pipeline) -> Vec<Failure> {
    pipeline
        .ontology()
        .examples()
        .par_iter()
        .filter_map(|example| failure(pipeline, example))
        .collect()
}

fn failure(pipeline: &Pipeline, example: &Example) -> Option<Failure> {
    let article = Article::plain(DocumentId("example".to_owned()), example.text.clone());
    let relation = pipeline.ontology().relation(example.relation.as_str());
    let symmetric = relation.is_some_and(|r| r.direction == Direction::Symmetric);
    let mut found = pipeline.read_frames(&article);
    found.retain(|s| s.relation == example.relation);
    let all_given = example
        .gives
        .iter()
        .all(|e| found.iter().any(|s| says(s, e, symmetric)));
    let none_else = found
        .iter()
        .all(|s| example.gives.iter().any(|e| says(s, e, symmetric)));
    let shown = |s: Statement| Expected {
        source: s.source.name,
        target: s.target.name,
        negated: s.negated,
        modality: s.modality,
    };
    (!all_given || !none_else).then(|| Failure {
        example: example.clone(),
        found: found.into_iter().map(shown).collect(),
    })
}

/// Whether a statement says what is expected of it, its ends named by themselves or by those for whom they act.
fn says(statement: &Statement, expected: &Expected, symmetric: bool) -> bool {
    let named = |end: &End, name: &str| end.name == name || end.root == name;
    let ends = |a: &End, b: &End| named(a, &expected.source) && named(b, &expected.target);
    let (source, target) = (&statement.source, &statement.target);
    (statement.negated, statement.modality) == (expected.negated, expected.modality)
        && (ends(source, target) || (symmetric && ends(target, source)))
}
