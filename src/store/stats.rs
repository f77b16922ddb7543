//! Counts of what a store holds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Claim, Directory, Selection, Store, row};
use crate::error::Result;
use crate::extract::Modality;
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
    /// Returns the counts.
    pub fn stats(&self) -> Result<Stats> {
        let count = |sql: &str| self.connection.query_row(sql, [], |r| row::count(r, 0));
        let tally = self.tally()?;
        let mut relations: Vec<RelationCount> = tally.relations.into_values().collect();
        relations.sort_by(|a, b| {
            (b.n_asserted.cmp(&a.n_asserted)).then_with(|| a.relation.cmp(&b.relation))
        });
        let sum = |field: fn(&RelationCount) -> usize| relations.iter().map(field).sum();
        let n_documents = count("SELECT count(*) FROM document")?;
        Ok(Stats {
            n_documents,
            n_sources: n_documents - count("SELECT count(*) FROM document WHERE id <> cluster")?,
            n_actors: count("SELECT count(DISTINCT id) FROM actor")?,
            n_roots: count("SELECT count(DISTINCT root_id) FROM actor")?,
            n_statements: sum(|r| r.n_asserted + r.n_denied + r.n_unrealised),
            n_asserted: sum(|r| r.n_asserted),
            n_denied: sum(|r| r.n_denied),
            n_unrealised: sum(|r| r.n_unrealised),
            n_edges: sum(|r| r.n_edges),
            first_seen: tally.first_seen,
            last_seen: tally.last_seen,
            relations,
        })
    }

    /// Counts the claims of all bundles, those between two actors at a time.
    fn tally(&self) -> Result<Tally> {
        let mut tally = Tally {
            directory: self.directory()?,
            ..Tally::default()
        };
        let mut pair: Vec<Claim> = Vec::new();
        self.claims(&Selection::default(), |claim| {
            let ends = |c: &Claim| (c.source.min(c.target), c.source.max(c.target));
            if pair.first().is_some_and(|first| ends(first) != ends(claim)) {
                tally.count(&mut pair);
            }
            pair.push(*claim);
        })?;
        tally.count(&mut pair);
        Ok(tally)
    }
}

#[derive(Debug, Default)]
struct Tally {
    directory: Directory,
    relations: BTreeMap<u16, RelationCount>,
    first_seen: Option<PartialDate>,
    last_seen: Option<PartialDate>,
}

impl Tally {
    /// Counts the claims between two actors, and forgets them.
    fn count(&mut self, pair: &mut Vec<Claim>) {
        pair.sort_unstable_by_key(|c| (c.relation, c.source, c.id));
        pair.dedup_by_key(|c| c.id);
        for edge in pair.chunk_by(|a, b| (a.relation, a.source) == (b.relation, b.source)) {
            let relations = &self.directory.relations;
            let relation = relations.get(usize::from(edge[0].relation)).cloned();
            let Some(relation) = relation.flatten() else {
                continue;
            };
            let counts = self
                .relations
                .entry(edge[0].relation)
                .or_insert_with(|| RelationCount::none(relation));
            let is_assertion = |c: &&Claim| !c.negated && c.modality == Modality::Actual;
            let n_asserted = edge.iter().filter(is_assertion).count();
            let n_denied = edge.iter().filter(|c| c.negated).count();
            counts.n_edges += usize::from(n_asserted > 0);
            counts.n_asserted += n_asserted;
            counts.n_denied += n_denied;
            counts.n_unrealised += edge.len() - n_asserted - n_denied;
            for seen in edge.iter().filter_map(|c| c.seen) {
                self.first_seen = Some(self.first_seen.map_or(seen, |first| first.min(seen)));
                self.last_seen = Some(self.last_seen.map_or(seen, |last| last.max(seen)));
            }
        }
        pair.clear();
    }
}

impl RelationCount {
    fn none(relation: RelationId) -> Self {
        Self {
            relation,
            n_edges: 0,
            n_asserted: 0,
            n_denied: 0,
            n_unrealised: 0,
        }
    }
}
