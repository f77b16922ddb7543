//! `demarche build`: articles in, a folder of diagrams, tables and a store out.

use std::path::PathBuf;

use anyhow::Context;
use demarche::export::{self, Background, Export, Format, MAX_BOTH_VIEWS, Meta, Other};
use demarche::graph::Filter;
use demarche::query::Scope;
use demarche::store::{Selection, Store};

use super::filter::note;
use super::reading::{Least, pipeline, read_into};
use super::{Global, Outcome};

/// Read articles, extract, fold, and write diagram, tables, statements and store: the main job.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  demarche build examples/
  demarche build news/*.html -o graph/

Writes graph.dot, graph.svg, nodes.csv and edges.csv (Gephi), graph.json (node-link), graph.gexf,
graph.html (the explorer), statements.jsonl and graph.db into the output folder. graph.db is made anew; to add to a store, use
`demarche ingest`.")]
pub(crate) struct Args {
    /// Files, folders, or `-` for standard input: .txt .md .html .json .jsonl, gzip of these.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder to write to.
    #[arg(long, short, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    #[command(flatten)]
    least: Least,
    /// Which actors are nodes: everybody, or only states and organisations with their people folded in.
    #[arg(long, value_enum, default_value_t)]
    view: super::filter::ViewArg,
}

pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let pipeline = pipeline(global)?;
    std::fs::create_dir_all(&args.output)
        .with_context(|| format!("the output folder {}", args.output.display()))?;
    let fresh = tempfile::Builder::new()
        .prefix(".build-")
        .tempdir_in(&args.output)?;
    let db = fresh.path().join("graph.db");
    let mut store = Store::open(&db)?;
    let mut batch = store.batch()?;
    let tally = read_into(&mut batch, global, &pipeline, &args.paths, args.least)?;
    batch.commit()?;
    let statements = store.statements(&Selection::default())?;
    let scope = Scope::new(&store, pipeline.ontology(), args.view.into())?;
    let graph = scope.graph(&Filter::default())?;
    let has_room = graph.edges.len() <= MAX_BOTH_VIEWS;
    let opposite = Scope::new(&store, pipeline.ontology(), scope.view.opposite())?;
    let other = has_room.then(|| opposite.graph(&Filter::default()));
    let other = other.transpose()?;
    let meta = Meta {
        title: "Who does what to whom".to_owned(),
        source: format!(
            "{} articles, {} statements",
            tally.n_articles,
            statements.len()
        ),
        ..Meta::default()
    };
    let documents = store.documents()?;
    let mut export = Export::new(&graph, &statements, pipeline.ontology().relations(), &meta);
    export.view = scope.view;
    export.other = other.as_ref().map(|graph| Other {
        view: opposite.view,
        graph: graph.into(),
        meta: &meta,
        focus: None,
    });
    export.background = Background {
        documents: &documents,
        actors: &scope.actors,
        table: Some(pipeline.ontology().actors()),
    };
    let paths = export::write_folder(&args.output, Format::BUILD, &export)?;
    drop(store);
    std::fs::rename(&db, args.output.join("graph.db"))?;
    note(
        global,
        &format!("{} actors, {} edges", graph.nodes.len(), graph.edges.len()),
    );
    paths
        .iter()
        .for_each(|p| note(global, &format!("wrote {}", p.display())));
    note(
        global,
        &format!("wrote {}", args.output.join("graph.db").display()),
    );
    Ok(match tally.n_rejected {
        0 if statements.is_empty() => Outcome::NothingFound,
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    })
}
