//! The report of `demarche score`: figures, errors by kind, groups, and each error.

use std::collections::BTreeMap;
use std::io::Write;

use demarche::score::{Count, DocumentScore, Figures, Kind, Mistake};
use serde_json::{Value, json};

use super::score::TextFormat;
use super::table::{plain, print_json, print_table};

/// What to count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum GroupBy {
    /// By relation.
    Relation,
    /// By document.
    Document,
    /// By kind of error, with the relations and documents that have most of it.
    Kind,
}

/// How many relations and documents are named of a kind, or kinds of a group.
const N_NAMED: usize = 3;

/// Scores of documents, ready to be printed.
pub(crate) struct Report<'s> {
    scores: &'s [DocumentScore],
    by: Option<GroupBy>,
    figures: Figures,
    /// Each mistake with its document, in the order of the groups.
    mistakes: Vec<(&'s str, &'s Mistake)>,
}

impl<'s> Report<'s> {
    /// Sums the scores up.
    pub(crate) fn new(scores: &'s [DocumentScore], by: Option<GroupBy>) -> Self {
        let all = scores.iter().flat_map(|score| {
            score
                .mistakes
                .iter()
                .map(|m| (score.document.0.as_str(), m))
        });
        let mut mistakes: Vec<(&str, &Mistake)> = all.collect();
        match by {
            Some(GroupBy::Relation) => mistakes.sort_by_key(|(_, m)| m.relation()),
            Some(GroupBy::Kind) => mistakes.sort_by_key(|(_, m)| m.kind),
            Some(GroupBy::Document) | None => {}
        }
        Self {
            scores,
            by,
            figures: scores.iter().map(|score| score.figures).sum(),
            mistakes,
        }
    }

    /// Prints everything, with each error where they are asked for.
    pub(crate) fn print(&self, format: TextFormat, with_errors: bool) -> anyhow::Result<()> {
        if format == TextFormat::Json {
            return print_json(&self.json(with_errors)?);
        }
        let mut out = std::io::stdout().lock();
        self.print_figures(&mut out)?;
        if !self.mistakes.is_empty() {
            writeln!(out)?;
        }
        match self.by {
            _ if self.mistakes.is_empty() => {}
            Some(GroupBy::Kind) => self.print_kinds_at_length(&mut out)?,
            _ => self.print_kinds(&mut out)?,
        }
        if let Some(GroupBy::Relation | GroupBy::Document) = self.by {
            writeln!(out)?;
            self.print_groups(&mut out)?;
        }
        if with_errors {
            self.print_mistakes(&mut out)?;
        }
        Ok(out.flush()?)
    }

    fn print_figures(&self, out: &mut impl Write) -> anyhow::Result<()> {
        for (name, count) in self.counts() {
            let [p, r, f] = count.shares();
            writeln!(
                out,
                "{name:<13} P {p:.3}  R {r:.3}  F1 {f:.3}   tp {} fp {} fn {}",
                count.right, count.wrong, count.missed
            )?;
        }
        let [attributed, name, years] = self.figures.fields.shares();
        let dated = self.figures.fields.dated;
        writeln!(
            out,
            "fields        attributed {attributed:?}  name {name:?}  years {years:?}  dated {dated}"
        )?;
        let ceiling = self.figures.ceiling;
        if ceiling.n > 0 {
            let [here, there] = ceiling.shares();
            writeln!(
                out,
                "ceiling       in the sentence {here:.3}  in the article {there:.3}   of {} statements",
                ceiling.n
            )?;
        }
        Ok(())
    }

