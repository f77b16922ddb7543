//! The statements behind the graph, one JSON object a line, as `extract` prints them.
//!
//! They are in the order of document, place and id, whatever order they came in.

use std::io::{self, Write};

use super::Export;
use super::told::Told;
use crate::store::Order;

/// Writes the statements.
pub(crate) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    Told::of(export).each(Order::Place, |statement| {
        serde_json::to_writer(&mut *out, statement)?;
        out.write_all(b"\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;
    use crate::extract::Statement;

    #[test]
    fn statements_read_back_in_a_fixed_order() {
        let mut sample = Fixture::small();
        let mut first = Vec::new();
        write(&sample.export(), &mut first).unwrap();
        sample.statements.reverse();
        let mut second = Vec::new();
        write(&sample.export(), &mut second).unwrap();
        assert_eq!(first, second);
        let text = String::from_utf8(first).unwrap();
        let read: Vec<Statement> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(read.len(), sample.statements.len());
    }
}
