//! The graph: statements folded into edges over time.
//!
//! In: [`Statement`](crate::extract::Statement)s in any order, or the claims of a store. Out: a [`Graph`] of
//! [`Node`]s and [`Edge`]s in a fixed order. The fold is commutative, associative and idempotent. Nothing
//! here reads text or files.
//!
//! # Time
//! *Valid* time is when a claim held, *seen* the date of its article; [`Filter::valid`] asks the first,
//! [`Filter::as_of`] the second. A claim of a *state* without end goes on until a statement of a relation
//! that `ends` it (at its date; at its article's where no such statement has one), a denial later than the
//! article that told it, another claim with the same beginning and an end, or the end of one of the two
//! actors closes it. An end that a text gives itself stays; a statement that ends the state before that is
//! a contradiction. A beginning after its end is no time at all. A claim without any date is taken to hold from its article's date on
//! (a state) or to have happened in that month (an event) where a date is asked for; it gives the edge no
//! interval. Intervals that touch are united, others stay apart.
//!
//! # Decisions
//! A statement that was decided wrong, itself or its edge, does not count; one decided right counts as certain. Actors decided
//! to be the same are one node; one decided to be different from its root is a node of its own in the root view.
//!
//! # Confidence
//! Near-duplicate documents are one independent source. Each source counts with its most confident
//! asserting statement, and the edge has 1 − Π(1 − c) over the sources (noisy-or), rounded to three
//! decimals. Denials do not lower it: they are counted, and flagged where they speak of the same time.

mod claim;
mod curation;
mod derive;
mod edge;
mod filter;
mod fold;
mod load;
mod span;
mod sweep;

#[cfg(test)]
mod curated;
#[cfg(test)]
mod tests;

pub use curation::Curation;
pub use derive::noisy_or;
pub use edge::{Edge, Graph, Node, View};
pub use filter::{Filter, Include};
pub use fold::{Clusters, Fold, Rules, fold};
pub use load::Reader;
pub use sweep::Sweep;
