//! The model file: weights and vocabulary, checked when they are loaded.
//!
//! In: `weights.safetensors` and `vocab.txt` of `data/models/`, built into the program or read from a
//! folder; a file may leave tensors to that of another model, its base. Out: a [`Model`]. Matrices are stored as whole numbers of eight bits with a scale for each
//! row; layers compute with them as they are.
//! The layout is told in `training/README.md`; what does not follow it is an error that says where.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use safetensors::Dtype;

use super::document::Upos;
use super::encoder::{Encoder, Layer, Table};
use super::entity::Tags;
use super::head::{Heads, Inventory, Parts};
use super::math::Norm;
use super::matrix::Weights;
use super::relation::RelationHead;
use super::tensors::{Load, Tensors};
use super::wordpiece::{MAX_LENGTH, Vocabulary};
use crate::{Error, Result};

/// How many values an attention head has.
const HEAD: usize = 32;
/// Letter cases that the encoder tells apart.
const N_CLASSES: usize = 16;

/// The language model: one encoder and its heads.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) vocabulary: Vocabulary,
    pub(super) encoder: Encoder,
    pub(super) heads: Heads,
    relation: Option<RelationHead>,
}

const FULL: &[u8] = include_bytes!("../../data/models/news-en/weights.safetensors");
const RELATIONS: &[u8] = include_bytes!("../../data/models/news-en-relations/weights.safetensors");
const FAST: &[u8] = include_bytes!("../../data/models/news-en-fast/weights.safetensors");
const VOCABULARY: &str = include_str!("../../data/models/news-en/vocab.txt");

impl Model {
    /// Returns the model that is built into the program: tags, trees, names and relations.
    ///
    /// # Errors
    /// Where the files it was built with are damaged.
    pub fn built_in() -> Result<Self> {
        let path = "data/models/news-en-relations/weights.safetensors";
        let files = [Cow::Borrowed(RELATIONS), Cow::Borrowed(FULL)];
        Self::from_bytes(&files, VOCABULARY, path)
    }

    /// Returns the built-in model of fewer layers: faster, less exact, without a relation head.
    ///
    /// # Errors
    /// Where the files it was built with are damaged.
    pub fn fast() -> Result<Self> {
        let path = "data/models/news-en-fast/weights.safetensors";
        let files = [Cow::Borrowed(FAST), Cow::Borrowed(FULL)];
        Self::from_bytes(&files, VOCABULARY, path)
    }

    /// Reads `weights.safetensors` and `vocab.txt` of a folder, and of the folder beside it that the weights name as
    /// their base.
    ///
    /// # Errors
    /// Where a file cannot be read or is not what the format says.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        let read = |path: &Path| std::fs::read(path).map_err(|e| Error::io(path, e));
        let path = folder.join("weights.safetensors");
        let name = path.display().to_string();
        let mut files = vec![Cow::Owned(read(&path)?)];
        let base = Tensors::new(&[&files[0]])
            .map(|tensors| tensors.metadata.get("base").cloned())
            .map_err(|message| Error::Model {
                path: name.clone(),
                message,
            })?;
        let base = base.map(|base| folder.join("..").join(base));
        if let Some(base) = &base {
            files.push(Cow::Owned(read(&base.join("weights.safetensors"))?));
        }
        let vocabulary = base.as_deref().unwrap_or(folder).join("vocab.txt");
        let text = std::fs::read_to_string(&vocabulary).map_err(|e| Error::io(&vocabulary, e))?;
        Self::from_bytes(&files, &text, &name)
    }

    /// Reads the model from the contents of its files, its own first and then that of its base, if it has one; `path` is
    /// named in errors.
    ///
    /// # Errors
    /// Where format or version are others, or a tensor is missing or of another shape.
    pub fn from_bytes(files: &[Cow<'static, [u8]>], vocabulary: &str, path: &str) -> Result<Self> {
        let vocabulary = Vocabulary::new(vocabulary, path)?;
        let lasting = |file: &Cow<'static, [u8]>| match file {
            Cow::Borrowed(bytes) => Some(*bytes),
            Cow::Owned(_) => None,
        };
        match files.iter().map(lasting).collect::<Option<Vec<_>>>() {
            Some(files) => Tensors::new(&files).and_then(|l| l.model(vocabulary, Cow::Borrowed)),
            None => {
                let files: Vec<&[u8]> = files.iter().map(|f| &**f).collect();
                Tensors::new(&files)
                    .and_then(|l| l.model(vocabulary, |data| Cow::Owned(data.to_vec())))
            }
        }
        .map_err(|message| Error::Model {
            path: path.to_owned(),
            message,
        })
    }

    /// Returns the relation head, if the weights carry one.
    pub fn relation(&self) -> Option<&RelationHead> {
        self.relation.as_ref()
    }
}

