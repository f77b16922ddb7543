//! `demarche explain`: every statement behind an edge.

use std::io::Write;

use anyhow::Context;
use demarche::Error;
use demarche::graph::{Edge, Include};
use demarche::ontology::RelationId;
use demarche::query::{Explanation, Scope, Witness, explain, resolve_actor, resolve_relations};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{self, Answer, Format};
use super::{Global, Outcome};

/// Show every statement behind an edge: quote, place, article, speaker, frame, and how sure it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
An edge is SOURCE RELATION TARGET, as one argument or three; two actors mean all edges between them.

Examples:
  demarche explain \"Russia arms Syria\"
  demarche explain Russia arms Syria
  demarche explain Russia Syria --as-of 2020 --format json")]
pub(crate) struct Args {
    /// The edge.
    #[arg(value_name = "EDGE", required = true, num_args = 1..=3)]
    edge: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let (source, relation, target) = read_edge(&args.edge, &scope)?;
    let (source, target) = (
        resolve_actor(&scope, &source)?,
        resolve_actor(&scope, &target)?,
    );
    let mut chosen = args.filter.filter(&ontology)?;
    chosen.include = Include {
        negated: true,
        unrealised: true,
    };
    let graph = scope.between(&chosen, &source.id, &target.id)?;
    let statements = scope.statements(&graph)?;
    let is_asked = |edge: &Edge| {
        let from = &graph.nodes[edge.source].id;
        let is_symmetric = ontology
            .relation(edge.relation.as_str())
            .is_some_and(|r| r.direction == demarche::ontology::Direction::Symmetric);
        match &relation {
            None => true,
            Some(relation) => edge.relation == *relation && (is_symmetric || *from == source.id),
        }
    };
    let explanations = graph
        .edges
        .iter()
        .filter(|edge| is_asked(edge))
        .map(|edge| explain(&scope, &graph, edge, &statements))
        .collect::<Result<Vec<_>, _>>()?;
    if explanations.is_empty() {
        let message = match &relation {
            Some(relation) => format!(
                "no statement says that {} {relation} {}",
                source.name, target.name
            ),
            None => format!("no statement connects {} and {}", source.name, target.name),
        };
        filter::note(global, &message);
    }
    let asked = graph.subgraph(is_asked);
    if args.store.format == Format::Table {
        let mut out = std::io::stdout().lock();
        for explanation in &explanations {
            print(explanation, &mut out)?;
        }
        out.flush()?;
    } else {
        let answer = Answer {
            columns: vec![
                "source",
                "relation",
                "target",
                "says",
                "from",
                "to",
                "confidence",
                "counts",
                "speaker",
                "document",
                "title",
                "published",
                "url",
                "span",
                "extractor",
                "frame",
                "quote",
            ],
            rows: explanations.iter().flat_map(rows).collect(),
            json: serde_json::to_value(&explanations)?,
            graph: asked,
        };
        let meta = args
            .filter
            .meta(format!("{} and {}", source.name, target.name));
        answer.print(args.store.format, &ontology, &meta)?;
    }
    Ok(Outcome::unless_empty(explanations.is_empty()))
}

/// Reads the edge that was typed: names of both ends, and the relation where one is named.
pub(crate) fn read_edge(
    words: &[String],
    scope: &Scope<'_>,
) -> anyhow::Result<(String, Option<RelationId>, String)> {
    match words {
        [source, relation, target] => {
            let found = resolve_relations(scope.ontology, std::slice::from_ref(relation))?;
            Ok((source.clone(), found.into_iter().next(), target.clone()))
        }
        [source, target] => Ok((source.clone(), None, target.clone())),
        [edge] => {
            let words: Vec<&str> = edge.split_whitespace().collect();
            split(&words, scope)
                .ok_or_else(|| {
                    Error::usage(format!(
                        "cannot read the edge {edge:?}: expected SOURCE RELATION TARGET, as in \"Russia arms Syria\""
                    ))
                })
                .map_err(Into::into)
        }
        _ => Err(Error::usage("expected one edge")).context("reading the edge"),
    }
}

