//! What the database's errors mean for somebody who has a store, and files that are cut off.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::PATIENCE;
use crate::error::{Error, Result};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store {
            message: meaning(&error).unwrap_or_else(|| error.to_string()),
        }
    }
}

/// Returns the error of a store at `path`.
pub(super) fn at(path: &Path, error: &rusqlite::Error) -> Error {
    let path = path.display();
    let message = match (error.sqlite_error_code(), meaning(error)) {
        (Some(ErrorCode::NotADatabase), _) => format!("{path} is not a demarche store"),
        (Some(ErrorCode::CannotOpen), _) => {
            format!("{path} cannot be opened or made; look at the folder and its permissions")
        }
        (_, Some(meaning)) => format!("{path}: {meaning}"),
        (_, None) => format!("{path}: {error}"),
    };
    Error::Store { message }
}

/// Returns what an error means and what to do about it, where that is known.
fn meaning(error: &rusqlite::Error) -> Option<String> {
    Some(match error.sqlite_error_code()? {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => format!(
            "another process is writing to it; {} seconds were waited; try again when that is done",
            PATIENCE.as_secs()
        ),
        ErrorCode::DiskFull => {
            "the disk is full; nothing of this was kept and the store is as it was; make room and run it again"
                .to_owned()
        }
        ErrorCode::ReadOnly => "it may only be read; write to a copy or change its permissions".to_owned(),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => DAMAGED.to_owned(),
        _ => return None,
    })
}

const DAMAGED: &str =
    "the file is damaged; use a copy, or make it anew with `demarche build` or `demarche ingest`";

/// Returns the file in which SQLite keeps what is committed but not yet in the store's own file.
pub(super) fn journal(path: &Path) -> PathBuf {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    PathBuf::from(journal)
}

/// Refuses a file that is shorter than its own header says; touches nothing.
pub(super) fn check_length(path: &Path) -> Result<()> {
    let mut header = [0; 100];
    let Ok(mut file) = File::open(path) else {
        return Ok(());
    };
    let n_bytes = file.metadata().map_err(|e| Error::io(path, e))?.len();
    let is_database =
        file.read_exact(&mut header).is_ok() && header.starts_with(b"SQLite format 3\0");
    let is_settled = header[24..28] == header[92..96]
        && std::fs::metadata(journal(path)).map_or(0, |m| m.len()) == 0;
    if !is_database || !is_settled {
        return Ok(());
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let n_pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let expected = page * u64::from(n_pages);
    if n_bytes >= expected {
        return Ok(());
    }
    let path = path.display();
    Err(Error::Store {
        message: format!("{path} is cut off: it has {n_bytes} of {expected} bytes; {DAMAGED}"),
    })
}
