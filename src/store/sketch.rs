//! Near-duplicate texts: MinHash of word shingles.
//!
//! In: a text. Out: its signature, and whether two signatures are of nearly the same text (about three
//! fifths of their four-word shingles in common). A newspaper that prints an agency's story with
//! another headline and a cut end is no second witness.

use std::collections::BTreeSet;

/// Numbers in a signature; the share of equal ones estimates the share of common shingles.
const N_HASHES: usize = 64;
/// Numbers that must all agree for two texts to be compared at all.
const N_ROWS: usize = 4;
/// Equal numbers from which on two texts are near-duplicates.
const N_EQUAL: usize = 38;
/// Words in a shingle.
const N_WORDS: usize = 4;
/// Shingles below which a text is too short to tell.
const MIN_SHINGLES: usize = 12;

/// Returns the signature of a text as bytes; `None` for one too short to tell.
pub(super) fn signature(text: &str) -> Option<Vec<u8>> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let shingles: BTreeSet<u64> = words.windows(N_WORDS).map(hash_words).collect();
    if shingles.len() < MIN_SHINGLES {
        return None;
    }
    let signature = (0..N_HASHES as u64).flat_map(|n| {
        let least = shingles.iter().map(|s| mix(s ^ mix(n + 1)) as u32).min();
        least.unwrap_or(u32::MAX).to_le_bytes()
    });
    Some(signature.collect())
}

/// Returns the hashes of a signature's bands: near-duplicates very likely share one.
pub(super) fn bands(signature: &[u8]) -> Vec<i64> {
    signature
        .chunks(4 * N_ROWS)
        .enumerate()
        .map(|(n, band)| {
            let start = mix(n as u64 + 1);
            band.iter().fold(start, |hash, &byte| fnv(hash, byte)) as i64
        })
        .collect()
}

/// Returns whether two signatures are of nearly the same text.
pub(super) fn is_near(a: &[u8], b: &[u8]) -> bool {
    let n_equal = a.chunks(4).zip(b.chunks(4)).filter(|(a, b)| a == b).count();
    a.len() == b.len() && n_equal >= N_EQUAL
}

fn hash_words(words: &[String]) -> u64 {
    words
        .iter()
        .flat_map(|word| word.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, fnv)
}

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads a number over all bits (the finish of SplitMix64).
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(n: usize) -> String {
        (0..n)
            .map(|i| format!("word{} of the story, ", i * 7 % 101))
            .collect()
    }

    #[test]
    fn a_story_with_another_headline_is_the_same() {
        let first = signature(&story(80)).unwrap();
        let second = signature(&format!("Breaking: ministers talk. {}", story(78))).unwrap();
        assert!(is_near(&first, &second));
        let (ours, theirs) = (bands(&first), bands(&second));
        assert!(ours.iter().any(|band| theirs.contains(band)));
    }

    #[test]
    fn other_stories_are_others() {
        let other: String = (0..80)
            .map(|i| format!("term{i} in another text. "))
            .collect();
        assert!(!is_near(
            &signature(&story(80)).unwrap(),
            &signature(&other).unwrap()
        ));
    }

    #[test]
    fn a_short_text_has_no_signature() {
        assert_eq!(signature("Russia met Iran."), None);
    }
}
