//! The laws of the fold, seen from outside: no order, split or repetition shows in a file.
//!
//! `PROPTEST_CASES=10000 cargo test --release --test it laws` runs ten thousand random cases.

use std::sync::LazyLock;

use demarche::article::DocumentId;
use demarche::export::{Export, Format, Meta, Statements};
use demarche::extract::{End, Extractor, Statement, StatementId};
use demarche::graph::{Clusters, Curation, Filter, Fold, Graph, Rules, View, fold};
use demarche::ontology::{ActorId, ActorKind, Modality, Ontology};
use demarche::query::Scope;
use demarche::store::{Selection, Store};
use demarche::time::PartialDate;
use proptest::prelude::*;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::built_in().unwrap());

/// Relations of every sort: states and events, those that end and exclude others, mutual ones.
const RELATIONS: [&str; 10] = [
    "sanctions",
    "lifted-sanctions",
    "maintains-ties",
    "severed-ties",
    "member-of",
    "leaves",
    "allied-with",
    "fights",
    "attacks",
    "supports",
];

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    prop_oneof![
        2 => Just(None),
        2 => (1989i16..1995).prop_map(PartialDate::from_year),
        2 => (1989i16..1995, 1u8..13).prop_map(|(y, m)| PartialDate::from_month(y, m)),
        3 => (1989i16..1995, 1u8..13, 1u8..29).prop_map(|(y, m, d)| PartialDate::from_day(y, m, d)),
    ]
}

fn any_end() -> impl Strategy<Value = End> {
    let root = prop::sample::select(vec![
        "Soviet Union",
        "Russia",
        "Ruritania",
        "<&\"'> \u{202e}=",
    ]);
    (root, any::<bool>()).prop_map(|(root, is_whole)| {
        let name = if is_whole {
            root.to_owned()
        } else {
            format!("{root} army")
        };
        End {
            id: ActorId::from_name(&name),
            kind: if is_whole {
                ActorKind::State
            } else {
                ActorKind::Organ
            },
            mention: name.clone(),
            name,
            root: root.to_owned(),
        }
    })
}

prop_compose! {
    fn any_statement()(
        ends in (any_end(), any_end()),
        relation in prop::sample::select(&RELATIONS[..]),
        negated in prop::bool::weighted(0.2),
        is_actual in prop::bool::weighted(0.8),
        dates in (any_date(), any_date(), any_date()),
        document in 0u8..6,
        confidence in 0u8..=100,
    ) -> Statement {
        // Dates that end before they begin are none, as in articles.
        let end = dates.1.filter(|end| dates.0.is_none_or(|start| end.last_day() >= start.first_day()));
        let mut statement = Statement {
            id: StatementId("".into()),
            document: DocumentId(format!("d{document}")),
            sentence: format!("{} {relation} {}", ends.0.name, ends.1.name),
            span: [0, 10],
            source: ends.0,
            relation: relation.into(),
            target: ends.1,
            negated,
            modality: if is_actual { Modality::Actual } else { Modality::Possible },
            attributed_to: None,
            start: dates.0,
            end,
            seen: dates.2,
            confidence: f64::from(confidence) / 100.0,
            extractor: Extractor::Frame,
            frame: None,
        };
        statement.id = statement.content_id();
        statement
    }
}

/// Returns the graph in every format, one after the other.
fn bytes(graph: &Graph, statements: &[Statement]) -> Vec<u8> {
    let meta = Meta::default();
    let export = Export::new(graph, statements, ONTOLOGY.relations(), &meta);
    let mut out = Vec::new();
    for format in Format::all() {
        format.write(&export, &mut out).unwrap();
    }
    out
}

