//! Tense: whether a clause tells what happened just now, or the background of it.
//!
//! In: a trigger in its tree. Out: whether it is told as news: in the simple past, the perfect or the progressive, by a main
//! clause, by what it takes along ("…, urging"), or by what somebody says; not by a relative clause, by a noun that takes the
//! deed for granted, or with words such as "often" or "once".

use super::clause::{is_after, is_verbal};
use super::light::light_verb;
use super::scene::Scene;
use crate::language::{Token, Upos};
use crate::ontology::Grammar;

/// How far up the tree is looked.
const MAX_STEPS: usize = 6;

/// Conjunctions of a clause that tells what happened at the same time.
const MEANWHILE: &[&str] = &["as", "while", "after", "and", "but", "that", "with"];

/// Returns whether a trigger is told as news; what is said now is, where it is a speech ("Iran accuses …").
pub(super) fn is_news(scene: Scene, trigger: Token, is_speech: bool) -> bool {
    let grammar = scene.ontology.grammar();
    told_by(grammar, trigger).is_some_and(|verb| {
        let is_now = is_speech && Shape::of(verb) == Shape::Present && is_foreground(grammar, verb);
        is_news_clause(grammar, verb, MAX_STEPS) || is_now && !is_background(grammar, verb)
    })
}

/// Returns the verb that tells of what a trigger names: itself, or the light verb of a noun.
fn told_by<'d>(grammar: &Grammar, trigger: Token<'d>) -> Option<Token<'d>> {
    if is_verbal(trigger) {
        return Some(trigger);
    }
    if trigger.upos() == Upos::Propn {
        // The word that joins two names may be one of them: the verb tells what happened.
        return clause_verb(trigger);
    }
    let light = light_verb(grammar, trigger).map(|light| light.verb());
    light.or_else(|| new_in(trigger))
}

/// Returns the verb that brings in what a noun names as something new: "they died in an air strike", "air strikes hit …".
fn new_in(noun: Token) -> Option<Token> {
    let is_one = noun
        .children()
        .any(|c| c.is_label(&["det"]) && matches!(c.lemma(), "a" | "an"));
    let is_some = noun.xpos() == "NNS" && noun.child(&["det", "nmod:poss"]).is_none();
    let is_in = noun.is_label(&["nsubj"]) || is_after(noun, &["in", "by", "during"]);
    noun.head()
        .filter(|v| v.upos() == Upos::Verb && is_in && (is_one || is_some))
}

/// Returns whether the clause of a verb is news.
fn is_news_clause(grammar: &Grammar, verb: Token, steps: usize) -> bool {
    let Some(steps) = steps.checked_sub(1) else {
        return false;
    };
    if is_background(grammar, verb) {
        return false;
    }
    match Shape::of(verb) {
        Shape::Past => is_foreground(grammar, verb),
        Shape::BeforePast => is_said(grammar, verb) || is_of_the_day(verb),
        Shape::NotFinite => above(verb).is_some_and(|v| is_news_clause(grammar, v, steps)),
        Shape::Present | Shape::Other => false,
    }
}

/// How a verb is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// "attacked", "has attacked", "was attacked", "is attacking".
    Past,
    /// "had attacked".
    BeforePast,
    /// "attacking", "to attack".
    NotFinite,
    /// "attacks".
    Present,
    /// "is attacked", "may attack", "has been attacking".
    Other,
}

