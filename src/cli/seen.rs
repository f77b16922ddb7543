//! The graph that was asked for, as it is seen in one view.
//!
//! In: the scope of a store in that view, a filter, an actor to look around. Out: the nodes and edges, held where they
//! lie around an actor, else folded as they are written; and what a file says of their making.

use demarche::export::{self, Limits, Meta, Other, Source};
use demarche::graph::{Filter, Graph, Sweep, View};
use demarche::ontology::ActorId;
use demarche::query::{Flow, Found, Scope, neighbors, resolve_actor};

/// An actor to look around, by any of its names, and how many steps.
pub(super) type Focus<'n> = Option<(&'n str, usize)>;

/// The graph in one view.
pub(super) struct Seen<'a> {
    pub(super) view: View,
    pub(super) meta: Meta,
    focus: Option<Found>,
    whole: Whole<'a>,
}

/// What lies around an actor is held, all of a store is folded as it is written.
enum Whole<'a> {
    Held(Graph),
    Swept(Sweep<'a>),
}

impl<'a> Seen<'a> {
    /// Looks at the store; `meta` gets the title where it has none.
    pub(super) fn new(
        scope: &'a Scope<'_>,
        filter: &'a Filter,
        focus: Focus<'_>,
        mut meta: Meta,
    ) -> anyhow::Result<Self> {
        let actor = focus.map(|(name, _)| resolve_actor(scope, name));
        let actor = actor.transpose()?;
        let whole = match (&actor, focus) {
            (Some(actor), Some((_, hops))) => {
                let found = neighbors(scope, filter, &actor.id, hops, Flow::Both, usize::MAX)?;
                Whole::Held(found.graph)
            }
            _ => Whole::Swept(scope.sweep(filter)?),
        };
        if let (Some(actor), true) = (&actor, meta.title.is_empty()) {
            meta.title = format!("Around {}", actor.name);
        }
        Ok(Self {
            view: scope.view,
            meta,
            focus: actor,
            whole,
        })
    }

    pub(super) fn focus(&self) -> Option<&ActorId> {
        self.focus.as_ref().map(|actor| &actor.id)
    }

    pub(super) fn source(&self) -> Source<'_> {
        match &self.whole {
            Whole::Held(graph) => graph.into(),
            Whole::Swept(sweep) => sweep.into(),
        }
    }

    /// Returns the strongest part.
    pub(super) fn strongest(&self, limits: Limits) -> std::io::Result<Graph> {
        export::strongest(self.source(), limits, self.focus())
    }

    /// Returns it as the other view of a page, its whole or a part of it.
    pub(super) fn as_other<'s>(&'s self, graph: Source<'s>) -> Other<'s> {
        Other {
            view: self.view,
            graph,
            meta: &self.meta,
            focus: self.focus(),
        }
    }
}
