//! What the encoder makes of a sentence.

/// The encoder's vectors for one sentence, kept for the relation head.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// One row of `width` values for each word piece, `[CLS]` first and `[SEP]` last.
    pub hidden: Vec<f32>,
    /// How many values a row has.
    pub width: usize,
    /// The first piece of each token of the sentence.
    pub first: Vec<u32>,
}
