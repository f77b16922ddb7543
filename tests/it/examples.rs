//! The examples and near misses of the relation files.

use demarche::extract::failures;

use crate::PIPELINE;

#[test]
fn each_example_gives_what_it_must_and_each_near_miss_nothing() {
    let failed: Vec<String> = failures(&PIPELINE)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
