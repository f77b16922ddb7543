//! Adding, reading and removing, and files that are no stores.

use super::*;
use crate::article::{Article, DocumentId};
use crate::extract::{End, Extractor, Statement, StatementId};
use crate::ontology::{ActorId, ActorKind, Modality};

fn end(name: &str) -> End {
    End {
        id: ActorId::from_name(name),
        name: name.to_owned(),
        kind: ActorKind::State,
        root: name.to_owned(),
        mention: name.to_owned(),
    }
}

pub(super) fn statement(document: &str, relation: &str, target: &str) -> Statement {
    let mut statement = Statement {
        id: StatementId("".into()),
        document: DocumentId(document.to_owned()),
        sentence: format!("Norway {relation} {target}."),
        span: [3, 30],
        source: end("Norway"),
        relation: relation.into(),
        target: end(target),
        negated: false,
        modality: Modality::Actual,
        attributed_to: Some("a minister".to_owned()),
        start: Some("2024-05".parse().unwrap()),
        end: None,
        seen: Some("2024-05-03".parse().unwrap()),
        confidence: 0.62,
        extractor: Extractor::Both,
        frame: None,
    };
    statement.id = statement.content_id();
    statement
}

fn article(id: &str, text: &str) -> Article {
    Article {
        id: DocumentId(id.to_owned()),
        title: format!("Title of {id}"),
        url: None,
        source: None,
        published: None,
        text: text.to_owned(),
    }
}

pub(super) fn add(store: &mut Store, articles: &[Article], statements: &[Statement]) -> Added {
    let mut batch = store.batch().unwrap();
    articles.iter().for_each(|a| batch.article(a).unwrap());
    statements.iter().for_each(|s| batch.statement(s).unwrap());
    batch.commit().unwrap()
}

/// Returns everything the store says, actors' keys apart.
pub(super) fn everything(store: &Store) -> String {
    let directory = store.directory().unwrap();
    let mut actors: Vec<NamedActor> = directory.actors.into_iter().flatten().collect();
    actors.sort_unstable();
    format!(
        "{:?} {:?} {:?} {:?}",
        store.statements(&Selection::default()).unwrap(),
        store.documents().unwrap(),
        actors,
        store.stats().unwrap()
    )
}

fn story(n: usize) -> String {
    (0..n)
        .map(|i| format!("word{i} of the long story "))
        .collect()
}

#[test]
fn what_goes_in_comes_out() {
    let mut store = Store::in_memory().unwrap();
    let statements = [
        statement("a", "arms", "Ghana"),
        statement("b", "meets", "Peru"),
    ];
    let added = add(&mut store, &[], &statements);
    assert_eq!((added.n_documents, added.n_statements), (2, 2));
    assert_eq!(store.statements(&Selection::default()).unwrap(), statements);
}

#[test]
fn adding_twice_or_in_another_order_changes_nothing() {
    let articles = [
        article("a", &story(40)),
        article("b", &story(41)),
        article("c", "short"),
    ];
    let statements = [
        statement("a", "arms", "Ghana"),
        statement("b", "arms", "Ghana"),
    ];
    let mut once = Store::in_memory().unwrap();
    add(&mut once, &articles, &statements);
    let expected = everything(&once);
    let again = add(&mut once, &articles, &statements);
    assert_eq!(
        (again.n_documents, again.n_statements, again.n_known),
        (0, 0, 2)
    );
    assert_eq!(everything(&once), expected);
    let mut other = Store::in_memory().unwrap();
    add(&mut other, &[], &statements[1..]);
    add(
        &mut other,
        &[articles[2].clone(), articles[1].clone()],
        &statements,
    );
    add(&mut other, &articles[..1], &[]);
    assert_eq!(everything(&other), expected);
}

#[test]
fn the_surer_reading_of_a_statement_stays() {
    let sure = Statement {
        confidence: 0.9,
        extractor: Extractor::Learned,
        ..statement("a", "arms", "Ghana")
    };
    for order in [
        [&sure, &statement("a", "arms", "Ghana")],
        [&statement("a", "arms", "Ghana"), &sure],
    ] {
        let mut store = Store::in_memory().unwrap();
        order.iter().for_each(|s| {
            add(&mut store, &[], &[(*s).clone()]);
        });
        assert_eq!(
            store.statements(&Selection::default()).unwrap(),
            std::slice::from_ref(&sure)
        );
    }
}

#[test]
fn near_duplicates_are_one_source_until_the_link_is_gone() {
    let mut store = Store::in_memory().unwrap();
    let articles = [
        article("b", &story(60)),
        article("c", &format!("Another headline. {}", story(59))),
        article("d", "quite another text, too short to compare"),
    ];
    add(&mut store, &articles, &[]);
    let clusters = store.clusters().unwrap();
    assert_eq!(
        clusters.get(&DocumentId("c".into())),
        Some(&DocumentId("b".into()))
    );
    assert_eq!(clusters.len(), 1);
    store.remove(&DocumentId("b".into())).unwrap();
    assert!(store.clusters().unwrap().is_empty());
}

#[test]
fn a_document_takes_its_statements_along() {
    let mut store = Store::in_memory().unwrap();
    let kept = [
        statement("b", "arms", "Ghana"),
        statement("b", "meets", "Peru"),
    ];
    add(&mut store, &[], &kept);
    let expected = everything(&store);
    add(
        &mut store,
        &[article("a", &story(50))],
        &[
            statement("a", "arms", "Ghana"),
            statement("a", "arms", "Chad"),
        ],
    );
    assert_eq!(store.remove(&DocumentId("a".into())).unwrap(), Some(2));
    assert_eq!(everything(&store), expected);
    assert_eq!(store.remove(&DocumentId("a".into())).unwrap(), None);
}

