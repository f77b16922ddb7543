//! The laws of the fold, and what it makes of time. `PROPTEST_CASES=10000 cargo test --lib graph::` runs more cases.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::article::DocumentId;
use crate::extract::{End, Extractor, Statement, StatementId};
use crate::ontology::{
    ActorId, ActorKind, ActorTable, Direction, Family, Modality, Relation, RelationId, RelationKind,
};
use crate::time::{Interval, PartialDate};

fn relation(
    id: &str,
    direction: Direction,
    kind: RelationKind,
    ends: &[&str],
    excludes: &[&str],
) -> (RelationId, Relation) {
    let ids = |names: &[&str]| names.iter().map(|&n| RelationId::from(n)).collect();
    let relation = Relation {
        direction,
        kind,
        ends: ids(ends),
        excludes: ids(excludes),
        ..Relation::plain(id)
    };
    (relation.id.clone(), relation)
}

pub(super) fn relations() -> BTreeMap<RelationId, Relation> {
    use Direction::{Directed, Symmetric};
    use RelationKind::{Event, State};
    BTreeMap::from([
        relation("attacks", Directed, Event, &[], &[]),
        relation("sanctions", Directed, State, &[], &[]),
        relation("lifted-sanctions", Directed, Event, &["sanctions"], &[]),
        relation("maintains-ties", Symmetric, State, &["severed-ties"], &[]),
        relation(
            "severed-ties",
            Directed,
            Event,
            &["maintains-ties"],
            &["maintains-ties"],
        ),
        relation("allied-with", Symmetric, State, &[], &["fights"]),
        relation("fights", Symmetric, State, &[], &[]),
    ])
}

fn end(name: &str, root: &str) -> End {
    End {
        id: ActorId::from_name(name),
        name: name.to_owned(),
        kind: if name == root {
            ActorKind::State
        } else {
            ActorKind::Person
        },
        root: root.to_owned(),
        mention: name.to_owned(),
    }
}

fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// Reads "SOURCE [not] RELATION TARGET, START..END, SEEN in DOCUMENT at CONFIDENCE".
pub(super) fn statement(text: &str) -> Statement {
    let mut parts = text.split(", ");
    let mut words: Vec<&str> = parts.next().unwrap().split(' ').collect();
    let negated = words.contains(&"not");
    words.retain(|word| *word != "not");
    let valid = parts.next().unwrap_or_default();
    let (start, stop) = valid.split_once("..").unwrap_or((valid, valid));
    let mut tail = parts.next().unwrap_or_default().split(' ');
    let seen = tail.next().unwrap_or_default();
    let document = tail.nth(1).unwrap_or("doc");
    let mut statement = Statement {
        id: StatementId("".into()),
        document: DocumentId(document.to_owned()),
        sentence: String::new(),
        span: [0, 1],
        source: end(words[0], words[0]),
        relation: words[1].into(),
        target: end(words[2], words[2]),
        negated,
        modality: Modality::Actual,
        attributed_to: None,
        start: date(start),
        end: date(stop),
        seen: date(seen),
        confidence: tail.nth(1).map_or(0.5, |c| c.parse().unwrap()),
        extractor: Extractor::Frame,
        frame: None,
    };
    statement.id = statement.content_id();
    statement
}

fn graph(texts: &[&str], view: View, filter: &Filter) -> Graph {
    let statements: Vec<Statement> = texts.iter().map(|t| statement(t)).collect();
    let (relations, actors, clusters) = (relations(), ActorTable::default(), Clusters::new());
    let rules = Rules {
        relations: &relations,
        actors: &actors,
        clusters: &clusters,
        curation: &Curation::default(),
        view,
        filter,
    };
    fold(rules, &statements)
}

/// Writes the intervals of each edge: "A sanctions B 2014..2020 2022..".
fn check(texts: &[&str], filter: &Filter, expected: &[&str]) {
    let graph = graph(texts, View::Root, filter);
    let show = |date: Option<PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let edges: Vec<String> = graph
        .edges
        .iter()
        .map(|e| {
            let name = |idx: usize| graph.nodes[idx].name.as_str();
            let mut line = format!("{} {} {}", name(e.source), e.relation, name(e.target));
            for i in &e.intervals {
                line += &format!(" {}..{}", show(i.start), show(i.end));
            }
            line + if e.contradicted { " !" } else { "" }
        })
        .collect();
    assert_eq!(edges, expected);
}

