//! Tests of what is left of a page.

use super::*;

fn check(text: &str, expected: &[&str]) {
    let found: Vec<&str> = paragraphs(text).into_iter().map(|r| &text[r]).collect();
    assert_eq!(found, expected);
}

const ONE: &str = "Mali expelled the envoy of France, which it called hostile, and closed its sky to French planes.";
const TWO: &str = "France recalled its soldiers from the north of the country, and the army of Mali took their camps over.";
const THREE: &str = "The United Nations urged both to talk, and offered the good offices of its envoy in the region to them.";

#[test]
fn one_line_is_always_an_article() {
    for line in [
        "Mali expels envoy",
        "Share on facebook",
        "“Yes,” he said",
        "x",
    ] {
        check(line, &[line]);
        check(&format!("\n{line} \r\n"), &[line]);
    }
    check(" \n\t\r\n", &[]);
    check("", &[]);
}

#[test]
fn buttons_menus_and_appeals_are_left_out() {
    check(
        &format!(
            "News\n\nMali expels envoy | Africa news\n\nShare on facebook\nShare on x\n\n\n{ONE}\n\nAdvertisement\n\n{TWO}\n\nSupport us\nDonate now"
        ),
        &["Mali expels envoy | Africa news", ONE, TWO],
    );
    check(
        &format!("Home\nWorld\nAfrica\nSport\nMore\n\n{ONE}"),
        &[ONE],
    );
}

#[test]
fn nothing_is_left_after_the_end_of_the_article() {
    check(
        &format!(
            "{ONE}\n\n{TWO}\n\n{THREE}\n\nThis story originally appeared on Example.org\n\nOther news of the day came from Chad, which elected a president.\n\nMore"
        ),
        &[ONE, TWO, THREE],
    );
    check(
        &format!("© 2024 Example. All rights reserved\n\n{ONE}"),
        &[ONE],
    );
}

#[test]
fn teasers_go_with_their_titles() {
    check(
        &format!(
            "{ONE}\n\nRelated article\n\nWho leads Mali and why the army rose\n\n{TWO}\n\nREAD MORE: Chad elects a president\n\n{THREE}"
        ),
        &[ONE, TWO, THREE],
    );
    check(
        &format!("{ONE}\n\nFRANCE TO LEAVE MALI BY THE SUMMER\n\n{TWO}"),
        &[ONE, TWO],
    );
    check(
        &format!(
            "{ONE}\n{TWO}\n{THREE}\nA title of another story\nA second title of another\nAnd a third title"
        ),
        &[ONE, TWO, THREE],
    );
}

#[test]
fn bylines_dates_and_credits_are_left_out() {
    check(
        &format!(
            "By Ann Lee and JOHN POE, Example Press\nMonday, May 18, 2015\n2:48 P.M. EDT\nListen 4 min\n{ONE}\nAnn Lee/Getty Images\n(ad/jai)\n{TWO}"
        ),
        &[ONE, TWO],
    );
}

#[test]
fn headings_and_datelines_are_kept() {
    let dateline = format!("BAMAKO, Jan 31 (Wire) - {ONE}");
    check(
        &format!("{dateline}\n\nMali and France\n\n{TWO}"),
        &[&dateline, "Mali and France", TWO],
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let wrapped = "Mali expelled the envoy of France, which it called\nhostile, and closed its sky\nto French planes, said\nMinister Diop on Monday.";
    check(&format!("{wrapped}\n\n{TWO}"), &[wrapped, TWO]);
    let broken = "The envoy was told so on Monday by\nthe minister himself.";
    check(&format!("{ONE}\n{broken}\n{TWO}"), &[ONE, broken, TWO]);
}

#[test]
fn wide_gaps_part_paragraphs() {
    check(&format!("{ONE}             {TWO}"), &[ONE, TWO]);
}

#[test]
fn a_list_of_headlines_is_kept() {
    let text = "Mali expels envoy\nFrance protests\nChad votes";
    check(
        text,
        &["Mali expels envoy", "France protests", "Chad votes"],
    );
}

#[test]
fn a_paragraph_told_twice_is_kept_once() {
    check(&format!("{ONE}\n\n{TWO}\n\n{ONE}"), &[ONE, TWO]);
}
