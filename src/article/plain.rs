//! One article from plain text or Markdown.
//!
//! In: the text of a file. Out: a [`Draft`]. Plain text stays as it is. Markdown loses its marks (headings,
//! emphasis, link targets, pictures, front matter), and spans point into what is left.

use super::date::date_from_english;
use super::read::Draft;

/// How long a first line may be to be taken for the headline.
const TITLE: usize = 160;

/// Returns the article of a text file: a short first line before an empty one is its title.
pub(super) fn text(text: String) -> Draft {
    let mut lines = text.lines().skip_while(|l| l.trim().is_empty());
    let first = lines.next().unwrap_or_default().trim();
    let is_title = lines.next().is_some_and(|l| l.trim().is_empty())
        && first.chars().count() <= TITLE
        && !first.ends_with(['.', ',', ';', ':'])
        && super::date::date_line(first).is_none()
        && lines.any(|l| !l.trim().is_empty());
    Draft {
        title: if is_title {
            first.to_owned()
        } else {
            String::new()
        },
        text,
        ..Draft::default()
    }
}

/// Returns the article of a Markdown file: the first heading is its title, front matter gives the rest.
pub(super) fn markdown(source: &str) -> Draft {
    let (front, body) = front_matter(source);
    let mut article = Draft::default();
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match key.trim() {
            _ if value.is_empty() => {}
            "id" => article.id = Some(value),
            "title" => article.title = value,
            "url" | "link" => article.url = Some(value),
            "source" => article.source = Some(value),
            "date" | "published" => article.published = date_from_english(&value),
            _ => {}
        }
    }
    let mut is_code = false;
    for line in body.lines() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            is_code = !is_code;
        } else if !is_code {
            let (level, content) = without_block_mark(line);
            let content = without_inline_marks(content);
            if level > 0 && article.title.is_empty() {
                article.title = content.trim().to_owned();
            }
            article.text.push_str(&content);
        }
        article.text.push('\n');
    }
    article
}

fn front_matter(source: &str) -> (&str, &str) {
    let start = source.trim_start_matches(['\n', '\r']);
    let inner = start
        .strip_prefix("---\n")
        .or_else(|| start.strip_prefix("---\r\n"));
    let parts = inner.and_then(|rest| {
        let end = rest.find("\n---")?;
        let (front, after) = rest.split_at(end);
        let body = after[4..].split_once('\n').map_or("", |(_, body)| body);
        front.contains(':').then_some((front, body))
    });
    parts.unwrap_or(("", source))
}

/// Returns the level of the heading (0 for none) and the line without its heading, quote or rule mark.
fn without_block_mark(line: &str) -> (usize, &str) {
    let trimmed = line.trim_start();
    let level = trimmed.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && trimmed[level..].starts_with(' ') {
        return (
            level,
            trimmed[level..].trim().trim_end_matches('#').trim_end(),
        );
    }
    let is_rule = trimmed.len() >= 3
        && ["-", "=", "*", "_"].iter().any(|mark| {
            trimmed
                .replace([' ', '\t'], "")
                .replace(mark, "")
                .is_empty()
        });
    if is_rule {
        return (0, "");
    }
    (0, line.trim_start().strip_prefix("> ").unwrap_or(line))
}

/// Returns the line with links as their words and without pictures and emphasis.
fn without_inline_marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '*', '_', '`', '!', '<']) {
        let (plain, mark) = rest.split_at(at);
        out.push_str(plain);
        if let Some((words, after)) = link(mark.strip_prefix('!').unwrap_or(mark)) {
            if !mark.starts_with('!') {
                out.push_str(&without_emphasis(words));
            }
            rest = after;
            continue;
        }
        let before = out.chars().next_back();
        let run = mark.chars().take_while(|c| mark.starts_with(*c)).count();
        let after = mark[run..].chars().next();
        let is_emphasis = match mark.as_bytes()[0] {
            b'*' => run <= 3 && !(is_blank(before) && is_blank(after)),
            b'_' => run <= 3 && is_blank(before) != is_blank(after),
            b'`' => true,
            _ => false,
        };
        if !is_emphasis {
            out.push_str(&mark[..run]);
        }
        rest = &mark[run..];
    }
    out.push_str(rest);
    out
}

fn without_emphasis(words: &str) -> String {
    words.replace(['*', '`'], "")
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric())
}

/// Returns the words of a link that starts here, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find("](")?;
    let target = &inner[end + 2..];
    let close = target.find(')')?;
    (!inner[..end].contains('[') && !target[..close].contains(char::is_whitespace))
        .then(|| (&inner[..end], &target[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_line_before_an_empty_one_is_the_title() {
        assert_eq!(
            text("\nMali expels envoy\n\nText.".into()).title,
            "Mali expels envoy"
        );
        for no_title in [
            "Mali expelled an envoy.\n\nMore.",
            "One line",
            "One\nTwo",
            "May 18, 2015\n\nText",
            "",
        ] {
            assert_eq!(text(no_title.into()).title, "", "{no_title}");
        }
    }

    #[test]
    fn plain_text_is_kept_as_it_is() {
        assert_eq!(text("A\r\n\r\nB *c*".into()).text, "A\r\n\r\nB *c*");
    }

    #[test]
    fn markdown_loses_its_marks() {
        let article = markdown(
            "# A *grave* step\n\n> Mali **expelled** [an envoy](https://x.org/a_b). 5 * 3, snake_case!\n\n---\n![p](q.png)\n",
        );
        assert_eq!(article.title, "A grave step");
        assert_eq!(
            article.text,
            "A grave step\n\nMali expelled an envoy. 5 * 3, snake_case!\n\n\n\n"
        );
    }

    #[test]
    fn front_matter_gives_the_fields() {
        let article =
            markdown("---\ntitle: \"A step\"\ndate: 2024-08-13\nsource: Wire\n---\nText.\n");
        assert_eq!(article.title, "A step");
        assert_eq!(article.published.unwrap().to_string(), "2024-08-13");
        assert_eq!(article.source.as_deref(), Some("Wire"));
        assert_eq!(article.text, "Text.\n");
    }
}