#[test]
fn a_state_goes_on_until_what_ends_it() {
    let all = Filter::default();
    check(
        &["A sanctions B, 2014..", "A lifted-sanctions B, 2020-05-01"],
        &all,
        &[
            "A lifted-sanctions B 2020-05-01..2020-05-01",
            "A sanctions B 2014..2020-05-01",
        ],
    );
    check(
        &["A sanctions B, 2014..", "B lifted-sanctions A, 2020"],
        &all,
        &["A sanctions B 2014..", "B lifted-sanctions A 2020..2020"],
    );
}

#[test]
fn an_end_without_date_is_that_of_its_article_where_no_other_is_told() {
    let texts = [
        "A sanctions B, 2014.., 2015-01-01 in x",
        "A lifted-sanctions B, .., 2020-03-01 in y",
        "A lifted-sanctions B, 2019, 2024-01-01 in z",
    ];
    let only = Filter {
        relations: [RelationId::from("sanctions")].into(),
        ..Filter::default()
    };
    check(&texts[..2], &only, &["A sanctions B 2014..2020-03-01"]);
    check(&texts, &only, &["A sanctions B 2014..2019"]);
}

#[test]
fn an_inverted_interval_is_none_and_overlaps_nothing() {
    let mut inverted = statement("A sanctions B, 2020..2010");
    let (relations, actors, clusters) = (relations(), ActorTable::default(), Clusters::new());
    let count = |statement: &Statement, at: Option<&str>| {
        let filter = Filter {
            valid: at.and_then(date).map(Filter::at),
            ..Filter::default()
        };
        let rules = Rules {
            relations: &relations,
            actors: &actors,
            clusters: &clusters,
            curation: &Curation::default(),
            view: View::Root,
            filter: &filter,
        };
        let graph = fold(rules, [statement]);
        graph.edges.iter().map(|e| e.intervals.len()).sum::<usize>() + graph.edges.len()
    };
    assert_eq!(
        (count(&inverted, None), count(&inverted, Some("2015"))),
        (1, 0)
    );
    // With an article's date it counts as if it had none: from that date on.
    inverted.seen = date("2012");
    assert_eq!(
        (
            count(&inverted, Some("2011")),
            count(&inverted, Some("2015"))
        ),
        (0, 1)
    );
}

#[test]
fn a_state_does_not_outlive_its_actors() {
    let statements = [
        "Soviet-Union maintains-ties Ruritania, 1950.., 2024-01-01 in x",
        "Soviet-Union sanctions Ruritania, .., 2024-01-01 in x",
    ]
    .map(statement);
    let ontology = crate::ontology::Ontology::built_in().unwrap();
    let (relations, clusters) = (relations(), Clusters::new());
    let mut filter = Filter::default();
    let count = |filter: &Filter| {
        let rules = Rules {
            relations: &relations,
            actors: ontology.actors(),
            clusters: &clusters,
            curation: &Curation::default(),
            view: View::Root,
            filter,
        };
        fold(rules, &statements).edges.len()
    };
    assert_eq!(count(&filter), 2);
    filter.valid = date("1970").map(Filter::at);
    assert_eq!(count(&filter), 1);
    filter.valid = date("2024").map(Filter::at);
    assert_eq!(count(&filter), 0);
}

#[test]
fn what_ends_a_state_does_not_contradict_it() {
    let texts = [
        "Iran maintains-ties Saudi, 1991.., 2016-01-05 in x",
        "Saudi severed-ties Iran, 2016-01-03",
    ];
    check(
        &texts,
        &Filter::default(),
        &[
            "Iran maintains-ties Saudi 1991..2016-01-03",
            "Saudi severed-ties Iran 2016-01-03..2016-01-03",
        ],
    );
    check(
        &["Iran maintains-ties Saudi, 1991..2020", texts[1]],
        &Filter::default(),
        &[
            "Iran maintains-ties Saudi 1991..2020 !",
            "Saudi severed-ties Iran 2016-01-03..2016-01-03 !",
        ],
    );
}

