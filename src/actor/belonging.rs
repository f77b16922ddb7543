//! Whose people are they: the state or organisation of somebody unknown, by what the text says of them.
//!
//! In: a cast with names, titles and roles. Out: the root of people that had none: "Kursk governor Alexei Smirnov", "Li Guangjun,
//! a counsellor at the Chinese embassy", "Israeli hostage Farhan al-Qadi". It makes no affiliation: that takes a title of
//! [`super::role`].

use std::collections::BTreeMap;

use super::bridge;
use super::cast::{Cast, CastMember, Form, Mention};
use super::gazetteer::Gazetteer;
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorId, ActorKind, Ontology};

/// Prepositions between people and what they belong to.
const OF: [&str; 3] = ["of", "for", "from"];

/// Prepositions that tie people to organisations, where of a place they only say where: "a counsellor at the embassy".
const AT: [&str; 3] = ["at", "in", "with"];

/// How deep the owner may lie in a description: "the head of the air force of Oman".
const DEPTH: usize = 3;

/// Gives a root to people and offices that act for themselves so far.
pub(super) fn settle(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
) {
    settle_offices(ontology, gazetteer, document, cast);
    settle_described(ontology, document, cast);
}

/// Gives "the Ministry of Health" and "Treasury", which name no state, to the one that needs no name in the article.
fn settle_offices(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    cast: &mut Cast,
) {
    let members = cast.members().iter().enumerate();
    let offices: Vec<usize> = members
        .filter(|(_, m)| m.kind == ActorKind::Organisation && is_unknown(ontology, m))
        .filter(|(_, m)| is_office(ontology, &m.name))
        .map(|(idx, _)| idx)
        .collect();
    if offices.is_empty() {
        return;
    }
    let Some(home) = bridge::home_state(ontology, gazetteer, document, cast) else {
        return;
    };
    let home = cast.members()[home].clone();
    for office in offices {
        let member = cast.member_mut(office);
        (member.root, member.root_name) = (home.root.clone(), home.root_name.clone());
        member.kind = ActorKind::Organ;
    }
}

/// Whether somebody acts for nobody else so far and is in no file.
fn is_unknown(ontology: &Ontology, member: &CastMember) -> bool {
    member.root == member.id && ontology.actors().find(&member.id).is_none()
}

/// Whether a name is no more than what states call their organs: "Ministry of Health", "Supreme Court", "Senate".
fn is_office(ontology: &Ontology, name: &str) -> bool {
    let name = name.to_lowercase();
    let is_organ = |words: &str| ontology.actors().is_organ(words);
    let before = name.split(" of ").next().unwrap_or_default();
    is_organ(&name) || (name.contains(" of ") && is_organ(before))
}

/// Gives a root to people where a description names whose they are, and to companies ("the Iranian airline Mahan Air"); of several,
/// the first.
fn settle_described(ontology: &Ontology, document: &Document, cast: &mut Cast) {
    let mut roots: BTreeMap<usize, (ActorId, String)> = BTreeMap::new();
    for mention in cast.mentions() {
        let member = cast.member_of(mention);
        let is_open = match member.kind {
            ActorKind::Person => member.root == member.id,
            ActorKind::Organisation => is_unknown(ontology, member),
            _ => false,
        };
        let is_described = mention.form == Form::Name
            && document.token(mention.head).sentence().is_parsed()
            && !roots.contains_key(&mention.member);
        if !is_open || !is_described {
            continue;
        }
        let search = Search {
            ontology,
            cast,
            mention,
        };
        let name = document.token(mention.head);
        let owner = match member.kind {
            ActorKind::Person => search.of_person(name),
            _ => search.of_company(name),
        };
        if let Some(owner) = owner {
            let owner = &cast.members()[owner];
            roots.insert(
                mention.member,
                (owner.root.clone(), owner.root_name.clone()),
            );
        }
    }
    for (member, (root, root_name)) in roots {
        let member = cast.member_mut(member);
        (member.root, member.root_name) = (root, root_name);
    }
}

/// What is needed to find the owner of one name.
struct Search<'a> {
    ontology: &'a Ontology,
    cast: &'a Cast,
    mention: &'a Mention,
}

