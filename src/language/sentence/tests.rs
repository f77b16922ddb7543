//! Sentences of well-made and of scraped text.

use super::*;

fn split(text: &str) -> Vec<&str> {
    let segments = segment(text, &lines(text));
    let ends: Vec<usize> = segments.sentences.iter().map(|s| s.end).collect();
    let starts: Vec<usize> = segments.sentences.iter().map(|s| s.start).collect();
    assert_eq!(starts[1..], ends[..ends.len() - 1]);
    segments
        .sentences
        .iter()
        .map(|s| &text[segments.tokens[s.start].start..segments.tokens[s.end - 1].end])
        .collect()
}

#[track_caller]
fn check(sentences: &[&str]) {
    assert_eq!(split(&sentences.join(" ")), sentences);
}

#[test]
fn abbreviations_do_not_end_sentences() {
    check(&[
        "Gen. A. B. Marsh met Lt. Col. Ruiz on Sept. 3 at 5 p.m. Monday.",
        "He praised the U.S. Army.",
    ]);
    check(&[
        "They trade with the U.S.",
        "The minister objected.",
        "Acme Inc.",
        "But why?",
    ]);
    check(&["He said no.", "Ruiz, e.g. in Lima, agreed."]);
}

#[test]
fn quotations_and_brackets_close_after_the_stop() {
    check(&["“We will not sign.”", "He left."]);
    check(&[
        "\"Why now?\" Marsh asked.",
        "\"Never mind,\" she said.",
        "\"It is over.\"",
        "\"So be it.\"",
    ]);
    check(&[
        "The pact (signed in 1990. It lapsed.) was renewed.",
        "(It was late.)",
        "Peru withdrew.",
    ]);
    check(&["It was ratified.[1]", "Then it lapsed."]);
}

#[test]
fn scraped_text_is_cut_where_a_sentence_begins() {
    assert_eq!(
        split("They first met in 2021The pair will talk."),
        ["They first met in 2021", "The pair will talk."]
    );
    assert_eq!(
        split("Talks failed in Oslo.Norway said so."),
        ["Talks failed in Oslo.", "Norway said so."]
    );
    assert_eq!(
        split("It is a force. legitimate policy."),
        ["It is a force. legitimate policy."]
    );
    assert_eq!(
        split("Ruiz left. al-Aziz stayed."),
        ["Ruiz left.", "al-Aziz stayed."]
    );
}

#[test]
fn datelines_stand_apart() {
    assert_eq!(
        split("OSLO (Reuters) - Norway agreed."),
        ["OSLO (Reuters) -", "Norway agreed."]
    );
    assert_eq!(
        split("NATO leaders - all of them - met."),
        ["NATO leaders - all of them - met."]
    );
}

#[test]
fn long_sentences_are_cut_at_punctuation() {
    let clause = "the envoys met again and again in Lima; ".repeat(40);
    let text = format!("{clause}.");
    let segments = segment(&text, &lines(&text));
    assert!(segments.sentences.iter().all(|s| s.len() <= MAX_TOKENS));
    assert!(split(&text)[0].ends_with(';'));
}

#[test]
fn endless_marks_are_no_trap() {
    let text = ".(".repeat(100_000);
    assert!(!segment(&text, &lines(&text)).sentences.is_empty());
}
