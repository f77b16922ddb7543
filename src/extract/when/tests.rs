//! Tests of time expressions, on sentences made by hand.

use std::sync::Arc;

use super::*;
use crate::language::{Document, Row, Upos};

/// Makes a document of one sentence whose tokens are parted by spaces.
pub(super) fn document(text: &str) -> Document<'_> {
    let mut rows = Vec::new();
    let mut from = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let start = from + text[from..].find(word).unwrap();
        from = start + word.len();
        rows.push(Row {
            span: start..from,
            upos: Upos::X,
            xpos: Arc::from(""),
            lemma: word.to_lowercase().into(),
            head: None,
            label: Arc::from(""),
        });
    }
    let sentences = std::iter::once(0..rows.len()).collect();
    Document::new(text, rows, sentences, Vec::new(), Vec::new())
}

/// Reads the sentence as published on Tuesday, 13 August 2024, and returns `words = start..end role`.
pub(super) fn read(text: &str, published: Option<&str>) -> Vec<String> {
    let document = document(text);
    let date = |date: Option<PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let published = published.map(|p| p.parse().unwrap());
    times(document.sentence(0), published, None)
        .into_iter()
        .map(|t| {
            format!(
                "{} = {}..{} {:?}",
                document.words(&t.tokens),
                date(t.interval.start),
                date(t.interval.end),
                t.role
            )
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text, Some("2024-08-13")), expected, "{text}");
}

#[test]
fn full_dates_are_read_in_every_form() {
    for (words, date) in [
        ("on 13 August 2023", "2023-08-13"),
        ("on August 13 , 2023", "2023-08-13"),
        ("on Aug. 13 , 2023", "2023-08-13"),
        ("on Aug . 13 , 2023", "2023-08-13"),
        ("on the 13th of August , 2023", "2023-08-13"),
        ("on Sunday , August 13 , 2023", "2023-08-13"),
        ("on 2023-08-13", "2023-08-13"),
        ("on 13.08.2023", "2023-08-13"),
        ("on 08/13/2023", "2023-08-13"),
        ("in August 2023", "2023-08"),
        ("in mid-August 2023", "2023-08"),
        ("in August of last year", "2023-08"),
        ("in 2006", "2006"),
        ("in early 2006", "2006"),
        ("in mid-2006", "2006"),
        ("in mid - 2006", "2006"),
    ] {
        check(
            &format!("Mali left {words} ."),
            &[&format!("{words} = {date}..{date} Point")],
        );
    }
}

#[test]
fn a_year_is_known_by_the_words_around_it() {
    check(
        "its victory in the 2006 elections",
        &["in the 2006 = 2006..2006 Point"],
    );
    check("Iraq 's 1990 invasion", &["1990 = 1990..1990 Point"]);
    check("the war ( 1998 )", &["1998 = 1998..1998 Point"]);
    for none in [
        "they sent 2000 soldiers",
        "Resolution 1701 ended it",
        "it cost $ 2010",
        "a force of 1950 men",
        "Article 1999",
    ] {
        check(none, &[]);
    }
}

#[test]
fn decades_and_centuries_are_spans() {
    check("in the 1970s", &["in the 1970s = 1970..1979 Span"]);
    check("in the 1970 's", &["in the 1970 's = 1970..1979 Span"]);
    check(
        "in the early 1990s",
        &["in the early 1990s = 1990..1993 Span"],
    );
    check("in the mid-1990s", &["in the mid-1990s = 1994..1996 Span"]);
    check(
        "since the late 1980s",
        &["since the late 1980s = 1987.. Since"],
    );
    check(
        "until the seventies",
        &["until the seventies = ..1979 Until"],
    );
    check(
        "in the 19th century",
        &["in the 19th century = 1801..1900 Span"],
    );
}

