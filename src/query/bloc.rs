//! Blocs: who stands with whom and against whom, and whether the friend of a friend is a friend.
//!
//! In: a graph, of a date where one is asked for. Out: a partition of its actors, and the triangles in and
//! out of balance. Two actors are friends where their friendly relations outweigh the hostile ones, by
//! confidence, foes where it is the other way round; neutral relations say nothing. Blocs are the
//! partition that local moves and mergers (Louvain) make of the signed modularity (Gómez, Jensen and
//! Arenas 2009): more friendship inside, more enmity between them than chance would have. A triangle is
//! in balance where the product of its signs is positive (Heider; Cartwright and Harary).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::Graph;
use crate::ontology::{Polarity, Relation, RelationId};

/// A move must gain more than what rounding may feign.
const MIN_GAIN: f64 = 1e-12;

/// What stands with and against one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Blocs {
    /// The blocs, the largest first.
    pub blocs: Vec<Bloc>,
    /// The signed modularity of the partition: 0 is chance.
    pub modularity: f64,
    /// How many pairs are friends across blocs or foes inside one.
    pub n_frustrated: usize,
    /// The triangles.
    pub balance: Balance,
}

/// Actors that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bloc {
    /// Their names, those with the most friends inside first.
    pub members: Vec<String>,
    /// Pairs of friends inside.
    pub friends_inside: usize,
    /// Pairs of foes inside.
    pub foes_inside: usize,
    /// Friends of a member outside.
    pub friends_outside: usize,
    /// Foes of a member outside.
    pub foes_outside: usize,
}

/// The triangles of friends and foes.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Balance {
    /// All three are friends: in balance.
    pub n_friends: usize,
    /// Two friends with a common foe: in balance.
    pub n_common_foe: usize,
    /// Two foes with a common friend: out of balance.
    pub n_torn: usize,
    /// All three are foes: out of balance.
    pub n_foes: usize,
    /// The share in balance; nothing where there is no triangle.
    pub share: Option<f64>,
    /// The triangles out of balance.
    pub unbalanced: Vec<Triangle>,
}

/// Three actors of which each two are friends or foes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Triangle {
    /// Their names; of two foes with a common friend, that friend first.
    pub actors: [String; 3],
    /// How many of its sides are foes: 1 or 3.
    pub n_foes: usize,
}

/// The signs between actors, by index, the smaller first: above zero for friends, below for foes.
type Signs = BTreeMap<(usize, usize), f64>;

/// Returns the blocs of a graph and its balance.
pub fn blocs(graph: &Graph, relations: &BTreeMap<RelationId, Relation>) -> Blocs {
    let signs = signs(graph, relations);
    let n_nodes = graph.nodes.len();
    let parts = partition(&signs, n_nodes);
    let is_signed: BTreeSet<usize> = signs.keys().flat_map(|&(a, b)| [a, b]).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &node in &is_signed {
        groups.entry(parts[node]).or_default().push(node);
    }
    let mut blocs: Vec<Bloc> = groups
        .values()
        .map(|members| bloc(graph, &signs, &parts, members))
        .collect();
    blocs.sort_by(|a, b| (b.members.len().cmp(&a.members.len())).then(a.members.cmp(&b.members)));
    let is_frustrated =
        |&(&(a, b), &sign): &(&(usize, usize), &f64)| (parts[a] == parts[b]) != (sign > 0.0);
    Blocs {
        blocs,
        modularity: round(Modularity::of(&signs, n_nodes).total(&signs, &parts)),
        n_frustrated: signs.iter().filter(is_frustrated).count(),
        balance: balance(graph, &signs),
    }
}

fn signs(graph: &Graph, relations: &BTreeMap<RelationId, Relation>) -> Signs {
    let mut signs = Signs::new();
    for edge in graph.edges.iter().filter(|e| e.source != e.target) {
        let pair = (edge.source.min(edge.target), edge.source.max(edge.target));
        let weight = match relations.get(&edge.relation).map(|r| r.polarity) {
            Some(Polarity::Positive) => edge.confidence,
            Some(Polarity::Negative) => -edge.confidence,
            _ => continue,
        };
        *signs.entry(pair).or_default() += weight;
    }
    // What weighs the same on both sides is neither.
    signs.retain(|_, sign| sign.abs() > 1e-9);
    signs
}

