//! Two tables by the rules of Gephi's spreadsheet import.
//!
//! Nodes: `Id,Label,…`. Edges: `Source,Target,Type,Kind,Id,Label,Weight,Timeset,…`. `Type` is the
//! direction and the relation stands in `Kind`, else Gephi adds parallel edges up; every edge has an id
//! of its own and a weight above 0, else it is dropped; headers differ without regard to case. An
//! actor without edges is only in the table of nodes.

use std::io::{self, Write};

use super::row::{self, EDGE_FIELDS, NODE_FIELDS};
use super::{Cells, Export};
use crate::graph::Edge;
use crate::ontology::Direction;

/// Writes the table of nodes.
pub(crate) fn write_nodes(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(export, out);
    let header = ["Id", "Label"].map(str::to_owned).into_iter();
    table.row(header.chain(NODE_FIELDS.iter().map(|f| title(f.name))))?;
    let degrees = export.graph.degrees();
    for (node, &degree) in export.graph.nodes().iter().zip(&*degrees) {
        let start = [node.id.to_string(), node.name.clone()].into_iter();
        table.row(start.chain(row::node(node, degree).iter().map(row::Value::to_text)))?;
    }
    table.finish()
}

/// Writes the table of edges.
pub(crate) fn write_edges(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(export, out);
    let header = [
        "Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Timeset",
    ]
    .map(str::to_owned)
    .into_iter();
    table.row(header.chain(EDGE_FIELDS.iter().map(|f| title(f.name))))?;
    let nodes = export.graph.nodes();
    export.graph.edges(|edge| {
        let direction = match row::directed(export, edge) {
            Direction::Directed => "Directed",
            Direction::Symmetric => "Undirected",
        };
        let start = [
            nodes[edge.source].id.to_string(),
            nodes[edge.target].id.to_string(),
            direction.to_owned(),
            edge.relation.to_string(),
            row::edge_id(export, edge),
            row::edge_label(edge),
            row::weight(edge).to_string(),
            timeset(edge),
        ]
        .into_iter();
        table.row(start.chain(row::edge(export, edge).iter().map(row::Value::to_text)))
    })?;
    table.finish()
}

/// Returns the valid time as Gephi reads it: `<[2001-01-01, 2005-12-31]; [2010-01-01, Infinity]>`.
fn timeset(edge: &Edge) -> String {
    let spells: Vec<_> = row::spells(edge)
        .map(|interval| {
            let (start, end) = row::days(interval);
            format!(
                "[{}, {}]",
                start.as_deref().unwrap_or("-Infinity"),
                end.as_deref().unwrap_or("Infinity")
            )
        })
        .collect();
    if spells.is_empty() {
        String::new()
    } else {
        format!("<{}>", spells.join("; "))
    }
}

/// Returns a field's name as a heading: `n_sources` is `N Sources`. In the table of edges no field is
/// called `kind` or `type`, which Gephi takes for its own.
fn title(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Writes rows, each cell guarded if asked for.
struct Table<'w> {
    writer: csv::Writer<&'w mut dyn Write>,
    cells: Cells,
}

impl<'w> Table<'w> {
    fn new(export: &Export<'_>, out: &'w mut dyn Write) -> Self {
        Self {
            writer: csv::Writer::from_writer(out),
            cells: export.options.cells,
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        let guarded = self.cells == Cells::Guarded;
        let cells = cells.map(|cell| {
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if guarded && is_formula {
                format!("'{cell}")
            } else if cell.contains('\0') {
                cell.replace('\0', "\u{fffd}")
            } else {
                cell
            }
        });
        self.writer.write_record(cells).map_err(io::Error::other)
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    fn table(
        write: fn(&Export<'_>, &mut dyn Write) -> io::Result<()>,
        export: &Export<'_>,
    ) -> String {
        let mut out = Vec::new();
        write(export, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn edges_keep_relation_in_kind_and_direction_in_type() {
        let sample = Fixture::small();
        let text = table(write_edges, &sample.export());
        let mut lines = text.lines();
        let header = lines.next().unwrap();
        assert!(header.starts_with("Source,Target,Type,Kind,Id,Label,Weight,Timeset,Relation,"));
        let row = text.lines().find(|l| l.contains("|arms|")).unwrap();
        assert!(
            row.starts_with(
                "russia,syria,Directed,arms,russia|arms|syria,arms,2,\
                 \"<[1967-01-01, 1970-12-31]; [2015-09-01, Infinity]>\",arms,cooperation,positive,"
            ),
            "{row}"
        );
        let row = text.lines().find(|l| l.contains("|meets|")).unwrap();
        assert!(row.contains(",Undirected,meets,"), "{row}");
    }

    #[test]
    fn headers_differ_without_regard_to_case() {
        let sample = Fixture::small();
        for text in [
            table(write_edges, &sample.export()),
            table(write_nodes, &sample.export()),
        ] {
            let mut names: Vec<_> = text
                .lines()
                .next()
                .unwrap()
                .split(',')
                .map(str::to_lowercase)
                .collect();
            let n_names = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), n_names);
        }
    }

    #[test]
    fn formulas_are_guarded_only_when_asked() {
        let mut sample = Fixture::small();
        sample.graph.nodes[0].name = "=cmd()".into();
        let mut export = sample.export();
        assert!(table(write_nodes, &export).contains(",=cmd(),"));
        export.options.cells = Cells::Guarded;
        assert!(table(write_nodes, &export).contains(",'=cmd(),"));
    }
}
