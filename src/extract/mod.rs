//! Extraction: an analysed article becomes statements.
//!
//! In: a document with its cast, and the ontology. Out: [`Statement`]s, the waist of the program. Two extractors read
//! candidates, the frames of `schemas/relations/` and the relation head of the language model; what follows is the same for
//! both: the truth of the claim, its speaker, its time.

mod assemble;
mod attribution;
mod candidate;
mod clause;
mod condition;
mod examples;
mod fill;
mod frames;
mod learned;
mod light;
mod narrative;
mod reading;
mod reciprocal;
mod rivals;
mod run;
mod scene;
mod statement;
mod support;
mod tense;
mod truth;
mod valid;
mod when;
mod whole;

pub use crate::ontology::Modality;
pub use candidate::Candidate;
pub use examples::{Failure, failures};
pub use frames::FrameIndex;
pub use run::Pipeline;
pub use scene::Scene;
pub use statement::{End, Extractor, Statement, StatementId};
pub use when::{TimeExpression, TimeRole, times};

use crate::article::DocumentId;
use crate::language::RelationHead;

/// Returns the statements of an analysed article, in text order; without a relation head, those of the frames.
pub fn read(
    scene: Scene,
    frames: &FrameIndex,
    head: Option<&RelationHead>,
    document: &DocumentId,
) -> Vec<Statement> {
    let mut assembly = assemble::Assembly::new(scene, document.clone());
    for sentence in scene.document.sentences().filter(|s| s.is_parsed()) {
        let mut candidates = frames.read(scene, sentence);
        if let Some(head) = head {
            learned::Opinions::new(scene, head, sentence).join(&mut candidates);
        }
        assembly.add(sentence, candidates);
    }
    assembly.finish()
}

/// The least confidence that commands take where none is asked for: on the annotated articles it gave a precision
/// above 0.6 (`training/README.md`, "Confidences").
pub const MIN_CONFIDENCE: f64 = 0.35;

/// The same where the frames read alone: what no relation head has looked at needs more certainty for a precision above 0.75.
pub const MIN_CONFIDENCE_OF_FRAMES: f64 = 0.46;