/// Splits the words of an edge at its relation, which may be written with spaces.
fn split(words: &[&str], scope: &Scope<'_>) -> Option<(String, Option<RelationId>, String)> {
    let last = words.len().checked_sub(1)?;
    (1..last)
        .flat_map(|from| (from + 1..=last).rev().map(move |to| (from, to)))
        .find_map(|(from, to)| {
            let id = words[from..to].join("-").to_lowercase();
            let relation = scope.ontology.relation(&id)?;
            let (source, target) = (words[..from].join(" "), words[to..].join(" "));
            Some((source, Some(relation.id.clone()), target))
        })
}

fn print(explanation: &Explanation, out: &mut impl Write) -> anyhow::Result<()> {
    let link = &explanation.link;
    writeln!(out, "{} {} {}", link.source, link.relation, link.target)?;
    let when = table::intervals(&link.intervals);
    writeln!(
        out,
        "  when        {}",
        if when.is_empty() {
            "no text says"
        } else {
            &when
        }
    )?;
    writeln!(out, "  confidence  {}", explanation.arithmetic)?;
    writeln!(
        out,
        "  statements  {} assert, {} deny, {} plan, ask for or fear it{}",
        link.asserted,
        link.denied,
        link.unrealised,
        if link.contradicted {
            "; contradicted"
        } else {
            ""
        }
    )?;
    for other in &explanation.related {
        let when = table::intervals(&other.intervals);
        writeln!(out, "  {} {}  {when}", other.relation, other.bearing)?;
    }
    for witness in &explanation.statements {
        writeln!(out)?;
        print_witness(witness, out)?;
    }
    writeln!(out)?;
    Ok(())
}

fn print_witness(witness: &Witness, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "  \"{}\"", table::plain(&witness.quote))?;
    let document = &witness.document;
    let mut place: Vec<String> = [
        Some(document.title.clone()).filter(|title| !title.is_empty()),
        document.source.clone(),
        document.published.map(|d| d.to_string()),
        document.url.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    place.push(format!(
        "{}, characters {}–{}",
        document.id, witness.span[0], witness.span[1]
    ));
    writeln!(out, "    in      {}", table::plain(&place.join(" · ")))?;
    if document.cluster != document.id {
        writeln!(out, "    copy    of {}, the same source", document.cluster)?;
    }
    let held = table::intervals(&[demarche::time::Interval::new(witness.start, witness.end)]);
    let held = if held == "–" {
        String::new()
    } else {
        format!(", {held}")
    };
    let speaker = witness
        .attributed_to
        .as_ref()
        .map(|who| format!(", says {}", table::plain(who)));
    writeln!(
        out,
        "    {}{held}{}",
        witness.says,
        speaker.unwrap_or_default()
    )?;
    writeln!(
        out,
        "    read    {} · {} → {} · {} {:.2}{}",
        witness.extractor.as_str(),
        table::plain(&witness.source_mention),
        table::plain(&witness.target_mention),
        witness
            .frame
            .as_deref()
            .map(table::plain)
            .unwrap_or_default(),
        witness.confidence,
        if witness.counts { " (counts)" } else { "" }
    )?;
    if let Some(verdict) = witness.decided {
        writeln!(
            out,
            "    decided {}; `demarche decide list` tells by whom",
            verdict.as_str()
        )?;
    }
    Ok(())
}

fn rows(explanation: &Explanation) -> Vec<Vec<String>> {
    let link = &explanation.link;
    let row = |w: &Witness| {
        vec![
            link.source.clone(),
            link.relation.to_string(),
            link.target.clone(),
            w.says.to_owned(),
            table::date(w.start),
            table::date(w.end),
            w.confidence.to_string(),
            w.counts.to_string(),
            w.attributed_to.clone().unwrap_or_default(),
            w.document.id.to_string(),
            w.document.title.clone(),
            table::date(w.document.published),
            w.document.url.clone().unwrap_or_default(),
            format!("{}-{}", w.span[0], w.span[1]),
            w.extractor.as_str().to_owned(),
            w.frame.clone().unwrap_or_default(),
            w.quote.clone(),
        ]
    };
    explanation.statements.iter().map(row).collect()
}
