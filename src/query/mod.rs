//! Queries: questions to a store and its graph.
//!
//! In: a [`Store`](crate::store::Store), the ontology, a [`Filter`](crate::graph::Filter). Out: plain
//! structs that serialize, in a fixed order; what to print of them is decided by the commands. Names
//! are resolved by id, canonical name or alias; likeness of strings only suggests.

mod absence;
mod agreement;
mod bloc;
mod central;
mod contradiction;
mod diff;
mod explain;
mod link;
mod name;
mod neighbors;
mod path;
mod scope;
mod timeline;

#[cfg(test)]
mod net;

pub use absence::{Absence, Identity, Reason, absences, identity};
pub use agreement::{Agreement, Comparison, Outcome, RelationAgreement, agreement};
pub use bloc::{Balance, Bloc, Blocs, Triangle, blocs};
pub use central::{Centrality, Measure, central};
pub use contradiction::{Contradiction, contradictions};
pub use diff::{Change, ChangeKind, diff};
pub use explain::{Explanation, Related, Witness, explain};
pub use link::{Link, links};
pub use name::{Found, resolve_actor, resolve_relations, resolve_undecided, suggestion};
pub use neighbors::{Flow, Neighborhood, Step, neighbors};
pub use path::{Hop, Path, paths};
pub use scope::Scope;
pub use timeline::{Entry, timeline};
