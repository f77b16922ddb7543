//! Parquet, for Arrow, DuckDB, Spark and the like.
//!
//! In: an [`Export`]. Out: a table of edges with the fields that every format has, or a table of statements;
//! days are dates, lists are lists, and what the file says about itself is its metadata. Rows are written in
//! groups, so memory does not grow with their number.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as ArrowField, Metadata, Schema};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Export;
use super::row::{self, EDGE_FIELDS, Field, Type, Value};
use super::told::Told;
use crate::extract::Statement;
use crate::store::Order;

/// How many rows a group has.
const GROUP: usize = 32_768;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Writes the table of edges.
pub(crate) fn write_edges(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let texts = [
        "source",
        "target",
        "source_name",
        "target_name",
        "id",
        "label",
    ];
    let mut columns: Vec<_> = texts.map(|name| Column::new(name, Type::Text)).into();
    columns.push(Column::new("weight", Type::Int));
    columns.extend(["since", "until"].map(Column::day));
    columns.extend(EDGE_FIELDS.iter().map(Column::of));
    let mut table = Table::new(export, columns, out)?;
    let nodes = export.graph.nodes();
    export.graph.edges(|edge| {
        let (source, target) = (&nodes[edge.source], &nodes[edge.target]);
        let first = edge.intervals.first().and_then(|i| i.start);
        let last = edge.intervals.last().and_then(|i| i.end);
        let start = [
            source.id.as_str().into(),
            target.id.as_str().into(),
            source.name.as_str().into(),
            target.name.as_str().into(),
            Value::Text(row::edge_id(export, edge)),
            Value::Text(row::edge_label(edge)),
            Value::Int(row::weight(edge)),
        ];
        let days = [first.map(|d| d.first_day()), last.map(|d| d.last_day())];
        let cells = start
            .map(Cell::Value)
            .into_iter()
            .chain(days.map(Cell::Day));
        let fields = row::edge(export, edge).map(Cell::Value);
        table.row(cells.chain(fields))
    })?;
    table.finish()
}

/// Writes the table of statements.
pub(crate) fn write_statements(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = |name| Column::new(name, Type::Text);
    let columns = vec![
        text("id"),
        text("document"),
        text("sentence"),
        Column::new("span_start", Type::Int),
        Column::new("span_end", Type::Int),
        text("source"),
        text("source_name"),
        text("source_kind"),
        text("source_root"),
        text("source_mention"),
        text("relation"),
        text("target"),
        text("target_name"),
        text("target_kind"),
        text("target_root"),
        text("target_mention"),
        Column::new("negated", Type::Flag),
        text("modality"),
        text("attributed_to"),
        text("start"),
        text("end"),
        Column::day("since"),
        Column::day("until"),
        Column::day("seen"),
        Column::new("confidence", Type::Real),
        text("extractor"),
        text("frame"),
    ];
    let mut table = Table::new(export, columns, out)?;
    Told::of(export).each(Order::Id, |s| table.row(cells(s).into_iter()))?;
    table.finish()
}

fn cells(s: &Statement) -> [Cell; 27] {
    let text = |text: &str| Cell::Value(text.into());
    let maybe = |text: Option<String>| text.map_or(Cell::None, |t| Cell::Value(Value::Text(t)));
    let end = |end: &crate::extract::End| {
        let (id, kind) = (end.id.as_str(), end.kind.as_str());
        [id, &end.name, kind, &end.root, &end.mention].map(text)
    };
    let [
        source,
        source_name,
        source_kind,
        source_root,
        source_mention,
    ] = end(&s.source);
    let [
        target,
        target_name,
        target_kind,
        target_root,
        target_mention,
    ] = end(&s.target);
    [
        text(&s.id.0),
        text(&s.document.0),
        text(&s.sentence),
        Cell::Value(Value::Int(s.span[0])),
        Cell::Value(Value::Int(s.span[1])),
        source,
        source_name,
        source_kind,
        source_root,
        source_mention,
        text(s.relation.as_str()),
        target,
        target_name,
        target_kind,
        target_root,
        target_mention,
        Cell::Value(Value::Flag(s.negated)),
        text(s.modality.as_str()),
        maybe(s.attributed_to.clone()),
        maybe(s.start.map(|d| d.to_string())),
        maybe(s.end.map(|d| d.to_string())),
        Cell::Day(s.start.map(|d| d.first_day())),
        Cell::Day(s.end.map(|d| d.last_day())),
        Cell::Day(s.seen.map(|d| d.first_day())),
        Cell::Value(Value::Real(s.confidence)),
        text(s.extractor.as_str()),
        maybe(s.frame.clone()),
    ]
}

/// What stands in a row of a column.
enum Cell {
    Value(Value),
    Day(Option<Date>),
    None,
}

/// A column that grows.
#[derive(Debug)]
struct Column {
    name: &'static str,
    cells: Cells,
}

#[derive(Debug)]
enum Cells {
    Text(StringBuilder),
    Int(Int64Builder),
    Real(Float64Builder),
    Flag(BooleanBuilder),
    List(ListBuilder<StringBuilder>),
    Day(Date32Builder),
}

