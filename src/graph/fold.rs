//! The fold: statements in any order become edges.
//!
//! [`Fold`] collects claims by edge and statement id, so adding twice changes nothing and two folds
//! merge by union; [`Fold::graph`] computes everything else from what was collected.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{Claim, Closers};
use super::{Edge, Filter, Graph, Node, View, span};
use crate::article::DocumentId;
use crate::extract::{End, Statement, StatementId};
use crate::ontology::{
    ActorId, ActorKind, ActorTable, Direction, Family, Relation, RelationId, RelationKind,
};
use crate::time::{Interval, PartialDate};

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

/// Returns 1 − Π(1 − c), rounded to three decimals: how sure independent sources are together.
pub fn noisy_or(confidences: impl IntoIterator<Item = f64>) -> f64 {
    let doubt: f64 = confidences.into_iter().map(|c| 1.0 - c).product();
    ((1.0 - doubt) * 1000.0).round() / 1000.0
}

type Key = (ActorId, ActorId, RelationId);

/// Statements collected by edge, ready to be merged or to become a [`Graph`].
#[derive(Debug, Clone)]
pub struct Fold<'a> {
    rules: Rules<'a>,
    needed: Option<BTreeSet<RelationId>>,
    claims: BTreeMap<Key, BTreeMap<StatementId, Claim>>,
    /// What is known of a node; the least of several accounts counts, its own before others'.
    nodes: BTreeMap<ActorId, (bool, Node)>,
    roots: BTreeMap<String, ActorId>,
}

impl<'a> Fold<'a> {
    /// Returns a fold of nothing.
    pub fn new(rules: Rules<'a>) -> Self {
        Self {
            needed: rules.filter.needed_relations(rules.relations),
            rules,
            claims: BTreeMap::new(),
            nodes: BTreeMap::new(),
            roots: BTreeMap::new(),
        }
    }

    /// Adds a statement; again is harmless.
    pub fn add(&mut self, statement: &Statement) {
        let filter = self.rules.filter;
        let is_needed = |needed: &BTreeSet<RelationId>| needed.contains(&statement.relation);
        if !filter.has_seen(statement.seen) || !self.needed.as_ref().is_none_or(is_needed) {
            return;
        }
        let mut source = self.node(&statement.source);
        let mut target = self.node(&statement.target);
        let is_wanted = |id: &ActorId| filter.actors.is_empty() || filter.actors.contains(id);
        let is_loop = source.1.id == target.1.id && self.rules.view == View::Root;
        // Whoever heads an organisation does not make their state its head.
        let relation = self.rules.relations.get(&statement.relation);
        let is_office = source.0 && relation.is_some_and(|r| r.family == Family::Affiliation);
        if is_loop || is_office || !(is_wanted(&source.1.id) || is_wanted(&target.1.id)) {
            return;
        }
        if self.direction(&statement.relation) == Direction::Symmetric && source.1.id > target.1.id
        {
            std::mem::swap(&mut source, &mut target);
        }
        let cluster = self.rules.clusters.get(&statement.document);
        let claim = Claim::new(statement, cluster.unwrap_or(&statement.document).clone());
        let key = (
            source.1.id.clone(),
            target.1.id.clone(),
            statement.relation.clone(),
        );
        insert(&mut self.claims, key, statement.id.clone(), claim);
        self.know(source);
        self.know(target);
    }

    /// Adds what another fold by the same rules has collected.
    pub fn merge(&mut self, other: Self) {
        for (key, claims) in other.claims {
            for (id, claim) in claims {
                insert(&mut self.claims, key.clone(), id, claim);
            }
        }
        for node in other.nodes.into_values() {
            self.know(node);
        }
    }

    /// Returns the graph of what was collected.
    pub fn graph(&self) -> Graph {
        let mut edges: Vec<(&Key, Edge, Vec<Interval>)> = self
            .claims
            .iter()
            .filter_map(|(key, claims)| {
                let (edge, attested) = self.edge(key, claims)?;
                Some((key, edge, attested))
            })
            .collect();
        for idx in self.excluded(&edges) {
            edges[idx].1.contradicted = true;
        }
        let filter = self.rules.filter;
        edges.retain(|(key, edge, _)| {
            filter.takes_relation(&key.2, self.rules.relations)
                && edge.confidence >= filter.min_confidence
        });
        self.assemble(edges)
    }

