//! Scoring: what was read of texts beside what careful readers found in them.
//!
//! In: gold statements, and statements that were read, with the documents and casts they were read from. Out: precision and recall, and
//! for each statement that was missed or is wrong a [`Kind`] of error, which says what part of the program to mend. A statement is
//! right when both actors' roots, direction, relation and negation agree, and both are actual or both are not. Nothing here changes
//! how texts are read.
//!
//! ```
//! use demarche::ontology::Ontology;
//! use demarche::score::{Judge, Names, Sheet, read_claims};
//!
//! # fn main() -> demarche::Result<()> {
//! let row = |relation: &str| format!(r#"{{"document": "a", "source": "Iran", "relation": "{relation}", "target": "Syria"}}"#);
//! let (mut gold, mut read) = (Sheet::default(), Sheet::default());
//! read_claims("gold.jsonl".as_ref(), row("arms").as_bytes(), &mut gold)?;
//! read_claims("read.jsonl".as_ref(), row("aids").as_bytes(), &mut read)?;
//! let ontology = Ontology::built_in()?;
//! let names = Names::of(ontology.actors());
//! let judge = Judge { ontology: &ontology, names: &names };
//! let (document, claims) = gold.iter().next().expect("there is one document");
//! let score = judge.document(document, claims, &read[document], &[], None);
//! assert_eq!(score.figures.statements.missed, 1);
//! assert_eq!(score.mistakes[0].kind.as_str(), "relation");
//! # Ok(())
//! # }
//! ```

mod claim;
mod coded;
mod compare;
mod event;
mod figures;
mod frame;
mod judge;
mod kind;
mod lines;
mod names;
mod sight;

#[cfg(test)]
mod tests;

pub use claim::{Claim, Party, Sheet, document_of, read_claims};
pub use coded::{CodedText, KnownEvent, category, read_events};
pub use event::{EventScore, MissedEvent, score_events};
pub use figures::{Ceiling, Count, Fields, Figures};
pub use frame::{FrameScore, FrameSheet, FrameTotal, Judged, Verdict};
pub use judge::{DocumentScore, Judge, Mistake, Telling};
pub use kind::Kind;
pub use names::Names;
pub use sight::Sight;
