//! What the fold keeps of a statement, and the time for which it counts.

use std::collections::BTreeSet;

use crate::extract::Modality;
use crate::ontology::RelationKind;
use crate::store;
use crate::time::{Interval, PartialDate, Precision};

/// One statement, reduced to what an edge needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    pub(super) id: u64,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    pub(super) valid: Interval,
    pub(super) seen: Option<PartialDate>,
    pub(super) confidence: f64,
    /// The independent source: the first of the near-duplicate documents.
    pub(super) source: u64,
}

impl Claim {
    pub(super) fn new(claim: &store::Claim, source: u64) -> Self {
        Self {
            id: claim.id,
            negated: claim.negated,
            modality: claim.modality,
            valid: if claim.valid.is_inverted() {
                Interval::default()
            } else {
                claim.valid
            },
            seen: claim.seen,
            confidence: if claim.confidence.is_finite() {
                claim.confidence.clamp(0.0, 1.0)
            } else {
                0.0
            },
            source,
        }
    }

    /// Returns whether it can say nothing of the window, whatever else is known: an event of another
    /// time, a state asserted for a later year. What ends a state is never idle.
    pub(super) fn is_idle(&self, kind: RelationKind, window: &Interval) -> bool {
        let closers = Closers::default();
        let time = self.assumed(kind, &closers);
        match kind {
            RelationKind::Event => time.is_none_or(|time| !time.overlaps(window)),
            RelationKind::State => {
                let start = time.and_then(|time| time.start);
                let is_later = |(start, end): (PartialDate, PartialDate)| start.year() > end.year();
                !self.negated && start.zip(window.end).is_some_and(is_later)
            }
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

    /// Returns the article's date, where both actors still existed then.
    fn present(&self, closers: &Closers) -> Option<PartialDate> {
        let is_past = |seen: PartialDate| {
            let lifetime = closers.lifetime;
            lifetime.is_some_and(|end| end.last_day() < seen.first_day())
        };
        self.seen.filter(|seen| !is_past(*seen))
    }

    /// Returns the time for which it counts before anything closes it: what the text gives, else
    /// from its article's date on (a state) or about that date (an event).
    pub(super) fn assumed(&self, kind: RelationKind, closers: &Closers) -> Option<Interval> {
        self.told(kind).or_else(|| {
            let seen = self.present(closers)?;
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
    pub(super) fn attested(&self, kind: RelationKind, closers: &Closers) -> Option<Interval> {
        let assumed = self.assumed(kind, closers)?;
        Some(match (assumed.start, assumed.end) {
            (Some(start), None) => {
                Interval::new(Some(start), Some(self.attested_end(start, closers)))
            }
            _ => assumed,
        })
    }

    fn attested_end(&self, start: PartialDate, closers: &Closers) -> PartialDate {
        self.present(closers)
            .filter(|seen| seen.last_day() >= start.last_day())
            .unwrap_or(start)
    }

    /// Returns the time for which an assertion of a state counts, closed by what ends it.
    pub(super) fn closed(&self, closers: &Closers) -> Option<Interval> {
        let assumed = self.assumed(RelationKind::State, closers)?;
        let (Some(start), None) = (assumed.start, assumed.end) else {
            return Some(assumed);
        };
        let attested_end = self.attested_end(start, closers);
        let ended = closers
            .ends
            .iter()
            .chain(&closers.lifetime)
            .filter(|d| d.last_day() >= start.first_day());
        let denied = closers
            .denials
            .iter()
            .filter(|d| d.first_day() > attested_end.last_day());
        let told = closers
            .told
            .iter()
            .filter(|(s, _)| s.contains(start) || start.contains(*s))
            .map(|(_, end)| end)
            .filter(|end| end.last_day() >= attested_end.last_day());
        let end = ended.chain(denied).chain(told).min().copied();
        Some(Interval::new(Some(start), end))
    }
}

/// The dates that close the open intervals of one state.
#[derive(Debug, Default)]
pub(super) struct Closers {
    /// When the first of the two actors ceased to exist.
    pub(super) lifetime: Option<PartialDate>,
    /// When a relation that ends it happened.
    pub(super) ends: BTreeSet<PartialDate>,
    /// From when on it was denied.
    pub(super) denials: BTreeSet<PartialDate>,
    /// Beginnings and ends that other claims of the same state give.
    told: BTreeSet<(PartialDate, PartialDate)>,
}

impl Closers {
    /// Collects when the claims of a relation that ends the state say that it happened; one that gives
    /// no date counts at its article's, where no other gives one.
    pub(super) fn end_at<'c>(&mut self, claims: impl Iterator<Item = &'c Claim>) {
        let (mut told, mut assumed) = (BTreeSet::new(), BTreeSet::new());
        for claim in claims.filter(|c| c.is_assertion()) {
            match claim.valid.start.or(claim.valid.end) {
                Some(date) => told.extend([date]),
                None => assumed.extend(claim.present(self)),
            }
        }
        self.ends
            .extend(if told.is_empty() { assumed } else { told });
    }

    /// Collects what the claims of the state itself say of its end.
    pub(super) fn of<'c>(
        lifetime: Option<PartialDate>,
        claims: impl Iterator<Item = &'c Claim>,
    ) -> Self {
        let mut closers = Self {
            lifetime,
            ..Self::default()
        };
        for claim in claims {
            let Interval { start, end } = claim.valid;
            if claim.is_denial() {
                closers.denials.extend(match (start, end) {
                    (None, None) => claim.present(&closers),
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
