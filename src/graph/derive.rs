//! The graph of a fold: what the claims of each edge come to.
//!
//! In: the claims that a [`Fold`] has collected, in whatever order. Out: the [`Graph`], or the edges of one
//! actor. Each edge is computed from its own claims and those of the relations that end it or exclude it,
//! all of them between the same two actors.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::claim::{Claim, Closers};
use super::fold::{Fold, Key};
use super::{Edge, Graph, span};
use crate::ontology::{ActorKind, Direction, RelationId, RelationKind};
use crate::store;
use crate::time::{Interval, PartialDate};

/// Returns 1 − Π(1 − c), rounded to three decimals: how sure independent sources are together.
pub fn noisy_or(confidences: impl IntoIterator<Item = f64>) -> f64 {
    let mut doubts: Vec<f64> = confidences.into_iter().map(|c| 1.0 - c).collect();
    // Products of many factors differ in the last digit by their order.
    doubts.sort_unstable_by(f64::total_cmp);
    let doubt: f64 = doubts.into_iter().product();
    ((1.0 - doubt) * 1000.0).round() / 1000.0
}

/// An edge on its way into the graph.
pub(super) struct Draft {
    pub(super) key: Key,
    /// Its ends are not placed yet.
    pub(super) edge: Edge,
    /// The times of which its assertions speak for certain.
    attested: Vec<Interval>,
}

/// The places of a fold's nodes and relations in the order of their ids.
pub(super) struct Order {
    pub(super) nodes: Vec<u32>,
    relations: Vec<u32>,
}

impl Order {
    pub(super) fn of(fold: &Fold<'_>) -> Self {
        Self {
            nodes: ranks(fold.nodes.iter()),
            relations: ranks(fold.relations.iter().map(|r| &r.id)),
        }
    }

    fn of_key(&self, (source, target, relation): Key) -> [u32; 3] {
        let [source, target] = [source, target].map(|node| self.nodes[node as usize]);
        [source, target, self.relations[relation as usize]]
    }
}

