//! Clauses: where in its sentence a word stands, as far as anaphora go by it.

use crate::language::{Token, Upos};

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

/// Whether the mention is the place that the anaphor's clause tells of: not Syria in "Syria, where it works with Hezbollah".
pub(super) fn is_scene_of(mention: Token, anaphor: Token) -> bool {
    let mut clauses = mention.children().filter(|c| c.label() == "acl:relcl");
    clauses.any(|clause| {
        let tells_where = |c: Token| c.is_label(&["advmod"]) && c.lemma() == "where";
        clause.children().any(tells_where) && clause.subtree().contains(&anaphor.idx())
    })
}

/// Whether the mention stands inside the phrase that the anaphor heads.
pub(super) fn governs(mention: Token, anaphor: Token) -> bool {
    mention.head() == Some(anaphor) && anaphor.subtree().contains(&mention.idx())
}
