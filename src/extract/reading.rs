//! One frame at one trigger: its slots filled, its actors paired.
//!
//! In: a frame, a trigger in its tree, the cast. Out: candidates with the frame and the trigger words they come from. Finding
//! the slots is [`super::clause`], finding the actors in them [`super::fill`], what else a frame asks for [`super::condition`],
//! what two do to one another [`super::reciprocal`].

use super::candidate::Candidate;
use super::clause;
use super::fill::{Filler, fill, modifiers, stances};
use super::light::{Light, counter, light_verb};
use super::scene::{Scene, are_two_sides};
use super::statement::Extractor;
use crate::actor::Form;
use crate::language::Token;
use crate::ontology::{
    ActorKind, Direction, Family, Frame, Modality, Mode, Pattern, Slot, Trigger,
};

/// How sure it is that who owns the subject acts, beside how sure the owner is.
const OWNED_SOURCE: f64 = 0.7;

/// How many infinitives below one another are looked at for whom they act on.
const MAX_INFINITIVES: usize = 2;

/// The prepositions after which an infinitive names whom it is for or against.
const FOR_WHOM: [&str; 7] = ["to", "with", "for", "on", "against", "from", "at"];

/// One frame at one trigger.
pub(super) struct Reading<'a> {
    /// The document.
    pub(super) scene: Scene<'a>,
    /// The frame.
    pub(super) frame: &'a Frame,
    /// The words of its trigger.
    pub(super) pattern: &'a Pattern,
    /// The token that carries its slots.
    pub(super) trigger: Token<'a>,
}

impl<'a> Reading<'a> {
    /// Adds what the frame reads.
    pub(super) fn read(&self, candidates: &mut Vec<Candidate>) {
        let relation = &self.scene.ontology.relations()[&self.frame.relation];
        if !self.words_fit() || (relation.family == Family::Affiliation && self.is_title()) {
            return;
        }
        let sources = self.ends(&self.frame.source, &self.frame.source_kind);
        let mut targets = self.ends(&self.frame.target, &self.frame.target_kind);
        if self.frame.target.contains(&Slot::Other)
            || (self.is_reciprocal() && relation.direction == Direction::Directed)
        {
            self.both_ways(&sources, candidates);
            return;
        }
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
        let before = candidates.len();
        for source in &sources {
            for target in &targets {
                self.emit(*source, *target, candidates);
            }
        }
        if candidates.len() > before {
            self.contrast(&targets, candidates);
        }
    }

    /// "Unlike the EU, Russia has not blacklisted Hamas": whom the clause is set against does the opposite.
    fn contrast(&self, targets: &[Filler], candidates: &mut Vec<Candidate>) {
        let words = &self.scene.ontology.grammar().contrast_words;
        let is_set_against = |t: &Token| {
            t.is_label(&["obl", "nmod", "advcl"])
                && clause::preposition(*t).is_some_and(|p| words.contains(&p))
        };
        let before = candidates.len();
        for source in self
            .trigger
            .children()
            .filter(is_set_against)
            .flat_map(|t| fill(self.scene, t))
        {
            targets
                .iter()
                .filter(|t| t.mention != source.mention)
                .for_each(|target| self.emit(source, *target, candidates));
        }
        candidates[before..]
            .iter_mut()
            .for_each(|c| c.negated = !c.negated);
    }

    /// Whether the trigger is a part of a title, which says more exactly who leads and represents whom.
    fn is_title(&self) -> bool {
        self.scene
            .cast
            .affiliations()
            .iter()
            .any(|a| a.tokens.contains(&self.trigger.idx()))
    }

