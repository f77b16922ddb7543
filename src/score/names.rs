//! Names: which of them name the same actor.
//!
//! In: the table of actors, or a list of names that are the same. Out: a key for each name; two names are the same where their keys are.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::ontology::{ActorTable, Alias, AliasKind};

/// Which names are the same.
#[derive(Debug, Clone, Default)]
pub struct Names {
    keys: HashMap<String, String>,
}

impl Names {
    /// Returns the names of a table of actors; one that several go by means whose own name it is, else who goes by it today.
    pub fn of(table: &ActorTable) -> Self {
        let mut keys = HashMap::new();
        let rank = |a: &&Alias| (a.kind, a.valid.end.is_some(), a.actor);
        let mut aliases: Vec<&Alias> = table
            .aliases()
            .iter()
            .filter(|a| a.kind != AliasKind::Place)
            .collect();
        aliases.sort_by_key(rank);
        for actor in table.actors() {
            keys.insert(fold(&actor.name), fold(&actor.name));
        }
        for alias in aliases {
            let key = fold(&table.actor(alias.actor).name);
            keys.entry(fold(&alias.text)).or_insert(key);
        }
        Self { keys }
    }

    /// Returns the names that a list says are the same: on each line a name and others for it, with tabs between them; lines that
    /// begin with `#` are left out.
    pub fn from_list(text: &str) -> Self {
        let mut keys = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut names = line.split('\t').map(fold).filter(|n| !n.is_empty());
            if let Some(name) = names.next() {
                keys.extend(names.map(|other| (other, name.clone())));
                keys.insert(name.clone(), name);
            }
        }
        Self { keys }
    }

    /// Returns what all names of the same actor have in common.
    pub fn key(&self, name: &str) -> String {
        let folded = fold(name);
        self.keys.get(&folded).cloned().unwrap_or(folded)
    }

    /// Returns the key of each of several names with `|` between them.
    pub(super) fn keys(&self, names: &str) -> Vec<String> {
        let mut keys: Vec<String> = names.split('|').map(|name| self.key(name)).collect();
        keys.sort();
        keys.dedup();
        keys
    }
}

/// Returns a name without marks, upper case, a leading "the" and more than single spaces.
fn fold(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| canonical_combining_class(*c) == 0)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect();
    let lower = plain.to_lowercase();
    let text = lower.trim();
    let text = text.strip_prefix("the ").unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;

    #[test]
    fn names_of_one_actor_have_one_key() {
        let ontology = Ontology::built_in().unwrap();
        let names = Names::of(ontology.actors());
        for (one, other) in [
            ("the Kremlin", "Russia"),
            ("U.S.", "United  States"),
            ("Türkiye", "turkey"),
            ("Nobody’s Front", "nobody's front"),
        ] {
            assert_eq!(names.key(one), names.key(other));
        }
        assert_ne!(names.key("Niger"), names.key("Nigeria"));
        assert_ne!(names.key("Soviet Union"), names.key("Russia"));
    }

    #[test]
    fn a_list_says_which_names_are_the_same() {
        let names = Names::from_list("# name\tothers\nRussia\tMoscow\tKremlin\n\nIran\n");
        assert_eq!(names.key("the Kremlin"), "russia");
        assert_eq!(names.key("Tehran"), "tehran");
        assert_eq!(names.keys("Moscow|Iran|Russia"), ["iran", "russia"]);
    }
}
