//! The fold: statements in any order become edges.
//!
//! [`Fold`] collects claims by source, target and relation, all of them by number, so adding twice
//! changes nothing and two folds merge by union; [`Fold::graph`] computes everything else from what
//! was collected.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::claim::Claim;
use super::{Curation, Filter, Graph, Node, View};
use crate::article::DocumentId;
use crate::extract::Statement;
use crate::ontology::{ActorId, ActorTable, Direction, Family, Relation, RelationId, RelationKind};
use crate::store::{self, NamedActor, Verdict};

/// Which independent source a document is a copy of; a document that is not listed is its own.
pub type Clusters = BTreeMap<DocumentId, DocumentId>;

/// What a fold goes by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The relations and their properties; one that is missing is a neutral, directed event.
    pub relations: &'a BTreeMap<RelationId, Relation>,
    /// The known actors, for the kind of a state or group that no statement names itself.
    pub actors: &'a ActorTable,
    /// Which documents are copies of others.
    pub clusters: &'a Clusters,
    /// What people decided.
    pub curation: &'a Curation,
    /// Which actors are nodes.
    pub view: View,
    /// Which edges are wanted.
    pub filter: &'a Filter,
}

/// Returns the graph of the statements.
pub fn fold<'s>(rules: Rules<'_>, statements: impl IntoIterator<Item = &'s Statement>) -> Graph {
    let mut fold = Fold::new(rules);
    for statement in statements {
        fold.add(statement);
    }
    fold.graph()
}

/// Source, target and relation of an edge, by their numbers in the fold.
pub(super) type Key = (u32, u32, u32);

/// Statements collected by edge, ready to be merged or to become a [`Graph`].
#[derive(Debug, Clone)]
pub struct Fold<'a> {
    pub(super) rules: Rules<'a>,
    needed: Option<BTreeSet<RelationId>>,
    /// The first of the near-duplicates of a document, both by number.
    clusters: HashMap<u64, u64>,
    parties: Vec<Party>,
    party_numbers: HashMap<ActorId, Vec<u32>>,
    pub(super) nodes: Vec<ActorId>,
    node_numbers: HashMap<ActorId, u32>,
    pub(super) relations: Vec<Kind>,
    pub(super) relation_numbers: HashMap<RelationId, u32>,
    pub(super) claims: HashMap<Key, Vec<Claim>>,
}

/// An actor as statements name it.
#[derive(Debug, Clone)]
struct Party {
    actor: NamedActor,
    /// By whatever decisions may name it.
    ids: [ActorId; 4],
    node: u32,
    /// What it tells of its node, and whether it only belongs to it.
    account: (bool, Node),
    /// Whether its node is what it acts for.
    is_part: bool,
    /// Whether a claim that counts names it.
    counts: bool,
}

/// What the fold has to know of a relation.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) id: RelationId,
    pub(super) kind: RelationKind,
    pub(super) direction: Direction,
    is_needed: bool,
    ends_others: bool,
    /// Whether it and some other relation cannot hold at once.
    pub(super) is_exclusive: bool,
    is_affiliation: bool,
}

impl<'a> Fold<'a> {
    /// Returns a fold of nothing.
    pub fn new(rules: Rules<'a>) -> Self {
        let number = store::document_number;
        let clusters = rules.clusters.iter();
        Self {
            needed: rules.filter.needed_relations(rules.relations),
            clusters: clusters
                .map(|(id, first)| (number(id), number(first)))
                .collect(),
            rules,
            parties: Vec::new(),
            party_numbers: HashMap::new(),
            nodes: Vec::new(),
            node_numbers: HashMap::new(),
            relations: Vec::new(),
            relation_numbers: HashMap::new(),
            claims: HashMap::new(),
        }
    }

    /// Adds a statement; again is harmless.
    pub fn add(&mut self, statement: &Statement) {
        let source = self.party(&NamedActor::from(&statement.source));
        let target = self.party(&NamedActor::from(&statement.target));
        let relation = self.relation(&statement.relation);
        // The numbers are those of this fold, not of a store.
        let claim = store::Claim::new(statement, 0, 0, 0);
        self.take(source, relation, target, &claim);
    }

