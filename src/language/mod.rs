//! Language: an article's text becomes sentences, tokens, trees and names.
//!
//! In: an [`crate::article::Article`]. Out: a [`Document`]. One encoder reads each sentence once; its heads give
//! tags, a Universal Dependencies tree and entity spans. Nothing here knows of actors or relations.

mod abbreviation;
mod analyse;
mod conllu;
mod document;
mod encoder;
mod entity;
mod head;
mod lemma;
mod math;
mod matrix;
mod model;
mod product;
mod quotation;
mod relation;
mod sentence;
mod tensors;
mod token;
mod tree;
mod wordpiece;

pub use analyse::analyse;
pub use document::{Document, Entity, EntityKind, Row, Sentence, Token, Upos};
pub use encoder::Encoding;
pub use lemma::lemma;
pub use model::Model;
pub use quotation::Quotations;
pub use relation::{PairMention, PairScore, RelationHead};
pub use sentence::{MAX_TOKENS, Segments, lines, segment};
pub use token::tokenize;
