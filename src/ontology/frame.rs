//! Frames: how words express a relation.
//!
//! A frame is lexical only: which verb, noun or adjective, with which object, and which grammatical slot
//! names source and target. The grammar that fills slots is `extract::clause`.

use crate::ontology::{ActorKind, Modality, RelationId};

/// One to three lemmas that must stand together; the head is the last of a noun pattern
/// (`diplomatic relation`) and the first of a verb pattern (`break off`).
pub type Pattern = Vec<String>;

/// What sets a frame off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// A verb, with its particle or fixed word.
    Verb(Vec<Pattern>),
    /// A noun that means an event or a state.
    Noun(Vec<Pattern>),
    /// A noun that says what one actor is to another.
    Role(Vec<Pattern>),
    /// A predicate adjective.
    Adjective(Vec<Pattern>),
    /// Fixed words with a preposition or adverb as head: "at war".
    Phrase(Vec<Pattern>),
}

impl Trigger {
    /// Returns the words.
    pub fn patterns(&self) -> &[Pattern] {
        match self {
            Self::Verb(p)
            | Self::Noun(p)
            | Self::Role(p)
            | Self::Adjective(p)
            | Self::Phrase(p) => p,
        }
    }

    /// Returns the key under which the schema gives the words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Verb(_) => "verb",
            Self::Noun(_) => "noun",
            Self::Role(_) => "role",
            Self::Adjective(_) => "adjective",
            Self::Phrase(_) => "phrase",
        }
    }
}

/// Where in the clause an end of the relation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Who acts: the active subject, the passive's "by".
    Subject,
    /// Who or what is acted on: the active object, the passive subject.
    Object,
    /// To whom something is given.
    Indirect,
    /// After one of these prepositions.
    Preposition(Vec<String>),
    /// Who does what an event noun means: possessive, demonym, "by", subject of its light verb.
    Agent,
    /// Who is what a relational noun says.
    Holder,
    /// Whose it is.
    Possessor,
    /// The subject of the complement clause.
    Clause,
    /// Whom the infinitive under the trigger acts on, or for whom it does so: "threatened to leave NATO", "agreed to lend Peru a ship".
    Complement,
    /// Whom an adjective of the noun is against: "an anti-Western course".
    Anti,
    /// Whom an adjective of the noun is for: "a pro-Russian course".
    Pro,
    /// The other members of the source's coordination: a thing done both ways.
    Other,
}

impl Slot {
    /// Reads slots as the schemas write them, joined by `|`; anything that is no slot name is a preposition.
    pub fn parse(text: &str) -> Vec<Self> {
        let mut slots = Vec::new();
        let mut prepositions = Vec::new();
        for name in text.split('|').map(str::trim).filter(|n| !n.is_empty()) {
            match name {
                "subject" => slots.push(Self::Subject),
                "object" => slots.push(Self::Object),
                "indirect" => slots.push(Self::Indirect),
                "agent" => slots.push(Self::Agent),
                "holder" => slots.push(Self::Holder),
                "possessor" => slots.push(Self::Possessor),
                "clause" => slots.push(Self::Clause),
                "complement" => slots.push(Self::Complement),
                "anti" => slots.push(Self::Anti),
                "pro" => slots.push(Self::Pro),
                "other" => slots.push(Self::Other),
                preposition => prepositions.push(preposition.to_owned()),
            }
        }
        if !prepositions.is_empty() {
            slots.push(Self::Preposition(prepositions));
        }
        slots
    }
}

/// One way to say a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The relation and the frame's place in its file: `severed-ties#1`.
    pub id: String,
    /// What it expresses.
    pub relation: RelationId,
    /// The words that set it off.
    pub trigger: Trigger,
    /// The head lemmas of which the object must have one; none needed where empty.
    pub object: Vec<Pattern>,
    /// Head lemmas that the object must not have; of a noun the words that must not say what kind of thing it is.
    pub object_not: Vec<String>,
    /// Head lemmas that the subject must not have.
    pub subject_not: Vec<String>,
    /// Modals or head lemmas, with words below them, of which the complement clause must have one; none needed where empty.
    pub clause: Vec<Pattern>,
    /// Prepositions that must be there with one of these head lemmas.
    pub with: Vec<(Vec<String>, Vec<Pattern>)>,
    /// Where the source stands: the first of these slots that is filled.
    pub source: Vec<Slot>,
    /// Where the target stands: the first of these slots that is filled.
    pub target: Vec<Slot>,
    /// The kinds of actors that the source may be; any where empty.
    pub source_kind: Vec<ActorKind>,
    /// The kinds of actors that the target may be; any where empty.
    pub target_kind: Vec<ActorKind>,
    /// Whether the words deny the relation.
    pub negated: bool,
    /// The modality that the words themselves give.
    pub modality: Option<Modality>,
    /// How often the frame is right where it fires, 0 to 1.
    pub confidence: f64,
}
