//! The analysed article: flat arrays of tokens, with sentences and tokens as views.
//!
//! Token indices run through the whole document, so an index alone names a token. A sentence that
//! was not run through the model has tokens without tree ([`Sentence::is_parsed`]). Tests build
//! documents by hand with [`Document::from_conllu`] and need no weights.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::encoder::Encoding;

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are the tags")]
        pub enum $name { $($variant),* }

        impl $name {
            /// Returns the tag as the annotation writes it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Returns the tag written so, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

tags! {
    /// A part of speech of Universal Dependencies.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

tags! {
    /// What an entity span names, in the classes of the newswire annotation.
    EntityKind {
        Person = "Person", Organization = "Organization", Location = "Location", Norp = "NORP", Facility = "Facility", Date = "Date",
        Money = "Money", Product = "Product", Misc = "Misc",
    }
}

/// A span of tokens that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Token indices in the document.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
}

/// One token's row, as stages of the analysis fill it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Bytes of the article's text.
    pub span: Range<usize>,
    /// Part of speech.
    pub upos: Upos,
    /// Penn tag (`VBD`, `NNS` …): tense, form, number.
    pub xpos: Arc<str>,
    /// Base form, lower case except for names.
    pub lemma: Box<str>,
    /// Index of the head token; `None` at the root and where there is no tree.
    pub head: Option<usize>,
    /// Dependency label (`nsubj:pass`); empty where there is no tree.
    pub label: Arc<str>,
}

/// An article's text analysed.
///
/// Invariants: tokens are in text order and do not overlap; sentences are consecutive ranges of
/// them; heads stay inside their sentence; a parsed sentence has exactly one root.
#[derive(Debug, Clone, Default)]
pub struct Document<'t> {
    text: Cow<'t, str>,
    rows: Vec<Row>,
    char_starts: Vec<usize>,
    sentences: Vec<Range<usize>>,
    sentence_of: Vec<u32>,
    children: Vec<usize>,
    child_starts: Vec<usize>,
    entities: Vec<Entity>,
    encodings: Vec<Option<Encoding>>,
}

impl<'t> Document<'t> {
    /// Puts a document together from its rows, sentence ranges, entities and encodings (one for each
    /// sentence, or none at all).
    ///
    /// # Panics
    /// Where the invariants of [`Document`] do not hold; callers are the analysis and tests.
    pub fn new(
        text: impl Into<Cow<'t, str>>,
        rows: Vec<Row>,
        sentences: Vec<Range<usize>>,
        entities: Vec<Entity>,
        encodings: Vec<Option<Encoding>>,
    ) -> Self {
        let text = text.into();
        let mut sentence_of = vec![0; rows.len()];
        for (idx, range) in sentences.iter().enumerate() {
            sentence_of[range.clone()].fill(idx as u32);
        }
        let mut child_starts = vec![0; rows.len() + 1];
        for row in &rows {
            if let Some(head) = row.head {
                child_starts[head + 1] += 1;
            }
        }
        for idx in 0..rows.len() {
            child_starts[idx + 1] += child_starts[idx];
        }
        let mut next = child_starts.clone();
        let mut children = vec![0; child_starts[rows.len()]];
        for (idx, row) in rows.iter().enumerate() {
            if let Some(head) = row.head {
                children[next[head]] = idx;
                next[head] += 1;
            }
        }
        let char_starts = char_starts(&text, &rows);
        let encodings = if encodings.is_empty() {
            vec![None; sentences.len()]
        } else {
            encodings
        };
        assert_eq!(
            encodings.len(),
            sentences.len(),
            "one encoding for each sentence"
        );
        Self {
            text,
            rows,
            char_starts,
            sentences,
            sentence_of,
            children,
            child_starts,
            entities,
            encodings,
        }
    }

    /// Returns the article's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many tokens there are.
    pub fn n_tokens(&self) -> usize {
        self.rows.len()
    }

    /// Returns the token with that index.
    ///
    /// # Panics
    /// Where there is none.
    pub fn token(&self, idx: usize) -> Token<'_> {
        assert!(idx < self.rows.len(), "token {idx} of {}", self.rows.len());
        Token {
            document: self,
            idx,
        }
    }

    /// Returns the sentences in text order.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Sentence<'_>> + '_ {
        (0..self.sentences.len()).map(|idx| Sentence {
            document: self,
            idx,
        })
    }

    /// Returns the sentence with that index.
    ///
    /// # Panics
    /// Where there is none.
    pub fn sentence(&self, idx: usize) -> Sentence<'_> {
        assert!(
            idx < self.sentences.len(),
            "sentence {idx} of {}",
            self.sentences.len()
        );
        Sentence {
            document: self,
            idx,
        }
    }

    /// Returns the entity spans in text order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns the bytes of the text that a range of tokens covers.
    pub fn byte_span(&self, tokens: &Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.rows[tokens.start].span.start..self.rows[tokens.end - 1].span.end
    }

    /// Returns the characters (Unicode scalar values) of the text that a range of tokens covers.
    pub fn char_span(&self, tokens: &Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        let last = tokens.end - 1;
        let end = self.char_starts[last] + self.text[self.rows[last].span.clone()].chars().count();
        self.char_starts[tokens.start]..end
    }

    /// Returns the text that a range of tokens covers, its white space as single spaces.
    pub fn phrase(&self, tokens: &Range<usize>) -> String {
        let words: Vec<&str> = self.words(tokens).split_whitespace().collect();
        words.join(" ")
    }

    /// Returns the text that a range of tokens covers.
    pub fn words(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.byte_span(tokens)]
    }
}

