//! Graphviz, where it is installed: a DOT file becomes a picture.

use std::io::ErrorKind;

use anyhow::Context;
use demarche::export::{Export, Format};
use graphviz_rust::cmd::Format as Picture;

/// Returns the picture that Graphviz draws of a graph; `None` where Graphviz is not installed.
pub(crate) fn draw(export: &Export<'_>, picture: Picture) -> anyhow::Result<Option<Vec<u8>>> {
    let mut dot = Vec::new();
    Format::Dot.write(export, &mut dot)?;
    let dot = String::from_utf8(dot).context("the DOT file is UTF-8")?;
    match graphviz_rust::exec_dot(dot, vec![picture.into()]) {
        Ok(picture) => Ok(Some(picture)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("drawing with Graphviz"),
    }
}
