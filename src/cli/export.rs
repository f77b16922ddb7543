//! `demarche export`: a store becomes files for other programs, and pictures.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use demarche::Error;
use demarche::export::{
    self, Background, Cells, DotStyle, Export, Format, Limits, MAX_BOTH_VIEWS, Meta, Options,
    Source, Statements,
};
use demarche::extract::Statement;
use demarche::graph::View;
use demarche::query::Scope;
use demarche::store::Store;
use graphviz_rust::cmd::Format as Picture;

use super::filter::{self, FilterArgs};
use super::seen::Seen;
use super::{Global, Outcome, graphviz};

/// Write a graph for Graphviz, Gephi, networkx and others, or draw it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche export --format dot | dot -Tsvg -o graph.svg
  demarche export -o graph.gexf --relation arms,sanctions --between 2014..
  demarche export -o iran.svg --focus Iran --hops 2 --view actor
  demarche export --format csv -o gephi/            (nodes.csv and edges.csv)
  demarche export --format neo4j -o import/         (both tables for neo4j-admin)
  demarche export --format matrix --top 25 -o matrix.svg
  demarche export --format svg,graphml,json -o out/
  demarche export --all -o out/                     (every format)
  demarche export -o explorer.html                  (a page to look around in)

The format is taken from the name of the output file where --format does not say it.")]
pub(crate) struct Args {
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "output/graph.db")]
    db: PathBuf,
    /// What to write; several, separated by commas, go into a folder.
    #[arg(long, short, value_delimiter = ',', value_parser = formats())]
    format: Vec<Format>,
    /// Write every format into the folder.
    #[arg(long, conflicts_with = "format", requires = "output")]
    all: bool,
    /// The file, or the folder, to write to; standard output where there is none.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Only what lies around this actor.
    #[arg(long, value_name = "ACTOR")]
    focus: Option<String>,
    /// How many steps around it.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus", value_parser = clap::value_parser!(u8).range(1..=9))]
    hops: u8,
    /// Only the N strongest actors; 0 for all. A diagram shows 40 where this is not given.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// The title of the graph.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Write DOT without style, for readers such as Gephi's.
    #[arg(long)]
    plain: bool,
    /// Write CSV so that spreadsheets run no cell as a formula.
    #[arg(long)]
    csv_safe: bool,
    /// Let Graphviz draw the SVG, where it is installed.
    #[arg(long)]
    graphviz: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Reads a format and lists all of them in the help.
fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::all().map(|f| PossibleValue::new(f.name()).help(f.about()));
    PossibleValuesParser::new(values).try_map(|name| Format::from_name(&name))
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let target = Target::of(&args)?;
    let ontology = filter::ontology(global)?;
    let store = filter::open(&args.db)?;
    let formats = target.formats();
    let scope = args.filter.scope(&store, &ontology)?;
    let opposite = Scope::new(&store, &ontology, scope.view.opposite())?;
    let filter = args.filter.filter(&ontology)?;
    let focus = args.focus.as_deref().map(|actor| (actor, args.hops.into()));
    let asked = Seen::new(&scope, &filter, focus, meta(&args, &store, scope.view)?)?;
    let has_room = formats.contains(&Format::Html) && asked.source().n_edges() <= MAX_BOTH_VIEWS;
    let other = match has_room {
        // Whom the other view does not know, it cannot look around.
        true => Seen::new(
            &opposite,
            &filter,
            focus,
            meta(&args, &store, opposite.view)?,
        )
        .ok(),
        false => None,
    };
    let documents = match formats.iter().any(|format| format.tells_statements()) {
        true => store.documents()?,
        false => Vec::new(),
    };
    for format in formats {
        let limits = limits(&args, *format);
        let other = other.as_ref().filter(|_| *format == Format::Html);
        let seen = [Some(&asked), other];
        let parts = match limits {
            // A diagram says itself what it leaves out.
            Some(limits) if !format.is_diagram() => {
                seen.map(|seen| seen.map(|seen| seen.strongest(limits)).transpose())
            }
            _ => [Ok(None), Ok(None)],
        };
        let [part, other_part] = parts;
        let (part, other_part) = (part?, other_part?);
        let graph = part.as_ref().map_or(asked.source(), Source::from);
        let other = other
            .map(|seen| seen.as_other(other_part.as_ref().map_or(seen.source(), Source::from)));
        let graphs = [Some(graph), other.map(|other| other.graph)];
        let held = match format.tells_statements() {
            true => held(&scope, graphs)?,
            false => None,
        };
        let mut export = Export::new(graph, &[], ontology.relations(), &asked.meta);
        export.view = asked.view;
        export.other = other;
        export.statements = match &held {
            Some(statements) => Statements::Held(statements),
            None => Statements::Stored(&store),
        };
        export.focus = asked.focus();
        export.background = Background {
            documents: &documents,
            actors: &scope.actors,
            table: Some(ontology.actors()),
        };
        export.options = options(&args, limits);
        write(global, &target, *format, args.graphviz, &export)?;
    }
    Ok(Outcome::unless_empty(asked.source().n_edges() == 0))
}

