//! Attribution: who says so.
//!
//! In: a trigger in its sentence with the two ends of its claim, and the document. Out: the speaker of reported speech, of
//! "according to", or of the quotation that the words stand in; nothing where it is the writer, who also vouches for what
//! reported words take for granted ("he met officials of Mali, which left the union").

use super::clause::{self, is_verbal};
use super::light::light_verb;
use super::scene::Scene;
use crate::actor::says;
use crate::language::{Quotations, Sentence, Token, Upos};

/// How many sentences a speaker is remembered for.
const MEMORY: usize = 3;

/// Conjunctions of clauses that tell the time of others.
const OF_TIME: &[&str] = &["after", "before", "since", "when", "as", "while", "until"];

/// The speakers of a document's sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Speakers {
    quotations: Quotations,
    /// Who speaks in each sentence outside of its quotations.
    of_sentence: Vec<Option<Speaker>>,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Speaker {
    Named(String),
    /// "He", "they": somebody named before, who is not known.
    Pronoun(String),
}

impl Speakers {
    /// Finds who speaks in each sentence.
    pub(super) fn new(scene: Scene) -> Self {
        let quotations = Quotations::new(scene.document);
        let of_sentence = scene
            .document
            .sentences()
            .map(|s| speaker_in(scene, &quotations, s))
            .collect();
        Self {
            quotations,
            of_sentence,
        }
    }

    /// Returns who says what a trigger says of two ends, given by their tokens.
    pub(super) fn of(&self, scene: Scene, trigger: Token, ends: [usize; 2]) -> Option<String> {
        let sentence = trigger.sentence().idx();
        let speaker = reported(scene, trigger, ends)
            .or_else(|| according_to(scene, trigger))
            .or_else(|| {
                let is_quoted = self.quotations.contains(trigger.idx())
                    || ends.iter().all(|end| self.quotations.contains(*end));
                is_quoted.then(|| self.around(sentence)).flatten()
            })?;
        Some(match speaker {
            Speaker::Named(name) => name,
            Speaker::Pronoun(word) => self.before(sentence).unwrap_or(word),
        })
    }

    /// Returns who speaks what a sentence quotes: who is named there, else before, else after it.
    fn around(&self, sentence: usize) -> Option<Speaker> {
        let own = self.of_sentence[sentence].clone();
        let before = || self.before(sentence).map(Speaker::Named);
        let after = || self.of_sentence.get(sentence + 1).cloned().flatten();
        own.or_else(before).or_else(after)
    }

    /// Returns who was the last to speak before a sentence.
    fn before(&self, sentence: usize) -> Option<String> {
        let before = self.of_sentence[..sentence].iter().rev().take(MEMORY);
        before.flatten().find_map(|speaker| match speaker {
            Speaker::Named(name) => Some(name.clone()),
            Speaker::Pronoun(_) => None,
        })
    }
}

/// Returns the subject of the first verb of saying in a sentence, outside of its quotations.
fn speaker_in(scene: Scene, quotations: &Quotations, sentence: Sentence) -> Option<Speaker> {
    sentence
        .tokens()
        .filter(|t| !quotations.contains(t.idx()) && says(scene.ontology, *t))
        .find_map(|verb| speaker_of(scene, verb))
}

/// Returns the speaker of a verb of saying: its subject, or the subject right before it that the tree gave to another verb.
fn speaker_of(scene: Scene, verb: Token) -> Option<Speaker> {
    let subject = clause::subject(verb).or_else(|| {
        let range = verb.sentence().range();
        (range.start..verb.idx())
            .rev()
            .map(|idx| scene.token(idx))
            .take_while(|t| t.form() != "," && t.form() != "”" && t.form() != "\"")
            .find(|t| t.is_label(&["nsubj"]))
    });
    subject.and_then(|s| name_of(scene, s))
}

