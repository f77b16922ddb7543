//! CoNLL-U: documents read from it (tests build them so, by hand) and written to it.
//!
//! In and out: the ten columns of Universal Dependencies; entity spans stand in the last one as
//! `NER=B-Person`, `NER=I-Person`. Sentences that were not parsed have `_` for what is not known.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::document::{Document, Entity, EntityKind, Row, Token, Upos};
use crate::{Error, Result};

impl Document<'static> {
    /// Reads a document from CoNLL-U; the text is put together from the words.
    ///
    /// Lines of multiword tokens and empty nodes are passed over; words are one space apart where
    /// `SpaceAfter=No` does not join them. A `_` in the HEAD column leaves a sentence unparsed.
    ///
    /// # Errors
    /// Where a line has not ten columns, or a number, tag or head is not what the format says.
    ///
    /// ```
    /// let conllu = "1\tPeru\tPeru\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Location\n\
    ///               2\twithdrew\twithdraw\tVERB\tVBD\t_\t0\troot\t_\t_\n";
    /// let document = demarche::language::Document::from_conllu(conllu)?;
    /// assert_eq!(document.text(), "Peru withdrew");
    /// assert_eq!(document.token(1).child(&["nsubj"]).unwrap().form(), "Peru");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn from_conllu(conllu: &str) -> Result<Self> {
        let mut reader = Reader::default();
        for (idx, line) in conllu.lines().enumerate() {
            reader
                .line(line)
                .map_err(|message| Error::input("-", idx + 1, message))?;
        }
        let n_lines = conllu.lines().count();
        reader
            .end_sentence()
            .map_err(|message| Error::input("-", n_lines, message))?;
        reader.text.truncate(reader.text.trim_end().len());
        Ok(Document::new(
            reader.text,
            reader.rows,
            reader.sentences,
            reader.entities,
            Vec::new(),
        ))
    }
}

#[derive(Default)]
struct Reader {
    text: String,
    rows: Vec<Row>,
    sentences: Vec<Range<usize>>,
    entities: Vec<Entity>,
    start: usize,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        if line.starts_with('#') {
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, label, _, misc] = columns.as_slice() else {
            return Err(format!(
                "{} columns, expected 10 with tabs between",
                columns.len()
            ));
        };
        if id.contains(['-', '.']) {
            return Ok(());
        }
        if id.parse() != Ok(self.rows.len() - self.start + 1) {
            return Err(format!(
                "id {id}, expected {}",
                self.rows.len() - self.start + 1
            ));
        }
        let or_empty = |column: &'static str, text: &str| {
            if text == "_" {
                column.to_owned()
            } else {
                text.to_owned()
            }
        };
        let head = match head {
            "_" | "0" => None,
            number => match number.parse::<usize>() {
                Ok(number) => Some(self.start + number - 1),
                Err(_) => return Err(format!("head {number}, expected a number")),
            },
        };
        let from = self.text.len();
        self.text.push_str(form);
        self.entity(misc)?;
        self.rows.push(Row {
            span: from..self.text.len(),
            upos: match upos {
                "_" => Upos::X,
                name => {
                    Upos::from_name(name).ok_or_else(|| format!("unknown part of speech {name}"))?
                }
            },
            xpos: or_empty("", xpos).into(),
            lemma: if lemma == "_" && form != "_" {
                form.to_lowercase().into()
            } else {
                lemma.into()
            },
            head,
            label: or_empty("", label).into(),
        });
        if !misc.split('|').any(|m| m == "SpaceAfter=No") {
            self.text.push(' ');
        }
        Ok(())
    }

    fn entity(&mut self, misc: &str) -> Result<(), String> {
        let Some(tag) = misc.split('|').find_map(|m| m.strip_prefix("NER=")) else {
            return Ok(());
        };
        let idx = self.rows.len();
        let (place, name) = tag.split_once('-').unwrap_or((tag, ""));
        let kind = EntityKind::from_name(name).ok_or_else(|| format!("unknown entity {tag}"))?;
        match self.entities.last_mut() {
            Some(last) if place == "I" && last.tokens.end == idx && last.kind == kind => {
                last.tokens.end += 1
            }
            _ => self.entities.push(Entity {
                tokens: idx..idx + 1,
                kind,
            }),
        }
        Ok(())
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        let range = self.start..self.rows.len();
        if range.is_empty() {
            return Ok(());
        }
        let rows = &self.rows[range.clone()];
        if let Some(row) = rows
            .iter()
            .find(|r| r.head.is_some_and(|h| !range.contains(&h)))
        {
            return Err(format!(
                "the head of \"{}\" is outside the sentence",
                &self.text[row.span.clone()]
            ));
        }
        let is_parsed = rows.iter().any(|r| !r.label.is_empty());
        let n_roots = rows
            .iter()
            .filter(|r| &*r.label == "root" && r.head.is_none())
            .count();
        let n_headless = rows.iter().filter(|r| r.head.is_none()).count();
        if is_parsed && (n_roots != 1 || n_headless != 1) {
            return Err(format!(
                "{n_headless} words without head, expected one, labelled root"
            ));
        }
        if is_parsed && !is_tree(rows, range.start) {
            return Err("the heads go in a circle".to_owned());
        }
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push(' ');
        self.start = range.end;
        self.sentences.push(range);
        Ok(())
    }
}

fn is_tree(rows: &[Row], start: usize) -> bool {
    (0..rows.len()).all(|mut idx| {
        for _ in 0..=rows.len() {
            match rows[idx].head {
                Some(head) => idx = head - start,
                None => return true,
            }
        }
        false
    })
}

