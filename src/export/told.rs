//! The statements behind a graph: held, or read from the store as they are asked for.
//!
//! In: an [`Export`]. Out: the statements of its edges, all in some [`Order`], or those of one edge.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::Export;
use super::numbers::Numbers;
use crate::article::DocumentId;
use crate::extract::{Statement, StatementId};
use crate::graph::Edge;
use crate::store::{NamedActor, Order, Store};

/// Where the statements behind the graph are.
#[derive(Debug, Clone, Copy)]
pub enum Statements<'a> {
    /// In memory; there may be none.
    Held(&'a [Statement]),
    /// In the store that the graph is the fold of.
    Stored(&'a Store),
}

/// The statements behind the edges of an export, to be told one after the other.
pub(crate) struct Told<'a> {
    statements: Statements<'a>,
    /// Those behind the edges.
    behind: Numbers<'a>,
}

impl<'a> Told<'a> {
    pub(crate) fn of(export: &Export<'a>) -> Self {
        let mut behind = export.graph.statements();
        if let Some(other) = export.other {
            behind.to_mut().extend(&*other.graph.statements());
            behind.to_mut().sort_unstable();
            behind.to_mut().dedup();
        }
        if let Statements::Held(statements) = export.statements {
            let held: BTreeSet<u64> = statements.iter().map(|s| s.id.number()).collect();
            behind.to_mut().retain(|number| held.contains(number));
        }
        Self {
            statements: export.statements,
            behind: Numbers::new(behind),
        }
    }

    /// Returns where a statement stands among those that are behind an edge, in the order of their ids.
    pub(crate) fn place(&self, id: &StatementId) -> Option<usize> {
        self.behind.place(id.number())
    }

    /// Calls `take` with every statement in that order; of those that are held, also with one behind no edge.
    pub(crate) fn each(
        &self,
        order: Order,
        mut take: impl FnMut(&Statement) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.statements {
            Statements::Held(statements) => {
                let mut statements: Vec<&Statement> = statements.iter().collect();
                match order {
                    Order::Id => statements.sort_by_key(|s| &s.id),
                    Order::Place => statements.sort_by_key(|s| (&s.document, s.span, &s.id)),
                    Order::Date => statements.sort_by_key(|s| (s.start.or(s.seen), &s.id)),
                }
                statements.into_iter().try_for_each(take)
            }
            Statements::Stored(store) => store.tell(order, |id| self.behind.has(id), |s| take(&s)),
        }
    }

    /// Returns the documents that the statements are from, sorted.
    pub(crate) fn documents(&self) -> io::Result<Vec<DocumentId>> {
        let mut documents = match self.statements {
            Statements::Held(statements) => statements.iter().map(|s| s.document.clone()).collect(),
            Statements::Stored(store) => store.documents_of(|id| self.behind.has(id))?,
        };
        documents.sort_unstable();
        documents.dedup();
        Ok(documents)
    }

    /// Returns the actors that the statements name, in the order of the statements' ids.
    pub(crate) fn actors(&self) -> io::Result<Vec<NamedActor>> {
        match self.statements {
            Statements::Held(_) => {
                let mut actors = Vec::new();
                self.each(Order::Id, |s| {
                    actors.extend([&s.source, &s.target].map(NamedActor::from));
                    Ok(())
                })?;
                Ok(actors)
            }
            Statements::Stored(store) => Ok(store.actors_of(|id| self.behind.has(id))?),
        }
    }
}

/// The statements of an export, to be found by edge.
pub(crate) enum Evidence<'a> {
    Held(BTreeMap<&'a StatementId, &'a Statement>),
    Stored(&'a Store),
}

impl<'a> Evidence<'a> {
    pub(crate) fn of(export: &Export<'a>) -> Self {
        match export.statements {
            Statements::Held(statements) => {
                Self::Held(statements.iter().map(|s| (&s.id, s)).collect())
            }
            Statements::Stored(store) => Self::Stored(store),
        }
    }

    /// Returns the articles and sentences of the first `n` statements behind an edge, by id.
    pub(crate) fn quotes(&self, edge: &Edge, n: usize) -> io::Result<Vec<(DocumentId, String)>> {
        let Self::Stored(store) = self else {
            let found = self.behind(edge, n)?.into_iter();
            let quotes = found.map(|s| (s.document.clone(), s.sentence.clone()));
            return Ok(quotes.collect());
        };
        let mut quotes = Vec::new();
        for id in edge.statements.iter().take(n) {
            quotes.extend(store.quote(id)?);
        }
        Ok(quotes)
    }

    /// Returns the first `n` statements behind an edge, by id.
    pub(crate) fn behind(&self, edge: &Edge, n: usize) -> io::Result<Vec<Cow<'a, Statement>>> {
        let mut found = Vec::new();
        for id in &edge.statements {
            if found.len() == n {
                break;
            }
            found.extend(match self {
                Self::Held(statements) => statements.get(id).map(|s| Cow::Borrowed(*s)),
                Self::Stored(store) => store.statement(id)?.map(Cow::Owned),
            });
        }
        Ok(found)
    }
}
