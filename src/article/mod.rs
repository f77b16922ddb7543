//! Articles: what is read from files, before any analysis.
//!
//! In: paths or bytes (`.txt .md .html .json .jsonl`, gzip of these, folders, standard input). Out:
//! [`Article`]s and [`crate::Diagnostic`]s. An article owns its text; every later span points into it.
//!
//! ```
//! # fn main() -> std::io::Result<()> {
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("a.txt"), "Mali expels envoy\n\nMali expelled an envoy.\n")?;
//! let articles: Vec<_> = demarche::article::read(&[folder.path().to_owned()]).collect();
//! let article = articles[0].as_ref().expect("it is a text");
//! assert_eq!(article.id.0, "a");
//! assert_eq!(article.title, "Mali expels envoy");
//! # Ok(())
//! # }
//! ```

mod clean;
mod date;
mod decode;
mod glue;
mod html;
mod json;
mod noise;
mod plain;
mod read;
mod source;

use serde::{Deserialize, Serialize};

use crate::time::PartialDate;

pub use clean::paragraphs;
pub use date::published_in_text;
pub(crate) use date::{date_from_english, day_of, month_from_name, weekday_from_name, year_of};
pub use decode::{Stream, unpack};
pub use read::{Articles, MAX_TEXT, read};

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

impl Article {
    /// Returns a text as an article of which nothing else is known.
    pub fn plain(id: DocumentId, text: String) -> Self {
        Self {
            id,
            title: String::new(),
            url: None,
            source: None,
            published: None,
            text,
        }
    }
}
