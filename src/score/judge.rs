//! Judging a document: what was read beside the gold.
//!
//! In: the claims of both, and where there is a text what was seen in it. Out: a [`DocumentScore`]: the figures, and what was
//! missed or is wrong.

use std::fmt;

use serde::Serialize;

use super::claim::Claim;
use super::compare::{Compared, Ends, Matched, each_once, matched, meet};
use super::figures::{Ceiling, Count, Fields, Figures};
use super::kind::Kind;
use super::names::Names;
use super::sight::Sight;
use crate::article::DocumentId;
use crate::ontology::{Modality, Ontology, RelationId};

/// Judges what was read of documents.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// Relations, and the words for actors.
    pub ontology: &'a Ontology,
    /// Which names are the same.
    pub names: &'a Names,
}

/// A claim in a line: between whom, what, and whether it is so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Telling {
    /// The source's root.
    pub source: String,
    /// The relation.
    pub relation: RelationId,
    /// The target's root.
    pub target: String,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub modality: Modality,
    /// How sure the reader is; 1 for gold.
    pub confidence: f64,
    /// What the reader goes by.
    pub frame: Option<String>,
}

impl From<&Claim> for Telling {
    fn from(claim: &Claim) -> Self {
        Self {
            source: claim.source.root.clone(),
            relation: claim.relation.clone(),
            target: claim.target.root.clone(),
            negated: claim.negated,
            modality: claim.modality,
            confidence: claim.confidence,
            frame: claim.frame.clone(),
        }
    }
}

impl fmt::Display for Telling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "not " } else { "" };
        write!(f, "{} {not}{} {}", self.source, self.relation, self.target)?;
        match self.modality {
            Modality::Actual => Ok(()),
            other => write!(f, " ({})", other.as_str()),
        }
    }
}

/// What is wrong with a statement that was missed, or that was read and should not have been.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// The kind of error.
    pub kind: Kind,
    /// What the gold says: the statement missed, or the one that comes nearest to what was read.
    pub gold: Option<Telling>,
    /// What was read: the wrong statement, or the one that comes nearest to what was missed.
    pub read: Option<Telling>,
    /// Whether a gold statement was missed; else a statement read is wrong.
    pub is_missed: bool,
    /// What was seen of the actors, where they were not found.
    pub note: Option<String>,
    /// The sentence.
    pub sentence: String,
}

impl Mistake {
    /// Returns the relation of the statement that was missed or is wrong.
    pub fn relation(&self) -> Option<&RelationId> {
        let own = if self.is_missed {
            &self.gold
        } else {
            &self.read
        };
        own.as_ref().map(|telling| &telling.relation)
    }
}

/// What became of the statements of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentScore {
    /// The document.
    pub document: DocumentId,
    /// What is counted.
    pub figures: Figures,
    /// The relations of the statements that are right.
    pub right: Vec<RelationId>,
    /// The statements that were missed, then those that are wrong.
    pub mistakes: Vec<Mistake>,
}

