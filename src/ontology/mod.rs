//! The ontology: which relations and actors there are, read from `schemas/`.
//!
//! In: TOML and CSV files, built in or from `--schemas DIR`. Out: an [`Ontology`], checked. Every
//! stage may use it; it uses none of them.

mod actor;
mod relation;

pub use actor::{Actor, ActorId, ActorKind};
pub use relation::{Direction, Family, Mode, Polarity, Relation, RelationId, RelationKind};