fn bloc(graph: &Graph, signs: &Signs, parts: &[usize], members: &[usize]) -> Bloc {
    let part = parts[members[0]];
    let mut bloc = Bloc {
        members: Vec::new(),
        friends_inside: 0,
        foes_inside: 0,
        friends_outside: 0,
        foes_outside: 0,
    };
    let mut n_friends: BTreeMap<usize, usize> = BTreeMap::new();
    for (&(a, b), &sign) in signs {
        let count = match ((parts[a] == part, parts[b] == part), sign > 0.0) {
            ((true, true), true) => {
                *n_friends.entry(a).or_default() += 1;
                *n_friends.entry(b).or_default() += 1;
                &mut bloc.friends_inside
            }
            ((true, true), false) => &mut bloc.foes_inside,
            ((false, false), _) => continue,
            (_, true) => &mut bloc.friends_outside,
            (_, false) => &mut bloc.foes_outside,
        };
        *count += 1;
    }
    let mut members = members.to_vec();
    members.sort_by_key(|node| (std::cmp::Reverse(n_friends.get(node)), *node));
    bloc.members = members
        .iter()
        .map(|&node| graph.nodes[node].name.clone())
        .collect();
    bloc
}

/// The signed modularity, with what chance would have.
struct Modularity {
    /// Friendship and enmity of each node, and of all.
    friendly: Vec<f64>,
    hostile: Vec<f64>,
    friendly_total: f64,
    hostile_total: f64,
}

impl Modularity {
    fn of(signs: &Signs, n_nodes: usize) -> Self {
        let mut found = Self {
            friendly: vec![0.0; n_nodes],
            hostile: vec![0.0; n_nodes],
            friendly_total: 0.0,
            hostile_total: 0.0,
        };
        for (&(a, b), &sign) in signs {
            for node in [a, b] {
                found.friendly[node] += sign.max(0.0);
                found.hostile[node] += (-sign).max(0.0);
            }
        }
        found.friendly_total = found.friendly.iter().sum();
        found.hostile_total = found.hostile.iter().sum();
        found
    }

    /// Returns by how much chance would bind two groups with these sums.
    fn chance(&self, ours: (f64, f64), theirs: (f64, f64)) -> f64 {
        let share = |a: f64, b: f64, total: f64| if total > 0.0 { a * b / total } else { 0.0 };
        share(ours.0, theirs.0, self.friendly_total) - share(ours.1, theirs.1, self.hostile_total)
    }

    fn total(&self, signs: &Signs, parts: &[usize]) -> f64 {
        let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (node, &part) in parts.iter().enumerate() {
            let sum = sums.entry(part).or_default();
            sum.0 += self.friendly[node];
            sum.1 += self.hostile[node];
        }
        let inside = signs.iter().filter(|((a, b), _)| parts[*a] == parts[*b]);
        let inside: f64 = inside.map(|(_, sign)| 2.0 * sign).sum();
        let chance: f64 = sums.values().map(|&sum| self.chance(sum, sum)).sum();
        let whole = self.friendly_total + self.hostile_total;
        if whole > 0.0 {
            (inside - chance) / whole
        } else {
            0.0
        }
    }
}

/// Returns the bloc of each node: nodes move to where they gain most, in their order, until none gains;
/// then blocs move as nodes did.
fn partition(signs: &Signs, n_nodes: usize) -> Vec<usize> {
    let modularity = Modularity::of(signs, n_nodes);
    let mut parts: Vec<usize> = (0..n_nodes).collect();
    // The nodes of each group that moves as one.
    let mut groups: Vec<Vec<usize>> = (0..n_nodes).map(|node| vec![node]).collect();
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n_nodes];
    for (&(a, b), &sign) in signs {
        near[a].push((b, sign));
        near[b].push((a, sign));
    }
    loop {
        let mut sums = vec![(0.0, 0.0); n_nodes];
        let sum = |nodes: &[usize]| {
            nodes.iter().fold((0.0, 0.0), |(f, h), &node| {
                (f + modularity.friendly[node], h + modularity.hostile[node])
            })
        };
        for group in &groups {
            sums[parts[group[0]]] = sum(group);
        }
        let mut owner = vec![0; n_nodes];
        for (idx, group) in groups.iter().enumerate() {
            group.iter().for_each(|&node| owner[node] = idx);
        }
        let mut has_moved = false;
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            for (idx, group) in groups.iter().enumerate() {
                let (home, ours) = (parts[group[0]], sum(group));
                let mut ties = BTreeMap::from([(home, 0.0)]);
                for (other, sign) in group.iter().flat_map(|&node| &near[node]) {
                    if owner[*other] != idx {
                        *ties.entry(parts[*other]).or_default() += sign;
                    }
                }
                sums[home] = (sums[home].0 - ours.0, sums[home].1 - ours.1);
                let gain = |part: usize| ties[&part] - modularity.chance(ours, sums[part]);
                let best = ties.keys().copied().fold(home, |best, part| {
                    if gain(part) > gain(best) + MIN_GAIN {
                        part
                    } else {
                        best
                    }
                });
                sums[best] = (sums[best].0 + ours.0, sums[best].1 + ours.1);
                if best != home {
                    group.iter().for_each(|&node| parts[node] = best);
                    (is_settled, has_moved) = (false, true);
                }
            }
        }
        if !has_moved {
            return parts;
        }
        let mut merged: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, &part) in parts.iter().enumerate() {
            merged.entry(part).or_default().push(node);
        }
        groups = merged.into_values().collect();
    }
}

