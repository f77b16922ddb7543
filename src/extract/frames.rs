//! The frame extractor: the words of `schemas/relations/` over the tree.
//!
//! In: a scene. Out: candidates, each with the frame and the trigger words it comes from. Finding the slots is
//! [`super::clause`], finding the actors in them [`super::fill`].

use std::collections::HashMap;

use super::candidate::Candidate;
use super::clause::{self, Light};
use super::fill::{Filler, fill, modifiers};
use super::scene::{Scene, are_two_sides};
use super::statement::Extractor;
use crate::actor::Form;
use crate::language::{Sentence, Token, Upos};
use crate::ontology::{
    ActorKind, Direction, Family, Frame, Modality, Ontology, Pattern, Slot, Trigger,
};

/// The frames by the head lemma of their trigger.
#[derive(Debug, Clone)]
pub struct FrameIndex {
    by_lemma: HashMap<String, Vec<(usize, usize)>>,
}

impl FrameIndex {
    /// Sorts the frames of the ontology by trigger.
    pub fn new(ontology: &Ontology) -> Self {
        let mut by_lemma: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (idx, frame) in ontology.frames().iter().enumerate() {
            for (nth, pattern) in frame.trigger.patterns().iter().enumerate() {
                let head = match frame.trigger {
                    Trigger::Noun(_) | Trigger::Role(_) => pattern.last(),
                    _ => pattern.first(),
                };
                by_lemma
                    .entry(head.expect("a pattern has a word").clone())
                    .or_default()
                    .push((idx, nth));
            }
        }
        Self { by_lemma }
    }

    /// Returns the candidates of one sentence, in the order of their triggers.
    pub fn read(&self, scene: Scene, sentence: Sentence) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for token in sentence.tokens().filter(|t| !is_inside_name(scene, *t)) {
            let lemma = token.lemma().to_lowercase();
            for &(frame, nth) in self.by_lemma.get(&lemma).into_iter().flatten() {
                let frame = &scene.ontology.frames()[frame];
                if let Some(trigger) = trigger(frame, &frame.trigger.patterns()[nth], token) {
                    Reading {
                        scene,
                        frame,
                        trigger,
                    }
                    .read(&mut candidates);
                }
            }
        }
        candidates
    }
}

/// Whether the word is a part of somebody's name: "United" in "United States".
fn is_inside_name(scene: Scene, token: Token) -> bool {
    scene
        .cast
        .at(token.idx())
        .iter()
        .any(|&m| scene.mention(m).form < Form::Role)
}

/// Returns the token that carries the trigger's slots, if the words stand there.
fn trigger<'d>(frame: &Frame, pattern: &Pattern, token: Token<'d>) -> Option<Token<'d>> {
    match &frame.trigger {
        Trigger::Verb(_) => {
            if pattern[0] == "be" && token.label() == "cop" {
                return has_fixed_words(&pattern[1..], token)
                    .then(|| token.head())
                    .flatten();
            }
            let is_verb = token.upos() == Upos::Verb
                || (token.upos() == Upos::Adj && clause::is_passive(token))
                || pattern[0] == "be" && token.upos() == Upos::Aux;
            (is_verb && has_fixed_words(&pattern[1..], token)).then_some(token)
        }
        Trigger::Noun(_) | Trigger::Role(_) => {
            let is_noun = matches!(token.upos(), Upos::Noun | Upos::Propn);
            (is_noun && matches_head(token, pattern)).then_some(token)
        }
        Trigger::Adjective(_) => {
            let is_adjective = matches!(token.upos(), Upos::Adj | Upos::Verb);
            (is_adjective && has_fixed_words(&pattern[1..], token)).then_some(token)
        }
        Trigger::Phrase(_) => contiguous(pattern, token).map(|last| {
            if last.upos() == Upos::Adp {
                token
            } else {
                last
            }
        }),
    }
}

/// Returns the last word of a phrase whose lemmas or forms follow one another from the token on.
fn contiguous<'d>(pattern: &[String], token: Token<'d>) -> Option<Token<'d>> {
    let mut last = token;
    for (offset, word) in pattern.iter().enumerate() {
        last = token.neighbour(offset as isize)?;
        if last.lemma().to_lowercase() != *word && last.form().to_lowercase() != *word {
            return None;
        }
    }
    Some(last)
}

/// Returns whether a verb's particle and fixed words are there: as its particle, its adverb, its preposition, or right behind it.
fn has_fixed_words(words: &[String], token: Token) -> bool {
    let Some(first) = words.first() else {
        return true;
    };
    let mut behind = words.iter().enumerate();
    let is_behind = behind.all(|(offset, word)| {
        token
            .neighbour(offset as isize + 1)
            .is_some_and(|t| t.form().to_lowercase() == *word || t.lemma().to_lowercase() == *word)
    });
    let is_child = words.len() == 1
        && token.children().any(|c| {
            let is_particle = c.is_label(&["compound", "advmod", "xcomp", "obl"])
                && c.form().to_lowercase() == *first;
            is_particle
                || (c.is_label(&["obl", "advcl"])
                    && clause::preposition(c).as_deref() == Some(first))
        });
    is_behind || is_child
}