#[test]
fn another_text_by_a_known_id_is_left_out_with_its_statements() {
    let mut store = Store::in_memory().unwrap();
    add(
        &mut store,
        &[article("a", "one text")],
        &[statement("a", "arms", "Ghana")],
    );
    let expected = everything(&store);
    let added = add(
        &mut store,
        &[article("a", "another text")],
        &[statement("a", "meets", "Peru")],
    );
    assert_eq!((added.n_statements, added.rejected.len()), (0, 1));
    assert_eq!(everything(&store), expected);
}

#[test]
fn a_statement_that_ends_before_it_begins_is_left_out_and_told() {
    let mut store = Store::in_memory().unwrap();
    let inverted = Statement {
        end: Some("2020".parse().unwrap()),
        ..statement("a", "arms", "Ghana")
    };
    let added = add(&mut store, &[], &[inverted]);
    assert_eq!((added.n_statements, added.rejected.len()), (0, 1));
    assert!(added.rejected[0].message.contains("ends before it begins"));
}

#[test]
fn a_batch_that_is_dropped_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    let mut batch = store.batch().unwrap();
    batch.statement(&statement("a", "arms", "Ghana")).unwrap();
    drop(batch);
    assert_eq!(store.stats().unwrap().n_statements, 0);
}

#[test]
fn statements_are_selected_by_actor_relation_and_document() {
    let mut store = Store::in_memory().unwrap();
    let all = [
        statement("a", "arms", "Ghana"),
        statement("a", "meets", "Peru"),
        statement("b", "arms", "Peru"),
    ];
    add(&mut store, &[], &all);
    let count = |selection: Selection| store.statements(&selection).unwrap().len();
    let actors = |names: &[&str]| Some(names.iter().map(|n| ActorId::from_name(n)).collect());
    assert_eq!(
        count(Selection {
            touching: actors(&["Peru"]),
            ..Default::default()
        }),
        2
    );
    assert_eq!(
        count(Selection {
            within: actors(&["Norway", "Ghana"]),
            ..Default::default()
        }),
        1
    );
    assert_eq!(
        count(Selection {
            relations: Some(["arms".into()].into()),
            ..Default::default()
        }),
        2
    );
    assert_eq!(
        count(Selection {
            relations: Some(["arms".into()].into()),
            touching: actors(&["Peru"]),
            documents: Some([DocumentId("b".into())].into()),
            ..Default::default()
        }),
        1
    );
}

#[test]
fn the_counts_are_what_a_group_by_says() {
    let mut store = Store::in_memory().unwrap();
    add(
        &mut store,
        &[],
        &[
            statement("a", "arms", "Ghana"),
            statement("b", "arms", "Peru"),
        ],
    );
    add(
        &mut store,
        &[],
        &[
            statement("c", "arms", "Ghana"),
            statement("a", "arms", "Ghana"),
        ],
    );
    let counted = "SELECT relation, count(DISTINCT source || ' ' || target), count(*) FROM statement GROUP BY relation";
    let mut select = store.connection.prepare(counted).unwrap();
    let grouped: Vec<(String, usize, usize)> = select
        .query_map([], |row| {
            Ok((row.get(0)?, row::count(row, 1)?, row::count(row, 2)?))
        })
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    let stats = store.stats().unwrap();
    let kept: Vec<_> = stats
        .relations
        .iter()
        .map(|r| (r.relation.to_string(), r.n_edges, r.n_asserted))
        .collect();
    assert_eq!(kept, grouped);
}

#[test]
fn files_that_are_no_stores_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let foreign = Connection::open(path("foreign.db")).unwrap();
    foreign.execute_batch("CREATE TABLE other (x)").unwrap();
    drop(foreign);
    drop(Store::open(&path("newer.db")).unwrap());
    let newer = Connection::open(path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    std::fs::write(
        path("text.db"),
        "this is a text and no database, however long it may be",
    )
    .unwrap();
    for (name, expected) in [
        ("foreign.db", "is not a demarche store"),
        ("newer.db", "has format 99"),
        ("text.db", "is not a demarche store"),
    ] {
        let before = std::fs::read(path(name)).unwrap();
        for error in [
            Store::open(&path(name)).err(),
            Store::open_existing(&path(name)).err(),
        ] {
            let message = error.unwrap().to_string();
            assert!(message.contains(expected), "{name}: {message}");
        }
        assert_eq!(std::fs::read(path(name)).unwrap(), before, "{name}");
    }
    assert!(
        Store::open_existing(&path("missing.db"))
            .unwrap_err()
            .to_string()
            .contains("no store")
    );
}

#[test]
fn lines_that_are_no_statements_are_named() {
    let good = serde_json::to_string(&statement("a", "arms", "Ghana")).unwrap();
    let sure = good.replace("0.62", "1.62");
    let text = format!("{good}\n\n{{\n{sure}\n\u{0}\n");
    let mut n_read = 0;
    let rejected = read_statements(Path::new("f.jsonl"), text.as_bytes(), |_| {
        n_read += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(n_read, 1);
    assert_eq!(
        rejected.iter().map(|d| d.line).collect::<Vec<_>>(),
        [3, 4, 5]
    );
}
