//! Extraction: an analysed article becomes statements.
//!
//! In: a document with its mentions, and the ontology. Out: [`Statement`]s, the waist of the program.

mod statement;

pub use crate::ontology::Modality;
pub use statement::{End, Extractor, Statement, StatementId};