    pub(super) fn subject(&self) -> Option<Token<'a>> {
        match self.frame.trigger {
            Trigger::Adjective(_) | Trigger::Phrase(_) => clause::predicate_subject(self.trigger),
            Trigger::Noun(_) => match light_verb(self.scene.ontology.grammar(), self.trigger) {
                Some(Light::Agent(verb)) => clause::subject(verb),
                _ => clause::predicate_subject(self.trigger),
            },
            _ => clause::subject(self.trigger),
        }
    }

    /// Returns the actors in the first of the slots that is filled.
    fn ends(&self, slots: &[Slot], kinds: &[ActorKind]) -> Vec<Filler> {
        slots
            .iter()
            .map(|slot| {
                let mut fillers: Vec<Filler> = match slot {
                    Slot::Anti => stances(self.scene, self.trigger, "anti"),
                    Slot::Pro => stances(self.scene, self.trigger, "pro"),
                    _ => self
                        .tokens(slot)
                        .into_iter()
                        .flat_map(|t| fill(self.scene, t))
                        .collect(),
                };
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

    pub(super) fn tokens(&self, slot: &Slot) -> Vec<Token<'a>> {
        match slot {
            Slot::Subject => self.subject().into_iter().collect(),
            Slot::Object => clause::object(self.trigger).into_iter().collect(),
            Slot::Indirect => clause::indirect(self.trigger).into_iter().collect(),
            Slot::Clause => self.clause_subject().into_iter().collect(),
            Slot::Complement => self.complement(),
            Slot::Other | Slot::Anti | Slot::Pro => Vec::new(),
            Slot::Preposition(prepositions) => self.after(prepositions),
            Slot::Agent => self.agent(),
            Slot::Holder => clause::holder(self.trigger),
            Slot::Possessor => self.possessor(),
        }
    }

    fn after(&self, prepositions: &[String]) -> Vec<Token<'a>> {
        let found = clause::after(self.trigger, prepositions);
        if !found.is_empty() {
            return found;
        }
        match self.frame.trigger {
            // "entered into a pact with Peru": what the frame itself asks for may carry it.
            Trigger::Verb(_) => {
                let asked = self.asked().into_iter();
                asked.flat_map(|t| clause::after(t, prepositions)).collect()
            }
            Trigger::Noun(_) => match light_verb(self.scene.ontology.grammar(), self.trigger) {
                Some(Light::Agent(verb)) => clause::after(verb, prepositions),
                Some(Light::Undergoer(verb)) => clause::subject(verb).into_iter().collect(),
                None => Vec::new(),
            },
            _ => self
                .trigger
                .head()
                .map(|h| clause::after(h, prepositions))
                .unwrap_or_default(),
        }
    }

    /// Returns the subject of the complement clause, before or after the verb.
    fn clause_subject(&self) -> Option<Token<'a>> {
        let before = || clause::clause(self.trigger).and_then(clause::surface);
        clause::clause_subject(self.trigger).or_else(before)
    }

    /// Returns whom the infinitive acts on: given, object, or after a preposition, in it or in an infinitive below it.
    fn complement(&self) -> Vec<Token<'a>> {
        let prepositions = FOR_WHOM.map(str::to_owned);
        let below =
            std::iter::successors(clause::infinitive(self.trigger), |t| t.child(&["xcomp"]));
        for verb in below.take(MAX_INFINITIVES) {
            let given = clause::indirect(verb).into_iter().collect();
            let object = clause::object(verb).into_iter().collect();
            for tokens in [given, object, clause::after(verb, &prepositions)] {
                let is_filled = |t: &Token<'a>| !fill(self.scene, *t).is_empty();
                if tokens.iter().any(is_filled) {
                    return tokens;
                }
            }
        }
        Vec::new()
    }

    /// Returns who does what an event noun means.
    fn agent(&self) -> Vec<Token<'a>> {
        let noun = self.trigger;
        let light = light_verb(self.scene.ontology.grammar(), noun);
        let from = ["by".to_owned(), "from".to_owned()];
        let counter = counter(self.scene.ontology.grammar(), noun);
        for owned in [noun, counter] {
            let own: Vec<Token> = clause::possessor(owned)
                .into_iter()
                .chain(self.named_modifiers(owned))
                .collect();
            if !own.is_empty() {
                return own;
            }
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

    /// Returns the modifiers of a noun that name actors, of whom it can be; "anti-Western" says against whom it is.
    fn named_modifiers(&self, noun: Token<'a>) -> Vec<Token<'a>> {
        let can_own = |&m: &usize| self.scene.mention(m).form != Form::Stance;
        modifiers(noun)
            .filter(|m| self.scene.cast.at(m.idx()).iter().any(can_own))
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

    pub(super) fn emit(&self, source: Filler, target: Filler, candidates: &mut Vec<Candidate>) {
        let [from, to] = [source, target].map(|f| self.scene.member(f.mention));
        let form = |f: Filler| self.scene.mention(f.mention).form;
        let relation = &self.scene.ontology.relations()[&self.frame.relation];
        let takes_places = relation.takes_places;
        let is_place_agent = form(source) == Form::Place
            && !matches!(
                self.frame.source.first(),
                Some(Slot::Object | Slot::Preposition(_))
            );
        let fits = match relation.family {
            Family::Affiliation => {
                from.root == to.root && from.id != to.id && to.kind != ActorKind::Person
            }
            _ => are_two_sides(from, to),
        };
        // What happens in a place is not the place's doing, and who condemns it does not mean the place.
        let is_scene = source.is_scene || (target.is_scene && relation.mode == Mode::Verbal);
        if !fits || is_scene || is_place_agent || (form(target) == Form::Place && !takes_places) {
            return;
        }
        let lists = [self.frame.object.is_empty(), self.frame.clause.is_empty()];
        let conditions = lists.iter().filter(|l| !**l).count() + self.frame.with.len();
        let bonus = if conditions == 0 { 0.0 } else { 0.05 };
        candidates.push(Candidate {
            source: source.mention,
            target: target.mention,
            relation: self.frame.relation.clone(),
            trigger: self.trigger.idx(),
            specificity: self.pattern.len() + conditions,
            negated: self.frame.negated,
            modality: self.frame.modality.unwrap_or(Modality::Actual),
            confidence: (self.frame.confidence + bonus).min(0.95)
                * source.certainty
                * target.certainty
                * if source.is_owner { OWNED_SOURCE } else { 1.0 },
            extractor: Extractor::Frame,
            frame: format!("{} \"{}\"", self.frame.id, self.trigger.form()),
        });
    }
}
