//! The names by which a reader may look for a node.
//!
//! In: an [`Export`] with its background. Out: for each node the other names of the actor, and the names of
//! those that are folded into it, so that a minister is found in the view of states too.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::Export;
use crate::ontology::{ActorId, AliasKind};

/// Returns the names of each node beside its own, sorted.
pub(super) fn of_nodes(export: &Export<'_>) -> Vec<BTreeSet<String>> {
    let nodes = export.graph.nodes();
    let mut names = vec![BTreeSet::new(); nodes.len()];
    let index = |id: &ActorId| nodes.binary_search_by(|node| node.id.cmp(id)).ok();
    let mut places: BTreeMap<&ActorId, BTreeSet<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        places.entry(&node.id).or_default().insert(i);
    }
    for actor in export.background.actors {
        let root = || index(&ActorId::from_name(&actor.root));
        if let Some(i) = index(&actor.id).or_else(root) {
            names[i].insert(actor.name.clone());
            places.entry(&actor.id).or_default().insert(i);
        }
    }
    if let Some(table) = export.background.table {
        for alias in table
            .aliases()
            .iter()
            .filter(|a| a.kind != AliasKind::Place)
        {
            for &i in places
                .get(&table.actor(alias.actor).id)
                .into_iter()
                .flatten()
            {
                names[i].insert(alias.text.clone());
            }
        }
    }
    for (names, node) in names.iter_mut().zip(nodes) {
        names.remove(&node.name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Background;
    use crate::export::fixture::Fixture;
    use crate::ontology::{ActorKind, Ontology};
    use crate::store::NamedActor;

    #[test]
    fn a_state_is_found_by_its_other_names_and_by_its_people() {
        let ontology = Ontology::built_in().unwrap();
        let sample = Fixture::small();
        let putin = NamedActor {
            id: ActorId::from_name("Vladimir Putin"),
            name: "Vladimir Putin".into(),
            kind: ActorKind::Person,
            root: "Russia".into(),
        };
        let actors = [putin];
        let mut export = sample.export();
        export.background = Background {
            actors: &actors,
            table: Some(ontology.actors()),
            ..Background::default()
        };
        let names = of_nodes(&export);
        let russia = sample.graph.index(&ActorId::from_name("Russia")).unwrap();
        for name in ["Vladimir Putin", "Kremlin", "Moscow"] {
            assert!(names[russia].iter().any(|n| n.contains(name)), "{name}");
        }
        assert!(!names[russia].contains("Russia"));
    }
}
