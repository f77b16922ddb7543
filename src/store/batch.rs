//! Adding: one batch is one transaction.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::bundle::Pending;
use super::claim::Claim;
use super::{NamedActor, sketch};
use crate::article::{Article, DocumentId};
use crate::error::{Diagnostic, Result};
use crate::extract::{End, Statement};
use crate::ontology::{ActorId, RelationId};

/// What a batch changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Added {
    /// Documents that the store did not have.
    pub n_documents: usize,
    /// Statements that it did not have.
    pub n_statements: usize,
    /// Statements that it had already.
    pub n_known: usize,
    /// What was left out, and why.
    pub rejected: Vec<Diagnostic>,
}

/// How many documents a batch remembers to have added.
const MAX_DOCUMENTS: usize = 100_000;

/// Articles and statements on their way into the store; dropped without [`Batch::commit`], nothing stays.
#[derive(Debug)]
pub struct Batch<'s> {
    transaction: Transaction<'s>,
    actors: HashMap<ActorId, Vec<(NamedActor, u32)>>,
    relations: HashMap<RelationId, u16>,
    pending: Pending,
    documents: HashSet<DocumentId>,
    rejected: BTreeSet<DocumentId>,
    added: Added,
}

impl<'s> Batch<'s> {
    pub(super) fn begin(connection: &'s mut Connection) -> Result<Self> {
        connection.set_prepared_statement_cache_capacity(32);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            transaction,
            actors: HashMap::new(),
            relations: HashMap::new(),
            pending: Pending::default(),
            documents: HashSet::new(),
            rejected: BTreeSet::new(),
            added: Added::default(),
        })
    }

    /// Adds an article; one whose id the store has with another text is left out, with its statements.
    pub fn article(&mut self, article: &Article) -> Result<()> {
        let digest = blake3::hash(article.text.as_bytes()).to_hex()[..32].to_owned();
        let known: Option<Option<String>> = self
            .transaction
            .prepare_cached("SELECT digest FROM document WHERE id = ?1")?
            .query_row([&article.id.0], |row| row.get(0))
            .optional()?;
        if let Some(Some(other)) = &known
            && *other != digest
        {
            self.rejected.insert(article.id.clone());
            self.added.rejected.push(Diagnostic {
                place: article.id.to_string(),
                line: 0,
                message: "left out: the store has another text by this id; remove that first or give this one its own id".to_owned(),
            });
            return Ok(());
        }
        self.added.n_documents += usize::from(known.is_none());
        let published = article.published.map(|d| d.to_string());
        self.transaction
            .prepare_cached(
                "INSERT INTO document (id, title, url, source, published, cluster) VALUES (?1, ?2, ?3, ?4, ?5, ?1)
                 ON CONFLICT DO UPDATE SET
                     title = CASE WHEN title = '' OR (excluded.title <> '' AND excluded.title < title)
                             THEN excluded.title ELSE title END,
                     url = coalesce(min(url, excluded.url), url, excluded.url),
                     source = coalesce(min(source, excluded.source), source, excluded.source),
                     published = CASE WHEN digest IS NULL THEN excluded.published
                                 ELSE coalesce(min(published, excluded.published), published, excluded.published) END",
            )?
            .execute(params![article.id.0, article.title, article.url, article.source, published])?;
        if known.flatten().is_none() {
            self.place(article, &digest)?;
        }
        self.documents.insert(article.id.clone());
        Ok(())
    }

    /// Notes an article's text, and joins it with its near-duplicates.
    fn place(&mut self, article: &Article, digest: &str) -> Result<()> {
        let signature = sketch::signature(&article.text);
        self.transaction
            .prepare_cached("UPDATE document SET digest = ?2, signature = ?3 WHERE id = ?1")?
            .execute(params![article.id.0, digest, signature])?;
        if let Some(signature) = &signature {
            let mut insert = self
                .transaction
                .prepare_cached("INSERT OR IGNORE INTO band (hash, document) VALUES (?1, ?2)")?;
            for hash in sketch::bands(signature) {
                insert.execute(params![hash, article.id.0])?;
            }
        }
        join_cluster(&self.transaction, &article.id.0)
    }

    /// Adds a statement, and its document where the store does not have it; one that ends before it begins is left out.
    pub fn statement(&mut self, statement: &Statement) -> Result<()> {
        if self.rejected.contains(&statement.document) {
            return Ok(());
        }
        if statement.valid().is_inverted() {
            self.added.rejected.push(Diagnostic {
                place: statement.document.to_string(),
                line: 0,
                message: format!("left out {}: it ends before it begins", statement.id),
            });
            return Ok(());
        }
        self.document_of(statement)?;
        let source = self.actor(&statement.source)?;
        let target = self.actor(&statement.target)?;
        let relation = self.relation(&statement.relation)?;
        let claim = Claim::new(statement, source, relation, target);
        let date = |date: Option<crate::time::PartialDate>| date.map(|d| d.to_string());
        let n_new = self
            .transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO statement (id, document, sentence, span_start, span_end, source, source_mention,
                     relation, target, target_mention, negated, modality, attributed_to, valid_from, valid_to, seen,
                     confidence, extractor, frame)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            )?
            .execute(params![
                &*statement.id.0,
                statement.document.0,
                statement.sentence,
                statement.span[0] as i64,
                statement.span[1] as i64,
                source,
                statement.source.mention,
                statement.relation.as_str(),
                target,
                statement.target.mention,
                statement.negated,
                statement.modality.as_str(),
                statement.attributed_to,
                date(statement.start),
                date(statement.end),
                date(statement.seen),
                statement.confidence,
                statement.extractor.as_str(),
                statement.frame,
            ])?;
        if n_new == 1 {
            self.added.n_statements += 1;
            self.pending.add(&self.transaction, &claim)?;
            return Ok(());
        }
        self.added.n_known += 1;
        let n_surer = self
            .transaction
            .prepare_cached(
                "UPDATE statement SET confidence = ?2, extractor = ?3, frame = ?4
                 WHERE id = ?1 AND (confidence, extractor, coalesce(frame, '')) < (?2, ?3, coalesce(?4, ''))",
            )?
            .execute(params![
                &*statement.id.0,
                statement.confidence,
                statement.extractor.as_str(),
                statement.frame
            ])?;
        if n_surer > 0 {
            self.pending.add(&self.transaction, &claim)?;
        }
        Ok(())
    }

    /// Bundles the new statements and makes the whole batch permanent.
    pub fn commit(mut self) -> Result<Added> {
        self.pending.write(&self.transaction)?;
        self.transaction.commit()?;
        Ok(self.added)
    }

    fn document_of(&mut self, statement: &Statement) -> Result<()> {
        if self.documents.contains(&statement.document) {
            return Ok(());
        }
        let seen = statement.seen.map(|d| d.to_string());
        let n_new = self
            .transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO document (id, published, cluster) VALUES (?1, ?2, ?1)",
            )?
            .execute(params![statement.document.0, seen])?;
        self.added.n_documents += n_new;
        if self.documents.len() >= MAX_DOCUMENTS {
            self.documents.clear();
        }
        self.documents.insert(statement.document.clone());
        Ok(())
    }

    fn actor(&mut self, end: &End) -> Result<u32> {
        let known = self.actors.get(&end.id).map_or(&[][..], Vec::as_slice);
        let is_same =
            |a: &NamedActor| a.name == end.name && a.kind == end.kind && a.root == end.root;
        if let Some((_, key)) = known.iter().find(|(actor, _)| is_same(actor)) {
            return Ok(*key);
        }
        let root_id = ActorId::from_name(&end.root);
        let columns = params![
            end.id.as_str(),
            end.name,
            end.kind.as_str(),
            end.root,
            root_id.as_str()
        ];
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO actor (id, name, kind, root, root_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(columns)?;
        let key = self
            .transaction
            .prepare_cached(
                "SELECT key FROM actor WHERE id = ?1 AND name = ?2 AND kind = ?3 AND root = ?4",
            )?
            .query_row(
                params![end.id.as_str(), end.name, end.kind.as_str(), end.root],
                |row| row.get(0),
            )?;
        let actor = NamedActor {
            id: end.id.clone(),
            name: end.name.clone(),
            kind: end.kind,
            root: end.root.clone(),
        };
        self.actors
            .entry(end.id.clone())
            .or_default()
            .push((actor, key));
        Ok(key)
    }

    fn relation(&mut self, id: &RelationId) -> Result<u16> {
        if let Some(&key) = self.relations.get(id) {
            return Ok(key);
        }
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO relation (id) VALUES (?1)")?
            .execute([id.as_str()])?;
        let key = self
            .transaction
            .prepare_cached("SELECT key FROM relation WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))?;
        self.relations.insert(id.clone(), key);
        Ok(key)
    }
}

/// Joins the clusters of a document and of all that are nearly the same; the least id names the cluster.
pub(super) fn join_cluster(connection: &Connection, document: &str) -> Result<()> {
    let near = near_duplicates(connection, document)?;
    let mut select = connection.prepare_cached("SELECT cluster FROM document WHERE id = ?1")?;
    let mut clusters = BTreeSet::new();
    for id in near.iter().map(String::as_str).chain([document]) {
        clusters.insert(select.query_row([id], |row| row.get::<_, String>(0))?);
    }
    let Some(first) = clusters.first().cloned() else {
        return Ok(());
    };
    let mut update = connection.prepare_cached(
        "UPDATE document SET cluster = ?2 WHERE id IN
             (SELECT ?1 UNION ALL SELECT id FROM document WHERE cluster = ?1 AND id <> cluster)",
    )?;
    for cluster in clusters.iter().filter(|c| **c != first) {
        update.execute([cluster, &first])?;
    }
    Ok(())
}

fn near_duplicates(connection: &Connection, document: &str) -> Result<Vec<String>> {
    let signature: Option<Vec<u8>> = connection
        .prepare_cached("SELECT signature FROM document WHERE id = ?1")?
        .query_row([document], |row| row.get(0))?;
    let mut near: Vec<String> = connection
        .prepare_cached(
            "SELECT b.id FROM document a JOIN document b ON a.digest = b.digest WHERE a.id = ?1 AND b.id <> ?1",
        )?
        .query_map([document], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let Some(signature) = signature else {
        return Ok(near);
    };
    let mut candidates = connection.prepare_cached(
        "SELECT DISTINCT d.id, d.signature FROM band a JOIN band b ON b.hash = a.hash
         JOIN document d ON d.id = b.document WHERE a.document = ?1 AND d.id <> ?1",
    )?;
    let mut rows = candidates.query([document])?;
    while let Some(row) = rows.next()? {
        let other: Option<Vec<u8>> = row.get(1)?;
        if other.is_some_and(|other| sketch::is_near(&signature, &other)) {
            near.push(row.get(0)?);
        }
    }
    Ok(near)
}
