//! The files of `schemas/actors/`: CSV rows become the [`ActorTable`], checked.

use std::collections::{BTreeMap, HashMap};

use super::actor::{Actor, ActorId, ActorKind};
use super::actor_row::{CsvRow, rows};
use super::actor_table::{ActorTable, Alias, AliasKind, Office, Role, RoleClass};
use super::load::File;
use super::relation::{Relation, RelationId};
use crate::error::Result;
use crate::time::Interval;

/// The files of actors, each with its columns and the kind of actor where the file says it.
const ACTOR_FILES: [(&str, &[&str]); 6] = [
    (
        "states",
        &[
            "id",
            "name",
            "kind",
            "start",
            "end",
            "predecessors",
            "successors",
        ],
    ),
    (
        "organisations",
        &["id", "name", "kind", "parent", "start", "end", "aliases"],
    ),
    (
        "organs",
        &["id", "name", "state", "kind", "aliases", "start", "end"],
    ),
    (
        "groups",
        &["id", "name", "kind", "country", "start", "end", "aliases"],
    ),
    ("people", &["id", "name", "root", "aliases"]),
    ("collectives", &["id", "name", "aliases"]),
];

/// Reads all files of actors.
pub(crate) fn parse(
    files: &BTreeMap<String, Vec<File>>,
    relations: &BTreeMap<RelationId, Relation>,
) -> Result<ActorTable> {
    let mut table = ActorTable::default();
    let mut origin: Vec<CsvRow> = Vec::new();
    for (name, columns) in ACTOR_FILES {
        for row in rows(files, name, columns)? {
            let actor = actor_of(name, &row)?;
            match table.by_id.get(&actor.id) {
                Some(&idx) if origin[idx].layer == row.layer => {
                    return Err(row.error(format!(
                        "the id `{}` stands on line {} too",
                        actor.id, origin[idx].line
                    )));
                }
                Some(&idx) => {
                    table.actors[idx] = actor;
                    origin[idx] = row;
                }
                None => {
                    table.by_id.insert(actor.id.clone(), table.actors.len());
                    table.actors.push(actor);
                    origin.push(row);
                }
            }
        }
    }
    check_ids(&mut table, &origin)?;
    for (idx, row) in origin.iter().enumerate() {
        let valid = if table.actors[idx].kind == ActorKind::Person {
            Interval::default()
        } else {
            table.actors[idx].existence
        };
        let mut texts = vec![row.text("name")];
        texts.extend(row.list("aliases").filter(|&a| a != row.text("name")));
        for text in texts {
            table.aliases.push(Alias {
                text: text.to_owned(),
                actor: idx,
                kind: AliasKind::Name,
                valid,
            });
        }
    }
    let first_alias_row = table.aliases.len();
    let alias_rows = rows(
        files,
        "aliases",
        &["alias", "actor", "type", "start", "end"],
    )?;
    for row in &alias_rows {
        let kind = AliasKind::from_name(row.text("type"))
            .ok_or_else(|| row.error(format!("unknown type `{}`, expected name, abbreviation, demonym, capital, metonym or place", row.text("type"))))?;
        let alias = Alias {
            text: row.text("alias").to_owned(),
            actor: known(&table, row, row.text("actor"))?,
            kind,
            valid: row.interval()?,
        };
        table.aliases.push(alias);
    }
    check_aliases(&table, &origin, &alias_rows, first_alias_row)?;
    for row in rows(
        files,
        "offices",
        &["person", "actor", "office", "start", "end"],
    )? {
        let (person, actor) = (
            known(&table, &row, row.text("person"))?,
            known(&table, &row, row.text("actor"))?,
        );
        table.offices.push(Office {
            person,
            actor,
            office: row.text("office").to_owned(),
            held: row.interval()?,
        });
    }
    for row in rows(files, "roles", &["phrase", "class", "relation"])? {
        let class = RoleClass::from_name(row.text("class")).ok_or_else(|| {
            row.error(format!(
                "unknown class `{}`, expected head, member, forces, organ, people, party or rebels",
                row.text("class")
            ))
        })?;
        let relation =
            (!row.text("relation").is_empty()).then(|| RelationId::from(row.text("relation")));
        if let Some(id) = relation.as_ref().filter(|id| !relations.contains_key(id)) {
            return Err(row.error(format!("there is no relation `{id}`")));
        }
        let phrase = row.text("phrase").to_owned();
        table.roles.insert(
            phrase.clone(),
            Role {
                phrase,
                class,
                relation,
            },
        );
    }
    for row in rows(files, "epithets", &["noun", "actors"])? {
        let said_of = row
            .list("actors")
            .map(|id| known(&table, &row, id).map(|idx| table.actors[idx].id.clone()))
            .collect::<Result<_>>()?;
        table.epithets.insert(row.text("noun").to_owned(), said_of);
    }
    Ok(table)
}

