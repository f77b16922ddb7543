//! Direct speech: who says "we".
//!
//! In: sentences and the mentions in them. Out: mentions of form [`Form::Anaphor`] for the first person in quotations and reported
//! speech, which stands for the speaker, or for the side that the speaker acts for. Unsure cases give nothing.

use super::cast::{Cast, Form, Mention};
use super::saying::{says, speaker};
use crate::language::{Document, Quotations, Sentence, Token, Upos};
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
            let Some(speaker) = speech.speaker(ontology, document, cast, token) else {
                continue;
            };
            let Mention {
                member, certainty, ..
            } = cast.mentions()[speaker];
            let side = cast
                .find(&cast.members()[member].root)
                .filter(|_| is_plural);
            found.push(Mention {
                tokens: token.idx()..token.idx() + 1,
                head: token.idx(),
                member: side.unwrap_or(member),
                form: Form::Anaphor,
                certainty,
            });
        }
    }
    for mention in found {
        cast.mention(mention);
    }
}

/// Who speaks in the sentences of a document.
struct Speech {
    quotations: Quotations,
    /// Of each sentence that holds a quotation, the mention that is the subject of its verb of saying.
    speaker: Vec<Option<usize>>,
}

impl Speech {
    fn new(ontology: &Ontology, document: &Document, cast: &Cast) -> Self {
        let quotations = Quotations::new(document);
        let speaker = document
            .sentences()
            .map(|s| quoting(ontology, &quotations, cast, s))
            .collect();
        Self {
            quotations,
            speaker,
        }
    }

    /// Returns the mention of whoever says a word: the subject of the verb of saying above it, else the speaker of the
    /// quotation, in its sentence, in one before or in the next.
    fn speaker(
        &self,
        ontology: &Ontology,
        document: &Document,
        cast: &Cast,
        word: Token,
    ) -> Option<usize> {
        let reporting = speaker(ontology, word).and_then(|s| cast.headed(s.idx()).next());
        let begins_quoted = |sentence: usize| {
            let first = document.sentence(sentence).range().start;
            self.quotations.contains(first)
        };
        reporting.or_else(|| {
            let idx = word.sentence().idx();
            if !begins_quoted(idx) {
                return None;
            }
            let before = (idx.saturating_sub(REACH)..idx)
                .rev()
                .take_while(|&i| begins_quoted(i + 1))
                .find_map(|i| self.speaker[i]);
            self.speaker[idx]
                .or(before)
                .or_else(|| self.speaker.get(idx + 1).copied().flatten())
        })
    }
}

/// Returns the mention that speaks in a sentence with a quotation, outside of it.
fn quoting(
    ontology: &Ontology,
    quotations: &Quotations,
    cast: &Cast,
    sentence: Sentence,
) -> Option<usize> {
    sentence.range().find(|&t| quotations.contains(t))?;
    sentence
        .tokens()
        .filter(|t| !quotations.contains(t.idx()) && says(ontology, *t))
        .find_map(|verb| cast.headed(verb.child(&["nsubj"])?.idx()).next())
}
