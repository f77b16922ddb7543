//! Where actors lie in a picture: the same places in SVG, GEXF and any page.
//!
//! In: a graph with the polarity of its relations, and how large each node is drawn. Out: a point for
//! each node. Actors lie near those to whom they are friendly, and farther from those whom they fight,
//! so that blocs show. Deterministic to the bit: see `geometry`.

mod geometry;
mod overlap;
mod pack;
mod refine;
mod stress;

use std::collections::BTreeMap;
use std::io;

use super::Export;
use crate::graph::Edge;
use crate::ontology::Polarity;

pub(crate) use geometry::{Point, Rect};
pub(crate) use overlap::separate;
use refine::Joint;
use stress::Link;

/// Above this many joined pairs, a drawing is not clarified: nobody reads it line by line.
pub(super) const MAX_CLARIFIED: usize = 250;

/// Above this many joined pairs, only some of each node decide where it lies.
const MAX_LINKS: usize = 50_000;
/// How many those are.
const N_KEPT: usize = 4;

/// Returns a box for each node, of the given half sizes, none overlapping.
///
/// `length` is the usual distance between the centres of two actors with a relation.
pub(crate) fn place(
    export: &Export<'_>,
    halves: &[Point],
    length: f64,
    margin: f64,
) -> io::Result<Vec<Rect>> {
    let links = links(export, length)?;
    let mut rects: Vec<Rect> = halves
        .iter()
        .map(|half| Rect::new(Point::default(), *half))
        .collect();
    let parts = parts(rects.len(), &links);
    for part in &parts {
        place_part(&mut rects, part, &links, margin);
    }
    pack::pack(&mut rects, &parts, &links, length * 0.3);
    Ok(rects)
}

/// Returns a link for each pair of different nodes with an edge, sorted; friends lie nearer than foes.
fn links(export: &Export<'_>, length: f64) -> io::Result<Vec<Link>> {
    let hostility = |edge: &Edge| match export.relation(edge).map(|r| r.polarity) {
        Some(Polarity::Positive) => -1.0,
        Some(Polarity::Negative) => 1.0,
        _ => 0.0,
    };
    let mut told: Vec<([u32; 2], f32)> = Vec::new();
    export.graph.edges(|edge| {
        if edge.source != edge.target {
            let ends = [edge.source.min(edge.target), edge.source.max(edge.target)];
            told.push((ends.map(|end| end as u32), hostility(edge)));
        }
        Ok(())
    })?;
    told.sort_unstable_by_key(|(ends, _)| *ends);
    let pairs = told.chunk_by(|a, b| a.0 == b.0);
    let pairs: Vec<_> = pairs
        .map(|pair| {
            let sum: f64 = pair
                .iter()
                .map(|(_, hostility)| f64::from(*hostility))
                .sum();
            (pair[0].0.map(|end| end as usize), (sum, pair.len() as f64))
        })
        .collect();
    let mut n_partners = vec![0.0_f64; export.graph.nodes().len()];
    for end in pairs.iter().flat_map(|(ends, _)| ends) {
        n_partners[*end] += 1.0;
    }
    let links = pairs
        .into_iter()
        .map(|(ends, (sum, n))| {
            // Several relations side by side need room for their labels, and so do two actors who both
            // have many partners; one with a single partner may lie close to it.
            let [a, b] = ends.map(|end| n_partners[end]);
            let crowd = 0.68 + 0.07 * (n - 1.0).min(5.0) + 0.16 * (a.min(b) - 1.0).sqrt().min(3.0);
            Link {
                ends,
                length: length * crowd * (1.0 + 0.2 * sum / n),
                n_edges: n,
            }
        })
        .collect();
    Ok(thin(links, export.graph.nodes().len()))
}

