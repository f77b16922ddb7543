//! Comparison: a claim reduced to what counts, and which of two lists of claims are the same.

use super::claim::Claim;
use super::names::Names;
use crate::ontology::{Direction, Family, Modality, Ontology, Polarity};

/// A claim with what is compared of it.
#[derive(Debug, Clone)]
pub(super) struct Compared<'c> {
    pub(super) claim: &'c Claim,
    names: [String; 2],
    /// The keys of the roots of source and target, each sorted.
    pub(super) roots: [Vec<String>; 2],
    is_symmetric: bool,
    polarity: Polarity,
    pub(super) is_affiliation: bool,
}

/// How the ends of two claims agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Apart,
    Same,
    Turned,
}

impl<'c> Compared<'c> {
    pub(super) fn new(ontology: &Ontology, names: &Names, claim: &'c Claim) -> Self {
        let relation = ontology.relation(claim.relation.as_str());
        let ends = [&claim.source, &claim.target];
        Self {
            claim,
            names: ends.map(|end| names.key(&end.name)),
            roots: ends.map(|end| names.keys(&end.root)),
            is_symmetric: relation.is_some_and(|r| r.direction == Direction::Symmetric),
            polarity: relation.map_or(Polarity::Neutral, |r| r.polarity),
            is_affiliation: relation.is_some_and(|r| r.family == Family::Affiliation),
        }
    }

    pub(super) fn ends(&self, other: &Self) -> Ends {
        let [a, b] = &self.roots;
        let [c, d] = &other.roots;
        if meet(a, c) && meet(b, d) {
            Ends::Same
        } else if meet(a, d) && meet(b, c) {
            Ends::Turned
        } else {
            Ends::Apart
        }
    }

    /// Whether the ends agree as far as the relation asks.
    pub(super) fn has_ends(&self, other: &Self) -> bool {
        match self.ends(other) {
            Ends::Same => true,
            Ends::Turned => self.is_symmetric,
            Ends::Apart => false,
        }
    }

    pub(super) fn is_actual(&self) -> bool {
        self.claim.modality == Modality::Actual
    }

    /// Whether the two say the same.
    pub(super) fn says(&self, other: &Self) -> bool {
        self.claim.relation == other.claim.relation
            && self.claim.negated == other.claim.negated
            && self.is_actual() == other.is_actual()
            && self.has_ends(other)
    }

    /// Whether the two tell of the same two actors, in either order.
    pub(super) fn is_pair(&self, other: &Self) -> bool {
        self.ends(other) != Ends::Apart
    }

    /// Whether the two say of the same two actors that they are friends, or foes, or neither.
    pub(super) fn has_tone(&self, other: &Self) -> bool {
        self.is_pair(other)
            && self.polarity == other.polarity
            && self.claim.negated == other.claim.negated
    }

    /// Whether both ends have the same names, in either order.
    pub(super) fn has_names(&self, other: &Self) -> bool {
        let [a, b] = &other.names;
        self.names == other.names || self.names == [b.clone(), a.clone()]
    }
}

/// Whether two sorted lists share a key.
pub(super) fn meet(a: &[String], b: &[String]) -> bool {
    a.iter().any(|key| b.contains(key))
}

/// Which claims of two lists are the same, as indices.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// What was read rightly, and the gold claim.
    pub(super) right: Vec<(usize, usize)>,
    /// What was read and no gold claim says.
    pub(super) wrong: Vec<usize>,
    /// The firm gold claims that nobody read.
    pub(super) missed: Vec<usize>,
}

/// Returns the list without what an earlier one says already.
pub(super) fn each_once<'a, 'c>(
    claims: &[&'a Compared<'c>],
    is_same: impl Fn(&Compared, &Compared) -> bool,
) -> Vec<&'a Compared<'c>> {
    let mut kept: Vec<&Compared> = Vec::new();
    for claim in claims {
        if !kept.iter().any(|k| is_same(claim, k)) {
            kept.push(claim);
        }
    }
    kept
}

/// Returns which claims of two lists are the same; each firm gold claim is found once, what says it again or says an optional one
/// counts for nothing.
pub(super) fn matched(
    gold: &[&Compared],
    read: &[&Compared],
    is_same: impl Fn(&Compared, &Compared) -> bool,
) -> Matched {
    let mut found = vec![false; gold.len()];
    let mut matched = Matched::default();
    for (at, claim) in read.iter().enumerate() {
        let same: Vec<usize> = (0..gold.len())
            .filter(|&g| is_same(claim, gold[g]))
            .collect();
        let fresh = same
            .iter()
            .find(|&&g| !gold[g].claim.is_optional && !found[g]);
        match fresh {
            Some(&g) => {
                found[g] = true;
                matched.right.push((at, g));
            }
            None if same.is_empty() => matched.wrong.push(at),
            None => {}
        }
    }
    matched.missed = (0..gold.len())
        .filter(|&g| !gold[g].claim.is_optional && !found[g])
        .collect();
    matched
}
