//! README.md: what it shows works.

use demarche::ontology::Ontology;

use super::project;

/// Returns the first block of code in that language.
fn block(language: &str) -> String {
    let text = std::fs::read_to_string(project("README.md")).unwrap();
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
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
    let text = std::fs::read_to_string(project("README.md")).unwrap();
    let shell = text.split("```sh\n").skip(1);
    let lines = shell.flat_map(|block| block.split("```").next().unwrap().lines());
    let commands: Vec<_> = lines
        .filter_map(|line| line.strip_prefix("demarche ")?.split(' ').next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
    }
}
