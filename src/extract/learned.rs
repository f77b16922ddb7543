//! The learned extractor: the relation head of the language model on every pair of mentions.
//!
//! In: a sentence with its encoding. Out: candidates for breadth, where no frame has the words. The trigger is the word that
//! joins the two mentions in the tree, so that truth, speaker and time are read as for frames.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::scene::{Scene, are_two_sides};
use super::statement::Extractor;
use crate::actor::{Form, Mention};
use crate::language::{PairMention, RelationHead, Sentence, Token};
use crate::ontology::{ActorKind, Direction, Modality, RelationId};

/// The least likely relation that is taken: with frames first, this gave the best F1 on articles kept apart.
const LEAST: f32 = 0.5;

/// Returns the candidates of one sentence.
pub(super) fn read(scene: Scene, head: &RelationHead, sentence: Sentence) -> Vec<Candidate> {
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
        return Vec::new();
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
    let mut best: BTreeMap<(usize, usize, usize), (f64, f32)> = BTreeMap::new();
    for (&(i, j), score) in pairs.iter().zip(&scores) {
        for (nth, &likely) in score
            .relations
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, p)| **p >= LEAST)
        {
            let relation = &head.relations()[nth - 1];
            let symmetric = scene
                .ontology
                .relation(relation)
                .is_some_and(|r| r.direction == Direction::Symmetric);
            let (i, j) = if symmetric {
                (i.min(j), i.max(j))
            } else {
                (i, j)
            };
            let known = best.entry((i, j, nth - 1)).or_insert((0.0, 0.0));
            if f64::from(likely) > known.0 {
                *known = (f64::from(likely), score.negated);
            }
        }
    }
    let candidate =
        |((i, j, relation), (confidence, negated)): ((usize, usize, usize), (f64, f32))| {
            let trigger = joint(scene.token(mentions[i].head), scene.token(mentions[j].head));
            let id = RelationId::from(head.relations()[relation].as_str());
            scene
                .ontology
                .relations()
                .contains_key(&id)
                .then(|| Candidate {
                    source: first + i,
                    target: first + j,
                    relation: id,
                    trigger: trigger.idx(),
                    negated: negated > 0.5,
                    modality: Modality::Actual,
                    confidence,
                    extractor: Extractor::Learned,
                    frame: format!("learned \"{}\"", trigger.form()),
                })
        };
    let two_sides = |&((i, j, _), _): &((usize, usize, usize), (f64, f32))| {
        are_two_sides(
            scene.cast.member_of(mentions[i]),
            scene.cast.member_of(mentions[j]),
        )
    };
    best.into_iter()
        .filter(two_sides)
        .filter_map(candidate)
        .collect()
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
        (Form::Place, _) | (_, ActorKind::Place) => 9,
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
