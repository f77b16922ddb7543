//! Frames scored: how often each frame is right where it fires, and what no frame reads.
//!
//! In: gold, and the statements that the frames alone read of its texts, however unsure. Out: a [`FrameScore`] for each frame that
//! fired, and by relation the gold statements that no frame found. Each statement is judged for itself.

use std::collections::BTreeMap;

use serde::Serialize;

use super::claim::Claim;
use super::judge::{Judge, Telling};
use crate::article::DocumentId;
use crate::ontology::RelationId;

/// Whether what a frame reads is in the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A firm gold statement says so.
    Right,
    /// No gold statement says so.
    Wrong,
    /// An optional one says so, which counts for nothing.
    Optional,
}

/// What a frame read once, or what no frame read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judged {
    /// The document.
    pub document: DocumentId,
    /// The statement.
    pub statement: Telling,
    /// The sentence.
    pub sentence: String,
}

/// How often a frame is right.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrameScore {
    /// What it read, and how that was judged.
    pub read: Vec<(Verdict, Judged)>,
}

impl FrameScore {
    /// Returns how many of what it read were judged so.
    pub fn n(&self, verdict: Verdict) -> usize {
        self.read.iter().filter(|(v, _)| *v == verdict).count()
    }

    /// Returns the share of right ones among right and wrong ones; nothing where there are neither.
    pub fn precision(&self) -> Option<f64> {
        let (right, wrong) = (self.n(Verdict::Right), self.n(Verdict::Wrong));
        (right + wrong > 0)
            .then(|| (1000.0 * right as f64 / (right + wrong) as f64).round() / 1000.0)
    }
}

/// All frames together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct FrameTotal {
    /// How many statements were right.
    pub n_right: usize,
    /// How many were wrong.
    pub n_wrong: usize,
    /// How many only an optional gold statement says.
    pub n_optional: usize,
    /// How many firm gold statements there are.
    pub n_gold: usize,
    /// How many of these were found.
    pub n_found: usize,
    /// The share of right ones among right and wrong ones.
    pub precision: f64,
    /// The share of found ones.
    pub recall: f64,
}

/// What the frames read of all documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrameSheet {
    /// By the frame's id.
    pub frames: BTreeMap<String, FrameScore>,
    /// By relation the firm gold statements that no frame found.
    pub unfound: BTreeMap<RelationId, Vec<Judged>>,
    /// By relation how many firm gold statements there are.
    pub n_gold: BTreeMap<RelationId, usize>,
}

impl FrameSheet {
    /// Adds a document: its gold, and what the frames read of it.
    pub fn add(
        &mut self,
        judge: &Judge<'_>,
        document: &DocumentId,
        gold: &[Claim],
        read: &[Claim],
    ) {
        let (gold, read) = (judge.compared(gold), judge.compared(read));
        let judged = |claim: &Claim| Judged {
            document: document.clone(),
            statement: claim.into(),
            sentence: claim.sentence.clone(),
        };
        for claim in &read {
            let same = || gold.iter().filter(|g| claim.says(g));
            let verdict = match (same().any(|g| !g.claim.is_optional), same().next()) {
                (true, _) => Verdict::Right,
                (false, Some(_)) => Verdict::Optional,
                (false, None) => Verdict::Wrong,
            };
            let frame = claim.claim.frame.as_deref().unwrap_or_default();
            let id = frame.split(' ').next().unwrap_or_default();
            let score = self.frames.entry(id.to_owned()).or_default();
            score.read.push((verdict, judged(claim.claim)));
        }
        for claim in gold.iter().filter(|g| !g.claim.is_optional) {
            let relation = &claim.claim.relation;
            *self.n_gold.entry(relation.clone()).or_default() += 1;
            if !read.iter().any(|r| r.says(claim)) {
                let unfound = self.unfound.entry(relation.clone()).or_default();
                unfound.push(judged(claim.claim));
            }
        }
    }

    /// Returns the figures of all frames together.
    pub fn total(&self) -> FrameTotal {
        let n = |verdict| self.frames.values().map(|f| f.n(verdict)).sum::<usize>();
        let share =
            |part: usize, all: usize| (1000.0 * part as f64 / all.max(1) as f64).round() / 1000.0;
        let n_gold: usize = self.n_gold.values().sum();
        let n_found = n_gold - self.unfound.values().map(Vec::len).sum::<usize>();
        let (n_right, n_wrong) = (n(Verdict::Right), n(Verdict::Wrong));
        FrameTotal {
            n_right,
            n_wrong,
            n_optional: n(Verdict::Optional),
            n_gold,
            n_found,
            precision: share(n_right, n_right + n_wrong),
            recall: share(n_found, n_gold),
        }
    }

    /// Leaves out the relations that are not wanted.
    pub fn keep(&mut self, is_wanted: impl Fn(&RelationId) -> bool) {
        let of = |frame: &str| RelationId::from(frame.split('#').next().unwrap_or_default());
        self.frames.retain(|frame, _| is_wanted(&of(frame)));
        self.unfound.retain(|relation, _| is_wanted(relation));
        self.n_gold.retain(|relation, _| is_wanted(relation));
    }
}
