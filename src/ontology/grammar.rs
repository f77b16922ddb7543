//! The words of grammar: `schemas/grammar/words.toml`.

use std::collections::HashSet;

use serde::Deserialize;

use super::relation_file::parse_toml;
use crate::error::Result;

/// A set of lemmas or fixed words, lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct WordList(HashSet<String>);

impl WordList {
    /// Returns whether the word or the fixed words are listed.
    pub fn contains(&self, words: &str) -> bool {
        self.0.contains(words)
    }
}

/// Which words carry, deny, shift or report what another word says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Verbs whose object names the event and whose subject is its agent.
    pub light_verbs: WordList,
    /// Nouns that only count what follows after "of".
    pub measure_nouns: WordList,
    /// Nouns for actors of whom some may be listed after "including".
    pub group_nouns: WordList,
    /// Participles behind a hyphen whose first part owns the noun ("US-made").
    pub owner_participles: WordList,
    /// Currencies and their signs.
    pub currency_nouns: WordList,
    /// Verbs whose object names the event and whose subject undergoes it.
    pub light_verbs_inverse: WordList,
    /// Words that deny the clause they stand in.
    pub negators: WordList,
    /// Determiners that deny their noun.
    pub negative_determiners: WordList,
    /// Nouns that deny what follows ("lack of").
    pub negative_nouns: WordList,
    /// Adjectives that deny their complement ("unwilling to").
    pub negative_adjectives: WordList,
    /// Verbs whose complement did not happen.
    pub negative_verbs: WordList,
    /// Verbs that say that the complement is not true.
    pub denial_verbs: WordList,
    /// Verbs whose object is kept from what the complement says.
    pub prevention_verbs: WordList,
    /// Verbs that end a state or an activity.
    pub ending_verbs: WordList,
    /// Nouns that end a state or an activity.
    pub ending_nouns: WordList,
    /// Adverbs that end a state.
    pub ending_adverbs: WordList,
    /// Adjectives that say that it was so before ("former").
    pub ending_adjectives: WordList,
    /// Verbs whose complement the subject plans or promises.
    pub intended_verbs: WordList,
    /// Verbs of wishing, of which a denial denies the wish's content ("does not want them to leave").
    pub wish_verbs: WordList,
    /// Nouns of plan and promise.
    pub intended_nouns: WordList,
    /// Adjectives of plan and readiness.
    pub intended_adjectives: WordList,
    /// Fixed words of plan and readiness.
    pub intended_phrases: WordList,
    /// Verbs that ask for what the complement says.
    pub requested_verbs: WordList,
    /// Nouns that ask for it.
    pub requested_nouns: WordList,
    /// Modals that ask for it.
    pub requested_modals: WordList,
    /// Adjectives that ask for it.
    pub requested_adjectives: WordList,
    /// Modals that are the future of the past after a verb of saying.
    pub future_in_past_modals: WordList,
    /// Modals that leave it open.
    pub possible_modals: WordList,
    /// Verbs that leave their complement open.
    pub possible_verbs: WordList,
    /// Adverbs that leave the clause open.
    pub possible_adverbs: WordList,
    /// Adjectives that leave it open.
    pub possible_adjectives: WordList,
    /// Nouns that leave it open.
    pub possible_nouns: WordList,
    /// Conjunctions of condition.
    pub possible_markers: WordList,
    /// Modals of the future.
    pub future_modals: WordList,
    /// Fixed words of the future.
    pub future_phrases: WordList,
    /// Adverbs that say that the clause tells of no one time, or of one before.
    pub background_adverbs: WordList,
    /// Prepositions with their nouns that say so.
    pub background_phrases: WordList,
    /// Verbs whose complement is as true as they are.
    pub factive_verbs: WordList,
    /// Verbs whose object does what the complement says.
    pub causative_verbs: WordList,
    /// Verbs whose subject says the complement.
    pub reporting_verbs: WordList,
    /// Nouns of saying.
    pub reporting_nouns: WordList,
    /// Fixed words that name a speaker.
    pub reporting_phrases: WordList,
    /// Adjectives of hearsay.
    pub reporting_adjectives: WordList,
    /// Adverbs of hearsay.
    pub reporting_adverbs: WordList,
    /// Nouns for people who only comment.
    pub commentator_nouns: WordList,
    /// Nouns for what has a country but no will of its own: "the Iranian airline Mahan Air".
    pub company_nouns: WordList,
    /// Nouns for people who stand over against whom they are named after: "a critic of Russia".
    pub outsider_nouns: WordList,
    /// Words that set another actor against the clause.
    pub contrast_words: WordList,
    /// Words that put another actor beside the subject.
    pub comparison_words: WordList,
    /// Words for two actors named before.
    pub collective_pair_phrases: WordList,
    /// Words for several actors named before.
    pub collective_phrases: WordList,
    /// Nouns by which people, states and groups are meant together: "the two leaders", "both countries".
    pub nouns_for_people: WordList,
    /// See [`Grammar::nouns_for_people`].
    pub nouns_for_states: WordList,
    /// See [`Grammar::nouns_for_people`].
    pub nouns_for_groups: WordList,
    /// Nouns for the country of somebody ("his homeland").
    pub nouns_for_homes: WordList,
    /// Words for a group named before.
    pub group_anaphora: WordList,
    /// Words for a country named before.
    pub country_anaphora: WordList,
    /// Words for a person named before.
    pub person_anaphora: WordList,
}

impl Grammar {
    /// Reads the word lists; `path` is for messages.
    pub(crate) fn parse(path: &str, text: &str) -> Result<Self> {
        parse_toml(path, text)
    }
}
