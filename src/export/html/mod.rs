//! The explorer: a page to look around in, as one file that works offline.
//!
//! In: an [`Export`] with its background, in one view or in both. Out: HTML that holds its script, its style and
//! the graph of each view, and loads nothing. `write` puts the evidence into the file, one line of JSON for each
//! statement; `write_page` leaves it to a server, which answers with [`evidence`]. Text of articles is only ever data: it
//! stands in blocks of JSON in which no tag can begin, and the page's policy runs no script but the page's own.

mod bundle;
mod data;
mod names;
mod witness;

use std::io::{self, Write};

use super::told::Told;
use super::{Export, text};
use bundle::Bundle;

pub use witness::evidence;

/// Up to so many relations, a page holds its graph in both views.
pub const MAX_BOTH_VIEWS: usize = 50_000;

const PAGE: &str = include_str!("../../../viewer/index.html");

/// Where the page finds the statements behind an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// In the file.
    File,
    /// At the server that gave the page.
    Server,
}

/// Writes the page with everything in it.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    page(export, Source::File, out)
}

/// Writes the page without its evidence, for a server that answers `/evidence/VIEW/N` with [`evidence`].
pub fn write_page(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    page(export, Source::Server, out)
}

/// Fills the places of the page, `{{…}}`, one after the other.
fn page(export: &Export<'_>, source: Source, out: &mut dyn Write) -> io::Result<()> {
    let bundle = Bundle::new();
    let told = (source == Source::File).then(|| Told::of(export));
    for part in PAGE.split("{{") {
        let Some((place, rest)) = part.split_once("}}") else {
            out.write_all(part.as_bytes())?;
            continue;
        };
        match place {
            "policy" => out.write_all(bundle.policy(source).as_bytes())?,
            "title" => out.write_all(title(export).as_bytes())?,
            "style" => out.write_all(bundle.style.as_bytes())?,
            "graph" => data::write(export, told.as_ref(), &mut Inert(out))?,
            "evidence" => {
                if let Some(told) = &told {
                    witness::write(export, told, &mut Inert(out))?;
                }
            }
            "scripts" => bundle.write_scripts(out)?,
            _ => unreachable!("a test fills every place"),
        }
        out.write_all(rest.as_bytes())?;
    }
    Ok(())
}

/// Returns the title as HTML text.
fn title(export: &Export<'_>) -> String {
    let title = text::clean(&export.meta.title);
    let title = if title.is_empty() { "demarche" } else { &title };
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// JSON inside of a script block: no tag and no comment can begin in it.
struct Inert<'a>(&'a mut dyn Write);

impl Write for Inert<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (i, run) in bytes.split(|b| *b == b'<').enumerate() {
            if i > 0 {
                self.0.write_all(b"\\u003c")?;
            }
            self.0.write_all(run)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn written(sample: &Fixture, source: Source) -> String {
        let mut out = Vec::new();
        page(&sample.export(), source, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Returns what stands in the block of that id.
    fn block<'p>(page: &'p str, id: &str) -> &'p str {
        let start = format!("<script type=\"application/json\" id=\"{id}\">");
        let (_, rest) = page.split_once(&start).unwrap();
        rest.split_once("</script>").unwrap().0
    }

    #[test]
    fn the_page_holds_the_graph_and_a_line_of_evidence_for_each_statement() {
        let sample = Fixture::small();
        let page = written(&sample, Source::File);
        assert!(!page.contains("{{") && page.contains("<title>Who stands where</title>"));
        let graph: serde_json::Value = serde_json::from_str(block(&page, "graph")).unwrap();
        let edges = graph["views"][0]["edges"].as_array().unwrap();
        assert_eq!(edges.len(), sample.graph.edges.len());
        let lines: Vec<_> = block(&page, "evidence").trim().lines().collect();
        assert_eq!(lines.len(), sample.statements.len());
        for (edge, known) in edges.iter().zip(&sample.graph.edges) {
            assert_eq!(edge["told"].as_array().unwrap().len(), 1);
            let line = lines[edge["told"][0].as_u64().unwrap() as usize];
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            let statement = sample
                .statements
                .iter()
                .find(|s| s.id == known.statements[0]);
            assert_eq!(found["quote"], *statement.unwrap().sentence);
        }
        assert_eq!(page, written(&sample, Source::File));
    }

    #[test]
    fn a_served_page_asks_for_its_evidence() {
        let sample = Fixture::small();
        let page = written(&sample, Source::Server);
        assert_eq!(block(&page, "evidence").trim(), "");
        assert!(!block(&page, "graph").contains("\"told\""));
        assert!(page.contains("connect-src 'self'"));
        assert!(written(&sample, Source::File).contains("connect-src 'none'"));
    }

    #[test]
    fn text_of_articles_begins_no_tag() {
        let mut sample = Fixture::small();
        let attack = "</script><script>alert(1)</script><!--<script>";
        sample.meta.title = attack.to_owned();
        sample.graph.nodes[0].name = attack.to_owned();
        for statement in &mut sample.statements {
            statement.sentence = attack.to_owned();
            statement.attributed_to = Some(attack.to_owned());
        }
        let (plain, attacked) = (
            written(&Fixture::small(), Source::File),
            written(&sample, Source::File),
        );
        for tag in ["<script", "</script", "<!--"] {
            assert_eq!(
                plain.matches(tag).count(),
                attacked.matches(tag).count(),
                "{tag}"
            );
        }
    }
}
