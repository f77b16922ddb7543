//! Queries on a graph.