fn actor_of(file: &str, row: &CsvRow) -> Result<Actor> {
    let id = row.text("id");
    if id.is_empty()
        || !id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        return Err(row.error(format!(
            "the id `{id}` is no slug of lower-case letters, digits and -"
        )));
    }
    if row.text("name").is_empty() {
        return Err(row.error("no name"));
    }
    let of = |allowed: &[(&str, ActorKind)]| {
        let kind = row.text("kind");
        let found = allowed
            .iter()
            .find(|(name, _)| *name == kind)
            .map(|&(_, k)| k);
        found.ok_or_else(|| {
            let names: Vec<_> = allowed.iter().map(|&(name, _)| name).collect();
            row.error(format!(
                "unknown kind `{kind}`, expected {}",
                names.join(", ")
            ))
        })
    };
    use ActorKind::{Collective, Group, Organ, Organisation, Person, State};
    let (kind, root) = match file {
        "states" => (
            of(&[
                ("state", State),
                ("historical-state", State),
                ("territory", State),
            ])?,
            "",
        ),
        "organisations" => (
            of(&[("organisation", Organisation), ("organ", Organ)])?,
            row.text("parent"),
        ),
        "organs" => {
            let kinds = [
                "ministry",
                "parliament",
                "court",
                "forces",
                "intelligence",
                "agency",
            ]
            .map(|k| (k, Organ));
            (of(&kinds)?, row.text("state"))
        }
        "groups" => (
            of(&["armed-group", "party", "movement", "company", "religious"].map(|k| (k, Group)))?,
            "",
        ),
        "people" => (Person, row.text("root")),
        _ => (Collective, ""),
    };
    let root = if root.is_empty() { id } else { root };
    let existence = if row.has("start") {
        row.interval()?
    } else {
        Interval::default()
    };
    Ok(Actor {
        id: ActorId(id.into()),
        name: row.text("name").to_owned(),
        kind,
        root: ActorId(root.into()),
        country: Some(row.text("country"))
            .filter(|c| !c.is_empty())
            .map(|c| ActorId(c.into())),
        existence,
    })
}

fn known(table: &ActorTable, row: &CsvRow, id: &str) -> Result<usize> {
    table
        .index(&ActorId(id.into()))
        .ok_or_else(|| row.error(format!("there is no actor `{id}`")))
}

/// Checks that roots, countries, predecessors and successors exist and that roots lead to an end.
fn check_ids(table: &mut ActorTable, origin: &[CsvRow]) -> Result<()> {
    for (idx, row) in origin.iter().enumerate() {
        let mut root = idx;
        for step in 0.. {
            let next = known(table, row, table.actors[root].root.as_str())?;
            if next == root {
                break;
            }
            if step == 8 {
                return Err(row.error("its roots go round in a circle"));
            }
            root = next;
        }
        if !row.text("country").is_empty() {
            known(table, row, row.text("country"))?;
        }
        for before in row.list("predecessors") {
            let pair = (known(table, row, before)?, idx);
            table.successors.push(pair);
        }
        for after in row.list("successors") {
            let pair = (idx, known(table, row, after)?);
            table.successors.push(pair);
        }
    }
    table.successors.sort_unstable();
    table.successors.dedup();
    Ok(())
}

/// Checks that no alias names two actors at one date. People may share a name; a place, a capital and a
/// name may share a word, since code tells them apart.
fn check_aliases(
    table: &ActorTable,
    origin: &[CsvRow],
    alias_rows: &[CsvRow],
    first_alias_row: usize,
) -> Result<()> {
    let mut seen: HashMap<(&str, u8), Vec<usize>> = HashMap::new();
    for (n, alias) in table.aliases.iter().enumerate() {
        let class = match alias.kind {
            _ if table.actors[alias.actor].kind == ActorKind::Person => continue,
            AliasKind::Name | AliasKind::Metonym => 0,
            AliasKind::Demonym => 1,
            AliasKind::Capital => 2,
            AliasKind::Place => 3,
        };
        let same = seen.entry((alias.text.as_str(), class)).or_default();
        let clash = same.iter().find(|&&o| {
            let other = &table.aliases[o];
            other.actor != alias.actor
                && other.valid.overlaps(&alias.valid)
                && !follows(&other.valid, &alias.valid)
        });
        if let Some(&other) = clash {
            let row = if n >= first_alias_row {
                &alias_rows[n - first_alias_row]
            } else {
                &origin[alias.actor]
            };
            let [a, b] = [other, n].map(|i| &table.actors[table.aliases[i].actor].id);
            return Err(row.error(format!(
                "`{}` names both `{a}` and `{b}` at one date",
                alias.text
            )));
        }
        same.push(n);
    }
    Ok(())
}

/// Returns whether one interval begins on the date on which the other ends.
fn follows(a: &Interval, b: &Interval) -> bool {
    (a.end.is_some() && a.end == b.start) || (b.end.is_some() && b.end == a.start)
}
