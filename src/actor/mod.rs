//! Actors in text: which words name whom.
//!
//! In: a [`Document`] and the ontology's actors. Out: a [`Cast`]: the actors that appear and the [`Mention`]s that name
//! them. The gazetteer decides identity, similarity of strings never does; names that it does not know become
//! discovered actors from entity spans, with kind and root from their context. Nothing here knows relations
//! between actors but offices.

mod acronym;
mod anaphora;
mod belonging;
mod bridge;
mod cast;
mod discover;
mod gazetteer;
mod identity;
mod person;
mod role;
mod saying;
mod speech;
mod unnamed;

pub use anaphora::{Candidate, Choice, Feature, Wanted};
pub use cast::{Affiliation, Cast, CastMember, Form, Mention};
pub use gazetteer::Gazetteer;
pub(crate) use role::SELF;
pub(crate) use saying::says;

use crate::language::Document;
use crate::ontology::Ontology;
use crate::time::PartialDate;

/// Finds the actors of a document: names first, then titles and roles, unknown names, and what stands for them. `see` is shown, for
/// each anaphor, who could be meant: what the weights of the choice are fitted to.
pub fn find(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    published: Option<PartialDate>,
    see: &mut dyn FnMut(Choice),
) -> Cast {
    let mut cast = Cast::new(document.n_tokens());
    gazetteer::find_names(ontology, gazetteer, document, published, &mut cast);
    discover::find_unknown(ontology, gazetteer, document, published, &mut cast);
    role::find_roles(ontology, gazetteer, document, published, &mut cast);
    belonging::settle(ontology, gazetteer, document, &mut cast);
    anaphora::resolve(ontology, document, &mut cast, see);
    speech::resolve(ontology, document, &mut cast);
    cast.sort();
    cast
}
