//! Attribution: who says so.
//!
//! In: a trigger in its sentence, and the document. Out: the speaker of reported speech, of "according to", or of the
//! quotation that the sentence stands in; nothing where it is the writer.

use super::clause;
use super::scene::Scene;
use crate::language::{Sentence, Token, Upos};

/// The speakers of a document's sentences that stand inside a quotation as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Speakers {
    of_sentence: Vec<Option<String>>,
}

impl Speakers {
    /// Finds the speaker of each sentence that is wholly quoted: who speaks in the sentence before, else after it.
    pub(super) fn new(scene: Scene) -> Self {
        let sentences: Vec<Sentence> = scene.document.sentences().collect();
        let mut open = false;
        let quoted: Vec<bool> = sentences
            .iter()
            .map(|sentence| {
                let starts_quoted = open || sentence.text().starts_with(['"', '“']);
                for c in sentence.text().chars() {
                    match c {
                        '“' => open = true,
                        '”' => open = false,
                        '"' => open = !open,
                        _ => {}
                    }
                }
                starts_quoted
            })
            .collect();
        let own: Vec<Option<String>> = sentences.iter().map(|s| quote_speaker(scene, *s)).collect();
        let of_sentence = (0..sentences.len())
            .map(|idx| {
                if !quoted[idx] {
                    return None;
                }
                let before = (0..idx)
                    .rev()
                    .take(3)
                    .take_while(|&i| i + 1 >= idx || quoted[i + 1])
                    .find_map(|i| own[i].clone());
                own[idx]
                    .clone()
                    .or(before)
                    .or_else(|| own.get(idx + 1).cloned().flatten())
            })
            .collect();
        Self { of_sentence }
    }

    /// Returns who says what a trigger says.
    pub(super) fn of(&self, scene: Scene, trigger: Token) -> Option<String> {
        reported(scene, trigger)
            .or_else(|| according_to(scene, trigger))
            .or_else(|| self.of_sentence[trigger.sentence().idx()].clone())
    }
}

/// Returns the subject of a verb of saying in a sentence that holds a quotation mark.
fn quote_speaker(scene: Scene, sentence: Sentence) -> Option<String> {
    if !sentence.text().contains(['"', '“', '”']) {
        return None;
    }
    let mut depth = sentence.text().starts_with('”');
    for token in sentence.tokens() {
        match token.form() {
            "“" | "``" => depth = true,
            "”" | "''" => depth = false,
            "\"" => depth = !depth,
            _ => {}
        }
        let says = !depth
            && token.upos() == Upos::Verb
            && scene
                .ontology
                .grammar()
                .reporting_verbs
                .contains(token.lemma());
        if says && let Some(speaker) = clause::subject(token).and_then(|s| name_of(scene, s)) {
            return Some(speaker);
        }
    }
    None
}

/// Returns the subject of the verb of saying under which the trigger stands.
fn reported(scene: Scene, trigger: Token) -> Option<String> {
    let grammar = scene.ontology.grammar();
    let mut token = trigger;
    while let Some(head) = token.head() {
        let says = grammar.reporting_verbs.contains(head.lemma());
        if says && token.is_label(&["ccomp", "parataxis"]) {
            return clause::subject(head).and_then(|s| name_of(scene, s));
        }
        let aside = token
            .children()
            .find(|c| c.is_label(&["parataxis"]) && grammar.reporting_verbs.contains(c.lemma()));
        if let Some(speaker) = aside
            .and_then(|a| clause::subject(a))
            .and_then(|s| name_of(scene, s))
        {
            return Some(speaker);
        }
        token = head;
    }
    let aside = token
        .children()
        .find(|c| c.is_label(&["parataxis"]) && grammar.reporting_verbs.contains(c.lemma()));
    aside
        .and_then(|a| clause::subject(a))
        .and_then(|s| name_of(scene, s))
}

/// Returns whom "according to" names in the trigger's clause or above.
fn according_to(scene: Scene, trigger: Token) -> Option<String> {
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

/// Returns the name of a speaker: the actor's, else the words of the noun phrase.
fn name_of(scene: Scene, token: Token) -> Option<String> {
    if let Some(mention) = scene.cast.headed(token.idx()).next() {
        return Some(scene.member(mention).name.clone());
    }
    if token.upos() == Upos::Pron {
        return None;
    }
    let start = token
        .children()
        .filter(|c| {
            c.idx() < token.idx() && c.is_label(&["amod", "compound", "nummod", "nmod", "flat"])
        })
        .map(|c| c.idx())
        .min();
    let first = start.unwrap_or(token.idx());
    Some(scene.document.phrase(&(first..token.idx() + 1)))
}
