//! Counts of what a store holds.

use serde::Serialize;

use super::{Store, row};
use crate::error::Result;
use crate::ontology::RelationId;
use crate::time::PartialDate;

/// What a store holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents.
    pub n_documents: usize,
    /// Independent sources: documents less near-duplicates.
    pub n_sources: usize,
    /// Actors.
    pub n_actors: usize,
    /// States and organisations for which they act.
    pub n_roots: usize,
    /// Statements.
    pub n_statements: usize,
    /// Statements that assert, deny, or only plan, ask for or fear.
    pub n_asserted: usize,
    /// Statements that deny.
    pub n_denied: usize,
    /// Statements that only plan, ask for or fear.
    pub n_unrealised: usize,
    /// Different triples of source, relation and target that are asserted, actors kept apart.
    pub n_edges: usize,
    /// The date of the oldest article.
    pub first_seen: Option<PartialDate>,
    /// The date of the newest article.
    pub last_seen: Option<PartialDate>,
    /// Relations, the most asserted first.
    pub relations: Vec<RelationCount>,
}

/// How often a relation occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelationCount {
    /// The relation.
    pub relation: RelationId,
    /// Different pairs of actors for which it is asserted.
    pub n_edges: usize,
    /// Statements that assert it.
    pub n_asserted: usize,
    /// Statements that deny it.
    pub n_denied: usize,
    /// Statements that only plan, ask for or fear it.
    pub n_unrealised: usize,
}

impl Store {
    /// Returns the counts, from the table of edges.
    pub fn stats(&self) -> Result<Stats> {
        let relations = self.relation_counts()?;
        let count = |sql: &str| self.connection.query_row(sql, [], |r| row::count(r, 0));
        let (first_seen, last_seen) = self.connection.query_row(
            "SELECT min(first_seen), max(last_seen) FROM edge",
            [],
            |r| Ok((row::date(r, 0)?, row::date(r, 1)?)),
        )?;
        let sum = |field: fn(&RelationCount) -> usize| relations.iter().map(field).sum();
        Ok(Stats {
            n_documents: count("SELECT count(*) FROM document")?,
            n_sources: count("SELECT count(DISTINCT cluster) FROM document")?,
            n_actors: count("SELECT count(DISTINCT id) FROM actor")?,
            n_roots: count("SELECT count(DISTINCT root_id) FROM actor")?,
            n_statements: sum(|r| r.n_asserted + r.n_denied + r.n_unrealised),
            n_asserted: sum(|r| r.n_asserted),
            n_denied: sum(|r| r.n_denied),
            n_unrealised: sum(|r| r.n_unrealised),
            n_edges: sum(|r| r.n_edges),
            first_seen,
            last_seen,
            relations,
        })
    }

    fn relation_counts(&self) -> Result<Vec<RelationCount>> {
        self.connection
            .prepare(
                "SELECT relation, sum(n_asserted > 0), sum(n_asserted), sum(n_denied), sum(n_unrealised)
                 FROM edge GROUP BY relation ORDER BY 3 DESC, relation",
            )?
            .query_map([], |r| {
                Ok(RelationCount {
                    relation: row::relation(r, 0)?,
                    n_edges: row::count(r, 1)?,
                    n_asserted: row::count(r, 2)?,
                    n_denied: row::count(r, 3)?,
                    n_unrealised: row::count(r, 4)?,
                })
            })?
            .map(|row| Ok(row?))
            .collect()
    }
}
