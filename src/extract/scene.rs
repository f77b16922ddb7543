//! What extraction looks at: a document with its cast, and the ontology.

use crate::actor::{Cast, CastMember, Form, Mention};
use crate::language::{Document, Token};
use crate::ontology::Ontology;
use crate::time::PartialDate;

/// Everything that is known of an article before extraction.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Relations, frames, words of grammar.
    pub ontology: &'a Ontology,
    /// Sentences, tokens and trees.
    pub document: &'a Document<'a>,
    /// Who appears, and where.
    pub cast: &'a Cast,
    /// The article's date.
    pub published: Option<PartialDate>,
}

impl<'a> Scene<'a> {
    /// Returns the token with that index.
    pub(super) fn token(&self, idx: usize) -> Token<'a> {
        self.document.token(idx)
    }

    /// Returns the mention with that index.
    pub(super) fn mention(&self, idx: usize) -> &'a Mention {
        &self.cast.mentions()[idx]
    }

    /// Returns the mentions with that head that can do something or have it done to them.
    pub(super) fn headed(&self, token: usize) -> impl Iterator<Item = usize> + use<'a> {
        let scene = *self;
        let headed = scene.cast.headed(token);
        headed.filter(move |&m| scene.mention(m).form != Form::Stance)
    }

    /// Returns the actor that a mention names.
    pub(super) fn member(&self, mention: usize) -> &'a CastMember {
        self.cast.member_of(self.mention(mention))
    }
}

/// Returns whether a relation between the two is worth telling: they act for different roots, or are named parts of one
/// state or organisation, which can be at odds, such as a court and a party.
pub(super) fn are_two_sides(a: &CastMember, b: &CastMember) -> bool {
    a.root != b.root || (a.id != b.id && a.id != a.root && b.id != b.root)
}
