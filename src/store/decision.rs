//! Decisions: what people judged of actors, statements and edges, kept apart from the statements.
//!
//! In: decisions, one at a time or as JSON lines. Out: the decisions of a store, none of which contradicts another;
//! a new one that would is returned with those that it contradicts. Applying them is the fold's business.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use super::{NamedActor, Store, row};
use crate::error::{Error, Result};
use crate::extract::StatementId;
use crate::ontology::{ActorId, RelationId};
use crate::time::PartialDate;

/// The identity of a decision: 16 hexadecimal digits of the BLAKE3 hash of its subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub Arc<str>);

impl std::fmt::Display for DecisionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was decided of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The two actors are one.
    Same,
    /// The two actors are not one, nor is one a part of the other.
    Different,
    /// The statement or edge is not so.
    Wrong,
    /// The statement or edge is so.
    Right,
}

impl Verdict {
    /// Returns the verdict as decisions write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Wrong => "wrong",
            Self::Right => "right",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Wrong, Self::Right]
            .into_iter()
            .find(|v| v.as_str() == name)
    }
}

/// An edge by its ends and relation, whatever statements stand behind it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EdgeName {
    /// Id of the source.
    pub source: ActorId,
    /// The relation.
    pub relation: RelationId,
    /// Id of the target.
    pub target: ActorId,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Two actors, the one with the smaller id first.
    Actors([NamedActor; 2]),
    /// One statement.
    Statement(StatementId),
    /// All statements of an edge, in either view.
    Edge(EdgeName),
}

/// One judgement of one person.
///
/// Invariants: `id` is the hash of the subject, so a subject has one decision at most; `same` and `different` are said
/// of two actors, `wrong` and `right` of a statement or an edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The hash of the subject.
    pub id: DecisionId,
    /// What was decided.
    pub verdict: Verdict,
    /// Of what.
    pub subject: Subject,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
    /// When.
    pub decided: Option<PartialDate>,
}

impl Decision {
    /// Returns the decision with the id that its subject gives.
    ///
    /// # Errors
    /// [`Error::Usage`] where the verdict does not fit the subject, or both actors are one.
    pub fn new(
        verdict: Verdict,
        mut subject: Subject,
        reason: String,
        author: String,
        decided: Option<PartialDate>,
    ) -> Result<Self> {
        let is_of_actors = matches!(verdict, Verdict::Same | Verdict::Different);
        if is_of_actors != matches!(subject, Subject::Actors(_)) {
            return Err(Error::usage(
                "expected two actors for same and different, a statement or an edge for wrong and right",
            ));
        }
        if let Subject::Actors(pair) = &mut subject {
            pair.sort();
            if pair[0].id == pair[1].id {
                return Err(Error::usage(format!(
                    "both names mean {} already",
                    pair[0].name
                )));
            }
        }
        Ok(Self {
            id: subject.id(),
            verdict,
            subject,
            reason,
            author,
            decided,
        })
    }
}

impl Subject {
    fn id(&self) -> DecisionId {
        let fields: Vec<&str> = match self {
            Self::Actors([a, b]) => vec!["actors", a.id.as_str(), b.id.as_str()],
            Self::Statement(id) => vec!["statement", &id.0],
            Self::Edge(edge) => vec![
                "edge",
                edge.source.as_str(),
                edge.relation.as_str(),
                edge.target.as_str(),
            ],
        };
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        DecisionId(hasher.finalize().to_hex()[..16].into())
    }
}

/// What became of a decision that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is in the store now.
    Added,
    /// The store had it; its first reason and author stay.
    Known,
    /// It was left out, as it contradicts these.
    Conflicts(Vec<Decision>),
}

