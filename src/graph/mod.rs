//! The graph: statements folded into edges over time.
//!
//! In: [`Statement`]s in any order. Out: a [`Graph`] of [`Node`]s and [`Edge`]s in a fixed order. The fold
//! is commutative, associative and idempotent. Nothing here reads text or files.

mod edge;

pub use edge::{Edge, Graph, Node, View};
