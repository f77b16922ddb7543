//! Dates as newspapers print them, outside of sentences: a date field, a date line, a dateline.
//!
//! In: a short string or the top of a text. Out: a [`PartialDate`], where the year is written too.
//! Dates inside sentences, relative ones above all, are `extract::when`.

use crate::time::PartialDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// How many characters a line with nothing but a date may have.
const DATE_LINE: usize = 90;
/// How far from the top a date line may stand, in lines that are not empty.
const TOP: usize = 8;

/// Returns the month of that name or abbreviation, 1 to 12, in any case.
pub(crate) fn month_from_name(name: &str) -> Option<u8> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    if name == "sept" {
        return Some(9);
    }
    let is_it = |month: &&str| *month == name || (name.len() == 3 && month.starts_with(&name));
    MONTHS.iter().position(is_it).map(|i| i as u8 + 1)
}

/// Returns the day of the week of that name or abbreviation, Monday as 1, in any case.
pub(crate) fn weekday_from_name(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_it = |day: &&str| {
        *day == name
            || (day.starts_with(&name)
                && (name.len() == 3 || matches!(&*name, "tues" | "thur" | "thurs")))
    };
    WEEKDAYS.iter().position(is_it).map(|i| i as i8 + 1)
}

/// Returns the date that the string tells: ISO 8601, "12 Oct 2024", "October 12, 2024",
/// "26-FEB-1987 15:01", "13.08.2024", "October 2024"; none where the year is missing or where day
/// and month could be exchanged.
pub(crate) fn date_from_english(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "of" && *w != "the")
        .take(40)
        .collect();
    date_with_month_name(&words)
        .map(|(date, _)| date)
        .or_else(|| date_of_numbers(&words))
}

/// Returns the date that a date line or a dateline near the top of the text tells.
///
/// A date line has nothing else but a day of the week, a time and words such as "Published"; a
/// dateline ("KYIV, June 3, 2022 —") opens the first sentence.
pub fn published_in_text(text: &str) -> Option<PartialDate> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines
        .take(TOP)
        .find_map(|line| date_line(line).or_else(|| dateline(line)))
}

/// Returns the day that an address tells: "…/2024/10/12/…", "…/2024-10-12-…", "…/20241012-…".
pub(super) fn date_in_url(url: &str) -> Option<PartialDate> {
    if !url.starts_with("http") {
        return None;
    }
    let parts: Vec<&str> = url.split(['/', '-', '_']).skip(3).collect();
    let number = |part: &str, n: usize| (part.len() <= n).then(|| part.parse().ok()).flatten();
    let three = parts.windows(3).find_map(|w| {
        let month = number(w[1], 2).or_else(|| month_from_name(w[1]))?;
        PartialDate::from_day(year_of(w[0])?, month, number(w[2], 2)?)
    });
    let one = || {
        let part = parts.iter().find(|p| p.len() == 8 && p.starts_with("20"))?;
        date_of_numbers(&[part])
    };
    three.or_else(one)
}

/// Returns the date of a line that holds nothing else.
pub(super) fn date_line(line: &str) -> Option<PartialDate> {
    const AROUND: &[&str] = &[
        "published",
        "updated",
        "posted",
        "last",
        "first",
        "on",
        "at",
        "date",
        "for",
        "immediate",
        "release",
        "am",
        "pm",
        "a",
        "m",
        "p",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "bst",
        "cet",
        "pst",
        "pdt",
        "time",
        "local",
        "issued",
        "modified",
        "z",
    ];
    if line.chars().count() > DATE_LINE {
        return None;
    }
    // "By Ann Lee | 12 October 2024": what counts is the part with the date.
    let part = line
        .split(['|', '•', '·'])
        .map(str::trim)
        .find(|part| part.bytes().any(|b| b.is_ascii_digit()))?;
    let date = date_from_english(part)?;
    let is_around = |word: &str| {
        let lower = word.to_ascii_lowercase();
        word.bytes().next().is_some_and(|b| b.is_ascii_digit())
            || AROUND.contains(&&*lower)
            || month_from_name(word).is_some()
            || weekday_from_name(word).is_some()
            || (lower.len() <= 3 && lower.starts_with('t') && lower[1..].parse::<u8>().is_ok())
    };
    let is_bare = part
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "of" && *w != "the")
        .all(|word| is_around(word) || is_iso_time(word));
    is_bare.then_some(date)
}

fn is_iso_time(word: &str) -> bool {
    word.bytes()
        .all(|b| b.is_ascii_digit() || b == b'T' || b == b'Z')
}

/// Returns the date of a dateline: a place in capitals, a date with a year, a dash.
fn dateline(line: &str) -> Option<PartialDate> {
    let head: String = line.chars().take(100).collect();
    let end = [" - ", " -- ", " — ", " – ", "—", "–"]
        .iter()
        .filter_map(|dash| head.find(dash))
        .min()?;
    let head = &head[..end];
    let place = head.split([',', ' ']).next()?;
    let is_place = place.chars().count() > 1 && place.chars().all(|c| c.is_uppercase() || c == '.');
    is_place.then(|| date_from_english(head)).flatten()
}

