//! The rules of the house, held by tests: see ARCHITECTURE.md, "Invariants".

use std::collections::BTreeMap;
use std::path::Path;

use demarche::ontology::Ontology;

use super::project;

/// The folders and files of `src/` from left to right: each uses only itself and what stands before it.
const STAGES: &[&str] = &[
    "error", "time", "ontology", "article", "language", "actor", "extract", "score", "import",
    "store", "graph", "export", "query",
];

/// What is outside of the order: the list of the stages, and the binary.
const OUTSIDE: &[&str] = &["lib", "main", "cli"];

/// Where files are opened, and nowhere else.
const OPENERS: &[&str] = &[
    "article/read.rs",
    "article/source.rs",
    "cli/",
    "export/file.rs",
    "language/model.rs",
    "main.rs",
    "ontology/load.rs",
    "store/",
];

/// How a file is opened, made or looked for.
const OPENING: &[&str] = &[
    "fs::",
    "File::",
    "OpenOptions",
    "Connection::open",
    "NamedTempFile",
    "tempdir",
    "TcpStream",
    "TcpListener",
];

/// What only the binary may do, beside printing.
const SURROUNDINGS: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "env::var",
    "env::args",
];

const MAX_LINES: usize = 400;

/// Files that are longer, as one idea with its cases; a new one needs a reason.
const LONG: &[&str] = &[
    "graph/tests.rs",
    "language/document.rs",
    "language/token.rs",
];