    fn counts(&self) -> [(&'static str, Count); 4] {
        let f = &self.figures;
        [
            ("statements", f.statements),
            ("tone", f.tone),
            ("pair", f.pair),
            ("affiliations", f.affiliations),
        ]
    }

    /// Returns how many of a kind were missed, and how many are wrong.
    fn n_of(&self, kind: Kind) -> (usize, usize) {
        let n = |is_missed| {
            let of_kind = |m: &Mistake| m.kind == kind && m.is_missed == is_missed;
            self.mistakes.iter().filter(|(_, m)| of_kind(m)).count()
        };
        (n(true), n(false))
    }

    /// Returns the kinds that occur with how many were missed, how many are wrong.
    fn kinds(&self) -> Vec<(Kind, usize, usize)> {
        let all = Kind::ALL.into_iter().map(|kind| {
            let (n_missed, n_wrong) = self.n_of(kind);
            (kind, n_missed, n_wrong)
        });
        all.filter(|(_, missed, wrong)| missed + wrong > 0)
            .collect()
    }

    fn print_kinds(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let n_missed = self.figures.statements.missed;
        let row = |(kind, missed, wrong): (Kind, usize, usize)| {
            let share = match missed {
                0 => String::new(),
                missed => format!("{:.0}%", 100.0 * missed as f64 / n_missed as f64),
            };
            let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
            let kind_name = kind.as_str().to_owned();
            vec![
                kind_name,
                number(missed),
                share,
                number(wrong),
                kind.meaning().to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = self.kinds().into_iter().map(row).collect();
        print_table(
            &["error", "missed", "of all missed", "wrong", "what it is"],
            &rows,
            out,
        )
    }

    fn print_kinds_at_length(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let row = |(kind, missed, wrong): (Kind, usize, usize)| {
            let of_kind = || self.mistakes.iter().filter(|(_, m)| m.kind == kind);
            let relations = most(
                of_kind()
                    .filter_map(|(_, m)| m.relation())
                    .map(|r| r.as_str()),
            );
            let documents = most(of_kind().map(|(document, _)| *document));
            vec![
                kind.as_str().to_owned(),
                missed.to_string(),
                wrong.to_string(),
                relations,
                documents,
            ]
        };
        let rows: Vec<Vec<String>> = self.kinds().into_iter().map(row).collect();
        print_table(
            &["error", "missed", "wrong", "relations", "documents"],
            &rows,
            out,
        )
    }

    /// Returns the groups by relation or document with their counts and how their errors come about, those with most first.
    fn groups(&self) -> Vec<(&'s str, Count, String)> {
        let is_by_document = self.by == Some(GroupBy::Document);
        let mut counts: BTreeMap<&str, (Count, Vec<&str>)> = BTreeMap::new();
        for score in self.scores {
            let document = score.document.0.as_str();
            for relation in &score.right {
                let group = if is_by_document {
                    document
                } else {
                    relation.as_str()
                };
                counts.entry(group).or_default().0.right += 1;
            }
            for mistake in &score.mistakes {
                let relation = mistake.relation().map_or("", |r| r.as_str());
                let (count, kinds) = counts
                    .entry(if is_by_document { document } else { relation })
                    .or_default();
                match mistake.is_missed {
                    true => count.missed += 1,
                    false => count.wrong += 1,
                }
                kinds.push(mistake.kind.as_str());
            }
        }
        let size = |c: &Count| c.right + c.wrong + c.missed;
        let groups = counts.into_iter();
        let mut groups: Vec<(&str, Count, String)> = groups
            .map(|(group, (count, kinds))| (group, count, most(kinds.into_iter())))
            .collect();
        groups.sort_by_key(|(_, count, _)| std::cmp::Reverse(size(count)));
        groups
    }

    fn print_groups(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let row = |(group, count, kinds): (&str, Count, String)| {
            let mut row = vec![group.to_owned()];
            row.extend(count.shares().map(|share| format!("{share:.2}")));
            row.extend([count.right, count.wrong, count.missed].map(|n| n.to_string()));
            row.push(kinds);
            row
        };
        let rows: Vec<Vec<String>> = self.groups().into_iter().map(row).collect();
        let first = match self.by {
            Some(GroupBy::Document) => "document",
            _ => "relation",
        };
        let columns = [first, "P", "R", "F1", "tp", "fp", "fn", "errors"];
        print_table(&columns, &rows, out)
    }

    fn print_mistakes(&self, out: &mut impl Write) -> anyhow::Result<()> {
        for (document, mistake) in &self.mistakes {
            let what = if mistake.is_missed { "missed" } else { "wrong" };
            writeln!(
                out,
                "\n{} · {what} · {}",
                plain(document),
                mistake.kind.as_str()
            )?;
            if let Some(gold) = &mistake.gold {
                writeln!(out, "  gold  {}", plain(&gold.to_string()))?;
            }
            if let Some(read) = &mistake.read {
                let frame = read.frame.as_deref().unwrap_or_default();
                let confidence = read.confidence;
                let line = format!("{read} · {confidence} · {frame}");
                writeln!(out, "  read  {}", plain(line.trim_end_matches(" · ")))?;
            }
            if let Some(note) = &mistake.note {
                writeln!(out, "  seen  {}", plain(note))?;
            }
            writeln!(out, "  text  {}", plain(&mistake.sentence))?;
        }
        Ok(())
    }

    fn json(&self, with_errors: bool) -> anyhow::Result<Value> {
        let mut json = serde_json::to_value(self.figures)?;
        let kinds = self.kinds().into_iter().map(|(kind, missed, wrong)| {
            json!({ "kind": kind, "missed": missed, "wrong": wrong, "meaning": kind.meaning() })
        });
        json["errors_by_kind"] = kinds.collect();
        if let Some(GroupBy::Relation | GroupBy::Document) = self.by {
            let groups = self.groups().into_iter();
            json["groups"] = groups
                .map(|(group, count, kinds)| json!({ "group": group, "count": count, "errors": kinds }))
                .collect();
        }
        if with_errors {
            let errors = self.mistakes.iter().map(|(document, mistake)| {
                let mut error = json!({ "document": document });
                if let (Value::Object(error), Ok(Value::Object(fields))) =
                    (&mut error, serde_json::to_value(mistake))
                {
                    error.extend(fields);
                }
                error
            });
            json["errors"] = errors.collect();
        }
        Ok(json)
    }
}

/// Returns the most frequent names with how often they occur.
fn most<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let named = counts.iter().take(N_NAMED);
    let named: Vec<String> = named.map(|(name, n)| format!("{name} {n}")).collect();
    named.join(", ")
}
