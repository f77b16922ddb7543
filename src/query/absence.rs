//! Why two names are not one actor, and why an edge between them does not stand.
//!
//! In: two actors, the filter under which the edge was looked for. Out: the reasons, each with what shows it. An edge is
//! looked for again and again, with one condition more each time; the first under which it is gone is the reason.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Scope;
use crate::error::Result;
use crate::extract::Statement;
use crate::graph::{Curation, Edge, Filter, Include, fold};
use crate::ontology::{Actor, ActorId, Direction, RelationId};
use crate::store::{Decision, NamedActor, Selection, Subject, Verdict};
use crate::time::PartialDate;

/// Why an edge does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It does stand.
    Stands,
    /// It was decided to be wrong.
    DecidedWrong,
    /// Both ends are one node: one acts for the other, or they were decided to be the same.
    OneNode,
    /// Only later articles speak of it.
    NotYetSeen,
    /// It is only denied.
    OnlyDenied,
    /// It is only planned, asked for or possible.
    OnlyUnrealised,
    /// It held at other times.
    OtherTime,
    /// It is not sure enough.
    Unsure,
    /// The filter leaves its relation out.
    OtherRelation,
}

/// One relation between two actors of which statements speak.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Absence {
    /// The source's name.
    pub source: String,
    /// The relation.
    pub relation: RelationId,
    /// The target's name.
    pub target: String,
    /// Why no edge stands, or that it does.
    pub reason: Reason,
    /// What shows it: dates, numbers, the decision.
    pub detail: String,
    /// How many statements speak of it.
    pub n_statements: usize,
    /// The surest of them.
    pub quote: String,
}

/// What speaks for and against two names being one actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// Who goes by the first name.
    pub one: NamedActor,
    /// Who goes by the second name.
    pub other: NamedActor,
    /// Whether they are one actor.
    pub is_one: bool,
    /// Why, or why not.
    pub reasons: Vec<String>,
}

/// Returns why two actors are not one, or that they are.
pub fn identity(scope: &Scope<'_>, one: NamedActor, other: NamedActor) -> Result<Identity> {
    let mut reasons = Vec::new();
    let table = scope.ontology.actors();
    let decisions = scope.store.decisions()?;
    let between = |d: &&Decision| match &d.subject {
        Subject::Actors(pair) => [&one.id, &other.id]
            .iter()
            .all(|id| pair.iter().any(|a| a.id == **id)),
        _ => false,
    };
    let (first, second) = (scope.curation.who(&one.id), scope.curation.who(&other.id));
    let is_one = first == second;
    for decision in decisions.iter().filter(between) {
        let verdict = decision.verdict.as_str();
        let (reason, author) = (&decision.reason, &decision.author);
        reasons.push(format!(
            "decided {verdict} by {author}: {reason} ({})",
            decision.id
        ));
    }
    if is_one {
        if one.id == other.id {
            reasons.push(format!("both names mean {}", one.name));
        } else if reasons.is_empty() {
            reasons.push("decisions make both the same as a third".to_owned());
        }
        return Ok(Identity {
            one,
            other,
            is_one,
            reasons,
        });
    }
    match (table.find(&one.id), table.find(&other.id)) {
        (Some(a), Some(b)) => {
            reasons.push(format!(
                "the schemas know two actors: {}; {}",
                about(a),
                about(b)
            ));
            let follows = |a: &Actor, b: &Actor| {
                let idx = table.index(&a.id);
                idx.is_some_and(|idx| table.successors(idx).any(|s| s.id == b.id))
            };
            for (before, after) in [(a, b), (b, a)] {
                if follows(before, after) {
                    reasons.push(format!(
                        "{} is a successor of {}; each keeps what was said of it",
                        after.name, before.name
                    ));
                }
            }
        }
        (known, _) => {
            let stranger = if known.is_none() { &one } else { &other };
            reasons.push(format!(
                "{} is no name that the schemas know; only names, aliases and decisions make two actors one",
                stranger.name
            ));
        }
    }
    if one.root == other.root {
        reasons.push(format!(
            "both act for {}, where they are one node of the root view",
            one.root
        ));
    }
    let likeness = strsim::jaro_winkler(&one.name.to_lowercase(), &other.name.to_lowercase());
    reasons.push(format!(
        "their names are alike by {likeness:.2}, which decides nothing: Niger and Nigeria are alike by 0.94"
    ));
    if !decisions.iter().any(|d| between(&d)) {
        reasons.push(format!(
            "nobody decided it; `demarche decide same {:?} {:?} --reason …` would",
            one.name, other.name
        ));
    }
    Ok(Identity {
        one,
        other,
        is_one,
        reasons,
    })
}

fn about(actor: &Actor) -> String {
    let date = |date: Option<PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let span = actor.existence;
    match (span.start, span.end) {
        (None, None) => format!("{} ({})", actor.name, actor.kind.as_str()),
        (start, end) => {
            format!(
                "{} ({}, {}–{})",
                actor.name,
                actor.kind.as_str(),
                date(start),
                date(end)
            )
        }
    }
}

