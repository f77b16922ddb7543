//! A graph out of a store.

use super::{Filter, Fold, Graph, Rules, View};
use crate::error::Result;
use crate::ontology::Ontology;
use crate::store::{Selection, Store};

/// Returns the graph of all statements of a store that the filter asks for.
pub fn load(store: &Store, ontology: &Ontology, view: View, filter: &Filter) -> Result<Graph> {
    let clusters = store.clusters()?;
    let rules = Rules {
        relations: ontology.relations(),
        actors: ontology.actors(),
        clusters: &clusters,
        view,
        filter,
    };
    let mut fold = Fold::new(rules);
    store.visit(&selection(rules), |statement| fold.add(&statement))?;
    Ok(fold.graph())
}

/// Returns the statements that a fold by these rules needs, and perhaps some more.
fn selection(rules: Rules<'_>) -> Selection {
    let filter = rules.filter;
    Selection {
        relations: filter.needed_relations(rules.relations),
        touching: (!filter.actors.is_empty()).then(|| filter.actors.clone()),
        ..Selection::default()
    }
}
