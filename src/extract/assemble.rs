//! Assembly: candidates become statements.
//!
//! In: the candidates of a document. Out: statements with truth, speaker and time, each claim once: of several readings of
//! the same words the surest one, of several tellings of the same fact the fullest.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::attribution::Speakers;
use super::candidate::Candidate;
use super::narrative::Narrative;
use super::rivals;
use super::scene::Scene;
use super::statement::{End, Extractor, Statement, StatementId};
use super::support;
use super::truth::truth;
use super::valid::Times;
use super::whole::whole;
use crate::actor::{Form, Mention};
use crate::article::DocumentId;
use crate::language::Sentence;
use crate::ontology::{ActorId, Direction, Modality, Mode, RelationId, RelationKind};
use crate::time::Interval;

/// Makes the statements of one document.
pub(super) struct Assembly<'a> {
    scene: Scene<'a>,
    document: DocumentId,
    speakers: Speakers,
    narrative: Narrative,
    statements: Vec<Statement>,
}

impl<'a> Assembly<'a> {
    /// Begins with the document's speakers and times.
    pub(super) fn new(scene: Scene<'a>, document: DocumentId) -> Self {
        Self {
            scene,
            document,
            speakers: Speakers::new(scene),
            narrative: Narrative::new(scene),
            statements: Vec::new(),
        }
    }

    /// Adds the candidates of a sentence: the surest reading of each pair's words.
    pub(super) fn add(&mut self, sentence: Sentence<'a>, candidates: Vec<Candidate>) {
        if candidates.is_empty() {
            return;
        }
        let times = Times::new(self.scene, self.narrative.of(sentence));
        let mut told = rivals::told(self.scene, candidates);
        for candidate in &mut told {
            for end in [&mut candidate.source, &mut candidate.target] {
                *end = whole(self.scene, *end);
            }
        }
        told.sort_by_key(|c| c.trigger);
        let claims: Vec<Statement> = told
            .into_iter()
            .map(|c| self.claim(sentence, &times, c))
            .collect();
        claims.into_iter().for_each(|claim| self.push(claim));
    }

    fn claim(&self, sentence: Sentence<'a>, times: &Times, candidate: Candidate) -> Statement {
        let trigger = self.scene.token(candidate.trigger);
        let said = truth(self.scene, trigger);
        let by_head = candidate.extractor != Extractor::Frame;
        let negated = if by_head {
            candidate.negated
        } else {
            candidate.negated != said.negated
        };
        let modality = match candidate.modality {
            Modality::Actual if !by_head => said.modality,
            own => own,
        };
        let relation = &self.scene.ontology.relations()[&candidate.relation];
        let is_event = relation.kind == RelationKind::Event;
        let ends = [candidate.source, candidate.target].map(|m| self.scene.mention(m).head);
        let is_speech = relation.mode == Mode::Verbal;
        let valid = match times.of(trigger, ends, relation.kind) {
            Some(valid) => valid,
            None if is_event && modality == Modality::Actual && !negated => {
                times.of_news(trigger, is_speech)
            }
            None if modality == Modality::Intended => times.of_plan(trigger),
            None => Interval::default(),
        };
        let (mut source, mut target) = (candidate.source, candidate.target);
        let id = |m: usize| &self.scene.member(m).id;
        if relation.direction == Direction::Symmetric && id(target) < id(source) {
            (source, target) = (target, source);
        }
        let speaker = self.speakers.of(self.scene, trigger, ends);
        let confidence = support::doubted(
            candidate.confidence,
            [source, target].map(|m| self.scene.mention(m).certainty),
        );
        let [source, target] = [source, target].map(|m| self.named_end(sentence, m));
        // Who condemns says so: that is the claim, not its speaker.
        let attributed_to = speaker.filter(|s| !(is_speech && *s == source.name));
        Statement {
            negated,
            modality,
            attributed_to,
            start: valid.start,
            end: valid.end,
            confidence,
            extractor: candidate.extractor,
            frame: Some(candidate.frame),
            ..self.plain(sentence, source, candidate.relation, target)
        }
    }

