//! The grammar of clauses: who stands in which slot of a verb or noun.
//!
//! In: a token of a Universal Dependencies tree. Out: the tokens that fill its slots, through active and passive voice,
//! relative and participle clauses, control and raising, coordination and light verbs. Written once for all relations;
//! knows no actors.

use crate::language::{Token, Upos};

/// How far control and coordination are followed.
const MAX_STEPS: usize = 6;

/// Returns whether the token heads a verbal clause.
pub(super) fn is_verbal(token: Token) -> bool {
    matches!(token.upos(), Upos::Verb | Upos::Aux) || token.child(&["cop"]).is_some()
}

/// Returns whether the verb is passive: by auxiliary, by passive subject, or as a participle beside a noun.
pub(super) fn is_passive(token: Token) -> bool {
    if token.child(&["aux:pass", "nsubj:pass"]).is_some() {
        return true;
    }
    let is_participle = token.xpos() == "VBN"
        || (token.upos() == Upos::Adj && token.form().to_lowercase().ends_with("ed"));
    let beside_noun =
        token.label() == "acl" || token.is_label(&["amod"]) || token.label() == "compound";
    let shared = token.label() == "conj"
        && token.child(&["nsubj", "aux"]).is_none()
        && token.head().is_some_and(is_passive);
    is_participle
        && token.child(&["nsubj", "obj"]).is_none()
        && (beside_noun || shared || is_fronted(token))
}

/// "Backed by Iran, the group attacked": a participle beside the clause whose subject undergoes it.
fn is_fronted(token: Token) -> bool {
    token.label() == "advcl" && token.child(&["mark", "aux", "cop"]).is_none()
}

/// Returns the noun for which a relative pronoun stands; the token itself where it is none.
pub(super) fn antecedent(token: Token) -> Token {
    let is_relative = token.upos() == Upos::Pron
        && matches!(token.lemma(), "which" | "who" | "that" | "whom" | "whose");
    if !is_relative {
        return token;
    }
    let mut clause = token;
    for _ in 0..MAX_STEPS {
        if clause.label() == "acl:relcl" {
            return clause.head().unwrap_or(token);
        }
        match clause.head() {
            Some(head) => clause = head,
            None => break,
        }
    }
    token
}

/// Returns the preposition of a noun phrase with its fixed words, lower case: "against", "because of".
pub(super) fn preposition(token: Token) -> Option<String> {
    let case = token.children().find(|c| {
        c.is_label(&["case"]) && c.idx() < token.idx() && !matches!(c.form(), "'s" | "’s" | "'")
    })?;
    let mut words = case.form().to_lowercase();
    for fixed in case.children().filter(|c| c.label() == "fixed") {
        words = format!("{words} {}", fixed.form().to_lowercase());
    }
    Some(words)
}

/// Returns whether the phrase stands after one of the prepositions.
pub(super) fn is_after(token: Token, prepositions: &[&str]) -> bool {
    preposition(token).is_some_and(|p| prepositions.contains(&p.as_str()))
}

/// Returns who acts: the active subject, the passive's "by", or who is understood from the clause above.
pub(super) fn subject(token: Token) -> Option<Token> {
    subject_within(token, MAX_STEPS)
}

fn subject_within(token: Token, steps: usize) -> Option<Token> {
    let steps = steps.checked_sub(1)?;
    if is_passive(token) {
        return passive_agent(token).or_else(|| {
            let shared = token.label() == "conj"
                || token
                    .children()
                    .any(|c| c.label() == "conj" && is_passive(c));
            let siblings = token
                .head()
                .into_iter()
                .chain(token.children().filter(|c| c.label() == "conj"));
            shared
                .then(|| siblings.filter(|s| is_passive(*s)).find_map(passive_agent))
                .flatten()
        });
    }
    let own = token
        .children()
        .find(|c| c.label() == "nsubj" || c.label() == "nsubj:outer");
    own.map(antecedent).or_else(|| understood(token, steps))
}

/// Returns the noun phrase after "by", or what stands before a hyphened participle ("Iran-backed").
fn passive_agent(token: Token) -> Option<Token> {
    let by = |c: &Token| {
        c.label() == "obl:agent" || (c.is_label(&["obl", "nmod"]) && is_after(*c, &["by"]))
    };
    let beyond = |c: &Token| c.is_label(&["xcomp"]) || is_after(*c, &["as"]);
    token
        .children()
        .find(by)
        .or_else(|| {
            token
                .children()
                .filter(beyond)
                .find_map(|c| c.children().find(by))
        })
        .map(antecedent)
        .or_else(|| hyphenated(token))
}

/// Returns what stands before a hyphened participle.
pub(super) fn hyphenated(token: Token) -> Option<Token> {
    let hyphen = token
        .neighbour(-1)
        .filter(|t| matches!(t.form(), "-" | "–" | "‑"))?;
    let before = hyphen.neighbour(-1)?;
    let mut top = before;
    while let Some(head) = top
        .head()
        .filter(|h| h.idx() < token.idx() && h.idx() + 8 > token.idx() && *h != token)
    {
        top = head;
    }
    Some(if top.head() == Some(token) {
        top
    } else {
        before
    })
}