/// Returns for every relation of which statements between two nodes speak, in either direction, why no edge stands.
pub fn absences(
    scope: &Scope<'_>,
    filter: &Filter,
    a: &ActorId,
    b: &ActorId,
) -> Result<Vec<Absence>> {
    let selection = Selection {
        within: Some(scope.behind(&[a.clone(), b.clone()].into())),
        ..Selection::default()
    };
    let mut groups: BTreeMap<(String, RelationId, String), Vec<Statement>> = BTreeMap::new();
    for statement in scope.store.statements(&selection)? {
        let (mut source, mut target) = (scope.end(&statement.source), scope.end(&statement.target));
        let ends = (&source.id, &target.id);
        if a != b && ends != (a, b) && ends != (b, a) {
            continue;
        }
        if scope.direction(&statement.relation) == Direction::Symmetric && source.id > target.id {
            std::mem::swap(&mut source, &mut target);
        }
        let key = (source.name, statement.relation.clone(), target.name);
        groups.entry(key).or_default().push(statement);
    }
    let decisions = scope.store.decisions()?;
    let absences = groups
        .into_iter()
        .map(|((source, relation, target), statements)| {
            let (reason, detail) = match a == b {
                true => (
                    Reason::OneNode,
                    format!("{source} and {target} are one node of this view"),
                ),
                false => why(scope, filter, &statements, &decisions),
            };
            let best = statements
                .iter()
                .max_by(|x, y| x.confidence.total_cmp(&y.confidence).then(y.id.cmp(&x.id)));
            Absence {
                source,
                relation,
                target,
                reason,
                detail,
                n_statements: statements.len(),
                quote: best.map(|s| s.sentence.clone()).unwrap_or_default(),
            }
        });
    Ok(absences.collect())
}

/// Returns under which condition the edge of the statements is gone, and what shows it.
fn why(
    scope: &Scope<'_>,
    filter: &Filter,
    statements: &[Statement],
    decisions: &[Decision],
) -> (Reason, String) {
    let undecided = scope.curation.without_verdicts();
    let edge = |curation: &Curation, filter: &Filter| -> Option<Edge> {
        fold(scope.rules(curation, filter), statements)
            .edges
            .into_iter()
            .next()
    };
    let mut under = Filter {
        include: Include {
            negated: true,
            unrealised: true,
        },
        ..Filter::default()
    };
    let Some(whole) = edge(&undecided, &under) else {
        return (
            Reason::OneNode,
            "its ends are one node of this view".to_owned(),
        );
    };
    if edge(&scope.curation, &under).is_none() {
        return (Reason::DecidedWrong, judged(scope, statements, decisions));
    }
    under.as_of = filter.as_of;
    let Some(seen) = edge(&scope.curation, &under) else {
        let first = date(whole.first_seen, "an article without date");
        return (
            Reason::NotYetSeen,
            format!("the first article that says so is of {first}"),
        );
    };
    under.include = filter.include;
    let Some(asserted) = edge(&scope.curation, &under) else {
        let numbers = format!(
            "{} deny it, {} plan, ask for or fear it",
            seen.n_denied, seen.n_unrealised
        );
        return match seen.n_denied {
            0 => (Reason::OnlyUnrealised, numbers),
            _ => (Reason::OnlyDenied, numbers),
        };
    };
    under.valid = filter.valid;
    let Some(timely) = edge(&scope.curation, &under) else {
        return (Reason::OtherTime, times(&asserted));
    };
    under.min_confidence = filter.min_confidence;
    if edge(&scope.curation, &under).is_none() {
        let needed = filter.min_confidence;
        return (
            Reason::Unsure,
            format!(
                "its confidence is {}, asked for are {needed}",
                timely.confidence
            ),
        );
    }
    match filter.takes_relation(&timely.relation, scope.ontology.relations()) {
        true => (
            Reason::Stands,
            format!("with confidence {}", timely.confidence),
        ),
        false => (
            Reason::OtherRelation,
            "relation or polarity is not asked for".to_owned(),
        ),
    }
}

/// Returns the decisions against statements.
fn judged(scope: &Scope<'_>, statements: &[Statement], decisions: &[Decision]) -> String {
    let bears = |decision: &&Decision| {
        let only = Curation::new(std::slice::from_ref(*decision), scope.ontology.actors());
        let is_against = |s| scope.verdict(&only, s) == Some(Verdict::Wrong);
        statements.iter().any(is_against)
    };
    let words = |d: &Decision| format!("by {}: {} ({})", d.author, d.reason, d.id);
    let found: Vec<String> = decisions.iter().filter(bears).map(words).collect();
    found.join("; ")
}

fn times(edge: &Edge) -> String {
    let spans: Vec<String> = edge
        .intervals
        .iter()
        .map(|i| format!("{}..{}", date(i.start, ""), date(i.end, "")))
        .collect();
    match spans.is_empty() {
        true => "no text tells when".to_owned(),
        false => format!("it held {}", spans.join(", ")),
    }
}

fn date(date: Option<PartialDate>, missing: &str) -> String {
    date.map_or(missing.to_owned(), |d| d.to_string())
}
