//! The ontology: which relations and actors there are, and the words of grammar, read from `schemas/`.
//!
//! In: TOML and CSV files, built in or from `--schemas DIR`. Out: an [`Ontology`], checked: unknown keys,
//! dangling ids and contradictions are errors with file and line. Every stage may use it; it uses none
//! of them.

mod actor;
mod actor_file;
mod actor_row;
mod actor_table;
mod event;
mod frame;
mod grammar;
mod load;
mod modality;
mod relation;
mod relation_file;

pub use actor::{Actor, ActorId, ActorKind};
pub use actor_table::{ActorTable, Alias, AliasKind, Office, Role, RoleClass};
pub use event::{EventCode, EventCodes, PLOVER_CATEGORIES};
pub use frame::{Frame, Pattern, Slot, Trigger};
pub use grammar::{Grammar, WordList};
pub use load::Ontology;
pub use modality::Modality;
pub use relation::{Direction, Family, Mode, Polarity, Relation, RelationId, RelationKind};
pub use relation_file::{Example, Expected};

use modality::truth_words;
