//! Names and codes of a table become actors.
//!
//! Identity is decided by the mapping, by names and aliases at their dates, and by codes; likeness decides nothing. "Police
//! (Kenya)" and KENCOP are parts of a state; a name that nobody knows is an actor of its own.

use std::collections::{BTreeMap, HashMap};

use super::code;
use super::mapping::Layout;
use crate::actor::SELF;
use crate::error::Result;
use crate::extract::End;
use crate::ontology::{ActorId, ActorKind, ActorTable, Alias, AliasKind, Ontology};
use crate::time::PartialDate;

/// What a row says of one of its actors; parts that it does not tell are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Given<'r> {
    pub(super) name: &'r str,
    pub(super) country: &'r str,
    pub(super) code: &'r str,
}

/// Who goes by a name.
#[derive(Debug, Clone)]
enum Meaning {
    /// These aliases, of which the date decides.
    Aliases(Vec<usize>),
    /// This one, whatever the date.
    Fixed(Box<End>),
    /// A part of the actor of these aliases.
    Part(String, ActorKind, Vec<usize>),
    /// Nobody, and why.
    Nobody(String),
}

/// The actors of one table.
#[derive(Debug)]
pub(super) struct Parties<'a> {
    table: &'a ActorTable,
    unknown: ActorKind,
    kinds: BTreeMap<String, ActorKind>,
    actors: BTreeMap<String, String>,
    aliases: HashMap<String, Vec<usize>>,
    codes: HashMap<String, (String, bool)>,
    met: HashMap<[String; 3], Meaning>,
}