impl Fold<'_> {
    /// Returns the graph of what was collected.
    pub fn graph(&self) -> Graph {
        let order = Order::of(self);
        let mut keys: Vec<Key> = self.claims.keys().copied().collect();
        keys.sort_unstable_by_key(|&key| order.of_key(key));
        let drafts = keys.par_iter().filter_map(|&key| self.draft(key)).collect();
        self.assemble(self.chosen(drafts), &order.nodes)
    }

    /// Returns the edges that lead from a node, in order; everything about the pairs of nodes that they join
    /// must have been collected.
    pub(super) fn edges_from(&self, node: u32, order: &Order) -> Vec<Draft> {
        // What leads to the node may exclude what leads from it.
        let concerns = |key: &Key| key.0 == node || self.relations[key.2 as usize].is_exclusive;
        let mut keys: Vec<Key> = self.claims.keys().copied().filter(concerns).collect();
        keys.sort_unstable_by_key(|&key| order.of_key(key));
        let drafts = keys.into_iter().filter_map(|key| self.draft(key)).collect();
        let mut drafts = self.chosen(drafts);
        drafts.retain(|draft| draft.key.0 == node);
        drafts
    }

    /// Returns the drafts that the filter takes, those that exclude one another marked.
    fn chosen(&self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        for idx in self.excluded(&drafts) {
            drafts[idx].edge.contradicted = true;
        }
        let filter = self.rules.filter;
        drafts.retain(|draft| {
            filter.takes_relation(&draft.edge.relation, self.rules.relations)
                && draft.edge.confidence >= filter.min_confidence
        });
        drafts
    }

    /// Returns which edges hold at the same time as one that excludes them.
    fn excluded(&self, drafts: &[Draft]) -> BTreeSet<usize> {
        let mut pairs: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
        for (idx, draft) in drafts.iter().enumerate() {
            let (source, target, relation) = draft.key;
            if self.relations[relation as usize].is_exclusive {
                let pair = (source.min(target), source.max(target));
                pairs.entry(pair).or_default().push(idx);
            }
        }
        let mut excluded = BTreeSet::new();
        for group in pairs.into_values() {
            for (n, &a) in group.iter().enumerate() {
                for &b in &group[n + 1..] {
                    let (ours, theirs) = (&drafts[a], &drafts[b]);
                    let (x, y) = (&ours.edge.relation, &theirs.edge.relation);
                    let ends = self.ends(x, y) || self.ends(y, x);
                    let meet = |x: &Interval, y: &Interval| {
                        if ends { x.crosses(y) } else { x.overlaps(y) }
                    };
                    let overlap = || {
                        let theirs = &theirs.attested;
                        ours.attested
                            .iter()
                            .any(|x| theirs.iter().any(|y| meet(x, y)))
                    };
                    let is_same_way = ours.key.0 == theirs.key.0 || self.is_either_way(x, y);
                    if is_same_way && (self.excludes(x, y) || self.excludes(y, x)) && overlap() {
                        excluded.extend([a, b]);
                    }
                }
            }
        }
        excluded
    }

    fn assemble(&self, drafts: Vec<Draft>, ranks: &[u32]) -> Graph {
        let mut numbers: Vec<u32> = drafts.iter().flat_map(|d| [d.key.0, d.key.1]).collect();
        numbers.sort_unstable_by_key(|&number| ranks[number as usize]);
        numbers.dedup();
        let mut places = vec![0; self.nodes.len()];
        for (place, &number) in numbers.iter().enumerate() {
            places[number as usize] = place;
        }
        let accounts = self.accounts();
        let account = |&number: &u32| accounts[number as usize].cloned();
        let edges = drafts.into_iter().map(|draft| Edge {
            source: places[draft.key.0 as usize],
            target: places[draft.key.1 as usize],
            ..draft.edge
        });
        Graph {
            edges: edges.collect(),
            nodes: numbers
                .iter()
                .map(|n| account(n).expect("a node of an edge was named"))
                .collect(),
        }
    }

    /// Returns the edge of the claims that count; `None` where none is left.
    fn draft(&self, key: Key) -> Option<Draft> {
        let claims = united(&self.claims[&key]);
        let filter = self.rules.filter;
        let relation = &self.relations[key.2 as usize];
        let kind = relation.kind;
        let mut closers = Closers::of(self.lifetime(key), claims.iter());
        if kind == RelationKind::State {
            self.ends_of(key, &mut closers);
        }
        let counted: Vec<(&Claim, Option<Interval>)> = claims
            .iter()
            .map(|claim| {
                let time = if kind == RelationKind::State && claim.is_assertion() {
                    claim.closed(&closers)
                } else {
                    claim.assumed(kind, &closers)
                };
                (claim, time)
            })
            .filter(|(_, time)| {
                filter
                    .valid
                    .is_none_or(|window| time.is_some_and(|t| t.overlaps(&window)))
            })
            .collect();
        let asserting: Vec<&Claim> = counted
            .iter()
            .filter(|(c, _)| c.is_assertion())
            .map(|(c, _)| *c)
            .collect();
        let n_denied = counted.iter().filter(|(c, _)| c.negated).count();
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
            .filter(|(c, _)| speaks(c) && c.told(kind).is_some())
            .filter_map(|(_, time)| *time)
            .collect();
        let mut intervals = span::unite(told, kind);
        if let Some(window) = filter.valid {
            intervals.retain(|i| i.overlaps(&window));
        }
        let attested: Vec<Interval> = counted
            .iter()
            .filter(|(c, _)| c.is_assertion())
            .filter_map(|(c, time)| Some(cut(c.attested(kind, &closers)?, *time)))
            .collect();
        let denied = counted.iter().filter(|(c, _)| c.is_denial());
        let contradicted = denied
            .filter_map(|(c, _)| c.attested(kind, &closers))
            .any(|denial| attested.iter().any(|a| a.overlaps(&denial)));
        let mut sources: BTreeMap<u64, f64> = BTreeMap::new();
        for claim in &asserting {
            let best = sources.entry(claim.source).or_default();
            *best = best.max(claim.confidence);
        }
        let seen = || {
            counted
                .iter()
                .filter(|(c, _)| speaks(c))
                .filter_map(|(c, _)| c.seen)
        };
        let edge = Edge {
            source: 0,
            target: 0,
            relation: relation.id.clone(),
            intervals,
            n_asserted: asserting.len(),
            n_denied,
            n_unrealised,
            n_sources: sources.len(),
            confidence: noisy_or(sources.into_values()),
            first_seen: seen().min(),
            last_seen: seen().max(),
            statements: counted
                .iter()
                .map(|(c, _)| store::statement_id(c.id))
                .collect(),
            contradicted,
        };
        Some(Draft {
            key,
            edge,
            attested,
        })
    }

    /// Returns when the first of the two actors ceased to exist; people outlive their offices.
    fn lifetime(&self, key: Key) -> Option<PartialDate> {
        [key.0, key.1]
            .iter()
            .filter_map(|&node| self.rules.actors.find(&self.nodes[node as usize]))
            .filter(|actor| actor.kind != ActorKind::Person)
            .filter_map(|actor| actor.existence.end)
            .min_by_key(|end| end.last_day())
    }

    /// Collects when relations that end the one of `key` happened between the same two actors.
    fn ends_of(&self, key: Key, closers: &mut Closers) {
        let id = &self.relations[key.2 as usize].id;
        for ender in self
            .rules
            .relations
            .values()
            .filter(|r| r.ends.contains(id))
        {
            let Some(&number) = self.relation_numbers.get(&ender.id) else {
                continue;
            };
            let mut claims: Vec<&Claim> = Vec::new();
            claims.extend(
                self.claims
                    .get(&(key.0, key.1, number))
                    .into_iter()
                    .flatten(),
            );
            if self.is_either_way(id, &ender.id) {
                claims.extend(
                    self.claims
                        .get(&(key.1, key.0, number))
                        .into_iter()
                        .flatten(),
                );
            }
            closers.end_at(claims.into_iter());
        }
    }

    fn ends(&self, of: &RelationId, on: &RelationId) -> bool {
        let relation = self.rules.relations.get(of);
        relation.is_some_and(|r| r.ends.contains(on))
    }

    fn excludes(&self, a: &RelationId, b: &RelationId) -> bool {
        let relation = self.rules.relations.get(a);
        relation.is_some_and(|r| r.excludes.contains(b))
    }

    /// Returns whether two relations meet whichever way the second points.
    fn is_either_way(&self, a: &RelationId, b: &RelationId) -> bool {
        let is_symmetric = |id: &RelationId| {
            let relation = self.rules.relations.get(id);
            relation.is_some_and(|r| r.direction == Direction::Symmetric)
        };
        is_symmetric(a) || is_symmetric(b)
    }
}

/// Returns the claims by id, of each the surest reading.
fn united(claims: &[Claim]) -> Vec<Claim> {
    let mut claims = claims.to_vec();
    claims.sort_unstable_by(|a, b| a.id.cmp(&b.id).then(b.confidence.total_cmp(&a.confidence)));
    claims.dedup_by_key(|claim| claim.id);
    claims
}

/// Returns the place of each item in the sorted order.
fn ranks<'i, T: Ord + 'i>(items: impl Iterator<Item = &'i T>) -> Vec<u32> {
    let mut order: Vec<(&T, usize)> = items.enumerate().map(|(n, item)| (item, n)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, n)) in (0..).zip(order) {
        ranks[n] = rank;
    }
    ranks
}

/// Returns the interval cut at the end of another.
fn cut(interval: Interval, limit: Option<Interval>) -> Interval {
    let ends = [interval.end, limit.and_then(|l| l.end)];
    Interval::new(interval.start, ends.into_iter().flatten().min())
}
