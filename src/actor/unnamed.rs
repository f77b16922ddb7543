//! Unnamed parts of an actor: "the Israeli army", "Thailand's foreign minister", "the leaders of Japan and China".
//!
//! In: a role phrase and whose it is. Out: a mention for each owner, of the owner itself where the words stand for it, of
//! who holds the office where that is known, else of the part, under the name that its owner and the words give it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bridge;
use super::cast::{Cast, CastMember, Form, Mention};
use super::gazetteer::Gazetteer;
use super::identity;
use super::role::{Found, SELF, is_owner, is_possessive};
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorId, ActorKind, ActorTable, Ontology, RoleClass};
use crate::time::PartialDate;

/// Whose a role phrase is.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// Index in [`Cast::members`].
    pub(super) member: usize,
    /// The words that name it.
    pub(super) words: Range<usize>,
    /// These words and the role phrase.
    pub(super) span: Range<usize>,
}

/// Words for people in the hands of others: "Taliban prisoners" are not the Taliban.
const CAPTIVES: [&str; 5] = ["prisoner", "detainee", "hostage", "captive", "inmate"];

/// Words for whoever heads a state, whatever the office is called.
const ANY_HEAD: [&str; 3] = ["leader", "ruler", "strongman"];

/// Offices that are held at somebody: "ambassador to Greece".
const SENT: [&str; 4] = ["ambassador", "envoy", "consul", "emissary"];

/// Returns the other owners of a role phrase in the plural: "US, Egyptian and Qatari mediators", "the leaders of Japan
/// and China".
pub(super) fn owners(
    document: &Document,
    cast: &Cast,
    sentence: &Range<usize>,
    found: &Found,
    owner: &Owner,
) -> Vec<Owner> {
    if !is_plural(document, found) || found.role.class == RoleClass::Rebels {
        return Vec::new();
    }
    match owner.words.start < found.tokens.start {
        true => owners_before(document, cast, sentence, found, owner),
        false => owners_after(document, cast, found, owner),
    }
}

fn owners_before(
    document: &Document,
    cast: &Cast,
    sentence: &Range<usize>,
    found: &Found,
    owner: &Owner,
) -> Vec<Owner> {
    let mut owners = Vec::new();
    let mut at = owner.words.start;
    loop {
        let joins = |word: &str| matches!(word, "," | "and" | "or" | "&");
        let joint = (sentence.start..at)
            .rev()
            .take_while(|&t| joins(document.token(t).form()));
        let n_joints = joint.count();
        let is_list = n_joints > 0 && (!owners.is_empty() || document.token(at - 1).form() != ",");
        let last = (at - n_joints)
            .checked_sub(1)
            .filter(|t| is_list && *t >= sentence.start);
        let Some(mention) = last.and_then(|t| {
            let mut mentions = cast.at(t).iter().map(|&m| &cast.mentions()[m]);
            mentions.find(|m| m.tokens.end == t + 1 && is_modifier(document, cast, m))
        }) else {
            return owners;
        };
        at = mention.tokens.start;
        owners.push(Owner {
            member: mention.member,
            words: mention.tokens.clone(),
            span: at..found.tokens.end,
        });
    }
}

fn owners_after(document: &Document, cast: &Cast, found: &Found, owner: &Owner) -> Vec<Owner> {
    let heads = cast.within(&owner.words).map(|m| document.token(m.head));
    let Some(first) = heads.last() else {
        return Vec::new();
    };
    first
        .children()
        .filter(|t| t.is_label(&["conj"]))
        .flat_map(|t| cast.headed(t.idx()))
        .map(|m| &cast.mentions()[m])
        .filter(|m| is_owner(cast, m) && !owns_what_follows(document, m))
        .map(|m| Owner {
            member: m.member,
            words: m.tokens.clone(),
            span: found.tokens.start..m.tokens.end,
        })
        .collect()
}

fn owns_what_follows(document: &Document, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    end < document.n_tokens() && is_possessive(document.token(end))
}