#[test]
fn ties_restored_are_another_interval() {
    let only = Filter {
        relations: [RelationId::from("maintains-ties")].into(),
        ..Filter::default()
    };
    check(
        &[
            "Saudi maintains-ties Iran, 1991..",
            "Iran maintains-ties Saudi, 2023-03-10..",
            "Saudi severed-ties Iran, 2016-01-03",
        ],
        &only,
        &["Iran maintains-ties Saudi 1991..2016-01-03 2023-03-10.."],
    );
}

#[test]
fn a_later_denial_closes_and_one_of_the_same_time_contradicts() {
    let all = Filter::default();
    check(
        &[
            "A sanctions B, 2014.., 2015-01-01 in x",
            "A not sanctions B, .., 2022-06-01 in y",
        ],
        &all,
        &["A sanctions B 2014..2022-06-01"],
    );
    check(
        &[
            "A sanctions B, 2014.., 2015-01-01 in x",
            "A not sanctions B, 2014-06.., 2014-07-01 in y",
        ],
        &all,
        &["A sanctions B 2014.. !"],
    );
    check(
        &["A attacks B, 2020-01-01", "A not attacks B, 2020-01-01"],
        &all,
        &["A attacks B 2020-01-01..2020-01-01 !"],
    );
    check(
        &["A attacks B, 2020-01-01", "A not attacks B, 2021-01-01"],
        &all,
        &["A attacks B 2020-01-01..2020-01-01"],
    );
}

#[test]
fn a_known_end_closes_what_had_the_same_beginning() {
    check(
        &[
            "A fights B, 2010.., 2012-01-01 in x",
            "A fights B, 2010..2015, 2020-01-01 in y",
        ],
        &Filter::default(),
        &["A fights B 2010..2015"],
    );
}

#[test]
fn relations_that_exclude_one_another_are_flagged_where_they_overlap() {
    let all = Filter::default();
    check(
        &["A allied-with B, 2000..2010", "B fights A, 2005..2006"],
        &all,
        &["A allied-with B 2000..2010 !", "A fights B 2005..2006 !"],
    );
    check(
        &["A allied-with B, 2000..2004", "A fights B, 2005..2006"],
        &all,
        &["A allied-with B 2000..2004", "A fights B 2005..2006"],
    );
}

#[test]
fn what_is_only_denied_or_planned_is_shown_on_request() {
    let mut filter = Filter::default();
    check(&["A not sanctions B, 2014.."], &filter, &[]);
    filter.include.negated = true;
    check(
        &["A not sanctions B, 2014.."],
        &filter,
        &["A sanctions B 2014.."],
    );
}

#[test]
fn a_date_is_asked_of_valid_time_and_another_of_what_was_seen() {
    let texts = [
        "A attacks B, 2014-02-20, 2014-02-21 in x",
        "A attacks B, 2022-02-24, 2022-02-25 in y",
        "A sanctions B, , 2023-01-01 in z",
    ];
    let at = |d: &str| Filter {
        valid: date(d).map(Filter::at),
        ..Filter::default()
    };
    check(&texts, &at("2014"), &["A attacks B 2014-02-20..2014-02-20"]);
    check(&texts, &at("2024"), &["A sanctions B"]);
    let as_of = Filter {
        as_of: date("2020"),
        ..Filter::default()
    };
    check(&texts, &as_of, &["A attacks B 2014-02-20..2014-02-20"]);
}

#[test]
fn independent_sources_raise_the_confidence_and_copies_do_not() {
    let statements =
        ["x", "y", "z"].map(|d| statement(&format!("A attacks B, 2020, 2020 in {d} at 0.5")));
    let (relations, actors) = (relations(), ActorTable::default());
    let clusters = Clusters::from([(DocumentId("z".into()), DocumentId("x".into()))]);
    let filter = Filter::default();
    let rules = Rules {
        relations: &relations,
        actors: &actors,
        clusters: &clusters,
        curation: &Curation::default(),
        view: View::Root,
        filter: &filter,
    };
    let graph = fold(rules, &statements);
    assert_eq!(
        (graph.edges[0].n_asserted, graph.edges[0].n_sources),
        (3, 2)
    );
    assert_eq!(graph.edges[0].confidence, 0.75);
}

