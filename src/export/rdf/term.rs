//! Terms of RDF: names and literals as Turtle and TriG write them.
//!
//! In: ids and text, hostile ones too. Out: terms that nothing can break out of.

use std::fmt::Write;

use crate::time::{PartialDate, Precision};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Actor,
    Relation,
    Edge,
    Statement,
    Article,
    /// The graph of what an article says.
    Claims,
}

impl Class {
    fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Relation => "relation",
            Self::Edge => "edge",
            Self::Statement => "statement",
            Self::Article => "article",
            Self::Claims => "claims",
        }
    }
}

/// Returns the name of a thing: `<urn:demarche:actor:russia>`; what a name may not hold is percent-encoded.
pub(super) fn name(class: Class, id: &str) -> String {
    let mut name = format!("<urn:demarche:{}:", class.as_str());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            name.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name.push('>');
    name
}

/// Returns a quoted string.
pub(super) fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0' | '\u{fffe}' | '\u{ffff}' => quoted.push('\u{fffd}'),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns a date as exact as it is known.
pub(super) fn date(date: PartialDate) -> String {
    let r#type = match date.precision() {
        Precision::Year => "gYear",
        Precision::Month => "gYearMonth",
        Precision::Day => "date",
    };
    format!("\"{date}\"^^xsd:{type}")
}

/// Returns a number with a point.
pub(super) fn decimal(number: f64) -> String {
    format!("{number:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_term() {
        assert_eq!(
            name(Class::Actor, "a> <b>|é"),
            "<urn:demarche:actor:a%3E%20%3Cb%3E%7C%C3%A9>"
        );
        assert_eq!(text("say \"\\\"\n\u{1}"), r#""say \"\\\"\n\u0001""#);
    }

    #[test]
    fn dates_keep_their_precision() {
        let written = |text: &str| date(text.parse().unwrap());
        assert_eq!(written("1967"), "\"1967\"^^xsd:gYear");
        assert_eq!(written("2015-09"), "\"2015-09\"^^xsd:gYearMonth");
        assert_eq!(written("2015-09-30"), "\"2015-09-30\"^^xsd:date");
    }
}
