//! Valid time: when a claim held.
//!
//! In: of when a sentence tells, and a trigger in its tree. Out: the interval of the expression that stands in the trigger's
//! clause, or in a clause that shares its time; else, for what is told as news, when the news happened.

use super::clause::is_verbal;
use super::light::light_verb;
use super::narrative::Told;
use super::scene::Scene;
use super::tense;
use super::when::{TimeExpression, TimeRole};
use crate::language::Token;
use crate::ontology::RelationKind;
use crate::time::{Interval, PartialDate, Precision};

/// How many clauses up the tree may share a time.
const MAX_STEPS: usize = 4;

/// The time expressions of a sentence, each with the verb of its clause.
pub(super) struct Times<'a> {
    scene: Scene<'a>,
    told: &'a Told,
    found: Vec<(&'a TimeExpression, Option<usize>)>,
}

impl<'a> Times<'a> {
    /// Finds the clauses of the time expressions of a sentence.
    pub(super) fn new(scene: Scene<'a>, told: &'a Told) -> Self {
        let clause = |time: &TimeExpression| {
            let tokens = time.tokens.clone();
            tokens
                .rev()
                .find_map(|t| clause_of(scene.token(t), time))
                .map(|t| t.idx())
        };
        let found = told.times.iter().map(|time| (time, clause(time))).collect();
        Self { scene, told, found }
    }

    /// Returns when what the trigger says of the two ends held: the time in its noun phrase, else in its clause, else in a
    /// clause below it in which an end stands, else in a clause whose time it shares.
    pub(super) fn of(
        &self,
        trigger: Token,
        ends: [usize; 2],
        kind: RelationKind,
    ) -> Option<Interval> {
        let verb = verb_of(trigger);
        let around = || {
            self.beside(verb.idx())
                .or_else(|| self.below(trigger, ends))
                .or_else(|| self.shared(verb))
                .or_else(|| self.next_to(verb))
        };
        let is_lasting = kind == RelationKind::State && !is_told_by_verb(self.scene, trigger);
        self.inside(trigger, kind)
            .or_else(|| match trigger.is_label(&["amod", "compound", "appos"]) {
                true => None,
                // "Envoys met on Monday to ease tensions": the tensions did not start that day.
                false => around().filter(|(role, interval)| {
                    !is_lasting || *role == TimeRole::Since || !is_of_a_day(interval)
                }),
            })
            .map(|(role, interval)| match (role, kind) {
                (TimeRole::Point, RelationKind::State) => Interval::new(interval.start, None),
                _ => interval,
            })
    }

    /// Returns when what the trigger says happened, where it is told as news.
    pub(super) fn of_news(&self, trigger: Token, is_speech: bool) -> Interval {
        self.told
            .news
            .filter(|_| tense::is_news(self.scene, trigger, is_speech))
            .unwrap_or_default()
    }

    /// Returns since when a plan holds: since it was told, at the time of the clause that tells it ("announced on Monday that it
    /// would …").
    pub(super) fn of_plan(&self, trigger: Token) -> Interval {
        let mut told = verb_of(trigger);
        for _ in 0..MAX_STEPS {
            let said = self
                .beside(told.idx())
                .filter(|(role, _)| *role == TimeRole::Point);
            if let Some((_, interval)) = said {
                return Interval::new(interval.start, None);
            }
            let is_speech = true;
            if tense::is_news(self.scene, told, is_speech) {
                return Interval::new(self.told.news.and_then(|news| news.start), None);
            }
            match told.head() {
                Some(head) => told = verb_of(head),
                None => break,
            }
        }
        Interval::default()
    }

    /// Returns the time in the noun phrase of the trigger.
    fn inside(&self, trigger: Token, kind: RelationKind) -> Option<(TimeRole, Interval)> {
        let with_clauses = kind == RelationKind::Event && !is_verbal(trigger);
        self.found
            .iter()
            .find(|(time, _)| match time.is_name {
                true => time.tokens.contains(&trigger.idx()),
                false => self.modifies(time, trigger, with_clauses),
            })
            .map(|(time, _)| (time.role, time.interval))
    }

    /// Whether an expression stands in the phrase of a token, its relative clauses counted or not; a bare number only right
    /// before it, as it may be part of a name.
    fn modifies(&self, time: &TimeExpression, token: Token, with_clauses: bool) -> bool {
        let is_top = |t: &Token| t.head().is_none_or(|h| !time.tokens.contains(&h.idx()));
        let tokens = time.tokens.clone().rev().map(|t| self.scene.token(t));
        let Some(top) = tokens.into_iter().find(is_top) else {
            return false;
        };
        if top.is_label(&["nummod", "compound"]) {
            return top.head() == Some(token);
        }
        std::iter::successors(top.head(), |t| t.head())
            .find(|t| *t == token || (is_verbal(*t) && !(with_clauses && t.is_label(&["acl"]))))
            .is_some_and(|t| t == token)
    }