/// Whether a mention can stand before a noun as an adjective does: "Egyptian", "US".
fn is_modifier(document: &Document, cast: &Cast, mention: &Mention) -> bool {
    let token = document.token(mention.head);
    let is_capitals = !token.form().contains(char::is_lowercase);
    is_owner(cast, mention)
        && (is_capitals || mention.form == Form::Demonym && !matches!(token.xpos(), "NNS" | "NNPS"))
}

fn is_plural(document: &Document, found: &Found) -> bool {
    let last = document.token(found.tokens.end - 1).form().to_lowercase();
    !found.role.phrase.ends_with(&last)
}

/// Adds the mention of what a role phrase names.
pub(super) fn add(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    published: Option<PartialDate>,
    cast: &mut Cast,
    found: &Found,
    owner: &Owner,
) {
    let table = ontology.actors();
    let member = if stands_for_owner(cast, found, owner) {
        owner.member
    } else if let Some(group) = group_of(ontology, document, cast, found, owner) {
        group
    } else if let Some(holder) = holder(table, document, published, cast, found, owner) {
        cast.add(holder)
    } else {
        let whole = cast.members()[owner.member].clone();
        let name = name(table, document, cast, found, owner);
        let known = gazetteer.reading(&name).iter().map(|&alias| {
            let actor = table.actor(table.aliases()[alias].actor);
            identity::known(table, actor, published)
        });
        let own = known.into_iter().find(|k| k.root == whole.root);
        cast.add(own.unwrap_or_else(|| CastMember {
            id: ActorId::from_name(&name),
            name,
            kind: found.role.class.kind(),
            ..whole
        }))
    };
    cast.mention(Mention {
        tokens: owner.span.start.min(found.tokens.start)..found.tokens.end,
        head: found.tokens.end - 1,
        member,
        form: Form::Role,
        certainty: 1.0,
    });
}

/// Whether the phrase tells only what kind of group is meant: "the Shiite militant group"; which one is for the text before to say.
pub(super) fn is_described_group(
    ontology: &Ontology,
    document: &Document,
    cast: &Cast,
    found: &Found,
    owner: &Owner,
) -> bool {
    let last = found.role.phrase.split(' ').next_back();
    let nouns = &ontology.grammar().nouns_for_groups;
    cast.members()[owner.member].kind == ActorKind::Collective
        && last.is_some_and(|noun| nouns.contains(noun))
        && !is_plural(document, found)
}

fn stands_for_owner(cast: &Cast, found: &Found, owner: &Owner) -> bool {
    let is_state = cast.members()[owner.member].kind == ActorKind::State;
    let phrase = found.role.phrase.as_str();
    SELF.contains(&phrase)
        || found.role.class == RoleClass::Rebels
        || (!is_state && found.role.class != RoleClass::Organ && !CAPTIVES.contains(&phrase))
}

/// Returns the group of a state that was named last before: "the Lebanese militant group" after "Hezbollah".
fn group_of(
    ontology: &Ontology,
    document: &Document,
    cast: &Cast,
    found: &Found,
    owner: &Owner,
) -> Option<usize> {
    let noun = found.role.phrase.split(' ').next_back()?;
    let article = owner.span.start.checked_sub(1)?;
    let is_definite = document.token(article).form().eq_ignore_ascii_case("the");
    if !is_definite || !ontology.grammar().nouns_for_groups.contains(noun) {
        return None;
    }
    let country = &cast.members()[owner.member].id;
    let stands_there = |m: &&Mention| {
        let actor = ontology.actors().find(&cast.member_of(m).id);
        actor.is_some_and(|a| a.kind == ActorKind::Group && a.country.as_ref() == Some(country))
    };
    let mut before = cast.mentions().iter().filter(|m| m.tokens.end <= article);
    before.rfind(stands_there).map(|m| m.member)
}