/// Returns who acts where the clause itself does not say: shared, controlled, or the noun that it modifies.
fn understood(token: Token, steps: usize) -> Option<Token> {
    let head = token.head()?;
    match token.label() {
        "conj" if is_verbal(head) => surface_subject(head, steps),
        "xcomp" => match object_of_control(head) {
            Some(object) => Some(antecedent(object)),
            None => surface_subject(head, steps),
        },
        label if label.starts_with("advcl") => {
            let of_object = token.children().any(|c| {
                c.is_label(&["mark", "case"])
                    && matches!(c.form().to_lowercase().as_str(), "of" | "for" | "from")
            });
            let object = if of_object { any_object(head) } else { None };
            object
                .map(antecedent)
                .or_else(|| surface_subject(head, steps))
        }
        "acl:relcl" => Some(head),
        "acl" if token.xpos() == "VBG" => Some(head),
        "acl" => possessor(head).or_else(|| {
            let verb = head
                .head()
                .filter(|v| head.is_label(&["obj", "obl"]) && is_verbal(*v))?;
            // "gave Ukraine the right to strike": who is given it.
            let given = if head.label() == "obj" {
                indirect(verb)
            } else {
                None
            };
            given.or_else(|| subject_within(verb, steps))
        }),
        "ccomp" | "parataxis" if token.child(&["mark"]).is_none() && token.xpos() == "VBG" => {
            surface_subject(head, steps)
        }
        _ => None,
    }
}

/// Returns the subject as it stands in the clause itself.
pub(super) fn surface(token: Token) -> Option<Token> {
    token.child(&["nsubj"]).map(antecedent)
}

/// Returns the subject as it stands, active or passive.
fn surface_subject(token: Token, steps: usize) -> Option<Token> {
    token.child(&["nsubj"]).map(antecedent).or_else(|| {
        if is_passive(token) && token.is_label(&["acl", "amod"]) {
            token.head()
        } else {
            understood(token, steps.checked_sub(1)?)
        }
    })
}

/// Verbs with an object whose subject, not object, does what the infinitive says.
const SUBJECT_CONTROL: [&str; 4] = ["promise", "vow", "threaten", "use"];

fn object_of_control(head: Token) -> Option<Token> {
    (!SUBJECT_CONTROL.contains(&head.lemma()))
        .then(|| any_object(head))
        .flatten()
}

fn any_object(token: Token) -> Option<Token> {
    token
        .child(&["obj"])
        .or_else(|| token.child(&["nsubj:pass"]))
        .or_else(|| token.child(&["iobj"]))
}

/// Returns who or what is acted on: the active object, the passive subject, or the noun beside the clause.
pub(super) fn object(token: Token) -> Option<Token> {
    object_within(token, MAX_STEPS)
}

fn object_within(token: Token, steps: usize) -> Option<Token> {
    let steps = steps.checked_sub(1)?;
    if is_passive(token) {
        if let Some(own) = token.child(&["nsubj:pass"]) {
            return Some(antecedent(own));
        }
        let head = token.head()?;
        return match token.label() {
            "acl" | "amod" | "compound" | "acl:relcl" => Some(head),
            "conj" if is_passive(head) => object_within(head, steps),
            "advcl" if is_fronted(token) => surface_subject(head, steps),
            "xcomp" | "advcl" => object_of_control(head)
                .map(antecedent)
                .or_else(|| surface_subject(head, steps)),
            _ => None,
        };
    }
    if let Some(own) = token.child(&["obj"]).or_else(|| token.child(&["iobj"])) {
        return Some(antecedent(own));
    }
    let is_gap =
        token.label() == "acl:relcl" && token.child(&["nsubj"]).is_some_and(|s| antecedent(s) == s);
    if is_gap {
        return token.head();
    }
    let mut conjuncts = token
        .children()
        .filter(|c| c.label() == "conj" && c.upos() == Upos::Verb && c.child(&["nsubj"]).is_none());
    conjuncts.find_map(|c| c.child(&["obj"])).map(antecedent)
}

/// Returns to whom something is given.
pub(super) fn indirect(token: Token) -> Option<Token> {
    let passive = || {
        (is_passive(token) && token.child(&["obj"]).is_some())
            .then(|| token.child(&["nsubj:pass"]))
            .flatten()
    };
    token.child(&["iobj"]).or_else(passive).map(antecedent)
}

/// Returns the subject of the complement clause.
pub(super) fn clause_subject(token: Token) -> Option<Token> {
    let clause = token.child(&["ccomp", "xcomp"])?;
    clause.child(&["nsubj"]).map(antecedent)
}

