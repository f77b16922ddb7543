//! README.md and docs/: what they show works.

use demarche::ontology::Ontology;

use super::project;

/// Returns the first block of code in that language.
fn block(language: &str) -> String {
    let text = std::fs::read_to_string(project("README.md")).unwrap();
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// The pages with commands for a shell, and how many each has at least.
const PAGES: &[(&str, usize)] = &[
    ("README.md", 10),
    ("docs/tour.md", 13),
    ("docs/gephi.md", 2),
    ("docs/recipes.md", 2),
];

/// Returns the commands of a page that call the program, as words.
fn commands(page: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(project(page)).unwrap();
    let shell = text.split("```sh\n").skip(1);
    let lines = shell.flat_map(|block| block.split("```").next().unwrap().lines());
    let lines = lines.filter(|line| line.starts_with("demarche "));
    lines.map(words).collect()
}

/// Parts a line as a shell does, as far as these pages need it.
fn words(line: &str) -> Vec<String> {
    let line = line.split(" #").next().unwrap();
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.trim_end().chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_tour_can_be_walked() {
    let folder = tempfile::tempdir().unwrap();
    for words in commands("docs/tour.md") {
        // There is no more news to be had.
        if words[1] == "ingest" {
            continue;
        }
        let examples = project("examples").to_str().unwrap().to_owned();
        let words = words.iter().map(|word| match word.as_str() {
            "examples/" => examples.clone(),
            word => word.to_owned(),
        });
        let mut command = assert_cmd::Command::cargo_bin("demarche").unwrap();
        let output = command
            .current_dir(folder.path())
            .args(words.clone().skip(1))
            .output()
            .unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        let line = words.collect::<Vec<_>>().join(" ");
        assert!(output.status.success(), "{line}\n{errors}");
    }
}

#[test]
fn its_relation_can_be_laid_over_the_built_in_ones() {
    let file = block("toml");
    let (path, _) = file.trim_start_matches("# ").split_once('\n').unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, &file).unwrap();
    let schemas = path.parent().unwrap().parent().unwrap();
    let ontology = Ontology::with_folder(schemas).unwrap();
    let id = path.file_stem().unwrap().to_string_lossy().into_owned();
    assert!(ontology.relation(&id).is_some(), "{id}");
    assert!(ontology.frames().iter().any(|f| f.relation.as_str() == id));
    assert!(
        ontology
            .examples()
            .iter()
            .any(|e| e.relation.as_str() == id)
    );
}

#[test]
fn its_commands_exist() {
    let mut help = assert_cmd::Command::cargo_bin("demarche").unwrap();
    let help = help.arg("--help").output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    for (page, least) in PAGES {
        let commands = commands(page);
        assert!(commands.len() >= *least, "{page}: {commands:?}");
        for words in commands {
            let command = words[1].as_str();
            assert!(
                help.contains(&format!("\n  {command} ")),
                "{page}: {command}"
            );
        }
    }
}

#[test]
fn manual_pages_and_completions_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("demarche").unwrap();
        let output = command.current_dir(folder.path()).args(args).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(run(&["man"]).contains(".TH demarche 1"));
    run(&["man", "-o", "man1"]);
    let page = std::fs::read_to_string(folder.path().join("man1/demarche-export.1")).unwrap();
    assert!(page.contains("graphml: "), "{page}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            run(&["completions", shell]).contains("contradictions"),
            "{shell}"
        );
    }
}
