//! Antecedents: who an anaphor could stand for, and what speaks for and against each.
//!
//! In: an anaphor and the mentions of its sentence and of the few before. Out: [`Candidate`]s, one actor each, or for plural
//! anaphora a set of them, with [`Feature`]s that are seen in the text.

use std::collections::BTreeSet;

use super::anaphora::{Anaphor, Wanted};
use super::cast::{Cast, Form, Mention};
use super::discourse::Discourse;
use crate::language::{Document, Token, Upos};
use crate::ontology::{ActorId, ActorKind, Ontology};

/// How many sentences before its own an anaphor looks back.
const REACH: usize = 4;

/// Of how many actors named last any two can be meant by "both".
const LAST_NAMED: usize = 5;

/// The largest set that a plural anaphor stands for.
const MOST: usize = 6;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What is seen of a candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $($(#[$doc])* $name),* }

        impl Feature {
            /// Every feature, in the order of [`Candidate::features`].
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

features! {
    /// Always 1: what speaks for standing for anybody.
    Bias,
    /// The anaphor is a noun: the same.
    NounBias,
    /// The anaphor is a possessive: the same.
    OwnerBias,
    /// Last named in the anaphor's sentence.
    Here,
    /// … in the sentence before.
    Previous,
    /// … two sentences before.
    TwoBack,
    /// The last mention is a subject.
    Subject,
    /// … an object.
    Object,
    /// … an owner or an adjective of another noun.
    Owner,
    /// … the owner of a subject.
    OwnerOfSubject,
    /// … a capital, town or region.
    Place,
    /// … an adjective or a people.
    Demonym,
    /// … itself an anaphor.
    Anaphor,
    /// The part of all mentions so far that name its root.
    Share,
    /// The logarithm of how often its root was named.
    Often,
    /// The candidate named last.
    Nearest,
    /// The one before.
    Second,
    /// The first mention of its sentence.
    Topic,
    /// Both are subjects.
    Parallel,
    /// Both are arguments of one verb.
    SameClause,
    /// Its root is named again, later in the anaphor's sentence.
    NamedLater,
    /// The subject of the verb of saying that the anaphor's clause stands under.
    Speaker,
    /// The root of who says the quotation that the anaphor stands in.
    Quoted,
    /// Somebody else, in a quotation.
    OtherQuoted,
    /// The anaphor speaks: the root that spoke last.
    SpokeBefore,
    /// The anaphor speaks: named in its sentence.
    Told,
    /// The anaphor's noun is said of such countries: "the kingdom".
    Epithet,
    /// … of other countries.
    OtherEpithet,
    /// Who the verb above accuses: "condemned Russia for its invasion".
    Blamed,
    /// Named or titled before by the anaphor's noun.
    SameNoun,
    /// The only candidate.
    Only,
    /// A title or pronoun told the same gender.
    SameGender,
    /// … the other gender.
    OtherGender,
    /// In the actor files.
    Known,
    /// A state, organisation, group, organ, people or person, in the singular or as a set of them.
    State,
    /// See [`Feature::State`].
    Organisation,
    /// See [`Feature::State`].
    Group,
    /// See [`Feature::State`].
    Organ,
    /// See [`Feature::State`].
    People,
    /// See [`Feature::State`].
    Person,
    /// A set of one actor.
    One,
    /// … of two.
    Two,
    /// … of three or more.
    More,
    /// "A, B and C".
    Coordinated,
    /// "A met with B".
    Met,
    /// The only two actors of their sentence.
    OnlyTwo,
    /// A noun in the plural.
    Plural,
    /// The noun is of persons or of countries, and so are they.
    Fits,
    /// … and they are not.
    Unfit,
}

/// Somebody whom an anaphor could stand for.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The actors, as indices in [`Cast::members`]; one a root.
    pub members: Vec<usize>,
    /// The value of each [`Feature`], 0 where it is not seen.
    pub features: Vec<f32>,
}

impl Candidate {
    fn new(members: Vec<usize>) -> Self {
        Self {
            members,
            features: vec![0.0; Feature::ALL.len()],
        }
    }

    fn set(&mut self, feature: Feature, value: impl Into<f32>) {
        self.features[feature as usize] = value.into();
    }

    fn see(&mut self, feature: Feature, is_seen: bool) {
        self.set(feature, f32::from(u8::from(is_seen)));
    }
}

/// The text before an anaphor.
struct Scene<'a, 'd> {
    ontology: &'a Ontology,
    document: &'a Document<'d>,
    cast: &'a Cast,
    discourse: &'a Discourse,
    anaphor: &'a Anaphor<'a>,
    /// The mentions before it in reach, in text order.
    before: Vec<&'a Mention>,
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
        .filter(|m| !governs(document.token(m.head), anaphor.head))
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
    let scene = Scene {
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
        is_quoted: is_quoted(anaphor.head, discourse.is_quoted()),
        speaks: anaphor.head.is_label(&["nsubj"])
            && anaphor.head.head().is_some_and(|verb| says(ontology, verb)),
    };
    match anaphor.wanted {
        Wanted::Several | Wanted::Pair => scene.sets(),
        _ => scene.singles(),
    }
}

impl<'a> Scene<'a, '_> {
    /// One candidate for each suitable actor.
    fn singles(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for mention in self.before.iter().rev() {
            let is_new = candidates.iter().all(|c| c.members[0] != mention.member);
            if is_new && self.suits(mention) {
                let mut candidate = Candidate::new(vec![mention.member]);
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
    fn look(&self, candidate: &mut Candidate, mention: &Mention) {
        let head = self.document.token(mention.head);
        let member = self.cast.member_of(mention);
        let own = self.anaphor.head;
        let sentence = own.sentence().idx();
        let back = sentence - head.sentence().idx();
        let is_noun = own.upos() != Upos::Pron;
        let is_owner = own.label() == "nmod:poss";
        candidate.set(Feature::Bias, 1.0);
        candidate.see(Feature::NounBias, is_noun);
        candidate.see(Feature::OwnerBias, is_owner);
        candidate.see(Feature::Here, back == 0);
        candidate.see(Feature::Previous, back == 1);
        candidate.see(Feature::TwoBack, back == 2);
        candidate.see(Feature::Subject, is_subject(head));
        candidate.see(Feature::Object, head.is_label(&["obj", "iobj"]));
        candidate.see(Feature::Owner, head.is_label(&["nmod", "amod", "compound"]));
        candidate.see(
            Feature::OwnerOfSubject,
            head.is_label(&["nmod", "amod", "compound"]) && head.head().is_some_and(is_subject),
        );
        candidate.see(
            Feature::Place,
            matches!(mention.form, Form::Capital | Form::Place),
        );
        candidate.see(Feature::Demonym, mention.form == Form::Demonym);
        candidate.see(Feature::Anaphor, mention.form == Form::Anaphor);
        let (n, share) = self.discourse.named(&member.root);
        candidate.set(Feature::Share, share);
        #[allow(clippy::cast_precision_loss)]
        candidate.set(Feature::Often, (n as f32).ln_1p());
        let topic = self.cast.within(&head.sentence().range()).next();
        candidate.see(
            Feature::Topic,
            topic.is_some_and(|t| t.head == mention.head),
        );
        candidate.see(Feature::Parallel, is_subject(head) && is_subject(own));
        candidate.see(
            Feature::SameClause,
            !is_owner && self.beside.contains(&member.root),
        );
        candidate.see(Feature::NamedLater, self.later.contains(&member.root));
        let speaks = self.speaker == Some(head);
        candidate.see(Feature::Speaker, speaks && !self.is_quoted);
        let quotes = self.quoting == Some(&member.root);
        candidate.see(Feature::Quoted, self.is_quoted && quotes);
        candidate.see(Feature::OtherQuoted, self.is_quoted && !quotes);
        let spoke = self.discourse.speaker() == Some(&member.root);
        candidate.see(Feature::SpokeBefore, self.speaks && spoke && back > 0);
        candidate.see(Feature::Told, self.speaks && back == 0);
        candidate.see(Feature::Blamed, blamed(own) == Some(head));
        let is_single = !matches!(self.anaphor.wanted, Wanted::Several | Wanted::Pair);
        candidate.see(
            Feature::SameNoun,
            is_noun && is_single && self.is_same_noun(mention.member),
        );
        if is_noun
            && is_single
            && let Some(actors) = self.ontology.actors().epithet(&self.noun())
        {
            candidate.see(Feature::Epithet, actors.contains(&member.root));
            candidate.see(Feature::OtherEpithet, !actors.contains(&member.root));
        }
        if let (Some(told), Some(asked)) =
            (self.discourse.gender(mention.member), self.anaphor.gender())
        {
            candidate.see(Feature::SameGender, told == asked);
            candidate.see(Feature::OtherGender, told != asked);
        }
        candidate.see(
            Feature::Known,
            self.ontology.actors().find(&member.id).is_some(),
        );
        candidate.see(kind_feature(member.kind), true);
        candidate.see(Feature::Plural, matches!(head.xpos(), "NNS" | "NNPS"));
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

    /// One candidate for each set of actors that the text puts together.
    fn sets(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut put = |members: Vec<&'a Mention>, feature: Option<Feature>| {
            self.put(&mut candidates, &members, feature);
        };
        let mut last_named: Vec<&Mention> = Vec::new();
        for &mention in self.before.iter().rev() {
            let group = self.coordinated(mention);
            if group.len() > 1 {
                put(group.clone(), Some(Feature::Coordinated));
            } else if self.anaphor.wanted == Wanted::Several {
                put(vec![mention], None);
            }
            if let Some(other) = self.met(mention) {
                let mut both = group;
                both.extend(self.coordinated(other));
                put(both, Some(Feature::Met));
            }
            let root = |m: &Mention| &self.cast.member_of(m).root;
            if last_named.len() < LAST_NAMED && last_named.iter().all(|m| root(m) != root(mention))
            {
                last_named.push(mention);
            }
        }
        for (idx, &one) in last_named.iter().enumerate() {
            for &other in &last_named[..idx] {
                let sentence = self.document.token(one.head).sentence();
                let is_near = sentence.idx() == self.document.token(other.head).sentence().idx();
                let only = is_near && self.n_roots(&sentence.range()) == 2;
                put(vec![one, other], only.then_some(Feature::OnlyTwo));
            }
        }
        candidates.sort_by_key(|c| std::cmp::Reverse(c.members.len()));
        candidates
    }

    /// Adds a set, or what is seen of it to the same one.
    fn put(&self, candidates: &mut Vec<Candidate>, mentions: &[&Mention], seen: Option<Feature>) {
        let mut members: Vec<usize> = Vec::new();
        for mention in mentions {
            let root = &self.cast.member_of(mention).root;
            if members
                .iter()
                .all(|&m| self.cast.members()[m].root != *root)
            {
                members.push(mention.member);
            }
        }
        members.sort_unstable();
        let is_set = members.len() > 1 || self.anaphor.wanted == Wanted::Several;
        let n_wanted = self.anaphor.wanted == Wanted::Pair;
        if !is_set || members.len() > MOST || (n_wanted && members.len() != 2) {
            return;
        }
        let last = mentions.iter().max_by_key(|m| m.tokens.start);
        let same = candidates.iter().position(|c| c.members == members);
        let at = same.unwrap_or_else(|| {
            let mut candidate = Candidate::new(members);
            if let Some(last) = last {
                self.look(&mut candidate, last);
            }
            let n = candidate.members.len();
            candidate.see(Feature::Nearest, candidates.is_empty());
            candidate.see(Feature::Second, candidates.len() == 1);
            candidate.see(Feature::One, n == 1);
            candidate.see(Feature::Two, n == 2);
            candidate.see(Feature::More, n > 2);
            let fit = self.fits(&candidate.members);
            candidate.see(Feature::Fits, fit == Some(true));
            candidate.see(Feature::Unfit, fit == Some(false));
            candidates.push(candidate);
            candidates.len() - 1
        });
        if let Some(seen) = seen {
            candidates[at].see(seen, true);
        }
    }

    /// Whether the anaphor's noun is one of persons or of countries, and the actors are such.
    fn fits(&self, members: &[usize]) -> Option<bool> {
        let kind = match self.anaphor.head.lemma().to_lowercase().as_str() {
            "leader" | "minister" | "president" | "man" | "woman" | "politician" | "diplomat"
            | "official" => ActorKind::Person,
            "country" | "nation" | "state" | "government" | "neighbour" | "neighbor" | "power"
            | "superpower" | "korea" | "capital" => ActorKind::State,
            "group" | "movement" | "faction" | "party" => ActorKind::Group,
            _ => return None,
        };
        let is_kind = |&m: &usize| self.cast.members()[m].kind == kind;
        Some(members.iter().all(is_kind))
    }

    /// Returns the mentions of a coordination by its first one: "A, B and C".
    fn coordinated(&self, first: &'a Mention) -> Vec<&'a Mention> {
        let mut all = vec![first];
        for token in self.document.token(first.head).children() {
            if token.is_label(&["conj"]) {
                all.extend(self.headed(token));
            }
        }
        all
    }

    /// Returns whom the verb of a subject brings together with it: "A met with B", "A's talks with B".
    fn met(&self, mention: &Mention) -> Option<&'a Mention> {
        let head = self.document.token(mention.head);
        let verb = head
            .head()
            .filter(|_| is_subject(head) || head.is_label(&["nmod"]))?;
        verb.children()
            .filter(|c| c.is_label(&["obj", "obl", "nmod"]) && *c != head)
            .find_map(|c| self.headed(c).next())
    }

    fn headed(&self, token: Token) -> impl Iterator<Item = &'a Mention> {
        let idx = token.idx();
        let before = self.before.partition_point(|m| m.tokens.start <= idx);
        let near = before.saturating_sub(MOST)..before;
        self.before[near]
            .iter()
            .copied()
            .filter(move |m| m.head == idx)
    }

    fn n_roots(&self, sentence: &std::ops::Range<usize>) -> usize {
        let roots: BTreeSet<&ActorId> = self
            .cast
            .within(sentence)
            .map(|m| &self.cast.member_of(m).root)
            .collect();
        roots.len()
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

fn is_subject(token: Token) -> bool {
    token.is_label(&["nsubj"])
        || (token.label() == "conj" && token.head().is_some_and(|h| h.is_label(&["nsubj"])))
}

/// Returns the verb whose argument a word is, or stands in.
fn predicate(token: Token) -> Option<usize> {
    let mut at = token;
    while let Some(head) = at.head() {
        if at.is_label(&["nsubj", "obj", "iobj", "obl"]) {
            return Some(head.idx());
        }
        at = head;
    }
    None
}

/// Returns the subject of the verb of saying that a word's clause stands under or beside.
fn speaker<'d>(ontology: &Ontology, word: Token<'d>) -> Option<Token<'d>> {
    let says = |token| says(ontology, token);
    let mut token = word;
    loop {
        let aside = token
            .children()
            .find(|c| c.is_label(&["parataxis"]) && says(*c));
        let above = token
            .head()
            .filter(|h| says(*h) && token.is_label(&["ccomp", "parataxis"]));
        if let Some(verb) = aside.or(above) {
            return verb.child(&["nsubj"]);
        }
        token = token.head()?;
    }
}

/// Whether a word is a verb of saying.
pub(super) fn says(ontology: &Ontology, token: Token) -> bool {
    token.upos() == Upos::Verb && ontology.grammar().reporting_verbs.contains(token.lemma())
}

/// Whether a word stands between quotation marks; `open` tells whether its sentence begins so.
fn is_quoted(word: Token, open: bool) -> bool {
    let mut inside = open;
    for token in word
        .sentence()
        .tokens()
        .take_while(|t| t.idx() < word.idx())
    {
        match token.form() {
            "“" | "``" => inside = true,
            "”" | "''" => inside = false,
            "\"" => inside = !inside,
            _ => {}
        }
    }
    inside
}

/// Returns the object of the verb that a possessive's phrase gives a reason for: "condemned Russia for its invasion".
fn blamed(token: Token) -> Option<Token> {
    let phrase = token.head().filter(|_| token.label() == "nmod:poss")?;
    let is_reason = phrase.children().any(|c| {
        c.is_label(&["case"]) && matches!(c.form().to_lowercase().as_str(), "for" | "over" | "of")
    });
    let verb = phrase
        .head()
        .filter(|v| is_reason && phrase.is_label(&["obl"]) && v.upos() == Upos::Verb)?;
    verb.child(&["obj"]).or_else(|| verb.child(&["nsubj:pass"]))
}

/// Whether the mention stands inside the phrase that the anaphor heads.
fn governs(mention: Token, anaphor: Token) -> bool {
    mention.head() == Some(anaphor) && anaphor.subtree().contains(&mention.idx())
}
