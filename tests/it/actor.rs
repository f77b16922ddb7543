//! Who is named by which words: kinds of mentions, with the language model.

use crate::{PIPELINE, dated_article};

/// Returns the mentions of a text published on a day: their words, and the root of whom they name.
fn mentions(published: &str, text: &str) -> Vec<(String, String)> {
    let article = dated_article(published, text);
    let (document, cast) = PIPELINE.analyse_whole(&article);
    let mentions = cast.mentions().iter();
    mentions
        .map(|m| {
            let root = cast.member_of(m).root_name.clone();
            (document.phrase(&m.tokens), root)
        })
        .collect()
}

/// Checks that words in a text are read as somebody who acts for that root.
#[track_caller]
fn check(text: &str, words: &str, root: &str) {
    let found = mentions("2016-05-17", text);
    assert!(
        found.contains(&(words.to_owned(), root.to_owned())),
        "{words} is not {root}: {found:?}"
    );
}

#[test]
fn short_names_and_rebels_are_known_again() {
    for (text, words, root) in [
        (
            "Malian rebels seized a town. The army fled. France condemned the rebels on Sunday.",
            "the rebels",
            "Malian rebels",
        ),
        (
            "Italy says that IS is behind the attack.",
            "IS",
            "Islamic State",
        ),
    ] {
        check(text, words, root);
    }
}

/// Returns the roots of the mentions with these words, each once.
fn roots(text: &str, words: &str) -> Vec<String> {
    let found = mentions("2020-05-01", text).into_iter();
    let mut roots: Vec<String> = found
        .filter(|(phrase, _)| phrase == words)
        .map(|(_, root)| root)
        .collect();
    roots.sort();
    roots.dedup();
    roots
}

#[test]
fn phrases_stand_for_the_side_that_acts() {
    let kenya = "Kenya sent troops to Somalia on Monday. Kenya and its partners want peace, Kenyan officials said. Kenya will not \
                 leave soon. Foreign Minister Peter Otieno met the press in Nairobi.";
    let tanzania = "Tanzania said that its army had lost a town. Tanzania wants talks. Tanzania blamed its neighbours. The rebels attacked a \
                 convoy near the border.";
    for (text, words, expected) in [
        (
            "Israeli Tourism Minister Dov Almog met reporters.",
            "Dov Almog",
            "Israel",
        ),
        (kenya, "Peter Otieno", "Kenya"),
        (
            "Tanzanian rebels attacked a garrison of the army.",
            "Tanzanian rebels",
            "Tanzanian rebels",
        ),
        (tanzania, "The rebels", "Tanzanian rebels"),
        (
            "“We will send more weapons to Ukraine,” said Polish President Jan Nowak.",
            "We",
            "Poland",
        ),
        (
            "Polish President Jan Nowak said that our troops would stay in Latvia.",
            "our",
            "Poland",
        ),
        (
            "Nepal has sheltered Bhutanese refugees since 1990.",
            "Bhutanese refugees",
            "Bhutan",
        ),
        (
            "Serbia has taken an anti-Western position.",
            "anti-Western",
            "Western countries",
        ),
        (
            "Israel fired at a post of Unifil in the south of Lebanon.",
            "Unifil",
            "United Nations",
        ),
    ] {
        assert_eq!(roots(text, words), [expected], "{words} in: {text}");
    }
}

#[test]
fn what_nobody_is_said_to_own_stays_unknown() {
    let russia = "Russia denied the charge. Russia wants talks, Russian officials said. Ukraine has fought separatists since April.";
    assert_eq!(
        roots(russia, "separatists"),
        ["separatists"],
        "the state that the article is about has no part in them"
    );
    let two = "Kenya and Somalia met on Monday. Somalia thanked Kenya. Foreign Minister Peter Otieno met the press.";
    assert_eq!(
        roots(two, "Peter Otieno"),
        ["Peter Otieno"],
        "two states are named as often"
    );
    let quoted = "“We will never forget this,” a villager said.";
    assert!(roots(quoted, "We").is_empty(), "nobody known speaks");
}