impl Shape {
    fn of(verb: Token) -> Self {
        let helps: Vec<Token> = verb
            .children()
            .filter(|c| c.is_label(&["aux", "cop"]))
            .collect();
        let is = |helper: &Token, tags: &[&str]| tags.contains(&helper.xpos());
        let has = |lemma: &str, tags: &[&str]| {
            helps
                .iter()
                .any(|helper| helper.lemma() == lemma && is(helper, tags))
        };
        if helps.iter().any(|helper| is(helper, &["MD"])) {
            return Self::Other;
        }
        let is_going_on = verb.xpos() == "VBG";
        if has("have", &["VBD"]) {
            return Self::BeforePast;
        }
        if has("have", &["VBZ", "VBP"]) {
            return if is_going_on { Self::Other } else { Self::Past };
        }
        if has("be", &["VBD"]) || has("do", &["VBD"]) {
            return Self::Past;
        }
        if has("be", &["VBZ", "VBP"]) {
            // "Is in Moscow for talks" is as fresh as "is holding talks".
            let is_somewhere = verb.upos() == Upos::Propn && verb.child(&["case"]).is_some();
            return if is_going_on || is_somewhere {
                Self::Past
            } else {
                Self::Other
            };
        }
        match verb.xpos() {
            "VBD" => Self::Past,
            "VBZ" | "VBP" if is_headline(verb) => Self::Past,
            "VBZ" | "VBP" => Self::Present,
            "VBG" | "VBN" | "VB" => Self::NotFinite,
            _ => Self::Other,
        }
    }
}

/// Whether a verb stands in a headline, which tells the past in the present and has no full stop.
fn is_headline(verb: Token) -> bool {
    let last = verb.sentence().tokens().last();
    last.is_some_and(|t| t.form().ends_with(char::is_alphanumeric))
}

/// Returns the verb with which a clause without a finite verb goes: the one it is coordinated with, or that takes it along.
/// A participle beside a noun ("weapons supplied by …") goes with none.
pub(super) fn above(verb: Token) -> Option<Token> {
    let head = verb.head()?;
    let goes_along = match verb.label() {
        "acl" => verb.xpos() != "VBN",
        "conj" | "xcomp" => true,
        "advcl" => Shape::of(verb) == Shape::NotFinite,
        _ => false,
    };
    goes_along.then(|| clause_verb(head)).flatten()
}

fn clause_verb(token: Token) -> Option<Token> {
    std::iter::successors(Some(token), |t| t.head())
        .take(MAX_STEPS)
        .find(|t| is_verbal(*t))
}

/// Whether a finite clause is one in which news is told.
fn is_foreground(grammar: &Grammar, verb: Token) -> bool {
    match verb.label() {
        "acl:relcl" | "csubj" => false,
        "advcl" => verb
            .child(&["mark"])
            .is_none_or(|mark| MEANWHILE.contains(&&*mark.form().to_lowercase())),
        "ccomp" => is_said(grammar, verb),
        "acl" => false,
        "conj" => verb.head().is_none_or(|head| {
            head.upos() != Upos::Verb || head.label() != "acl:relcl" && head.label() != "advcl"
        }),
        _ => true,
    }
}

/// Whether the clause is what somebody says.
fn is_said(grammar: &Grammar, verb: Token) -> bool {
    let says = |t: Token| grammar.reporting_verbs.contains(t.lemma());
    let is_said = verb.is_label(&["ccomp"]) && verb.head().is_some_and(says);
    is_said
        || verb
            .children()
            .any(|c| c.is_label(&["parataxis"]) && says(c))
}

/// Whether it happened "earlier in the day", "earlier on Monday".
fn is_of_the_day(verb: Token) -> bool {
    verb.children().any(|child| {
        child.is_label(&["advmod"])
            && child.form().eq_ignore_ascii_case("earlier")
            && child
                .neighbour(1)
                .is_some_and(|t| t.upos() == Upos::Adp || t.upos() == Upos::Propn)
    })
}

/// Whether words beside a verb say that it tells of no one time, or of another: "often", "once", "for years".
fn is_background(grammar: &Grammar, verb: Token) -> bool {
    verb.children().any(|child| {
        let word = child.form().to_lowercase();
        match child.relation() {
            "advmod" => grammar.background_adverbs.contains(&word) && !is_of_the_day(verb),
            "obl" => child.child(&["case"]).is_some_and(|case| {
                grammar
                    .background_phrases
                    .contains(&format!("{} {word}", case.form().to_lowercase()))
            }),
            _ => false,
        }
    })
}
