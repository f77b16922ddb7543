//! Plural anaphora: which actors the text before puts together.
//!
//! In: the mentions before "they" or "both sides". Out: sets of actors as candidates: coordinations, two whom a verb brings
//! together, and any two of those named last.

use std::collections::BTreeSet;

use super::Wanted;
use super::antecedent::Context;
use super::clause::is_subject;
use super::feature::{Candidate, Feature};
use crate::actor::Mention;
use crate::language::Token;
use crate::ontology::{ActorId, ActorKind};

/// Of how many actors named last any two can be meant by "both".
const LAST_NAMED: usize = 5;

/// The largest set that a plural anaphor stands for.
const MOST: usize = 6;

impl<'a> Context<'a, '_> {
    /// One candidate for each set of actors that the text puts together.
    pub(super) fn sets(&self) -> Vec<Candidate> {
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
        let n_wanted = match self.anaphor.wanted {
            Wanted::Pair => 2..=2,
            _ => 1..=MOST,
        };
        if !n_wanted.contains(&members.len()) {
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
        let grammar = self.ontology.grammar();
        let noun = self.anaphor.head.lemma().to_lowercase();
        let (_, kind) = [
            (&grammar.nouns_for_people, ActorKind::Person),
            (&grammar.nouns_for_states, ActorKind::State),
            (&grammar.nouns_for_groups, ActorKind::Group),
        ]
        .into_iter()
        .find(|(list, _)| list.contains(&noun))?;
        Some(members.iter().all(|&m| self.cast.members()[m].kind == kind))
    }

    /// Returns the mentions of a coordination by its first one: "A, B and C", "A and his B and C counterparts".
    fn coordinated(&self, first: &'a Mention) -> Vec<&'a Mention> {
        let mut all = vec![first];
        for token in self.document.token(first.head).children() {
            if token.is_label(&["conj"]) {
                let n_before = all.len();
                all.extend(self.headed(token));
                if all.len() == n_before {
                    all.extend(self.owners(token));
                }
            }
        }
        all
    }

    /// Returns those whom the modifiers of a noun name: "his Greek and French counterparts".
    fn owners(&self, noun: Token) -> Vec<&'a Mention> {
        let of = |token: Token, labels: &[&str]| -> Vec<&'a Mention> {
            let named = token.children().filter(|c| c.is_label(labels));
            named.flat_map(|c| self.headed(c)).collect()
        };
        let mut owners = of(noun, &["amod", "compound", "nmod", "appos"]);
        for idx in 0..owners.len() {
            owners.extend(of(self.document.token(owners[idx].head), &["conj"]));
        }
        owners
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
