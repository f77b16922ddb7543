//! How fast articles are read: `cargo bench --bench extract`.
//!
//! One thread, the articles of `examples/` that are plain text; the throughput is bytes of text a second.

#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::article::{self, Article};
use demarche::extract::Pipeline;
use demarche::language::Model;
use demarche::ontology::Ontology;

fn extract(c: &mut Criterion) {
    let ontology = Ontology::built_in().expect("the built-in ontology is right");
    let model = Model::built_in().expect("the model is built in");
    let pipeline = Pipeline::new(ontology, model);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let articles: Vec<Article> = article::read(&[folder]).filter_map(Result::ok).collect();
    let n_bytes = articles.iter().map(|a| a.text.len() as u64).sum();
    let mut group = c.benchmark_group("extract");
    group.sample_size(10).throughput(Throughput::Bytes(n_bytes));
    group.bench_function("examples", |b| {
        b.iter(|| {
            articles
                .iter()
                .map(|a| pipeline.read(black_box(a)).len())
                .sum::<usize>()
        });
    });
    group.bench_function("examples, frames alone", |b| {
        b.iter(|| {
            articles
                .iter()
                .map(|a| pipeline.read_frames(black_box(a)).len())
                .sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