/// Returns the subject of the verb of saying under which the claim stands.
fn reported(scene: Scene, trigger: Token, ends: [usize; 2]) -> Option<Speaker> {
    let mut token = told_at(scene, trigger, ends);
    if is_taken_for_granted(scene, token) {
        return None;
    }
    loop {
        let aside = token
            .children()
            .find(|c| c.is_label(&["parataxis"]) && says(scene.ontology, *c));
        if let Some(speaker) = aside.and_then(|a| speaker_of(scene, a)) {
            return Some(speaker);
        }
        let head = token.head()?;
        if says(scene.ontology, head) && token.is_label(&["ccomp", "parataxis"]) {
            return speaker_of(scene, head);
        }
        if is_aside(token) {
            return None;
        }
        token = head;
    }
}

/// Returns the token from which to look up for a verb of saying: the trigger, or where that is such a verb itself, what it
/// says of an end.
fn told_at<'d>(scene: Scene<'d>, trigger: Token<'d>, ends: [usize; 2]) -> Token<'d> {
    if !says(scene.ontology, trigger) {
        return trigger;
    }
    let below = |end: usize| {
        let mut path = std::iter::successors(Some(scene.token(end)), |t| t.head());
        path.find(|t| t.head() == Some(trigger) && t.is_label(&["ccomp", "parataxis"]))
    };
    ends.into_iter().find_map(below).unwrap_or(trigger)
}

/// Whether a noun names what is taken for granted: "the war between", "its occupation of".
fn is_taken_for_granted(scene: Scene, trigger: Token) -> bool {
    if trigger.is_label(&["amod", "compound", "appos"]) {
        return true;
    }
    let is_new = trigger
        .children()
        .any(|c| c.is_label(&["det"]) && matches!(c.lemma(), "a" | "an" | "no" | "any"));
    !is_verbal(trigger)
        && !is_new
        && !trigger.is_label(&["ccomp", "root", "parataxis"])
        && light_verb(scene.ontology.grammar(), trigger).is_none()
}

/// Whether a clause stands beside what is said: a relative clause, a participle beside a noun, a clause of time.
fn is_aside(clause: Token) -> bool {
    let is_time = |c: &Token| {
        c.is_label(&["mark", "advmod"])
            && c.idx() < clause.idx()
            && OF_TIME.contains(&&*c.form().to_lowercase())
    };
    match clause.label() {
        "acl:relcl" => true,
        "acl" => clause.xpos() == "VBN",
        "advcl" => clause.children().any(|c| is_time(&c)),
        _ => false,
    }
}

/// Returns whom "according to" names in the trigger's clause or above.
fn according_to(scene: Scene, trigger: Token) -> Option<Speaker> {
    let mut token = Some(trigger);
    while let Some(t) = token {
        let source = t.children().find(|c| {
            c.is_label(&["obl", "nmod"])
                && c.children()
                    .any(|k| k.is_label(&["case"]) && k.form().eq_ignore_ascii_case("according"))
        });
        if let Some(source) = source {
            return name_of(scene, source);
        }
        token = t.head();
    }
    None
}

/// Returns a speaker by name: the actor's, else the words of the noun phrase.
fn name_of(scene: Scene, token: Token) -> Option<Speaker> {
    if let Some(mention) = scene.cast.headed(token.idx()).next() {
        return Some(Speaker::Named(scene.member(mention).name.clone()));
    }
    if token.upos() == Upos::Pron {
        let word = token.form().to_lowercase();
        return matches!(&*word, "he" | "she" | "they" | "it").then_some(Speaker::Pronoun(word));
    }
    let start = token
        .children()
        .filter(|c| {
            c.idx() < token.idx() && c.is_label(&["amod", "compound", "nummod", "nmod", "flat"])
        })
        .map(|c| c.idx())
        .min();
    let first = start.unwrap_or(token.idx());
    let words = scene.document.phrase(&(first..token.idx() + 1));
    Some(Speaker::Named(words))
}
