//! What every query needs: a store, the ontology, a view.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::error::Result;
use crate::extract::{End, Statement, StatementId};
use crate::graph::{Clusters, Curation, Filter, Fold, Graph, Reader, Rules, Sweep, View};
use crate::ontology::{ActorId, Direction, Ontology, RelationId, RelationKind};
use crate::store::{Directory, NamedActor, Selection, Store, Verdict};

/// A store opened for questions.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The store.
    pub store: &'a Store,
    /// The relations and actors.
    pub ontology: &'a Ontology,
    /// Which actors are nodes.
    pub view: View,
    /// The actors that the store names.
    pub actors: Vec<NamedActor>,
    /// What people decided.
    pub curation: Curation,
    clusters: Clusters,
    directory: Directory,
}

impl<'a> Scope<'a> {
    /// Returns the scope of a store.
    pub fn new(store: &'a Store, ontology: &'a Ontology, view: View) -> Result<Self> {
        let directory = store.directory()?;
        let mut actors: Vec<NamedActor> = directory.actors.iter().flatten().cloned().collect();
        actors.sort_unstable();
        Ok(Self {
            store,
            ontology,
            view,
            actors,
            curation: Curation::new(&store.decisions()?, ontology.actors()),
            clusters: store.clusters()?,
            directory,
        })
    }

    /// Returns what a fold goes by in this scope.
    pub(super) fn rules<'f>(&'f self, curation: &'f Curation, filter: &'f Filter) -> Rules<'f> {
        Rules {
            relations: self.ontology.relations(),
            actors: self.ontology.actors(),
            clusters: &self.clusters,
            curation,
            view: self.view,
            filter,
        }
    }

    /// Returns a fold of nothing yet, to be read from the store.
    pub fn reader<'f>(&'f self, filter: &'f Filter) -> Reader<'f> {
        let fold = Fold::new(self.rules(&self.curation, filter));
        Reader::new(fold, &self.directory)
    }

    /// Returns the selection of the claims around some nodes of the view.
    pub(super) fn around(&self, nodes: &BTreeSet<ActorId>) -> Selection {
        Selection {
            touching: Some(self.behind(nodes)),
            ..Selection::default()
        }
    }

    /// Returns the actors of the store whose statements make these nodes, by decisions too.
    pub(super) fn behind(&self, nodes: &BTreeSet<ActorId>) -> BTreeSet<ActorId> {
        self.curation
            .widen(self.view.behind(nodes, self.ontology.actors()))
    }

    /// Returns the node of the view as which an actor counts.
    pub(super) fn node(&self, actor: &NamedActor) -> Found {
        self.node_by(&self.curation, self.view, actor)
    }

    /// Returns the node of another view as which an actor counts by other decisions.
    pub(super) fn node_by(&self, curation: &Curation, view: View, actor: &NamedActor) -> Found {
        let (_, node) = curation.node(view, actor, self.ontology.actors());
        Found {
            id: node.id,
            name: node.name,
        }
    }

    /// Returns the graph that the filter chooses, folded anew each time that its edges are asked for.
    pub fn sweep<'f>(&'f self, filter: &'f Filter) -> Result<Sweep<'f>> {
        let rules = self.rules(&self.curation, filter);
        Sweep::new(self.store, rules, &self.directory)
    }

    /// Returns the graph that the filter chooses.
    pub fn graph(&self, filter: &Filter) -> Result<Graph> {
        let selection = match filter.actors.is_empty() {
            true => Selection::default(),
            false => self.around(&filter.actors),
        };
        let mut reader = self.reader(filter);
        reader.read(self.store, &selection)?;
        Ok(reader.fold.graph())
    }

    /// Returns the edges between two actors, whichever way they point.
    pub fn between(&self, filter: &Filter, a: &ActorId, b: &ActorId) -> Result<Graph> {
        let mut reader = self.reader(filter);
        let ends = [a.clone(), b.clone()].into();
        let selection = Selection {
            within: Some(self.behind(&ends)),
            ..Selection::default()
        };
        reader.read(self.store, &selection)?;
        let graph = reader.fold.graph();
        let (a, b) = (graph.index(a), graph.index(b));
        Ok(graph.subgraph(|edge| {
            let ends = (Some(edge.source), Some(edge.target));
            ends == (a, b) || ends == (b, a)
        }))
    }

    /// Returns the statements behind the edges of a graph, by id.
    pub fn statements(&self, graph: &Graph) -> Result<BTreeMap<StatementId, Statement>> {
        let ids = graph.edges.iter().flat_map(|e| &e.statements).cloned();
        let selection = Selection {
            ids: Some(ids.collect()),
            ..Selection::default()
        };
        let mut statements = BTreeMap::new();
        self.store.visit(&selection, |statement| {
            statements.insert(statement.id.clone(), statement);
        })?;
        Ok(statements)
    }

    /// Returns the node of the view as which an end of a statement counts.
    pub(super) fn end(&self, end: &End) -> Found {
        self.node(&NamedActor::from(end))
    }

    /// Returns whether the ends of a relation play different parts; an unknown relation's do.
    pub(super) fn direction(&self, id: &RelationId) -> Direction {
        let relation = self.ontology.relations().get(id);
        relation.map_or(Direction::Directed, |r| r.direction)
    }

    /// Returns what was decided of a statement.
    pub(super) fn verdict(&self, curation: &Curation, statement: &Statement) -> Option<Verdict> {
        let [source, target] =
            [&statement.source, &statement.target].map(|end| curation.ids(&NamedActor::from(end)));
        let what = (&statement.relation, self.direction(&statement.relation));
        curation.verdict(statement.id.number(), what, &source, &target)
    }

    /// Returns whether two relations cannot hold at once between the same two.
    pub(super) fn excludes(&self, a: &RelationId, b: &RelationId) -> bool {
        let relations = self.ontology.relations();
        let lists = |a: &RelationId, b: &RelationId| {
            relations.get(a).is_some_and(|r| r.excludes.contains(b))
        };
        lists(a, b) || lists(b, a)
    }

    /// Returns what one relation means for the other between the same two: that it ends or excludes it.
    pub(super) fn bearing(&self, of: &RelationId, on: &RelationId) -> Option<&'static str> {
        let relations = self.ontology.relations();
        let is_state = |id| {
            relations
                .get(id)
                .is_some_and(|r| r.kind == RelationKind::State)
        };
        if is_state(on) && relations.get(of).is_some_and(|r| r.ends.contains(on)) {
            Some("ends it")
        } else if self.excludes(of, on) {
            Some("excludes it")
        } else {
            None
        }
    }
}