impl Store {
    /// Adds decisions in one transaction, each unless it contradicts an earlier one; returns what became of each.
    pub fn decide(&mut self, decisions: &[Decision]) -> Result<Vec<Decided>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut known = read(&transaction)?;
        let mut outcomes = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let is_same = |d: &&Decision| d.id == decision.id && d.verdict == decision.verdict;
            if known.iter().any(|d| is_same(&d)) {
                outcomes.push(Decided::Known);
                continue;
            }
            let against = conflicts(&known, decision);
            if !against.is_empty() {
                outcomes.push(Decided::Conflicts(against));
                continue;
            }
            insert(&transaction, decision)?;
            known.push(decision.clone());
            outcomes.push(Decided::Added);
        }
        transaction.commit()?;
        Ok(outcomes)
    }

    /// Takes back a decision; `id` may be its beginning, as far as that is unique.
    pub fn undo(&mut self, id: &str) -> Result<Decision> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known = read(&transaction)?;
        let mut meant = known.iter().filter(|d| d.id.0.starts_with(id));
        let decision = match (meant.next(), meant.next()) {
            (Some(decision), None) if !id.is_empty() => decision.clone(),
            (None, _) => {
                return Err(Error::not_found(format!(
                    "there is no decision {id}; `demarche decide list` shows all"
                )));
            }
            _ => {
                return Err(Error::usage(format!(
                    "{id:?} is the beginning of several decisions: expected more of it"
                )));
            }
        };
        transaction.execute("DELETE FROM decision WHERE id = ?1", [&*decision.id.0])?;
        transaction.commit()?;
        Ok(decision)
    }

    /// Returns the decisions, the oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        read(&self.connection)
    }
}

/// Returns the actors that decisions make one, each with the least id of its class.
pub fn classes<'d>(
    decisions: impl IntoIterator<Item = &'d Decision>,
) -> BTreeMap<ActorId, ActorId> {
    let mut classes: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for decision in decisions {
        let (Verdict::Same, Subject::Actors([a, b])) = (decision.verdict, &decision.subject) else {
            continue;
        };
        let class = |id: &ActorId| classes.get(id).unwrap_or(id).clone();
        let (ours, theirs) = (class(&a.id), class(&b.id));
        let (least, other) = (ours.clone().min(theirs.clone()), ours.max(theirs));
        for id in [&a.id, &b.id] {
            classes.entry(id.clone()).or_insert_with(|| id.clone());
        }
        for class in classes.values_mut().filter(|class| **class == other) {
            *class = least.clone();
        }
    }
    classes
}

/// Returns which of the known decisions a new one contradicts.
fn conflicts(known: &[Decision], new: &Decision) -> Vec<Decision> {
    let opposite: Vec<Decision> = known.iter().filter(|d| d.id == new.id).cloned().collect();
    if !opposite.is_empty() {
        return opposite;
    }
    let classes = classes(known.iter().chain([new]));
    let class = |actor: &NamedActor| classes.get(&actor.id).unwrap_or(&actor.id).clone();
    let is_one = |d: &Decision| match &d.subject {
        Subject::Actors([a, b]) => class(a) == class(b),
        _ => false,
    };
    let of = |verdict: Verdict| known.iter().filter(move |d| d.verdict == verdict);
    match (&new.subject, new.verdict) {
        (Subject::Actors(_), Verdict::Same) => of(Verdict::Different)
            .filter(|d| is_one(d))
            .cloned()
            .collect(),
        (Subject::Actors([a, _]), Verdict::Different) if is_one(new) => {
            let ours = class(a);
            let joins =
                |d: &&Decision| matches!(&d.subject, Subject::Actors([a, _]) if class(a) == ours);
            of(Verdict::Same).filter(joins).cloned().collect()
        }
        _ => Vec::new(),
    }
}

fn insert(connection: &Connection, decision: &Decision) -> Result<()> {
    let subject = serde_json::to_string(&decision.subject).expect("a subject is plain data");
    connection
        .prepare_cached(
            "INSERT INTO decision (id, verdict, subject, reason, author, decided) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            &*decision.id.0,
            decision.verdict.as_str(),
            subject,
            decision.reason,
            decision.author,
            decision.decided.map(|d| d.to_string()),
        ])?;
    Ok(())
}

fn read(connection: &Connection) -> Result<Vec<Decision>> {
    connection
        .prepare_cached(
            "SELECT id, verdict, subject, reason, author, decided FROM decision ORDER BY decided, id",
        )?
        .query_map([], |r| {
            Ok(Decision {
                id: DecisionId(r.get_ref(0)?.as_str()?.into()),
                verdict: row::word(r, 1, Verdict::from_name)?,
                subject: serde_json::from_str(r.get_ref(2)?.as_str()?).map_err(|e| {
                    let kind = rusqlite::types::Type::Text;
                    rusqlite::Error::FromSqlConversionFailure(2, kind, Box::new(e))
                })?,
                reason: r.get(3)?,
                author: r.get(4)?,
                decided: row::date(r, 5)?,
            })
        })?
        .map(|row| Ok(row?))
        .collect()
}
