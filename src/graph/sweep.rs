//! A fold of a whole store that never holds more than the claims of one actor.
//!
//! In: the bundles of a store, actor by actor. Out: the nodes of the graph, and its edges in their order, one at a
//! time, as often as they are asked for. An edge depends on nothing but the claims between its two actors, so
//! they are folded pair by pair; a first sweep learns which nodes and relations there are, how many edges touch
//! each node, and the numbers of the statements behind them all.

use std::collections::{BTreeMap, BTreeSet};

use super::derive::{Draft, Order};
use super::{Edge, Fold, Node, Reader, Rules};
use crate::error::{Error, Result};
use crate::extract::StatementId;
use crate::ontology::RelationId;
use crate::store::{self, Directory, Moment, Store};

/// A graph whose edges are folded anew each time that they are asked for.
///
/// Invariant: nodes and edges are those that [`Fold::graph`] gives, in the same order.
#[derive(Debug)]
pub struct Sweep<'a> {
    store: &'a Store,
    rules: Rules<'a>,
    directory: &'a Directory,
    nodes: Vec<Node>,
    degrees: Vec<usize>,
    n_edges: usize,
    relations: BTreeSet<RelationId>,
    statements: Vec<u64>,
    /// The index of each node of the fold.
    places: Vec<usize>,
    /// What is swept twice must be the same twice.
    _moment: Moment<'a>,
}

impl<'a> Sweep<'a> {
    /// Sweeps over the store for the first time.
    pub fn new(store: &'a Store, rules: Rules<'a>, directory: &'a Directory) -> Result<Self> {
        let mut sweep = Self {
            _moment: store.moment()?,
            store,
            rules,
            directory,
            nodes: Vec::new(),
            degrees: Vec::new(),
            n_edges: 0,
            relations: BTreeSet::new(),
            statements: Vec::new(),
            places: Vec::new(),
        };
        let mut walk = Walk::new(&sweep);
        let mut degrees = vec![0; walk.reader.fold.nodes.len()];
        walk.run(store, |draft| {
            degrees[draft.key.0 as usize] += 1;
            degrees[draft.key.1 as usize] += 1;
            sweep.n_edges += 1;
            if !sweep.relations.contains(&draft.edge.relation) {
                sweep.relations.insert(draft.edge.relation);
            }
            let numbers = draft.edge.statements.iter().map(StatementId::number);
            sweep.statements.extend(numbers);
            Ok::<_, Error>(())
        })?;
        sweep.statements.sort_unstable();
        let accounts = walk.reader.fold.accounts();
        sweep.places = vec![0; degrees.len()];
        for node in walk.nodes.iter().map(|&node| node as usize) {
            if degrees[node] == 0 {
                continue;
            }
            sweep.places[node] = sweep.nodes.len();
            let account = accounts[node].expect("a node of an edge was named");
            sweep.nodes.push(account.clone());
            sweep.degrees.push(degrees[node]);
        }
        Ok(sweep)
    }

    /// Returns the actors, sorted by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns how many edges touch each node.
    pub fn degrees(&self) -> &[usize] {
        &self.degrees
    }

    /// Returns the number of edges.
    pub fn n_edges(&self) -> usize {
        self.n_edges
    }

    /// Returns the relations of the edges.
    pub fn relations(&self) -> &BTreeSet<RelationId> {
        &self.relations
    }

    /// Returns the numbers of the statements behind the edges, sorted.
    pub fn statements(&self) -> &[u64] {
        &self.statements
    }

    /// Calls `take` with every edge, sorted by source, target and relation, until it fails.
    pub fn edges<E: From<Error>>(
        &self,
        mut take: impl FnMut(&Edge) -> Result<(), E>,
    ) -> Result<(), E> {
        Walk::new(self).run(self.store, |draft| {
            let [source, target] = [draft.key.0, draft.key.1].map(|n| self.places[n as usize]);
            take(&Edge {
                source,
                target,
                ..draft.edge
            })
        })
    }
}

/// A way through the store: one node after the other, in the order of their ids.
struct Walk<'a> {
    reader: Reader<'a>,
    order: Order,
    /// The nodes of the fold, sorted by id.
    nodes: Vec<u32>,
    /// The actors of the store that count as a node.
    actors: BTreeMap<u32, Vec<u32>>,
}

/// A claim on its way into the fold: the place of the other node, and source, relation and target in the fold.
type Around = (u32, [u32; 3], store::Claim);

impl<'a> Walk<'a> {
    fn new(sweep: &Sweep<'a>) -> Self {
        let mut reader = Reader::new(Fold::new(sweep.rules), sweep.directory);
        let mut actors: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (key, _) in (0..).zip(&sweep.directory.actors) {
            if let Some(party) = reader.party(key) {
                let node = reader.fold.node_of(party);
                actors.entry(node).or_default().push(key);
            }
        }
        for (key, _) in (0..).zip(&sweep.directory.relations) {
            reader.relation(key);
        }
        let order = Order::of(&reader.fold);
        let mut nodes: Vec<u32> = actors.keys().copied().collect();
        nodes.sort_unstable_by_key(|&node| order.nodes[node as usize]);
        Self {
            reader,
            order,
            nodes,
            actors,
        }
    }

    /// Calls `take` with every edge in order.
    fn run<E: From<Error>>(
        &mut self,
        store: &Store,
        mut take: impl FnMut(Draft) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut around: Vec<Around> = Vec::new();
        for place in 0..self.nodes.len() {
            let node = self.nodes[place];
            self.read(store, node, &mut around)?;
            let fold = &mut self.reader.fold;
            for pair in around.chunk_by(|a, b| a.0 == b.0) {
                for (_, [source, relation, target], claim) in pair {
                    fold.take(*source, *relation, *target, claim);
                }
                fold.edges_from(node, &self.order)
                    .into_iter()
                    .try_for_each(&mut take)?;
                fold.claims.clear();
            }
        }
        Ok(())
    }

    /// Reads the claims around a node, sorted by the other node.
    fn read(&mut self, store: &Store, node: u32, around: &mut Vec<Around>) -> Result<()> {
        around.clear();
        let Self {
            reader,
            order,
            actors,
            ..
        } = self;
        for &key in actors.get(&node).into_iter().flatten() {
            store.claims_of(key, |claim| {
                let ends = [claim.source, claim.target].map(|end| reader.party(end));
                let relation = reader.relation(claim.relation);
                if let ([Some(source), Some(target)], Some(relation)) = (ends, relation) {
                    let ends = [source, target].map(|party| reader.fold.node_of(party));
                    let other = if ends[0] == node { ends[1] } else { ends[0] };
                    let place = order.nodes[other as usize];
                    around.push((place, [source, relation, target], *claim));
                }
            })?;
        }
        around.sort_unstable_by_key(|(place, ..)| *place);
        Ok(())
    }
}