impl Column {
    fn new(name: &'static str, r#type: Type) -> Self {
        let cells = match r#type {
            Type::Text => Cells::Text(StringBuilder::new()),
            Type::Int => Cells::Int(Int64Builder::new()),
            Type::Real => Cells::Real(Float64Builder::new()),
            Type::Flag => Cells::Flag(BooleanBuilder::new()),
            Type::List => Cells::List(ListBuilder::new(StringBuilder::new())),
        };
        Self { name, cells }
    }

    fn of(field: &Field) -> Self {
        Self::new(field.name, field.r#type)
    }

    fn day(name: &'static str) -> Self {
        let cells = Cells::Day(Date32Builder::new());
        Self { name, cells }
    }

    fn field(&self) -> ArrowField {
        let r#type = match self.cells {
            Cells::Text(_) => DataType::Utf8,
            Cells::Int(_) => DataType::Int64,
            Cells::Real(_) => DataType::Float64,
            Cells::Flag(_) => DataType::Boolean,
            Cells::List(_) => DataType::new_list(DataType::Utf8, true),
            Cells::Day(_) => DataType::Date32,
        };
        ArrowField::new(self.name, r#type, true)
    }

    fn push(&mut self, cell: Cell) {
        match (&mut self.cells, cell) {
            (Cells::Text(cells), Cell::Value(Value::Text(text))) => cells.append_value(text),
            (Cells::Text(cells), _) => cells.append_null(),
            (Cells::Int(cells), Cell::Value(Value::Int(n))) => cells.append_value(n as i64),
            (Cells::Int(cells), _) => cells.append_null(),
            (Cells::Real(cells), Cell::Value(Value::Real(x))) => cells.append_value(x),
            (Cells::Real(cells), _) => cells.append_null(),
            (Cells::Flag(cells), Cell::Value(Value::Flag(flag))) => cells.append_value(flag),
            (Cells::Flag(cells), _) => cells.append_null(),
            (Cells::List(cells), Cell::Value(Value::List(items))) => {
                cells.append_value(items.into_iter().map(Some));
            }
            (Cells::List(cells), _) => cells.append_null(),
            (Cells::Day(cells), Cell::Day(Some(day))) => {
                cells.append_value((day - EPOCH).get_days());
            }
            (Cells::Day(cells), _) => cells.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match &mut self.cells {
            Cells::Text(cells) => Arc::new(cells.finish()),
            Cells::Int(cells) => Arc::new(cells.finish()),
            Cells::Real(cells) => Arc::new(cells.finish()),
            Cells::Flag(cells) => Arc::new(cells.finish()),
            Cells::List(cells) => Arc::new(cells.finish()),
            Cells::Day(cells) => Arc::new(cells.finish()),
        }
    }
}

/// Bytes on their way from the writer of Parquet, which wants to own where it writes, to the file.
#[derive(Debug, Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn pour(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.0.lock().map_err(|e| io::Error::other(e.to_string()))?;
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().map_err(|e| io::Error::other(e.to_string()))?;
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A table that is written group by group.
struct Table<'w> {
    columns: Vec<Column>,
    n_rows: usize,
    schema: Arc<Schema>,
    writer: ArrowWriter<Pipe>,
    pipe: Pipe,
    out: &'w mut dyn Write,
}

impl<'w> Table<'w> {
    fn new(export: &Export<'_>, columns: Vec<Column>, out: &'w mut dyn Write) -> io::Result<Self> {
        let fields: Vec<_> = columns.iter().map(Column::field).collect();
        let about = export.meta.entries().into_iter();
        let about = about.map(|(key, value)| (format!("demarche.{key}"), value));
        let schema = Arc::new(Schema::new_with_metadata(
            fields,
            about.collect::<Metadata>(),
        ));
        let pipe = Pipe::default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("demarche {}", export.meta.version))
            .build();
        let writer = ArrowWriter::try_new(pipe.clone(), schema.clone(), Some(properties))?;
        Ok(Self {
            columns,
            n_rows: 0,
            schema,
            writer,
            pipe,
            out,
        })
    }

    fn row(&mut self, cells: impl Iterator<Item = Cell>) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.n_rows += 1;
        if self.n_rows == GROUP {
            self.group()?;
        }
        Ok(())
    }

    fn group(&mut self) -> io::Result<()> {
        let arrays = self.columns.iter_mut().map(Column::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), arrays).map_err(io::Error::other)?;
        self.writer.write(&batch)?;
        self.writer.flush()?;
        self.n_rows = 0;
        self.pipe.pour(self.out)
    }

    fn finish(mut self) -> io::Result<()> {
        self.group()?;
        self.writer.close()?;
        self.pipe.pour(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn a_file_begins_and_ends_as_parquet_does_and_is_the_same_twice() {
        let sample = Fixture::small();
        for write in [write_edges, write_statements] {
            let (mut one, mut two) = (Vec::new(), Vec::new());
            write(&sample.export(), &mut one).unwrap();
            write(&sample.export(), &mut two).unwrap();
            assert!(one.starts_with(b"PAR1") && one.ends_with(b"PAR1"));
            assert!(one == two);
        }
    }
}
