//! Bundles: the claims between two actors, packed side by side.
//!
//! In: claims as they are added. Out: the claims around some actors, or all. A question that starts
//! from an actor reads one range of one table, however large the store is. Every bundle is filed
//! under both of its actors and has a part for each time something was added to it; a part is never
//! changed. The same claim may stand in two parts, the surer one counts: the fold unites them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::claim::{self, Claim};
use super::{NamedActor, Selection, Store, row};
use crate::error::Result;
use crate::ontology::{ActorId, RelationId};

/// How many claims wait before they are written: more at once make longer parts.
const MAX_WAITING: usize = 400_000;

/// Claims on their way into bundles.
#[derive(Debug, Default)]
pub(super) struct Pending {
    records: Vec<(u32, u32, [u8; claim::SIZE])>,
}

impl Pending {
    /// Adds a claim, under both of its ends.
    pub(super) fn add(&mut self, connection: &Connection, claim: &Claim) -> rusqlite::Result<()> {
        let mut record = claim.pack();
        self.records.push((claim.source, claim.target, record));
        if claim.source != claim.target {
            record[38] |= claim::REVERSED;
            self.records.push((claim.target, claim.source, record));
        }
        if self.records.len() >= MAX_WAITING {
            self.write(connection)?;
        }
        Ok(())
    }

    /// Writes what waits, in the order of the table.
    pub(super) fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.records.sort_unstable();
        let mut insert = connection.prepare_cached(
            "INSERT INTO bundle (actor, other, part, claims)
             SELECT ?1, ?2, coalesce(max(part), 0) + 1, ?3 FROM bundle WHERE actor = ?1 AND other = ?2",
        )?;
        let mut claims = Vec::new();
        for group in self.records.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            claims.clear();
            group
                .iter()
                .for_each(|(.., record)| claims.extend_from_slice(record));
            insert.execute(params![group[0].0, group[0].1, claims])?;
        }
        self.records.clear();
        Ok(())
    }
}

/// Takes the claims of a document out of the bundles of two actors.
pub(super) fn forget(
    connection: &Connection,
    ends: (i64, i64),
    document: u64,
) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT claims FROM bundle WHERE actor = ?1 AND other = ?2 ORDER BY part",
    )?;
    let mut delete =
        connection.prepare_cached("DELETE FROM bundle WHERE actor = ?1 AND other = ?2")?;
    let mut insert = connection
        .prepare_cached("INSERT INTO bundle (actor, other, part, claims) VALUES (?1, ?2, 1, ?3)")?;
    for (actor, other) in [ends, (ends.1, ends.0)] {
        let mut kept: Vec<u8> = Vec::new();
        let mut rows = select.query([actor, other])?;
        while let Some(row) = rows.next()? {
            let records = row::records(row, 0)?;
            let others = records.iter().filter(|r| claim::document_of(r) != document);
            kept.extend(others.flatten());
        }
        delete.execute([actor, other])?;
        if !kept.is_empty() {
            insert.execute(params![actor, other, kept])?;
        }
    }
    Ok(())
}

/// Makes the bundles of all statements, in a store of a format that had none.
pub(super) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT OR IGNORE INTO relation (id) SELECT DISTINCT relation FROM statement ORDER BY relation",
    )?;
    let relations: BTreeMap<RelationId, u16> = connection
        .prepare("SELECT id, key FROM relation")?
        .query_map([], |r| Ok((row::relation(r, 0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut pending = Pending::default();
    let mut select = connection.prepare(row::SELECT)?;
    let mut rows = select.query([])?;
    while let Some(found) = rows.next()? {
        let statement = row::statement(found)?;
        let [source, target] = [found.get(row::KEYS[0])?, found.get(row::KEYS[1])?];
        let claim = Claim::new(&statement, source, relations[&statement.relation], target);
        pending.add(connection, &claim)?;
    }
    pending.write(connection)
}

/// Who and what the numbers in claims are.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// The actors by number, as statements name them.
    pub actors: Vec<Option<NamedActor>>,
    /// The relations by number.
    pub relations: Vec<Option<RelationId>>,
}

impl Store {
    /// Returns who and what the numbers in claims are.
    pub fn directory(&self) -> Result<Directory> {
        let mut directory = Directory::default();
        let mut select = self
            .connection
            .prepare_cached("SELECT key, id, name, kind, root FROM actor ORDER BY key")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            directory.actors.resize(row::count(row, 0)?, None);
            directory.actors.push(Some(row::actor(row, 1)?));
        }
        let mut select = self
            .connection
            .prepare_cached("SELECT key, id FROM relation ORDER BY key")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            directory.relations.resize(row::count(row, 0)?, None);
            directory.relations.push(Some(row::relation(row, 1)?));
        }
        Ok(directory)
    }

    /// Calls `take` with every claim between the actors of the selection, whatever its relation, in no particular order;
    /// one that was added twice may come twice. Memory does not grow with their number.
    pub fn claims(&self, selection: &Selection, mut take: impl FnMut(&Claim)) -> Result<()> {
        let touching = self.keys(selection.touching.as_ref())?;
        let within = self.keys(selection.within.as_ref())?;
        let is_in =
            |keys: &Option<BTreeSet<u32>>, key| keys.as_ref().is_some_and(|k| k.contains(&key));
        let Some(start) = within.as_ref().or(touching.as_ref()) else {
            return self.bundles("actor <= other", None, |actor, other, record| {
                take(&Claim::unpack(record, actor, other));
            });
        };
        for &key in start {
            self.bundles("actor = ?1", Some(key), |actor, other, record| {
                // A bundle whose two actors are both asked for is read under the smaller number.
                let is_read_there = other < actor && start.contains(&other);
                let is_within = within.is_none() || is_in(&within, other);
                let is_touching =
                    touching.is_none() || is_in(&touching, actor) || is_in(&touching, other);
                if !is_read_there && is_within && is_touching {
                    take(&Claim::unpack(record, actor, other));
                }
            })?;
        }
        Ok(())
    }

    /// Calls `take` with every claim that has the actor of that number at an end; one that was added twice may come twice.
    pub fn claims_of(&self, key: u32, mut take: impl FnMut(&Claim)) -> Result<()> {
        self.bundles("actor = ?1", Some(key), |actor, other, record| {
            take(&Claim::unpack(record, actor, other));
        })
    }

    pub(super) fn bundles(
        &self,
        condition: &str,
        key: Option<u32>,
        mut take: impl FnMut(u32, u32, &[u8; claim::SIZE]),
    ) -> Result<()> {
        let mut select = self.connection.prepare_cached(&format!(
            "SELECT actor, other, claims FROM bundle WHERE {condition}"
        ))?;
        let mut rows = select.query(rusqlite::params_from_iter(key))?;
        while let Some(row) = rows.next()? {
            let (actor, other) = (row.get(0)?, row.get(1)?);
            let records = row::records(row, 2)?;
            records.iter().for_each(|record| take(actor, other, record));
        }
        Ok(())
    }

    /// Returns the numbers of actors, each with those that act for it.
    fn keys(&self, actors: Option<&BTreeSet<ActorId>>) -> Result<Option<BTreeSet<u32>>> {
        let Some(actors) = actors else {
            return Ok(None);
        };
        let mut select = self.connection.prepare_cached(
            "SELECT key FROM actor WHERE id = ?1 UNION SELECT key FROM actor WHERE root_id = ?1",
        )?;
        let mut keys = BTreeSet::new();
        for actor in actors {
            for key in select.query_map([actor.as_str()], |row| row.get::<_, u32>(0))? {
                keys.insert(key?);
            }
        }
        Ok(Some(keys))
    }
}
