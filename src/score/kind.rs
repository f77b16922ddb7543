//! Kinds of errors: what went wrong with a statement that was missed, or is wrong.

use serde::Serialize;

/// What went wrong, named for the part of the program that has to be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An end is named in the sentence, but no mention was found there.
    Mention,
    /// An end is only a pronoun or a phrase such as "the group" there, and does not stand for the right actor.
    Coreference,
    /// A mention was found where an end is named, but of another root.
    Root,
    /// It was read turned round.
    Direction,
    /// Another relation of the two was read.
    Relation,
    /// It was read as denied where it is asserted, or the other way round.
    Polarity,
    /// It was read as actual where it is planned, asked for or possible, or the other way round.
    Modality,
    /// It was read rightly, but with less confidence than was asked for.
    Unsure,
    /// Both mentions were found, and nothing was read of the two.
    Nothing,
    /// The two ends are not named in one sentence.
    OtherSentence,
    /// No text was given to look at.
    Unseen,
    /// The relation is told of one end with somebody else.
    OtherEnd,
    /// The gold tells of both actors, but nothing of the two together.
    Pair,
    /// The gold tells nothing of one of the two actors.
    Actor,
}

impl Kind {
    /// The kinds, in the order in which they are told.
    pub const ALL: [Self; 14] = [
        Self::Mention,
        Self::Coreference,
        Self::Root,
        Self::Direction,
        Self::Relation,
        Self::Polarity,
        Self::Modality,
        Self::Unsure,
        Self::Nothing,
        Self::OtherSentence,
        Self::Unseen,
        Self::OtherEnd,
        Self::Pair,
        Self::Actor,
    ];

    /// Returns the kind as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Coreference => "coreference",
            Self::Root => "root",
            Self::Direction => "direction",
            Self::Relation => "relation",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
            Self::Unsure => "unsure",
            Self::Nothing => "nothing",
            Self::OtherSentence => "other-sentence",
            Self::Unseen => "unseen",
            Self::OtherEnd => "other-end",
            Self::Pair => "pair",
            Self::Actor => "actor",
        }
    }

    /// Returns what the kind means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Mention => "an actor is named there and not found",
            Self::Coreference => "an actor is only \"it\" or \"the group\" there",
            Self::Root => "an actor is taken for somebody else",
            Self::Direction => "turned round",
            Self::Relation => "another relation of the two",
            Self::Polarity => "denied for asserted, or the other way round",
            Self::Modality => "actual for planned or possible, or the other way round",
            Self::Unsure => "read, but not sure enough",
            Self::Nothing => "both actors found, nothing read of them",
            Self::OtherSentence => "the actors are not in one sentence",
            Self::Unseen => "missed; no text to look at",
            Self::OtherEnd => "told of one of them with somebody else",
            Self::Pair => "both actors are told of, but not together",
            Self::Actor => "nothing is told of one of them",
        }
    }
}
