//! Extraction: an analysed article becomes statements.
//!
//! In: a document with its cast, and the ontology. Out: [`Statement`]s, the waist of the program. Two extractors read
//! candidates, the frames of `schemas/relations/` and the relation head of the language model; what follows is the same for
//! both: the truth of the claim, its speaker, its time.

mod assemble;
mod attribution;
mod candidate;
mod clause;
mod fill;
mod frames;
mod scene;
mod statement;
mod truth;
mod valid;
mod when;

pub use crate::ontology::Modality;
pub use candidate::Candidate;
pub use frames::FrameIndex;
pub use scene::Scene;
pub use statement::{End, Extractor, Statement, StatementId};
pub use when::{TimeExpression, TimeRole, times};

use crate::article::DocumentId;

/// Returns the statements of an analysed article, in text order.
pub fn read(scene: Scene, frames: &FrameIndex, document: &DocumentId) -> Vec<Statement> {
    let mut assembly = assemble::Assembly::new(scene, document.clone());
    for sentence in scene.document.sentences().filter(|s| s.is_parsed()) {
        assembly.add(sentence, frames.read(scene, sentence));
    }
    assembly.add_affiliations();
    assembly.finish()
}
