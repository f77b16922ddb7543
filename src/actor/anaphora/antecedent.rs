//! Antecedents: who an anaphor could stand for, and what speaks for and against each.
//!
//! In: an anaphor and the mentions of its sentence and of the few before. Out: [`Candidate`]s, one actor each, or for plural
//! anaphora a set of them, with [`Feature`]s that are seen in the text.

use std::collections::BTreeSet;

use super::clause::{blamed, governs, is_scene_of, is_subject, predicate};
use super::discourse::Discourse;
use super::feature::{Candidate, Feature};
use super::{Anaphor, Wanted};
use crate::actor::cast::{Cast, Form, Mention};
use crate::actor::saying::{says, speaker};
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorId, ActorKind, Ontology};

/// How many sentences before its own an anaphor looks back.
const REACH: usize = 4;

/// The text before an anaphor.
pub(super) struct Context<'a, 'd> {
    pub(super) ontology: &'a Ontology,
    pub(super) document: &'a Document<'d>,
    pub(super) cast: &'a Cast,
    discourse: &'a Discourse,
    pub(super) anaphor: &'a Anaphor<'a>,
    /// The mentions before it in reach, in text order.
    pub(super) before: Vec<&'a Mention>,
    /// Roots named after it in its sentence.
    later: BTreeSet<&'a ActorId>,
    /// The roots of other arguments of its verb.
    beside: BTreeSet<&'a ActorId>,
    /// The subject of the verb of saying that its clause stands under.
    speaker: Option<Token<'a>>,
    /// The root that says the quotation that it stands in, where known.
    quoting: Option<&'a ActorId>,
    is_quoted: bool,
    /// Whether it is itself the subject of a verb of saying.
    speaks: bool,
}

/// Returns who could be meant, by what was named before; `found` are the anaphora of the same sentence.
pub(super) fn candidates(
    ontology: &Ontology,
    document: &Document,
    cast: &Cast,
    discourse: &Discourse,
    found: &[Mention],
    anaphor: &Anaphor,
) -> Vec<Candidate> {
    let sentence = anaphor.head.sentence();
    let first = document
        .sentence(sentence.idx().saturating_sub(REACH))
        .range()
        .start;
    let mut before: Vec<&Mention> = cast
        .within(&(first..anaphor.tokens.start))
        .filter(|m| m.tokens.end <= anaphor.tokens.start)
        .chain(found)
        .filter(|m| {
            let mention = document.token(m.head);
            !governs(mention, anaphor.head) && !is_scene_of(mention, anaphor.head)
        })
        .collect();
    before.sort_by_key(|m| (m.tokens.start, m.tokens.end, m.member));
    let own = predicate(anaphor.head);
    let beside = cast
        .within(&sentence.range())
        .chain(found)
        .filter(|m| own.is_some() && predicate(document.token(m.head)) == own)
        .map(|m| &cast.member_of(m).root)
        .collect();
    let speaker = speaker(ontology, anaphor.head);
    let spoken_by = speaker
        .and_then(|s| before.iter().rev().find(|m| m.head == s.idx()))
        .map(|m| &cast.member_of(m).root);
    let later = anaphor.tokens.end..sentence.range().end;
    let context = Context {
        ontology,
        document,
        cast,
        discourse,
        anaphor,
        before,
        later: cast
            .within(&later)
            .map(|m| &cast.member_of(m).root)
            .collect(),
        beside,
        speaker,
        quoting: spoken_by.or(discourse.speaker()),
        is_quoted: discourse.is_quoted(anaphor.head.idx()),
        speaks: anaphor.head.is_label(&["nsubj"])
            && anaphor.head.head().is_some_and(|verb| says(ontology, verb)),
    };
    match anaphor.wanted {
        Wanted::Several | Wanted::Pair => context.sets(),
        _ => context.singles(),
    }
}

