//! The store: one SQLite file of articles and statements.
//!
//! In: articles and their statements, in batches that are one transaction each. Out: statements,
//! documents and counts. Statements are appended, never changed but for a surer reading of the same
//! claim, and go only with their document. Adding twice changes nothing. The counts by source,
//! relation and target are kept beside them, set-wise, in the same transaction. The store knows
//! nothing of graphs: a graph is folded from statements.
//!
//! ```
//! # fn main() -> demarche::Result<()> {
//! let mut store = demarche::store::Store::in_memory()?;
//! let batch = store.batch()?;
//! let added = batch.commit()?;
//! assert_eq!(added.n_statements, 0);
//! # Ok(())
//! # }
//! ```

mod batch;
mod jsonl;
mod read;
mod remove;
mod row;
mod schema;
mod sketch;
mod stats;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use batch::{Added, Batch};
pub use jsonl::read_statements;
pub use read::{DocumentRecord, NamedActor, Selection};
pub use stats::{RelationCount, Stats};

use crate::error::{Error, Result};

/// How long one process waits for another that writes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// How much of the file a batch keeps in memory.
const CACHE_KIB: i64 = 64 * 1024;

/// An open store.
///
/// Invariant: the file has the format of this program; every statement's document is in it.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the store at `path` for reading and writing, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| failed(path, &e))?;
        Self::prepare(connection, path)
    }

    /// Opens the store at `path` for reading; there must be one.
    pub fn open_existing(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::Store {
                message: format!("there is no store at {}", path.display()),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| failed(path, &e))?;
        connection.busy_timeout(PATIENCE)?;
        match schema::check(&connection).map_err(|e| e.at(path))? {
            schema::State::Ready => Ok(Self { connection }),
            schema::State::Empty => Err(Error::Store {
                message: format!("{} is empty, not a store", path.display()),
            }),
        }
    }

    /// Returns a store that is gone with the program.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, &PathBuf::from(":memory:"))
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        if matches!(
            schema::check(&connection).map_err(|e| e.at(path))?,
            schema::State::Empty
        ) {
            schema::create(&mut connection).map_err(|e| failed(path, &e))?;
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Ok(Self { connection })
    }

    /// Begins a batch: nothing of it is in the store until [`Batch::commit`].
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        Batch::begin(&mut self.connection)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store {
            message: error.to_string(),
        }
    }
}

fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let not_ours = error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase);
    Error::Store {
        message: if not_ours {
            format!("{} is not a demarche store", path.display())
        } else {
            format!("{}: {error}", path.display())
        },
    }
}
