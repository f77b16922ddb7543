//! Graphs for the tests of the formats, built by hand.

use std::collections::BTreeMap;

use super::source::Shown;
use super::{Export, Meta};
use crate::article::DocumentId;
use crate::extract::{End, Extractor, Modality, Statement, StatementId};
use crate::graph::{Edge, Graph, Node};
use crate::ontology::{
    ActorId, ActorKind, Direction, Family, Mode, Polarity, Relation, RelationId, RelationKind,
};
use crate::time::Interval;

/// A graph with all that an [`Export`] borrows.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    pub(crate) graph: Graph,
    pub(crate) statements: Vec<Statement>,
    pub(crate) relations: BTreeMap<RelationId, Relation>,
    pub(crate) meta: Meta,
}

impl Fixture {
    /// Returns a graph of four actors: parallel edges, a symmetric one, a planned and a denied one, and
    /// an actor without edges.
    pub(crate) fn small() -> Self {
        let names = [
            ("Côte d'Ivoire", ActorKind::State),
            ("NATO", ActorKind::Organisation),
            ("Russia", ActorKind::State),
            ("Syria", ActorKind::State),
        ];
        let mut fixture = Self::new(&names);
        fixture.edge(2, "arms", 3, &[("1967", "1970"), ("2015-09", "")]);
        fixture.edge(2, "supports", 3, &[]);
        fixture.edge(2, "meets", 3, &[("2024-02-13", "2024-02-13")]);
        fixture.edge(1, "attacks", 3, &[]);
        fixture.edge(3, "member-of", 1, &[]);
        fixture.graph.edges[0].n_sources = 2;
        let n_edges = fixture.graph.edges.len();
        let planned = &mut fixture.graph.edges[n_edges - 1];
        (planned.n_asserted, planned.n_unrealised) = (0, 1);
        let denied = &mut fixture.graph.edges[n_edges - 2];
        (denied.n_asserted, denied.n_denied) = (0, 1);
        fixture.sort();
        fixture
    }

    /// Returns a graph of these actors, named in the order of their ids.
    pub(crate) fn new(names: &[(&str, ActorKind)]) -> Self {
        let nodes = names
            .iter()
            .map(|(name, kind)| Node {
                id: ActorId::from_name(name),
                name: (*name).to_owned(),
                kind: *kind,
                root: (*name).to_owned(),
            })
            .collect();
        Self {
            graph: Graph {
                nodes,
                edges: Vec::new(),
            },
            statements: Vec::new(),
            relations: relations(),
            meta: Meta {
                title: "Who stands where".into(),
                version: "0.0.0".into(),
                source: "2 articles".into(),
                ..Meta::default()
            },
        }
    }

    /// Adds an edge that one statement of one source asserts.
    pub(crate) fn edge(
        &mut self,
        source: usize,
        relation: &str,
        target: usize,
        intervals: &[(&str, &str)],
    ) {
        let statement = self.statement(source, relation, target);
        self.graph.edges.push(Edge {
            source,
            target,
            relation: relation.into(),
            intervals: intervals
                .iter()
                .map(|(start, end)| Interval::new(start.parse().ok(), end.parse().ok()))
                .collect(),
            n_asserted: 1,
            n_denied: 0,
            n_unrealised: 0,
            n_sources: 1,
            confidence: 0.8,
            first_seen: "2024-02-13".parse().ok(),
            last_seen: "2024-02-13".parse().ok(),
            statements: vec![statement],
            contradicted: false,
        });
    }

    fn statement(&mut self, source: usize, relation: &str, target: usize) -> StatementId {
        let end = |i: usize| {
            let node = &self.graph.nodes[i];
            End {
                id: node.id.clone(),
                name: node.name.clone(),
                kind: node.kind,
                root: node.root.clone(),
                mention: node.name.clone(),
            }
        };
        let start = 100 * self.statements.len();
        let mut statement = Statement {
            id: StatementId("".into()),
            document: DocumentId("example".into()),
            sentence: format!("{} {relation} {}.", end(source).name, end(target).name),
            span: [start, start + 50],
            source: end(source),
            relation: relation.into(),
            target: end(target),
            negated: false,
            modality: Modality::Actual,
            attributed_to: None,
            start: None,
            end: None,
            seen: "2024-02-13".parse().ok(),
            confidence: 0.8,
            extractor: Extractor::Frame,
            frame: None,
        };
        statement.id = statement.content_id();
        let id = statement.id.clone();
        self.statements.push(statement);
        id
    }

    /// Puts the edges in the order of a graph.
    pub(crate) fn sort(&mut self) {
        self.graph.edges.sort_by(|a, b| {
            (a.source, a.target, &a.relation).cmp(&(b.source, b.target, &b.relation))
        });
    }

    /// Returns the export of everything, to be drawn.
    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown::of(&self.export(), &self.graph)
    }

    /// Returns the export of everything.
    pub(crate) fn export(&self) -> Export<'_> {
        Export::new(&self.graph, &self.statements, &self.relations, &self.meta)
    }
}

/// Returns relations of each family.
fn relations() -> BTreeMap<RelationId, Relation> {
    use Direction::{Directed, Symmetric};
    use Polarity::{Negative, Neutral, Positive};
    [
        ("meets", Family::Diplomacy, Symmetric, Positive),
        ("supports", Family::Diplomacy, Directed, Positive),
        ("allied-with", Family::Alignment, Symmetric, Positive),
        ("member-of", Family::Alignment, Directed, Positive),
        ("arms", Family::Cooperation, Directed, Positive),
        ("condemns", Family::Contention, Directed, Negative),
        ("sanctions", Family::Coercion, Directed, Negative),
        ("attacks", Family::Force, Directed, Negative),
        ("leads", Family::Affiliation, Directed, Neutral),
    ]
    .into_iter()
    .map(|(id, family, direction, polarity)| {
        let relation = Relation {
            family,
            direction,
            polarity,
            mode: Mode::Material,
            kind: RelationKind::State,
            ..Relation::plain(id)
        };
        (relation.id.clone(), relation)
    })
    .collect()
}