#[test]
fn offices_and_what_is_inside_a_root_stay_in_the_actor_view() {
    let mut inside = statement("Putin attacks Russia");
    inside.source = end("Putin", "Russia");
    let mut outside = statement("Sisi leads AU");
    outside.source = end("Sisi", "Egypt");
    let member = statement("Egypt leads AU");
    let (mut relations, actors) = (relations(), ActorTable::default());
    let (clusters, filter) = (Clusters::new(), Filter::default());
    let (id, mut leads) = relation("leads", Direction::Directed, RelationKind::State, &[], &[]);
    leads.family = Family::Affiliation;
    relations.insert(id, leads);
    let n_edges = |view, statement| {
        let rules = Rules {
            relations: &relations,
            actors: &actors,
            clusters: &clusters,
            curation: &Curation::default(),
            view,
            filter: &filter,
        };
        fold(rules, [statement]).edges.len()
    };
    for (statement, n_of_roots) in [(&inside, 0), (&outside, 0), (&member, 1)] {
        assert_eq!(n_edges(View::Actor, statement), 1);
        assert_eq!(n_edges(View::Root, statement), n_of_roots);
    }
}

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    prop_oneof![
        2 => Just(None),
        2 => (2000i16..2006).prop_map(PartialDate::from_year),
        2 => (2000i16..2006, 1u8..13).prop_map(|(y, m)| PartialDate::from_month(y, m)),
        3 => (2000i16..2006, 1u8..13, 1u8..29).prop_map(|(y, m, d)| PartialDate::from_day(y, m, d)),
    ]
}

fn any_end() -> impl Strategy<Value = End> {
    (0usize..3, 0usize..3).prop_map(|(root, part)| {
        let root = ["A", "B", "C"][root];
        end(
            &[
                root.to_owned(),
                format!("{root} army"),
                format!("{root} king"),
            ][part],
            root,
        )
    })
}

prop_compose! {
    pub(super) fn any_statement()(
        ends in (any_end(), any_end()),
        relation in prop::sample::select(relations().into_keys().collect::<Vec<_>>()),
        negated in prop::bool::weighted(0.2),
        modality in prop::sample::select(vec![Modality::Actual, Modality::Actual, Modality::Actual, Modality::Possible]),
        dates in (any_date(), any_date(), any_date()),
        document in 0u8..6,
        confidence in 0u8..=100,
    ) -> Statement {
        let mut statement = Statement {
            source: ends.0,
            target: ends.1,
            relation,
            negated,
            modality,
            start: dates.0,
            end: dates.1,
            seen: dates.2,
            document: DocumentId(format!("d{document}")),
            confidence: f64::from(confidence) / 100.0,
            ..statement("A attacks B")
        };
        statement.id = statement.content_id();
        statement
    }
}

