//! Salience: which of the candidates an anaphor stands for.
//!
//! In: candidates with their features. Out: the likeliest, where it is likely enough. A log-linear model: the weight of a feature
//! times its value, summed, is the logarithm of how many times as likely the candidate is as nobody. The weights were fitted
//! by `training/antecedents.py` to phrases of news whose antecedent is known.

use std::collections::BTreeMap;

use super::Wanted;
use super::feature::Candidate;
use super::weights::WEIGHTS;
use crate::actor::cast::Cast;
use crate::ontology::ActorId;

/// How likely an antecedent must be to be taken.
const LEAST: f32 = 0.4;

/// Returns the actors meant, and how likely it is that they are; none where it is unsure.
pub(super) fn choose<'c>(
    cast: &Cast,
    wanted: Wanted,
    candidates: &'c [Candidate],
) -> (&'c [usize], f32) {
    let weights = &WEIGHTS[wanted as usize];
    let odds = |c: &Candidate| -> f32 {
        let sum: f32 = c.features.iter().zip(weights).map(|(v, w)| v * w).sum();
        sum.exp()
    };
    let mut total = 1.0;
    let mut by_root: BTreeMap<Vec<&ActorId>, (f32, f32, usize)> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let odds = odds(candidate);
        total += odds;
        let mut roots: Vec<&ActorId> = candidate
            .members
            .iter()
            .map(|&m| &cast.members()[m].root)
            .collect();
        roots.sort_unstable();
        let entry = by_root.entry(roots).or_insert((0.0, 0.0, at));
        entry.0 += odds;
        if odds > entry.1 {
            (entry.1, entry.2) = (odds, at);
        }
    }
    let best = by_root
        .into_values()
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)));
    best.map(|(odds, _, at)| (odds / total, at))
        .filter(|&(likely, _)| likely >= LEAST)
        .map_or((&[], 0.0), |(likely, at)| (&candidates[at].members, likely))
}
