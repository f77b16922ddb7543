//! Exports: a graph becomes files.
