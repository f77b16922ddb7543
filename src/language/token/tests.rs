//! Words as the treebanks cut them.

use super::*;

fn words(text: &str) -> String {
    let tokens = tokenize(text, 0..text.len());
    assert!(tokens.windows(2).all(|w| w[0].end <= w[1].start));
    tokens
        .into_iter()
        .map(|t| &text[t])
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn clitics_are_apart() {
    assert_eq!(
        words("They don't, can't and cannot."),
        "They do n't , ca n't and can not ."
    );
    assert_eq!(
        words("Chad’s and the rebels' aims"),
        "Chad ’s and the rebels ' aims"
    );
    assert_eq!(
        words("in the 1990's Qur'an, o'clock, I'd"),
        "in the 1990's Qur'an , o'clock , I 'd"
    );
    assert_eq!(words("“Peru”'s"), "“ Peru ” 's");
}

#[test]
fn hyphens_cut_words_but_not_prefixes() {
    assert_eq!(
        words("US-led pro-Russian re-election, 2019-2020"),
        "US - led pro-Russian re-election , 2019 - 2020"
    );
    assert_eq!(
        words("Iran–Iraq war—then peace--or so"),
        "Iran – Iraq war — then peace -- or so"
    );
    assert_eq!(
        words("call 713-555-0199 on 2020-10-20"),
        "call 713-555-0199 on 2020-10-20"
    );
    assert_eq!(
        words("the F-16 and co-operation and/or war on 9/11"),
        "the F - 16 and co-operation and / or war on 9/11"
    );
}

#[test]
fn abbreviations_keep_their_stop() {
    assert_eq!(
        words("The U.S. and Gen. A. B. Marsh met at 5p.m. in Ohio."),
        "The U.S. and Gen. A. B. Marsh met at 5 p.m. in Ohio ."
    );
    assert_eq!(
        words("He said no. On Sept. 4 the U.S.-led talks (approx. 9) failed..."),
        "He said no . On Sept. 4 the U.S. - led talks ( approx. 9 ) failed ..."
    );
}

#[test]
fn money_numbers_and_units() {
    assert_eq!(
        words("$5.2bn, US$30 or €1,000; 50% at 5:30pm"),
        "$ 5.2 bn , US$ 30 or € 1,000 ; 50 % at 5:30 pm"
    );
    assert_eq!(
        words("the 5G net of AT&T in the 1970s, 20th"),
        "the 5G net of AT&T in the 1970s , 20th"
    );
}

#[test]
fn addresses_are_whole() {
    assert_eq!(
        words("see https://a.org/x-y?z=1, (www.b.com) or jo@c.net."),
        "see https://a.org/x-y?z=1 , ( www.b.com ) or jo@c.net ."
    );
    assert_eq!(words("@minister said #peace"), "@minister said #peace");
}

#[test]
fn glued_words_are_cut() {
    assert_eq!(words("since 2021The pair"), "since 2021 The pair");
    assert_eq!(words("[on Oslo]Norway vetoed"), "[ on Oslo ] Norway vetoed");
    assert_eq!(
        words("in Oslo.Norway said.He left"),
        "in Oslo . Norway said . He left"
    );
    assert_eq!(words("3D at Booking.com"), "3D at Booking.com");
}

#[test]
fn odd_input_gives_tokens_and_no_panic() {
    for text in [
        "",
        " ",
        "'",
        "’s",
        "...",
        "$",
        "a\u{300}b",
        "@",
        "#",
        "--'--",
        "\u{200b}x\u{feff}y",
        "x'",
        "http://",
        "😀😀",
        "'s",
        "É.É",
        "İ’s",
    ] {
        words(text);
    }
    assert_eq!(words("“Why?!” … —"), "“ Why ?! ” … —");
}

#[test]
fn endless_words_are_cut() {
    for pattern in ["1-", "a@", "-a", "a.", "'s", "x"] {
        let text = pattern.repeat(200_000);
        assert!(words(&text).len() >= text.len());
    }
}
