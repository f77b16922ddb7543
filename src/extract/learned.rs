//! The learned extractor: the relation head of the language model on every pair of mentions.
//!
//! In: a sentence with its encoding, and what the frames read in it. Out: the frames' candidates as sure as both extractors
//! together make them, and further ones for breadth, where no frame has the words. The trigger of these is the word that
//! joins the two mentions in the tree, so that speaker and time are read as for frames.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use super::scene::{Scene, are_two_sides};
use super::statement::Extractor;
use super::truth::truth;
use crate::actor::{Form, Mention};
use crate::language::{PairMention, PairScore, RelationHead, Sentence, Token};
use crate::ontology::{ActorKind, Direction, Modality, RelationId};

/// The least likely relation that is looked at.
const LEAST: f64 = 0.05;
/// What a frame's candidate that the head does not look at is worth to it.
const UNSEEN: f64 = 0.02;
/// From which probability on the head agrees with a frame, and says whether it is so.
const AGREED: f64 = 0.3;
/// From which probability on a denial of the head is believed.
const DENIED: f32 = 0.9;
/// From which probability on the head is believed that something is not so yet.
const NOT_ACTUAL: f32 = 0.7;

/// What the head thinks of one relation of two actors.
struct Opinion {
    likely: f64,
    source: usize,
    target: usize,
    negated: bool,
    modality: Modality,
}

/// Two actors and what the first does to the second, as numbers of the cast and of the head.
type Claim = (usize, usize, usize);

/// What the head thinks of a sentence.
pub(super) struct Opinions<'a> {
    scene: Scene<'a>,
    head: &'a RelationHead,
    opinions: BTreeMap<Claim, Opinion>,
}

impl<'a> Opinions<'a> {
    /// Asks the head about every pair of mentions of the sentence that may relate.
    pub(super) fn new(scene: Scene<'a>, head: &'a RelationHead, sentence: Sentence) -> Self {
        let mut opinions = Self {
            scene,
            head,
            opinions: BTreeMap::new(),
        };
        let range = sentence.range();
        let first = scene
            .cast
            .mentions()
            .partition_point(|m| m.tokens.start < range.start);
        let mentions: Vec<&Mention> = scene.cast.within(&range).collect();
        let pairs: Vec<(usize, usize)> = (0..mentions.len())
            .flat_map(|i| (0..mentions.len()).map(move |j| (i, j)))
            .filter(|&(i, j)| i != j && may_relate(mentions[i], mentions[j]))
            .collect();
        let Some(encoding) = sentence.encoding().filter(|_| !pairs.is_empty()) else {
            return opinions;
        };
        let heads: Vec<Option<usize>> = sentence
            .tokens()
            .map(|t| t.head().map(|h| h.idx() - range.start))
            .collect();
        let spans: Vec<PairMention> = mentions
            .iter()
            .map(|m| PairMention {
                words: m.tokens.start - range.start..m.tokens.end - range.start,
                head: m.head - range.start,
                kind: kind(scene, m),
            })
            .collect();
        let scores = head.score(encoding, &heads, &spans, &pairs);
        for (&(i, j), score) in pairs.iter().zip(&scores) {
            opinions.add(first + i, first + j, score);
        }
        opinions
    }

    /// Takes up what the head says of one pair of mentions; of several of the same actors the likeliest counts.
    fn add(&mut self, source: usize, target: usize, score: &PairScore) {
        for (nth, likely) in score.relations.iter().enumerate().skip(1) {
            let likely = f64::from(*likely);
            if likely < LEAST {
                continue;
            }
            let claim = self.claim(source, target, nth - 1);
            if self
                .opinions
                .get(&claim)
                .is_some_and(|o| o.likely >= likely)
            {
                continue;
            }
            let opinion = Opinion {
                likely,
                source,
                target,
                negated: score.negated > DENIED,
                modality: modality(&score.modality),
            };
            self.opinions.insert(claim, opinion);
        }
    }

    fn claim(&self, source: usize, target: usize, relation: usize) -> Claim {
        let [a, b] = [source, target].map(|m| self.scene.mention(m).member);
        match self.is_symmetric(relation) {
            true => (a.min(b), a.max(b), relation),
            false => (a, b, relation),
        }
    }

    fn is_symmetric(&self, relation: usize) -> bool {
        let name = self.head.relations()[relation].as_str();
        let relation = self.scene.ontology.relation(name);
        relation.is_some_and(|r| r.direction == Direction::Symmetric)
    }

    /// Makes what the frames read as sure as both extractors are together, and adds what the head reads alone.
    pub(super) fn join(self, candidates: &mut Vec<Candidate>) {
        let mut told = BTreeSet::new();
        for candidate in candidates.iter_mut() {
            let names = self.head.relations();
            let Some(relation) = names.iter().position(|r| **r == *candidate.relation.0) else {
                continue;
            };
            let mut claim = self.claim(candidate.source, candidate.target, relation);
            if !self.is_seen(candidate)
                && let Some((owners, opinion)) = self.of_owners(claim)
            {
                claim = owners;
                (candidate.source, candidate.target) = (opinion.source, opinion.target);
            }
            told.insert(claim);
            let said = truth(self.scene, self.scene.token(candidate.trigger));
            if candidate.negated != said.negated {
                // Denials are rare in what the head was trained on: here the words of the frame know better.
                continue;
            }
            let opinion = self.opinions.get(&claim);
            let likely = opinion.map_or(0.0, |o| o.likely);
            candidate.confidence = together(
                candidate.confidence,
                likely,
                self.likeliest(claim.0, claim.1),
            );
            if let Some(opinion) = opinion.filter(|o| o.likely > AGREED) {
                candidate.extractor = Extractor::Both;
                (candidate.negated, candidate.modality) = (opinion.negated, opinion.modality);
            }
        }
        let alone = self.opinions.iter().filter(|(c, _)| !told.contains(c));
        candidates.extend(alone.filter_map(|(claim, opinion)| self.candidate(claim.2, opinion)));
    }

