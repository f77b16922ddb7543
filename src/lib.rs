//! demarche: news articles in, a temporal knowledge graph of geopolitical relations out.
//!
//! ```text
//! files ─► Article ─► Document ─► mentions ─► Statement ─► Store ─► Graph ─► export · query
//!         article::  language::  actor::     extract::    store::  graph::   export:: query::
//! ```
//!
//! Data runs one way, a folder is a stage, and [`extract::Statement`] is the waist: before it is
//! language, after it is graph. A stage uses only the stages to its left, plus [`ontology`] (what
//! relations and actors there are), [`time`] (partial dates) and [`error`]. The library prints
//! nothing and reads neither clock nor environment; it opens files only in `article::read`,
//! `ontology::load`, `language::model` and `store`.

pub mod error;
pub mod time;

pub mod ontology;

pub mod article;
pub mod language;

pub mod actor;

pub mod extract;

pub mod score;

pub mod import;

pub mod store;

pub mod graph;

pub mod export;
pub mod query;

pub use error::{Diagnostic, Error, Result};