impl<'a> Context<'a, '_> {
    /// One candidate for each suitable actor.
    fn singles(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for mention in self.before.iter().rev() {
            let Some(member) = self.meant(mention) else {
                continue;
            };
            if candidates.iter().all(|c| c.members[0] != member) {
                let mut candidate = Candidate::new(vec![member]);
                self.look(&mut candidate, mention);
                candidate.see(Feature::Nearest, candidates.is_empty());
                candidate.see(Feature::Second, candidates.len() == 1);
                candidates.push(candidate);
            }
        }
        let is_only = candidates.len() == 1;
        for candidate in &mut candidates {
            candidate.see(Feature::Only, is_only);
        }
        candidates
    }

    /// Returns who could be meant where a mention is: its actor, or the country for which a person or an organ acts.
    fn meant(&self, mention: &Mention) -> Option<usize> {
        let acts_for = || {
            let root = self.cast.find(&self.cast.member_of(mention).root)?;
            let is_state = self.cast.members()[root].kind == ActorKind::State;
            (is_state && self.anaphor.wanted == Wanted::Country).then_some(root)
        };
        match mention.form {
            Form::Stance => None,
            _ if self.suits(mention) => Some(mention.member),
            _ => acts_for(),
        }
    }

    fn suits(&self, mention: &Mention) -> bool {
        let kind = self.cast.member_of(mention).kind;
        let (state, body) = (
            kind == ActorKind::State,
            matches!(
                kind,
                ActorKind::Organisation | ActorKind::Group | ActorKind::Organ
            ),
        );
        match self.anaphor.wanted {
            Wanted::Person => kind == ActorKind::Person,
            Wanted::Country => state,
            Wanted::Group => body,
            Wanted::Thing => state || body,
            Wanted::Several | Wanted::Pair => true,
        }
    }

    /// Puts down what is seen of a candidate by its last mention.
    pub(super) fn look(&self, candidate: &mut Candidate, mention: &Mention) {
        candidate.set(Feature::Bias, 1.0);
        candidate.see(Feature::NounBias, self.is_noun());
        candidate.see(Feature::OwnerBias, self.is_owner());
        self.look_at_place(candidate, mention);
        self.look_at_clause(candidate, mention);
        self.look_at_speech(candidate, mention);
        self.look_at_actor(candidate, mention);
        if self.is_noun() && !matches!(self.anaphor.wanted, Wanted::Several | Wanted::Pair) {
            self.look_at_noun(candidate, mention.member);
        }
    }

    fn is_noun(&self) -> bool {
        self.anaphor.head.upos() != Upos::Pron
    }

    fn is_owner(&self) -> bool {
        self.anaphor.head.label() == "nmod:poss"
    }

    /// How many sentences before the anaphor's a mention stands.
    fn back(&self, mention: &Mention) -> usize {
        let there = self.document.token(mention.head).sentence().idx();
        self.anaphor.head.sentence().idx() - there
    }

    fn look_at_place(&self, candidate: &mut Candidate, mention: &Mention) {
        let head = self.document.token(mention.head);
        let back = self.back(mention);
        candidate.see(Feature::Here, back == 0);
        candidate.see(Feature::Previous, back == 1);
        candidate.see(Feature::TwoBack, back == 2);
        let topic = self.cast.within(&head.sentence().range()).next();
        let is_topic = topic.is_some_and(|t| t.head == mention.head);
        candidate.see(Feature::Topic, is_topic);
        let is_place = matches!(mention.form, Form::Capital | Form::Place);
        candidate.see(Feature::Place, is_place);
        candidate.see(Feature::Demonym, mention.form == Form::Demonym);
        candidate.see(Feature::Anaphor, mention.form == Form::Anaphor);
        candidate.see(Feature::Plural, matches!(head.xpos(), "NNS" | "NNPS"));
    }

    fn look_at_clause(&self, candidate: &mut Candidate, mention: &Mention) {
        let (head, own) = (self.document.token(mention.head), self.anaphor.head);
        let root = &self.cast.member_of(mention).root;
        let owns = head.is_label(&["nmod", "amod", "compound"]);
        candidate.see(Feature::Subject, is_subject(head));
        candidate.see(Feature::Object, head.is_label(&["obj", "iobj"]));
        candidate.see(Feature::Owner, owns);
        let of_subject = owns && head.head().is_some_and(is_subject);
        candidate.see(Feature::OwnerOfSubject, of_subject);
        candidate.see(Feature::Parallel, is_subject(head) && is_subject(own));
        let is_beside = !self.is_owner() && self.beside.contains(root);
        candidate.see(Feature::SameClause, is_beside);
        candidate.see(Feature::NamedLater, self.later.contains(root));
        candidate.see(Feature::Blamed, blamed(own) == Some(head));
    }

    fn look_at_speech(&self, candidate: &mut Candidate, mention: &Mention) {
        let root = &self.cast.member_of(mention).root;
        let back = self.back(mention);
        let says_it = self.speaker == Some(self.document.token(mention.head));
        candidate.see(Feature::Speaker, says_it && !self.is_quoted);
        let quotes = self.quoting == Some(root);
        candidate.see(Feature::Quoted, self.is_quoted && quotes);
        candidate.see(Feature::OtherQuoted, self.is_quoted && !quotes);
        let spoke = self.speaks && self.discourse.speaker() == Some(root);
        candidate.see(Feature::SpokeBefore, spoke && back > 0);
        candidate.see(Feature::Told, self.speaks && back == 0);
    }

    fn look_at_actor(&self, candidate: &mut Candidate, mention: &Mention) {
        let member = self.cast.member_of(mention);
        let (n, share) = self.discourse.named(&member.root);
        candidate.set(Feature::Share, share);
        #[allow(clippy::cast_precision_loss)]
        candidate.set(Feature::Often, (n as f32).ln_1p());
        let told = self.discourse.gender(mention.member);
        if let (Some(told), Some(asked)) = (told, self.anaphor.gender()) {
            candidate.see(Feature::SameGender, told == asked);
            candidate.see(Feature::OtherGender, told != asked);
        }
        let is_known = self.ontology.actors().find(&member.id).is_some();
        candidate.see(Feature::Known, is_known);
        candidate.see(kind_feature(member.kind), true);
    }

    fn look_at_noun(&self, candidate: &mut Candidate, member: usize) {
        candidate.see(Feature::SameNoun, self.is_same_noun(member));
        if let Some(actors) = self.ontology.actors().epithet(&self.noun()) {
            let is_said = actors.contains(&self.cast.members()[member].root);
            candidate.see(Feature::Epithet, is_said);
            candidate.see(Feature::OtherEpithet, !is_said);
        }
    }

    /// The anaphor's words without the article, lower case.
    fn noun(&self) -> String {
        let phrase = self.document.words(&self.anaphor.tokens).to_lowercase();
        phrase
            .split_once(' ')
            .map(|(_, noun)| noun.to_owned())
            .unwrap_or(phrase)
    }

    /// Whether an actor, or another of its root, was called by the anaphor's noun.
    fn is_same_noun(&self, member: usize) -> bool {
        let noun = self.noun();
        let lemma = self.anaphor.head.lemma().to_lowercase();
        let called = self
            .discourse
            .by_noun(&noun)
            .or_else(|| self.discourse.by_noun(&lemma));
        called.is_some_and(|called| {
            let (a, b) = (&self.cast.members()[called], &self.cast.members()[member]);
            called == member || (a.root == b.root && b.kind != ActorKind::Person)
        })
    }
}

fn kind_feature(kind: ActorKind) -> Feature {
    match kind {
        ActorKind::State | ActorKind::Place => Feature::State,
        ActorKind::Organisation => Feature::Organisation,
        ActorKind::Group => Feature::Group,
        ActorKind::Organ => Feature::Organ,
        ActorKind::People | ActorKind::Collective => Feature::People,
        ActorKind::Person => Feature::Person,
    }
}
