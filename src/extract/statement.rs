//! The statement: one claim of one article about two actors.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::DocumentId;
use crate::ontology::{ActorId, ActorKind, Modality, RelationId};
use crate::time::{Interval, PartialDate};

/// The identity of a statement: 16 hexadecimal digits of the BLAKE3 hash of its content.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct StatementId(pub Arc<str>);

impl StatementId {
    /// Returns the number that the digits write; the hash of anything else.
    pub fn number(&self) -> u64 {
        u64::from_str_radix(&self.0, 16).unwrap_or_else(|_| {
            let hash = blake3::hash(self.0.as_bytes());
            let (first, _) = hash.as_bytes().split_first_chunk().expect("32 bytes");
            u64::from_be_bytes(*first)
        })
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which extractor read the statement.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Extractor {
    /// A frame of `schemas/relations/` over the tree.
    Frame,
    /// The relation head of the language model.
    Learned,
    /// Both, agreeing.
    Both,
    /// Brought in from elsewhere (`import`).
    Imported,
}

impl Extractor {
    /// Returns the extractor as statements write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Learned => "learned",
            Self::Both => "both",
            Self::Imported => "imported",
        }
    }

    /// Returns the extractor written so, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Frame, Self::Learned, Self::Both, Self::Imported]
            .into_iter()
            .find(|e| e.as_str() == name)
    }
}

/// One end of a statement.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The actor.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The name of the state or organisation for which it acts.
    pub root: String,
    /// The words of the text.
    pub mention: String,
}

/// One claim of one article.
///
/// Invariant: `id` is [`Statement::content_id`]; `span` lies within the article's text and
/// `start <= end` where both are known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The hash of the content.
    pub id: StatementId,
    /// The article.
    pub document: DocumentId,
    /// The sentence it was read from, verbatim.
    pub sentence: String,
    /// Where the sentence stands: first character and one past the last, in Unicode characters of the article's text.
    pub span: [usize; 2],
    /// Who does it.
    pub source: End,
    /// What is done.
    pub relation: RelationId,
    /// To whom.
    pub target: End,
    /// Whether the text says that it did or does not happen.
    pub negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub modality: Modality,
    /// Who says so, where it is not the writer.
    pub attributed_to: Option<String>,
    /// Since when it held, or the day of the event.
    pub start: Option<PartialDate>,
    /// Until when it held; equal to `start` for an event on one date.
    pub end: Option<PartialDate>,
    /// The article's date.
    pub seen: Option<PartialDate>,
    /// How likely a careful reader would agree: 0 to 1, two decimals.
    pub confidence: f64,
    /// Which extractor read it.
    pub extractor: Extractor,
    /// The frame or the trigger words it comes from.
    pub frame: Option<String>,
}

impl Statement {
    /// Returns the valid time.
    pub fn valid(&self) -> Interval {
        Interval::new(self.start, self.end)
    }

    /// Returns whether it claims that the relation is so: actual and not negated.
    pub fn is_assertion(&self) -> bool {
        self.modality == Modality::Actual && !self.negated
    }

    /// Returns the id that the content gives: a hash of the document, the span, both ends, the relation,
    /// negation, modality, speaker and dates. Confidence, extractor and frame do not count, so a better
    /// extractor does not make a new statement.
    pub fn content_id(&self) -> StatementId {
        let mut hasher = blake3::Hasher::new();
        let mut field = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        field(&self.document.0);
        field(&format!("{}-{}", self.span[0], self.span[1]));
        for end in [&self.source, &self.target] {
            field(end.id.as_str());
            field(&end.root);
        }
        field(self.relation.as_str());
        field(if self.negated { "not" } else { "" });
        field(self.modality.as_str());
        field(self.attributed_to.as_deref().unwrap_or_default());
        for date in [self.start, self.end, self.seen] {
            field(&date.map(|d| d.to_string()).unwrap_or_default());
        }
        StatementId(hasher.finalize().to_hex()[..16].into())
    }
}
