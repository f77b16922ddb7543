//! The examples and near misses of the relation files.

use demarche::extract::{Pipeline, failures};
use demarche::language::Model;
use demarche::ontology::Ontology;

#[test]
fn each_example_gives_what_it_must_and_each_near_miss_nothing() {
    let pipeline = Pipeline::new(Ontology::built_in().unwrap(), Model::built_in().unwrap());
    let failed: Vec<String> = failures(&pipeline)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
