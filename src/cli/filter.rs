//! Options that every query shares: the store, the view, and what to choose.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::ValueEnum;
use demarche::Error;
use demarche::export::Meta;
use demarche::graph::{Filter, Include, View};
use demarche::ontology::{Ontology, Polarity};
use demarche::query::{Scope, resolve_relations};
use demarche::store::Store;
use demarche::time::{Interval, PartialDate};

use super::Global;
use super::table::Format;

/// Where the store is, and how to answer.
#[derive(Debug, clap::Args)]
pub(crate) struct StoreArgs {
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    pub(crate) db: PathBuf,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Which edges to look at.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filter")]
pub(crate) struct FilterArgs {
    /// Whether people, ministries and armies are shown apart or as the state or organisation they act for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) view: ViewArg,
    /// Pass historical states on to the state that continues them: the Soviet Union to Russia.
    #[arg(long, conflicts_with = "view")]
    pub(crate) successors: bool,
    /// Only these relations, separated by commas.
    #[arg(long, short, value_name = "RELATION", value_delimiter = ',')]
    pub(crate) relation: Vec<String>,
    /// Only friendly, neutral or hostile relations.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) polarity: Vec<PolarityArg>,
    /// Only what held on this date (YYYY, YYYY-MM or YYYY-MM-DD).
    #[arg(long, value_name = "DATE", conflicts_with = "between")]
    pub(crate) at: Option<PartialDate>,
    /// Only what held at some time between two dates; either may be missing.
    #[arg(long, value_name = "DATE..DATE", value_parser = interval)]
    pub(crate) between: Option<Interval>,
    /// Only what articles up to this date say.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<PartialDate>,
    /// Only edges at least so confident, 0 to 1.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, hide_default_value = true, value_parser = share)]
    pub(crate) min_confidence: f64,
    /// Also edges that are only denied, or only planned, asked for or possible.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) include: Vec<IncludeArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ViewArg {
    /// People and organs are shown as what they act for.
    #[default]
    Root,
    /// Everybody apart.
    Actor,
}

impl From<ViewArg> for View {
    fn from(view: ViewArg) -> Self {
        match view {
            ViewArg::Root => Self::Root,
            ViewArg::Actor => Self::Actor,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolarityArg {
    Positive,
    Neutral,
    Negative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum IncludeArg {
    /// What is only denied.
    Negated,
    /// What is only planned, asked for or possible.
    Unrealised,
}

impl StoreArgs {
    /// Opens the store for reading.
    pub(crate) fn open(&self) -> anyhow::Result<Store> {
        open(&self.db)
    }
}

/// Opens a store for reading, and says how to make one where there is none.
pub(crate) fn open(db: &Path) -> anyhow::Result<Store> {
    if !db.exists() {
        anyhow::bail!(
            "there is no store at {}; make one with `demarche build` or `demarche ingest`, or name one with --db",
            db.display()
        );
    }
    Ok(Store::open_existing(db)?)
}

/// Returns how many to show at most where 0 asks for all.
pub(crate) fn at_most(limit: usize) -> usize {
    match limit {
        0 => usize::MAX,
        limit => limit,
    }
}

impl FilterArgs {
    /// Returns the filter, with names of relations resolved.
    pub(crate) fn filter(&self, ontology: &Ontology) -> anyhow::Result<Filter> {
        let polarity = |p: &PolarityArg| match p {
            PolarityArg::Positive => Polarity::Positive,
            PolarityArg::Neutral => Polarity::Neutral,
            PolarityArg::Negative => Polarity::Negative,
        };
        Ok(Filter {
            relations: resolve_relations(ontology, &self.relation)?,
            polarities: self.polarity.iter().map(polarity).collect(),
            actors: BTreeSet::new(),
            valid: self.at.map(Filter::at).or(self.between),
            as_of: self.as_of,
            min_confidence: self.min_confidence,
            include: Include {
                negated: self.include.contains(&IncludeArg::Negated),
                unrealised: self.include.contains(&IncludeArg::Unrealised),
            },
        })
    }

    /// Returns the scope of a store in the view that was asked for.
    pub(crate) fn scope<'a>(
        &self,
        store: &'a Store,
        ontology: &'a Ontology,
    ) -> anyhow::Result<Scope<'a>> {
        Ok(Scope::new(store, ontology, self.view())?)
    }

    /// Returns the view that was asked for.
    pub(crate) fn view(&self) -> View {
        match self.successors {
            true => View::Heir,
            false => self.view.into(),
        }
    }

    /// Returns what a graph file says of its making.
    pub(crate) fn meta(&self, title: String) -> Meta {
        self.meta_in(self.view(), title)
    }

    /// Returns what it says of its making in a view.
    pub(crate) fn meta_in(&self, view: View, title: String) -> Meta {
        let mut words = Vec::new();
        if !self.relation.is_empty() {
            words.push(format!("relation {}", self.relation.join(",")));
        }
        if !self.polarity.is_empty() {
            words.push(format!("polarity {}", typed(&self.polarity)));
        }
        if let Some(at) = self.at {
            words.push(format!("at {at}"));
        }
        if let Some(between) = self.between {
            words.push(format!("between {}", super::table::intervals(&[between])));
        }
        if view == View::Heir {
            words.push("historical states as their successors".to_owned());
        }
        if self.min_confidence > 0.0 {
            words.push(format!("confidence from {}", self.min_confidence));
        }
        if !self.include.is_empty() {
            words.push(format!("with {}", typed(&self.include)));
        }
        if view == View::Actor {
            words.push("everybody apart".to_owned());
        }
        Meta {
            title,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            filter: words.join("; "),
            as_of: self.as_of,
            source: String::new(),
        }
    }
}

/// Returns the built-in ontology, with the user's folder laid over it.
pub(crate) fn ontology(global: &Global) -> anyhow::Result<Ontology> {
    Ok(match &global.schemas {
        Some(folder) => Ontology::with_folder(folder)
            .with_context(|| format!("reading schemas from {}", folder.display()))?,
        None => Ontology::built_in()?,
    })
}

/// Says on standard error what does not belong to the answer.
pub(crate) fn note(global: &Global, message: &str) {
    if !global.quiet {
        eprintln!("{message}");
    }
}

fn interval(text: &str) -> Result<Interval, Error> {
    let (start, end) = text.split_once("..").ok_or_else(|| {
        Error::usage(format!(
            "cannot read {text:?}: expected two dates with .. between them"
        ))
    })?;
    let date = |text: &str| {
        let text = text.trim();
        (!text.is_empty())
            .then(|| text.parse::<PartialDate>())
            .transpose()
    };
    let interval = Interval::new(date(start)?, date(end)?);
    if interval.is_inverted() {
        return Err(Error::usage(format!("{text:?} ends before it begins")));
    }
    Ok(interval)
}

/// Returns choices as they are typed, with commas between them.
fn typed(values: &[impl ValueEnum]) -> String {
    let values = values.iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<_> = values.map(|value| value.get_name().to_owned()).collect();
    names.join(",")
}

/// Reads a confidence.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}
