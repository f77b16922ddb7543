//! Articles: what is read from files, before any analysis.
//!
//! In: paths or bytes (`.txt .md .html .json .jsonl`, gzip of these, folders, standard input). Out:
//! [`Article`]s and [`crate::Diagnostic`]s. An article owns its text; every later span points into it.

use serde::{Deserialize, Serialize};

use crate::time::PartialDate;

/// The identity of a document: the article's own id, or its file's stem.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct DocumentId(pub String);

impl std::fmt::Display for DocumentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One article as it was published.
///
/// Invariant: `text` is never changed after reading; spans of tokens, mentions and statements are
/// positions in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Who the article is, within one store.
    pub id: DocumentId,
    /// The headline; empty where there is none.
    pub title: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The text, as given.
    pub text: String,
}
