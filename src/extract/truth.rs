//! The truth of a claim: what the words around a trigger say of whether it is so.
//!
//! In: a trigger in its tree. Out: negation and modality, from the trigger up through the verbs, nouns and adjectives that
//! govern it ("refused to sanction", "a plan to arm", "unlikely to attack", "called for sanctions").

use super::light::is_counted;
use super::scene::Scene;
use crate::language::{Token, Upos};
use crate::ontology::{Grammar, Modality};

/// What the words around a trigger say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Truth {
    /// Whether it is denied.
    pub(super) negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub(super) modality: Modality,
}

/// What a governing word does to what it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    /// Denies it.
    Not,
    /// Makes it planned, asked for or possible.
    To(Modality),
    /// Passes it on.
    None,
    /// Says it as somebody's word: what governs that word says nothing of the claim.
    Stop,
}

/// How far up the tree is looked.
const MAX_STEPS: usize = 8;

/// Returns what the sentence says of the truth of a trigger.
pub(super) fn truth(scene: Scene, trigger: Token) -> Truth {
    let grammar = scene.ontology.grammar();
    let mut truth = Truth::default();
    let mut token = trigger;
    for _ in 0..MAX_STEPS {
        local(grammar, token, &mut truth);
        let Some(head) = token.head() else { break };
        let shift = govern(grammar, token, head);
        match shift {
            Shift::Not => truth.negated = !truth.negated,
            Shift::To(modality) => weaken(&mut truth, modality),
            Shift::None => {}
            Shift::Stop => break,
        }
        token = head;
    }
    let is_question = trigger
        .sentence()
        .tokens()
        .last()
        .is_some_and(|t| t.form() == "?");
    if is_question && super::clause::is_verbal(trigger) {
        weaken(&mut truth, Modality::Possible);
    }
    truth
}

/// The word nearest to the trigger decides the modality.
fn weaken(truth: &mut Truth, modality: Modality) {
    if truth.modality == Modality::Actual {
        truth.modality = modality;
    }
}

/// What a token's own auxiliaries, adverbs and conjunctions say.
fn local(grammar: &Grammar, token: Token, truth: &mut Truth) {
    for child in token.children() {
        let form = child.form().to_lowercase();
        let no_longer = form == "longer"
            && child
                .children()
                .any(|c| c.form().eq_ignore_ascii_case("no"));
        let word = if child.lemma() == "not" || no_longer {
            "not".to_owned()
        } else {
            form
        };
        match child.relation() {
            "obj" if token.upos() == Upos::Verb && has_no(child) => truth.negated = !truth.negated,
            "advmod" | "det" | "cc" | "aux" if grammar.negators.contains(&word) => {
                let only = child
                    .neighbour(1)
                    .is_some_and(|t| matches!(t.form(), "only" | "just" | "merely"));
                let joins = child.relation() == "cc" && word != "nor" && word != "neither";
                if !only && !joins {
                    truth.negated = !truth.negated;
                }
            }
            "mark" if is_future(grammar, token, child) => weaken(truth, Modality::Intended),
            "case" if word == "without" => truth.negated = !truth.negated,
            "mark" if word == "without" => truth.negated = !truth.negated,
            "aux" if grammar.future_modals.contains(&word) => weaken(truth, Modality::Intended),
            "aux" if grammar.requested_modals.contains(&word) => weaken(truth, Modality::Requested),
            "aux" if grammar.possible_modals.contains(&word) => {
                let future_in_past =
                    grammar.future_in_past_modals.contains(&word) && token.is_label(&["ccomp"]);
                weaken(
                    truth,
                    if future_in_past {
                        Modality::Intended
                    } else {
                        Modality::Possible
                    },
                );
            }
            "advmod" if grammar.possible_adverbs.contains(&word) => {
                weaken(truth, Modality::Possible)
            }
            "mark" if grammar.possible_markers.contains(&word) => weaken(truth, Modality::Possible),
            "amod" if token.upos() == Upos::Noun => {
                let lemma = child.lemma().to_lowercase();
                if grammar.intended_adjectives.contains(&lemma)
                    || grammar.intended_adjectives.contains(&word)
                {
                    weaken(truth, Modality::Intended);
                } else if grammar.possible_adjectives.contains(&lemma) {
                    weaken(truth, Modality::Possible);
                }
            }
            _ => {}
        }
    }
}

/// "is to visit", "are due to meet": a mark that makes the clause planned.
fn is_future(grammar: &Grammar, token: Token, mark: Token) -> bool {
    let word = mark.form().to_lowercase();
    let is_set = mark
        .children()
        .any(|c| c.label() == "fixed" && c.form().eq_ignore_ascii_case("to"))
        && (grammar.intended_adjectives.contains(&word) || grammar.intended_verbs.contains(&word));
    let has_be = || {
        token
            .children()
            .any(|c| c.is_label(&["cop", "aux"]) && c.lemma() == "be" && c.idx() < mark.idx())
    };
    is_set || (word == "to" && token.upos() == Upos::Verb && has_be())
}