/// Returns what a file says about itself in a view.
fn meta(args: &Args, store: &Store, view: View) -> anyhow::Result<Meta> {
    let title = args.title.clone().unwrap_or_default();
    let meta = args.filter.meta_in(view, title);
    Ok(Meta {
        source: articles(store.n_documents()?),
        filter: chosen(args, meta.filter),
        ..meta
    })
}

/// Returns the statements behind graphs that are held, by id; `None` where they are to be read as they are written.
fn held(
    scope: &Scope<'_>,
    graphs: [Option<Source<'_>>; 2],
) -> anyhow::Result<Option<Vec<Statement>>> {
    let mut statements = BTreeMap::new();
    for graph in graphs.into_iter().flatten() {
        match graph {
            Source::Held(graph) => statements.extend(scope.statements(graph)?),
            Source::Swept(_) => return Ok(None),
        }
    }
    Ok(Some(statements.into_values().collect()))
}

/// Returns the choices that formats offer.
fn options(args: &Args, limits: Option<Limits>) -> Options {
    Options {
        dot: match args.plain {
            true => DotStyle::Plain,
            false => DotStyle::Drawn,
        },
        cells: match args.csv_safe {
            true => Cells::Guarded,
            false => Cells::Verbatim,
        },
        diagram: limits.unwrap_or_default(),
    }
}

/// Writes one format to where it goes.
fn write(
    global: &Global,
    target: &Target,
    format: Format,
    by_graphviz: bool,
    export: &Export<'_>,
) -> anyhow::Result<()> {
    let drawn = match format {
        Format::Svg if by_graphviz => graphviz::draw(export, Picture::Svg)?,
        _ => None,
    };
    if by_graphviz && format == Format::Svg && drawn.is_none() {
        let missing = "Graphviz (`dot`) is not installed; drawn without it";
        filter::note(global, missing);
    }
    let write = |out: &mut dyn Write| match &drawn {
        Some(picture) => out.write_all(picture),
        None => format.write(export, out),
    };
    match target.path(format) {
        Some(path) => {
            export::write_whole(&path, write)?;
            filter::note(global, &format!("wrote {}", path.display()));
        }
        None => {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Where the files go.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Stdout([Format; 1]),
    File([Format; 1], PathBuf),
    Folder(Vec<Format>, PathBuf),
}

impl Target {
    /// Returns the target that the arguments name, and makes its folder.
    fn of(args: &Args) -> anyhow::Result<Self> {
        let target = match &args.output {
            Some(folder) if args.all => Self::Folder(Format::all().collect(), folder.clone()),
            output => Self::named(&args.format, output.as_deref())?,
        };
        if let Self::Folder(_, folder) = &target {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        Ok(target)
    }

    fn named(formats: &[Format], output: Option<&Path>) -> demarche::Result<Self> {
        let is_folder = |path: &Path| {
            path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\'])
        };
        match (formats, output.filter(|path| *path != Path::new("-"))) {
            ([], None) => Err(Error::usage(
                "say what to write with --format, or where with -o",
            )),
            ([], Some(path)) if is_folder(path) => {
                Ok(Self::Folder(Format::BUILD.to_vec(), path.to_owned()))
            }
            ([], Some(path)) => Ok(Self::File([Format::from_path(path)?], path.to_owned())),
            ([format], None) => Ok(Self::Stdout([*format])),
            ([format], Some(path)) if !is_folder(path) => {
                Ok(Self::File([*format], path.to_owned()))
            }
            (_, None) => Err(Error::usage(
                "several formats need a folder; name it with -o",
            )),
            (formats, Some(path)) => {
                // Tables of edges are nothing without their nodes.
                let companions = formats.iter().filter_map(|format| format.companion());
                let missing = companions.filter(|format| !formats.contains(format));
                let formats = formats.iter().copied().chain(missing).collect();
                Ok(Self::Folder(formats, path.to_owned()))
            }
        }
    }

    fn formats(&self) -> &[Format] {
        match self {
            Self::Stdout(format) | Self::File(format, _) => format,
            Self::Folder(formats, _) => formats,
        }
    }

    fn path(&self, format: Format) -> Option<PathBuf> {
        match self {
            Self::Stdout(_) => None,
            Self::File(_, path) => Some(path.clone()),
            Self::Folder(_, folder) => Some(folder.join(format.file_name())),
        }
    }
}

/// Returns how much of the graph a format holds; `None` where nobody asked for less.
fn limits(args: &Args, format: Format) -> Option<Limits> {
    match (args.top?, format) {
        (0, _) => Some(Limits::none()),
        (n, format) if format.is_diagram() => Some(Limits::top(n)),
        (n, _) => Some(Limits {
            nodes: n,
            ..Limits::none()
        }),
    }
}

/// Returns what was chosen of the store in words: the filter, the focus, the strongest.
fn chosen(args: &Args, filter: String) -> String {
    let focus = args.focus.as_ref().map(|actor| match args.hops {
        1 => format!("around {actor}"),
        hops => format!("around {actor}, {hops} steps"),
    });
    let top = args.top.filter(|n| *n > 0);
    let top = top.map(|n| format!("the {n} strongest actors"));
    let filter = Some(filter).filter(|filter| !filter.is_empty());
    let parts: Vec<_> = [focus, filter, top].into_iter().flatten().collect();
    parts.join("; ")
}

/// Returns a number of articles in words.
pub(super) fn articles(n: usize) -> String {
    if n == 1 {
        "1 article".to_owned()
    } else {
        format!("{n} articles")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(formats: &[Format], output: Option<&str>) -> demarche::Result<Target> {
        Target::named(formats, output.map(Path::new))
    }

    #[test]
    fn the_format_is_taken_from_the_file() {
        let file = |format, path: &str| Target::File([format], path.into());
        assert_eq!(
            named(&[], Some("x.gexf")).unwrap(),
            file(Format::Gexf, "x.gexf")
        );
        assert_eq!(
            named(&[Format::Dot], Some("x.txt")).unwrap(),
            file(Format::Dot, "x.txt")
        );
        assert!(named(&[], Some("x.docx")).is_err());
        assert!(named(&[], None).is_err());
    }

    #[test]
    fn several_formats_need_a_folder_and_gephi_gets_both_tables() {
        assert!(named(&[Format::Dot, Format::Svg], None).is_err());
        assert_eq!(
            named(&[Format::Csv], Some("out/")).unwrap().formats(),
            [Format::Csv, Format::Nodes]
        );
        assert_eq!(
            named(&[Format::Dot], Some("-")).unwrap(),
            Target::Stdout([Format::Dot])
        );
    }
}