/// Returns the first date with a month's name among the words, and the words it takes.
pub(super) fn date_with_month_name(
    words: &[&str],
) -> Option<(PartialDate, std::ops::Range<usize>)> {
    (0..words.len()).find_map(|at| {
        let month = month_from_name(words[at])?;
        let year = |i: Option<usize>| i.and_then(|i| words.get(i)).and_then(|w| year_of(w));
        let day = |i: Option<usize>| i.and_then(|i| words.get(i)).and_then(|w| day_of(w));
        let (before, two_before) = (at.checked_sub(1), at.checked_sub(2));
        let candidates = [
            // 12 October 2024 · October 12, 2024 · 2024 October 12 · October 2024
            (
                year(Some(at + 1)),
                day(before),
                before.unwrap_or(at)..at + 2,
            ),
            (year(Some(at + 2)), day(Some(at + 1)), at..at + 3),
            (
                year(before),
                day(Some(at + 1)),
                before.unwrap_or(at)..at + 2,
            ),
            (
                year(two_before),
                day(before),
                two_before.unwrap_or(at)..at + 1,
            ),
        ];
        let full = candidates.into_iter().find_map(|(year, day, range)| {
            let date = PartialDate::from_day(year?, month, day?)?;
            Some((date, range))
        });
        let has_day = day(before).is_some();
        full.or_else(|| {
            if has_day {
                return None;
            }
            let date = PartialDate::from_month(year(Some(at + 1))?, month)?;
            Some((date, at..at + 2))
        })
    })
}

/// Reads "2024/08/13", "13.08.2024", "08/13/2024", "20240813", where the words around may be others.
fn date_of_numbers(words: &[&str]) -> Option<PartialDate> {
    if let [one, ..] = words
        && one.len() == 8
        && one.bytes().all(|b| b.is_ascii_digit())
    {
        let part = |range: std::ops::Range<usize>| one[range].parse().ok();
        let year = year_of(&one[..4])?;
        return PartialDate::from_day(year, part(4..6)?, part(6..8)?);
    }
    let at = words.iter().position(|w| year_of(w).is_some())?;
    let year = year_of(words[at])?;
    let number = |at: usize| -> Option<u8> {
        let word = words.get(at).filter(|w| w.len() <= 2)?;
        word.parse().ok()
    };
    if let Some(date) = number(at + 1)
        .zip(number(at + 2))
        .and_then(|(month, day)| PartialDate::from_day(year, month, day))
    {
        return Some(date);
    }
    let (a, b) = number(at.checked_sub(2)?).zip(number(at - 1))?;
    let (day, month) = match (a, b) {
        (13.., _) => (a, b),
        (_, 13..) => (b, a),
        _ if a == b => (a, b),
        _ => return None,
    };
    PartialDate::from_day(year, month, day)
}

/// Returns the year that four digits mean, if it is one that news tell of.
pub(crate) fn year_of(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1000..2200).contains(year))
}

/// Returns the day of the month that a number, or an ordinal in digits, means.
pub(crate) fn day_of(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    (digits.len() <= 2
        && matches!(
            ending,
            "" | "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH"
        ))
    .then(|| digits.parse().ok())
    .flatten()
    .filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = date_from_english(text).map_or("none".to_owned(), |d| d.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_are_read_in_every_form_that_fields_use() {
        check("2024-08-13T10:00:00Z", "2024-08-13");
        check("2024", "2024");
        check("12 Oct 2024", "2024-10-12");
        check("October 12, 2024", "2024-10-12");
        check("Oct. 12, 2024 at 5 p.m. EDT", "2024-10-12");
        check("12th of October, 2024", "2024-10-12");
        check("26-FEB-1987 15:01:01.79", "1987-02-26");
        check("Wed, 02 Oct 2024 08:00:00 GMT", "2024-10-02");
        check("2024/08/13 10:22", "2024-08-13");
        check("13.08.2024", "2024-08-13");
        check("08/13/2024", "2024-08-13");
        check("20240813T101010", "none");
        check("20240813", "2024-08-13");
        check("October 2024", "2024-10");
        check("Thu Oct 3 2024", "2024-10-03");
    }

    #[test]
    fn a_date_without_a_year_or_with_two_readings_is_none() {
        for text in [
            "9 Jun",
            "03/04/2024",
            "",
            "yesterday",
            "31 June 2024",
            "maybe",
            "ééé 12",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn an_address_may_tell_the_day() {
        let date = |url| date_in_url(url).map(|d| d.to_string());
        assert_eq!(
            date("https://x.example/news/2024/10/12/mali"),
            Some("2024-10-12".into())
        );
        assert_eq!(
            date("https://x.example/2024/oct/02/mali-1"),
            Some("2024-10-02".into())
        );
        assert_eq!(
            date("https://x.example/a/2024-10-12-mali"),
            Some("2024-10-12".into())
        );
        assert_eq!(
            date("https://x.example/a/20241012-mali"),
            Some("2024-10-12".into())
        );
        assert_eq!(date("https://x.example/mali-12345678"), None);
        assert_eq!(date("a/2024/10/12"), None);
    }

    #[test]
    fn the_top_of_a_text_tells_its_date() {
        let published = |text| published_in_text(text).map(|d| d.to_string());
        assert_eq!(
            published("Some headline\n\nMonday, May 18, 2015 \n\nText."),
            Some("2015-05-18".into())
        );
        assert_eq!(
            published("By Ann Lee | 12 October 2024\n\nText."),
            Some("2024-10-12".into())
        );
        assert_eq!(
            published("Published: 2024-10-12 10:30 GMT\nText."),
            Some("2024-10-12".into())
        );
        assert_eq!(
            published("KYIV, Ukraine, June 3, 2022 (AP) — The army said so."),
            Some("2022-06-03".into())
        );
        for text in [
            "What happened on October 7, 2023",
            "On 4 October 2007, the court convicted a firm.",
            "KYIV, June 3 - The army said so.",
            "2024 was a bad year — 3 May 2019 was worse.",
        ] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}
