//! One article from one JSON object.
//!
//! In: a [`serde_json::Value`]. Out: a [`Draft`], with complaints about fields that could not be read.
//! Keys: `id`, `title|headline`, `url|link`, `source|site`, `published|date|…`, `text|body|content`; others are ignored.

use serde_json::Value;

use super::date::date_from_english;
use super::decode::without_controls;
use super::read::Draft;
use crate::time::PartialDate;

const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link"];
const SOURCE: &[&str] = &["source", "site", "outlet", "publisher"];
const PUBLISHED: &[&str] = &["published", "date", "published_at", "pub_date", "datetime"];
const TEXT: &[&str] = &["text", "body", "content"];

/// Returns the article that the object tells, or what is wrong with it.
pub(super) fn draft(value: &Value) -> Result<Draft, String> {
    let Value::Object(object) = value else {
        return Err(format!(
            "expected an object with a text, found {}",
            kind(value)
        ));
    };
    let field = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| object.get(*key).filter(|v| !v.is_null()))
    };
    let mut complaints = Vec::new();
    let mut string = |keys: &[&str]| match field(keys)? {
        Value::String(text) => Some(text.clone()),
        other => {
            complaints.push(format!(
                "{}: expected a string, found {}",
                keys[0],
                kind(other)
            ));
            None
        }
    };
    let (title, url, source) = (string(TITLE), string(URL), string(SOURCE));
    let id = match field(&["id"]) {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(other) => {
            complaints.push(format!(
                "id: expected a string or number, found {}",
                kind(other)
            ));
            None
        }
        None => None,
    };
    let text = match field(TEXT) {
        Some(Value::String(text)) => without_controls(text.clone()),
        Some(other) => return Err(format!("text: expected a string, found {}", kind(other))),
        None => return Err("no text: expected one of the keys text, body, content".to_owned()),
    };
    let published = field(PUBLISHED).and_then(|value| {
        let date = published(value);
        if date.is_none() {
            complaints.push(format!(
                "cannot read the date {value}: expected one such as 2024-08-13 or 13 August 2024; kept without it"
            ));
        }
        date
    });
    Ok(Draft {
        id,
        title: title.unwrap_or_default(),
        url,
        source,
        published,
        text,
        complaints,
    })
}

/// Returns whether the object is a statement, as `extract` prints them, and no article.
pub(super) fn is_statement(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    ["source", "relation", "target", "sentence"]
        .into_iter()
        .all(has)
        && !TEXT.iter().any(|key| has(key))
}

/// Reads a date, a year, or seconds (or milliseconds) since 1970.
fn published(value: &Value) -> Option<PartialDate> {
    match value {
        Value::String(text) => date_from_english(text),
        Value::Number(number) => {
            let number = number.as_i64()?;
            if let Ok(year @ 1000..=2199) = i16::try_from(number) {
                return PartialDate::from_year(year);
            }
            let seconds = if number > 100_000_000_000 {
                number / 1000
            } else {
                number
            };
            let time = jiff::Timestamp::from_second(seconds).ok()?;
            Some(PartialDate::from_civil(
                jiff::tz::Offset::UTC.to_datetime(time).date(),
            ))
            .filter(|_| seconds > 100_000_000)
        }
        _ => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Draft, String> {
        draft(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn fields_have_several_names_and_others_are_ignored() {
        let article = read(
            r#"{"id": 7, "headline": "H", "link": "https://x.org/a", "date": "12 Oct 2024", "content": "T", "z": []}"#,
        )
        .unwrap();
        assert_eq!(article.id.as_deref(), Some("7"));
        assert_eq!(article.title, "H");
        assert_eq!(article.published.unwrap().to_string(), "2024-10-12");
        assert_eq!(article.text, "T");
        assert!(article.complaints.is_empty());
    }

    #[test]
    fn seconds_since_1970_are_a_date() {
        let article = read(r#"{"published": 1723540000, "text": "T"}"#).unwrap();
        assert_eq!(article.published.unwrap().to_string(), "2024-08-13");
    }

    #[test]
    fn what_is_missing_or_odd_is_told() {
        assert!(
            read(r#"{"title": "H"}"#)
                .unwrap_err()
                .contains("text, body, content")
        );
        assert!(read("[1]").unwrap_err().contains("a list"));
        assert!(read(r#"{"text": 3}"#).unwrap_err().contains("a number"));
        let article = read(r#"{"text": "T", "date": "soon", "title": 3}"#).unwrap();
        assert_eq!(article.complaints.len(), 2);
    }
}
