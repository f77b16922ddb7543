//! The gazetteer: names the ontology knows, found in text.
//!
//! In: aliases and a document. Out: mentions in the cast. Names are matched as written, longest first; upper and lower
//! case count, but for sentences all in capitals. Which of several actors an alias names is decided by the
//! article's date.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::cast::{Cast, Form, Mention};
use super::identity;
use super::person::Surnames;
use crate::language::{Document, EntityKind, Sentence, Upos};
use crate::ontology::{ActorKind, ActorTable, Alias, Ontology};
use crate::time::PartialDate;

/// Aliases ready for matching.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    exact: Index,
    capitals: Index,
    pub(super) surnames: Surnames,
}

/// Folded aliases by their first word, longest first, each with the aliases that read so.
type Index = HashMap<String, Vec<(String, Vec<usize>)>>;

/// Letters without marks, straight quotes, single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
    {
        match c {
            '’' | '‘' | '`' | 'ʼ' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    if end == 0 {
        text.char_indices()
            .nth(1)
            .map_or(text, |(at, _)| &text[..at])
    } else {
        &text[..end]
    }
}

impl Gazetteer {
    /// Makes the aliases of the table ready for matching.
    pub fn new(table: &ActorTable) -> Self {
        let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut capitals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (idx, alias) in table.aliases().iter().enumerate() {
            let folded = fold(alias.text.trim());
            let folded = folded
                .strip_prefix("the ")
                .or(folded.strip_prefix("The "))
                .unwrap_or(&folded)
                .to_owned();
            if folded.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
                continue;
            }
            if folded.chars().count() > 3 {
                capitals.entry(folded.to_uppercase()).or_default().push(idx);
            }
            exact.entry(folded).or_default().push(idx);
        }
        Self {
            exact: index(exact),
            capitals: index(capitals),
            surnames: Surnames::new(table),
        }
    }

    /// Returns the aliases that read exactly so, in the order of the table.
    pub(super) fn reading(&self, name: &str) -> &[usize] {
        let folded = fold(name);
        let same = self.exact.get(first_word(&folded)).into_iter().flatten();
        same.into_iter()
            .find(|(alias, _)| *alias == folded)
            .map_or(&[], |(_, aliases)| aliases)
    }

    /// Returns the first alias that reads so in capitals.
    pub(super) fn reading_in_capitals(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        let same = self.capitals.get(first_word(&folded))?;
        let (_, aliases) = same.iter().find(|(alias, _)| *alias == folded)?;
        aliases.first().copied()
    }

    /// Returns the aliases of the longest name that begins at byte `start` and ends at one of the `ends`, and where it ends.
    fn longest(
        &self,
        text: &str,
        start: usize,
        ends: &[usize],
        all_capitals: bool,
    ) -> Option<(usize, &[usize])> {
        let last = *ends.last()?;
        let rest = fold(&text[start..last]);
        let index = if all_capitals {
            &self.capitals
        } else {
            &self.exact
        };
        for (name, aliases) in index.get(first_word(&rest))? {
            if !rest.starts_with(name.as_str()) {
                continue;
            }
            let end = ends.iter().find(|&&end| {
                let covered = fold(&text[start..end]);
                covered == *name
            });
            if let Some(&end) = end {
                return Some((end, aliases));
            }
        }
        None
    }
}

fn index(names: BTreeMap<String, Vec<usize>>) -> Index {
    let mut index: Index = HashMap::new();
    for (name, aliases) in names {
        index
            .entry(first_word(&name).to_owned())
            .or_default()
            .push((name, aliases));
    }
    #[allow(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
    for list in index.values_mut() {
        list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
    }
    index
}

/// The longest alias has this many tokens.
const MAX_TOKENS: usize = 10;

/// Finds the names of known actors.
pub(super) fn find_names(
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    document: &Document,
    published: Option<PartialDate>,
    cast: &mut Cast,
) {
    let table = ontology.actors();
    for sentence in document.sentences() {
        let all_capitals = is_all_capitals(sentence);
        let range = sentence.range();
        let mut idx = range.start;
        while idx < range.end {
            let token = document.token(idx);
            let ends: Vec<usize> = (idx..range.end.min(idx + MAX_TOKENS))
                .map(|t| document.token(t).span().end)
                .collect();
            let n_stance = stance(token.form());
            let start = token.span().start + n_stance;
            let found = document.text()[start..]
                .starts_with(char::is_alphanumeric)
                .then(|| gazetteer.longest(document.text(), start, &ends, all_capitals))
                .flatten();
            let Some((end, aliases)) = found else {
                idx += 1;
                continue;
            };
            let tokens = idx..idx
                + 1
                + ends
                    .iter()
                    .position(|&e| e == end)
                    .expect("the end is one of them");
            let alias = choose(table, aliases, document, &tokens, published);
            match alias.filter(|_| !names_money(ontology, document, &tokens)) {
                Some(alias) => {
                    let is_adjective = document.token(tokens.end - 1).upos() == Upos::Adj;
                    let member = cast.add(identity::named(table, alias, is_adjective, published));
                    let head = head_of(document, &tokens);
                    idx = tokens.end;
                    cast.mention(Mention {
                        tokens,
                        head,
                        member,
                        form: match n_stance {
                            0 => alias.kind.into(),
                            _ => Form::Stance,
                        },
                        certainty: 1.0,
                    });
                }
                None => idx += 1,
            }
        }
    }
}