    /// Whether the head could look at the two ends of a candidate. It cannot where the same words name both: in "the ministers of
    /// Mali and Chad met" the ministers are two.
    fn is_seen(&self, candidate: &Candidate) -> bool {
        let [a, b] = [candidate.source, candidate.target].map(|m| self.scene.mention(m));
        may_relate(a, b)
    }

    /// Returns the likeliest claim of the same relation between those for whom the two act, and what is thought of it.
    fn of_owners(&self, claim: Claim) -> Option<(Claim, &Opinion)> {
        let root = |member: usize| &self.scene.cast.members()[member].root;
        let (from, to) = (root(claim.0), root(claim.1));
        let is_symmetric = self.is_symmetric(claim.2);
        let same = self.opinions.iter().filter(|(other, _)| {
            let ends = (root(other.0), root(other.1));
            other.2 == claim.2 && (ends == (from, to) || is_symmetric && ends == (to, from))
        });
        let likeliest = same.max_by(|a, b| a.1.likely.total_cmp(&b.1.likely));
        likeliest.map(|(claim, opinion)| (*claim, opinion))
    }

    /// Returns how likely the head finds the likeliest relation of two actors.
    fn likeliest(&self, a: usize, b: usize) -> f64 {
        let of = |a, b| self.opinions.range((a, b, 0)..=(a, b, usize::MAX));
        of(a, b)
            .chain(of(b, a))
            .map(|(_, o)| o.likely)
            .fold(0.0, f64::max)
    }

    fn candidate(&self, relation: usize, opinion: &Opinion) -> Option<Candidate> {
        let (source, target) = (opinion.source, opinion.target);
        let id = RelationId::from(self.head.relations()[relation].as_str());
        let members = [source, target].map(|m| self.scene.member(m));
        let fits = self.scene.ontology.relations().contains_key(&id)
            && are_two_sides(members[0], members[1]);
        let [a, b] = [source, target].map(|m| self.scene.token(self.scene.mention(m).head));
        let trigger = joint(a, b);
        fits.then(|| Candidate {
            source,
            target,
            relation: id,
            trigger: trigger.idx(),
            specificity: 0,
            negated: opinion.negated,
            modality: opinion.modality,
            confidence: alone(opinion.likely),
            extractor: Extractor::Learned,
            frame: format!("learned \"{}\"", trigger.form()),
        })
    }
}

/// Returns how often a frame's candidate is right, by its own confidence, the head's probability of it, and the head's
/// probability of the likeliest relation of the two: a logistic regression on sentences kept out of the head's training
/// and on articles that it was not trained on (`training/README.md`, "Confidences").
fn together(frame: f64, likely: f64, likeliest: f64) -> f64 {
    let [likely, likeliest] = [likely, likeliest].map(|p| log_odds(p.max(UNSEEN)));
    logistic(0.52 * log_odds(frame) + 0.33 * likely + 0.15 * likeliest - 0.14)
}

/// Returns how often what only the head reads is right; from the same sentences and articles.
fn alone(likely: f64) -> f64 {
    logistic(0.57 * log_odds(likely) - 0.85)
}

pub(super) fn log_odds(p: f64) -> f64 {
    let p = p.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Returns the modality of the probabilities of actual, intended, requested and possible.
fn modality(likely: &[f32; 4]) -> Modality {
    let others = [Modality::Intended, Modality::Requested, Modality::Possible];
    let best =
        others
            .into_iter()
            .zip(&likely[1..])
            .fold((Modality::Actual, 0.0), |best, (m, p)| {
                if *p > best.1 { (m, *p) } else { best }
            });
    match likely[1..].iter().sum::<f32>() >= NOT_ACTUAL {
        true => best.0,
        false => Modality::Actual,
    }
}

/// Whether two mentions name different actors and do not share words, as in training.
fn may_relate(a: &Mention, b: &Mention) -> bool {
    let apart = a.tokens.end <= b.tokens.start || b.tokens.end <= a.tokens.start;
    apart && a.member != b.member
}

/// The kinds as the relation head numbers them.
fn kind(scene: Scene, mention: &Mention) -> u8 {
    match (mention.form, scene.cast.member_of(mention).kind) {
        (Form::Anaphor, _) => 8,
        (Form::Place | Form::Stance, _) | (_, ActorKind::Place) => 9,
        (_, ActorKind::State) => 1,
        (_, ActorKind::Organisation) => 2,
        (_, ActorKind::Group) => 3,
        (_, ActorKind::Person) => 4,
        (_, ActorKind::Organ) => 5,
        (_, ActorKind::People) => 6,
        (_, ActorKind::Collective) => 7,
    }
}

/// Returns the lowest word of the tree above both.
fn joint<'d>(a: Token<'d>, b: Token<'d>) -> Token<'d> {
    let above = |token: Token<'d>| std::iter::successors(Some(token), |t| t.head());
    let of_b: Vec<usize> = above(b).map(|t| t.idx()).collect();
    above(a).find(|t| of_b.contains(&t.idx())).unwrap_or(a)
}
