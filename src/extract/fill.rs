//! Filling slots: which actors a token means.
//!
//! In: a token that stands in a slot. Out: mentions, one for each member of a coordination. A phrase that is no actor
//! itself is traced to its owner: "condemned Russia's invasion" means Russia.

use super::clause::{antecedent, is_after, possessor};
use super::scene::Scene;
use crate::actor::Form;
use crate::language::{Token, Upos};

/// An actor that fills a slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filler {
    /// Index of the mention in the cast.
    pub(super) mention: usize,
    /// How sure the way from the slot to the mention is, 0 to 1.
    pub(super) certainty: f64,
    /// Whether the slot holds a thing of the actor's, not the actor.
    pub(super) is_owner: bool,
}

/// How sure an owner is, for each step of tracing.
const OWNER: f64 = 0.85;
/// How sure a pronoun is.
const ANAPHOR: f64 = 0.85;
/// How sure it is that a thing in a place is the place's.
const LOCATED: f64 = 0.6;

/// How far owners are traced.
const MAX_DEPTH: usize = 4;

/// Returns the actors that a slot's token means.
pub(super) fn fill(scene: Scene, token: Token) -> Vec<Filler> {
    let mut fillers = Vec::new();
    collect(scene, token, MAX_DEPTH, &mut fillers);
    fillers
}

fn collect(scene: Scene, token: Token, depth: usize, fillers: &mut Vec<Filler>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let token = antecedent(token);
    let direct = mentions_of(scene, token);
    if direct.is_empty() {
        owners(scene, token, depth, fillers);
    } else {
        fillers.extend(direct);
    }
    for conjunct in token
        .children()
        .filter(|c| c.label() == "conj" && !matches!(c.upos(), Upos::Verb | Upos::Aux))
    {
        collect(scene, conjunct, depth + 1, fillers);
    }
    fillers.dedup_by_key(|f| f.mention);
}

/// Returns the mentions that the token heads, or that it is a part of.
fn mentions_of(scene: Scene, token: Token) -> Vec<Filler> {
    let filler = |mention: usize| {
        let certainty = if scene.mention(mention).form == Form::Anaphor {
            ANAPHOR
        } else {
            1.0
        };
        Filler {
            mention,
            certainty,
            is_owner: false,
        }
    };
    let headed: Vec<Filler> = scene.headed(token.idx()).map(filler).collect();
    if !headed.is_empty() {
        return headed;
    }
    let named = |m: &usize| scene.mention(*m).form == Form::Name;
    scene
        .cast
        .at(token.idx())
        .iter()
        .copied()
        .filter(named)
        .map(filler)
        .take(1)
        .collect()
}

/// Traces a phrase to its owners: possessive, demonym or name before it, apposition; else "of" and "by"; else where it is.
fn owners(scene: Scene, token: Token, depth: usize, fillers: &mut Vec<Filler>) {
    if matches!(token.upos(), Upos::Verb | Upos::Aux | Upos::Pron) {
        return;
    }
    let named = modifiers(token).filter(|c| !scene.cast.at(c.idx()).is_empty());
    let beside = token.children().filter(|c| c.is_label(&["appos", "flat"]));
    let close: Vec<Token> = possessor(token)
        .into_iter()
        .chain(named)
        .chain(beside)
        .collect();
    let of = token
        .children()
        .filter(|c| c.is_label(&["nmod"]) && is_after(*c, &["of", "by", "from"]));
    let participles = token
        .children()
        .filter(|c| c.label() == "acl" && c.xpos() == "VBN");
    let by = participles.flat_map(|p| {
        p.children()
            .filter(|c| c.label() == "obl:agent" || is_after(*c, &["by"]))
    });
    let far: Vec<Token> = of.chain(by).collect();
    let located = token
        .children()
        .filter(|c| c.is_label(&["nmod"]) && is_after(*c, &["in", "at", "near", "inside"]));
    for (children, certainty) in [(close, OWNER), (far, OWNER), (located.collect(), LOCATED)] {
        let mut found = Vec::new();
        children
            .into_iter()
            .for_each(|child| collect(scene, child, depth, &mut found));
        if !found.is_empty() {
            fillers.extend(found.iter().map(|f| Filler {
                certainty: f.certainty * certainty,
                is_owner: true,
                ..*f
            }));
            return;
        }
    }
}

/// Returns the words before a noun that may say whose it is: adjectives and names without preposition.
pub(super) fn modifiers<'d>(token: Token<'d>) -> impl Iterator<Item = Token<'d>> + 'd {
    token.children().filter(move |c| {
        c.idx() < token.idx()
            && c.is_label(&[
                "amod",
                "compound",
                "nmod:desc",
                "nmod:unmarked",
                "nmod",
                "flat",
                "obl:unmarked",
            ])
            && c.child(&["case"]).is_none()
    })
}
