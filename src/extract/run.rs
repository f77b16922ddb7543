//! The pipeline: an article in, its statements out.

use super::frames::FrameIndex;
use super::scene::Scene;
use super::statement::Statement;
use crate::actor::{self, Cast, Choice, Gazetteer};
use crate::article::{self, Article};
use crate::language::{self, Document, Model, RelationHead};
use crate::ontology::Ontology;
use crate::time::PartialDate;

/// Everything that reading an article needs, made ready once.
pub struct Pipeline {
    ontology: Ontology,
    gazetteer: Gazetteer,
    frames: FrameIndex,
    model: Model,
}

impl Pipeline {
    /// Makes the ontology and the model ready.
    pub fn new(ontology: Ontology, model: Model) -> Self {
        Self {
            gazetteer: Gazetteer::new(ontology.actors()),
            frames: FrameIndex::new(&ontology),
            ontology,
            model,
        }
    }

    /// Returns the ontology.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Returns the least confidence that is told where none is asked for: more is asked of the frames alone.
    pub fn min_confidence(&self) -> f64 {
        match self.model.relation() {
            Some(_) => super::MIN_CONFIDENCE,
            None => super::MIN_CONFIDENCE_OF_FRAMES,
        }
    }

    /// Returns the article analysed, with its cast; sentences that cannot hold a relation are left without tree.
    pub fn analyse<'t>(&self, article: &'t Article) -> (Document<'t>, Cast) {
        self.analyse_wanted(article, &may_relate, &mut |_| ())
    }

    /// Returns the article analysed, with its cast, every sentence with its tree.
    pub fn analyse_whole<'t>(&self, article: &'t Article) -> (Document<'t>, Cast) {
        self.analyse_wanted(article, &|_| true, &mut |_| ())
    }

    /// Returns the same with who each anaphor could mean.
    pub fn analyse_choices<'t>(&self, article: &'t Article) -> (Document<'t>, Cast, Vec<Choice>) {
        let mut choices = Vec::new();
        let (document, cast) =
            self.analyse_wanted(article, &|_| true, &mut |choice| choices.push(choice));
        (document, cast, choices)
    }

    fn analyse_wanted<'t>(
        &self,
        article: &'t Article,
        wants: &dyn Fn(&[&str]) -> bool,
        see: &mut dyn FnMut(Choice),
    ) -> (Document<'t>, Cast) {
        let paragraphs = article::paragraphs(&article.text);
        let document = language::analyse(&self.model, &article.text, &paragraphs, wants);
        let (ontology, gazetteer) = (&self.ontology, &self.gazetteer);
        let cast = actor::find(ontology, gazetteer, &document, date_of(article), see);
        (document, cast)
    }

    /// Returns the statements of an article, in text order.
    pub fn read(&self, article: &Article) -> Vec<Statement> {
        self.read_with(article, self.model.relation())
    }

    /// Returns the statements that the frames alone read.
    pub fn read_frames(&self, article: &Article) -> Vec<Statement> {
        self.read_with(article, None)
    }

    fn read_with(&self, article: &Article, head: Option<&RelationHead>) -> Vec<Statement> {
        let (document, cast) = self.analyse(article);
        self.read_scene(article, &document, &cast, head)
    }

    /// Returns the statements of an article that [`Pipeline::analyse`] has analysed, in text order.
    pub fn read_analysed(
        &self,
        article: &Article,
        document: &Document,
        cast: &Cast,
    ) -> Vec<Statement> {
        self.read_scene(article, document, cast, self.model.relation())
    }

    fn read_scene(
        &self,
        article: &Article,
        document: &Document,
        cast: &Cast,
        head: Option<&RelationHead>,
    ) -> Vec<Statement> {
        let scene = Scene {
            ontology: &self.ontology,
            document,
            cast,
            published: date_of(article),
        };
        super::read(scene, &self.frames, head, &article.id)
    }
}

/// Returns the article's date, from its text where it gives none.
fn date_of(article: &Article) -> Option<PartialDate> {
    article
        .published
        .or_else(|| article::published_in_text(&article.text))
}

/// Whether a sentence can hold two actors: two capitalised words ("anti-Western" is one), or one beside a word that may stand
/// for an actor.
fn may_relate(words: &[&str]) -> bool {
    let is_name = |word: &&&str| {
        word.split('-')
            .any(|part| part.starts_with(char::is_uppercase))
    };
    let n_names = words.iter().filter(is_name).count();
    let stands_for = |w: &&str| {
        matches!(
            w.to_lowercase().as_str(),
            "it" | "its"
                | "they"
                | "their"
                | "them"
                | "he"
                | "his"
                | "him"
                | "she"
                | "her"
                | "both"
                | "the"
                | "two"
        )
    };
    n_names > 1 || (n_names == 1 && words.iter().any(stands_for))
}