    /// Returns which edges hold at the same time as one that excludes them.
    fn excluded(&self, edges: &[(&Key, Edge, Vec<Interval>)]) -> BTreeSet<usize> {
        let mut pairs: BTreeMap<(&ActorId, &ActorId), Vec<usize>> = BTreeMap::new();
        for (idx, (key, ..)) in edges.iter().enumerate() {
            let pair = ((&key.0).min(&key.1), (&key.0).max(&key.1));
            pairs.entry(pair).or_default().push(idx);
        }
        let mut excluded = BTreeSet::new();
        for group in pairs.into_values() {
            for (n, &a) in group.iter().enumerate() {
                for &b in &group[n + 1..] {
                    let (ours, theirs) = (&edges[a], &edges[b]);
                    let ends = [(&ours.0.2, &theirs.0.2), (&theirs.0.2, &ours.0.2)]
                        .iter()
                        .any(|(of, on)| self.ends(of, on));
                    let meet = |x: &Interval, y: &Interval| {
                        if ends { x.crosses(y) } else { x.overlaps(y) }
                    };
                    let overlap = || ours.2.iter().any(|x| theirs.2.iter().any(|y| meet(x, y)));
                    if self.excludes(ours.0, theirs.0) && overlap() {
                        excluded.extend([a, b]);
                    }
                }
            }
        }
        excluded
    }

    fn assemble(&self, edges: Vec<(&Key, Edge, Vec<Interval>)>) -> Graph {
        let ids: BTreeSet<&ActorId> = edges.iter().flat_map(|(k, ..)| [&k.0, &k.1]).collect();
        let ids: Vec<&ActorId> = ids.into_iter().collect();
        let place = |id: &ActorId| ids.binary_search(&id).expect("every end was listed");
        let edges = edges
            .into_iter()
            .map(|(key, edge, _)| Edge {
                source: place(&key.0),
                target: place(&key.1),
                ..edge
            })
            .collect();
        let nodes = ids.iter().map(|&id| self.nodes[id].1.clone()).collect();
        Graph { nodes, edges }
    }

    /// Returns the edge of the claims that count (its ends still unplaced), with the times of which its
    /// assertions speak; `None` where none is left.
    fn edge(
        &self,
        key: &Key,
        claims: &BTreeMap<StatementId, Claim>,
    ) -> Option<(Edge, Vec<Interval>)> {
        let filter = self.rules.filter;
        let kind = self.kind(&key.2);
        let mut closers = Closers::of(self.lifetime(key), claims.values());
        self.ends_of(key, &mut closers);
        let counted: Vec<(&StatementId, &Claim, Option<Interval>)> = claims
            .iter()
            .map(|(id, claim)| {
                let time = if kind == RelationKind::State && claim.is_assertion() {
                    claim.closed(&closers)
                } else {
                    claim.assumed(kind, &closers)
                };
                (id, claim, time)
            })
            .filter(|(.., time)| {
                filter
                    .valid
                    .is_none_or(|window| time.is_some_and(|t| t.overlaps(&window)))
            })
            .collect();
        let asserting: Vec<&Claim> = counted
            .iter()
            .filter(|(_, c, _)| c.is_assertion())
            .map(|(_, c, _)| *c)
            .collect();
        let n_denied = counted.iter().filter(|(_, c, _)| c.negated).count();
        let n_unrealised = counted.len() - n_denied - asserting.len();
        let is_shown = !asserting.is_empty()
            || (filter.include.negated && n_denied > 0)
            || (filter.include.unrealised && n_unrealised > 0);
        if !is_shown {
            return None;
        }
        let speaks = |claim: &Claim| asserting.is_empty() || claim.is_assertion();
        let told = counted
            .iter()
            .filter(|(_, c, _)| speaks(c) && c.told(kind).is_some())
            .filter_map(|(.., time)| *time)
            .collect();
        let mut intervals = span::unite(told, kind);
        if let Some(window) = filter.valid {
            intervals.retain(|i| i.overlaps(&window));
        }
        let attested: Vec<Interval> = counted
            .iter()
            .filter(|(_, c, _)| c.is_assertion())
            .filter_map(|(_, c, time)| Some(cut(c.attested(kind, &closers)?, *time)))
            .collect();
        let denied = counted.iter().filter(|(_, c, _)| c.is_denial());
        let contradicted = denied
            .filter_map(|(_, c, _)| c.attested(kind, &closers))
            .any(|denial| attested.iter().any(|a| a.overlaps(&denial)));
        let mut sources: BTreeMap<&DocumentId, f64> = BTreeMap::new();
        for claim in &asserting {
            let best = sources.entry(&claim.source).or_default();
            *best = best.max(claim.confidence);
        }
        let seen = || {
            counted
                .iter()
                .filter(|(_, c, _)| speaks(c))
                .filter_map(|(_, c, _)| c.seen)
        };
        let edge = Edge {
            source: 0,
            target: 0,
            relation: key.2.clone(),
            intervals,
            n_asserted: asserting.len(),
            n_denied,
            n_unrealised,
            n_sources: sources.len(),
            confidence: noisy_or(sources.into_values()),
            first_seen: seen().min(),
            last_seen: seen().max(),
            statements: counted.iter().map(|(id, ..)| (*id).clone()).collect(),
            contradicted,
        };
        Some((edge, attested))
    }