/// Returns whether the token has the head lemma of a pattern, with the pattern's other words as its modifiers.
fn matches_head(token: Token, pattern: &[String]) -> bool {
    let Some((head, before)) = pattern.split_last() else {
        return false;
    };
    let lemma_is = |t: Token, word: &String| {
        t.lemma().to_lowercase() == *word || t.form().to_lowercase() == *word
    };
    lemma_is(token, head)
        && before.iter().enumerate().all(|(nth, word)| {
            let offset = nth as isize - before.len() as isize;
            token.neighbour(offset).is_some_and(|t| lemma_is(t, word))
                || token.children().any(|c| {
                    c.idx() < token.idx()
                        && c.is_label(&["amod", "compound", "nmod"])
                        && lemma_is(c, word)
                })
        })
}

fn matches_any(token: Token, patterns: &[Pattern]) -> bool {
    patterns.iter().any(|p| matches_head(token, p))
}

/// How sure it is that who owns the subject acts, beside how sure the owner is.
const OWNED_SOURCE: f64 = 0.7;

/// One frame at one trigger.
struct Reading<'a> {
    scene: Scene<'a>,
    frame: &'a Frame,
    trigger: Token<'a>,
}

impl<'a> Reading<'a> {
    fn read(&self, candidates: &mut Vec<Candidate>) {
        let relation = &self.scene.ontology.relations()[&self.frame.relation];
        if !self.words_fit() || (relation.family == Family::Affiliation && self.is_title()) {
            return;
        }
        let sources = self.ends(&self.frame.source, &self.frame.source_kind);
        let mut targets = self.ends(&self.frame.target, &self.frame.target_kind);
        if relation.direction == Direction::Symmetric {
            let between = self.between();
            if !between.is_empty() {
                self.pairs(&between, candidates);
                return;
            }
            if self.is_reciprocal() || (targets.is_empty() && self.target_may_be_understood()) {
                self.pairs(&sources, candidates);
                return;
            }
        }
        targets.retain(|t| sources.iter().all(|s| s.mention != t.mention));
        for source in &sources {
            for target in &targets {
                self.emit(*source, *target, candidates);
            }
        }
    }

    /// Whether the trigger is a part of a title, which says more exactly who leads and represents whom.
    fn is_title(&self) -> bool {
        self.scene
            .cast
            .affiliations()
            .iter()
            .any(|a| a.tokens.contains(&self.trigger.idx()))
    }

    /// Checks what the frame asks of object, subject and prepositions.
    fn words_fit(&self) -> bool {
        let is_verb = matches!(self.frame.trigger, Trigger::Verb(_));
        let object = if is_verb {
            clause::object(self.trigger)
        } else {
            None
        };
        if is_verb && !self.frame.object.is_empty() {
            let Some(object) = object else { return false };
            let listed = matches_any(object, &self.frame.object)
                || object.children().any(|c| {
                    (c.label() == "conj" || clause::is_after(c, &["of"]))
                        && matches_any(c, &self.frame.object)
                });
            if !listed {
                return false;
            }
        }
        let lemma_in = |token: Token, words: &[String]| {
            words
                .iter()
                .any(|w| token.lemma().to_lowercase() == *w || token.form().to_lowercase() == *w)
        };
        if object.is_some_and(|o| lemma_in(o, &self.frame.object_not)) {
            return false;
        }
        if !self.frame.subject_not.is_empty()
            && self
                .subject()
                .is_some_and(|s| lemma_in(s, &self.frame.subject_not))
        {
            return false;
        }
        self.frame.with.iter().all(|(prepositions, words)| {
            clause::after(self.trigger, prepositions)
                .iter()
                .any(|t| matches_any(*t, words))
                || object.is_some_and(|o| {
                    clause::after(o, prepositions)
                        .iter()
                        .any(|t| matches_any(*t, words))
                })
        })
    }

