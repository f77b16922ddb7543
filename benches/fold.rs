//! How long the fold and the store take: 100,000 statements between 2,000 actors, a few of them busy.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use demarche::article::DocumentId;
use demarche::extract::{End, Extractor, Statement, StatementId};
use demarche::graph::{Clusters, Curation, Filter, Rules, View, fold};
use demarche::ontology::{ActorId, ActorKind, Modality, Ontology};
use demarche::query::{Flow, Scope, neighbors};
use demarche::store::Store;
use demarche::time::PartialDate;

const N_STATEMENTS: usize = 100_000;
const N_ACTORS: u64 = 2_000;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Returns an actor; small numbers come often, as great powers do.
    fn actor(&mut self) -> End {
        let limit = 1 + self.below(N_ACTORS);
        let number = self.below(limit);
        End {
            id: ActorId(format!("actor-{number}").into()),
            name: format!("Actor {number}"),
            kind: ActorKind::State,
            root: format!("Actor {}", number / 2 * 2),
            mention: "it".to_owned(),
        }
    }
}

fn statements(ontology: &Ontology, n: usize) -> Vec<Statement> {
    let relations: Vec<_> = ontology.relations().keys().collect();
    let mut numbers = Numbers(7);
    (0..n)
        .map(|idx| {
            let year = 1990 + numbers.below(35) as i16;
            let date = PartialDate::from_day(
                year,
                1 + numbers.below(12) as u8,
                1 + numbers.below(28) as u8,
            );
            let mut statement = Statement {
                id: StatementId("".into()),
                document: DocumentId(format!("document-{}", idx / 6)),
                sentence: "It did something to the other one on that day, officials said."
                    .to_owned(),
                span: [idx % 6 * 70, idx % 6 * 70 + 62],
                source: numbers.actor(),
                relation: relations[numbers.below(relations.len() as u64) as usize].clone(),
                target: numbers.actor(),
                negated: numbers.below(20) == 0,
                modality: Modality::Actual,
                attributed_to: None,
                start: date,
                end: None,
                seen: date,
                confidence: 0.3 + numbers.below(60) as f64 / 100.0,
                extractor: Extractor::Frame,
                frame: None,
            };
            statement.id = statement.content_id();
            statement
        })
        .collect()
}

fn filled(statements: &[Statement]) -> Store {
    let mut store = Store::in_memory().unwrap();
    let mut batch = store.batch().unwrap();
    statements.iter().for_each(|s| batch.statement(s).unwrap());
    batch.commit().unwrap();
    store
}

fn benches(criterion: &mut Criterion) {
    let ontology = Ontology::built_in().unwrap();
    let statements = statements(&ontology, N_STATEMENTS);
    let (clusters, filter) = (Clusters::new(), Filter::default());
    let curation = Curation::default();
    let mut group = criterion.benchmark_group("statements");
    group.sample_size(10);
    group.throughput(Throughput::Elements(N_STATEMENTS as u64));
    for view in [View::Actor, View::Root] {
        let rules = Rules {
            relations: ontology.relations(),
            actors: ontology.actors(),
            clusters: &clusters,
            curation: &curation,
            view,
            filter: &filter,
        };
        group.bench_function(format!("fold, {view:?} view"), |bencher| {
            bencher.iter(|| fold(rules, black_box(&statements)));
        });
    }
    group.bench_function("ingest", |bencher| {
        bencher.iter_batched(|| (), |()| filled(&statements), BatchSize::PerIteration);
    });
    group.finish();
    let store = filled(&statements);
    let scope = Scope::new(&store, &ontology, View::Root).unwrap();
    let busiest = ActorId::from_name("Actor 0");
    criterion.bench_function("one hop around the busiest actor", |bencher| {
        bencher.iter(|| neighbors(&scope, &filter, &busiest, 1, Flow::Both, 200).unwrap());
    });
}

criterion_group!(fold_and_store, benches);
criterion_main!(fold_and_store);
