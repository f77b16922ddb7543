//! The table of actors: everybody the schemas know, by id and by alias.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::RelationId;
use super::actor::{Actor, ActorId, ActorKind};
use crate::time::Interval;

/// How an alias names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AliasKind {
    /// A name or abbreviation.
    Name,
    /// Adjective and people: "Russian", "Russians".
    Demonym,
    /// The capital: the state when it acts, a place otherwise.
    Capital,
    /// A palace or seat that always stands for the state: "the Kremlin".
    Metonym,
    /// A town or region, never an agent.
    Place,
}

impl AliasKind {
    /// Returns the kind that `aliases.csv` writes so.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "name" | "abbreviation" => Self::Name,
            "demonym" => Self::Demonym,
            "capital" => Self::Capital,
            "metonym" => Self::Metonym,
            "place" => Self::Place,
            _ => return None,
        })
    }
}

/// One way to name an actor, at some time.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The words.
    pub text: String,
    /// Index of the actor in [`ActorTable::actors`].
    pub actor: usize,
    /// How they name it.
    pub kind: AliasKind,
    /// When they do.
    pub valid: Interval,
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Index of the person.
    pub person: usize,
    /// Index of the state, organisation or group.
    pub actor: usize,
    /// The role phrase.
    pub office: String,
    /// From when to when.
    pub held: Interval,
}

/// What a role word says of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleClass {
    /// Who heads it.
    Head,
    /// Who acts for it.
    Member,
    /// Its troops.
    Forces,
    /// Its ministry, court or parliament.
    Organ,
    /// Its people.
    People,
    /// A party in it.
    Party,
    /// Those who fight or oppose it: an actor of their own.
    Rebels,
}

impl RoleClass {
    /// Returns the class that `roles.csv` writes so.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "head" => Self::Head,
            "member" => Self::Member,
            "forces" => Self::Forces,
            "organ" => Self::Organ,
            "people" => Self::People,
            "party" => Self::Party,
            "rebels" => Self::Rebels,
            _ => return None,
        })
    }

    /// Returns what sort of actor its holder is.
    pub fn kind(self) -> ActorKind {
        match self {
            Self::Head | Self::Member => ActorKind::Person,
            Self::Organ | Self::Forces => ActorKind::Organ,
            Self::People => ActorKind::People,
            Self::Party | Self::Rebels => ActorKind::Group,
        }
    }
}

/// A role word: "foreign minister".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Lower case, singular.
    pub phrase: String,
    /// What it says of its holder.
    pub class: RoleClass,
    /// What the holder is to the actor: `leads`, `represents`, or nothing.
    pub relation: Option<RelationId>,
}

/// Everybody the schemas know.
#[derive(Debug, Clone, Default)]
pub struct ActorTable {
    pub(crate) actors: Vec<Actor>,
    pub(crate) by_id: HashMap<ActorId, usize>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) offices: Vec<Office>,
    pub(crate) roles: BTreeMap<String, Role>,
    pub(crate) epithets: BTreeMap<String, BTreeSet<ActorId>>,
    pub(crate) successors: Vec<(usize, usize)>,
}

impl ActorTable {
    /// Returns all actors, in the order of the files.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Returns the actor at an index that this table gave.
    pub fn actor(&self, idx: usize) -> &Actor {
        &self.actors[idx]
    }

    /// Returns the actor with that id.
    pub fn find(&self, id: &ActorId) -> Option<&Actor> {
        self.index(id).map(|idx| &self.actors[idx])
    }

    /// Returns the index of the actor with that id.
    pub fn index(&self, id: &ActorId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Returns the actor for which this one acts; itself where it acts for nobody.
    pub fn root_of(&self, actor: &Actor) -> &Actor {
        let mut root = self
            .find(&actor.root)
            .expect("loading checks that roots exist");
        while root.root != root.id {
            root = self
                .find(&root.root)
                .expect("loading checks that roots exist");
        }
        root
    }

    /// Returns all aliases, names included.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// Returns all offices.
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// Returns whether states call their organs or forces so, in small letters: "high court", "police".
    pub fn is_organ(&self, phrase: &str) -> bool {
        let role = self.role(phrase);
        role.is_some_and(|r| matches!(r.class, RoleClass::Organ | RoleClass::Forces))
    }

    /// Returns the role that a phrase names, lower case and singular.
    pub fn role(&self, phrase: &str) -> Option<&Role> {
        self.roles.get(phrase)
    }

    /// Returns of whom a noun is said that names only some: "the kingdom", "the island"; none for any other noun.
    pub fn epithet(&self, noun: &str) -> Option<&BTreeSet<ActorId>> {
        self.epithets.get(noun)
    }

    /// Returns the role phrases.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.values()
    }

    /// Returns the states that followed on this one.
    pub fn successors(&self, actor: usize) -> impl Iterator<Item = &Actor> {
        self.successors
            .iter()
            .filter(move |(before, _)| *before == actor)
            .map(|&(_, after)| &self.actors[after])
    }

    /// Returns the state that continues a historical one today: its only successor, or the one that kept
    /// its capital; `None` where it goes on itself or nobody alone continues it.
    pub fn heir(&self, id: &ActorId) -> Option<&Actor> {
        let mut heir = None;
        let mut place = self.index(id)?;
        // A state has few forebears; a circle of them in somebody's schemas must end.
        for _ in 0..9 {
            let Some(next) = self.next_heir(place) else {
                break;
            };
            place = next;
            heir = Some(&self.actors[next]);
        }
        heir
    }

    fn next_heir(&self, place: usize) -> Option<usize> {
        self.actors[place].existence.end?;
        let successors = || {
            self.successors
                .iter()
                .filter(|(before, _)| *before == place)
        };
        let capitals = |idx: usize| {
            let of_it =
                move |alias: &&Alias| alias.actor == idx && alias.kind == AliasKind::Capital;
            self.aliases
                .iter()
                .filter(of_it)
                .map(|alias| alias.text.as_str())
        };
        let ours: Vec<&str> = capitals(place).collect();
        let mut kept = successors().map(|&(_, after)| after).filter(|&after| {
            successors().count() == 1 || capitals(after).any(|c| ours.contains(&c))
        });
        kept.next().filter(|_| kept.next().is_none())
    }

    /// Returns the historical states that an actor continues.
    pub fn forebears(&self, id: &ActorId) -> impl Iterator<Item = &Actor> {
        let is_heir = move |before: &usize| {
            let heir = self.heir(&self.actors[*before].id);
            heir.is_some_and(|heir| heir.id == *id)
        };
        let mut befores: Vec<usize> = self.successors.iter().map(|(before, _)| *before).collect();
        befores.dedup();
        befores
            .into_iter()
            .filter(is_heir)
            .map(|before| &self.actors[before])
    }

    /// Returns every actor that goes by a name, ignoring case and a leading "the", canonical names first.
    pub fn named(&self, name: &str) -> Vec<&Actor> {
        let fold = |text: &str| {
            let text = text.trim().to_lowercase();
            text.strip_prefix("the ")
                .map_or(text.clone(), str::to_owned)
        };
        let wanted = fold(name);
        let mut found: Vec<usize> = (0..self.actors.len())
            .filter(|&idx| {
                fold(&self.actors[idx].name) == wanted || self.actors[idx].id.as_str() == wanted
            })
            .collect();
        for alias in &self.aliases {
            if fold(&alias.text) == wanted && !found.contains(&alias.actor) {
                found.push(alias.actor);
            }
        }
        found.into_iter().map(|idx| &self.actors[idx]).collect()
    }
}