impl<'d> Tensors<'d> {
    fn model(
        &self,
        vocabulary: Vocabulary,
        keep: impl Fn(&'d [u8]) -> Cow<'static, [u8]>,
    ) -> Load<Model> {
        let word = self.table("embeddings.word", vocabulary.len(), None, &keep)?;
        let width = word.width;
        if width == 0 || width % HEAD != 0 {
            return Err(format!(
                "vectors have {width} values, expected a multiple of {HEAD}"
            ));
        }
        let table = |name: &str, n_rows: usize| self.table(name, n_rows, Some(width), &keep);
        let encoder = Encoder {
            position: table("embeddings.position", MAX_LENGTH)?,
            case: table("embeddings.case", N_CLASSES)?,
            norm: self.norm("embeddings.norm", width)?,
            layers: self.layers("layer", width)?,
            word,
        };
        let relation = match self.metadata.contains_key("relations") {
            true => Some(self.relation(width)?),
            false => None,
        };
        Ok(Model {
            vocabulary,
            encoder,
            heads: Heads::new(self.heads(width)?),
            relation,
        })
    }

    fn layers(&self, name: &str, width: usize) -> Load<Vec<Layer>> {
        (0..self.number("layers")?)
            .map(|n| self.layer(&format!("{name}.{n}"), width))
            .collect()
    }

    fn layer(&self, name: &str, width: usize) -> Load<Layer> {
        let weights = |part: &str, n_in: usize, n_out: Option<usize>| {
            self.weights(&format!("{name}.{part}"), n_in, n_out)
        };
        let square = |part: &str| weights(part, width, Some(width));
        let intermediate = weights("intermediate", width, None)?;
        Ok(Layer {
            attention: Weights::stacked(vec![square("query")?, square("key")?, square("value")?])
                .pack(),
            output: square("output")?.pack(),
            norm1: self.norm(&format!("{name}.norm1"), width)?,
            project: weights("project", intermediate.n_out(), Some(width))?.pack(),
            intermediate: intermediate.pack(),
            norm2: self.norm(&format!("{name}.norm2"), width)?,
        })
    }

    fn heads(&self, width: usize) -> Load<Parts> {
        let upos = self.names("upos")?;
        let (xpos, labels, entities) = (
            self.names("xpos")?,
            self.names("labels")?,
            self.names("ner")?,
        );
        let unknown = |kind: &str, name: &str| format!("unknown {kind} {name}");
        let inventory = Inventory {
            upos: upos
                .iter()
                .map(|name| Upos::from_name(name).ok_or_else(|| unknown("part of speech", name)))
                .collect::<Load<_>>()?,
            xpos: xpos.iter().map(|name| Arc::from(name.as_str())).collect(),
            labels: labels.iter().map(|name| Arc::from(name.as_str())).collect(),
            entities: Tags::new(&entities).map_err(|name| unknown("entity tag", &name))?,
            n_entities: entities.len(),
            root: labels
                .iter()
                .position(|l| l == "root")
                .ok_or("no label is root")?,
        };
        let (arc_head, label_head) = (
            self.weights("arc.head", width, None)?,
            self.weights("label.head", width, None)?,
        );
        let (n_arc, n_label) = (arc_head.n_out(), label_head.n_out());
        Ok(Parts {
            tags: [
                self.weights("upos", width, Some(upos.len()))?,
                self.weights("xpos", width, Some(xpos.len()))?,
                self.weights("ner", width, Some(entities.len()))?,
            ],
            arc_dependent: self.weights("arc.dependent", width, Some(n_arc))?,
            label_dependent: self.weights("label.dependent", width, Some(n_label))?,
            bilinear: self.bilinear(n_arc)?,
            label: self.weights("label.out", 2 * n_label, Some(labels.len()))?,
            root: self.floats("arc.root", width)?,
            inventory,
            arc_head,
            label_head,
        })
    }

    /// `[dependent; 1] · U` as a layer: the transposed matrix without its last row, which is the bias.
    fn bilinear(&self, n: usize) -> Load<Weights> {
        let matrix = self.matrix("arc.bilinear", Some(n + 1), n)?;
        let weight: Vec<f32> = (0..n)
            .flat_map(|out| (0..n).map(move |input| (input, out)))
            .map(|(input, out)| matrix[input * n + out])
            .collect();
        Ok(Weights::rounded(&weight, matrix[n * n..].to_vec(), n))
    }

    fn relation(&self, width: usize) -> Load<RelationHead> {
        let relations = self.names("relations")?;
        let layers = self.layers("relation.layer", width)?;
        let table = |name: &str| -> Load<Vec<Vec<f32>>> {
            let view = self.view(&format!("relation.{name}.weight"))?;
            let n_cols = view.shape().get(1).copied().unwrap_or_default();
            let rows = self.matrix(&format!("relation.{name}"), None, n_cols)?;
            Ok(rows
                .chunks_exact(n_cols.max(1))
                .map(<[f32]>::to_vec)
                .collect())
        };
        let tables = [
            table("distance")?,
            table("source_kind")?,
            table("target_kind")?,
        ];
        let n_table: usize = tables.iter().map(|t| t.first().map_or(0, Vec::len)).sum();
        let mix = self.weights("relation.mix", 7 * width + n_table, None)?;
        let inner = mix.n_out();
        RelationHead::new(
            [
                self.weights("relation.query", 2 * width, Some(width))?,
                self.weights("relation.key", width, Some(width))?,
                self.weights("relation.value", width, Some(width))?,
            ],
            mix,
            [
                self.weights("relation.relation", inner, Some(1 + relations.len()))?,
                self.weights("relation.negated", inner, Some(2))?,
                self.weights("relation.modality", inner, Some(4))?,
            ],
            tables,
            relations,
        )
        .map(|head| head.with_layers(layers))
    }

    fn norm(&self, name: &str, width: usize) -> Load<Norm> {
        Ok(Norm {
            gain: self.floats(&format!("{name}.gain"), width)?,
            bias: self.floats(&format!("{name}.bias"), width)?,
        })
    }

    fn weights(&self, name: &str, n_in: usize, n_out: Option<usize>) -> Load<Weights> {
        let (weight, scales) = self.whole(name, n_out, n_in)?;
        let bias = self.floats(&format!("{name}.bias"), scales.len())?;
        Ok(Weights::new(weight, scales, bias, n_in))
    }

    fn table(
        &self,
        name: &str,
        n_rows: usize,
        width: Option<usize>,
        keep: &impl Fn(&'d [u8]) -> Cow<'static, [u8]>,
    ) -> Load<Table> {
        let data = self.data(&format!("{name}.weight"), Dtype::I8, &[Some(n_rows), width])?;
        Ok(Table {
            values: keep(data),
            scales: self.floats(&format!("{name}.scale"), n_rows)?,
            width: data.len() / n_rows.max(1),
        })
    }
}