/// Returns the links of a large graph that decide where its nodes lie: of each node the few with most edges.
fn thin(links: Vec<Link>, n_nodes: usize) -> Vec<Link> {
    if links.len() <= MAX_LINKS {
        return links;
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by(|&a, &b| links[b].n_edges.total_cmp(&links[a].n_edges));
    let mut n_kept = vec![0; n_nodes];
    order.retain(|&i| {
        let is_kept = links[i].ends.iter().any(|&end| n_kept[end] < N_KEPT);
        for &end in &links[i].ends {
            n_kept[end] += usize::from(is_kept);
        }
        is_kept
    });
    order.sort_unstable();
    order.into_iter().map(|i| links[i]).collect()
}

/// Returns the connected parts, the largest first, each sorted.
fn parts(n_nodes: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..n_nodes).collect();
    fn find(leader: &mut [usize], mut node: usize) -> usize {
        while leader[node] != node {
            leader[node] = leader[leader[node]];
            node = leader[node];
        }
        node
    }
    for link in links {
        let [a, b] = link.ends.map(|end| find(&mut leader, end));
        leader[a.max(b)] = a.min(b);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..n_nodes {
        parts.entry(find(&mut leader, node)).or_default().push(node);
    }
    let mut parts: Vec<_> = parts.into_values().collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// Places the nodes of one connected part around the origin.
fn place_part(rects: &mut [Rect], part: &[usize], links: &[Link], margin: f64) {
    let index: BTreeMap<usize, usize> = part.iter().enumerate().map(|(i, &n)| (n, i)).collect();
    let inner: Vec<Link> = links
        .iter()
        .filter_map(|link| {
            let ends = [*index.get(&link.ends[0])?, *index.get(&link.ends[1])?];
            Some(Link { ends, ..*link })
        })
        .collect();
    let mut points = stress::place(part.len(), &inner);
    lay_flat(&mut points);
    let mut boxes: Vec<Rect> = part
        .iter()
        .zip(points)
        .map(|(&node, point)| Rect::new(point, rects[node].half))
        .collect();
    separate(&mut boxes, margin);
    if inner.len() <= MAX_CLARIFIED {
        let lines: Vec<_> = inner
            .iter()
            .map(|link| Joint {
                ends: link.ends,
                n_lines: link.n_edges.min(6.0),
            })
            .collect();
        refine::clarify(&mut boxes, &lines, 70.0, margin * 0.5);
        separate(&mut boxes, margin);
    }
    for (&node, rect) in part.iter().zip(boxes) {
        rects[node].center = rect.center;
    }
}

/// Turns the points so that the longer side of the drawing is its width, and widens it a little, since
/// names are wider than high.
fn lay_flat(points: &mut [Point]) {
    let dot = |p: &Point| Rect::new(*p, Point::default());
    let around = Rect::around(points.iter().map(dot));
    for point in points.iter_mut() {
        let centred = point.minus(around.center);
        *point = if around.half.y > around.half.x {
            Point::new(centred.y, centred.x)
        } else {
            centred
        };
        point.x *= 1.15;
        point.y *= 0.95;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;
    use crate::ontology::ActorKind;

    fn star(n: usize, relation: &str) -> Fixture {
        let names: Vec<String> = (0..=n).map(|i| format!("a{i:04}")).collect();
        let names: Vec<_> = names
            .iter()
            .map(|n| (n.as_str(), ActorKind::State))
            .collect();
        let mut fixture = Fixture::new(&names);
        for i in 1..=n {
            fixture.edge(0, relation, i, &[]);
        }
        fixture
    }

    #[test]
    fn no_two_boxes_overlap_and_parts_lie_apart() {
        let mut fixture = star(20, "supports");
        fixture.graph.edges.truncate(12);
        let halves = vec![Point::new(50.0, 15.0); fixture.graph.nodes.len()];
        let rects = place(&fixture.export(), &halves, 200.0, 14.0).unwrap();
        for (i, a) in rects.iter().enumerate() {
            for b in &rects[i + 1..] {
                assert_eq!(a.overlap(b), 0.0);
            }
        }
        let again = place(&fixture.export(), &halves, 200.0, 14.0).unwrap();
        assert_eq!(rects, again);
    }

    #[test]
    fn friends_lie_nearer_than_foes() {
        let length = |relation| links(&star(1, relation).export(), 100.0).unwrap()[0].length;
        assert!(length("supports") < length("leads"));
        assert!(length("leads") < length("attacks"));
    }

    #[test]
    fn of_a_large_graph_every_node_keeps_some_links() {
        let link = |a, b| Link {
            ends: [a, b],
            length: 1.0,
            n_edges: ((a + b) % 7) as f64,
        };
        let all = (0..400).flat_map(|a| (a + 1..400).map(move |b| link(a, b)));
        let kept = thin(all.collect(), 400);
        assert!(kept.len() <= 400 * N_KEPT, "{}", kept.len());
        for node in 0..400 {
            let n_links = kept.iter().filter(|l| l.ends.contains(&node)).count();
            assert!(n_links >= N_KEPT, "{node} has {n_links}");
        }
    }

    #[test]
    fn a_graph_without_nodes_has_no_places() {
        let fixture = Fixture::new(&[]);
        let places = place(&fixture.export(), &[], 100.0, 10.0).unwrap();
        assert!(places.is_empty());
    }
}