impl Judge<'_> {
    /// Judges the claims read of a document; `unsure` are those that were left out as not sure enough.
    pub fn document(
        &self,
        document: &DocumentId,
        gold: &[Claim],
        read: &[Claim],
        unsure: &[Claim],
        sight: Option<Sight<'_>>,
    ) -> DocumentScore {
        let (mut gold, read) = (self.compared(gold), self.compared(read));
        let unsure = self.compared(unsure);
        gold.sort_by_key(|g| g.claim.is_optional);
        let mut score = DocumentScore {
            document: document.clone(),
            figures: Figures::default(),
            right: Vec::new(),
            mistakes: Vec::new(),
        };
        let says: Same = |a, b| a.says(b);
        let offices = [&gold, &read].map(|claims| only(claims, |c| c.is_affiliation));
        let [gold, read] = [&gold, &read].map(|claims| only(claims, |c| !c.is_affiliation));
        score.figures.affiliations = count(&compare(&offices[0], &offices[1], says).2);
        let (gold, read, found) = compare(&gold, &read, says);
        score.figures.statements = count(&found);
        score.figures.fields = fields(&gold, &read, &found);
        score.figures.tone = count(&compare(&gold, &read, |a, b| a.has_tone(b)).2);
        score.figures.pair = count(&compare(&gold, &read, |a, b| a.is_pair(b)).2);
        score.right = found
            .right
            .iter()
            .map(|&(r, _)| read[r].claim.relation.clone())
            .collect();
        if let Some(sight) = sight {
            score.figures.ceiling = self.ceiling(&gold, sight);
        }
        let is_right = |r: &usize| found.right.iter().any(|(right, _)| right == r);
        let near: Vec<&Compared> = (0..read.len())
            .filter(|r| !is_right(r))
            .map(|r| read[r])
            .collect();
        for &missed in &found.missed {
            score
                .mistakes
                .push(self.missed(gold[missed], &near, &unsure, sight));
        }
        for &wrong in &found.wrong {
            score.mistakes.push(wrong_one(read[wrong], &gold));
        }
        score
    }

    pub(super) fn compared<'c>(&self, claims: &'c [Claim]) -> Vec<Compared<'c>> {
        claims
            .iter()
            .map(|claim| Compared::new(self.ontology, self.names, claim))
            .collect()
    }

    fn ceiling(&self, gold: &[&Compared], sight: Sight) -> Ceiling {
        let mut ceiling = Ceiling::default();
        for claim in gold.iter().filter(|g| !g.claim.is_optional) {
            let ends = sight.ends(self.ontology, self.names, claim);
            ceiling.n += 1;
            ceiling.in_sentence += usize::from(ends.iter().all(|end| end.kind().is_none()));
            ceiling.in_article += usize::from(sight.has_both(self.names, claim));
        }
        ceiling
    }

    /// Returns why a gold claim was missed: by what was read instead in its sentence, else by what was seen of its ends.
    fn missed(
        &self,
        gold: &Compared,
        near: &[&Compared],
        unsure: &[Compared],
        sight: Option<Sight>,
    ) -> Mistake {
        let here = |read: &&&Compared| is_one_sentence(gold.claim, read.claim);
        let nearest = near
            .iter()
            .filter(here)
            .filter_map(|read| Some((difference(read, gold)?, *read)))
            .min_by_key(|(kind, _)| closeness(*kind));
        let mistake = |kind, read: Option<&Compared>, note| Mistake {
            kind,
            gold: Some(gold.claim.into()),
            read: read.map(|r| r.claim.into()),
            is_missed: true,
            note,
            sentence: gold.claim.sentence.clone(),
        };
        if let Some((kind, read)) = nearest {
            return mistake(kind, Some(read), None);
        }
        if let Some(read) = unsure.iter().find(|u| u.says(gold)) {
            return mistake(Kind::Unsure, Some(read), None);
        }
        let Some(sight) = sight else {
            return mistake(Kind::Unseen, None, None);
        };
        let ends = sight.ends(self.ontology, self.names, gold);
        let kind = ends.iter().filter_map(|end| end.kind()).min();
        let parties = [&gold.claim.source, &gold.claim.target];
        let told: Vec<String> = ends
            .iter()
            .zip(parties)
            .filter_map(|(end, party)| end.tell(party))
            .collect();
        let note = (!told.is_empty()).then(|| told.join("; "));
        mistake(kind.unwrap_or(Kind::Nothing), None, note)
    }
}

/// Whether two claims are the same in some way.
type Same = fn(&Compared, &Compared) -> bool;

fn only<'a, 'c>(
    claims: &'a [Compared<'c>],
    is_wanted: fn(&Compared) -> bool,
) -> Vec<&'a Compared<'c>> {
    claims.iter().filter(|c| is_wanted(c)).collect()
}