impl Search<'_> {
    /// Returns to whom the words around a name say that somebody belongs.
    fn of_person(&self, name: Token) -> Option<usize> {
        let of_name = self.owner(name, Tie::Name, DEPTH);
        of_name.or_else(|| {
            let mut nouns = self.descriptions(name);
            nouns
                .find_map(|noun| self.owner(noun, self.tie(noun)?, DEPTH))
                .or_else(|| self.shared(name))
        })
    }

    /// Returns the state of a company as the noun beside its name tells: "Germany's top industry association, BDI".
    fn of_company(&self, name: Token) -> Option<usize> {
        let nouns = &self.ontology.grammar().company_nouns;
        self.descriptions(name)
            .filter(|noun| nouns.contains(noun.lemma()))
            .find_map(|noun| self.owner(noun, Tie::Office, DEPTH))
    }

    /// Returns to whom a description in the plural gives all whom it names: "the Hamas leaders Yahya Sinwar and Mohammed Deif".
    fn shared(&self, name: Token) -> Option<usize> {
        let first = name.head().filter(|_| name.is_label(&["conj"]))?;
        let mut nouns = self
            .descriptions(first)
            .filter(|noun| matches!(noun.xpos(), "NNS" | "NNPS"));
        nouns.find_map(|noun| self.owner(noun, self.tie(noun)?, DEPTH))
    }

    /// Returns the common nouns that describe a name: a title before it, an apposition on either side, a predicate.
    fn descriptions<'d>(&self, name: Token<'d>) -> impl Iterator<Item = Token<'d>> {
        let beside = name
            .children()
            .filter(|t| t.is_label(&["appos"]) || t.label() == "nmod:desc");
        let above = name.head().filter(|head| {
            name.is_label(&["appos"])
                || name.label() == "nmod:desc"
                || name.is_label(&["nsubj"]) && head.child(&["cop"]).is_some()
        });
        beside.chain(above).filter(|t| {
            !self.mention.tokens.contains(&t.idx()) && matches!(t.upos(), Upos::Noun | Upos::Propn)
        })
    }

    /// Whether a noun is said of people who only judge or face those after whom they are named.
    fn is_outsider(&self, noun: Token) -> bool {
        let grammar = self.ontology.grammar();
        [&grammar.commentator_nouns, &grammar.outsider_nouns]
            .iter()
            .any(|list| list.contains(noun.lemma()))
    }

    /// Returns how strongly a noun ties people to whom it is said of; none for people who only judge or face them.
    fn tie(&self, noun: Token) -> Option<Tie> {
        if self.is_outsider(noun) {
            return None;
        }
        let role = self.ontology.actors().role(&noun.lemma().to_lowercase());
        Some(role.map_or(Tie::Noun, |_| Tie::Office))
    }

    /// Returns the actor to whom a noun's modifiers give it, nearest first: "Israel's", "Chinese", "of Oman", "at the Pentagon".
    fn owner(&self, noun: Token, tie: Tie, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let outside = |t: &Token| !self.mention.tokens.contains(&t.idx());
        let before = noun
            .children()
            .filter(outside)
            .filter(|t| t.is_label(&["nmod", "amod", "compound"]) && t.idx() < noun.idx());
        let after = noun
            .children()
            .filter(|t| outside(t) && t.is_label(&["nmod"]) && t.idx() > noun.idx());
        let mut parts = before
            .map(|t| (t, None))
            .chain(after.filter_map(|t| Some((t, Some(preposition(t)?)))));
        parts.find_map(|(part, preposition)| {
            self.named(part, tie, preposition).or_else(|| {
                let tie = (!self.is_outsider(part)).then_some(Tie::Office)?;
                self.owner(part, tie, depth)
            })
        })
    }

    /// Returns the actor that a word names, if it can own somebody so.
    fn named(&self, word: Token, tie: Tie, preposition: Option<&str>) -> Option<usize> {
        let mentions = self.cast.at(word.idx()).iter();
        let mut mentions = mentions.map(|&m| &self.cast.mentions()[m]);
        let owner = mentions.find(|m| {
            !matches!(m.form, Form::Stance | Form::Anaphor)
                && match self.cast.member_of(m).kind {
                    ActorKind::Person | ActorKind::People | ActorKind::Collective => false,
                    ActorKind::Group
                    | ActorKind::Organisation
                    | ActorKind::Organ
                    | ActorKind::State
                    | ActorKind::Place => true,
                }
        })?;
        let kind = self.cast.member_of(owner).kind;
        let is_place =
            matches!(kind, ActorKind::State | ActorKind::Place) && owner.form != Form::Role;
        let holds = match preposition {
            Some(word) if AT.contains(&word) => !is_place,
            Some("for") => tie == Tie::Office,
            Some(_) => true,
            // "China critic", "the Iran deal's author": a name before a noun says only of what it is.
            None if word.is_label(&["compound"]) || word.label() == "nmod:desc" => {
                tie == Tie::Office || owner.form == Form::Demonym
            }
            None => true,
        };
        holds.then_some(owner.member)
    }
}

/// Returns the preposition before a noun, if it ties people to it.
fn preposition<'d>(noun: Token<'d>) -> Option<&'d str> {
    let case = noun.child(&["case"])?.form();
    (OF.contains(&case) || AT.contains(&case)).then_some(case)
}

/// What words describe somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// The name itself: "Natalia Prilutskaya of Amnesty International".
    Name,
    /// An office or role: "governor", "spokesman".
    Office,
    /// Another noun: "hostage", "poet".
    Noun,
}