impl<'a> Parties<'a> {
    pub(super) fn new(layout: &Layout, ontology: &'a Ontology) -> Result<Self> {
        let table = ontology.actors();
        let mut aliases: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, alias) in table.aliases().iter().enumerate() {
            aliases.entry(fold(&alias.text)).or_default().push(idx);
        }
        let codes = code::rows("actors", ontology)?;
        let own = layout.actors.iter();
        Ok(Self {
            table,
            unknown: layout.unknown,
            kinds: layout.kinds.clone(),
            actors: own
                .map(|(name, means)| (fold(name), means.clone()))
                .collect(),
            aliases,
            codes: codes
                .into_iter()
                .map(|[code, says, _]| {
                    let is_role = !says.starts_with(char::is_uppercase);
                    (code, (says, is_role))
                })
                .collect(),
            met: HashMap::new(),
        })
    }

    /// Returns the actor that a row means at its date, or why there is none.
    pub(super) fn end(
        &mut self,
        given: Given<'_>,
        date: Option<PartialDate>,
    ) -> Result<End, String> {
        let key = [given.name, given.country, given.code].map(str::to_owned);
        if !self.met.contains_key(&key) {
            let meaning = self.meaning(given);
            self.met.insert(key.clone(), meaning);
        }
        let mention = || {
            if given.name.is_empty() {
                given.code
            } else {
                given.name
            }
            .to_owned()
        };
        match &self.met[&key] {
            Meaning::Nobody(reason) => Err(reason.clone()),
            Meaning::Fixed(end) => Ok((**end).clone()),
            Meaning::Aliases(aliases) => {
                let actor = self.table.actor(self.choose(aliases, date).actor);
                Ok(End {
                    id: actor.id.clone(),
                    name: actor.name.clone(),
                    kind: actor.kind,
                    root: self.table.root_of(actor).name.clone(),
                    mention: mention(),
                })
            }
            Meaning::Part(name, kind, owner) => {
                let owner = self.table.actor(self.choose(owner, date).actor);
                Ok(End {
                    id: ActorId::from_name(name),
                    name: name.clone(),
                    kind: *kind,
                    root: self.table.root_of(owner).name.clone(),
                    mention: mention(),
                })
            }
        }
    }

    fn meaning(&self, given: Given<'_>) -> Meaning {
        let name = given.name.trim();
        if let Some(means) = self.actors.get(&fold(name)) {
            return match means.as_str() {
                "-" => Meaning::Nobody(format!(
                    "left out by the mapping: {name:?} is nobody in particular"
                )),
                means => self.named(means).unwrap_or_else(|| self.stranger(means)),
            };
        }
        if let Some(known) = self.named(name) {
            return known;
        }
        let in_brackets = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
        if let Some((role, owner)) = in_brackets
            && let Some(part) = self.part(role, owner)
        {
            return part;
        }
        let (owner, role) = self.decode(given.code);
        let owner = owner.unwrap_or(given.country);
        let what = role.filter(|_| name.is_empty() || !given.country.is_empty());
        if let Some(part) = self.part(what.unwrap_or(name), owner) {
            return part;
        }
        match name {
            "" => Meaning::Nobody("no name and no code that is known".to_owned()),
            name => self.stranger(name),
        }
    }

    fn named(&self, name: &str) -> Option<Meaning> {
        let aliases = self.aliases.get(&fold(name))?;
        Some(Meaning::Aliases(aliases.clone()))
    }

    /// Returns the country and the role that an actor code of CAMEO tells, three letters each.
    fn decode(&self, code: &str) -> (Option<&str>, Option<&str>) {
        let letters: Vec<char> = code.trim().chars().collect();
        let parts = letters
            .chunks(3)
            .map(|part| part.iter().collect::<String>());
        let (mut owner, mut role) = (None, None);
        for (says, is_role) in parts.filter_map(|part| self.codes.get(&part)) {
            let place = if *is_role { &mut role } else { &mut owner };
            *place = place.or(Some(says.as_str()));
        }
        (owner, role)
    }

    /// Returns a part of an actor that the schemas know, by its name or three letters.
    fn part(&self, role: &str, owner: &str) -> Option<Meaning> {
        let owner = owner.split(';').next().unwrap_or_default().trim();
        let owner = self.codes.get(owner).map_or(owner, |(name, _)| name);
        let own = self.actors.get(&fold(owner)).map_or(owner, String::as_str);
        let aliases = self.aliases.get(&fold(own))?;
        let role = role.trim();
        let phrase = role.to_lowercase();
        if role.is_empty() || SELF.contains(&phrase.as_str()) || fold(role) == fold(owner) {
            return Some(Meaning::Aliases(aliases.clone()));
        }
        let name = format!("{role} ({own})");
        Some(Meaning::Part(name, self.kind_of(&phrase), aliases.clone()))
    }

    /// Returns the kind of actor that a role names: by the longest end of the phrase that is a known role.
    fn kind_of(&self, phrase: &str) -> ActorKind {
        let words: Vec<&str> = phrase
            .split([' ', '/', '-'])
            .filter(|w| !w.is_empty())
            .collect();
        let role = (0..words.len()).find_map(|from| {
            let rest = words[from..].join(" ");
            let singular = rest.strip_suffix('s').unwrap_or(&rest);
            self.table.role(&rest).or_else(|| self.table.role(singular))
        });
        role.or_else(|| self.table.role(words.first()?))
            .map_or(ActorKind::People, |role| role.class.kind())
    }

    /// Returns an actor of its own.
    fn stranger(&self, name: &str) -> Meaning {
        let id = ActorId::from_name(name);
        if id.as_str().is_empty() {
            return Meaning::Nobody(format!("{name:?} is no name"));
        }
        let lower = name.to_lowercase();
        let mut words = lower.split_whitespace();
        let kind = words.clone().find_map(|word| self.kinds.get(word).copied());
        let kind = match (kind, lower.rsplit_once(" (")) {
            (Some(kind), _) => kind,
            (None, Some((role, _))) => self.kind_of(role),
            (None, None) => words
                .next_back()
                .and_then(|last| self.table.role(last))
                .map_or(self.unknown, |role| role.class.kind()),
        };
        Meaning::Fixed(Box::new(End {
            id,
            name: name.to_owned(),
            kind,
            root: name.to_owned(),
            mention: name.to_owned(),
        }))
    }

    /// Returns which of several aliases is meant: the one valid at the date, names before places.
    fn choose(&self, aliases: &[usize], date: Option<PartialDate>) -> &Alias {
        let aliases = aliases.iter().map(|&idx| &self.table.aliases()[idx]);
        let rank = |alias: &&Alias| {
            let valid = match date {
                Some(date) => alias.valid.covers(date),
                None => alias.valid.end.is_none(),
            };
            let kind: AliasKind = alias.kind;
            (
                !valid,
                kind,
                std::cmp::Reverse(alias.valid.start),
                alias.actor,
            )
        };
        aliases.min_by_key(rank).expect("a name has an alias")
    }
}