fn shuffled(statements: &[Statement], seed: u64) -> Vec<Statement> {
    let mut shuffled: Vec<Statement> = statements.iter().chain(statements).cloned().collect();
    shuffled.sort_by_key(|s| *blake3::hash(format!("{seed}{}", s.id).as_bytes()).as_bytes());
    shuffled
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folds_in_any_order_and_of_any_parts_give_the_same_files(
        statements in prop::collection::vec(any_statement(), 0..24),
        parts in prop::collection::vec(0usize..3, 24),
        seed in any::<u64>(),
        view in prop::sample::select(vec![View::Actor, View::Root, View::Heir]),
    ) {
        let clusters = Clusters::from([(DocumentId("d1".into()), DocumentId("d0".into()))]);
        let filter = Filter::default();
        let rules = Rules {
            relations: ONTOLOGY.relations(),
            actors: ONTOLOGY.actors(),
            clusters: &clusters,
            curation: &Curation::default(),
            view,
            filter: &filter,
        };
        let whole = bytes(&fold(rules, &statements), &[]);
        prop_assert_eq!(&bytes(&fold(rules, &shuffled(&statements, seed)), &[]), &whole);
        let part = |n: usize| {
            let mut fold = Fold::new(rules);
            statements.iter().zip(&parts).filter(|(_, part)| **part == n).for_each(|(s, _)| fold.add(s));
            fold
        };
        let mut merged = part(2);
        let mut tail = part(1);
        tail.merge(part(0));
        merged.merge(tail);
        prop_assert_eq!(&bytes(&merged.graph(), &[]), &whole);
        merged.merge(merged.clone());
        prop_assert_eq!(&bytes(&merged.graph(), &[]), &whole);
    }

    #[test]
    fn stores_filled_in_any_order_and_batches_give_the_same_files(
        statements in prop::collection::vec(any_statement(), 0..24),
        sizes in prop::collection::vec(1usize..9, 48),
        seed in any::<u64>(),
    ) {
        let filled = |statements: &[Statement], sizes: &[usize]| {
            let mut store = Store::in_memory().unwrap();
            let mut rest = statements;
            for size in sizes {
                let (now, later) = rest.split_at(rest.len().min(*size));
                let mut batch = store.batch().unwrap();
                now.iter().for_each(|s| batch.statement(s).unwrap());
                batch.commit().unwrap();
                rest = later;
            }
            let scope = Scope::new(&store, &ONTOLOGY, View::Root).unwrap();
            let graph = scope.graph(&Filter::default()).unwrap();
            let kept = store.statements(&Selection::default()).unwrap();
            (bytes(&graph, &kept), graph, store.stats().unwrap())
        };
        let whole = filled(&statements, &[24]);
        prop_assert_eq!(&filled(&shuffled(&statements, seed), &sizes), &whole);
        // The store's fold is the fold of its statements.
        let (clusters, filter) = (Clusters::new(), Filter::default());
        let rules = Rules {
            relations: ONTOLOGY.relations(),
            actors: ONTOLOGY.actors(),
            clusters: &clusters,
            curation: &Curation::default(),
            view: View::Root,
            filter: &filter,
        };
        prop_assert_eq!(&fold(rules, &statements), &whole.1);
    }

    #[test]
    fn what_is_folded_as_it_is_written_gives_the_same_files_as_a_graph_that_is_held(
        statements in prop::collection::vec(any_statement(), 0..24),
        view in prop::sample::select(vec![View::Actor, View::Root, View::Heir]),
    ) {
        let mut store = Store::in_memory().unwrap();
        let mut batch = store.batch().unwrap();
        statements.iter().for_each(|s| batch.statement(s).unwrap());
        batch.commit().unwrap();
        let (filter, meta) = (Filter::default(), Meta::default());
        let scope = Scope::new(&store, &ONTOLOGY, view).unwrap();
        let graph = scope.graph(&filter).unwrap();
        let kept: Vec<Statement> = scope.statements(&graph).unwrap().into_values().collect();
        let sweep = scope.sweep(&filter).unwrap();
        let mut export = Export::new(&sweep, &[], ONTOLOGY.relations(), &meta);
        export.statements = Statements::Stored(&store);
        let mut swept = Vec::new();
        for format in Format::all() {
            format.write(&export, &mut swept).unwrap();
        }
        prop_assert!(swept == bytes(&graph, &kept));
    }
}