    /// Adds a claim between two parties of this fold; again is harmless.
    pub(super) fn take(&mut self, source: u32, relation: u32, target: u32, claim: &store::Claim) {
        let kind = &self.relations[relation as usize];
        if !kind.is_needed || !self.rules.filter.has_seen(claim.seen) {
            return;
        }
        let ends = [source, target].map(|party| &self.parties[party as usize]);
        let [mut from, mut to] = ends.map(|party| party.node);
        let is_loop = from == to && self.rules.view != View::Actor;
        let [from_id, to_id] = [from, to].map(|node| &self.nodes[node as usize]);
        let actors = &self.rules.filter.actors;
        let is_wanted = |id: &ActorId| actors.is_empty() || actors.contains(id);
        // Whoever heads an organisation does not make their state its head.
        let is_office = kind.is_affiliation && self.parties[source as usize].is_part;
        if is_loop || is_office || !(is_wanted(from_id) || is_wanted(to_id)) {
            return;
        }
        if kind.direction == Direction::Symmetric && from_id > to_id {
            std::mem::swap(&mut from, &mut to);
        }
        let document = self.clusters.get(&claim.document);
        let mut collected = Claim::new(claim, *document.unwrap_or(&claim.document));
        let what = (&kind.id, kind.direction);
        let [source_ids, target_ids] = ends.map(|party| &party.ids);
        match self
            .rules
            .curation
            .verdict(claim.id, what, source_ids, target_ids)
        {
            Some(Verdict::Wrong) => return,
            Some(Verdict::Right) => collected.confidence = 1.0,
            _ => {}
        }
        let is_idle = |window| !kind.ends_others && collected.is_idle(kind.kind, window);
        if self.rules.filter.valid.as_ref().is_some_and(is_idle) {
            return;
        }
        self.claims
            .entry((from, to, relation))
            .or_default()
            .push(collected);
        self.parties[source as usize].counts = true;
        self.parties[target as usize].counts = true;
    }

    /// Adds what another fold by the same rules has collected.
    pub fn merge(&mut self, other: Self) {
        for party in other.parties {
            let number = self.party(&party.actor);
            self.parties[number as usize].counts |= party.counts;
        }
        let nodes: Vec<u32> = other.nodes.into_iter().map(|id| self.node(id)).collect();
        let relations: Vec<u32> = other
            .relations
            .iter()
            .map(|r| self.relation(&r.id))
            .collect();
        for ((source, target, relation), mut claims) in other.claims.into_iter().collect::<Vec<_>>()
        {
            let [source, target] = [source, target].map(|node| nodes[node as usize]);
            let key = (source, target, relations[relation as usize]);
            self.claims.entry(key).or_default().append(&mut claims);
        }
    }

    /// Returns what is known of each node; the least of several accounts counts, its own before others'.
    pub(super) fn accounts(&self) -> Vec<Option<&Node>> {
        let mut accounts: Vec<Option<&(bool, Node)>> = vec![None; self.nodes.len()];
        for party in self.parties.iter().filter(|party| party.counts) {
            let known = &mut accounts[party.node as usize];
            *known = Some(known.map_or(&party.account, |account| account.min(&party.account)));
        }
        accounts
            .iter()
            .map(|account| account.map(|(_, node)| node))
            .collect()
    }

    /// Returns the number of a relation.
    pub(super) fn relation(&mut self, id: &RelationId) -> u32 {
        if let Some(&number) = self.relation_numbers.get(id) {
            return number;
        }
        let relation = self.rules.relations.get(id);
        let is_needed = |needed: &BTreeSet<RelationId>| needed.contains(id);
        self.relations.push(Kind {
            id: id.clone(),
            kind: relation.map_or(RelationKind::Event, |r| r.kind),
            direction: relation.map_or(Direction::Directed, |r| r.direction),
            is_needed: self.needed.as_ref().is_none_or(is_needed),
            ends_others: relation.is_some_and(|r| !r.ends.is_empty()),
            is_exclusive: relation.is_some_and(|r| !r.excludes.is_empty())
                || self
                    .rules
                    .relations
                    .values()
                    .any(|r| r.excludes.contains(id)),
            is_affiliation: relation.is_some_and(|r| r.family == Family::Affiliation),
        });
        let number = count(self.relations.len() - 1);
        self.relation_numbers.insert(id.clone(), number);
        number
    }

    /// Returns the number of an actor as statements name it.
    pub(super) fn party(&mut self, actor: &NamedActor) -> u32 {
        let known = self.party_numbers.get(&actor.id).into_iter().flatten();
        let is_same = |&&number: &&u32| self.parties[number as usize].actor == *actor;
        if let Some(&number) = known.into_iter().find(is_same) {
            return number;
        }
        let rules = self.rules;
        let account = rules.curation.node(rules.view, actor, rules.actors);
        let party = Party {
            ids: rules.curation.ids(actor),
            actor: actor.clone(),
            node: self.node(account.1.id.clone()),
            account,
            is_part: self.rules.view != View::Actor && ActorId::from_name(&actor.root) != actor.id,
            counts: false,
        };
        self.parties.push(party);
        let number = count(self.parties.len() - 1);
        self.party_numbers
            .entry(actor.id.clone())
            .or_default()
            .push(number);
        number
    }

    /// Returns the number of the node as which a party counts.
    pub(super) fn node_of(&self, party: u32) -> u32 {
        self.parties[party as usize].node
    }

    fn node(&mut self, id: ActorId) -> u32 {
        if let Some(&number) = self.node_numbers.get(&id) {
            return number;
        }
        let number = count(self.nodes.len());
        self.nodes.push(id.clone());
        self.node_numbers.insert(id, number);
        number
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("a fold has less than four thousand million of anything")
}
