//! One article from one web page.
//!
//! In: the page's source. Out: a [`Draft`] with the text that the reader of the page came for, its paragraphs parted
//! by empty lines; title, date, outlet and address from JSON-LD, meta elements and `time`.

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::Value;

use super::date::date_from_english;
use super::read::Draft;
use crate::time::PartialDate;

/// How many elements may be open at once; the page parser recurses into them.
const MAX_DEPTH: usize = 400;
/// How many elements a page may have.
const MAX_ELEMENTS: usize = 100_000;
/// How many bytes a page may have.
const MAX_PAGE: usize = 16 << 20;
/// How many `&` a page may have: the parser copies a paragraph at each.
const MAX_ENTITIES: usize = 50_000;
/// How many spaces a tag may have: the parser compares each attribute with each.
const MAX_SPACES: usize = 10_000;

/// Returns the article of the page, or why there is none.
pub(super) fn draft(page: &str) -> Result<Draft, String> {
    check_size(page)?;
    // The page parser is another's, and pages are hostile: whatever it trips over is one bad page.
    std::panic::catch_unwind(|| extract(page))
        .unwrap_or_else(|_| Err("the page cannot be taken apart: expected HTML".to_owned()))
}

/// Refuses pages on which the parser would take minutes, or all of the stack.
fn check_size(page: &str) -> Result<(), String> {
    let n_entities = || page.bytes().filter(|b| *b == b'&').count();
    let has_long_tag = || {
        page.split('<').any(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.bytes().filter(u8::is_ascii_whitespace).count() > MAX_SPACES
                && tag.starts_with(|c: char| c.is_ascii_alphabetic())
        })
    };
    if page.len() > MAX_PAGE {
        Err(format!("page too long: expected at most {MAX_PAGE} bytes"))
    } else if depth(page) > MAX_DEPTH {
        Err(format!(
            "elements nested too deeply: expected at most {MAX_DEPTH} levels"
        ))
    } else if n_entities() > MAX_ENTITIES {
        Err(format!(
            "too many character references: expected at most {MAX_ENTITIES}"
        ))
    } else if has_long_tag() {
        Err(format!(
            "tag too long: expected at most {MAX_SPACES} attributes"
        ))
    } else {
        Ok(())
    }
}

fn extract(page: &str) -> Result<Draft, String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        disable_json_ld: true,
        max_elements_to_parse: MAX_ELEMENTS,
        ..Config::default()
    };
    let mut reader =
        Readability::new(page, None, Some(config)).map_err(|error| error.to_string())?;
    let data = linked_data(&reader);
    let meta = reader.get_article_metadata(None);
    let attribute = |selector: &str, name: &str| {
        let found = reader.doc.select(selector);
        found
            .attr(name)
            .map(|a| a.trim().to_string())
            .filter(|a| !a.is_empty())
    };
    let url = attribute("link[rel=canonical]", "href")
        .or_else(|| attribute("meta[property='og:url']", "content"))
        .or_else(|| data.url.clone())
        .filter(|url| url.starts_with("http"));
    let published = data
        .published
        .or_else(|| meta.published_time.as_deref().and_then(date_from_english))
        .or_else(|| date_of_elements(&reader));
    let source = meta
        .site_name
        .or(data.publisher)
        .or_else(|| url.as_deref().and_then(host));
    let title = data.headline.unwrap_or(meta.title);
    let text = match reader.parse() {
        Ok(article) => article.text_content.to_string(),
        Err(dom_smoothie::ReadabilityError::GrabFailed) => body_text(page),
        Err(error) => return Err(error.to_string()),
    };
    Ok(Draft {
        id: None,
        title,
        url,
        source,
        published,
        text,
        complaints: Vec::new(),
    })
}

/// Returns the text of a page in which no article could be made out.
fn body_text(page: &str) -> String {
    let Ok(reader) = Readability::new(page, None, None) else {
        return String::new();
    };
    reader
        .doc
        .select("script, style, noscript, template, nav, header, footer, aside, form, button, head")
        .remove();
    reader.doc.formatted_text().to_string()
}

