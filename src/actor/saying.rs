//! Saying: who says the clause that a word stands in.
//!
//! In: a word with its tree, and the verbs of saying. Out: the verb's subject, as far as the sentence tells it.

use crate::language::{Token, Upos};
use crate::ontology::Ontology;

/// Whether a word is a verb of saying.
pub(crate) fn says(ontology: &Ontology, token: Token) -> bool {
    token.upos() == Upos::Verb && ontology.grammar().reporting_verbs.contains(token.lemma())
}

/// Returns the subject of the verb of saying that a word's clause stands under or beside.
pub(super) fn speaker<'d>(ontology: &Ontology, word: Token<'d>) -> Option<Token<'d>> {
    let says = |token| says(ontology, token);
    let mut token = word;
    loop {
        let aside = token
            .children()
            .find(|c| c.is_label(&["parataxis"]) && says(*c));
        let above = token
            .head()
            .filter(|h| says(*h) && token.is_label(&["ccomp", "parataxis"]));
        if let Some(verb) = aside.or(above) {
            return verb.child(&["nsubj"]);
        }
        token = token.head()?;
    }
}
