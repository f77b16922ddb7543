//! The integration tests: what can only be seen from outside of the library.
//!
//! `UPDATE=1 cargo test` writes anew what a test compares with; without it no test writes into the project.

#![allow(
    clippy::unwrap_used,
    reason = "a test may fail wherever it stands; clippy's option does not reach helpers"
)]

mod actor; // Who is named by which words.
mod article; // Web pages and what is left of them.
mod decide; // What people decide, and why there is no edge.
mod examples; // The examples and near misses of the relation files.
mod export; // Exports on the command line.
mod fields; // The fields of statements from whole articles.
mod house; // The rules of the house: layers, headers, sizes, what may print and open files.
mod import; // Tables of events on the command line.
mod laws; // The laws of the fold, byte by byte.
mod pipe; // Readers that stop early.
mod query; // Queries on a small store.
mod readme; // What README.md shows.
mod sample; // From articles to files, by the program itself.
mod schema; // The public form of a statement.
mod score; // Scoring against gold, and each kind of error.
mod serve; // The explorer on a loopback address.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use demarche::article::{Article, DocumentId};
use demarche::extract::Pipeline;
use demarche::language::Model;
use demarche::ontology::Ontology;

/// The pipeline with all that is built in, made once for all tests.
static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(Ontology::built_in().unwrap(), Model::built_in().unwrap()));

/// Returns a text as an article of a day.
fn dated_article(published: &str, text: &str) -> Article {
    Article {
        id: DocumentId("article".to_owned()),
        title: String::new(),
        url: None,
        source: None,
        published: Some(published.parse().unwrap()),
        text: text.to_owned(),
    }
}

/// Returns a path of the project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a file of the project with what it should be; `UPDATE=1` writes it instead.
#[track_caller]
fn check_file(path: &str, expected: &str) {
    let file = project(path);
    #[allow(
        clippy::disallowed_methods,
        reason = "the rule is for the library; tests are re-blessed by a variable"
    )]
    let is_update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    if is_update {
        std::fs::write(&file, expected).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == expected,
        "{path} is not what it should be; `UPDATE=1 cargo test` writes it anew"
    );
}
