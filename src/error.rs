//! Errors and diagnostics of the library.
//!
//! An [`Error`] stops what was asked for; a [`Diagnostic`] says that one piece of input was odd or
//! rejected while the rest went on. Messages are lower case, without a full stop, and say what was
//! expected.

use std::fmt;
use std::path::PathBuf;

/// The result of a library function that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can stop a library function.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was opened.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A schema file says something that is not allowed.
    #[error("{path}:{line}: {message}")]
    Schema {
        /// The file, as given or as built in (`schemas/…`).
        path: String,
        /// The line, counted from 1; 0 where the whole file is meant.
        line: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// The language model's files do not fit the program.
    #[error("language model {path}: {message}")]
    Model {
        /// The weights file.
        path: String,
        /// What is wrong and what was expected.
        message: String,
    },
    /// An input (an article, a statement, an imported row) is not what it should be.
    #[error("{}:{line}: {message}", path.display())]
    Input {
        /// The file it came from; `-` is standard input.
        path: PathBuf,
        /// The line, counted from 1; 0 where the whole file is meant.
        line: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// The store could not be read or written.
    #[error("store: {message}")]
    Store {
        /// What was attempted and what the database said.
        message: String,
    },
    /// A name, date, format or relation that was asked for does not exist.
    #[error("{message}")]
    NotFound {
        /// What was looked for, with a suggestion where there is one.
        message: String,
    },
    /// A value that was asked for cannot be read (a date, a list of relations).
    #[error("{message}")]
    Usage {
        /// What is wrong and what was expected.
        message: String,
    },
}

impl Error {
    /// Returns an [`Error::Io`] for `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io {
            path: path.into(),
            source,
        }
    }

    /// Returns an [`Error::Input`] for a line of `path`.
    pub fn input(path: impl Into<PathBuf>, line: usize, message: impl Into<String>) -> Self {
        Self::Input {
            path: path.into(),
            line,
            message: message.into(),
        }
    }

    /// Returns an [`Error::Schema`] for a line of `path`.
    pub fn schema(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self::Schema {
            path: path.into(),
            line,
            message: message.into(),
        }
    }

    /// Returns an [`Error::NotFound`].
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound {
            message: message.into(),
        }
    }

    /// Returns an [`Error::Usage`].
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
        }
    }
}

impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

/// A complaint about one piece of input that did not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file or document it is about.
    pub place: String,
    /// The line, counted from 1; 0 where the whole is meant.
    pub line: usize,
    /// What is odd, and what was done about it.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.place, self.message)
        } else {
            write!(f, "{}:{}: {}", self.place, self.line, self.message)
        }
    }
}