#[test]
fn a_missing_year_is_the_latest_possible() {
    check("in February", &["in February = 2024-02..2024-02 Point"]);
    check("in October", &["in October = 2023-10..2023-10 Point"]);
    check(
        "on October 7th",
        &["on October 7th = 2023-10-07..2023-10-07 Point"],
    );
    check(
        "after October 7 ,",
        &["after October 7 = 2023-10-07..2023-10-07 Point"],
    );
    check(
        "talks will be held on August 15",
        &["on August 15 = 2024-08-15..2024-08-15 Point"],
    );
    check(
        "talks were held on August 15",
        &["on August 15 = 2023-08-15..2023-08-15 Point"],
    );
    check(
        "it urged both to meet on August 15",
        &["on August 15 = 2024-08-15..2024-08-15 Point"],
    );
    check(
        "for the session on August 15",
        &["on August 15 = 2024-08-15..2024-08-15 Point"],
    );
    check(
        "the tariffs would take effect from September 1",
        &["from September 1 = 2024-09-01.. Since"],
    );
    check(
        "it would lift what it imposed in April",
        &["in April = 2024-04..2024-04 Point"],
    );
    check(
        "there is to be a meeting on October 18",
        &["on October 18 = 2024-10-18..2024-10-18 Point"],
    );
    check(
        "elections due in November",
        &["in November = 2024-11..2024-11 Point"],
    );
    check("in May they marched", &["in May = 2024-05..2024-05 Point"]);
    check("they may march , and March may come", &[]);
}

#[test]
fn days_of_the_week_are_the_last_before_publication() {
    check("on Tuesday", &["on Tuesday = 2024-08-13..2024-08-13 Point"]);
    check(
        "Mali said Wednesday",
        &["Wednesday = 2024-08-07..2024-08-07 Point"],
    );
    check(
        "on Monday evening",
        &["on Monday evening = 2024-08-12..2024-08-12 Point"],
    );
    check(
        "last Monday 's vote",
        &["last Monday = 2024-08-05..2024-08-05 Point"],
    );
    check(
        "next Friday",
        &["next Friday = 2024-08-16..2024-08-16 Point"],
    );
    check(
        "they will meet on Thursday",
        &["on Thursday = 2024-08-15..2024-08-15 Point"],
    );
    check(
        "over the weekend",
        &["over the weekend = 2024-08-10..2024-08-11 Point"],
    );
}

#[test]
fn relative_units_count_from_publication() {
    for (words, from, to) in [
        ("yesterday", "2024-08-12", "2024-08-12"),
        ("today", "2024-08-13", "2024-08-13"),
        ("last night", "2024-08-12", "2024-08-12"),
        ("last week", "2024-08", "2024-08"),
        ("last month", "2024-07", "2024-07"),
        ("last year", "2023", "2023"),
        ("late last year", "2023", "2023"),
        ("this week", "2024-08", "2024-08"),
        ("earlier this month", "2024-08", "2024-08"),
        ("earlier this year", "2024", "2024"),
        ("next month", "2024-09", "2024-09"),
        ("two years ago", "2022", "2022"),
        ("a couple of months ago", "2024-06", "2024-06"),
        ("three days ago", "2024-08-10", "2024-08-10"),
        ("two and a half years ago", "2022", "2022"),
        ("last October", "2023-10", "2023-10"),
        ("last summer", "2023-06", "2023-08"),
        ("in recent weeks", "2024-08", "2024-08"),
    ] {
        check(
            &format!("Mali left {words} ."),
            &[&format!("{words} = {from}..{to} Point")],
        );
    }
    check(
        "for the past three years",
        &["for the past three years = 2021.. Since"],
    );
    check(
        "over the last two decades",
        &["over the last two decades = 2004.. Since"],
    );
    check(
        "in the past two months",
        &["in the past two months = 2024-06..2024-08 Point"],
    );
    check("decades ago", &[]);
    check("three decades ago", &[]);
    check("in the last days of the war", &[]);
}

#[test]
fn prepositions_open_and_close_intervals() {
    check("since 2014", &["since 2014 = 2014.. Since"]);
    check(
        "since at least 2014",
        &["since at least 2014 = 2014.. Since"],
    );
    check(
        "since last October",
        &["since last October = 2023-10.. Since"],
    );
    check("until 1989", &["until 1989 = ..1989 Until"]);
    check("by 2030", &["by 2030 = ..2030 Until"]);
    check("before May 2011", &["before May 2011 = ..2011-05 Until"]);
    check("prior to 2003", &["prior to 2003 = ..2003 Until"]);
    check("by the end of 1990", &["by the end of 1990 = ..1990 Until"]);
    check("from 2014 onwards", &["from 2014 = 2014.. Since"]);
}

