//! One file of `schemas/relations/`: a relation, its frames, its examples and near misses.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::frame::{Frame, Pattern, Slot, Trigger};
use super::relation::{Direction, Family, Mode, Polarity, Relation, RelationId, RelationKind};
use super::{ActorKind, EventCodes, Modality, truth_words};
use crate::error::{Error, Result};

/// A sentence that tests a relation's frames.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The relation it belongs to.
    pub relation: RelationId,
    /// The sentence.
    pub text: String,
    /// What it must give of this relation; nothing for a near miss.
    pub gives: Vec<Expected>,
}

/// A statement that an example must give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The source's canonical name.
    pub source: String,
    /// The target's canonical name.
    pub target: String,
    /// Whether it is negated.
    pub negated: bool,
    /// Its modality.
    pub modality: Modality,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.negated {
            f.write_str("not ")?;
        }
        if self.modality != Modality::Actual {
            write!(f, "{} ", self.modality.as_str())?;
        }
        write!(f, "{} -> {}", self.source, self.target)
    }
}

impl Expected {
    /// Reads `not intended A -> B`.
    fn parse(text: &str) -> Option<Self> {
        let (source, target) = text.split_once("->")?;
        let (negated, modality, source) = truth_words(source);
        Some(Self {
            source: source.into(),
            target: target.trim().into(),
            negated,
            modality,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationToml {
    definition: String,
    family: Family,
    direction: Direction,
    source: String,
    target: String,
    polarity: Polarity,
    mode: Mode,
    kind: RelationKind,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    excludes: Vec<String>,
    #[serde(default)]
    takes_places: bool,
    #[serde(default)]
    plover: Vec<String>,
    #[serde(default)]
    cameo: Vec<String>,
    #[serde(default)]
    frame: Vec<toml::Spanned<FrameToml>>,
    #[serde(default)]
    example: Vec<toml::Spanned<ExampleToml>>,
    #[serde(default)]
    near_miss: Vec<toml::Spanned<NearMissToml>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameToml {
    verb: Option<Vec<String>>,
    noun: Option<Vec<String>>,
    role: Option<Vec<String>>,
    adjective: Option<Vec<String>>,
    phrase: Option<Vec<String>>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    object_not: Vec<String>,
    #[serde(default)]
    subject_not: Vec<String>,
    #[serde(default)]
    clause: Vec<String>,
    #[serde(default)]
    with: BTreeMap<String, Vec<String>>,
    source: String,
    target: String,
    #[serde(default)]
    source_kind: Vec<ActorKind>,
    #[serde(default)]
    target_kind: Vec<ActorKind>,
    #[serde(default)]
    negated: bool,
    modality: Option<Modality>,
    #[serde(default = "usual_confidence")]
    confidence: f64,
    #[serde(rename = "note")]
    _note: Option<String>,
}

fn usual_confidence() -> f64 {
    0.8
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleToml {
    text: String,
    gives: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NearMissToml {
    text: String,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// What one relation file says, with the lines where other relations are named.
#[derive(Debug)]
pub(crate) struct RelationFile {
    pub(crate) relation: Relation,
    pub(crate) frames: Vec<Frame>,
    pub(crate) examples: Vec<Example>,
}

/// Returns the line of byte `offset` in `text`, counted from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|&&b| b == b'\n')
        .count()
}

/// Reads a TOML file, with an error that names file and line.
pub(crate) fn parse_toml<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(0, |span| line_of(text, span.start));
        Error::schema(path, line, e.message().trim())
    })
}

fn pattern(words: &str) -> Pattern {
    words.split_whitespace().map(str::to_lowercase).collect()
}

fn patterns(words: Vec<String>) -> Vec<Pattern> {
    words
        .iter()
        .map(|w| pattern(w))
        .filter(|p| !p.is_empty())
        .collect()
}

/// Reads one relation file; `path` ends in `<relation>.toml`.
pub(crate) fn parse(path: &str, text: &str) -> Result<RelationFile> {
    let stem = path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .trim_end_matches(".toml");
    let id = RelationId::from(stem);
    let file: RelationToml = parse_toml(path, text)?;
    let frames = file
        .frame
        .into_iter()
        .enumerate()
        .map(|(idx, frame)| {
            let line = line_of(text, frame.span().start);
            frame_of(&id, idx + 1, frame.into_inner())
                .map_err(|message| Error::schema(path, line, message))
        })
        .collect::<Result<_>>()?;
    let mut examples = Vec::new();
    for example in file.example {
        let line = line_of(text, example.span().start);
        let example = example.into_inner();
        let gives: Option<Vec<_>> = example.gives.iter().map(|g| Expected::parse(g)).collect();
        let gives = gives.filter(|g| !g.is_empty()).ok_or_else(|| {
            Error::schema(path, line, "`gives` must list \"[not] [modality] A -> B\"")
        })?;
        examples.push(Example {
            relation: id.clone(),
            text: example.text,
            gives,
        });
    }
    let near_misses = file.near_miss.into_iter().map(|m| m.into_inner().text);
    examples.extend(near_misses.map(|text| Example {
        relation: id.clone(),
        text,
        gives: Vec::new(),
    }));
    let relations = |ids: Vec<String>| ids.iter().map(|id| RelationId::from(id.as_str())).collect();
    let relation = Relation {
        id,
        definition: file.definition,
        family: file.family,
        direction: file.direction,
        source: file.source,
        target: file.target,
        polarity: file.polarity,
        mode: file.mode,
        kind: file.kind,
        ends: relations(file.ends),
        excludes: relations(file.excludes),
        takes_places: file.takes_places,
        plover: file.plover,
        cameo: file.cameo,
        events: EventCodes::default(),
    };
    Ok(RelationFile {
        relation,
        frames,
        examples,
    })
}

fn frame_of(
    relation: &RelationId,
    number: usize,
    frame: FrameToml,
) -> std::result::Result<Frame, String> {
    let triggers: Vec<Trigger> = [
        frame.verb.map(|w| Trigger::Verb(patterns(w))),
        frame.noun.map(|w| Trigger::Noun(patterns(w))),
        frame.role.map(|w| Trigger::Role(patterns(w))),
        frame.adjective.map(|w| Trigger::Adjective(patterns(w))),
        frame.phrase.map(|w| Trigger::Phrase(patterns(w))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let [trigger] = <[Trigger; 1]>::try_from(triggers).map_err(|t| {
        format!(
            "a frame has exactly one of verb, noun, role, adjective, phrase, this one has {}",
            t.len()
        )
    })?;
    if trigger.patterns().is_empty() {
        return Err(format!("`{}` lists no word", trigger.key()));
    }
    if !(0.0..=1.0).contains(&frame.confidence) {
        return Err(format!(
            "`confidence` is {}, expected 0 to 1",
            frame.confidence
        ));
    }
    if frame.source == frame.target {
        return Err(format!(
            "source and target are the same slot `{}`",
            frame.source
        ));
    }
    let with = frame.with.into_iter();
    Ok(Frame {
        id: format!("{relation}#{number}"),
        relation: relation.clone(),
        trigger,
        object: patterns(frame.object),
        object_not: frame.object_not,
        subject_not: frame.subject_not,
        clause: patterns(frame.clause),
        with: with
            .map(|(p, words)| (p.split('|').map(str::to_owned).collect(), patterns(words)))
            .collect(),
        source: Slot::parse(&frame.source),
        target: Slot::parse(&frame.target),
        source_kind: frame.source_kind,
        target_kind: frame.target_kind,
        negated: frame.negated,
        modality: frame.modality,
        confidence: frame.confidence,
    })
}
