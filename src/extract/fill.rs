//! Filling slots: which actors a token means.
//!
//! In: a token that stands in a slot. Out: mentions, one for each member of a coordination. A phrase that is no actor
//! itself is traced to its owner: "condemned Russia's invasion" means Russia.

use super::clause::{antecedent, hyphenated, is_after, possessor};
use super::scene::Scene;
use crate::actor::Form;
use crate::language::{Token, Upos};
use crate::ontology::{ActorKind, Frame, Mode, Polarity, RelationKind, Trigger};

/// An actor that fills a slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filler {
    /// Index of the mention in the cast.
    pub(super) mention: usize,
    /// How sure the way from the slot to the mention is, 0 to 1.
    pub(super) certainty: f64,
    /// Whether the slot holds a thing of the actor's, not the actor.
    pub(super) is_owner: bool,
    /// Whether it is only where what the slot holds happens: "an attack in Gaza".
    pub(super) is_scene: bool,
}

/// How sure an owner is, for each step of tracing.
const OWNER: f64 = 0.85;
/// How sure a pronoun is.
const ANAPHOR: f64 = 0.85;
/// How sure it is that a thing in a place is the place's.
const LOCATED: f64 = 0.6;

/// The prepositions of what is in a place.
const LOCATING: &[&str] = &["in", "at", "near", "inside", "across", "around", "outside"];

/// How far owners are traced.
const MAX_DEPTH: usize = 4;

/// Returns the actors that a slot's token means.
pub(super) fn fill(scene: Scene, token: Token) -> Vec<Filler> {
    let mut fillers = Vec::new();
    collect(scene, token, MAX_DEPTH, &mut fillers);
    fillers
}

/// Returns whom the adjectives of a noun are against or for: "anti-Western and, consequently, anti-Israeli".
pub(super) fn stances(scene: Scene, noun: Token, prefix: &str) -> Vec<Filler> {
    let adjectives = noun
        .children()
        .filter(|c| c.is_label(&["amod", "compound"]));
    let all = adjectives.flat_map(|a| std::iter::once(a).chain(conjuncts(a)));
    let takes_side = |t: &Token| {
        let side = t.form().get(..prefix.len());
        side.is_some_and(|s| s.eq_ignore_ascii_case(prefix))
    };
    all.filter(takes_side)
        .flat_map(|t| scene.cast.at(t.idx()).iter().copied())
        .filter(|&m| scene.mention(m).form == Form::Stance)
        .map(|mention| Filler {
            mention,
            certainty: 1.0,
            is_owner: false,
            is_scene: false,
        })
        .collect()
}

fn conjuncts(token: Token) -> impl Iterator<Item = Token> {
    token.children().filter(|c| c.is_label(&["conj"]))
}

fn collect(scene: Scene, token: Token, depth: usize, fillers: &mut Vec<Filler>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let token = antecedent(token);
    let direct = mentions_of(scene, token);
    let names = names_beside(scene, token);
    match (names.is_empty(), direct.is_empty()) {
        (false, _) => names
            .into_iter()
            .for_each(|name| collect(scene, name, depth, fillers)),
        (true, false) => fillers.extend(direct),
        (true, true) => owners(scene, token, depth, fillers),
    }
    let conjuncts = token
        .children()
        .filter(|c| c.label() == "conj" && !matches!(c.upos(), Upos::Verb | Upos::Aux));
    for conjunct in conjuncts.chain(listed(scene, token)) {
        collect(scene, conjunct, depth + 1, fillers);
    }
    fillers.dedup_by_key(|f| f.mention);
}

/// Returns whom a noun for several actors lists: "allies including Spain", "groups such as Hezbollah".
fn listed<'d>(scene: Scene<'d>, token: Token<'d>) -> impl Iterator<Item = Token<'d>> + 'd {
    let nouns = &scene.ontology.grammar().group_nouns;
    let is_group = nouns.contains(&token.lemma().to_lowercase());
    token
        .children()
        .filter(move |c| is_group && is_after(*c, &["including", "such as"]))
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
            is_scene: false,
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
    let made_by = modifiers(token).filter_map(|c| made_by(scene, c));
    let beside = token.children().filter(|c| c.is_label(&["appos", "flat"]));
    let close: Vec<Token> = possessor(token)
        .into_iter()
        .chain(named)
        .chain(made_by)
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
        .filter(|c| c.is_label(&["nmod"]) && is_after(*c, LOCATING));
    let ways = [
        (close, OWNER, false),
        (far, OWNER, false),
        (located.collect(), LOCATED, is_event(scene, token)),
    ];
    for (children, certainty, is_scene) in ways {
        let mut found = Vec::new();
        children
            .into_iter()
            .for_each(|child| collect(scene, child, depth, &mut found));
        if !found.is_empty() {
            fillers.extend(found.iter().map(|f| Filler {
                certainty: f.certainty * certainty,
                is_owner: true,
                is_scene: f.is_scene || is_scene,
                ..*f
            }));
            return;
        }
    }
}

/// Returns whose a noun is by a participle before it: "US-made missiles".
fn made_by<'d>(scene: Scene<'d>, participle: Token<'d>) -> Option<Token<'d>> {
    let is_listed = scene
        .ontology
        .grammar()
        .owner_participles
        .contains(&participle.form().to_lowercase());
    is_listed.then(|| hyphenated(participle)).flatten()
}

/// Returns the names beside a noun that is none itself: "the Lebanese group Hezbollah" is Hezbollah.
fn names_beside<'d>(scene: Scene<'d>, token: Token<'d>) -> Vec<Token<'d>> {
    if token.upos() == Upos::Propn || is_name(scene, token) {
        return Vec::new();
    }
    token
        .children()
        .filter(|c| c.is_label(&["appos", "flat"]) && is_name(scene, *c))
        .collect()
}

/// Whether the token heads a name of whose side nothing more needs to be said.
fn is_name(scene: Scene, token: Token) -> bool {
    let mut headed = scene.cast.headed(token.idx());
    headed.any(|m| {
        let member = scene.member(m);
        let is_unknown = member.kind == ActorKind::Person && member.root == member.id;
        scene.mention(m).form == Form::Name && !is_unknown
    })
}

/// Whether a noun says that somebody harms another, by the frames of such events.
fn is_event(scene: Scene, token: Token) -> bool {
    let lemma = token.lemma().to_lowercase();
    let harms = |f: &&Frame| {
        let relation = &scene.ontology.relations()[&f.relation];
        (relation.kind, relation.mode) == (RelationKind::Event, Mode::Material)
            && relation.polarity == Polarity::Negative
    };
    let mut frames = scene.ontology.frames().iter().filter(harms);
    frames.any(|f| match &f.trigger {
        Trigger::Noun(words) => words.iter().any(|w| w.last() == Some(&lemma)),
        _ => false,
    })
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