pub(super) fn any_filter() -> impl Strategy<Value = Filter> {
    let window = prop_oneof![
        2 => Just(None),
        1 => (any_date(), any_date()).prop_map(|(a, b)| Some(Interval::new(a.min(b), a.max(b)))),
    ];
    let relations = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::sample::subsequence(relations().into_keys().collect::<Vec<_>>(), 1..4),
    ];
    (window, any_date(), relations, any::<(bool, bool)>(), 0u8..3).prop_map(
        |(valid, as_of, relations, (negated, unrealised), actor)| Filter {
            valid,
            as_of,
            relations: relations.into_iter().collect(),
            include: Include {
                negated,
                unrealised,
            },
            actors: (actor == 0)
                .then(|| ActorId::from_name("A"))
                .into_iter()
                .collect(),
            ..Filter::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_any_split_and_twice_give_the_same_graph(
        statements in prop::collection::vec(any_statement(), 0..40),
        parts in prop::collection::vec(0usize..3, 40),
        seed in any::<u64>(),
        filter in any_filter(),
        view in prop::sample::select(vec![View::Actor, View::Root]),
    ) {
        let (relations, actors) = (relations(), ActorTable::default());
        let clusters = Clusters::from([(DocumentId("d1".into()), DocumentId("d0".into()))]);
        let rules = Rules { relations: &relations, actors: &actors, clusters: &clusters, curation: &Curation::default(), view, filter: &filter };
        let whole = fold(rules, &statements);

        let mut shuffled: Vec<&Statement> = statements.iter().chain(&statements).collect();
        shuffled.sort_by_key(|s| blake3::hash(format!("{seed}{}", s.id).as_bytes()).as_bytes()[..8].to_vec());
        prop_assert_eq!(&fold(rules, shuffled), &whole);

        let part = |n: usize| {
            let mut fold = Fold::new(rules);
            statements.iter().zip(&parts).filter(|(_, p)| **p == n).for_each(|(s, _)| fold.add(s));
            fold
        };
        let (mut left, mut right) = (part(0), part(2));
        left.merge(part(1));
        left.merge(part(2));
        let mut tail = part(1);
        tail.merge(part(0));
        right.merge(tail);
        prop_assert_eq!(&left.graph(), &whole);
        prop_assert_eq!(&right.graph(), &whole);
        left.merge(right);
        prop_assert_eq!(&left.graph(), &whole);
    }

    #[test]
    fn edges_keep_their_invariants(
        statements in prop::collection::vec(any_statement(), 0..40),
        filter in any_filter(),
        view in prop::sample::select(vec![View::Actor, View::Root]),
    ) {
        let (relations, actors, clusters) = (relations(), ActorTable::default(), Clusters::new());
        let rules = Rules { relations: &relations, actors: &actors, clusters: &clusters, curation: &Curation::default(), view, filter: &filter };
        let graph = fold(rules, &statements);
        prop_assert!(graph.nodes.is_sorted_by(|a, b| a.id < b.id));
        let key = |e: &Edge| (e.source, e.target, e.relation.clone());
        prop_assert!(graph.edges.is_sorted_by(|a, b| key(a) < key(b)));
        for edge in &graph.edges {
            prop_assert!(edge.source < graph.nodes.len() && edge.target < graph.nodes.len());
            prop_assert!((0.0..=1.0).contains(&edge.confidence));
            prop_assert!(edge.statements.is_sorted_by(|a, b| a < b));
            prop_assert_eq!(edge.statements.len(), edge.n_asserted + edge.n_denied + edge.n_unrealised);
            prop_assert!(edge.intervals.iter().all(|i| !i.is_inverted()));
            for (idx, one) in edge.intervals.iter().enumerate() {
                prop_assert!(edge.intervals[idx + 1..].iter().all(|other| !one.overlaps(other)));
            }
            let is_symmetric = relations[&edge.relation].direction == Direction::Symmetric;
            prop_assert!(!is_symmetric || edge.source <= edge.target);
            if let Some(window) = filter.valid {
                prop_assert!(edge.intervals.iter().all(|i| i.overlaps(&window)));
            }
        }
    }
}

#[test]
fn a_historical_state_is_passed_on_only_where_the_view_asks() {
    let ontology = crate::ontology::Ontology::built_in().unwrap();
    let heir = |name: &str| {
        let heir = ontology.actors().heir(&ActorId::from_name(name));
        heir.map_or("nobody", |a| a.id.as_str())
    };
    assert_eq!(heir("Soviet Union"), "russia");
    assert_eq!(heir("Czechoslovakia"), "czech-republic");
    assert_eq!(heir("Austria-Hungary"), "austria");
    assert_eq!(heir("British India"), "india");
    assert_eq!(heir("Russia"), "nobody");
    let statements = [
        "Soviet-Union attacks Hungary, 1956",
        "Russia attacks Ukraine, 2022",
    ];
    let statements = statements.map(|text| {
        let mut statement = statement(text);
        if statement.source.name == "Soviet-Union" {
            statement.source = end("Soviet Union", "Soviet Union");
        }
        statement
    });
    let (relations, clusters, filter) = (relations(), Clusters::new(), Filter::default());
    let sources = |view| -> Vec<String> {
        let rules = Rules {
            relations: &relations,
            actors: ontology.actors(),
            clusters: &clusters,
            curation: &Curation::default(),
            view,
            filter: &filter,
        };
        let graph = fold(rules, &statements);
        graph
            .edges
            .iter()
            .map(|e| graph.nodes[e.source].id.to_string())
            .collect()
    };
    assert_eq!(sources(View::Root), ["russia", "soviet-union"]);
    assert_eq!(sources(View::Heir), ["russia", "russia"]);
    assert_eq!(
        View::Heir
            .behind(&[ActorId::from_name("Russia")].into(), ontology.actors())
            .len(),
        4
    );
}
