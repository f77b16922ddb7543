//! Loading: the files of `schemas/`, built in and laid over, become an [`Ontology`].
//!
//! The only part of the ontology that opens files, and only below `--schemas DIR`.

use std::collections::BTreeMap;
use std::path::Path;

use super::ActorTable;
use super::actor_file;
use super::event;
use super::frame::Frame;
use super::grammar::Grammar;
use super::relation::{Relation, RelationId};
use super::relation_file::{self, Example};
use crate::error::{Error, Result};

#[derive(rust_embed::Embed)]
#[folder = "schemas/"]
struct BuiltIn;

/// A schema file: its path for messages, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Relations, actors and the words of grammar, checked.
#[derive(Debug, Clone)]
pub struct Ontology {
    relations: BTreeMap<RelationId, Relation>,
    frames: Vec<Frame>,
    examples: Vec<Example>,
    actors: ActorTable,
    grammar: Grammar,
    /// Texts of `imports/` by file name.
    imports: BTreeMap<String, String>,
}

impl Ontology {
    /// Returns the built-in ontology.
    ///
    /// # Errors
    /// Where a built-in file is wrong, which a test excludes.
    pub fn built_in() -> Result<Self> {
        Self::from_files(&built_in_files()?)
    }

    /// Returns the built-in ontology with the files of `folder` laid over it.
    ///
    /// `relations/NAME.toml`, `grammar/words.toml` and files of `imports/` and `exports/` replace the file of that name or add one; a row of
    /// `actors/*.csv` replaces the row with the same id or adds one.
    ///
    /// # Errors
    /// Where a file cannot be read or says something that is not allowed.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let mut files = built_in_files()?;
        read_folder(folder, &mut files)?;
        Self::from_files(&files)
    }

    fn from_files(files: &BTreeMap<String, Vec<File>>) -> Result<Self> {
        let mut relations = BTreeMap::new();
        let (mut frames, mut examples) = (Vec::new(), Vec::new());
        for (_, layers) in files
            .iter()
            .filter(|(name, _)| name.starts_with("relations/") && name.ends_with(".toml"))
        {
            let file = layers.last().expect("a name has a file");
            let read = relation_file::parse(&file.path, &file.text)?;
            relations.insert(read.relation.id.clone(), read.relation);
            frames.extend(read.frames);
            examples.extend(read.examples);
        }
        check_references(&relations, files)?;
        let table = files.get("exports/events.tsv");
        event::assign(table.and_then(|layers| layers.last()), &mut relations)?;
        let grammar = match files
            .get("grammar/words.toml")
            .and_then(|layers| layers.last())
        {
            Some(file) => Grammar::parse(&file.path, &file.text)?,
            None => Grammar::default(),
        };
        let actors = actor_file::parse(files, &relations)?;
        let imports = files.iter().filter_map(|(name, layers)| {
            let text = layers.last()?.text.clone();
            Some((name.strip_prefix("imports/")?.to_owned(), text))
        });
        let imports = imports.collect();
        Ok(Self {
            relations,
            frames,
            examples,
            actors,
            grammar,
            imports,
        })
    }

    /// Returns the relations by id.
    pub fn relations(&self) -> &BTreeMap<RelationId, Relation> {
        &self.relations
    }

    /// Returns one relation.
    pub fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.get(&RelationId::from(id))
    }

    /// Returns the frames of all relations.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Returns the examples and near misses of all relations.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Returns the actors.
    pub fn actors(&self) -> &ActorTable {
        &self.actors
    }

    /// Returns a file of `imports/`: how a table is laid out, or what its codes mean.
    pub fn import_file(&self, name: &str) -> Option<&str> {
        self.imports.get(name).map(String::as_str)
    }

    /// Returns the words of grammar.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }
}

fn built_in_files() -> Result<BTreeMap<String, Vec<File>>> {
    let mut files = BTreeMap::new();
    for name in BuiltIn::iter() {
        let data = BuiltIn::get(&name).expect("the name was listed").data;
        let path = format!("schemas/{name}");
        let text = String::from_utf8(data.into_owned())
            .map_err(|_| Error::schema(&path, 0, "expected UTF-8"))?;
        files.insert(name.into_owned(), vec![File { path, text }]);
    }
    Ok(files)
}

fn read_folder(folder: &Path, files: &mut BTreeMap<String, Vec<File>>) -> Result<()> {
    std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    for (part, extension) in [
        ("relations", "toml"),
        ("actors", "csv"),
        ("grammar", "toml"),
        ("imports", "toml"),
        ("imports", "tsv"),
        ("exports", "tsv"),
    ] {
        let sub = folder.join(part);
        if !sub.is_dir() {
            continue;
        }
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(&sub).map_err(|e| Error::io(&sub, e))? {
            paths.push(entry.map_err(|e| Error::io(&sub, e))?.path());
        }
        paths.sort();
        for path in paths
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e == extension))
        {
            let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
            let shown = path.display().to_string();
            let text =
                String::from_utf8(bytes).map_err(|_| Error::schema(&shown, 0, "expected UTF-8"))?;
            let name = format!(
                "{part}/{}",
                path.file_name().unwrap_or_default().to_string_lossy()
            );
            files
                .entry(name)
                .or_default()
                .push(File { path: shown, text });
        }
    }
    Ok(())
}

fn check_references(
    relations: &BTreeMap<RelationId, Relation>,
    files: &BTreeMap<String, Vec<File>>,
) -> Result<()> {
    for relation in relations.values() {
        for named in relation.ends.iter().chain(&relation.excludes) {
            if relations.contains_key(named) {
                continue;
            }
            let file = files
                .get(&format!("relations/{}.toml", relation.id))
                .and_then(|layers| layers.last());
            let (path, line) = file.map_or((relation.id.to_string(), 0), |file| {
                let at = file.text.find(&format!("\"{named}\"")).unwrap_or(0);
                (file.path.clone(), relation_file::line_of(&file.text, at))
            });
            return Err(Error::schema(
                path,
                line,
                format!("there is no relation `{named}`"),
            ));
        }
    }
    Ok(())
}