/// A file of `src/`.
struct Source {
    /// Its path below `src/`, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// Returns the folder or file of `src/` that it belongs to.
    fn stage(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Returns the lines that are no comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines
            .map(|(idx, line)| (idx + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Returns the code lines before the tests at the foot; none of a file of tests.
    fn code_without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_tests = self.path.ends_with("/tests.rs");
        let is_module_end = |line: &str| line.starts_with("#[cfg(test)]");
        let n_modules = self.text.matches("#[cfg(test)]\nmod ").count();
        let mut n_seen = 0;
        self.code().take_while(move |(_, line)| {
            n_seen += usize::from(is_module_end(line));
            !is_tests && (n_seen < n_modules.max(1) || !is_module_end(line))
        })
    }
}

fn sources() -> Vec<Source> {
    let root = project("src");
    let mut sources = Vec::new();
    read_folder(&root, &root, &mut sources);
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

fn read_folder(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(root, &path, sources);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let parts = path.strip_prefix(root).unwrap().components();
            let parts: Vec<_> = parts.map(|c| c.as_os_str().to_string_lossy()).collect();
            sources.push(Source {
                path: parts.join("/"),
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// Returns the modules of the crate that the code names: `crate::a`, `crate::{a, b::c}`.
fn used_modules(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            modules.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut is_start = true;
        for (idx, c) in list.char_indices() {
            if is_start && depth == 0 && is_word(c) {
                modules.push(word(&list[idx..]));
                is_start = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => is_start = true,
                _ => {}
            }
        }
    }
    modules.retain(|module| module.starts_with(char::is_lowercase));
    modules
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[track_caller]
fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn the_parts_of_src_are_the_stages() {
    let mut broken = Vec::new();
    for source in sources() {
        let stage = source.stage();
        if !STAGES.contains(&stage) && !OUTSIDE.contains(&stage) {
            broken.push(format!(
                "src/{}: `{stage}` has no place in STAGES",
                source.path
            ));
        }
    }
    assert_none(&broken);
}

#[test]
fn a_stage_uses_only_what_stands_to_its_left() {
    let place: BTreeMap<&str, usize> = STAGES.iter().enumerate().map(|(i, s)| (*s, i)).collect();
    let mut broken = Vec::new();
    for source in sources() {
        let Some(own) = place.get(source.stage()) else {
            continue;
        };
        let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
        for module in used_modules(&code.join("\n")) {
            match place.get(module.as_str()) {
                Some(other) if other <= own => {}
                Some(_) => broken.push(format!("src/{}: uses crate::{module}", source.path)),
                None => broken.push(format!("src/{}: what is crate::{module}?", source.path)),
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn the_library_knows_nothing_of_the_binary() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|s| STAGES.contains(&s.stage())) {
        for (n, line) in source.code() {
            if ["clap::", "anyhow::", "indicatif::"]
                .iter()
                .any(|c| line.contains(c))
            {
                broken.push(format!("src/{}:{n}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn every_file_opens_with_a_header() {
    let sources = sources();
    let without = sources.iter().filter(|s| !s.text.starts_with("//! "));
    assert_none(
        &without
            .map(|s| format!("src/{}: expected `//!` in line 1", s.path))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn files_are_short() {
    let sources = sources();
    let long = sources.iter().filter_map(|source| {
        let n_lines = source.text.lines().count();
        let is_long = n_lines > MAX_LINES && !LONG.contains(&source.path.as_str());
        is_long.then(|| format!("src/{}: {n_lines} lines, expected {MAX_LINES}", source.path))
    });
    assert_none(&long.collect::<Vec<_>>());
}

#[test]
fn only_the_binary_prints() {
    let is_printing = |line: &str| {
        ["print!(", "println!(", "dbg!("]
            .iter()
            .any(|p| line.contains(p))
    };
    let mut broken = Vec::new();
    for source in sources().iter().filter(|s| STAGES.contains(&s.stage())) {
        for (n, line) in source.code().filter(|(_, line)| is_printing(line)) {
            broken.push(format!("src/{}:{n}: {}", source.path, line.trim()));
        }
    }
    assert_none(&broken);
}

#[test]
fn only_the_binary_reads_the_clock_and_the_environment() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|s| STAGES.contains(&s.stage())) {
        for (n, line) in source.code() {
            if SURROUNDINGS.iter().any(|name| line.contains(name)) {
                broken.push(format!("src/{}:{n}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn files_are_opened_in_few_places() {
    let mut broken = Vec::new();
    for source in sources() {
        if OPENERS.iter().any(|place| source.path.starts_with(place)) {
            continue;
        }
        for (n, line) in source.code_without_tests() {
            if OPENING.iter().any(|name| line.contains(name)) {
                broken.push(format!("src/{}:{n}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "XXX", "todo!", "unimplemented!"];
    let mut broken = Vec::new();
    for source in sources() {
        for (idx, line) in source.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                broken.push(format!("src/{}:{}: {}", source.path, idx + 1, line.trim()));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn every_relation_has_examples_and_a_near_miss() {
    let ontology = Ontology::built_in().unwrap();
    assert_eq!(ontology.relations().len(), 45);
    let mut broken = Vec::new();
    for id in ontology.relations().keys() {
        let of_it = || ontology.examples().iter().filter(|e| e.relation == *id);
        let n_examples = of_it().filter(|e| !e.gives.is_empty()).count();
        let n_near_misses = of_it().filter(|e| e.gives.is_empty()).count();
        let is_read = ontology.frames().iter().any(|f| f.relation == *id);
        if is_read && (n_examples < 2 || n_near_misses < 1) {
            broken.push(format!(
                "{id}: {n_examples} examples and {n_near_misses} near misses, expected 2 and 1"
            ));
        }
    }
    assert_none(&broken);
}

#[test]
fn the_architecture_is_short_and_names_every_stage() {
    let text = std::fs::read_to_string(project("ARCHITECTURE.md")).unwrap();
    let n_lines = text.lines().count();
    assert!(n_lines <= 120, "{n_lines} lines, expected 120");
    for stage in STAGES.iter().chain(&["cli"]) {
        assert!(text.contains(&format!("`{stage}`")), "`{stage}` is missing");
    }
}

#[test]
fn used_modules_are_read_from_paths_and_lists() {
    let code = "use crate::time;\nuse crate::{\n error::{Error, Result},\n graph, Diagnostic};\nx(crate::store::Y, mycrate::z)";
    assert_eq!(used_modules(code), ["time", "error", "graph", "store"]);
}
