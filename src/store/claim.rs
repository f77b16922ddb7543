//! Claims: what the fold needs of a statement, in forty bytes.
//!
//! In: a statement and the numbers of its ends and its relation in the store. Out: the record that a
//! bundle keeps, and back. Words, places and frames stay in the table of statements.

use crate::article::DocumentId;
use crate::extract::{Modality, Statement, StatementId};
use crate::time::{Interval, PartialDate};

/// Bytes of a record.
pub(super) const SIZE: usize = 40;
/// Set where the source is the second actor of the bundle.
pub(super) const REVERSED: u8 = 1;
const NEGATED: u8 = 2;
const MODALITIES: [Modality; 4] = [
    Modality::Actual,
    Modality::Intended,
    Modality::Requested,
    Modality::Possible,
];

/// A statement without its words, between actors that the store has numbered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// The number of the statement's id.
    pub id: u64,
    /// The number of the document's id.
    pub document: u64,
    /// The number of the source in [`Directory`](super::Directory).
    pub source: u32,
    /// The number of the relation there.
    pub relation: u16,
    /// The number of the target there.
    pub target: u32,
    /// Whether the text says that it is not so.
    pub negated: bool,
    /// Whether it is so, planned, asked for or possible.
    pub modality: Modality,
    /// When it held, as the text says.
    pub valid: Interval,
    /// The article's date.
    pub seen: Option<PartialDate>,
    /// How likely a careful reader would agree.
    pub confidence: f64,
}

impl Claim {
    /// Returns the claim of a statement whose ends and relation have these numbers.
    pub fn new(statement: &Statement, source: u32, relation: u16, target: u32) -> Self {
        Self {
            id: statement.id.number(),
            document: document_number(&statement.document),
            source,
            relation,
            target,
            negated: statement.negated,
            modality: statement.modality,
            valid: statement.valid(),
            seen: statement.seen,
            confidence: statement.confidence,
        }
    }

    /// Returns the record of the claim in the bundle of its source; in the target's it is [`REVERSED`].
    pub(super) fn pack(&self) -> [u8; SIZE] {
        let mut record = [0; SIZE];
        let modality = MODALITIES.iter().position(|m| *m == self.modality);
        let mut put = |at: usize, bytes: &[u8]| record[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &self.id.to_be_bytes());
        put(8, &self.document.to_be_bytes());
        put(16, &pack_date(self.valid.start));
        put(20, &pack_date(self.valid.end));
        put(24, &pack_date(self.seen));
        put(28, &self.confidence.to_be_bytes());
        put(36, &self.relation.to_be_bytes());
        let flags = (modality.unwrap_or(0) as u8) << 2 | if self.negated { NEGATED } else { 0 };
        put(38, &[flags]);
        record
    }

    /// Reads a record of the bundle that `actor` has with `other`.
    pub(super) fn unpack(record: &[u8; SIZE], actor: u32, other: u32) -> Self {
        let flags = record[38];
        let is_reversed = flags & REVERSED != 0;
        Self {
            id: u64::from_be_bytes(bytes(record, 0)),
            document: u64::from_be_bytes(bytes(record, 8)),
            source: if is_reversed { other } else { actor },
            relation: u16::from_be_bytes(bytes(record, 36)),
            target: if is_reversed { actor } else { other },
            negated: flags & NEGATED != 0,
            modality: MODALITIES[usize::from(flags >> 2) & 3],
            valid: Interval::new(unpack_date(record, 16), unpack_date(record, 20)),
            seen: unpack_date(record, 24),
            confidence: f64::from_be_bytes(bytes(record, 28)),
        }
    }
}

/// Returns the number by which claims name a document: 64 bits of the hash of its id.
pub fn document_number(id: &DocumentId) -> u64 {
    u64::from_be_bytes(bytes(blake3::hash(id.0.as_bytes()).as_bytes(), 0))
}

/// Returns the number of the document of a record.
pub(super) fn document_of(record: &[u8; SIZE]) -> u64 {
    u64::from_be_bytes(bytes(record, 8))
}

/// Returns the id with that number.
pub fn statement_id(number: u64) -> StatementId {
    StatementId(format!("{number:016x}").into())
}

fn bytes<const N: usize>(record: &[u8], at: usize) -> [u8; N] {
    record[at..at + N].try_into().expect("a record is longer")
}

fn pack_date(date: Option<PartialDate>) -> [u8; 4] {
    let number = date.map_or(0, |d| {
        let (month, day) = (d.month().unwrap_or(0), d.day().unwrap_or(0));
        u32::from(d.year().unsigned_abs()) << 16 | u32::from(month) << 8 | u32::from(day)
    });
    number.to_be_bytes()
}

fn unpack_date(record: &[u8; SIZE], at: usize) -> Option<PartialDate> {
    let [high, low, month, day] = bytes(record, at);
    PartialDate::from_parts(i16::from_be_bytes([high, low]), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_from_either_end() {
        let date = |text: &str| Some(text.parse().unwrap());
        let claim = Claim {
            id: 7,
            document: u64::MAX,
            source: 3,
            relation: 43,
            target: 2_000_000,
            negated: true,
            modality: Modality::Requested,
            valid: Interval::new(date("1967"), date("1967-06-05")),
            seen: None,
            confidence: 0.62,
        };
        let mut record = claim.pack();
        assert_eq!(Claim::unpack(&record, 3, 2_000_000), claim);
        record[38] |= REVERSED;
        assert_eq!(Claim::unpack(&record, 2_000_000, 3), claim);
    }
}
