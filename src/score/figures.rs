//! Figures: how many were right, wrong and missed, and what follows from that.

use std::iter::Sum;
use std::ops::AddAssign;

use serde::Serialize;
use serde::ser::SerializeStruct;

/// How many were right, wrong and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Read, and in the gold.
    pub right: usize,
    /// Read, and not in the gold.
    pub wrong: usize,
    /// Firm in the gold, and not read.
    pub missed: usize,
}

impl Count {
    /// Returns the share of what was read that is right; 0 where nothing was read.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Returns the share of the gold that was read; 0 where there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Returns the harmonic mean of precision and recall; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        match p + r > 0.0 {
            true => 2.0 * p * r / (p + r),
            false => 0.0,
        }
    }

    /// Returns precision, recall and F1 as they are written, with four decimals.
    pub fn shares(self) -> [f64; 3] {
        [self.precision(), self.recall(), self.f1()].map(|share| rounded(share, 4))
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [precision, recall, f1] = self.shares();
        let mut count = serializer.serialize_struct("Count", 6)?;
        count.serialize_field("precision", &precision)?;
        count.serialize_field("recall", &recall)?;
        count.serialize_field("f1", &f1)?;
        count.serialize_field("tp", &self.right)?;
        count.serialize_field("fp", &self.wrong)?;
        count.serialize_field("fn", &self.missed)?;
        count.end()
    }
}

/// How often the fields agree of the statements that are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields {
    /// Right statements.
    pub n: usize,
    /// Both or neither say who says so.
    pub attributed: usize,
    /// Both actors have the same name, not only the same root.
    pub name: usize,
    /// Those that the gold dates.
    pub dated: usize,
    /// Those among them that begin in the same year.
    pub years: usize,
}

impl Fields {
    /// Returns the shares of `attributed` and `name` among all, and of `years` among the dated ones.
    pub fn shares(self) -> [f64; 3] {
        let share = |part, all| rounded(share(part, all), 3);
        [
            share(self.attributed, self.n),
            share(self.name, self.n),
            share(self.years, self.dated),
        ]
    }
}

impl AddAssign for Fields {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.attributed += other.attributed;
        self.name += other.name;
        self.dated += other.dated;
        self.years += other.years;
    }
}

impl Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [attributed, name, years] = self.shares();
        let mut fields = serializer.serialize_struct("Fields", 4)?;
        fields.serialize_field("attributed", &attributed)?;
        fields.serialize_field("name", &name)?;
        fields.serialize_field("years", &years)?;
        fields.serialize_field("dated", &self.dated)?;
        fields.end()
    }
}

/// Of how many gold statements the two actors are found, the most that could be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ceiling {
    /// Firm gold statements of which the text was looked at.
    pub n: usize,
    /// Both ends have a mention with the right root in the sentence.
    pub in_sentence: usize,
    /// Both ends have one somewhere in the article.
    pub in_article: usize,
}

impl Ceiling {
    /// Returns the shares found in the sentence and in the article.
    pub fn shares(self) -> [f64; 2] {
        [self.in_sentence, self.in_article].map(|part| rounded(share(part, self.n), 4))
    }
}

impl AddAssign for Ceiling {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.in_sentence += other.in_sentence;
        self.in_article += other.in_article;
    }
}

impl Serialize for Ceiling {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [in_sentence, in_article] = self.shares();
        let mut ceiling = serializer.serialize_struct("Ceiling", 3)?;
        ceiling.serialize_field("statements", &self.n)?;
        ceiling.serialize_field("in_sentence", &in_sentence)?;
        ceiling.serialize_field("in_article", &in_article)?;
        ceiling.end()
    }
}

/// Everything that is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Statements.
    pub statements: Count,
    /// Who with whom, as friend, foe or neither.
    pub tone: Count,
    /// Who with whom.
    pub pair: Count,
    /// Who leads or represents whom.
    pub affiliations: Count,
    /// How often the fields of right statements agree.
    pub fields: Fields,
    /// The most that could be read with the mentions that are found.
    pub ceiling: Ceiling,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.statements += other.statements;
        self.tone += other.tone;
        self.pair += other.pair;
        self.affiliations += other.affiliations;
        self.fields += other.fields;
        self.ceiling += other.ceiling;
    }
}

impl Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::default(), |mut sum, figures| {
            sum += figures;
            sum
        })
    }
}

fn share(part: usize, all: usize) -> f64 {
    match all {
        0 => 0.0,
        all => part as f64 / all as f64,
    }
}

/// Rounds to so many decimals, halves as the binary number lies.
fn rounded(number: f64, decimals: usize) -> f64 {
    let written = format!("{number:.decimals$}");
    written.parse().expect("a number was written")
}