fn char_starts(text: &str, rows: &[Row]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(rows.len());
    let (mut byte, mut n_chars) = (0, 0);
    for row in rows {
        n_chars += text[byte..row.span.start].chars().count();
        byte = row.span.start;
        starts.push(n_chars);
    }
    starts
}

/// A view of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'d> {
    document: &'d Document<'d>,
    idx: usize,
}

impl<'d> Sentence<'d> {
    /// Returns the sentence's place in the document.
    pub fn idx(&self) -> usize {
        self.idx
    }

    /// Returns the indices of its tokens.
    pub fn range(&self) -> Range<usize> {
        self.document.sentences[self.idx].clone()
    }

    /// Returns its tokens.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Token<'d>> + use<'d> {
        let document = self.document;
        self.range().map(move |idx| Token { document, idx })
    }

    /// Returns its text.
    pub fn text(&self) -> &'d str {
        self.document.words(&self.range())
    }

    /// Returns the root of its tree, if it was parsed.
    pub fn root(&self) -> Option<Token<'d>> {
        self.tokens().find(|t| t.label() == "root")
    }

    /// Returns whether it has a tree.
    pub fn is_parsed(&self) -> bool {
        self.root().is_some()
    }

    /// Returns what the relation head starts from, if the model has one and read the sentence.
    pub fn encoding(&self) -> Option<&'d Encoding> {
        self.document.encodings[self.idx].as_ref()
    }
}

/// A view of one token.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    document: &'d Document<'d>,
    idx: usize,
}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.idx, self.form())
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.idx == other.idx
    }
}

impl Eq for Token<'_> {}

impl<'d> Token<'d> {
    fn row(&self) -> &'d Row {
        &self.document.rows[self.idx]
    }

    /// Returns the token's index in the document.
    pub fn idx(&self) -> usize {
        self.idx
    }

    /// Returns the word as written.
    pub fn form(&self) -> &'d str {
        &self.document.text()[self.row().span.clone()]
    }

    /// Returns the base form.
    pub fn lemma(&self) -> &'d str {
        &self.row().lemma
    }

    /// Returns the part of speech.
    pub fn upos(&self) -> Upos {
        self.row().upos
    }

    /// Returns the Penn tag.
    pub fn xpos(&self) -> &'d str {
        &self.row().xpos
    }

    /// Returns the dependency label with its subtype, empty without a tree.
    pub fn label(&self) -> &'d str {
        &self.row().label
    }

    /// Returns the dependency label without its subtype.
    pub fn relation(&self) -> &'d str {
        self.label().split(':').next().unwrap_or_default()
    }

    /// Returns the bytes of the article's text.
    pub fn span(&self) -> Range<usize> {
        self.row().span.clone()
    }

    /// Returns the head; none at the root.
    pub fn head(&self) -> Option<Token<'d>> {
        self.row().head.map(|idx| Token {
            document: self.document,
            idx,
        })
    }

    /// Returns the dependents in text order.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Token<'d>> + use<'d> {
        let document = self.document;
        let range = document.child_starts[self.idx]..document.child_starts[self.idx + 1];
        document.children[range]
            .iter()
            .map(move |&idx| Token { document, idx })
    }

    /// Returns the first dependent with one of the labels (`nsubj` also means `nsubj:pass`; with a
    /// subtype only that subtype).
    pub fn child(&self, labels: &[&str]) -> Option<Token<'d>> {
        self.children().find(|t| t.is_label(labels))
    }

    /// Returns whether the label is one of these; a label without subtype stands for all subtypes.
    pub fn is_label(&self, labels: &[&str]) -> bool {
        labels.iter().any(|&l| {
            if l.contains(':') {
                self.label() == l
            } else {
                self.relation() == l
            }
        })
    }

    /// Returns the sentence the token stands in.
    pub fn sentence(&self) -> Sentence<'d> {
        Sentence {
            document: self.document,
            idx: self.document.sentence_of[self.idx] as usize,
        }
    }

    /// Returns the neighbour `offset` tokens away, inside the sentence.
    pub fn neighbour(&self, offset: isize) -> Option<Token<'d>> {
        let idx = self.idx.checked_add_signed(offset)?;
        self.sentence().range().contains(&idx).then_some(Token {
            document: self.document,
            idx,
        })
    }

    /// Returns the token and all that depends on it, as the smallest range of tokens.
    pub fn subtree(&self) -> Range<usize> {
        let (mut first, mut last) = (self.idx, self.idx);
        let mut stack = vec![self.idx];
        while let Some(idx) = stack.pop() {
            first = first.min(idx);
            last = last.max(idx);
            let range = self.document.child_starts[idx]..self.document.child_starts[idx + 1];
            stack.extend(&self.document.children[range]);
        }
        first..last + 1
    }
}