    /// Adds what titles say: who leads and represents whom, once for each pair.
    fn add_affiliations(&mut self) {
        let cast = self.scene.cast;
        for affiliation in cast.affiliations().iter().filter(|a| !a.former) {
            let sentence = self.scene.token(affiliation.tokens.start).sentence();
            let mention = |member: usize| {
                cast.within(&affiliation.tokens)
                    .find(|m| m.member == member)
                    .cloned()
            };
            let (Some(part), Some(whole)) = (mention(affiliation.member), mention(affiliation.of))
            else {
                continue;
            };
            self.push(Statement {
                confidence: TITLE,
                frame: Some(format!("title \"{}\"", affiliation.role)),
                ..self.plain(
                    sentence,
                    self.end(&part),
                    affiliation.relation.clone(),
                    self.end(&whole),
                )
            });
        }
    }

    /// Returns the plain claim that a sentence makes; [`Self::push`] gives it its id.
    fn plain(
        &self,
        sentence: Sentence,
        source: End,
        relation: RelationId,
        target: End,
    ) -> Statement {
        let span = self.scene.document.char_span(&sentence.range());
        Statement {
            id: StatementId("".into()),
            document: self.document.clone(),
            sentence: sentence.text().to_owned(),
            span: [span.start, span.end],
            source,
            relation,
            target,
            negated: false,
            modality: Modality::Actual,
            attributed_to: None,
            start: None,
            end: None,
            seen: self.scene.published,
            confidence: 1.0,
            extractor: Extractor::Frame,
            frame: None,
        }
    }

    fn end(&self, mention: &Mention) -> End {
        let member = self.scene.cast.member_of(mention);
        End {
            id: member.id.clone(),
            name: member.name.clone(),
            kind: member.kind,
            root: member.root_name.clone(),
            mention: self.scene.document.phrase(&mention.tokens),
        }
    }

    /// Returns an end by its name where the sentence has it, else by the words that stand for it.
    fn named_end(&self, sentence: Sentence, mention: usize) -> End {
        let own = self.scene.mention(mention);
        let cast = self.scene.cast;
        let is_named = |m: &&Mention| m.member == own.member && m.form == Form::Name;
        let named = match own.form {
            Form::Anaphor => cast.within(&sentence.range()).find(is_named),
            _ => None,
        };
        self.end(named.unwrap_or(own))
    }

    fn push(&mut self, mut statement: Statement) {
        statement.id = statement.content_id();
        self.statements.push(statement);
    }

    /// Returns the statements in text order, each fact once, as sure as the surest telling makes it.
    pub(super) fn finish(mut self) -> Vec<Statement> {
        support::weigh(&mut self.statements, self.scene.ontology);
        self.add_affiliations();
        once(self.statements)
    }
}

/// Returns each fact once, as sure as its surest telling; of the tellings not much less sure the dated one, then the surest,
/// then the first.
fn once(tellings: Vec<Statement>) -> Vec<Statement> {
    type Fact = (ActorId, RelationId, ActorId, bool, Modality);
    let mut told: BTreeMap<Fact, Vec<Statement>> = BTreeMap::new();
    for mut statement in tellings {
        let fact = (
            statement.source.id.clone(),
            statement.relation.clone(),
            statement.target.id.clone(),
            statement.negated,
            statement.modality,
        );
        statement.confidence = (statement.confidence * 100.0).round() / 100.0;
        told.entry(fact).or_default().push(statement);
    }
    let mut statements: Vec<Statement> = told.into_values().filter_map(fullest).collect();
    statements.sort_by(|a, b| {
        (a.span, &a.source.id, &a.relation, &a.target.id, &a.id).cmp(&(
            b.span,
            &b.source.id,
            &b.relation,
            &b.target.id,
            &b.id,
        ))
    });
    statements
}

/// Returns the telling of a fact that stands for all.
fn fullest(tellings: Vec<Statement>) -> Option<Statement> {
    let surest = tellings.iter().map(|s| s.confidence).fold(0.0, f64::max);
    let rank = |s: &Statement| {
        (
            s.start.is_some(),
            (s.confidence * 100.0) as i64,
            Reverse(s.span),
        )
    };
    let best = tellings
        .into_iter()
        .filter(|s| s.confidence >= NEARLY * surest)
        .max_by_key(rank)?;
    Some(Statement {
        confidence: surest,
        ..best
    })
}

/// How sure a title is.
const TITLE: f64 = 0.9;

/// The part of the surest telling's confidence that another needs to stand for it.
const NEARLY: f64 = 0.6;
