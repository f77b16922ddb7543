//! Names: what a user types becomes actors and relations.
//!
//! Identity is decided by ids, canonical names and aliases alone; likeness only suggests.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::error::{Error, Result};
use crate::graph::{Curation, View};
use crate::ontology::{ActorId, ActorKind, Ontology, RelationId};
use crate::store::NamedActor;

/// Likeness from which on a name is suggested: an error in every third or fourth letter at most.
const LIKE: f64 = 0.7;
/// How many names are suggested at most.
const N_SUGGESTED: usize = 3;

/// The actor that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id in the view.
    pub id: ActorId,
    /// Its canonical name in the view.
    pub name: String,
}

/// Returns the actor that a name means in the scope's view; a person or organ becomes its root in the
/// root view. A last name will do where only one person of the store has it.
///
/// # Errors
/// [`Error::NotFound`] with suggestions where nobody goes by the name or the store does not name them.
pub fn resolve_actor(scope: &Scope<'_>, name: &str) -> Result<Found> {
    resolve(scope, &scope.curation, scope.view, name)
}

/// Returns the actor that a name means in a view where nobody has decided who is the same or apart.
///
/// # Errors
/// As [`resolve_actor`].
pub fn resolve_undecided(scope: &Scope<'_>, view: View, name: &str) -> Result<Found> {
    resolve(scope, &Curation::default(), view, name)
}

fn resolve(scope: &Scope<'_>, curation: &Curation, view: View, name: &str) -> Result<Found> {
    let node = |actor: &NamedActor| scope.node_by(curation, view, actor);
    let slug = ActorId::from_name(name.trim());
    let named = scope.ontology.actors().named(name);
    let known = named.iter().map(|actor| NamedActor {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        root: scope.ontology.actors().root_of(actor).name.clone(),
    });
    let told = scope
        .actors
        .iter()
        .filter(|a| a.id == slug || a.name.to_lowercase() == name.trim().to_lowercase())
        .cloned();
    let surname = surname(scope, name).cloned();
    let candidates = known.chain(told).chain(surname);
    let mut candidates: Vec<Found> = candidates.map(|actor| node(&actor)).collect();
    let nodes: BTreeMap<ActorId, String> = scope
        .actors
        .iter()
        .map(node)
        .map(|found| (found.id, found.name))
        .collect();
    if let Some(name) = nodes.get(&slug) {
        candidates.push(Found {
            id: slug,
            name: name.clone(),
        });
    }
    if let Some(found) = candidates.iter().find(|c| nodes.contains_key(&c.id)) {
        return Ok(found.clone());
    }
    Err(Error::not_found(match candidates.first() {
        Some(known) => format!("no statement names {}", known.name),
        None => format!(
            "no actor goes by the name {name:?}{}",
            suggest(name, scope, view, &nodes)
        ),
    }))
}

/// Returns the one person of the store with that last name.
fn surname<'s>(scope: &'s Scope<'_>, name: &str) -> Option<&'s NamedActor> {
    let name = format!(" {}", name.trim().to_lowercase());
    let has_name =
        |a: &&NamedActor| a.kind == ActorKind::Person && a.name.to_lowercase().ends_with(&name);
    let first = scope.actors.iter().find(has_name)?;
    let is_same = |a: &NamedActor| a.id == first.id;
    scope
        .actors
        .iter()
        .filter(has_name)
        .all(is_same)
        .then_some(first)
}

/// Returns the relations that a user lists.
///
/// # Errors
/// [`Error::NotFound`] with suggestions where there is no such relation.
pub fn resolve_relations(ontology: &Ontology, names: &[String]) -> Result<BTreeSet<RelationId>> {
    let ids = ontology.relations();
    names
        .iter()
        .map(|name| {
            let id = RelationId::from(ActorId::from_name(name).as_str());
            if ids.contains_key(&id) {
                return Ok(id);
            }
            let hint = suggestion(id.as_str(), ids.keys().map(|id| id.as_str()));
            Err(Error::not_found(format!(
                "there is no relation {name:?}{hint}; `demarche relations` lists all"
            )))
        })
        .collect()
}

fn suggest(name: &str, scope: &Scope<'_>, view: View, nodes: &BTreeMap<ActorId, String>) -> String {
    let table = scope.ontology.actors();
    let told = nodes.values().map(|n| (n.as_str(), n.as_str()));
    let aliases = table.aliases().iter().filter_map(|alias| {
        let actor = table.actor(alias.actor);
        let node = match view {
            View::Actor => actor,
            View::Root | View::Heir => table.root_of(actor),
        };
        let name = nodes.get(&node.id)?;
        Some((alias.text.as_str(), name.as_str()))
    });
    hint(&likest(name, told.chain(aliases)))
}

/// Returns "; did you mean …?" with the likest names, or nothing where none is like.
pub fn suggestion<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
    hint(&likest(wanted, names.map(|name| (name, name))))
}

fn hint(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => format!("; did you mean {}?", names.join(", ")),
    }
}

/// Returns the likest of several names, given as what is compared and what is said.
fn likest<'n>(wanted: &str, names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<&'n str> {
    let wanted = wanted.trim().to_lowercase();
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for (compared, said) in names {
        let compared = compared.to_lowercase();
        let is_part = wanted.len() > 3 && compared.split(' ').any(|word| word == wanted);
        let likeness = if is_part {
            0.95
        } else {
            strsim::jaro_winkler(&wanted, &compared)
        };
        if likeness >= LIKE {
            let known = best.entry(said).or_default();
            *known = known.max(likeness);
        }
    }
    let mut names: Vec<(&str, f64)> = best.into_iter().collect();
    names.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    names
        .iter()
        .take(N_SUGGESTED)
        .map(|(name, _)| *name)
        .collect()
}
