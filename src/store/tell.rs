//! Telling: statements one after the other, in an order, however many there are.

use super::{NamedActor, Store, row};
use crate::article::DocumentId;
use crate::error::{Error, Result};
use crate::extract::{Statement, StatementId};

/// In which order statements are told; ids decide where nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By id.
    Id,
    /// By document and place in it.
    Place,
    /// By the date on which it began, else that of the article.
    Date,
}

impl Order {
    /// Returns the query for the ids and rows in this order.
    fn query(self) -> &'static str {
        match self {
            Self::Id => "SELECT id, seq FROM statement ORDER BY id",
            Self::Place => {
                "SELECT id, seq FROM statement ORDER BY document, span_start, span_end, id"
            }
            Self::Date => "SELECT id, seq FROM statement ORDER BY coalesce(valid_from, seen), id",
        }
    }
}

impl Store {
    /// Calls `take` with every statement whose number is wanted, in order, until it fails; memory does not grow with
    /// their number.
    pub fn tell<E: From<Error>>(
        &self,
        order: Order,
        is_wanted: impl Fn(u64) -> bool,
        mut take: impl FnMut(Statement) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(error.into());
        let mut places = self
            .connection
            .prepare_cached(order.query())
            .map_err(failed)?;
        let select = format!("{} WHERE s.seq = ?1", row::SELECT);
        let mut select = self.connection.prepare_cached(&select).map_err(failed)?;
        let mut places = places.query([]).map_err(failed)?;
        while let Some(place) = places.next().map_err(failed)? {
            if !is_wanted(number(place, 0).map_err(failed)?) {
                continue;
            }
            let seq: i64 = place.get(1).map_err(failed)?;
            take(select.query_row([seq], row::statement).map_err(failed)?)?;
        }
        Ok(())
    }

    /// Returns the statement of that id, if the store has it.
    pub fn statement(&self, id: &StatementId) -> Result<Option<Statement>> {
        self.connection
            .prepare_cached(&format!("{} WHERE s.id = ?1", row::SELECT))?
            .query_map([&*id.0], row::statement)?
            .next()
            .transpose()
            .map_err(Into::into)
    }

    /// Returns the document and the sentence of the statement of that id, if the store has it.
    pub fn quote(&self, id: &StatementId) -> Result<Option<(DocumentId, String)>> {
        self.connection
            .prepare_cached("SELECT document, sentence FROM statement WHERE id = ?1")?
            .query_map([&*id.0], |row| Ok((DocumentId(row.get(0)?), row.get(1)?)))?
            .next()
            .transpose()
            .map_err(Into::into)
    }

    /// Returns the documents of the statements whose number is wanted, sorted.
    pub fn documents_of(&self, is_wanted: impl Fn(u64) -> bool) -> Result<Vec<DocumentId>> {
        let mut select = self
            .connection
            .prepare_cached("SELECT id, document FROM statement ORDER BY document")?;
        let mut rows = select.query([])?;
        let mut documents: Vec<DocumentId> = Vec::new();
        while let Some(row) = rows.next()? {
            let document = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let is_new = documents.last().is_none_or(|last| last.0 != document);
            if is_new && is_wanted(number(row, 0)?) {
                documents.push(DocumentId(document.to_owned()));
            }
        }
        Ok(documents)
    }

    /// Returns the actors that the statements whose number is wanted name, in the order of the statements' ids.
    pub fn actors_of(&self, is_wanted: impl Fn(u64) -> bool) -> Result<Vec<NamedActor>> {
        let mut actors = self.directory()?.actors;
        // The least statement that names each actor, and whether as its source or its target.
        let mut first: Vec<Option<(u64, usize)>> = vec![None; actors.len()];
        let mut select = self
            .connection
            .prepare_cached("SELECT id, source, target FROM statement")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id = number(row, 0)?;
            for end in [0, 1] {
                let first = &mut first[row::count(row, 1 + end)?];
                if first.is_none_or(|known| (id, end) < known) && is_wanted(id) {
                    *first = Some((id, end));
                }
            }
        }
        let mut named: Vec<_> = (0..actors.len())
            .filter(|&key| first[key].is_some())
            .collect();
        named.sort_unstable_by_key(|&key| first[key]);
        Ok(named
            .into_iter()
            .filter_map(|key| actors[key].take())
            .collect())
    }

    /// Returns how many documents there are.
    pub fn n_documents(&self) -> Result<usize> {
        let count = "SELECT count(*) FROM document";
        Ok(self.connection.query_row(count, [], |r| row::count(r, 0))?)
    }
}

/// Returns the number of the statement id in a column.
fn number(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(StatementId(row.get_ref(column)?.as_str()?.into()).number())
}
