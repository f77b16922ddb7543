//! JSON in pieces: objects of named values, and arrays with one element a line.
//!
//! In: the fields of `row`. Out: JSON, written as it comes, so that no format holds its file in memory.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::Export;
use super::row::{Field, Value};

/// An object whose members keep their order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Object(Vec<(&'static str, Value)>);

impl Object {
    /// Returns an object of these members.
    pub(crate) fn new<const N: usize>(members: [(&'static str, Value); N]) -> Self {
        Self(members.into())
    }

    /// Returns what the file says about itself.
    pub(crate) fn about(export: &Export<'_>) -> Self {
        let entries = export.meta.entries().into_iter();
        Self(
            entries
                .map(|(key, text)| (key, Value::Text(text)))
                .collect(),
        )
    }

    /// Returns the object with one more member.
    pub(crate) fn and(mut self, key: &'static str, value: Value) -> Self {
        self.0.push((key, value));
        self
    }

    /// Returns the object with these fields at its end.
    pub(crate) fn with<const N: usize>(mut self, fields: &[Field; N], values: [Value; N]) -> Self {
        let names = fields.iter().map(|field| field.name);
        self.0.extend(names.zip(values));
        self
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// Writes a value on one line.
pub(crate) fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

/// An array, written one element a line.
pub(crate) struct List<'w> {
    out: &'w mut dyn Write,
    is_empty: bool,
}

impl<'w> List<'w> {
    /// Begins an array.
    pub(crate) fn open(out: &'w mut dyn Write) -> io::Result<Self> {
        out.write_all(b"[")?;
        let is_empty = true;
        Ok(Self { out, is_empty })
    }

    /// Adds an element.
    pub(crate) fn add(&mut self, element: &impl Serialize) -> io::Result<()> {
        self.out
            .write_all(if self.is_empty { b"\n" } else { b",\n" })?;
        self.is_empty = false;
        value(self.out, element)
    }

    /// Ends the array.
    pub(crate) fn close(self) -> io::Result<()> {
        self.out.write_all(b"]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::row::{Type, field};

    #[test]
    fn members_keep_their_order_and_lists_their_lines() {
        let object = Object::new([("b", Value::Int(1))]);
        let object = object.with(&[field("a", Type::List)], [Value::List(vec!["x".into()])]);
        let mut out = Vec::new();
        let mut list = List::open(&mut out).unwrap();
        list.add(&object).unwrap();
        list.add(&object).unwrap();
        list.close().unwrap();
        let line = r#"{"b":1,"a":["x"]}"#;
        assert_eq!(
            String::from_utf8(out).unwrap(),
            format!("[\n{line},\n{line}]")
        );
    }
}