/// Names are compared in small letters, with plain spaces and without "the".
fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let folded = words.join(" ").to_lowercase();
    match folded.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Mapping;

    /// Checks what names with countries and codes mean at a date.
    fn check(cases: &[([&str; 3], &str, &str)]) {
        let ontology = Ontology::built_in().unwrap();
        let mapping = Mapping::named("icews", &ontology).unwrap();
        let mut parties = Parties::new(&mapping.layout, &ontology).unwrap();
        for ([name, country, code], date, expected) in cases {
            let given = Given {
                name,
                country,
                code,
            };
            let found = match parties.end(given, date.parse().ok()) {
                Ok(end) => format!("{} {} of {}", end.id, end.kind.as_str(), end.root),
                Err(reason) => reason,
            };
            assert_eq!(found, *expected, "{name} {country} {code}");
        }
    }

    #[test]
    fn names_mean_who_bears_them_at_the_date() {
        check(&[
            (
                ["Moscow", "", ""],
                "1967",
                "soviet-union state of Soviet Union",
            ),
            (["Moscow", "", ""], "2014", "russia state of Russia"),
            (["the Kremlin", "", ""], "2014", "russia state of Russia"),
        ]);
    }

    #[test]
    fn parts_act_for_their_states() {
        let occupied = "Citizen (Palestinian Territory, Occupied)";
        check(&[
            (
                ["Police (Kenya)", "", ""],
                "2014",
                "police-kenya organ of Kenya",
            ),
            (
                ["Government (Nigeria)", "", ""],
                "2014",
                "nigeria state of Nigeria",
            ),
            (
                ["Armed Rebel (Yemen)", "", ""],
                "2014",
                "armed-rebel-yemen group of Yemen",
            ),
            (
                ["", "", "RUSMIL"],
                "2014",
                "military-russia organ of Russia",
            ),
            (
                ["", "", "IGOUNO"],
                "2014",
                "united-nations organisation of United Nations",
            ),
            (
                ["POLICE", "", "KENCOP"],
                "2014",
                "police-kenya organ of Kenya",
            ),
            (["Ada Nobody", "KEN", "GOV"], "2014", "kenya state of Kenya"),
            (
                [occupied, "", ""],
                "2014",
                "citizen-palestine people of Palestine",
            ),
        ]);
    }

    #[test]
    fn others_are_actors_of_their_own_or_nobody() {
        let nobody = "left out by the mapping: \"Unspecified Actor\" is nobody in particular";
        check(&[
            (
                ["Citizen (International)", "", ""],
                "2014",
                "citizen-international people of Citizen (International)",
            ),
            (
                ["Daily Trust", "", ""],
                "2014",
                "daily-trust group of Daily Trust",
            ),
            (
                ["Ada Nobody", "", ""],
                "2014",
                "ada-nobody person of Ada Nobody",
            ),
            (
                ["Justice Party", "", ""],
                "2014",
                "justice-party group of Justice Party",
            ),
            (["Unspecified Actor", "", ""], "2014", nobody),
            (["", "", ""], "2014", "no name and no code that is known"),
            (["?", "", ""], "2014", "\"?\" is no name"),
        ]);
    }
}