/// Whether the words only say whose money it is: "300 US dollars", "the US $20m project".
fn names_money(ontology: &Ontology, document: &Document, tokens: &Range<usize>) -> bool {
    let currencies = &ontology.grammar().currency_nouns;
    document
        .token(tokens.end - 1)
        .neighbour(1)
        .is_some_and(|next| {
            currencies.contains(next.lemma())
                && next
                    .form()
                    .chars()
                    .next()
                    .is_some_and(|c| !c.is_uppercase())
        })
}

/// Returns how many bytes of a word say that it is for or against what the rest names: "anti-" of "anti-Western".
fn stance(form: &str) -> usize {
    let begins = |prefix: &str| {
        form.get(..prefix.len())
            .is_some_and(|p| p.eq_ignore_ascii_case(prefix))
    };
    ["anti-", "pro-"]
        .into_iter()
        .find(|p| begins(p))
        .map_or(0, str::len)
}

fn is_all_capitals(sentence: Sentence) -> bool {
    let text = sentence.text();
    let n_upper = text.chars().filter(|c| c.is_uppercase()).count();
    let n_lower = text.chars().filter(|c| c.is_lowercase()).count();
    n_upper > 12 && n_lower * 8 < n_upper
}

/// Returns which of the aliases is meant: the one valid at the date, names before places; none where the words
/// stand inside somebody else's name.
fn choose<'t>(
    table: &'t ActorTable,
    aliases: &[usize],
    document: &Document,
    tokens: &Range<usize>,
    published: Option<PartialDate>,
) -> Option<&'t Alias> {
    let aliases = aliases.iter().map(|&a| &table.aliases()[a]);
    let rank = |alias: &&Alias| {
        let valid = match published {
            Some(date) => alias.valid.covers(date),
            None => alias.valid.end.is_none(),
        };
        (
            !valid,
            Form::from(alias.kind),
            std::cmp::Reverse(alias.valid.start),
            alias.actor,
        )
    };
    let alias = aliases.min_by_key(rank)?;
    (!is_inside_other_name(table, alias, document, tokens)).then_some(alias)
}

/// Whether an entity span that is longer than the words names somebody else: "Jordan" in "Michael Jordan",
/// "Washington" in "the Washington Post".
fn is_inside_other_name(
    table: &ActorTable,
    alias: &Alias,
    document: &Document,
    tokens: &Range<usize>,
) -> bool {
    let kind = table.actor(alias.actor).kind;
    let form = Form::from(alias.kind);
    let entities = document.entities();
    let first = entities.partition_point(|e| e.tokens.end < tokens.end);
    let mut around = entities[first..]
        .iter()
        .take_while(|e| e.tokens.start <= tokens.start);
    let longer = around.any(|e| {
        let longer = e.tokens.len() > tokens.len();
        match e.kind {
            EntityKind::Person => longer && kind != ActorKind::Person,
            EntityKind::Organization | EntityKind::Product | EntityKind::Misc => {
                longer
                    && matches!(form, Form::Capital | Form::Place)
                    && e.tokens.start == tokens.start
            }
            _ => false,
        }
    });
    let form_text = document.words(tokens);
    let is_plain_word = tokens.len() == 1
        && form_text.contains(char::is_lowercase)
        && form_text.chars().count() < 4
        && matches!(
            document.token(tokens.start).upos(),
            Upos::Verb | Upos::Aux | Upos::Adv | Upos::Pron
        );
    let is_written_lower = form_text.starts_with(char::is_lowercase)
        && !form_text.contains(char::is_uppercase)
        && kind != ActorKind::Collective;
    longer || is_plain_word || is_written_lower
}

/// Returns the token of the range whose head lies outside; the last one without a tree.
pub(super) fn head_of(document: &Document, tokens: &Range<usize>) -> usize {
    let outside = |idx: &usize| {
        document
            .token(*idx)
            .head()
            .is_none_or(|h| !tokens.contains(&h.idx()))
    };
    let parsed = document.token(tokens.start).sentence().is_parsed();
    tokens
        .clone()
        .find(outside)
        .filter(|_| parsed)
        .unwrap_or(tokens.end - 1)
}
