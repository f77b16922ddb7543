//! Assembly: candidates become statements.
//!
//! In: the candidates of a document. Out: statements with truth, speaker and time, each claim once: of several readings of
//! the same words the surest one, of several tellings of the same fact the fullest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::attribution::Speakers;
use super::candidate::Candidate;
use super::narrative::Narrative;
use super::scene::Scene;
use super::statement::{End, Extractor, Statement, StatementId};
use super::support;
use super::truth::truth;
use super::valid::Times;
use super::whole::whole;
use crate::actor::{Form, Mention};
use crate::article::DocumentId;
use crate::language::Sentence;
use crate::ontology::{
    ActorId, ActorKind, Direction, Modality, Mode, Polarity, RelationId, RelationKind,
};
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
    pub(super) fn add(&mut self, sentence: Sentence<'a>, mut candidates: Vec<Candidate>) {
        if candidates.is_empty() {
            return;
        }
        self.keep_specific(&mut candidates);
        candidates.sort_by(|a, b| {
            let place = (a.trigger, a.source, a.target, &a.relation).cmp(&(
                b.trigger,
                b.source,
                b.target,
                &b.relation,
            ));
            b.confidence.total_cmp(&a.confidence).then(place)
        });
        let times = Times::new(self.scene, self.narrative.of(sentence));
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let is_ruled_out = kept.iter().any(|k| self.rules_out(k, &candidate));
            if !is_ruled_out && self.is_worth_telling(&candidate) {
                kept.push(candidate);
            }
        }
        for candidate in &mut kept {
            for end in [&mut candidate.source, &mut candidate.target] {
                *end = whole(self.scene, *end);
            }
        }
        kept.sort_by_key(|c| c.trigger);
        let claims: Vec<Statement> = kept
            .into_iter()
            .map(|c| self.claim(sentence, &times, c))
            .collect();
        claims.into_iter().for_each(|claim| self.push(claim));
    }

    /// Leaves out what a frame reads at a word, or at the object of a verb, of which another, that asks more of the words around
    /// it, reads something else of the same source and target: "arms sales" are no trade, "threatened action" is no attack.
    fn keep_specific(&self, candidates: &mut Vec<Candidate>) {
        let triggers: BTreeSet<usize> = candidates.iter().map(|c| c.trigger).collect();
        let expression = |trigger: usize| {
            let verb = self.scene.token(trigger).head().map(|h| h.idx());
            verb.filter(|v| self.scene.token(trigger).is_label(&["obj"]) && triggers.contains(v))
                .unwrap_or(trigger)
        };
        let pair = |c: &Candidate| {
            let [source, target] = [c.source, c.target].map(|m| &self.scene.member(m).root);
            (expression(c.trigger), source.clone(), target.clone())
        };
        // Of two that ask as much the verb's counts for more than its object's.
        let weight =
            |c: &Candidate| 2 * c.specificity + usize::from(expression(c.trigger) == c.trigger);
        let mut most: BTreeMap<_, (usize, RelationId)> = BTreeMap::new();
        for candidate in candidates.iter() {
            let known = most
                .entry(pair(candidate))
                .or_insert((0, candidate.relation.clone()));
            if weight(candidate) > known.0 {
                *known = (weight(candidate), candidate.relation.clone());
            }
        }
        candidates.retain(|c| {
            let (specificity, relation) = &most[&pair(c)];
            weight(c) >= *specificity || c.relation == *relation
        });
    }

    /// Whether an end is known to politics, and none only comments.
    fn is_worth_telling(&self, candidate: &Candidate) -> bool {
        let ends = [candidate.source, candidate.target];
        ends.iter().any(|m| self.is_political(*m))
            && !ends.iter().any(|m| self.is_commentator(*m))
            && !self.is_unwished(candidate)
    }

    /// Whether a frame reads a wish that is denied: "does not want them to leave" says neither that it urges them nor that it does not.
    fn is_unwished(&self, candidate: &Candidate) -> bool {
        let trigger = self.scene.token(candidate.trigger);
        let wishes = &self.scene.ontology.grammar().wish_verbs;
        candidate.extractor == Extractor::Frame
            && wishes.contains(trigger.lemma())
            && truth(self.scene, trigger).negated
    }

    /// Whether somebody whom the ontology knows stands behind a mention: two unknown names are no politics.
    fn is_political(&self, mention: usize) -> bool {
        self.scene
            .ontology
            .actors()
            .find(&self.scene.member(mention).root)
            .is_some()
    }

    /// Whether a mention names somebody who only comments, as the words beside the name say: "an analyst", "journalist".
    fn is_commentator(&self, mention: usize) -> bool {
        let member = self.scene.mention(mention).member;
        let person = &self.scene.cast.members()[member];
        if person.kind != ActorKind::Person || person.root != person.id {
            return false;
        }
        let nouns = &self.scene.ontology.grammar().commentator_nouns;
        self.scene
            .cast
            .mentions()
            .iter()
            .filter(|m| m.member == member)
            .any(|m| {
                let head = self.scene.token(m.head);
                let beside = head
                    .children()
                    .filter(|c| c.is_label(&["appos", "compound", "nmod", "flat"]));
                let above = head.head().filter(|_| head.is_label(&["appos", "flat"]));
                beside
                    .chain(above)
                    .any(|t| nouns.contains(&t.lemma().to_lowercase()))
            })
    }

    /// Whether a surer candidate says the same, or reads the same words otherwise.
    fn rules_out(&self, kept: &Candidate, other: &Candidate) -> bool {
        let roots = |c: &Candidate| [c.source, c.target].map(|m| &self.scene.member(m).root);
        let ([a, b], [c, d]) = (roots(kept), roots(other));
        let by_frames = [kept, other]
            .iter()
            .all(|c| c.extractor != Extractor::Learned);
        // "accused each other": one frame that reads both ways means both.
        let is_mutual = by_frames
            && (a, b) == (d, c)
            && kept.trigger == other.trigger
            && kept.frame == other.frame;
        let same_pair = (a == c && b == d) || (a == d && b == c && !is_mutual);
        same_pair
            && (kept.relation == other.relation
                || match by_frames {
                    // "Ukraine condemned the Russian attack": what it condemned was done to it.
                    true if kept.trigger != other.trigger && (a, b) == (d, c) => false,
                    true => self.same_words(kept.trigger, other.trigger),
                    false => self.are_opposed(&kept.relation, &other.relation),
                })
    }

    /// Whether one relation is friendly and the other hostile: a word that breaks ties off also names them.
    fn are_opposed(&self, a: &RelationId, b: &RelationId) -> bool {
        let [a, b] = [a, b].map(|r| self.scene.ontology.relations()[r].polarity);
        a != b && a != Polarity::Neutral && b != Polarity::Neutral
    }

    /// Whether two triggers are one expression: a word, or a verb with its object; but what is done in saying what is still to
    /// be done ("agreed to lend", "threatened to attack") is a thing of its own.
    fn same_words(&self, a: usize, b: usize) -> bool {
        let is_so =
            |trigger| truth(self.scene, self.scene.token(trigger)).modality == Modality::Actual;
        let governs = |above: usize, below: usize| {
            let token = self.scene.token(below);
            token.head().is_some_and(|h| h.idx() == above)
                && token.is_label(&["obj", "nsubj:pass", "xcomp", "acl", "obl"])
                && !(token.label() == "xcomp" && is_so(above) && !is_so(below))
        };
        a == b || governs(a, b) || governs(b, a)
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