impl Document<'_> {
    /// Writes the document in CoNLL-U; `id` names it and its sentences.
    pub fn to_conllu(&self, id: &str) -> String {
        let id: String = id
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let tags = self.entity_tags();
        let mut out = format!("# newdoc id = {id}\n");
        for sentence in self.sentences() {
            let _ = write!(out, "# sent_id = {id}-{}\n# text = ", sentence.idx() + 1);
            out.push_str(&sentence.to_line());
            out.push('\n');
            let tokens: Vec<Token> = sentence.tokens().collect();
            for (idx, token) in tokens.iter().enumerate() {
                let is_joined = tokens
                    .get(idx + 1)
                    .is_some_and(|next| next.span().start == token.span().end);
                write_row(
                    &mut out,
                    token,
                    sentence.range().start,
                    sentence.is_parsed(),
                    tags[token.idx()].as_deref(),
                    is_joined,
                );
            }
            out.push('\n');
        }
        out
    }

    /// Returns `B-Person`, `I-Person` or nothing for each token.
    fn entity_tags(&self) -> Vec<Option<Arc<str>>> {
        let mut tags = vec![None; self.n_tokens()];
        for entity in self.entities() {
            for idx in entity.tokens.clone() {
                let place = if idx == entity.tokens.start { "B" } else { "I" };
                tags[idx] = Some(format!("{place}-{}", entity.kind.as_str()).into());
            }
        }
        tags
    }
}

fn write_row(
    out: &mut String,
    token: &Token,
    start: usize,
    is_parsed: bool,
    tag: Option<&str>,
    is_joined: bool,
) {
    let or_blank = |text: &str| {
        if text.is_empty() {
            "_".to_owned()
        } else {
            text.to_owned()
        }
    };
    let _ = write!(out, "{}\t{}\t", token.idx() - start + 1, token.form());
    if is_parsed {
        let head = token.head().map_or(0, |h| h.idx() - start + 1);
        let _ = write!(
            out,
            "{}\t{}\t{}\t_\t{head}\t{}\t_\t",
            or_blank(token.lemma()),
            token.upos().as_str(),
            or_blank(token.xpos()),
            token.label()
        );
    } else {
        out.push_str("_\t_\t_\t_\t_\t_\t_\t");
    }
    let ner = tag.map(|t| format!("NER={t}"));
    let space = is_joined.then(|| "SpaceAfter=No".to_owned());
    let misc: Vec<String> = ner.into_iter().chain(space).collect();
    let _ = writeln!(out, "{}", or_blank(&misc.join("|")));
}

impl super::document::Sentence<'_> {
    /// Returns the sentence's words in one line, one space where there was any.
    pub fn to_line(&self) -> String {
        let mut line = String::new();
        let mut end = None;
        for token in self.tokens() {
            if end.is_some_and(|end| end < token.span().start) {
                line.push(' ');
            }
            line.push_str(token.form());
            end = Some(token.span().end);
        }
        line
    }

    /// Draws the tree with lines: a word a row, its part of speech and label behind it; without a tree
    /// the words one after the other.
    pub fn to_tree(&self) -> String {
        let mut out = String::new();
        match self.root() {
            Some(root) => draw(&mut out, root, ""),
            None => {
                for token in self.tokens() {
                    let _ = writeln!(out, "{}", token.form());
                }
            }
        }
        out
    }
}

fn draw(out: &mut String, token: Token, indent: &str) {
    let _ = writeln!(
        out,
        "{} · {} {}",
        token.form(),
        token.upos().as_str(),
        token.label()
    );
    let children: Vec<Token> = token.children().collect();
    for (idx, child) in children.iter().enumerate() {
        let is_last = idx + 1 == children.len();
        let _ = write!(out, "{indent}{}", if is_last { "└─ " } else { "├─ " });
        draw(
            out,
            *child,
            &format!("{indent}{}", if is_last { "   " } else { "│  " }),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
1\tOslo\tOslo\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Location
2\tobjected\tobject\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tNew\t_\t_\t_\t_\t_\t_\t_\tNER=B-Location
2\tYork\t_\t_\t_\t_\t_\t_\t_\tNER=I-Location
";

    #[test]
    fn what_is_read_is_written_again() {
        let document = Document::from_conllu(SAMPLE).unwrap();
        assert_eq!(document.text(), "Oslo objected. New York");
        assert_eq!(
            document
                .sentences()
                .map(|s| s.is_parsed())
                .collect::<Vec<_>>(),
            [true, false]
        );
        assert_eq!(document.entities()[1].tokens, 3..5);
        let written = document.to_conllu("d");
        assert!(written.starts_with(
            "# newdoc id = d\n# sent_id = d-1\n# text = Oslo objected.\n1\tOslo\tOslo\tPROPN"
        ));
        let again = Document::from_conllu(&written).unwrap();
        assert_eq!(again.to_conllu("d"), written);
    }

    #[test]
    fn trees_are_drawn() {
        let document = Document::from_conllu(SAMPLE).unwrap();
        assert_eq!(
            document.sentence(0).to_tree(),
            "objected · VERB root\n├─ Oslo · PROPN nsubj\n└─ . · PUNCT punct\n"
        );
        assert_eq!(document.sentence(1).to_tree(), "New\nYork\n");
    }

    #[test]
    fn wrong_lines_are_told() {
        for (line, message) in [
            ("1 a b", "10"),
            ("2\ta\ta\tX\tFW\t_\t0\troot\t_\t_", "id 2"),
            ("1\ta\ta\tZ\tFW\t_\t0\troot\t_\t_", "part of speech"),
            ("1\ta\ta\tX\tFW\t_\t7\tdep\t_\t_", "outside"),
            ("1\ta\ta\tX\tFW\t_\t1\tdep\t_\t_", "without head"),
            ("1\ta\ta\tX\tFW\t_\t0\troot\t_\tNER=B-Ship", "entity"),
        ] {
            let error = Document::from_conllu(line).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
