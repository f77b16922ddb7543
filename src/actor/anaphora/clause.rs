//! Clauses: where in its sentence a word stands, as far as anaphora go by it.

use crate::language::{Token, Upos};
use crate::ontology::Ontology;

pub(super) fn is_subject(token: Token) -> bool {
    token.is_label(&["nsubj"])
        || (token.label() == "conj" && token.head().is_some_and(|h| h.is_label(&["nsubj"])))
}

/// Returns the verb whose argument a word is, or stands in.
pub(super) fn predicate(token: Token) -> Option<usize> {
    let mut at = token;
    while let Some(head) = at.head() {
        if at.is_label(&["nsubj", "obj", "iobj", "obl"]) {
            return Some(head.idx());
        }
        at = head;
    }
    None
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

/// Whether a word is a verb of saying.
pub(super) fn says(ontology: &Ontology, token: Token) -> bool {
    token.upos() == Upos::Verb && ontology.grammar().reporting_verbs.contains(token.lemma())
}

/// Whether a word stands between quotation marks; `open` tells whether its sentence begins so.
pub(super) fn is_quoted(word: Token, open: bool) -> bool {
    let mut inside = open;
    for token in word
        .sentence()
        .tokens()
        .take_while(|t| t.idx() < word.idx())
    {
        match token.form() {
            "“" | "``" => inside = true,
            "”" | "''" => inside = false,
            "\"" => inside = !inside,
            _ => {}
        }
    }
    inside
}

/// Returns the object of the verb that a possessive's phrase gives a reason for: "condemned Russia for its invasion".
pub(super) fn blamed(token: Token) -> Option<Token> {
    let phrase = token.head().filter(|_| token.label() == "nmod:poss")?;
    let is_reason = phrase.children().any(|c| {
        c.is_label(&["case"]) && matches!(c.form().to_lowercase().as_str(), "for" | "over" | "of")
    });
    let verb = phrase
        .head()
        .filter(|v| is_reason && phrase.is_label(&["obl"]) && v.upos() == Upos::Verb)?;
    verb.child(&["obj"]).or_else(|| verb.child(&["nsubj:pass"]))
}

/// Whether the mention stands inside the phrase that the anaphor heads.
pub(super) fn governs(mention: Token, anaphor: Token) -> bool {
    mention.head() == Some(anaphor) && anaphor.subtree().contains(&mention.idx())
}
