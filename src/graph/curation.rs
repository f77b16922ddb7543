//! Decisions, ready for the fold: who counts as whom, who stays apart, and which statements are wrong or right.
//!
//! In: the decisions of a store and the known actors. Out: a [`Curation`], which answers for one actor or one statement at
//! a time and in whatever order, so the laws of the fold hold with it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Node, View};
use crate::ontology::{ActorId, ActorKind, ActorTable, Direction, RelationId};
use crate::store::{Decision, NamedActor, Subject, Verdict, classes};

/// What people decided; the default decides nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curation {
    /// As whom an actor counts that is the same as another: the one that the schemas know, else the least id.
    actors: BTreeMap<ActorId, NamedActor>,
    apart: BTreeSet<(ActorId, ActorId)>,
    statements: BTreeMap<u64, Verdict>,
    edges: BTreeMap<RelationId, BTreeMap<(ActorId, ActorId), Verdict>>,
}

impl Curation {
    /// Makes decisions ready, in whatever order they come.
    pub fn new(decisions: &[Decision], table: &ActorTable) -> Self {
        let mut curation = Self::default();
        let mut accounts: BTreeMap<&ActorId, &NamedActor> = BTreeMap::new();
        for decision in decisions {
            match &decision.subject {
                Subject::Actors(pair) => {
                    for actor in pair {
                        let known = accounts.entry(&actor.id).or_insert(actor);
                        *known = actor.min(known);
                    }
                    if decision.verdict == Verdict::Different {
                        let [a, b] = pair.each_ref().map(|actor| actor.id.clone());
                        curation.apart.extend([(a.clone(), b.clone()), (b, a)]);
                    }
                }
                Subject::Statement(id) => {
                    curation.statements.insert(id.number(), decision.verdict);
                }
                Subject::Edge(edge) => {
                    let ends = (edge.source.clone(), edge.target.clone());
                    let edges = curation.edges.entry(edge.relation.clone()).or_default();
                    edges.insert(ends, decision.verdict);
                }
            }
        }
        let classes = classes(decisions);
        let mut members: BTreeMap<&ActorId, Vec<&ActorId>> = BTreeMap::new();
        for (id, class) in &classes {
            members.entry(class).or_default().push(id);
        }
        for members in members.into_values() {
            let known = members.iter().find_map(|id| table.find(id));
            let first = match known {
                Some(actor) => NamedActor {
                    id: actor.id.clone(),
                    name: actor.name.clone(),
                    kind: actor.kind,
                    root: table.root_of(actor).name.clone(),
                },
                None => accounts[members[0]].clone(),
            };
            let same = members.into_iter().map(|id| (id.clone(), first.clone()));
            curation.actors.extend(same);
        }
        curation
    }

    /// Returns who an actor is: itself, or the one that stands for all who are the same.
    pub fn who<'i>(&'i self, id: &'i ActorId) -> &'i ActorId {
        self.actors.get(id).map_or(id, |same| &same.id)
    }

    /// Returns the same decisions about actors, and none about statements and edges.
    pub fn without_verdicts(&self) -> Self {
        Self {
            actors: self.actors.clone(),
            apart: self.apart.clone(),
            ..Self::default()
        }
    }

    /// Returns the node of a view as which an actor counts, and whether the actor only belongs to it.
    pub fn node(&self, view: View, actor: &NamedActor, table: &ActorTable) -> (bool, Node) {
        let actor = self.actors.get(&actor.id).unwrap_or(actor);
        let itself = |root: &str| Node {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            root: root.to_owned(),
        };
        if view == View::Actor {
            return (false, itself(&actor.root));
        }
        let root_id = ActorId::from_name(&actor.root);
        let (id, name) = match self.actors.get(&root_id) {
            Some(same) => (same.id.clone(), same.name.as_str()),
            None => (root_id, actor.root.as_str()),
        };
        if self.apart.contains(&(actor.id.clone(), id.clone())) {
            return (false, itself(&actor.name));
        }
        if let Some(heir) = (view == View::Heir).then(|| table.heir(&id)).flatten() {
            let node = Node {
                id: heir.id.clone(),
                name: heir.name.clone(),
                kind: heir.kind,
                root: heir.name.clone(),
            };
            return (true, node);
        }
        let is_part = id != actor.id;
        let kind = match table.find(&id) {
            Some(known) => known.kind,
            None if !is_part || actor.kind == ActorKind::Collective => actor.kind,
            None => ActorKind::State,
        };
        let node = Node {
            id,
            name: name.to_owned(),
            kind,
            root: name.to_owned(),
        };
        (is_part, node)
    }

    /// Returns the ids by which decisions about edges may name an actor, the particular before the general.
    pub fn ids(&self, actor: &NamedActor) -> [ActorId; 4] {
        let root = ActorId::from_name(&actor.root);
        [
            actor.id.clone(),
            self.who(&actor.id).clone(),
            self.who(&root).clone(),
            root,
        ]
    }

    /// Returns what was decided of a statement with that number: of itself, else of its edge between the actors, else between
    /// their roots. The ends are given by their [`Curation::ids`].
    pub fn verdict(
        &self,
        statement: u64,
        (relation, direction): (&RelationId, Direction),
        source: &[ActorId],
        target: &[ActorId],
    ) -> Option<Verdict> {
        if let Some(verdict) = self.statements.get(&statement) {
            return Some(*verdict);
        }
        let edges = self.edges.get(relation)?;
        let is_symmetric = direction == Direction::Symmetric;
        let of = |a: &ActorId, b: &ActorId| edges.get(&(a.clone(), b.clone())).copied();
        let either = |a, b| of(a, b).or_else(|| of(b, a).filter(|_| is_symmetric));
        source
            .iter()
            .find_map(|a| target.iter().find_map(|b| either(a, b)))
    }

    /// Returns the actors together with all that count as one of them or act for one of them by decision, so that no
    /// statement about them is missed.
    pub fn widen(&self, mut actors: BTreeSet<ActorId>) -> BTreeSet<ActorId> {
        let counts = self.actors.iter().filter(|(_, same)| {
            let root = ActorId::from_name(&same.root);
            actors.contains(&same.id) || actors.contains(self.who(&root))
        });
        let wide: Vec<ActorId> = counts.map(|(id, _)| id.clone()).collect();
        actors.extend(wide);
        actors
    }
}
