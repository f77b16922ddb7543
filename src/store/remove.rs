//! Removing a document: its statements go along, and the counts with them.

use rusqlite::{TransactionBehavior, params};

use super::Store;
use super::batch::{COUNTS, join_cluster};
use crate::article::DocumentId;
use crate::error::Result;

impl Store {
    /// Removes a document with all its statements; returns how many, `None` where there is no such document.
    pub fn remove(&mut self, document: &DocumentId) -> Result<Option<usize>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS touched (source, relation, target, PRIMARY KEY (source, relation, target));
             DELETE FROM touched;",
        )?;
        transaction.execute(
            "INSERT INTO touched SELECT DISTINCT source, relation, target FROM statement WHERE document = ?1",
            [&document.0],
        )?;
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
        transaction.execute_batch(&format!(
            "DELETE FROM edge WHERE (source, relation, target) IN touched;
             INSERT INTO edge {COUNTS} WHERE (source, relation, target) IN touched GROUP BY source, relation, target;
             DELETE FROM touched;
             DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM edge WHERE source = key)
                 AND NOT EXISTS (SELECT 1 FROM edge WHERE target = key);"
        ))?;
        let members: Vec<String> = transaction
            .prepare("SELECT id FROM document WHERE cluster = ?1")?
            .query_map([&cluster], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        transaction.execute(
            "UPDATE document SET cluster = id WHERE cluster = ?1",
            params![cluster],
        )?;
        for member in &members {
            join_cluster(&transaction, member)?;
        }
        transaction.commit()?;
        Ok(Some(n_removed))
    }
}