    fn subject(&self) -> Option<Token<'a>> {
        match self.frame.trigger {
            Trigger::Adjective(_) | Trigger::Phrase(_) => predicate_subject(self.trigger),
            Trigger::Noun(_) => {
                match clause::light_verb(self.scene.ontology.grammar(), self.trigger) {
                    Some(Light::Agent(verb)) => clause::subject(verb),
                    _ => predicate_subject(self.trigger),
                }
            }
            _ => clause::subject(self.trigger),
        }
    }

    /// Returns the actors in the first of the slots that is filled.
    fn ends(&self, slots: &[Slot], kinds: &[ActorKind]) -> Vec<Filler> {
        slots
            .iter()
            .map(|slot| {
                let mut fillers: Vec<Filler> = self
                    .tokens(slot)
                    .into_iter()
                    .flat_map(|t| fill(self.scene, t))
                    .collect();
                fillers.retain(|f| {
                    kinds.is_empty()
                        || kinds.contains(&self.scene.member(f.mention).kind)
                        || self.is_kind_of_place(f, kinds)
                });
                fillers
            })
            .find(|fillers| !fillers.is_empty())
            .unwrap_or_default()
    }

    /// A part of a state passes where a state is asked for.
    fn is_kind_of_place(&self, filler: &Filler, kinds: &[ActorKind]) -> bool {
        let kind = self.scene.member(filler.mention).kind;
        kinds.contains(&ActorKind::State)
            && matches!(
                kind,
                ActorKind::Organ | ActorKind::Place | ActorKind::People
            )
    }

    fn tokens(&self, slot: &Slot) -> Vec<Token<'a>> {
        match slot {
            Slot::Subject => self.subject().into_iter().collect(),
            Slot::Object => clause::object(self.trigger).into_iter().collect(),
            Slot::Indirect => clause::indirect(self.trigger).into_iter().collect(),
            Slot::Clause => clause::clause_subject(self.trigger).into_iter().collect(),
            Slot::Preposition(prepositions) => self.after(prepositions),
            Slot::Agent => self.agent(),
            Slot::Holder => holder(self.trigger),
            Slot::Possessor => self.possessor(),
        }
    }

    fn after(&self, prepositions: &[String]) -> Vec<Token<'a>> {
        let found = clause::after(self.trigger, prepositions);
        if !found.is_empty() {
            return found;
        }
        match self.frame.trigger {
            Trigger::Verb(_) => Vec::new(),
            Trigger::Noun(_) => {
                match clause::light_verb(self.scene.ontology.grammar(), self.trigger) {
                    Some(Light::Agent(verb)) => clause::after(verb, prepositions),
                    Some(Light::Undergoer(verb)) => clause::subject(verb).into_iter().collect(),
                    None => Vec::new(),
                }
            }
            _ => self
                .trigger
                .head()
                .map(|h| clause::after(h, prepositions))
                .unwrap_or_default(),
        }
    }

    /// Returns who does what an event noun means.
    fn agent(&self) -> Vec<Token<'a>> {
        let noun = self.trigger;
        let light = clause::light_verb(self.scene.ontology.grammar(), noun);
        let from = ["by".to_owned(), "from".to_owned()];
        let own: Vec<Token> = clause::possessor(noun)
            .into_iter()
            .chain(self.named_modifiers(noun))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let by = clause::after(noun, &from);
        if !by.is_empty() {
            return by;
        }
        match light {
            Some(Light::Agent(verb)) => clause::subject(verb).into_iter().collect(),
            Some(Light::Undergoer(verb)) => clause::after(verb, &from),
            None if !self.uses_of() => clause::after(noun, &["of".to_owned()]),
            None => Vec::new(),
        }
    }

    fn uses_of(&self) -> bool {
        let slots = self.frame.source.iter().chain(&self.frame.target);
        slots
            .into_iter()
            .any(|s| matches!(s, Slot::Preposition(p) if p.iter().any(|w| w == "of")))
    }

    /// Returns the modifiers of a noun that name actors.
    fn named_modifiers(&self, noun: Token<'a>) -> Vec<Token<'a>> {
        modifiers(noun)
            .filter(|m| !self.scene.cast.at(m.idx()).is_empty())
            .collect()
    }

    fn possessor(&self) -> Vec<Token<'a>> {
        let noun = self.trigger;
        let own: Vec<Token> = clause::possessor(noun)
            .into_iter()
            .chain(self.named_modifiers(noun))
            .collect();
        if own.is_empty() {
            clause::after(noun, &["of".to_owned()])
        } else {
            own
        }
    }

    /// Returns the actors of "between A and B" and of "A-B talks".
    fn between(&self) -> Vec<Filler> {
        let between = clause::after(self.trigger, &["between".to_owned(), "among".to_owned()]);
        if !between.is_empty() {
            return between
                .into_iter()
                .flat_map(|t| fill(self.scene, t))
                .collect();
        }
        if !matches!(self.frame.trigger, Trigger::Noun(_) | Trigger::Role(_)) {
            return Vec::new();
        }
        let mut start = self.trigger.idx();
        while let Some(token) = self
            .trigger
            .neighbour(start as isize - 1 - self.trigger.idx() as isize)
        {
            let is_part = !self.scene.cast.at(token.idx()).is_empty()
                || matches!(token.form(), "-" | "–" | "/" | "‑");
            if !is_part {
                break;
            }
            start -= 1;
        }
        let mut fillers = Vec::new();
        for token in start..self.trigger.idx() {
            fillers.extend(self.scene.cast.headed(token).map(|mention| Filler {
                mention,
                certainty: 0.95,
                is_owner: false,
            }));
        }
        let roots: std::collections::BTreeSet<_> = fillers
            .iter()
            .map(|f| &self.scene.member(f.mention).root)
            .collect();
        if roots.len() > 1 { fillers } else { Vec::new() }
    }

    /// Whether the words leave the other party to the coordination: "A and B met", "the two signed an accord".
    fn target_may_be_understood(&self) -> bool {
        let takes_with = self
            .frame
            .target
            .iter()
            .any(|s| matches!(s, Slot::Preposition(_)));
        takes_with
            && self.frame.modality.is_none()
            && !matches!(self.frame.trigger, Trigger::Role(_) | Trigger::Adjective(_))
    }

    /// Whether the target says that the subjects do it to one another.
    fn is_reciprocal(&self) -> bool {
        let slots = self.frame.target.iter().flat_map(|s| self.tokens(s));
        slots
            .into_iter()
            .any(|t| matches!(t.form().to_lowercase().as_str(), "other" | "another"))
    }

    fn pairs(&self, fillers: &[Filler], candidates: &mut Vec<Candidate>) {
        for (nth, source) in fillers.iter().enumerate() {
            for target in &fillers[nth + 1..] {
                self.emit(*source, *target, candidates);
            }
        }
    }

    fn emit(&self, source: Filler, target: Filler, candidates: &mut Vec<Candidate>) {
        let [from, to] = [source, target].map(|f| self.scene.member(f.mention));
        let form = |f: Filler| self.scene.mention(f.mention).form;
        let relation = &self.scene.ontology.relations()[&self.frame.relation];
        let takes_places = matches!(relation.family, Family::Force | Family::Coercion)
            || matches!(relation.id.as_str(), "withdraws-from" | "aids" | "hosts");
        let is_place_agent = form(source) == Form::Place && relation.id.as_str() != "hosts";
        let fits = match relation.family {
            Family::Affiliation => {
                from.root == to.root && from.id != to.id && to.kind != ActorKind::Person
            }
            _ => are_two_sides(from, to),
        };
        if !fits || is_place_agent || (form(target) == Form::Place && !takes_places) {
            return;
        }
        let specificity = if self.frame.object.is_empty() && self.frame.with.is_empty() {
            0.0
        } else {
            0.05
        };
        candidates.push(Candidate {
            source: source.mention,
            target: target.mention,
            relation: self.frame.relation.clone(),
            trigger: self.trigger.idx(),
            negated: self.frame.negated,
            modality: self.frame.modality.unwrap_or(Modality::Actual),
            confidence: (self.frame.confidence + specificity).min(0.95)
                * source.certainty
                * target.certainty
                * if source.is_owner { OWNED_SOURCE } else { 1.0 },
            extractor: Extractor::Frame,
            frame: format!("{} \"{}\"", self.frame.id, self.trigger.form()),
        });
    }
}

