//! What holds of every sentence and every day of publication: reading them never fails.

use super::tests::read;
use crate::time::PartialDate;

proptest::proptest! {
    #[test]
    fn no_sentence_is_too_odd(text in "([0-9]{1,4}|[A-Z][a-z]{0,3}|May|March|Monday|the|of|last|next|since|from|to|and|ago|years|1970s|early|end|-|,|\\.| ){0,24}") {
        let _ = read(&text, Some("2024-02-29"));
        let _ = read(&text, None);
    }

    #[test]
    fn any_day_of_publication_will_do(year in 1i16..=9999, month in 1u8..=12, day in 1u8..=28) {
        let published = PartialDate::from_day(year, month, day).unwrap().to_string();
        for text in ["last year and next year", "two weeks ago", "on Monday", "on February 29", "in 2000", "this winter", "last weekend", "next week"] {
            let _ = read(text, Some(&published));
        }
    }
}
