//! The store: one SQLite file of articles and statements.
