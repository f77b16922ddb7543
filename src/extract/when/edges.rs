//! Tests of times at the edges: turns of the year, dates that are not known well, stretches, names of happenings.

use super::tests::read;
use super::*;

/// Reads the words as published on the day, and compares the dates of the only time in them.
#[track_caller]
fn check(published: &str, text: &str, expected: &str) {
    let found: Vec<String> = read(text, Some(published))
        .iter()
        .filter_map(|t| Some(t.split_once(" = ")?.1.split_once(' ')?.0.to_owned()))
        .collect();
    assert_eq!(found.join(" "), expected, "{text} ({published})");
}

#[test]
fn at_the_turn_of_the_year_what_was_is_of_the_old_one() {
    let early = |text, expected| check("2024-01-03", text, expected);
    early("on Sunday", "2023-12-31..2023-12-31");
    early("last week", "2023-12..2023-12");
    early("last month", "2023-12..2023-12");
    early("last December", "2023-12..2023-12");
    early("in December", "2023-12..2023-12");
    early("was held on December 30", "2023-12-30..2023-12-30");
    early("last year", "2023..2023");
    early("last weekend", "2023-12-30..2023-12-31");
    early("two weeks ago", "2023-12..2023-12");
    early("yesterday", "2024-01-02..2024-01-02");
    check("2024-01-01", "yesterday", "2023-12-31..2023-12-31");
}

#[test]
fn at_the_turn_of_the_year_what_comes_is_of_the_new_one() {
    let late = |text, expected| check("2024-12-30", text, expected);
    late("they will meet next week", "2025-01..2025-01");
    late("next month", "2025-01..2025-01");
    late("next January", "2025-01..2025-01");
    late("will be held on January 9", "2025-01-09..2025-01-09");
    late("tomorrow", "2024-12-31..2024-12-31");
    check("2024-12-31", "tomorrow", "2025-01-01..2025-01-01");
    check(
        "2024-12-31",
        "they will meet next Friday",
        "2025-01-03..2025-01-03",
    );
    check("2024-12-31", "this week", "2024-12-30..2025-01-05");
}

#[test]
fn a_day_before_a_verb_of_the_future_is_to_come() {
    check(
        "2024-04-01",
        "he said that on April 27 it would raise them",
        "2024-04-27..2024-04-27",
    );
    check(
        "2024-04-01",
        "he said that on April 27 it raised them",
        "2023-04-27..2023-04-27",
    );
}

#[test]
fn a_part_of_the_time_told_is_that_time() {
    check("2024-08-13", "earlier in the month", "2024-08..2024-08");
    check("2024-08-13", "later in the year", "2024..2024");
    check("2024-08-13", "earlier in the day", "");
    check("2024-08-13", "in mid - April", "2024-04..2024-04");
    check(
        "2024-08-13",
        "in late - June , they met",
        "2024-06..2024-06",
    );
}

#[test]
fn what_has_gone_on_for_a_while_began_that_long_ago() {
    let check = |text, expected| check("2024-08-13", text, expected);
    check("has been occupied for more than two years", "2022..");
    check("have shelled it for ten months", "2023-10..");
    check("have been at war for the past three years", "2021..");
    check("was occupied for two years", "");
    check("would last six weeks", "");
    check("has leased it for 20 more years", "");
    check("has promised to stay for two years longer", "");
}

#[test]
fn a_record_tells_no_beginning() {
    let check = |text, expected| check("2024-08-13", text, expected);
    check("it met them for the first time since 2011", "");
    check("the heaviest fire since the Korean War", "");
    check("it has met them since 2011", "2011..");
}

#[test]
fn a_war_that_is_not_over_has_no_end() {
    check("1987-10-19", "during the Iran - Iraq War", "1980-09-22..");
    check(
        "1999-10-19",
        "during the Iran - Iraq War",
        "1980-09-22..1988-08-20",
    );
}

#[test]
fn the_name_of_a_happening_is_a_time_only_after_a_word_of_time() {
    let is_name = |text: &str| {
        let document = tests::document(text);
        let published = PartialDate::from_day(2024, 8, 13);
        let times = times(document.sentence(0), published, None);
        times.iter().map(|t| t.is_name).collect::<Vec<_>>()
    };
    assert_eq!(is_name("it condemned the invasion of Ukraine"), [true]);
    assert_eq!(is_name("they fined it for its invasion of Ukraine"), [true]);
    assert_eq!(is_name("since the invasion of Ukraine"), [false]);
    assert_eq!(is_name("it left during the Vietnam War"), [false]);
    assert_eq!(is_name("in 2014"), [false]);
}

#[test]
fn the_year_of_which_a_text_tells_is_that_of_its_days_but_not_of_last_year() {
    let read = |text: &str| {
        let document = tests::document(text);
        let published = PartialDate::from_day(2024, 8, 13);
        let times = times(document.sentence(0), published, Some(1988));
        times[0].interval.start.map(|d| d.to_string())
    };
    assert_eq!(read("on November 1").as_deref(), Some("1988-11-01"));
    assert_eq!(read("in May").as_deref(), Some("1988-05"));
    assert_eq!(read("last year").as_deref(), Some("2023"));
    assert_eq!(read("on Monday").as_deref(), Some("2024-08-12"));
}

#[test]
fn a_vague_date_of_publication_gives_no_more_than_it_has() {
    assert_eq!(
        read("on Tuesday", Some("2024-08")),
        ["on Tuesday = 2024-08..2024-08 Point"]
    );
    assert_eq!(
        read("last month", Some("2024")),
        ["last month = 2024..2024 Point"]
    );
    assert_eq!(
        read("last year", Some("2024")),
        ["last year = 2023..2023 Point"]
    );
}

#[test]
fn the_next_day_counts_from_the_story() {
    check("2024-04-01", "the next day they left", "");
    check("2024-04-01", "the previous month they left", "");
}
