//! Which actors stand side by side: blocs.
//!
//! In: how friendly each two are. Out: groups whose members are on the whole friendly to one another, and an
//! order in which friendly groups are neighbours. Groups grow by joining the two that are friendliest on
//! average, as long as there are two that are friendly at all; equal ones in their order.

/// Returns blocs of the actors `0..n`, by the friendliness of each pair (both ways the same).
pub(super) fn blocs(friendliness: &[Vec<f64>]) -> Vec<Vec<usize>> {
    let mut blocs: Vec<Vec<usize>> = (0..friendliness.len()).map(|i| vec![i]).collect();
    while let Some((a, b)) = friendliest(&blocs, friendliness) {
        let joined = blocs.remove(b);
        blocs[a].extend(joined);
    }
    in_a_row(blocs, friendliness)
}

/// Returns the two blocs that are friendliest, if any two are friendly.
fn friendliest(blocs: &[Vec<usize>], friendliness: &[Vec<f64>]) -> Option<(usize, usize)> {
    let mut best = None;
    let mut most = 0.0;
    for a in 0..blocs.len() {
        for b in a + 1..blocs.len() {
            let average = average(&blocs[a], &blocs[b], friendliness);
            if average > most {
                (best, most) = (Some((a, b)), average);
            }
        }
    }
    best
}

fn average(a: &[usize], b: &[usize], friendliness: &[Vec<f64>]) -> f64 {
    let sum: f64 = a
        .iter()
        .flat_map(|&i| b.iter().map(move |&j| friendliness[i][j]))
        .sum();
    sum / (a.len() * b.len()) as f64
}

/// Returns the blocs so that each is followed by the one that is least hostile to it; the largest first.
fn in_a_row(mut blocs: Vec<Vec<usize>>, friendliness: &[Vec<f64>]) -> Vec<Vec<usize>> {
    blocs.sort_by_key(|bloc| (std::cmp::Reverse(bloc.len()), bloc[0]));
    let mut row: Vec<Vec<usize>> = Vec::with_capacity(blocs.len());
    while !blocs.is_empty() {
        let next = row.last().map_or(0, |last: &Vec<usize>| {
            let average = |bloc: &Vec<usize>| average(last, bloc, friendliness);
            let places = 0..blocs.len();
            let better = |a: usize, b: usize| {
                if average(&blocs[b]) > average(&blocs[a]) {
                    b
                } else {
                    a
                }
            };
            places.reduce(better).unwrap_or_default()
        });
        row.push(blocs.remove(next));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friends_stand_together_and_foes_apart() {
        let friendly = [(0, 2), (2, 4), (1, 3)];
        let hostile = [(0, 1), (2, 3), (4, 1)];
        let mut friendliness = vec![vec![0.0; 6]; 6];
        for (pairs, value) in [(friendly, 1.0), (hostile, -1.0)] {
            for (a, b) in pairs {
                friendliness[a][b] = value;
                friendliness[b][a] = value;
            }
        }
        assert_eq!(blocs(&friendliness), [vec![0, 2, 4], vec![5], vec![1, 3]]);
        assert!(blocs(&[]).is_empty());
    }
}