/// "has no relations with": the object denies its verb.
fn has_no(object: Token) -> bool {
    object
        .children()
        .any(|c| c.is_label(&["det"]) && c.form().eq_ignore_ascii_case("no"))
}

/// What the head says of its dependent.
fn govern(grammar: &Grammar, token: Token, head: Token) -> Shift {
    match token.relation() {
        "conj" if is_own_clause(token) => Shift::Stop,
        "conj" => Shift::None,
        "xcomp" => of_complement(grammar, head, is_infinitive(token)),
        "ccomp" | "csubj" => of_clause(grammar, head),
        "advcl" => of_adverbial(grammar, token, head),
        // "an agreement signed by": the noun is what was signed.
        "acl" if token.xpos() == "VBN" && !is_infinitive(token) => Shift::Stop,
        "acl" if token.label() != "acl:relcl" => of_noun(grammar, head, is_infinitive(token)),
        "obj" => of_object(grammar, token, head),
        "nsubj" if token.label() == "nsubj:pass" => of_object(grammar, token, head),
        "nsubj" if HAPPEN.contains(&head.lemma()) => Shift::None,
        "obl" => of_oblique(grammar, token, head),
        // "concern about its support for": what is so gives concern.
        "nmod" if super::clause::is_after(token, ABOUT) => Shift::Stop,
        "nmod" if is_counted(grammar, token) => Shift::None,
        "nmod" => match of_noun(grammar, head, false) {
            Shift::None => Shift::Stop,
            shift => shift,
        },
        "compound" | "amod" if matches!(head.upos(), Upos::Noun) => of_modified(grammar, head),
        _ => Shift::Stop,
    }
}

/// Whether a conjunct says something of its own: "did not blame Iran, but called on it", "and has since left".
fn is_own_clause(token: Token) -> bool {
    token.child(&["nsubj"]).is_some()
        || token.children().any(|c| {
            c.label() == "aux" || (c.label() == "cc" && c.form().eq_ignore_ascii_case("but"))
        })
}

/// Prepositions of what a feeling or a word is about.
const ABOUT: &[&str] = &["about", "over", "regarding", "concerning"];

/// Verbs whose subject is what happens.
const HAPPEN: [&str; 12] = [
    "take", "occur", "happen", "begin", "start", "continue", "be", "resume", "go", "come",
    "follow", "proceed",
];

fn is_infinitive(token: Token) -> bool {
    token
        .children()
        .any(|c| c.is_label(&["mark"]) && c.form().eq_ignore_ascii_case("to"))
}

/// A word's lemma with its particle or preposition, where the list has such.
fn listed(list: &crate::ontology::WordList, word: Token, dependent: Option<Token>) -> bool {
    if list.contains(&word.lemma().to_lowercase()) {
        return true;
    }
    let particle = word.children().find(|c| {
        c.label() == "compound:prt" || (c.is_label(&["advmod"]) && c.idx() == word.idx() + 1)
    });
    let preposition = dependent.and_then(super::clause::preposition);
    let words = particle
        .map(|p| p.form().to_lowercase())
        .into_iter()
        .chain(preposition);
    words
        .into_iter()
        .any(|p| list.contains(&format!("{} {p}", word.lemma())))
}

/// "refused to", "plans to", "is ready to".
fn of_complement(grammar: &Grammar, head: Token, infinitive: bool) -> Shift {
    if listed(&grammar.negative_verbs, head, None)
        || grammar.negative_adjectives.contains(head.lemma())
    {
        return Shift::Not;
    }
    if head.upos() == Upos::Adj && grammar.intended_adjectives.contains(head.lemma()) {
        return Shift::To(Modality::Intended);
    }
    if head.upos() == Upos::Adj && grammar.possible_adjectives.contains(head.lemma()) {
        return Shift::To(Modality::Possible);
    }
    if grammar.factive_verbs.contains(head.lemma())
        || grammar.causative_verbs.contains(head.lemma())
    {
        return Shift::None;
    }
    if listed(&grammar.requested_verbs, head, None)
        && head.child(&["obj", "nsubj:pass", "obl"]).is_some()
    {
        return Shift::To(Modality::Requested);
    }
    if listed(&grammar.intended_verbs, head, None) {
        return Shift::To(Modality::Intended);
    }
    if listed(&grammar.requested_verbs, head, None) {
        return Shift::To(Modality::Requested);
    }
    if listed(&grammar.possible_verbs, head, None) {
        return Shift::To(if infinitive && matches!(head.lemma(), "appear" | "seem") {
            Modality::Actual
        } else {
            Modality::Possible
        });
    }
    Shift::None
}

