//! Reading: statements, documents, actors.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{ToSql, params_from_iter};
use serde::{Deserialize, Serialize};

use super::{Store, row, statement_id};
use crate::article::DocumentId;
use crate::error::Result;
use crate::extract::{End, Statement, StatementId};
use crate::ontology::{ActorId, ActorKind, RelationId};
use crate::time::PartialDate;

/// Which statements to read; the default reads all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Of these relations.
    pub relations: Option<BTreeSet<RelationId>>,
    /// With one of these at an end, as the actor or as its root.
    pub touching: Option<BTreeSet<ActorId>>,
    /// With these at both ends, as the actor or as its root.
    pub within: Option<BTreeSet<ActorId>>,
    /// Of these documents.
    pub documents: Option<BTreeSet<DocumentId>>,
    /// These statements.
    pub ids: Option<BTreeSet<StatementId>>,
}

/// What the store knows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentRecord {
    /// Its id.
    pub id: DocumentId,
    /// Its headline; empty where unknown.
    pub title: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The first of its near-duplicates, often itself: one independent source.
    pub cluster: DocumentId,
}

impl DocumentRecord {
    /// Returns the record of a document of which nothing but its id is known.
    pub fn bare(id: DocumentId) -> Self {
        Self {
            cluster: id.clone(),
            id,
            title: String::new(),
            url: None,
            source: None,
            published: None,
        }
    }
}

/// An actor that statements name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedActor {
    /// Its id.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The name of the state or organisation for which it acts.
    pub root: String,
}

#[cfg(test)]
impl NamedActor {
    /// Returns a state for tests.
    pub(crate) fn state(name: &str) -> Self {
        Self {
            id: ActorId::from_name(name),
            name: name.to_owned(),
            kind: ActorKind::State,
            root: name.to_owned(),
        }
    }
}

impl From<&End> for NamedActor {
    fn from(end: &End) -> Self {
        Self {
            id: end.id.clone(),
            name: end.name.clone(),
            kind: end.kind,
            root: end.root.clone(),
        }
    }
}

impl Store {
    /// Calls `take` with every selected statement, in no particular order; memory does not grow with
    /// their number.
    pub fn visit(&self, selection: &Selection, mut take: impl FnMut(Statement)) -> Result<()> {
        let mut ids = selection.ids.clone();
        if selection.touching.is_some() || selection.within.is_some() {
            let mut around = BTreeSet::new();
            self.claims(selection, |claim| {
                around.insert(statement_id(claim.id));
            })?;
            ids = Some(match ids {
                Some(ids) => ids.intersection(&around).cloned().collect(),
                None => around,
            });
        }
        let (condition, values) = selection.condition(ids.as_ref());
        let mut select = self
            .connection
            .prepare_cached(&format!("{} WHERE {condition}", row::SELECT))?;
        let mut rows = select.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            take(row::statement(row)?);
        }
        Ok(())
    }

    /// Returns the selected statements by document, place and id.
    pub fn statements(&self, selection: &Selection) -> Result<Vec<Statement>> {
        let mut statements = Vec::new();
        self.visit(selection, |statement| statements.push(statement))?;
        statements.sort_by(|a, b| (&a.document, a.span, &a.id).cmp(&(&b.document, b.span, &b.id)));
        Ok(statements)
    }

    /// Returns the documents by id.
    pub fn documents(&self) -> Result<Vec<DocumentRecord>> {
        self.connection
            .prepare("SELECT id, title, url, source, published, cluster FROM document ORDER BY id")?
            .query_map([], document)?
            .map(|row| Ok(row?))
            .collect()
    }

    /// Returns a document, if the store has it.
    pub fn document(&self, id: &DocumentId) -> Result<Option<DocumentRecord>> {
        self.connection
            .prepare_cached(
                "SELECT id, title, url, source, published, cluster FROM document WHERE id = ?1",
            )?
            .query_map([&id.0], document)?
            .next()
            .transpose()
            .map_err(Into::into)
    }

    /// Returns for every document that is a copy of another the first of them.
    pub fn clusters(&self) -> Result<BTreeMap<DocumentId, DocumentId>> {
        self.connection
            .prepare("SELECT id, cluster FROM document WHERE id <> cluster")?
            .query_map([], |row| {
                Ok((DocumentId(row.get(0)?), DocumentId(row.get(1)?)))
            })?
            .map(|row| Ok(row?))
            .collect()
    }
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<DocumentRecord> {
    Ok(DocumentRecord {
        id: DocumentId(row.get(0)?),
        title: row.get(1)?,
        url: row.get(2)?,
        source: row.get(3)?,
        published: row::date(row, 4)?,
        cluster: DocumentId(row.get(5)?),
    })
}

impl Selection {
    /// Returns the condition in SQL and the values of its parameters (a JSON list for each set).
    fn condition(&self, ids: Option<&BTreeSet<StatementId>>) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut add = |list: Vec<&str>, condition: &str| {
            values.push(Box::new(serde_json::Value::from(list).to_string()));
            let n = values.len();
            conditions
                .push(condition.replace("LIST", &format!("(SELECT value FROM json_each(?{n}))")));
        };
        if let Some(ids) = ids {
            add(ids.iter().map(|id| &*id.0).collect(), "s.id IN LIST");
        }
        if let Some(documents) = &self.documents {
            add(
                documents.iter().map(|id| id.0.as_str()).collect(),
                "s.document IN LIST",
            );
        }
        if let Some(relations) = &self.relations {
            add(
                relations.iter().map(RelationId::as_str).collect(),
                "s.relation IN LIST",
            );
        }
        (conditions.join(" AND "), values)
    }
}
