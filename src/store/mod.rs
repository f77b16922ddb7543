//! The store: one SQLite file of articles and statements.
//!
//! In: articles and their statements, in batches that are one transaction each. Out: statements,
//! documents and counts. Statements are appended, never changed but for a surer reading of the same
//! claim, and go only with their document. Adding twice changes nothing. What the fold needs of them
//! lies beside them in bundles by pair of actors, written set-wise in the same transaction, so that a
//! question reads only what is around the actors it names. The store knows nothing of graphs: a graph
//! is folded from claims. Decisions of people lie in a table of their own.
//!
//! A reader leaves nothing behind and changes nothing, but that it brings home what a killed writer had committed,
//! and brings a store of an older format to the present one.
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
mod bundle;
mod claim;
mod decision;
mod failure;
mod jsonl;
mod read;
mod remove;
mod row;
mod schema;
mod sketch;
mod stats;
mod tell;

#[cfg(test)]
mod judgement;
#[cfg(test)]
mod safety;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction};

pub use batch::{Added, Batch};
pub use bundle::Directory;
pub use claim::{Claim, document_number, statement_id};
pub use decision::{Decided, Decision, DecisionId, EdgeName, Subject, Verdict, classes};
pub use jsonl::{read_decisions, read_statements};
pub use read::{DocumentRecord, NamedActor, Selection};
pub use stats::{RelationCount, Stats};
pub use tell::Order;

use crate::error::{Error, Result};

/// How long one process waits for another that writes.
const PATIENCE: std::time::Duration =
    std::time::Duration::from_secs(if cfg!(test) { 1 } else { 20 });

/// How much of the file a batch keeps in memory.
const CACHE_KIB: i64 = 192 * 1024;

/// An open store.
///
/// Invariant: the file has the format of this program; every statement's document is in it.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

/// While it lasts, a store answers as of its beginning; one that begins within another ends with it.
#[derive(Debug)]
pub struct Moment<'a>(
    #[allow(dead_code, reason = "ends when it is dropped")] Option<Transaction<'a>>,
);

impl Store {
    /// Opens the store at `path` for reading and writing, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Self> {
        failure::check_length(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| failure::at(path, &e))?;
        Self::prepare(connection, path)
    }

    /// Opens the store at `path` for reading; there must be one.
    pub fn open_existing(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::Store {
                message: format!("there is no store at {}", path.display()),
            });
        }
        failure::check_length(path)?;
        let mut connection = reader(path)?;
        match schema::check(&connection).map_err(|e| e.at(path))? {
            schema::State::Ready => {}
            schema::State::Older => {
                schema::migrate(&mut connection).map_err(|e| failure::at(path, &e))?;
            }
            schema::State::Empty => {
                return Err(Error::Store {
                    message: format!("{} is empty, not a store", path.display()),
                });
            }
        }
        connection.pragma_update(None, "query_only", true)?;
        keep_plans(&connection)?;
        Ok(Self { connection })
    }

    /// Returns a store that is gone with the program.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, &PathBuf::from(":memory:"))
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        if connection.is_readonly(rusqlite::MAIN_DB)? {
            return Err(Error::Store {
                message: format!(
                    "{} may only be read; write to a copy or change its permissions",
                    path.display()
                ),
            });
        }
        if schema::check(&connection).map_err(|e| e.at(path))? != schema::State::Ready {
            schema::migrate(&mut connection).map_err(|e| failure::at(path, &e))?;
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        keep_plans(&connection)?;
        Ok(Self { connection })
    }

    /// Returns a moment: while it lasts, every answer is as of its first, whoever writes.
    pub fn moment(&self) -> Result<Moment<'_>> {
        let is_first = self.connection.is_autocommit();
        let transaction = is_first.then(|| self.connection.unchecked_transaction());
        Ok(Moment(transaction.transpose()?))
    }

    /// Begins a batch: nothing of it is in the store until [`Batch::commit`].
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        Batch::begin(&mut self.connection)
    }
}

/// Lets a query keep its plan whatever values it is asked with; else each value would be a reason to plan it anew.
fn keep_plans(connection: &Connection) -> rusqlite::Result<bool> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
}

/// Opens a file for reading. SQLite takes its side files away only where the last to close may write; so this asks
/// for that too, and where it may not, reads the file as one that nobody changes.
fn reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |path: &Path, flags| {
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| failure::at(path, &e))?;
        connection.busy_timeout(PATIENCE)?;
        Ok::<_, Error>(connection)
    };
    let connection = open(path, flags)?;
    let look = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let is_shut =
        look.is_err_and(|e| e.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen));
    let is_alone = !failure::journal(path).exists();
    if is_alone && (is_shut || connection.is_readonly(rusqlite::MAIN_DB)?) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut uri = "file:".to_owned();
        for c in path.to_string_lossy().chars() {
            match c {
                '%' => uri.push_str("%25"),
                '?' => uri.push_str("%3f"),
                '#' => uri.push_str("%23"),
                c => uri.push(c),
            }
        }
        return open(Path::new(&format!("{uri}?immutable=1")), flags);
    }
    Ok(connection)
}
