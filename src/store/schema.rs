//! The tables, the format's version, and the check that a file is a store.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::bundle;
use crate::error::Error;

/// "dmrc": tells a store from other SQLite files.
const APPLICATION_ID: i32 = 0x646d_7263;

/// What leads from each format to the next, the first from an empty file; a change of the tables is a new entry.
const STEPS: [&str; 3] = [FORMAT_1, FORMAT_2, FORMAT_3];

/// The format that this program reads and writes.
pub(super) const VERSION: i32 = STEPS.len() as i32;

const FORMAT_1: &str = "
-- An article, or what its statements tell of it where it was not added itself (no digest).
CREATE TABLE document (
    id        TEXT PRIMARY KEY,
    title     TEXT NOT NULL DEFAULT '',
    url       TEXT,
    source    TEXT,
    published TEXT,
    digest    TEXT,            -- hash of the text
    signature BLOB,            -- MinHash of its shingles; none for short texts
    cluster   TEXT NOT NULL    -- the first of its near-duplicates: one independent source
) STRICT, WITHOUT ROWID;
CREATE INDEX document_cluster ON document(cluster);
CREATE INDEX document_digest ON document(digest) WHERE digest IS NOT NULL;

-- Where near-duplicates meet: documents with the same hash in the same band are compared.
CREATE TABLE band (
    hash     INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_document ON band(document);

-- An actor as statements name it; one id has several rows where its root changed.
CREATE TABLE actor (
    key     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    root    TEXT NOT NULL,     -- the name of the state or organisation for which it acts
    root_id TEXT NOT NULL,
    UNIQUE (id, name, kind, root)
) STRICT;
CREATE INDEX actor_root ON actor(root_id);

CREATE TABLE statement (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,   -- hash of the content
    document       TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    sentence       TEXT NOT NULL,
    span_start     INTEGER NOT NULL,
    span_end       INTEGER NOT NULL,
    source         INTEGER NOT NULL REFERENCES actor(key),
    source_mention TEXT NOT NULL,
    relation       TEXT NOT NULL,
    target         INTEGER NOT NULL REFERENCES actor(key),
    target_mention TEXT NOT NULL,
    negated        INTEGER NOT NULL,
    modality       TEXT NOT NULL,
    attributed_to  TEXT,
    valid_from     TEXT,
    valid_to       TEXT,
    seen           TEXT,
    confidence     REAL NOT NULL,
    extractor      TEXT NOT NULL,
    frame          TEXT
) STRICT;
CREATE INDEX statement_document ON statement(document);
CREATE INDEX statement_source ON statement(source, relation);
CREATE INDEX statement_target ON statement(target, relation);

-- Statements counted by source, relation and target; always what a GROUP BY would say.
CREATE TABLE edge (
    source       INTEGER NOT NULL REFERENCES actor(key),
    relation     TEXT NOT NULL,
    target       INTEGER NOT NULL REFERENCES actor(key),
    n_asserted   INTEGER NOT NULL,
    n_denied     INTEGER NOT NULL,
    n_unrealised INTEGER NOT NULL,
    first_seen   TEXT,
    last_seen    TEXT,
    PRIMARY KEY (source, relation, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX edge_target ON edge(target);

-- For people with a SQL shell: statements with names.
CREATE VIEW claim AS
SELECT s.id, s.document, a.name AS source, a.root AS source_root, s.relation, b.name AS target,
       b.root AS target_root, s.negated, s.modality, s.attributed_to, s.valid_from, s.valid_to, s.seen,
       s.confidence, s.sentence
FROM statement s JOIN actor a ON a.key = s.source JOIN actor b ON b.key = s.target;
";

const FORMAT_2: &str = "
-- What people decided of actors, statements and edges; applied where statements are folded.
CREATE TABLE decision (
    id      TEXT PRIMARY KEY,  -- hash of the subject
    verdict TEXT NOT NULL,
    subject TEXT NOT NULL,     -- JSON
    reason  TEXT NOT NULL,
    author  TEXT NOT NULL,
    decided TEXT
) STRICT, WITHOUT ROWID;
";

const FORMAT_3: &str = "
-- Relations by number, as bundles name them.
CREATE TABLE relation (
    key INTEGER PRIMARY KEY,
    id  TEXT NOT NULL UNIQUE
) STRICT;

-- The statements between two actors, forty bytes each, filed under both: what a question reads.
CREATE TABLE bundle (
    actor  INTEGER NOT NULL,
    other  INTEGER NOT NULL,
    part   INTEGER NOT NULL,   -- counts the times that something was added
    claims BLOB NOT NULL,
    PRIMARY KEY (actor, other, part)
) STRICT, WITHOUT ROWID;

DROP INDEX statement_source;
DROP INDEX statement_target;
DROP TABLE edge;

DROP INDEX document_cluster;
CREATE INDEX document_copy ON document(cluster, id) WHERE id <> cluster;
";

/// The first format with bundles.
const BUNDLES: i32 = 3;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A new file.
    Empty,
    /// A store that an older program wrote.
    Older,
    /// A store of this program's format.
    Ready,
}

/// Why a file is no store for this program.
#[derive(Debug)]
pub(super) enum Refusal {
    Foreign,
    Format(i32),
    Sqlite(rusqlite::Error),
}

impl Refusal {
    pub(super) fn at(self, path: &Path) -> Error {
        let shown = path.display();
        let message = match self {
            Self::Foreign => format!("{shown} is not a demarche store"),
            Self::Format(found) => format!(
                "{shown} has format {found}, this demarche reads format {VERSION}: a newer one wrote it"
            ),
            Self::Sqlite(error) => return super::failure::at(path, &error),
        };
        Error::Store { message }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Returns what the file is; touches nothing.
pub(super) fn check(connection: &Connection) -> Result<State, Refusal> {
    // All three as of one moment: another process may be making the store.
    let moment = connection.unchecked_transaction()?;
    let pragma = |name| moment.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    let n_objects: i64 =
        moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    moment.finish()?;
    match (application, version, n_objects) {
        (0, 0, 0) => Ok(State::Empty),
        (APPLICATION_ID, VERSION, _) => Ok(State::Ready),
        (APPLICATION_ID, 1..VERSION, _) => Ok(State::Older),
        (APPLICATION_ID, version, _) => Err(Refusal::Format(version)),
        _ => Err(Refusal::Foreign),
    }
}

/// Brings a new file or an older store to the present format, in one transaction; harmless where another process
/// was faster.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(version.max(0) as usize) {
        transaction.execute_batch(step)?;
    }
    if version < BUNDLES {
        bundle::fill(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
