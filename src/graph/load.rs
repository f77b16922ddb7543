//! A fold of claims out of a store.

use super::Fold;
use crate::error::Result;
use crate::store::{Directory, Selection, Store};

/// A fold that reads claims of a store.
#[derive(Debug)]
pub struct Reader<'a> {
    /// What was read.
    pub fold: Fold<'a>,
    directory: &'a Directory,
    /// The numbers in the fold of the store's actors and relations.
    parties: Vec<Option<u32>>,
    relations: Vec<Option<u32>>,
}

impl<'a> Reader<'a> {
    /// Returns a fold that reads claims between the actors of a directory.
    pub fn new(fold: Fold<'a>, directory: &'a Directory) -> Self {
        Self {
            fold,
            directory,
            parties: vec![None; directory.actors.len()],
            relations: vec![None; directory.relations.len()],
        }
    }

    /// Adds the selected claims.
    pub fn read(&mut self, store: &Store, selection: &Selection) -> Result<()> {
        store.claims(selection, |claim| {
            let source = self.party(claim.source);
            let target = self.party(claim.target);
            let relation = self.relation(claim.relation);
            if let (Some(source), Some(target), Some(relation)) = (source, target, relation) {
                self.fold.take(source, relation, target, claim);
            }
        })
    }

    /// Returns the number in the fold of an actor of the store.
    pub(super) fn party(&mut self, key: u32) -> Option<u32> {
        let place = self.parties.get_mut(key as usize)?;
        if place.is_none() {
            let actor = self.directory.actors[key as usize].as_ref()?;
            *place = Some(self.fold.party(actor));
        }
        *place
    }

    /// Returns the number in the fold of a relation of the store.
    pub(super) fn relation(&mut self, key: u16) -> Option<u32> {
        let place = self.relations.get_mut(usize::from(key))?;
        if place.is_none() {
            let id = self.directory.relations[usize::from(key)].as_ref()?;
            *place = Some(self.fold.relation(id));
        }
        *place
    }
}