#[test]
fn ranges_have_both_ends() {
    check(
        "between 1967 and 1991",
        &["between 1967 and 1991 = 1967..1991 Span"],
    );
    check(
        "from 2003 to 2011",
        &["from 2003 to 2011 = 2003..2011 Span"],
    );
    check(
        "from 2003 until the early 2010s",
        &["from 2003 until the early 2010s = 2003..2013 Span"],
    );
    check("in 2015-16", &["in 2015-16 = 2015..2016 Span"]);
    check("( 1980–1988 )", &["1980–1988 = 1980..1988 Span"]);
    check(
        "from 13 May to May 15 2016",
        &["from 13 May to May 15 2016 = 2016-05-13..2016-05-15 Span"],
    );
    check(
        "from 13 to 15 May 2016",
        &["from 13 to 15 May 2016 = 2016-05-13..2016-05-15 Span"],
    );
    check(
        "on May 3-5 , 2023",
        &["on May 3-5 , 2023 = 2023-05-03..2023-05-05 Point"],
    );
    check(
        "between March and May 2015",
        &["between March and May 2015 = 2015-03..2015-05 Span"],
    );
    check(
        "from Monday to Tuesday",
        &["from Monday to Tuesday = 2024-08-12..2024-08-13 Span"],
    );
    check(
        "in the first quarter of 2015",
        &["in the first quarter of 2015 = 2015-01..2015-03 Point"],
    );
    check(
        "in the summer of 2022",
        &["in the summer of 2022 = 2022-06..2022-08 Point"],
    );
}

#[test]
fn periods_have_names() {
    check(
        "after World War II ,",
        &["after World War II = 1939-09-01..1945-09-02 Span"],
    );
    check(
        "since World War II",
        &["since World War II = 1945-09-02.. Since"],
    );
    check(
        "before the Cold War",
        &["before the Cold War = ..1947 Until"],
    );
    check(
        "until the end of the Cold War",
        &["until the end of the Cold War = ..1991 Until"],
    );
    check(
        "after the 1967 Six-Day War",
        &["after the 1967 Six-Day War = 1967-06-05..1967-06-10 Span"],
    );
    check(
        "after the 1967 war",
        &["after the 1967 war = 1967-06-05..1967-06-10 Span"],
    );
    check(
        "the 9/11 attacks",
        &["the 9/11 = 2001-09-11..2001-09-11 Point"],
    );
    check(
        "its invasion of Ukraine",
        &["invasion of Ukraine = 2022-02-24.. Since"],
    );
    check(
        "before the October 7 attack",
        &["before the October 7 attack = ..2023-10-07 Until"],
    );
    check(
        "sparked by the war in Gaza",
        &["by the war in Gaza = 2023-10-07.. Since"],
    );
    check("trade fell from 1996", &["from 1996 = 1996..1996 Point"]);
    for (published, date) in [("2024-10-03", "2023-10-07"), ("2020-10-03", "2020-10-07")] {
        let expected = format!("on October 7 = {date}..{date} Point");
        assert_eq!(read("on October 7", Some(published)), [expected]);
    }
    check("a cold war of words", &[]);
    assert!(read("the invasion of Ukraine", Some("2016-01-01")).is_empty());
}

#[test]
fn without_a_date_of_publication_only_the_calendar_counts() {
    for none in [
        "on Tuesday",
        "last year",
        "two years ago",
        "in February",
        "on October 7",
        "this week",
        "last summer",
    ] {
        assert!(read(none, None).is_empty(), "{none}");
    }
    assert_eq!(
        read("in May 2011 and last year", None),
        ["in May 2011 = 2011-05..2011-05 Point"]
    );
}

#[test]
fn several_times_are_read_in_order() {
    check(
        "In 2017 and again on Monday , Mali left after 40 years .",
        &[
            "In 2017 = 2017..2017 Point",
            "on Monday = 2024-08-12..2024-08-12 Point",
        ],
    );
}
