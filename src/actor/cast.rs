//! The cast of a document: who appears, and where.

use std::collections::HashMap;
use std::ops::Range;

use crate::ontology::{Actor, ActorId, ActorKind, ActorTable, AliasKind, RelationId};

/// An actor as it appears in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastMember {
    /// Who it is.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The id of the state or organisation for which it acts.
    pub root: ActorId,
    /// Its name.
    pub root_name: String,
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// By name.
    Name,
    /// By adjective or people: "Russian", "Russians".
    Demonym,
    /// By its capital, which may be meant as a place.
    Capital,
    /// By a palace: always the state.
    Metonym,
    /// By a town or region: never an agent.
    Place,
    /// In a word for or against it: "pro-Russian", "anti-Western"; it does nothing and owns nothing there.
    Stance,
    /// By a common noun with an owner: "the Israeli army".
    Role,
    /// By a pronoun or a phrase that stands for an actor named before.
    Anaphor,
}

impl From<AliasKind> for Form {
    fn from(kind: AliasKind) -> Self {
        match kind {
            AliasKind::Name => Self::Name,
            AliasKind::Demonym => Self::Demonym,
            AliasKind::Capital => Self::Capital,
            AliasKind::Metonym => Self::Metonym,
            AliasKind::Place => Self::Place,
        }
    }
}

/// Words that name an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words, as token indices of the document.
    pub tokens: Range<usize>,
    /// The head among them.
    pub head: usize,
    /// Index in [`Cast::members`].
    pub member: usize,
    /// How they name it.
    pub form: Form,
    /// How likely it is that they mean this actor: 1 for names, less for anaphora.
    pub certainty: f32,
}

/// Who heads or represents whom, as a title or an apposition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    /// Index of the person or part in [`Cast::members`].
    pub member: usize,
    /// Index of the state, organisation or group in [`Cast::members`].
    pub of: usize,
    /// `leads` or `represents`.
    pub relation: RelationId,
    /// The words that say so: the role with both actors.
    pub tokens: Range<usize>,
    /// The role phrase.
    pub role: String,
    /// Whether the office is past ("former president").
    pub former: bool,
}

/// Who appears in a document, and where.
///
/// Invariants: mentions are sorted by their tokens; several mentions share tokens only where one word stands
/// for several actors ("both countries").
#[derive(Debug, Clone, Default)]
pub struct Cast {
    members: Vec<CastMember>,
    mentions: Vec<Mention>,
    affiliations: Vec<Affiliation>,
    by_id: HashMap<ActorId, usize>,
    at: Vec<Vec<usize>>,
}

impl Cast {
    /// Returns an empty cast for a document of that many tokens.
    pub(crate) fn new(n_tokens: usize) -> Self {
        Self {
            at: vec![Vec::new(); n_tokens],
            ..Self::default()
        }
    }

    /// Returns the actors.
    pub fn members(&self) -> &[CastMember] {
        &self.members
    }

    /// Returns the actor that a mention names.
    pub fn member_of(&self, mention: &Mention) -> &CastMember {
        &self.members[mention.member]
    }

    /// Returns the mentions in text order.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// Returns what titles and appositions say, in text order.
    pub fn affiliations(&self) -> &[Affiliation] {
        &self.affiliations
    }

    /// Returns the indices of the mentions that hold a token.
    pub fn at(&self, token: usize) -> &[usize] {
        &self.at[token]
    }

    /// Returns the indices of the mentions with that head.
    pub fn headed(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.at[token]
            .iter()
            .copied()
            .filter(move |&m| self.mentions[m].head == token)
    }

    /// Returns the mentions within a range of tokens.
    pub fn within(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self
            .mentions
            .partition_point(|m| m.tokens.start < tokens.start);
        let end = tokens.end;
        self.mentions[first..]
            .iter()
            .take_while(move |m| m.tokens.start < end)
    }

    /// Returns the index of an actor, if it appears.
    pub(crate) fn find(&self, id: &ActorId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Adds an actor of the ontology, or finds it.
    pub(crate) fn add_known(&mut self, table: &ActorTable, actor: &Actor) -> usize {
        let root = table.root_of(actor);
        self.add(CastMember {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            root: root.id.clone(),
            root_name: root.name.clone(),
        })
    }

    /// Adds an actor, or finds the one with its id.
    pub(crate) fn add(&mut self, member: CastMember) -> usize {
        *self.by_id.entry(member.id.clone()).or_insert_with(|| {
            self.members.push(member);
            self.members.len() - 1
        })
    }

    /// Returns an actor to be changed, as context tells more of it.
    pub(crate) fn member_mut(&mut self, member: usize) -> &mut CastMember {
        &mut self.members[member]
    }

    /// Adds a mention.
    pub(crate) fn mention(&mut self, mention: Mention) {
        for token in mention.tokens.clone() {
            self.at[token].push(self.mentions.len());
        }
        self.mentions.push(mention);
    }

    /// Returns whether no mention holds any of the tokens.
    pub(crate) fn is_free(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().all(|t| self.at[t].is_empty())
    }

    /// Takes away the mentions within the tokens, so that a longer one can stand there.
    pub(crate) fn clear(&mut self, tokens: &Range<usize>) {
        if self.is_free(tokens) {
            return;
        }
        self.mentions
            .retain(|m| m.tokens.end <= tokens.start || m.tokens.start >= tokens.end);
        self.index();
    }

    /// Adds what a title says.
    pub(crate) fn affiliate(&mut self, affiliation: Affiliation) {
        if affiliation.member != affiliation.of {
            self.affiliations.push(affiliation);
        }
    }

    /// Puts mentions in text order.
    pub(crate) fn sort(&mut self) {
        self.mentions.sort_by(|a, b| {
            (a.tokens.start, a.tokens.end, a.member).cmp(&(b.tokens.start, b.tokens.end, b.member))
        });
        self.affiliations
            .sort_by_key(|a| (a.tokens.start, a.tokens.end, a.member));
        self.index();
    }

    fn index(&mut self) {
        self.at.iter_mut().for_each(Vec::clear);
        for (idx, mention) in self.mentions.iter().enumerate() {
            for token in mention.tokens.clone() {
                self.at[token].push(idx);
            }
        }
    }
}
