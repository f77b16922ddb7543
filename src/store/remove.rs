//! Removing a document: its statements go along, and their claims in the bundles.

use rusqlite::{TransactionBehavior, params};

use super::batch::join_cluster;
use super::{Store, bundle, document_number};
use crate::article::DocumentId;
use crate::error::Result;

impl Store {
    /// Removes a document with all its statements; returns how many, `None` where there is no such document.
    pub fn remove(&mut self, document: &DocumentId) -> Result<Option<usize>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let pairs: Vec<(i64, i64)> = transaction
            .prepare(
                "SELECT DISTINCT min(source, target), max(source, target) FROM statement WHERE document = ?1",
            )?
            .query_map([&document.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let cluster: Option<String> = transaction
            .query_row(
                "SELECT cluster FROM document WHERE id = ?1",
                [&document.0],
                |row| row.get(0),
            )
            .map(Some)
            .or_else(|e| match e {
                rusqlite::Error::QueryReturnedNoRows => Ok(None),
                other => Err(other),
            })?;
        let Some(cluster) = cluster else {
            return Ok(None);
        };
        let n_removed =
            transaction.execute("DELETE FROM statement WHERE document = ?1", [&document.0])?;
        transaction.execute("DELETE FROM document WHERE id = ?1", [&document.0])?;
        for pair in pairs {
            bundle::forget(&transaction, pair, document_number(document))?;
        }
        transaction.execute(
            "DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM bundle WHERE actor = key)",
            [],
        )?;
        let members: Vec<String> = transaction
            .prepare(
                "SELECT id FROM document WHERE id = ?1
                 UNION SELECT id FROM document WHERE cluster = ?1 AND id <> cluster",
            )?
            .query_map([&cluster], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        transaction.execute(
            "UPDATE document SET cluster = id WHERE cluster = ?1 AND id <> cluster",
            params![cluster],
        )?;
        for member in &members {
            join_cluster(&transaction, member)?;
        }
        transaction.commit()?;
        Ok(Some(n_removed))
    }
}
