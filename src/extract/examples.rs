//! The examples of the relation files, run: does each sentence give what it must, and each near miss nothing?
//!
//! In: a pipeline. Out: what failed. Frames alone are asked, so that an expert sees what the words in the file do.

use super::run::Pipeline;
use crate::article::{Article, DocumentId};
use crate::ontology::{Example, Expected};
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
    let article = Article {
        id: DocumentId("example".to_owned()),
        title: String::new(),
        url: None,
        source: None,
        published: None,
        text: example.text.clone(),
    };
    let statements = pipeline.read_frames(&article);
    let found: Vec<Expected> = statements
        .into_iter()
        .filter(|s| s.relation == example.relation)
        .map(|s| Expected {
            source: s.source.name,
            target: s.target.name,
            negated: s.negated,
            modality: s.modality,
        })
        .collect();
    let symmetric = pipeline
        .ontology()
        .relation(example.relation.as_str())
        .is_some_and(|r| r.direction == crate::ontology::Direction::Symmetric);
    let same = |a: &Expected, b: &Expected| {
        let turned = symmetric && a.source == b.target && a.target == b.source;
        (a.negated, a.modality) == (b.negated, b.modality)
            && (turned || (a.source == b.source && a.target == b.target))
    };
    let right = example
        .gives
        .iter()
        .all(|e| found.iter().any(|f| same(e, f)))
        && found
            .iter()
            .all(|f| example.gives.iter().any(|e| same(e, f)));
    (!right).then(|| Failure {
        example: example.clone(),
        found,
    })
}
