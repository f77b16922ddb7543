//! Base forms: suffix rules and a table of irregular words.
//!
//! In: a word as written, its part of speech and its Penn tag. Out: its lemma, lower case except for names.
//! The table is `schemas/grammar/irregular.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::document::Upos;
use super::token::is_apostrophe;

const TABLE: &str = include_str!("../../schemas/grammar/irregular.tsv");

/// Returns the base form of a word.
///
/// ```
/// use demarche::language::{Upos, lemma};
/// assert_eq!(&*lemma("vetoed", Upos::Verb, "VBD"), "veto");
/// assert_eq!(&*lemma("allies", Upos::Noun, "NNS"), "ally");
/// ```
pub fn lemma(form: &str, upos: Upos, xpos: &str) -> Box<str> {
    if upos == Upos::Propn || matches!(upos, Upos::Punct | Upos::Sym | Upos::X) {
        return form.into();
    }
    let word: String = form
        .to_lowercase()
        .chars()
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    let clitic = match (word.as_str(), upos) {
        ("'s", Upos::Aux | Upos::Verb) => Some("be"),
        ("'s", Upos::Pron) => Some("we"),
        ("'d", Upos::Aux) if xpos == "VBD" => Some("have"),
        (_, Upos::Aux | Upos::Verb | Upos::Part) => irregular("clitic", &word),
        _ => None,
    };
    if let Some(lemma) = clitic {
        return lemma.into();
    }
    match upos {
        Upos::Verb | Upos::Aux => verb(&word, xpos),
        Upos::Noun if xpos == "NNS" || xpos == "NNPS" => singular(&word),
        Upos::Pron | Upos::Det => pronoun(&word, xpos),
        Upos::Adj | Upos::Adv => graded(form, &word, upos, xpos),
        _ => word.into(),
    }
}

fn irregular(class: &'static str, form: &str) -> Option<&'static str> {
    static ENTRIES: OnceLock<HashMap<(&str, &str), &str>> = OnceLock::new();
    let entries = ENTRIES.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let (class, rest) = line.split_once('\t')?;
                let (form, lemma) = rest.split_once('\t')?;
                Some(((class, form), lemma))
            })
            .collect()
    });
    entries.get(&(class, form)).copied()
}

fn pronoun(word: &str, xpos: &str) -> Box<str> {
    match (word, xpos) {
        ("her", "PRP") => "she".into(),
        ("an", "DT") => "a".into(),
        _ => irregular("pronoun", word).unwrap_or(word).into(),
    }
}

fn verb(word: &str, xpos: &str) -> Box<str> {
    let is_inflected = matches!(xpos, "VBD" | "VBN" | "VBG" | "VBZ");
    let is_form_of_be = matches!(word, "am" | "are" | "is" | "was" | "were" | "been");
    if (is_inflected || is_form_of_be)
        && let Some(lemma) = irregular("verb", word)
    {
        return lemma.into();
    }
    // "re-elected", "outfought": the irregular part stands behind a prefix.
    if let Some((prefix, rest)) = word.rsplit_once('-')
        && !rest.is_empty()
    {
        return format!("{prefix}-{}", verb(rest, xpos)).into();
    }
    match xpos {
        "VBG" => word
            .strip_suffix("ing")
            .or(word.strip_suffix("in'"))
            .filter(|s| has_vowel(s))
            .map_or(word.into(), stem),
        "VBD" | "VBN" => past(word),
        "VBZ" => third_person(word),
        _ => word.into(),
    }
}