/// Returns the head of the complement clause: "said that", or what is said before the verb of saying.
pub(super) fn clause(token: Token) -> Option<Token> {
    token.child(&["ccomp"]).or_else(|| {
        let says_nothing_else = token.child(&["obj", "xcomp"]).is_none();
        token
            .head()
            .filter(|_| says_nothing_else && token.label() == "parataxis")
    })
}

/// Returns the infinitive under a verb, a noun or an adjective.
pub(super) fn infinitive(token: Token) -> Option<Token> {
    let has_to = |c: &Token| {
        let mut marks = c.children().filter(|m| m.label() == "mark");
        c.is_label(&["xcomp", "acl", "advcl"]) && marks.any(|m| m.form().eq_ignore_ascii_case("to"))
    };
    token.children().find(has_to)
}

/// Returns the owner of a noun: its possessive.
pub(super) fn possessor(token: Token) -> Option<Token> {
    token.child(&["nmod:poss"])
}

/// Prepositions that name the parties of what the subject says.
const PARTIES: [&str; 3] = ["with", "between", "among"];

/// Returns the noun phrases after one of the prepositions that belong to the token: to itself, to its object, or shared
/// in a coordination.
pub(super) fn after<'d>(token: Token<'d>, prepositions: &[String]) -> Vec<Token<'d>> {
    let wanted: Vec<&str> = prepositions.iter().map(String::as_str).collect();
    let phrases = |of: Token<'d>| -> Vec<Token<'d>> {
        let is_wanted = |c: &Token<'d>| {
            c.is_label(&["obl", "nmod", "advcl", "xcomp", "ccomp", "acl"]) && is_after(*c, &wanted)
        };
        of.children().filter(is_wanted).map(antecedent).collect()
    };
    let mut found = phrases(token);
    if token.child(&["cop"]).is_some() && is_after(token, &wanted) {
        found.push(token);
    }
    if found.is_empty() {
        let carriers = token.children().filter(|c| {
            c.is_label(&["obj", "nsubj:pass", "xcomp", "conj"]) || c.label() == "compound:prt"
        });
        found = carriers.flat_map(phrases).collect();
    }
    if found.is_empty() {
        // "launched a barrage of missiles at Israel"
        let counted = token
            .children()
            .filter(|c| c.is_label(&["obj", "nsubj:pass"]))
            .flat_map(|o| {
                o.children()
                    .filter(|c| c.label() == "nmod" && is_after(*c, &["of"]))
            });
        found = counted.flat_map(phrases).collect();
    }
    if found.is_empty()
        && token.child(&["obj"]).is_none()
        && wanted.iter().any(|w| PARTIES.contains(w))
    {
        // "relations between Egypt and Turkey soured"
        found = token.child(&["nsubj"]).map(phrases).unwrap_or_default();
    }
    if found.is_empty() && token.label() == "conj" {
        found = token
            .head()
            .filter(|h| is_verbal(*h) == is_verbal(token))
            .map(phrases)
            .unwrap_or_default();
    }
    if found.is_empty() && token.label() == "acl:relcl" {
        let relative = |c: &Token<'d>| c.upos() == Upos::Pron && is_after(*c, &wanted);
        found = token.children().filter(relative).map(antecedent).collect();
    }
    found
}

/// Returns whose predicate an adjective, a phrase or a noun is.
pub(super) fn predicate_subject(token: Token) -> Option<Token> {
    if token.is_label(&["amod"]) {
        return token.head();
    }
    if let Some(own) = token.child(&["nsubj"]) {
        return Some(antecedent(own));
    }
    let head = token.head()?;
    match token.relation() {
        "obl" | "advmod" | "xcomp" | "advcl" | "conj" | "case" if is_verbal(head) => subject(head),
        "nmod" | "acl" => Some(head),
        "conj" => predicate_subject(head),
        _ => None,
    }
}

/// Returns who is what a relational noun says: by copula, apposition, a name beside it, or "as".
pub(super) fn holder(noun: Token) -> Vec<Token> {
    if noun.child(&["cop"]).is_some()
        && let Some(subject) = noun.child(&["nsubj"])
    {
        return vec![antecedent(subject)];
    }
    let beside: Vec<Token> = noun
        .children()
        .filter(|c| c.is_label(&["appos", "flat"]))
        .collect();
    if !beside.is_empty() {
        return beside;
    }
    let Some(head) = noun.head() else {
        return vec![noun];
    };
    match noun.label() {
        "appos" | "nmod:desc" | "compound" => vec![head],
        "xcomp" | "obl"
            if head.upos() == Upos::Verb
                && noun
                    .child(&["case"])
                    .is_none_or(|c| c.form().eq_ignore_ascii_case("as")) =>
        {
            object(head).or_else(|| subject(head)).into_iter().collect()
        }
        "conj" if matches!(head.upos(), Upos::Noun | Upos::Propn) => holder(head),
        _ => Vec::new(),
    }
}
