//! Identity: whom a name of the ontology means in an article.
//!
//! In: an alias where it stands, or an actor, and the day. Out: a [`CastMember`]. A place, a kind of members ("Western allies")
//! and an administration keep the name that the text gives them and act for their state or collective; a person acts for whom
//! the office of that day says.

use super::cast::CastMember;
use crate::ontology::{Actor, ActorId, ActorKind, ActorTable, Alias, AliasKind};
use crate::time::PartialDate;

/// Words before a name that say which part of it: "southern Lebanon" is no place of its own.
const SIDES: [&str; 14] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "occupied",
];

/// Last words of a collective's names that say no more than its own: "Western powers" are the Western countries.
const ALL_OF_THEM: [&str; 6] = [
    "country",
    "countries",
    "nations",
    "states",
    "powers",
    "West",
];

/// Returns whom an actor of the ontology is in an article of that day.
pub(super) fn known(
    table: &ActorTable,
    actor: &Actor,
    published: Option<PartialDate>,
) -> CastMember {
    let root = employer(table, actor, published).unwrap_or_else(|| table.root_of(actor));
    CastMember {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        root: root.id.clone(),
        root_name: root.name.clone(),
    }
}

/// Returns whom an alias means; an adjective names all of its actor.
pub(super) fn named(
    table: &ActorTable,
    alias: &Alias,
    is_adjective: bool,
    published: Option<PartialDate>,
) -> CastMember {
    let whole = known(table, table.actor(alias.actor), published);
    let id = ActorId::from_name(&alias.text);
    match part(table, alias).filter(|_| !is_adjective && table.find(&id).is_none()) {
        Some(kind) => CastMember {
            id,
            name: alias.text.clone(),
            kind,
            ..whole
        },
        None => whole,
    }
}

/// Returns what sort of part of its actor an alias names.
fn part(table: &ActorTable, alias: &Alias) -> Option<ActorKind> {
    let actor = table.actor(alias.actor);
    let last = alias.text.split(' ').next_back().unwrap_or_default();
    match (alias.kind, actor.kind) {
        (AliasKind::Place, ActorKind::State) => {
            (!is_side(table, alias)).then_some(ActorKind::Place)
        }
        (AliasKind::Metonym, _) => (last == "administration").then_some(ActorKind::Organ),
        (_, ActorKind::Collective) => {
            (alias.text != actor.name && !ALL_OF_THEM.contains(&last)).then_some(actor.kind)
        }
        _ => None,
    }
}

/// Whether an alias is a side of its actor's own name: "northern Gaza".
fn is_side(table: &ActorTable, alias: &Alias) -> bool {
    let Some((side, rest)) = alias.text.split_once(' ') else {
        return false;
    };
    let is_own = |other: &Alias| other.actor == alias.actor && other.text == rest;
    SIDES.contains(&side.to_lowercase().as_str()) && table.aliases().iter().any(is_own)
}

/// Returns for whom a person's office of that day made it act, where that is not who the ontology says.
fn employer<'t>(
    table: &'t ActorTable,
    actor: &Actor,
    published: Option<PartialDate>,
) -> Option<&'t Actor> {
    let date = published.filter(|_| actor.kind == ActorKind::Person)?;
    let (person, own) = (table.index(&actor.id)?, table.root_of(actor));
    let mut roots = table
        .offices()
        .iter()
        .filter(|o| o.person == person && o.held.covers(date))
        .map(|o| table.root_of(table.actor(o.actor)));
    let first = roots.next()?;
    (first.id != own.id && roots.all(|root| root.id != own.id)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;

    #[track_caller]
    fn check(alias: &str, expected: &str) {
        let ontology = Ontology::built_in().unwrap();
        let table = ontology.actors();
        let alias = table.aliases().iter().find(|a| a.text == alias).unwrap();
        let member = named(table, alias, false, None);
        assert_eq!(format!("{} of {}", member.name, member.root_name), expected);
    }

    #[test]
    fn places_and_members_keep_their_name() {
        check("Golan Heights", "Golan Heights of Syria");
        check("southern Lebanon", "Lebanon of Lebanon");
        check("Western allies", "Western allies of Western countries");
        check("Western powers", "Western countries of Western countries");
        check(
            "Reagan administration",
            "Reagan administration of United States",
        );
    }

    #[test]
    fn who_changed_sides_acted_for_the_one_of_the_day() {
        let ontology = Ontology::built_in().unwrap();
        let table = ontology.actors();
        let person = table
            .find(&ActorId::from_name("Eduard Shevardnadze"))
            .unwrap();
        let root = |date: &str| known(table, person, date.parse().ok()).root_name;
        assert_eq!(root("1987-09-10"), "Soviet Union");
        assert_eq!(root("1999-01-01"), "Georgia");
    }
}