fn balance(graph: &Graph, signs: &Signs) -> Balance {
    let mut after: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for (&(a, b), &sign) in signs {
        after.entry(a).or_default().insert(b, sign);
    }
    let mut balance = Balance::default();
    for (&(a, b), &ab) in signs {
        let (Some(of_a), Some(of_b)) = (after.get(&a), after.get(&b)) else {
            continue;
        };
        for (&c, &bc) in of_b {
            let Some(&ac) = of_a.get(&c) else {
                continue;
            };
            let n_foes = [ab, bc, ac].iter().filter(|sign| **sign < 0.0).count();
            let count = match n_foes {
                0 => &mut balance.n_friends,
                1 => &mut balance.n_torn,
                2 => &mut balance.n_common_foe,
                _ => &mut balance.n_foes,
            };
            *count += 1;
            if n_foes % 2 == 1 {
                // The common friend is the one opposite to the foes.
                let order = match n_foes {
                    1 if bc < 0.0 => [a, b, c],
                    1 if ac < 0.0 => [b, a, c],
                    1 => [c, a, b],
                    _ => [a, b, c],
                };
                balance.unbalanced.push(Triangle {
                    actors: order.map(|node| graph.nodes[node].name.clone()),
                    n_foes,
                });
            }
        }
    }
    let n_balanced = balance.n_friends + balance.n_common_foe;
    let n_triangles = n_balanced + balance.unbalanced.len();
    balance.share = (n_triangles > 0).then(|| round(n_balanced as f64 / n_triangles as f64));
    balance
}

fn round(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::net::net;

    fn members(edges: &[&str]) -> Vec<String> {
        let (graph, relations) = net(edges);
        let found = blocs(&graph, &relations).blocs;
        found.iter().map(|bloc| bloc.members.concat()).collect()
    }

    #[test]
    fn friends_of_friends_are_a_bloc_and_foes_another() {
        let camps = ["a + b", "b + c", "a + c", "d + e", "a - d", "c - e"];
        assert_eq!(members(&camps), ["abc", "de"]);
        assert_eq!(members(&["a 0 b"]), [""; 0]);
        assert_eq!(members(&["a - b"]), ["a", "b"]);
        // As much for as against: neither.
        assert_eq!(members(&["a + b", "b - a"]), [""; 0]);
    }

    #[test]
    fn two_camps_joined_by_one_friendship_stay_two() {
        let camps = [
            "a + b", "b + c", "a + c", "d + e", "e + f", "d + f", "c + d", "a - f",
        ];
        let (graph, relations) = net(&camps);
        let found = blocs(&graph, &relations);
        assert_eq!(found.blocs[0].members.len(), 3);
        assert_eq!((found.blocs.len(), found.n_frustrated), (2, 1));
        assert_eq!(found.blocs[0].foes_outside, 1);
        assert!(found.modularity > 0.3, "{}", found.modularity);
    }

    #[test]
    fn triangles_are_counted_by_their_signs() {
        let (graph, relations) = net(&[
            "a + b", "b + c", "a + c", "a - d", "b - d", "c + d", "x - y", "y - z", "x - z",
        ]);
        let found = blocs(&graph, &relations).balance;
        assert_eq!(
            (
                found.n_friends,
                found.n_common_foe,
                found.n_torn,
                found.n_foes
            ),
            (1, 1, 2, 1)
        );
        assert_eq!(found.share, Some(0.4));
        let torn: Vec<String> = found.unbalanced.iter().map(|t| t.actors.concat()).collect();
        assert_eq!(torn, ["cad", "cbd", "xyz"]);
    }
}