/// Returns who heads a state under that title: whom the article calls so, else who does in the ontology on that day.
fn holder(
    table: &ActorTable,
    document: &Document,
    published: Option<PartialDate>,
    cast: &Cast,
    found: &Found,
    owner: &Owner,
) -> Option<CastMember> {
    let state = &cast.members()[owner.member];
    let is_past = |t: Token| {
        let word = t.form().to_lowercase();
        matches!(
            &*word,
            "former" | "ex" | "then" | "late" | "new" | "next" | "future"
        )
    };
    let span = owner.span.start.saturating_sub(1)..found.tokens.end;
    if found.role.class != RoleClass::Head
        || state.kind != ActorKind::State
        || is_plural(document, found)
        || span.clone().any(|t| is_past(document.token(t)))
    {
        return None;
    }
    let title = found.role.phrase.as_str();
    let is_any = ANY_HEAD.contains(&title);
    let called: BTreeSet<usize> = cast
        .affiliations()
        .iter()
        .filter(|a| a.of == owner.member && !a.former && (is_any || a.role == title))
        .filter(|a| {
            table
                .role(&a.role)
                .is_some_and(|r| r.class == RoleClass::Head)
        })
        .map(|a| a.member)
        .collect();
    if let [person] = Vec::from_iter(called)[..] {
        return Some(cast.members()[person].clone());
    }
    let (place, date) = (table.index(&state.id)?, published?);
    let is_here = |person: usize| {
        cast.members()
            .iter()
            .any(|m| m.id == table.actor(person).id)
    };
    let in_office: BTreeSet<usize> = table
        .offices()
        .iter()
        .filter(|o| o.actor == place && o.held.covers(date))
        .filter(|o| match is_any {
            true => {
                let role = table.role(&o.office);
                role.is_some_and(|r| r.class == RoleClass::Head) && is_here(o.person)
            }
            false => o.office == title,
        })
        .map(|o| o.person)
        .collect();
    match Vec::from_iter(in_office)[..] {
        [person] => Some(identity::known(table, table.actor(person), published)),
        _ => None,
    }
}

/// Returns the name of a part: "Israeli soldiers"; of "Thailand's foreign minister" and "the foreign minister of Thailand" the
/// same, "Thai foreign minister".
fn name(
    table: &ActorTable,
    document: &Document,
    cast: &Cast,
    found: &Found,
    owner: &Owner,
) -> String {
    let words = &owner.words;
    let is_before = words.start < found.tokens.start;
    let is_possessive = is_before && is_possessive(document.token(words.end));
    let own = match is_before && !is_next_to_other(document, words, found) {
        true => words.end + usize::from(is_possessive)..found.tokens.end,
        false => found.tokens.clone(),
    };
    let part = document.phrase(&own);
    let state = &cast.members()[owner.member];
    let adjective = bridge::adjective(table, state).filter(|_| is_possessive || !is_before);
    let whole = adjective.unwrap_or_else(|| document.phrase(words));
    let name = format!("{whole} {part}");
    match sent_to(document, cast, found) {
        Some(end) => format!("{name} {}", document.phrase(&(found.tokens.end..end))),
        None => name,
    }
}

/// Whether another owner stands between the owner's words and the role: "US and British officials".
fn is_next_to_other(document: &Document, words: &Range<usize>, found: &Found) -> bool {
    (words.end..found.tokens.start)
        .any(|t| matches!(document.token(t).upos(), Upos::Cconj | Upos::Punct))
}

/// Returns where the words end that say to whom somebody was sent: "ambassador to Greece".
fn sent_to(document: &Document, cast: &Cast, found: &Found) -> Option<usize> {
    let last = found.role.phrase.split(' ').next_back()?;
    let mut words = (found.tokens.end..document.n_tokens()).map(|t| document.token(t));
    let is_sent = SENT.contains(&last) && words.next()?.form() == "to";
    let first = words.find(|t| t.upos() != Upos::Det).filter(|_| is_sent)?;
    let mut mentions = cast.at(first.idx()).iter().map(|&m| &cast.mentions()[m]);
    let to = mentions.find(|m| m.tokens.start == first.idx() && m.form == Form::Name)?;
    Some(to.tokens.end)
}
