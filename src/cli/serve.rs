//! `demarche serve`: the explorer in a browser, from this machine to this machine.
//!
//! In: a store and a filter. Out: a page on a loopback address, with the evidence of an edge when it is
//! asked for. Requests that a page of another site could make are turned away by their `Host`.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use demarche::export::{self, Background, Export, MAX_BOTH_VIEWS, Meta, Other};
use demarche::graph::{Graph, View};
use demarche::ontology::Ontology;
use demarche::query::Scope;
use demarche::store::{DocumentRecord, Selection, Store};

use super::filter::{self, FilterArgs};
use super::{Global, Outcome};

/// Show the graph in a browser: look around, filter, read the evidence.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The page comes from this machine alone and is seen from it alone. The same page as one file, to keep or
to send: `demarche export -o explorer.html`.

Examples:
  demarche serve --open
  demarche serve --db graph/graph.db --view actor --between 2014..
  demarche serve --port 8080")]
pub(crate) struct Args {
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
    /// The port; a free one where none is given.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
    /// The title of the graph.
    #[arg(long, value_name = "TEXT", default_value = "Who does what to whom")]
    title: String,
    #[command(flatten)]
    filter: FilterArgs,
}

/// What the server answers from.
struct Site {
    ontology: Ontology,
    store: Mutex<Store>,
    views: Vec<Seen>,
    documents: Vec<DocumentRecord>,
    page: Bytes,
}

/// The graph in one view.
struct Seen {
    view: View,
    graph: Graph,
    meta: Meta,
}

/// Runs the command until it is stopped.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let site = Arc::new(site(global, &args)?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    runtime.block_on(async {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
        let listener = tokio::net::TcpListener::bind(wanted)
            .await
            .with_context(|| format!("{wanted} cannot be used; try another --port"))?;
        let address = listener.local_addr()?;
        let url = format!("http://{address}/");
        writeln!(std::io::stdout(), "{url}")?;
        filter::note(global, "serving until it is stopped with Ctrl-C");
        if args.open
            && let Err(error) = open::that_detached(&url)
        {
            filter::note(global, &format!("no browser could be opened ({error})"));
        }
        axum::serve(listener, router(site, address)).await?;
        Ok(Outcome::Done)
    })
}

fn site(global: &Global, args: &Args) -> anyhow::Result<Site> {
    let ontology = filter::ontology(global)?;
    let store = filter::open(&args.db)?;
    let scope = args.filter.scope(&store, &ontology)?;
    let filter = args.filter.filter(&ontology)?;
    let documents = store.documents()?;
    let source = super::export::articles(documents.len());
    let seen = |scope: &Scope<'_>| -> anyhow::Result<Seen> {
        let meta = Meta {
            source: source.clone(),
            ..args.filter.meta_in(scope.view, args.title.clone())
        };
        Ok(Seen {
            view: scope.view,
            graph: scope.graph(&filter)?,
            meta,
        })
    };
    let mut views = vec![seen(&scope)?];
    if views[0].graph.edges.len() <= MAX_BOTH_VIEWS {
        views.push(seen(&Scope::new(
            &store,
            &ontology,
            scope.view.opposite(),
        )?)?);
    }
    let Seen { view, graph, meta } = &views[0];
    let mut export = Export::new(graph, &[], ontology.relations(), meta);
    export.view = *view;
    export.other = views.get(1).map(|other| Other {
        view: other.view,
        graph: (&other.graph).into(),
        meta: &other.meta,
        focus: None,
    });
    export.background = Background {
        documents: &documents,
        actors: &scope.actors,
        table: Some(ontology.actors()),
    };
    let mut page = Vec::new();
    export::write_page(&export, &mut page)?;
    drop(scope);
    Ok(Site {
        ontology,
        store: Mutex::new(store),
        views,
        documents,
        page: page.into(),
    })
}

fn router(site: Arc<Site>, address: SocketAddr) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/evidence/{view}/{edge}", get(evidence))
        .with_state(site)
        .layer(middleware::from_fn(move |request, next| {
            guard(address, request, next)
        }))
}

/// Answers only what is asked of this address by its name, and says what a browser may do with the answer.
async fn guard(address: SocketAddr, request: Request, next: Next) -> Response {
    let names = [address.to_string(), format!("localhost:{}", address.port())];
    let host = request.headers().get(header::HOST);
    let is_ours = host.is_some_and(|h| names.iter().any(|name| h == name.as_str()));
    if !is_ours {
        return (
            StatusCode::MISDIRECTED_REQUEST,
            "this is not the address asked for\n",
        )
            .into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        let value = header::HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

async fn page(State(site): State<Arc<Site>>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, site.page.clone()).into_response()
}

async fn evidence(
    State(site): State<Arc<Site>>,
    Path((view, edge)): Path<(String, usize)>,
) -> Response {
    match site.evidence(&view, edge) {
        Some(Ok(json)) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Some(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        None => (StatusCode::NOT_FOUND, "there is no such edge\n").into_response(),
    }
}

impl Site {
    /// Returns the evidence of an edge, if there is one of that number in the view.
    fn evidence(&self, view: &str, edge: usize) -> Option<std::io::Result<Vec<u8>>> {
        let Seen { graph, meta, .. } = self.views.iter().find(|seen| seen.view.as_str() == view)?;
        let edge = graph.edges.get(edge)?;
        let selection = Selection {
            ids: Some(edge.statements.iter().cloned().collect()),
            ..Selection::default()
        };
        let store = self.store.lock().expect("no answer panics");
        let found = store.statements(&selection);
        Some(found.map_err(Into::into).and_then(|statements| {
            let relations = self.ontology.relations();
            let mut export = Export::new(graph, &statements, relations, meta);
            export.background.documents = &self.documents;
            export::evidence(&export, edge)
        }))
    }
}
