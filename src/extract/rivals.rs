//! Rivals: which of the readings of a sentence are told.
//!
//! In: the candidates of a sentence. Out: those worth telling; of several readings of the same words the one that asks most of them, of
//! several of the same two sides the surest.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use super::scene::Scene;
use super::statement::Extractor;
use super::truth::truth;
use crate::ontology::{ActorId, ActorKind, Modality, Polarity, RelationId};

/// Returns the candidates of a sentence that are told, the surest first.
pub(super) fn told(scene: Scene, candidates: Vec<Candidate>) -> Vec<Candidate> {
    Rivals { scene }.told(candidates)
}

/// How sure a frame is at least whose tone counts for more than the head's.
const LEXICAL: f64 = 0.3;

struct Rivals<'a> {
    scene: Scene<'a>,
}

impl Rivals<'_> {
    fn told(&self, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
        self.keep_specific(&mut candidates);
        self.keep_lexical(&mut candidates);
        candidates.sort_by(|a, b| {
            let place = (a.trigger, a.source, a.target, &a.relation).cmp(&(
                b.trigger,
                b.source,
                b.target,
                &b.relation,
            ));
            b.confidence.total_cmp(&a.confidence).then(place)
        });
        let mut told: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let is_ruled_out = told.iter().any(|k| self.rules_out(k, &candidate));
            if !is_ruled_out && self.is_worth_telling(&candidate) {
                told.push(candidate);
            }
        }
        told
    }

    /// Leaves out what a frame reads at a word, or at the object of a verb, of which another, that asks more of the words around
    /// it, reads something else of the same source and target: "arms sales" are no trade, "threatened action" is no attack.
    fn keep_specific(&self, candidates: &mut Vec<Candidate>) {
        let triggers: BTreeSet<usize> = candidates.iter().map(|c| c.trigger).collect();
        let expression = |trigger: usize| {
            let verb = self.scene.token(trigger).head().map(|h| h.idx());
            verb.filter(|v| self.scene.token(trigger).is_label(&["obj"]) && triggers.contains(v))
                .unwrap_or(trigger)
        };
        let pair = |c: &Candidate| {
            let [source, target] = self.roots(c);
            (expression(c.trigger), source.clone(), target.clone())
        };
        // Of two that ask as much the verb's counts for more than its object's.
        let weight =
            |c: &Candidate| 2 * c.specificity + usize::from(expression(c.trigger) == c.trigger);
        let mut most: BTreeMap<_, (usize, RelationId)> = BTreeMap::new();
        for candidate in candidates.iter() {
            let known = most
                .entry(pair(candidate))
                .or_insert((0, candidate.relation.clone()));
            if weight(candidate) > known.0 {
                *known = (weight(candidate), candidate.relation.clone());
            }
        }
        candidates.retain(|c| {
            let (specificity, relation) = &most[&pair(c)];
            weight(c) >= *specificity || c.relation == *relation
        });
    }

    /// Leaves out what the head alone reads at a word that a frame reads in the opposite tone: "severed ties" keeps up none.
    fn keep_lexical(&self, candidates: &mut Vec<Candidate>) {
        let outweighs = |frame: &Candidate, other: &Candidate| {
            let ([a, b], [c, d]) = (self.roots(frame), self.roots(other));
            frame.extractor != Extractor::Learned
                && frame.confidence >= LEXICAL
                && frame.trigger == other.trigger
                && ([a, b] == [c, d] || [a, b] == [d, c])
                && self.are_opposed(&frame.relation, &other.relation)
        };
        let is_kept = |c: &Candidate| {
            c.extractor != Extractor::Learned || !candidates.iter().any(|f| outweighs(f, c))
        };
        let kept: Vec<bool> = candidates.iter().map(is_kept).collect();
        let mut kept = kept.into_iter();
        candidates.retain(|_| kept.next().unwrap_or(true));
    }

    /// Returns the roots of source and target.
    fn roots(&self, candidate: &Candidate) -> [&ActorId; 2] {
        [candidate.source, candidate.target].map(|m| &self.scene.member(m).root)
    }

    /// Whether an end is known to politics, and none only comments.
    fn is_worth_telling(&self, candidate: &Candidate) -> bool {
        let ends = [candidate.source, candidate.target];
        ends.iter().any(|m| self.is_political(*m))
            && !ends.iter().any(|m| self.is_commentator(*m))
            && !self.is_unwished(candidate)
    }

    /// Whether a frame reads a wish that is denied: "does not want them to leave" says neither that it urges them nor that it does not.
    fn is_unwished(&self, candidate: &Candidate) -> bool {
        let trigger = self.scene.token(candidate.trigger);
        let wishes = &self.scene.ontology.grammar().wish_verbs;
        candidate.extractor == Extractor::Frame
            && wishes.contains(trigger.lemma())
            && truth(self.scene, trigger).negated
    }

    /// Whether somebody whom the ontology knows stands behind a mention: two unknown names are no politics.
    fn is_political(&self, mention: usize) -> bool {
        self.scene
            .ontology
            .actors()
            .find(&self.scene.member(mention).root)
            .is_some()
    }

    /// Whether a mention names somebody who only comments, as the words beside the name say: "an analyst", "journalist".
    fn is_commentator(&self, mention: usize) -> bool {
        let member = self.scene.mention(mention).member;
        let person = &self.scene.cast.members()[member];
        if person.kind != ActorKind::Person || person.root != person.id {
            return false;
        }
        let nouns = &self.scene.ontology.grammar().commentator_nouns;
        self.scene
            .cast
            .mentions()
            .iter()
            .filter(|m| m.member == member)
            .any(|m| {
                let head = self.scene.token(m.head);
                let beside = head
                    .children()
                    .filter(|c| c.is_label(&["appos", "compound", "nmod", "flat"]));
                let above = head.head().filter(|_| head.is_label(&["appos", "flat"]));
                beside
                    .chain(above)
                    .any(|t| nouns.contains(&t.lemma().to_lowercase()))
            })
    }

    /// Whether a surer candidate says the same, or reads the same words otherwise.
    fn rules_out(&self, kept: &Candidate, other: &Candidate) -> bool {
        let ([a, b], [c, d]) = (self.roots(kept), self.roots(other));
        let by_frames = [kept, other]
            .iter()
            .all(|c| c.extractor != Extractor::Learned);
        // "accused each other": one frame that reads both ways means both.
        let is_mutual = by_frames
            && (a, b) == (d, c)
            && kept.trigger == other.trigger
            && kept.frame == other.frame;
        let same_pair = (a == c && b == d) || (a == d && b == c && !is_mutual);
        same_pair
            && (kept.relation == other.relation
                || match by_frames {
                    // "Ukraine condemned the Russian attack": what it condemned was done to it.
                    true if kept.trigger != other.trigger && (a, b) == (d, c) => false,
                    true => self.same_words(kept.trigger, other.trigger),
                    false => self.are_opposed(&kept.relation, &other.relation),
                })
    }

    /// Whether one relation is friendly and the other hostile: a word that breaks ties off also names them.
    fn are_opposed(&self, a: &RelationId, b: &RelationId) -> bool {
        let [a, b] = [a, b].map(|r| self.scene.ontology.relations()[r].polarity);
        a != b && a != Polarity::Neutral && b != Polarity::Neutral
    }

    /// Whether two triggers are one expression: a word, or a verb with its object; but what is done in saying what is still to
    /// be done ("agreed to lend", "threatened to attack") is a thing of its own.
    fn same_words(&self, a: usize, b: usize) -> bool {
        let is_so =
            |trigger| truth(self.scene, self.scene.token(trigger)).modality == Modality::Actual;
        let governs = |above: usize, below: usize| {
            let token = self.scene.token(below);
            token.head().is_some_and(|h| h.idx() == above)
                && token.is_label(&["obj", "nsubj:pass", "xcomp", "acl", "obl"])
                && !(token.label() == "xcomp" && is_so(above) && !is_so(below))
        };
        a == b || governs(a, b) || governs(b, a)
    }
}
