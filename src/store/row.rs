//! Statements as rows.

use rusqlite::Row;
use rusqlite::types::Type;

use super::{NamedActor, claim};
use crate::article::DocumentId;
use crate::extract::{End, Extractor, Modality, Statement, StatementId};
use crate::ontology::{ActorId, ActorKind, RelationId};
use crate::time::PartialDate;

/// The query that [`statement`] reads; a `WHERE` may follow.
pub(super) const SELECT: &str = "
SELECT s.id, s.document, s.sentence, s.span_start, s.span_end, s.relation, s.negated, s.modality,
       s.attributed_to, s.valid_from, s.valid_to, s.seen, s.confidence, s.extractor, s.frame,
       a.id, a.name, a.kind, a.root, s.source_mention,
       b.id, b.name, b.kind, b.root, s.target_mention, s.source, s.target
FROM statement s JOIN actor a ON a.key = s.source JOIN actor b ON b.key = s.target ";

/// The columns of [`SELECT`] with the numbers of the two actors.
pub(super) const KEYS: [usize; 2] = [25, 26];

/// Reads one row of [`SELECT`].
pub(super) fn statement(row: &Row<'_>) -> rusqlite::Result<Statement> {
    Ok(Statement {
        id: StatementId(row.get_ref(0)?.as_str()?.into()),
        document: DocumentId(row.get(1)?),
        sentence: row.get(2)?,
        span: [count(row, 3)?, count(row, 4)?],
        source: end(row, 15)?,
        relation: row.get_ref(5)?.as_str()?.into(),
        target: end(row, 20)?,
        negated: row.get(6)?,
        modality: word(row, 7, Modality::from_name)?,
        attributed_to: row.get(8)?,
        start: date(row, 9)?,
        end: date(row, 10)?,
        seen: date(row, 11)?,
        confidence: row.get(12)?,
        extractor: word(row, 13, Extractor::from_name)?,
        frame: row.get(14)?,
    })
}

fn end(row: &Row<'_>, first: usize) -> rusqlite::Result<End> {
    Ok(End {
        id: ActorId(row.get_ref(first)?.as_str()?.into()),
        name: row.get(first + 1)?,
        kind: word(row, first + 2, ActorKind::from_name)?,
        root: row.get(first + 3)?,
        mention: row.get(first + 4)?,
    })
}

/// Reads a date that may be missing.
pub(super) fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PartialDate>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|e| {
            rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(e))
        }),
    }
}

/// Reads one of the words of an enum.
pub(super) fn word<T>(
    row: &Row<'_>,
    column: usize,
    from_name: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    from_name(text).ok_or_else(|| {
        let unknown = crate::Error::usage(format!("unknown word {text:?}"));
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(unknown))
    })
}

/// Returns an actor that begins at a column: id, name, kind, root.
pub(super) fn actor(row: &Row<'_>, first: usize) -> rusqlite::Result<NamedActor> {
    Ok(NamedActor {
        id: ActorId(row.get_ref(first)?.as_str()?.into()),
        name: row.get(first + 1)?,
        kind: word(row, first + 2, ActorKind::from_name)?,
        root: row.get(first + 3)?,
    })
}

/// Returns the records of a bundle.
pub(super) fn records<'r>(
    row: &'r Row<'_>,
    column: usize,
) -> rusqlite::Result<&'r [[u8; claim::SIZE]]> {
    let (records, _) = row.get_ref(column)?.as_blob()?.as_chunks();
    Ok(records)
}

/// Returns a relation's id as it lies in the table.
pub(super) fn relation(row: &Row<'_>, column: usize) -> rusqlite::Result<RelationId> {
    Ok(row.get_ref(column)?.as_str()?.into())
}

/// Reads a number that cannot be negative.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(column)?;
    usize::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}
