//! The tensors of a model file, checked as they are taken.
//!
//! In: the bytes of a safetensors file and of the files it leaves tensors to. Out: [`Tensors`], which hands out numbers of
//! the expected type and shape, or says what is wrong.

use std::collections::HashMap;

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

const FORMAT: &str = "demarche-model";
const VERSION: &str = "1";

/// Why a file is not a model.
pub(super) type Load<T> = std::result::Result<T, String>;

pub(super) struct Tensors<'d> {
    /// The model's own tensors, then those of its base.
    tensors: Vec<SafeTensors<'d>>,
    /// Of the model's own file.
    pub(super) metadata: HashMap<String, String>,
}

impl<'d> Tensors<'d> {
    pub(super) fn new(files: &[&'d [u8]]) -> Load<Self> {
        let mut opened = files.iter().map(|bytes| open(bytes));
        let (tensors, metadata) = opened.next().ok_or("no file")??;
        let mut tensors = vec![tensors];
        for base in opened {
            tensors.push(base?.0);
        }
        Ok(Self { tensors, metadata })
    }

    pub(super) fn text(&self, key: &str) -> Load<&str> {
        self.metadata
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| format!("metadata {key} is missing"))
    }

    pub(super) fn number(&self, key: &str) -> Load<usize> {
        self.text(key)?
            .parse()
            .map_err(|_| format!("metadata {key} is no number"))
    }

    pub(super) fn names(&self, key: &str) -> Load<Vec<String>> {
        serde_json::from_str(self.text(key)?).map_err(|e| format!("metadata {key}: {e}"))
    }

    pub(super) fn view(&self, name: &str) -> Load<TensorView<'d>> {
        self.tensors
            .iter()
            .find_map(|file| file.tensor(name).ok())
            .ok_or_else(|| format!("tensor {name} is missing"))
    }

    pub(super) fn data(&self, name: &str, dtype: Dtype, shape: &[Option<usize>]) -> Load<&'d [u8]> {
        let view = self.view(name)?;
        if view.shape().contains(&0) {
            return Err(format!("tensor {name} is empty"));
        }
        let fits = view.shape().len() == shape.len()
            && view
                .shape()
                .iter()
                .zip(shape)
                .all(|(is, should)| should.is_none_or(|s| s == *is));
        if !fits || view.dtype() != dtype {
            let expected: Vec<String> = shape
                .iter()
                .map(|s| s.map_or("any".to_owned(), |s| s.to_string()))
                .collect();
            return Err(format!(
                "tensor {name} is {:?} {:?}, expected {dtype:?} [{}]",
                view.dtype(),
                view.shape(),
                expected.join(", ")
            ));
        }
        Ok(view.data())
    }

    pub(super) fn floats(&self, name: &str, n: usize) -> Load<Vec<f32>> {
        let data = self.data(name, Dtype::F32, &[Some(n)])?;
        let values: Vec<f32> = data
            .as_chunks::<4>()
            .0
            .iter()
            .map(|b| f32::from_le_bytes(*b))
            .collect();
        match values.iter().all(|x| x.is_finite()) {
            true => Ok(values),
            false => Err(format!("tensor {name} holds values that are no numbers")),
        }
    }

    /// Returns the whole numbers of a matrix and the scale of each row.
    pub(super) fn whole(
        &self,
        name: &str,
        n_rows: Option<usize>,
        n_cols: usize,
    ) -> Load<(Vec<i8>, Vec<f32>)> {
        let data = self.data(
            &format!("{name}.weight"),
            Dtype::I8,
            &[n_rows, Some(n_cols)],
        )?;
        let scales = self.floats(&format!("{name}.scale"), data.len() / n_cols.max(1))?;
        Ok((data.iter().map(|b| b.cast_signed()).collect(), scales))
    }

    pub(super) fn matrix(
        &self,
        name: &str,
        n_rows: Option<usize>,
        n_cols: usize,
    ) -> Load<Vec<f32>> {
        let (whole, scales) = self.whole(name, n_rows, n_cols)?;
        let rows = whole.chunks_exact(n_cols.max(1)).zip(scales);
        Ok(rows
            .flat_map(|(row, scale)| row.iter().map(move |w| f32::from(*w) * scale))
            .collect())
    }
}

/// Returns the tensors of a file and what it says about itself.
fn open(bytes: &[u8]) -> Load<(SafeTensors<'_>, HashMap<String, String>)> {
    let wrong = |e| format!("not a safetensors file: {e}");
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(wrong)?;
    let tensors = SafeTensors::deserialize(bytes).map_err(wrong)?;
    let metadata = header.metadata().clone().unwrap_or_default();
    for (key, expected) in [("format", FORMAT), ("version", VERSION)] {
        let found = metadata.get(key).map_or("nothing", String::as_str);
        if found != expected {
            return Err(format!("{key} is {found}, expected {expected}"));
        }
    }
    Ok((tensors, metadata))
}