/// Returns whose predicate an adjective, a phrase or a noun is.
fn predicate_subject(token: Token) -> Option<Token> {
    if token.is_label(&["amod"]) {
        return token.head();
    }
    if let Some(own) = token.child(&["nsubj"]) {
        return Some(clause::antecedent(own));
    }
    let head = token.head()?;
    match token.relation() {
        "obl" | "advmod" | "xcomp" | "advcl" | "conj" | "case" if clause::is_verbal(head) => {
            clause::subject(head)
        }
        "nmod" | "acl" => Some(head),
        "conj" => predicate_subject(head),
        _ => None,
    }
}

/// Returns who is what a relational noun says: by copula, apposition, a name beside it, or "as".
fn holder(noun: Token) -> Vec<Token> {
    if noun.child(&["cop"]).is_some()
        && let Some(subject) = noun.child(&["nsubj"])
    {
        return vec![clause::antecedent(subject)];
    }
    let beside: Vec<Token> = noun
        .children()
        .filter(|c| c.is_label(&["appos", "flat"]))
        .collect();
    if !beside.is_empty() {
        return beside;
    }
    let Some(head) = noun.head() else {
        return vec![noun];
    };
    match noun.label() {
        "appos" | "nmod:desc" | "compound" => vec![head],
        "xcomp" | "obl"
            if head.upos() == Upos::Verb
                && noun
                    .child(&["case"])
                    .is_none_or(|c| c.form().eq_ignore_ascii_case("as")) =>
        {
            clause::object(head)
                .or_else(|| clause::subject(head))
                .into_iter()
                .collect()
        }
        "conj" if matches!(head.upos(), Upos::Noun | Upos::Propn) => holder(head),
        _ => Vec::new(),
    }
}