    /// Returns the time in the clause of a verb: from the one expression until the other, where it has both.
    fn beside(&self, clause: usize) -> Option<(TimeRole, Interval)> {
        let beside: Vec<&TimeExpression> = self
            .found
            .iter()
            .filter(|(time, of)| !time.is_name && *of == Some(clause))
            .map(|(time, _)| *time)
            .collect();
        let until = beside.iter().find(|t| t.role == TimeRole::Until);
        let from = beside.iter().find(|t| t.role != TimeRole::Until);
        let whole = from
            .zip(until)
            .map(|(from, until)| Interval::new(from.interval.start, until.interval.end))
            .filter(|whole| !whole.is_inverted());
        match whole {
            Some(whole) => Some((TimeRole::Span, whole)),
            None => beside.first().map(|time| (time.role, time.interval)),
        }
    }

    /// Returns the time in a clause between an end and the trigger above it.
    fn below(&self, trigger: Token, ends: [usize; 2]) -> Option<(TimeRole, Interval)> {
        ends.into_iter().find_map(|end| {
            let path = std::iter::successors(Some(self.scene.token(end)), |t| t.head());
            path.take_while(|t| t.idx() != trigger.idx())
                .filter(|t| is_verbal(*t))
                .find_map(|t| self.beside(t.idx()))
        })
    }

    /// Returns the year of the clause shortly before or after which the verb's own is.
    fn next_to(&self, verb: Token) -> Option<(TimeRole, Interval)> {
        let of_verb = |t: &Token| neighbour_in_time(*t) == Some(verb);
        let other = neighbour_in_time(verb).or_else(|| verb.children().find(of_verb))?;
        let (role, interval) = self.beside(other.idx())?;
        let year = |date: PartialDate| date.truncate(Precision::Year);
        let years = Interval::new(interval.start.map(year), interval.end.map(year));
        (role == TimeRole::Point).then_some((role, years))
    }

    /// Returns the time of the clause that takes the verb along ("On Monday he met them, urging …", "On Monday he met … and
    /// urged …"), or that a clause with "when" tells more of ("in 2014, when it seized …").
    fn shared(&self, verb: Token) -> Option<(TimeRole, Interval)> {
        let mut at = verb;
        for _ in 0..MAX_STEPS {
            let head = at.head()?;
            let is_when = is_when(at);
            let is_of_head = |time: &TimeExpression| match is_when {
                true => time.tokens.contains(&head.idx()),
                false => at.label() == "acl:relcl" && self.modifies(time, head, false),
            };
            if let Some((time, _)) = self.found.iter().find(|(time, _)| is_of_head(time)) {
                return Some((time.role, time.interval));
            }
            let above = match is_when {
                true => verb_of(head),
                false => tense::above(at)?,
            };
            let is_near =
                |time: &TimeExpression| at.label() != "conj" || time.tokens.start < at.idx();
            let found = self
                .found
                .iter()
                .find(|(time, of)| !time.is_name && *of == Some(above.idx()) && is_near(time));
            if let Some((time, _)) = found {
                return Some((time.role, time.interval));
            }
            at = above;
        }
        None
    }
}

/// Returns the verb next to whose time the clause puts its own: "shortly after it seized …".
fn neighbour_in_time(verb: Token) -> Option<Token> {
    const CLOSE: &[&str] = &[
        "shortly",
        "soon",
        "immediately",
        "just",
        "hours",
        "days",
        "weeks",
    ];
    let mark = verb
        .child(&["mark"])
        .filter(|m| matches!(&*m.form().to_lowercase(), "after" | "before"))?;
    let is_close = mark
        .neighbour(-1)
        .is_some_and(|t| CLOSE.contains(&&*t.form().to_lowercase()));
    verb.head()
        .filter(|_| is_close && verb.is_label(&["advcl"]))
        .map(verb_of)
}

/// Whether a clause tells more of a time: "when it seized …".
fn is_when(verb: Token) -> bool {
    let opens =
        |c: &Token| c.is_label(&["mark", "advmod"]) && c.idx() < verb.idx() && c.form() == "when";
    verb.is_label(&["advcl", "acl:relcl"]) && verb.children().any(|c| opens(&c))
}

fn is_of_a_day(interval: &Interval) -> bool {
    interval.start.is_some_and(|date| date.day().is_some())
}

/// Whether a verb tells what the trigger names, rather than the noun takes it for granted.
fn is_told_by_verb(scene: Scene, trigger: Token) -> bool {
    is_verbal(trigger) || light_verb(scene.ontology.grammar(), trigger).is_some()
}

/// Returns the verb of the clause in which a time expression stands, from one of its tokens.
fn clause_of<'d>(token: Token<'d>, time: &TimeExpression) -> Option<Token<'d>> {
    let mut at = token;
    while let Some(head) = at.head() {
        if !time.tokens.contains(&head.idx()) && is_verbal(head) {
            return Some(head);
        }
        at = head;
    }
    (!time.tokens.contains(&at.idx())).then_some(at)
}

/// Returns the verb of the clause in which a trigger stands: itself where it is one.
fn verb_of(trigger: Token) -> Token {
    let mut at = trigger;
    while !is_verbal(at) {
        match at.head() {
            Some(head) => at = head,
            None => return at,
        }
    }
    at
}