    /// Returns when the first of the two actors ceased to exist; people outlive their offices.
    fn lifetime(&self, key: &Key) -> Option<PartialDate> {
        [&key.0, &key.1]
            .iter()
            .filter_map(|id| self.rules.actors.find(id))
            .filter(|actor| actor.kind != ActorKind::Person)
            .filter_map(|actor| actor.existence.end)
            .min_by_key(|end| end.last_day())
    }

    /// Collects when relations that end the one of `key` happened between the same two actors.
    fn ends_of(&self, key: &Key, closers: &mut Closers) {
        let enders = self
            .rules
            .relations
            .values()
            .filter(|r| r.ends.contains(&key.2));
        for ender in enders {
            let mut orders = vec![(key.0.clone(), key.1.clone(), ender.id.clone())];
            if self.is_either_way(&key.2, &ender.id) {
                orders.push((key.1.clone(), key.0.clone(), ender.id.clone()));
            }
            let claims = orders.iter().filter_map(|key| self.claims.get(key));
            let dates = claims
                .flat_map(BTreeMap::values)
                .filter(|c| c.is_assertion())
                .filter_map(|c| c.valid.start.or(c.valid.end));
            closers.ends.extend(dates);
        }
    }

    fn ends(&self, of: &RelationId, on: &RelationId) -> bool {
        let relation = self.rules.relations.get(of);
        relation.is_some_and(|r| r.ends.contains(on))
    }

    fn excludes(&self, a: &Key, b: &Key) -> bool {
        let lists = |a: &Key, b: &Key| {
            let relation = self.rules.relations.get(&a.2);
            relation.is_some_and(|r| r.excludes.contains(&b.2))
        };
        (lists(a, b) || lists(b, a)) && (a.0 == b.0 || self.is_either_way(&a.2, &b.2))
    }

    /// Returns whether two relations meet whichever way the second points.
    fn is_either_way(&self, a: &RelationId, b: &RelationId) -> bool {
        [a, b]
            .map(|id| self.direction(id))
            .contains(&Direction::Symmetric)
    }

    fn direction(&self, id: &RelationId) -> Direction {
        let relation = self.rules.relations.get(id);
        relation.map_or(Direction::Directed, |r| r.direction)
    }

    fn kind(&self, id: &RelationId) -> RelationKind {
        let relation = self.rules.relations.get(id);
        relation.map_or(RelationKind::Event, |r| r.kind)
    }

    /// Returns the node of an end, and whether the end only belongs to it.
    fn node(&mut self, end: &End) -> (bool, Node) {
        if self.rules.view == View::Actor {
            let node = Node {
                id: end.id.clone(),
                name: end.name.clone(),
                kind: end.kind,
                root: end.root.clone(),
            };
            return (false, node);
        }
        let id = match self.roots.get(&end.root) {
            Some(id) => id.clone(),
            None => {
                let id = ActorId::from_name(&end.root);
                self.roots.insert(end.root.clone(), id.clone());
                id
            }
        };
        let is_part = id != end.id;
        let kind = match self.rules.actors.find(&id) {
            Some(actor) => actor.kind,
            None if !is_part || end.kind == ActorKind::Collective => end.kind,
            None => ActorKind::State,
        };
        let node = Node {
            id,
            name: end.root.clone(),
            kind,
            root: end.root.clone(),
        };
        (is_part, node)
    }

    fn know(&mut self, node: (bool, Node)) {
        match self.nodes.get_mut(&node.1.id) {
            Some(known) if node < *known => *known = node,
            Some(_) => {}
            None => {
                self.nodes.insert(node.1.id.clone(), node);
            }
        }
    }
}

/// Returns the interval cut at the end of another.
fn cut(interval: Interval, limit: Option<Interval>) -> Interval {
    let ends = [interval.end, limit.and_then(|l| l.end)];
    Interval::new(interval.start, ends.into_iter().flatten().min())
}

fn insert(
    claims: &mut BTreeMap<Key, BTreeMap<StatementId, Claim>>,
    key: Key,
    id: StatementId,
    claim: Claim,
) {
    let known = claims.entry(key).or_default();
    match known.get_mut(&id) {
        Some(same) => same.confidence = same.confidence.max(claim.confidence),
        None => {
            known.insert(id, claim);
        }
    }
}
