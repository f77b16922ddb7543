//! Abbreviations that carry a full stop, and what may follow them.
//!
//! In: a word without its final stop, and the text after it. Out: whether the stop belongs to the word.
//! Used by the tokenizer (is the stop part of the token?) and the sentence splitter (does it also end
//! the sentence?).

/// How an abbreviation behaves before the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name and never ends a sentence: `Mr.`, `Gen.`, `St.`
    Title,
    /// Counts only before a number: `No.`, `Vol.`
    Number,
    /// A month or weekday, counts before a number, a comma or a lower-case word: `Sept.`
    Calendar,
    /// A state, counts after a comma: `Calif.`
    Region,
    /// Stands after what it belongs to and may end a sentence: `Inc.`, `Jr.`, `a.m.`, `etc.`
    Suffix,
    /// Letters with stops, may end a sentence: `U.S.`
    Letters,
    /// One capital letter before a name: `J.`
    Initial,
}

const TITLES: &[&str] = &[
    "adm", "amb", "asst", "attn", "brig", "capt", "cdr", "cmdr", "col", "comdr", "cpl", "dep",
    "dir", "dr", "fr", "ft", "gen", "gens", "gov", "govs", "hon", "lieut", "lt", "maj", "messrs",
    "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "pres", "prof", "profs", "pvt", "rear-adm",
    "rep", "reps", "rev", "sec", "sen", "sens", "sgt", "spc", "st", "ste", "supt", "vice-adm",
];

const NUMBERED: &[&str] = &[
    "no", "nos", "vol", "vols", "p", "pp", "art", "arts", "fig", "figs", "ch", "para", "ext", "ca",
    "c",
];

const CALENDAR: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon",
    "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
];

const REGIONS: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky",
    "la", "mass", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ont", "ore",
    "pa", "que", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

const SUFFIXES: &[&str] = &[
    "al", "approx", "assn", "ave", "blvd", "bros", "cf", "co", "corp", "cos", "dept", "div", "ed",
    "eds", "esp", "esq", "est", "etc", "govt", "inc", "jr", "ltd", "ph", "plc", "rd", "sr", "vs",
    "viz", "ibid", "incl", "mfg", "natl", "univ",
];

/// Returns how `word` (without its stop) is abbreviated, if the stop belongs to it.
///
/// `before` is the text up to the word, `after` what stands behind the stop.
pub(super) fn classify(word: &str, before: &str, after: &str) -> Option<Abbreviation> {
    if is_letters(word) {
        return Some(Abbreviation::Letters);
    }
    let next = after.trim_start().chars().next();
    let is_capital = word.chars().next().is_some_and(char::is_uppercase);
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_uppercase()
    {
        return is_initial(letter, before, after).then_some(Abbreviation::Initial);
    }
    let lower = word.to_lowercase();
    let has = |table: &[&str]| table.contains(&lower.as_str());
    if is_capital && has(TITLES) {
        return next
            .is_some_and(char::is_alphabetic)
            .then_some(Abbreviation::Title);
    }
    if has(NUMBERED) {
        return next
            .is_some_and(|c| c.is_ascii_digit())
            .then_some(Abbreviation::Number);
    }
    if is_capital && has(CALENDAR) {
        let is_ambiguous = matches!(lower.as_str(), "mar" | "sat" | "sun");
        return next
            .is_some_and(|c| {
                c.is_ascii_digit() || (!is_ambiguous && (c == ',' || c.is_lowercase()))
            })
            .then_some(Abbreviation::Calendar);
    }
    if is_capital && has(REGIONS) {
        return before
            .trim_end()
            .ends_with(',')
            .then_some(Abbreviation::Region);
    }
    has(SUFFIXES).then_some(Abbreviation::Suffix)
}

/// Returns whether the word is single letters with stops between them (`U.S`, `a.m`, `Ph.D`).
fn is_letters(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or_default();
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let mut n_parts = 1;
    for part in parts {
        n_parts += 1;
        if !is_letter(part) {
            return false;
        }
    }
    n_parts > 1 && (is_letter(first) || matches!(first, "Ph" | "M" | "B" | "Lt" | "Ed"))
}

fn is_initial(letter: char, before: &str, after: &str) -> bool {
    let next_word: String = after
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let is_before_name =
        next_word.chars().next().is_some_and(char::is_uppercase) && !is_starter(&next_word);
    let before = before.trim_end();
    let last_word = before
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or_default();
    let is_after_name = last_word.chars().next().is_some_and(char::is_uppercase);
    // "So did I. Mary left": the pronoun is an initial only inside a name.
    is_before_name && (letter != 'I' || is_after_name)
}

const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "Amid",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "Are",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Can",
    "Critics",
    "Despite",
    "Did",
    "Do",
    "Does",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "Experts",
    "Few",
    "For",
    "Former",
    "From",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "Much",
    "My",
    "Neither",
    "Never",
    "No",
    "Nor",
    "Not",
    "Now",
    "Of",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "Perhaps",
    "Please",
    "Several",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Unlike",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "Will",
    "With",
    "Without",
    "Would",
    "Yes",
    "Yet",
    "You",
    "Your",
];

/// Returns whether the word, written so, seldom stands anywhere but at the start of a sentence.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starters_are_sorted() {
        assert!(STARTERS.is_sorted());
    }

    #[test]
    fn stops_belong_to_abbreviations_only_where_the_neighbours_agree() {
        let class = |before, word, after| classify(word, before, after);
        assert_eq!(class("", "Gen", " Marsh spoke"), Some(Abbreviation::Title));
        assert_eq!(class("in ", "Sept", " 4"), Some(Abbreviation::Calendar));
        assert_eq!(class("in the ", "sun", " He left"), None);
        assert_eq!(class("said ", "no", " He left"), None);
        assert_eq!(
            class("Resolution ", "No", " 12"),
            Some(Abbreviation::Number)
        );
        assert_eq!(class("the ", "U.S", " Army"), Some(Abbreviation::Letters));
        assert_eq!(class("John ", "F", " Kennedy"), Some(Abbreviation::Initial));
        assert_eq!(class("and so did ", "I", " The end"), None);
        assert_eq!(class("Fresno, ", "Calif", ""), Some(Abbreviation::Region));
    }
}
