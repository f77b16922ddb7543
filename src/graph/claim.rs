//! What the fold keeps of a statement, and the time for which it counts.

use std::collections::BTreeSet;

use crate::article::DocumentId;
use crate::extract::{Modality, Statement};
use crate::ontology::RelationKind;
use crate::time::{Interval, PartialDate, Precision};

/// One statement, reduced to what an edge needs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub(super) negated: bool,
    pub(super) modality: Modality,
    pub(super) valid: Interval,
    pub(super) seen: Option<PartialDate>,
    pub(super) confidence: f64,
    /// The independent source: the first of the near-duplicate documents.
    pub(super) source: DocumentId,
}

impl Claim {
    pub(super) fn new(statement: &Statement, source: DocumentId) -> Self {
        let valid = statement.valid();
        Self {
            negated: statement.negated,
            modality: statement.modality,
            valid: if valid.is_inverted() {
                Interval::default()
            } else {
                valid
            },
            seen: statement.seen,
            confidence: if statement.confidence.is_finite() {
                statement.confidence.clamp(0.0, 1.0)
            } else {
                0.0
            },
            source,
        }
    }

    pub(super) fn is_assertion(&self) -> bool {
        !self.negated && self.modality == Modality::Actual
    }

    /// Returns whether it says that the relation does not hold.
    pub(super) fn is_denial(&self) -> bool {
        self.negated && self.modality == Modality::Actual
    }

    /// Returns the valid time that the text gives; `None` where it gives no date.
    pub(super) fn told(&self, kind: RelationKind) -> Option<Interval> {
        let Interval { start, end } = self.valid;
        let anchor = start.or(end)?;
        Some(match kind {
            RelationKind::State => self.valid,
            RelationKind::Event => Interval::new(start.or(end), end.or(Some(anchor))),
        })
    }

    /// Returns the time for which it counts before anything closes it: what the text gives, else
    /// from its article's date on (a state) or about that date (an event).
    pub(super) fn assumed(&self, kind: RelationKind) -> Option<Interval> {
        self.told(kind).or_else(|| {
            let seen = self.seen?;
            Some(match kind {
                RelationKind::State => Interval::new(Some(seen), None),
                RelationKind::Event => {
                    let about = Some(seen.truncate(Precision::Month));
                    Interval::new(about, about)
                }
            })
        })
    }

    /// Returns the time of which it speaks for certain: an open end reaches to its article's date.
    pub(super) fn attested(&self, kind: RelationKind) -> Option<Interval> {
        let assumed = self.assumed(kind)?;
        Some(match assumed {
            Interval {
                start: Some(start),
                end: None,
            } => Interval::new(Some(start), Some(self.attested_end(start))),
            bounded => bounded,
        })
    }

    fn attested_end(&self, start: PartialDate) -> PartialDate {
        self.seen
            .filter(|seen| seen.last_day() >= start.last_day())
            .unwrap_or(start)
    }

    /// Returns the time for which an assertion of a state counts, closed by what ends it.
    pub(super) fn closed(&self, closers: &Closers) -> Option<Interval> {
        let assumed = self.assumed(RelationKind::State)?;
        let Interval {
            start: Some(start),
            end: None,
        } = assumed
        else {
            return Some(assumed);
        };
        let attested_end = self.attested_end(start);
        let ended = closers
            .ends
            .iter()
            .find(|d| d.last_day() >= start.first_day());
        let denied = closers
            .denials
            .iter()
            .find(|d| d.first_day() > attested_end.last_day());
        let told = closers
            .told
            .iter()
            .filter(|(s, _)| s.contains(start) || start.contains(*s))
            .map(|(_, end)| end)
            .filter(|end| end.last_day() >= attested_end.last_day())
            .min();
        let end = [ended, denied, told].into_iter().flatten().min().copied();
        Some(Interval::new(Some(start), end))
    }
}

/// The dates that close the open intervals of one state.
#[derive(Debug, Default)]
pub(super) struct Closers {
    /// When a relation that ends it happened.
    pub(super) ends: BTreeSet<PartialDate>,
    /// From when on it was denied.
    pub(super) denials: BTreeSet<PartialDate>,
    /// Beginnings and ends that other claims of the same state give.
    told: BTreeSet<(PartialDate, PartialDate)>,
}

impl Closers {
    /// Collects what the claims of the state itself say of its end.
    pub(super) fn of<'c>(claims: impl Iterator<Item = &'c Claim>) -> Self {
        let mut closers = Self::default();
        for claim in claims {
            let Interval { start, end } = claim.valid;
            if claim.is_denial() {
                closers.denials.extend(match (start, end) {
                    (None, None) => claim.seen,
                    _ => start,
                });
            } else if claim.is_assertion()
                && let (Some(start), Some(end)) = (start, end)
                && start != end
            {
                closers.told.insert((start, end));
            }
        }
        closers
    }
}
