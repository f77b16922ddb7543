//! Extraction: an analysed article becomes statements.
//!
//! In: a document with its cast, and the ontology. Out: [`Statement`]s, the waist of the program. Two extractors read
//! candidates, the frames of `schemas/relations/` and the relation head of the language model; what follows is the same for
//! both: the truth of the claim, its speaker, its time.

mod attribution;
mod candidate;
mod clause;
mod fill;
mod frames;
mod scene;
mod statement;
mod truth;
mod when;

pub use crate::ontology::Modality;
pub use candidate::Candidate;
pub use frames::FrameIndex;
pub use scene::Scene;
pub use statement::{End, Extractor, Statement, StatementId};
pub use when::{TimeExpression, TimeRole, times};