/// Returns both lists with each claim once, and which are the same.
fn compare<'a, 'c>(
    gold: &[&'a Compared<'c>],
    read: &[&'a Compared<'c>],
    is_same: Same,
) -> (Vec<&'a Compared<'c>>, Vec<&'a Compared<'c>>, Matched) {
    let gold = each_once(gold, is_same);
    let read = each_once(read, is_same);
    let found = matched(&gold, &read, is_same);
    (gold, read, found)
}

fn count(found: &Matched) -> Count {
    Count {
        right: found.right.len(),
        wrong: found.wrong.len(),
        missed: found.missed.len(),
    }
}

fn fields(gold: &[&Compared], read: &[&Compared], found: &Matched) -> Fields {
    let mut fields = Fields::default();
    for &(r, g) in &found.right {
        let (read, gold) = (read[r], gold[g]);
        let year = |claim: &Claim| -> String {
            let start = claim.start.iter().flat_map(|date| date.chars());
            start.take(4).collect()
        };
        fields.n += 1;
        fields.attributed += usize::from(read.claim.is_attributed == gold.claim.is_attributed);
        fields.name += usize::from(read.has_names(gold));
        if gold.claim.start.is_some() {
            fields.dated += 1;
            fields.years += usize::from(year(read.claim) == year(gold.claim));
        }
    }
    fields
}

/// Whether two claims were read from one sentence, as far as they tell.
fn is_one_sentence(a: &Claim, b: &Claim) -> bool {
    a.sentence.contains(b.sentence.trim()) || b.sentence.contains(a.sentence.trim())
}

/// Returns in what alone two claims of the same two actors differ; nothing where the actors are others or the two say the same.
fn difference(read: &Compared, gold: &Compared) -> Option<Kind> {
    if !read.is_pair(gold) || read.says(gold) {
        return None;
    }
    Some(if read.claim.relation != gold.claim.relation {
        Kind::Relation
    } else if !read.has_ends(gold) {
        Kind::Direction
    } else if read.claim.negated != gold.claim.negated {
        Kind::Polarity
    } else {
        Kind::Modality
    })
}

/// The lower, the nearer to being right.
fn closeness(kind: Kind) -> usize {
    let order = [
        Kind::Modality,
        Kind::Polarity,
        Kind::Direction,
        Kind::Relation,
    ];
    order.iter().position(|k| *k == kind).unwrap_or(order.len())
}

/// Returns what is wrong with a claim that no gold claim says.
fn wrong_one(read: &Compared, gold: &[&Compared]) -> Mistake {
    let nearest = gold
        .iter()
        .filter_map(|g| Some((difference(read, g)?, *g)))
        .min_by_key(|(kind, g)| (closeness(*kind), !is_one_sentence(g.claim, read.claim)));
    let shares_end = |g: &&&Compared| {
        let share = |a: usize, b: usize| meet(&read.roots[a], &g.roots[b]);
        let is_other = g.ends(read) == Ends::Apart && g.claim.relation == read.claim.relation;
        is_other && is_one_sentence(g.claim, read.claim) && (share(0, 0) || share(1, 1))
    };
    let tells_of = |end: usize| {
        let has = |g: &&Compared| g.roots.iter().any(|roots| meet(roots, &read.roots[end]));
        gold.iter().any(has)
    };
    let (kind, nearest) = match (nearest, gold.iter().find(shares_end)) {
        (Some((kind, gold)), _) => (kind, Some(gold)),
        (None, Some(gold)) => (Kind::OtherEnd, Some(*gold)),
        (None, None) if tells_of(0) && tells_of(1) => (Kind::Pair, None),
        (None, None) => (Kind::Actor, None),
    };
    Mistake {
        kind,
        gold: nearest.map(|g| g.claim.into()),
        read: Some(read.claim.into()),
        is_missed: false,
        note: None,
        sentence: read.claim.sentence.clone(),
    }
}
