//! Numbers of statements, to be looked up a million times.
//!
//! In: numbers in ascending order; they are hashes, so their leading bits are spread evenly. Out: whether one is among
//! them, and where. The leading bits lead to a few neighbours, so a look touches one place of memory and not twenty.

use std::borrow::Cow;

/// How many leading bits lead to the neighbours.
const N_BITS: u32 = 16;

/// Some numbers, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers<'a> {
    sorted: Cow<'a, [u64]>,
    /// For all leading bits, where the numbers with them begin; none where there are few numbers.
    begins: Vec<u32>,
}

impl<'a> Numbers<'a> {
    /// Returns the numbers, which are sorted.
    pub(crate) fn new(sorted: Cow<'a, [u64]>) -> Self {
        let n_leads = 1 << N_BITS;
        let mut begins = Vec::new();
        if sorted.len() > n_leads {
            begins.reserve(n_leads + 1);
            for (place, number) in (0..).zip(sorted.iter()) {
                begins.resize(begins.len().max(lead(*number) + 1), place);
            }
            begins.resize(n_leads + 1, sorted.len() as u32);
        }
        Self { sorted, begins }
    }

    /// Returns where a number stands among them.
    pub(crate) fn place(&self, number: u64) -> Option<usize> {
        let (begin, end) = match &self.begins[..] {
            [] => (0, self.sorted.len()),
            begins => {
                let lead = lead(number);
                (begins[lead] as usize, begins[lead + 1] as usize)
            }
        };
        let near = self.sorted[begin..end].binary_search(&number).ok()?;
        Some(begin + near)
    }

    /// Returns whether a number is among them.
    pub(crate) fn has(&self, number: u64) -> bool {
        self.place(number).is_some()
    }
}

fn lead(number: u64) -> usize {
    (number >> (u64::BITS - N_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns numbers spread as hashes are.
    fn spread(n: u64) -> Vec<u64> {
        let mut numbers: Vec<u64> = (0..n)
            .map(|i| (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn few_and_many_numbers_are_found_and_no_others() {
        for n in [0, 1, 100, 200_000] {
            let sorted = spread(n);
            let numbers = Numbers::new(Cow::Borrowed(&sorted));
            let is_there = |(place, number): (_, &u64)| numbers.place(*number) == Some(place);
            assert!(sorted.iter().enumerate().all(is_there), "{n}");
            let others = sorted.iter().map(|number| number.wrapping_add(1));
            assert!(
                !others
                    .chain([0, u64::MAX])
                    .any(|number| numbers.has(number)),
                "{n}"
            );
        }
    }
}
