//! Base forms of words of every class.

use super::*;

#[track_caller]
fn check(upos: Upos, xpos: &str, pairs: &[(&str, &str)]) {
    for (form, expected) in pairs {
        assert_eq!(&*lemma(form, upos, xpos), *expected, "{form}");
    }
}

#[test]
fn verbs() {
    check(
        Upos::Verb,
        "VBD",
        &[
            ("invaded", "invade"),
            ("vetoed", "veto"),
            ("backed", "back"),
            ("condemned", "condemn"),
            ("severed", "sever"),
            ("accused", "accuse"),
            ("urged", "urge"),
            ("agreed", "agree"),
            ("controlled", "control"),
            ("killed", "kill"),
            ("allied", "ally"),
            ("died", "die"),
            ("sanctioned", "sanction"),
            ("met", "meet"),
            ("sought", "seek"),
            ("armed", "arm"),
            ("seized", "seize"),
            ("pledged", "pledge"),
            ("expelled", "expel"),
            ("deployed", "deploy"),
            ("supplied", "supply"),
            ("blacklisted", "blacklist"),
            ("recognised", "recognise"),
            ("defeated", "defeat"),
            ("created", "create"),
            ("postponed", "postpone"),
            ("targeted", "target"),
            ("evacuated", "evacuate"),
            ("required", "require"),
            ("struggled", "struggle"),
            ("focused", "focus"),
            ("re-elected", "re-elect"),
            ("discussed", "discuss"),
        ],
    );
    check(
        Upos::Verb,
        "VBG",
        &[
            ("making", "make"),
            ("dying", "die"),
            ("hitting", "hit"),
            ("bringing", "bring"),
            ("fleeing", "flee"),
            ("changing", "change"),
            ("king", "king"),
        ],
    );
    check(
        Upos::Verb,
        "VBZ",
        &[
            ("denies", "deny"),
            ("goes", "go"),
            ("reaches", "reach"),
            ("refuses", "refuse"),
            ("ties", "tie"),
        ],
    );
    check(Upos::Verb, "VB", &[("found", "found"), ("saw", "saw")]);
    check(
        Upos::Aux,
        "VBZ",
        &[("'s", "be"), ("’s", "be"), ("Has", "have"), ("is", "be")],
    );
}

#[test]
fn nouns() {
    check(
        Upos::Noun,
        "NNS",
        &[
            ("allies", "ally"),
            ("women", "woman"),
            ("gunmen", "gunman"),
            ("crises", "crisis"),
            ("buses", "bus"),
            ("causes", "cause"),
            ("churches", "church"),
            ("viruses", "virus"),
            ("houses", "house"),
            ("MPs", "mp"),
            ("series", "series"),
            ("lives", "life"),
            ("moves", "move"),
        ],
    );
    check(
        Upos::Noun,
        "NN",
        &[
            ("War", "war"),
            ("bus", "bus"),
            ("GDP", "gdp"),
            ("1990s", "1990s"),
        ],
    );
    check(Upos::Propn, "NNPS", &[("States", "States")]);
}

#[test]
fn other_words() {
    check(Upos::Part, "RB", &[("n't", "not"), ("n’t", "not")]);
    check(Upos::Part, "POS", &[("'s", "'s")]);
    check(
        Upos::Adj,
        "JJR",
        &[
            ("larger", "large"),
            ("heavier", "heavy"),
            ("bigger", "big"),
            ("better", "good"),
            ("stronger", "strong"),
        ],
    );
    check(
        Upos::Adj,
        "JJ",
        &[
            ("Iranian", "Iranian"),
            ("Many", "many"),
            ("pro-Russian", "pro-Russian"),
        ],
    );
    check(Upos::Pron, "PRP", &[("them", "they"), ("Her", "she")]);
}

#[test]
fn the_table_is_well_formed() {
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 3, "{line}");
        assert!(
            [
                "verb",
                "stem",
                "noun",
                "adjective",
                "adverb",
                "pronoun",
                "clitic"
            ]
            .contains(&columns[0]),
            "{line}"
        );
    }
}