#[test]
fn days_are_nobody() {
    let text = "Friday brought new talks between Kenya and Somalia in Nairobi.";
    assert!(roots(text, "Friday").is_empty());
}

/// Returns the names of everybody whom the mentions of a text of 10 September 2024 name, each once.
fn names(text: &str) -> Vec<String> {
    let article = dated_article("2024-09-10", text);
    let (_, cast) = PIPELINE.analyse_whole(&article);
    let mut names: Vec<String> = cast
        .mentions()
        .iter()
        .map(|m| cast.member_of(m).name.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn unnamed_parts_are_called_after_their_owner() {
    for (text, expected) in [
        (
            "Thailand's foreign minister arrived in Oslo.",
            &["Norway", "Thai foreign minister", "Thailand"][..],
        ),
        (
            "The troops of Chad and Niger crossed the border.",
            &["Chad", "Chadian troops", "Niger", "Nigerien troops"],
        ),
        (
            "US, Egyptian and Qatari officials arrived.",
            &[
                "Egypt",
                "Egyptian officials",
                "Qatar",
                "Qatari officials",
                "US officials",
                "United States",
            ],
        ),
        (
            "The Libyan ambassador to Greece left.",
            &["Greece", "Libya", "Libyan ambassador to Greece"],
        ),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn people_go_by_the_name_that_the_article_and_the_day_leave_open() {
    for (text, name) in [
        (
            "Harris met the press in Washington. Mali was not named.",
            "Kamala Harris",
        ),
        (
            "Aminata Keita of Mali spoke first. Aminata urged Niger to talk.",
            "Aminata Keita",
        ),
        (
            "Turkish President Recep Tayyip Erdogan spoke. The Turkish leader urged Mali to talk.",
            "Recep Tayyip Erdoğan",
        ),
    ] {
        let found = names(text);
        assert!(
            found.iter().any(|n| n == name),
            "{name} is not among {found:?}"
        );
        assert!(
            !found
                .iter()
                .any(|n| ["Harris", "Aminata", "Turkish leader"].contains(&n.as_str())),
            "{found:?}"
        );
    }
}

#[test]
fn anaphora_stand_for_whom_the_text_before_tells_of() {
    for (text, words, expected) in [
        (
            "Norway and Chile signed an accord on Monday. They condemned the attack on Kenya.",
            "They",
            &["Chile", "Norway"][..],
        ),
        (
            "Norway's foreign minister and her Danish and Finnish counterparts met in Oslo. They praised Kenya.",
            "They",
            &["Denmark", "Finland", "Norway"],
        ),
        (
            "Angela Merkel met Vladimir Putin in Berlin. The two leaders agreed to talk again.",
            "The two leaders",
            &["Germany", "Russia"],
        ),
        (
            "China held a drill. Taiwan said that Chinese ships had gone around the island.",
            "the island",
            &["Taiwan"],
        ),
        (
            "Iran and Oman have agreed on a pipeline. Both countries will share the gas.",
            "Both countries",
            &["Iran", "Oman"],
        ),
        (
            "Finland closed its border. It accused Russia of sending migrants.",
            "It",
            &["Finland"],
        ),
        (
            "Mrs Merkel spoke to Vladimir Putin on Friday. She warned of new sanctions.",
            "She",
            &["Germany"],
        ),
    ] {
        assert_eq!(roots(text, words), expected, "{words} in: {text}");
    }
}

#[test]
fn anaphora_without_a_likely_antecedent_stand_for_nobody() {
    for (text, words) in [
        ("It is clear that Peru will vote.", "It"),
        ("Prices rose again. They had fallen in May.", "They"),
        ("Both sides want peace.", "Both sides"),
    ] {
        assert!(roots(text, words).is_empty(), "{words} in: {text}");
    }
}

#[test]
fn descriptions_tell_whose_people_somebody_is() {
    for (text, words, expected) in [
        (
            "Kenya's ambassador to Japan, Peter Otieno, left on Sunday.",
            "Peter Otieno",
            "Kenya",
        ),
        (
            "Kenyan Ambassador to Bangladesh Peter Otieno met the minister.",
            "Peter Otieno",
            "Kenya",
        ),
        (
            "Mary Hall of Amnesty International met the minister.",
            "Mary Hall",
            "Amnesty International",
        ),
        (
            "The Norwegian hostage Lars Berg was freed on Sunday.",
            "Lars Berg",
            "Norway",
        ),
        (
            "Mexico received the Hamas commanders Omar Nasser and Karim Saleh on Sunday.",
            "Karim Saleh",
            "Hamas",
        ),
        (
            "China critic Peter Otieno spoke.",
            "Peter Otieno",
            "Peter Otieno",
        ),
        (
            "Peter Otieno, a critic of Russia, spoke.",
            "Peter Otieno",
            "Peter Otieno",
        ),
    ] {
        assert_eq!(roots(text, words), [expected], "{words} in {text}");
    }
}

#[test]
fn a_dateline_tells_whose_an_office_is() {
    let text = "AMMAN, May 1 (Wire) - Interior Minister Tarek Haddad received Lebanon's envoy. Lebanon thanked him.";
    assert_eq!(roots(text, "Tarek Haddad"), ["Jordan"]);
}

#[test]
fn money_names_nobody() {
    for text in [
        "Kenya paid 300 US dollars for it.",
        "The US $20 million project was late.",
        "The Iranian rial fell on Sunday.",
    ] {
        assert_eq!(
            mentions("2020-05-01", text)
                .iter()
                .filter(|(_, root)| root != "Kenya")
                .count(),
            0,
            "{text}"
        );
    }
}

#[test]
fn surnames_are_known_however_their_particle_is_written() {
    let text = "President Abdel Fattah el-Sisi flew home. Later El-Sisi spoke to reporters.";
    assert_eq!(roots(text, "El-Sisi"), ["Egypt"]);
}

#[test]
fn a_group_of_a_country_and_somebodys_country_stand_for_who_was_named() {
    for (text, words, expected) in [
        (
            "Israel bombed Hezbollah on Monday. The Lebanese militant group fired rockets.",
            "Lebanese militant group",
            "Hezbollah",
        ),
        (
            "Israel bombed Hezbollah on Monday. The Iran-backed group fired rockets at Israel.",
            "The Iran-backed group",
            "Hezbollah",
        ),
        (
            "Emmanuel Macron said that his country would send troops.",
            "his country",
            "France",
        ),
        (
            "Finland closed its border. The Nordic country will not open it soon.",
            "The Nordic country",
            "Finland",
        ),
    ] {
        assert_eq!(roots(text, words), [expected], "{words} in {text}");
    }
}

#[test]
fn an_office_is_of_the_state_in_which_its_place_lies() {
    for (text, words, root) in [
        (
            "The Madras High Court freed two Ghanaian sailors.",
            "Madras High Court",
            "India",
        ),
        (
            "Kaduna State Government signed a deal with China.",
            "Kaduna State Government",
            "Nigeria",
        ),
        (
            "The Los Angeles Police Department thanked Japan.",
            "Los Angeles Police Department",
            "United States",
        ),
        (
            "The Munich Symphony Orchestra played in Oslo.",
            "Munich Symphony Orchestra",
            "Munich Symphony Orchestra",
        ),
    ] {
        check(text, words, root);
    }
}

#[test]
fn what_kind_of_group_it_is_does_not_name_it() {
    let text = "Hezbollah fired at Haifa. The Shiite militant group accused Israel of lying.";
    check(text, "The Shiite militant group", "Hezbollah");
}

#[test]
fn whoever_backs_somebody_is_named_in_the_compound() {
    let text = "The UN-backed government of Libya met envoys of Kenya.";
    check(text, "UN", "United Nations");
}