/// Returns the date of the first element that names the day of publication.
fn date_of_elements(reader: &Readability) -> Option<PartialDate> {
    const ELEMENTS: &[(&str, &str)] = &[
        ("meta[property='article:published_time']", "content"),
        ("meta[itemprop=datePublished]", "content"),
        ("[itemprop=datePublished]", "datetime"),
        ("meta[name=pubdate]", "content"),
        ("meta[name=publishdate]", "content"),
        ("meta[name='publish-date']", "content"),
        ("meta[name=date]", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("article time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ];
    ELEMENTS
        .iter()
        .find_map(|(selector, name)| date_from_english(&reader.doc.select(selector).attr(name)?))
}

/// What the page says of itself in JSON-LD.
#[derive(Debug, Default)]
struct LinkedData {
    headline: Option<String>,
    published: Option<PartialDate>,
    publisher: Option<String>,
    url: Option<String>,
}

fn linked_data(reader: &Readability) -> LinkedData {
    let scripts = reader.doc.select("script[type='application/ld+json']");
    let mut data = LinkedData::default();
    for script in scripts.iter() {
        if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
            visit(&value, &mut data);
        }
    }
    data
}

/// Fills in what the first object with a date of publication tells.
fn visit(value: &Value, data: &mut LinkedData) {
    if data.published.is_some() {
        return;
    }
    let string = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::Array(values) => values.iter().for_each(|v| visit(v, data)),
        Value::Object(object) => {
            data.published =
                string(object.get("datePublished")).and_then(|d| date_from_english(&d));
            if data.published.is_some() {
                data.headline = string(object.get("headline"));
                data.publisher = string(object.get("publisher").and_then(|p| p.get("name")));
                data.url = string(object.get("url"));
            } else {
                object.values().for_each(|v| visit(v, data));
            }
        }
        _ => {}
    }
}

fn host(url: &str) -> Option<String> {
    let host = url
        .split("://")
        .nth(1)?
        .split(['/', '?', '#', ':'])
        .next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.')).then(|| host.to_ascii_lowercase())
}

/// Returns how many elements are open at once at most, counting every start tag that is not closed.
fn depth(page: &str) -> usize {
    const CLOSE_THEMSELVES: &[&str] = &[
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
    ];
    let bytes = page.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, _) in page.match_indices('<') {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let name = &page[at + 1 + usize::from(is_end)..];
        let length = name
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let name = name[..length].to_ascii_lowercase();
        if name.is_empty() || CLOSE_THEMSELVES.contains(&&*name) {
            continue;
        }
        depth = if is_end {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head>
<title>Mali expels envoy | The Wire</title>
<meta property="og:site_name" content="The Wire">
<link rel="canonical" href="https://www.thewire.example/mali">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
 {"@type": "NewsArticle", "headline": "Mali expels envoy", "datePublished": "2022-01-31T18:00:00Z"}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Mali expels envoy</h1><p>Mali <b>expelled</b> the envoy of France on Monday, and it gave him three days to leave the country.</p>
<p>France recalled him, its foreign ministry said, and regretted a decision that it called hostile and without cause.</p></article>
<footer>All rights reserved</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article() {
        let article = draft(PAGE).unwrap();
        assert_eq!(article.title, "Mali expels envoy");
        assert_eq!(article.source.as_deref(), Some("The Wire"));
        assert_eq!(
            article.url.as_deref(),
            Some("https://www.thewire.example/mali")
        );
        assert_eq!(article.published.unwrap().to_string(), "2022-01-31");
        assert!(
            article
                .text
                .contains("Mali expelled the envoy of France on Monday"),
            "{}",
            article.text
        );
        assert!(
            article.text.contains("the country.\n\nFrance recalled"),
            "{}",
            article.text
        );
        assert!(!article.text.contains("World") && !article.text.contains("rights"));
    }

    #[test]
    fn the_outlet_is_the_host_where_nothing_else_says() {
        assert_eq!(
            host("https://www.Wire.example:80/a"),
            Some("wire.example".into())
        );
        assert_eq!(host("x"), None);
    }

    #[test]
    fn pages_made_to_stop_the_reader_are_refused() {
        let page = "<div>".repeat(50_000);
        assert!(draft(&page).unwrap_err().contains("nested"));
        let page = format!("<p {}>x</p>", "a=1 ".repeat(50_000));
        assert!(draft(&page).unwrap_err().contains("tag"));
        assert!(
            draft(&"&amp;".repeat(60_000))
                .unwrap_err()
                .contains("references")
        );
        assert_eq!(depth("<p>a<p>b<div><br><b>x</b></div>"), 2);
    }

    #[test]
    fn broken_pages_give_what_they_have() {
        for page in [
            "",
            "<",
            "<html",
            "<p>Mali",
            "<table><td><p>x</table></p>",
            "<script>",
            "<!--",
        ] {
            let _ = draft(page);
        }
        assert_eq!(
            draft("<p>Mali expelled an envoy.").unwrap().text.trim(),
            "Mali expelled an envoy."
        );
    }
}
