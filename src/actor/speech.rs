//! Direct speech: who says "we".
//!
//! In: sentences and the mentions in them. Out: mentions of form [`Form::Anaphor`] for the first person in quotations and reported
//! speech, which stands for the speaker, or for the side that the speaker acts for. Unsure cases give nothing.

use super::cast::{Cast, Form, Mention};
use crate::language::{Document, Sentence, Token, Upos};
use crate::ontology::Ontology;

/// How many quoted sentences may follow on the one that names their speaker.
const REACH: usize = 4;

/// Adds what the first person stands for.
pub(super) fn resolve(ontology: &Ontology, document: &Document, cast: &mut Cast) {
    let mut speech = None;
    let mut found = Vec::new();
    for sentence in document.sentences().filter(|s| s.is_parsed()) {
        for token in sentence.tokens().filter(|t| t.upos() == Upos::Pron) {
            let is_plural = match token.form().to_lowercase().as_str() {
                "we" | "our" | "ours" | "ourselves" => true,
                "us" if token.form() == "us" => true,
                "i" | "me" | "my" | "myself" => false,
                _ => continue,
            };
            if !cast.at(token.idx()).is_empty() {
                continue;
            }
            let speech = speech.get_or_insert_with(|| Speech::new(ontology, document, cast));
            let Some(speaker) = speech.speaker(ontology, cast, token) else {
                continue;
            };
            let member = cast.mentions()[speaker].member;
            let side = cast
                .members()
                .iter()
                .position(|m| is_plural && m.id == cast.members()[member].root);
            found.push(Mention {
                tokens: token.idx()..token.idx() + 1,
                head: token.idx(),
                member: side.unwrap_or(member),
                form: Form::Anaphor,
                certainty: 1.0,
            });
        }
    }
    for mention in found {
        cast.mention(mention);
    }
}

/// The quotations of a document.
struct Speech {
    /// Of each sentence, whether it begins inside a quotation or with one.
    quoted: Vec<bool>,
    /// Of each sentence that holds a quotation mark, the mention that is the subject of its verb of saying.
    speaker: Vec<Option<usize>>,
}

impl Speech {
    fn new(ontology: &Ontology, document: &Document, cast: &Cast) -> Self {
        let mut open = false;
        let quoted = document
            .sentences()
            .map(|sentence| {
                let begins = open || sentence.text().starts_with(['"', '“']);
                for c in sentence.text().chars() {
                    match c {
                        '“' => open = true,
                        '”' => open = false,
                        '"' => open = !open,
                        _ => {}
                    }
                }
                begins
            })
            .collect();
        let speaker = document
            .sentences()
            .map(|s| quoting(ontology, cast, s))
            .collect();
        Self { quoted, speaker }
    }

    /// Returns the mention of whoever says a word: the subject of the verb of saying above it, else the speaker of the
    /// quotation, in its sentence, in one before or in the next.
    fn speaker(&self, ontology: &Ontology, cast: &Cast, word: Token) -> Option<usize> {
        let idx = word.sentence().idx();
        reporting(ontology, cast, word).or_else(|| {
            if !self.quoted[idx] {
                return None;
            }
            let before = (idx.saturating_sub(REACH)..idx)
                .rev()
                .take_while(|&i| self.quoted[i + 1])
                .find_map(|i| self.speaker[i]);
            self.speaker[idx]
                .or(before)
                .or_else(|| self.speaker.get(idx + 1).copied().flatten())
        })
    }
}

fn says(ontology: &Ontology, token: Token) -> bool {
    token.upos() == Upos::Verb && ontology.grammar().reporting_verbs.contains(token.lemma())
}

/// Returns the mention that is a verb's subject.
fn subject(cast: &Cast, verb: Token) -> Option<usize> {
    let subject = verb.child(&["nsubj"])?;
    cast.headed(subject.idx()).next()
}

/// Returns the subject of the verb of saying that a word stands under, or beside whose clause it stands.
fn reporting(ontology: &Ontology, cast: &Cast, word: Token) -> Option<usize> {
    let mut token = word;
    loop {
        let aside = token
            .children()
            .find(|c| c.is_label(&["parataxis"]) && says(ontology, *c));
        if let Some(found) = aside.and_then(|verb| subject(cast, verb)) {
            return Some(found);
        }
        let head = token.head()?;
        if says(ontology, head) && token.is_label(&["ccomp", "parataxis"]) {
            return subject(cast, head);
        }
        token = head;
    }
}

/// Returns the mention that speaks in a sentence with a quotation mark, outside the quotation.
fn quoting(ontology: &Ontology, cast: &Cast, sentence: Sentence) -> Option<usize> {
    if !sentence.text().contains(['"', '“', '”']) {
        return None;
    }
    let mut inside = sentence.text().contains('”') && !sentence.text().contains('“');
    for token in sentence.tokens() {
        match token.form() {
            "“" | "``" => inside = true,
            "”" | "''" => inside = false,
            "\"" => inside = !inside,
            _ => {}
        }
        if !inside
            && says(ontology, token)
            && let Some(found) = subject(cast, token)
        {
            return Some(found);
        }
    }
    None
}