fn has_vowel(text: &str) -> bool {
    text.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn past(word: &str) -> Box<str> {
    if let Some(rest) = word.strip_suffix("ied") {
        return format!("{rest}y").into();
    }
    // "agreed", but "exceeded".
    if let Some(rest) = word.strip_suffix('d').filter(|rest| rest.ends_with("ee"))
        && irregular("stem", rest).is_some()
    {
        return rest.into();
    }
    word.strip_suffix("ed")
        .filter(|s| has_vowel(s))
        .map_or(word.into(), stem)
}

fn third_person(word: &str) -> Box<str> {
    if let Some(rest) = word.strip_suffix("ies") {
        return format!("{rest}y").into();
    }
    let is_hissing = ["sses", "shes", "ches", "xes", "zzes", "oes"]
        .iter()
        .any(|end| word.ends_with(end));
    let n_cut = if is_hissing {
        2
    } else {
        usize::from(word.ends_with('s') && !word.ends_with("ss"))
    };
    word[..word.len() - n_cut].into()
}

/// Returns the verb whose stem is left without `-ed` or `-ing`: as it is, with `e`, or with one letter fewer.
fn stem(stem: &str) -> Box<str> {
    if let Some(lemma) = irregular("stem", stem) {
        return lemma.into();
    }
    // "overrul", "rearrang": a known stem behind a prefix.
    for prefix in [
        "re", "un", "over", "under", "out", "mis", "dis", "de", "fore", "co", "pre",
    ] {
        if let Some(rest) = stem.strip_prefix(prefix)
            && rest.len() > 3
            && let Some(lemma) = irregular("stem", rest)
        {
            return format!("{prefix}{lemma}").into();
        }
    }
    let letters: Vec<char> = stem.chars().collect();
    let at = |back: usize| letters.len().checked_sub(back).map_or(' ', |i| letters[i]);
    let (last, second, third) = (at(1), at(2), at(3));
    if last == second && "bdgklmnprtvz".contains(last) {
        return stem[..stem.len() - last.len_utf8()].into();
    }
    if takes_e(last, second, third, n_vowel_groups(stem)) {
        format!("{stem}e").into()
    } else {
        stem.into()
    }
}

fn n_vowel_groups(text: &str) -> usize {
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut before = ' ';
    let mut n = 0;
    for c in text.chars() {
        n += usize::from(is_vowel(c) && !is_vowel(before));
        before = c;
    }
    n
}

/// Returns whether a stem ending so lost an `e`; `n` is how many vowel groups it has.
fn takes_e(last: char, second: char, third: char, n: usize) -> bool {
    let is_vowel = |c: char| "aeiou".contains(c);
    // One vowel letter before the last consonant: after "qu" the "u" is no vowel.
    let is_single = is_vowel(second) && (!is_vowel(third) || (third == 'u' && second != 'u'));
    match last {
        'v' | 'c' | 'u' => true,
        'z' => second != 't',
        's' => second != 's',
        'g' => {
            second == 'd' || second == 'r' || (second == 'l' && third != 'o') || is_vowel(second)
        }
        'l' if !is_vowel(second) => "bcdfgkptz".contains(second) || (second == 's' && third != 's'),
        'l' => (second == 'i' || second == 'u' || second == 'y') && is_single,
        't' => match second {
            'a' => third != 'e' && third != 'o',
            'u' => third != 'o',
            _ => false,
        },
        'd' => "aiou".contains(second) && is_single,
        'm' => "aiou".contains(second) && is_single && !(second == 'o' && n > 1),
        'n' => second == 'i' && is_single || (second == 'u' && is_single && n == 1),
        'r' => match second {
            'a' | 'i' => is_single,
            'u' => third != 'o',
            _ => false,
        },
        'p' => "aioy".contains(second) && is_single && n == 1 || (second == 'a' && is_single),
        'k' => is_single,
        'b' => "iou".contains(second) && is_single,
        _ => false,
    }
}

/// Returns the singular of a plural noun.
fn singular(word: &str) -> Box<str> {
    if let Some(lemma) = irregular("noun", word) {
        return lemma.into();
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.into();
    }
    if let Some((first, last)) = word.rsplit_once('-')
        && !last.is_empty()
    {
        return format!("{first}-{}", singular(last)).into();
    }
    let cut = |n: usize| Box::from(&word[..word.len() - n]);
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man").into();
    }
    if let Some(rest) = word.strip_suffix("ies")
        && rest.len() > 1
    {
        return format!("{rest}y").into();
    }
    if let Some(rest) = word.strip_suffix("wives") {
        return format!("{rest}wife").into();
    }
    if ["sses", "shes", "ches", "xes", "zzes"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        return cut(2);
    }
    let before: Vec<char> = word.chars().rev().skip(4).take(1).collect();
    if word.ends_with("uses")
        && word.len() >= 7
        && before.first().is_some_and(|c| !"aeou".contains(*c))
    {
        return cut(2);
    }
    if word.ends_with("'s") {
        return cut(2);
    }
    if word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && word.len() > 2
    {
        return cut(1);
    }
    word.into()
}

/// Adjectives and adverbs: comparatives and superlatives lose their ending; demonyms keep their capital.
fn graded(form: &str, word: &str, upos: Upos, xpos: &str) -> Box<str> {
    let class = if upos == Upos::Adj {
        "adjective"
    } else {
        "adverb"
    };
    let ending = match xpos {
        "JJR" | "RBR" => "er",
        "JJS" | "RBS" => "est",
        _ => {
            let is_name = xpos == "NNP" || (upos == Upos::Adj && is_demonym(form));
            return if is_name { form.into() } else { word.into() };
        }
    };
    if let Some(lemma) = irregular(class, word) {
        return lemma.into();
    }
    let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() > 2) else {
        return word.into();
    };
    if let Some(rest) = stem.strip_suffix('i') {
        return format!("{rest}y").into();
    }
    let letters: Vec<char> = stem.chars().rev().take(2).collect();
    if letters[0] == letters[1] && "bdgmnprt".contains(letters[0]) {
        return stem[..stem.len() - 1].into();
    }
    stem.into()
}

/// `Iranian`, `French`, `pro-Russian`: an adjective made of a name.
fn is_demonym(form: &str) -> bool {
    const ENDS: &[&str] = &[
        "ian", "ican", "uban", "erman", "oman", "yan", "pean", "rean", "lean", "bean", "wean",
        "ghan", "tan", "ese", "ish", "eli", "aqi", "udi", "tani", "eni", "aiti", "atari", "mani",
        "rati", "ani", "ali", "ench", "utch", "zech", "reek", "wiss", "hai", "rab", "urd", "zbek",
        "azakh", "yrgyz", "urkmen", "unni", "hia", "hiite", "i'ite", "slim", "slem", "slamic",
        "outhi",
    ];
    let word = form.rsplit(super::token::is_hyphen).next().unwrap_or(form);
    word.starts_with(char::is_uppercase) && ENDS.iter().any(|e| word.ends_with(e))
}

#[cfg(test)]
mod tests;
