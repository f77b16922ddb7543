//! The fields of statements, read from whole articles: since when, until when, who says so.

use demarche::extract::Statement;

use crate::{PIPELINE, dated_article};

fn read(published: &str, text: &str) -> Vec<Statement> {
    PIPELINE.read(&dated_article(published, text))
}

/// Reads a text of Tuesday, 13 August 2024, and returns the statement of two roots and a relation.
#[track_caller]
fn find(text: &str, claim: [&str; 3]) -> Statement {
    let of_claim = |s: &Statement| [&*s.source.root, s.relation.as_str(), &*s.target.root] == claim;
    let found = read("2024-08-13", text).into_iter().find(of_claim);
    found.unwrap_or_else(|| panic!("{claim:?} is not read from {text}"))
}

/// Compares the dates of a statement.
#[track_caller]
fn check_dates(text: &str, claim: [&str; 3], expected: &str) {
    let found = find(text, claim);
    let date = |d: Option<demarche::time::PartialDate>| d.map_or("?".to_owned(), |d| d.to_string());
    let dates = format!("{}..{}", date(found.start), date(found.end));
    assert_eq!(dates, expected, "{claim:?} in {text}");
}

#[test]
fn news_without_a_date_is_of_the_month_in_which_the_article_tells_news() {
    check_dates(
        "Delegates arrived in Oslo on Monday. Norway condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "2024-08..2024-08",
    );
    check_dates(
        "Delegates arrived in Oslo on Monday. Norway has urged Mali to free the men.",
        ["Norway", "urges", "Mali"],
        "2024-08..2024-08",
    );
    check_dates(
        "Delegates arrived in Oslo on July 29. Norway condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "2024-07..2024-08",
    );
}

#[test]
fn news_of_an_article_that_names_no_day_is_of_the_month_of_its_publication() {
    for (text, relation) in [
        ("Norway condemned Mali for the arrests.", "condemns"),
        ("Norway accuses Mali of the arrests.", "accuses"),
    ] {
        check_dates(text, ["Norway", relation, "Mali"], "2024-08..2024-08");
    }
    check_dates(
        "In 1998, a war broke out. Norway condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "?..?",
    );
}

#[test]
fn background_takes_no_date_from_the_news() {
    for text in [
        "Delegates arrived in Oslo on Monday. Norway has often condemned Mali.",
        "Delegates arrived in Oslo on Monday. Norway had condemned Mali.",
        "Delegates arrived in Oslo on Monday. In 1998, a war broke out. Norway condemned Mali.",
        "Delegates arrived in Oslo on Monday. They spoke of the men whom Norway condemned Mali for holding.",
    ] {
        check_dates(text, ["Norway", "condemns", "Mali"], "?..?");
    }
}

#[test]
fn a_year_told_in_passing_is_not_the_year_of_the_story() {
    check_dates(
        "Thousands have lived in camps since they fled Mali in 1990. In July, Norway condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "2024-07..2024-07",
    );
    check_dates(
        "Thousands fled Mali in 1990. In July, Norway condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "1990-07..1990-07",
    );
}

#[test]
fn a_clause_shares_the_time_of_the_one_that_takes_it_along() {
    check_dates(
        "On Monday, Norway opened the talks and condemned Mali for the arrests.",
        ["Norway", "condemns", "Mali"],
        "2024-08-12..2024-08-12",
    );
    check_dates(
        "On Monday, Norway closed the talks, urging Mali to free the men.",
        ["Norway", "urges", "Mali"],
        "2024-08-12..2024-08-12",
    );
    check_dates(
        "The dispute began in 2014, when Russia invaded Ukraine.",
        ["Russia", "invades", "Ukraine"],
        "2014..2014",
    );
}

#[test]
fn what_is_said_on_a_day_is_no_more_exact_than_the_month() {
    check_dates(
        "Officials said on Monday that Norway had expelled two diplomats from Mali.",
        ["Norway", "expels", "Mali"],
        "2024-08..2024-08",
    );
}

#[test]
fn a_state_that_words_take_for_granted_did_not_begin_that_day() {
    check_dates(
        "On Monday, the Iran-backed group Hezbollah fired rockets at Israel.",
        ["Iran", "supports", "Hezbollah"],
        "?..?",
    );
    check_dates(
        "On Monday, the Iran-backed group Hezbollah fired rockets at Israel.",
        ["Hezbollah", "attacks", "Israel"],
        "2024-08-12..2024-08-12",
    );
}

/// Compares who a statement is attributed to; nobody is written as an empty string.
#[track_caller]
fn check_speaker(text: &str, claim: [&str; 3], expected: &str) {
    let speaker = find(text, claim).attributed_to;
    assert_eq!(speaker.unwrap_or_default(), expected, "{claim:?} in {text}");
}

#[test]
fn who_reports_is_the_speaker() {
    let claim = ["Norway", "expels", "Mali"];
    check_speaker(
        "Sweden said that Norway had expelled two diplomats from Mali.",
        claim,
        "Sweden",
    );
    check_speaker(
        "Norway expelled two diplomats from Mali, according to Sweden.",
        claim,
        "Sweden",
    );
    check_speaker("Norway expelled two diplomats from Mali.", claim, "");
}

#[test]
fn a_pronoun_speaks_for_whom_was_named_before() {
    check_speaker(
        "They said that Norway had expelled two diplomats from Mali.",
        ["Norway", "expels", "Mali"],
        "they",
    );
}

#[test]
fn what_reported_words_take_for_granted_is_not_the_speakers() {
    check_speaker(
        "Sweden said that it met officials of Russia, which invaded Ukraine in 2022.",
        ["Russia", "invades", "Ukraine"],
        "",
    );
    check_speaker(
        "Sweden said that prices rose after Russia invaded Ukraine.",
        ["Russia", "invades", "Ukraine"],
        "",
    );
}

#[test]
fn who_condemns_is_no_speaker_of_that() {
    check_speaker(
        "Sweden said it condemned Mali for the arrests.",
        ["Sweden", "condemns", "Mali"],
        "",
    );
}

#[test]
fn a_plan_holds_since_it_was_told() {
    check_dates(
        "Norway announced on Monday that it would withdraw its troops from Mali.",
        ["Norway", "withdraws-from", "Mali"],
        "2024-08-12..?",
    );
    check_dates(
        "Delegates arrived in Oslo on Monday. Norway promised to attack Mali.",
        ["Norway", "attacks", "Mali"],
        "2024-08..?",
    );
}

#[test]
fn those_whom_one_noun_names_meet_one_another_as_surely_as_others_do() {
    let text = "The foreign ministers of Egypt, Greece and Cyprus met on Monday.";
    for (a, b) in [
        ("Cyprus", "Egypt"),
        ("Cyprus", "Greece"),
        ("Egypt", "Greece"),
    ] {
        let met = find(text, [a, "meets", b]);
        assert!(met.confidence > 0.7, "{a} meets {b}: {}", met.confidence);
    }
    let met = read("2024-08-13", text);
    let met = met.iter().filter(|s| s.relation.as_str() == "meets");
    assert_eq!(met.count(), 3, "each two of them once");
}
