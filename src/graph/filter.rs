//! What part of a graph is asked for; shared by queries and exports.

use std::collections::{BTreeMap, BTreeSet};

use crate::ontology::{ActorId, Polarity, Relation, RelationId};
use crate::time::{Interval, PartialDate};

/// Which edges are shown although no statement asserts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Include {
    /// Edges that are only denied.
    pub negated: bool,
    /// Edges that are only planned, asked for or possible.
    pub unrealised: bool,
}

/// A choice of edges; the default chooses every asserted one.
///
/// Empty sets choose everything. Ids of actors are those of the view in which the graph is folded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// These relations.
    pub relations: BTreeSet<RelationId>,
    /// Relations of these polarities.
    pub polarities: BTreeSet<Polarity>,
    /// Edges with one of these actors at an end.
    pub actors: BTreeSet<ActorId>,
    /// Edges that held on a day of this interval (`--at`, `--between`).
    pub valid: Option<Interval>,
    /// Only what articles up to this date say; articles without date say nothing then.
    pub as_of: Option<PartialDate>,
    /// Edges at least so confident, 0 to 1.
    pub min_confidence: f64,
    /// Which edges are shown although no statement asserts them.
    pub include: Include,
}

impl Filter {
    /// Returns the interval of one date, for [`Filter::valid`].
    pub fn at(date: PartialDate) -> Interval {
        Interval::new(Some(date), Some(date))
    }

    /// Returns whether edges of the relation are chosen; an unknown relation is neutral.
    pub fn takes_relation(
        &self,
        id: &RelationId,
        relations: &BTreeMap<RelationId, Relation>,
    ) -> bool {
        (self.relations.is_empty() || self.relations.contains(id))
            && (self.polarities.is_empty()
                || self
                    .polarities
                    .contains(&relations.get(id).map_or(Polarity::Neutral, |r| r.polarity)))
    }

    /// Returns the relations whose statements the fold has to see: the chosen ones, those that end
    /// them and those that they exclude; `None` where all are chosen.
    pub fn needed_relations(
        &self,
        relations: &BTreeMap<RelationId, Relation>,
    ) -> Option<BTreeSet<RelationId>> {
        if self.relations.is_empty() && self.polarities.is_empty() {
            return None;
        }
        let chosen: BTreeSet<&RelationId> = relations
            .keys()
            .chain(&self.relations)
            .filter(|id| self.takes_relation(id, relations))
            .collect();
        let touches = |other: &Relation| {
            other
                .ends
                .iter()
                .chain(&other.excludes)
                .any(|id| chosen.contains(id))
        };
        let mut needed: BTreeSet<RelationId> = chosen.iter().map(|&id| id.clone()).collect();
        for relation in relations.values() {
            if touches(relation) {
                needed.insert(relation.id.clone());
            }
            if chosen.contains(&relation.id) {
                needed.extend(relation.excludes.iter().cloned());
            }
        }
        Some(needed)
    }

    /// Returns whether an article of that date had been seen by [`Filter::as_of`].
    pub(super) fn has_seen(&self, seen: Option<PartialDate>) -> bool {
        self.as_of
            .is_none_or(|as_of| seen.is_some_and(|seen| seen.first_day() <= as_of.last_day()))
    }
}