/// "denied that", "demanded that", "feared that", "said that".
fn of_clause(grammar: &Grammar, head: Token) -> Shift {
    if listed(&grammar.denial_verbs, head, None) {
        Shift::Not
    } else if listed(&grammar.requested_verbs, head, None)
        && !grammar.reporting_verbs.contains(head.lemma())
    {
        Shift::To(Modality::Requested)
    } else if listed(&grammar.possible_verbs, head, None)
        && !grammar.reporting_verbs.contains(head.lemma())
    {
        Shift::To(Modality::Possible)
    } else if matches!(
        head.lemma(),
        "promise" | "vow" | "pledge" | "hope" | "plan" | "swear" | "guarantee"
    ) {
        Shift::To(Modality::Intended)
    } else if head.upos() == Upos::Adj && grammar.possible_adjectives.contains(head.lemma()) {
        Shift::To(Modality::Possible)
    } else {
        Shift::Stop
    }
}

/// "if it attacks", "in order to attack", "after attacking".
fn of_adverbial(grammar: &Grammar, token: Token, head: Token) -> Shift {
    if listed(&grammar.prevention_verbs, head, None)
        && super::clause::preposition(token).is_none_or(|p| p == "from")
    {
        let from = token.children().any(|c| c.form() == "from");
        return if from { Shift::Not } else { Shift::Stop };
    }
    if is_infinitive(token) {
        return Shift::To(Modality::Intended);
    }
    if listed(&grammar.negative_verbs, head, Some(token)) {
        return Shift::Not;
    }
    Shift::Stop
}

/// "a plan to", "a call for", "the threat of", "lack of".
fn of_noun(grammar: &Grammar, head: Token, infinitive: bool) -> Shift {
    let lemma = head.lemma();
    if grammar.negative_nouns.contains(lemma) {
        Shift::Not
    } else if grammar.requested_nouns.contains(lemma) {
        Shift::To(Modality::Requested)
    } else if grammar.intended_nouns.contains(lemma) {
        Shift::To(Modality::Intended)
    } else if grammar.possible_nouns.contains(lemma)
        || grammar.reporting_nouns.contains(lemma) && infinitive
    {
        Shift::To(Modality::Possible)
    } else if infinitive {
        Shift::To(Modality::Intended)
    } else {
        Shift::None
    }
}

/// "rejected sanctions", "lifted the embargo", "threatened an attack", "launched an attack".
fn of_object(grammar: &Grammar, token: Token, head: Token) -> Shift {
    let definite = token.children().any(|c| {
        matches!(
            c.form().to_lowercase().as_str(),
            "the" | "this" | "its" | "their"
        ) || c.label() == "nmod:poss"
    });
    let particle = head.child(&["compound:prt"]).is_some();
    if grammar.light_verbs.contains(head.lemma()) && !grammar.intended_verbs.contains(head.lemma())
    {
        return Shift::None;
    }
    if listed(&grammar.ending_verbs, head, None)
        || listed(&grammar.negative_verbs, head, None)
        || listed(&grammar.prevention_verbs, head, None)
    {
        return Shift::Not;
    }
    if listed(&grammar.requested_verbs, head, Some(token)) && !definite {
        return Shift::To(Modality::Requested);
    }
    if listed(&grammar.intended_verbs, head, Some(token)) && !definite {
        return Shift::To(Modality::Intended);
    }
    if listed(&grammar.possible_verbs, head, Some(token)) && !definite && !particle {
        return Shift::To(Modality::Possible);
    }
    if head.upos() == Upos::Verb
        && head.lemma() != "be"
        && !grammar.light_verbs_inverse.contains(head.lemma())
        && !grammar.light_verbs.contains(head.lemma())
    {
        return Shift::Stop;
    }
    Shift::None
}

/// "called for sanctions", "threatened with an attack", "in the event of".
fn of_oblique(grammar: &Grammar, token: Token, head: Token) -> Shift {
    let with_preposition = |list: &crate::ontology::WordList| {
        super::clause::preposition(token)
            .is_some_and(|p| list.contains(&format!("{} {p}", head.lemma())))
    };
    if with_preposition(&grammar.requested_verbs) {
        Shift::To(Modality::Requested)
    } else if with_preposition(&grammar.negative_verbs) || with_preposition(&grammar.ending_verbs) {
        Shift::Not
    } else if with_preposition(&grammar.intended_verbs) || head.lemma() == "threaten" {
        Shift::To(Modality::Intended)
    } else if with_preposition(&grammar.possible_verbs) {
        Shift::To(Modality::Possible)
    } else if with_preposition(&grammar.light_verbs)
        || with_preposition(&grammar.light_verbs_inverse)
    {
        Shift::None
    } else {
        Shift::Stop
    }
}

/// "sanctions threat", "peace talks proposal".
fn of_modified(grammar: &Grammar, head: Token) -> Shift {
    match of_noun(grammar, head, false) {
        Shift::None => Shift::Stop,
        shift => shift,
    }
}
