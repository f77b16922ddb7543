//! Features: what is seen in the text of somebody whom an anaphor could stand for.

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What is seen of a candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $($(#[$doc])* $name),* }

        impl Feature {
            /// Every feature, in the order of [`Candidate::features`].
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

features! {
    /// Always 1: what speaks for standing for anybody.
    Bias,
    /// The anaphor is a noun: the same.
    NounBias,
    /// The anaphor is a possessive: the same.
    OwnerBias,
    /// Last named in the anaphor's sentence.
    Here,
    /// … in the sentence before.
    Previous,
    /// … two sentences before.
    TwoBack,
    /// The last mention is a subject.
    Subject,
    /// … an object.
    Object,
    /// … an owner or an adjective of another noun.
    Owner,
    /// … the owner of a subject.
    OwnerOfSubject,
    /// … a capital, town or region.
    Place,
    /// … an adjective or a people.
    Demonym,
    /// … itself an anaphor.
    Anaphor,
    /// The part of all mentions so far that name its root.
    Share,
    /// The logarithm of how often its root was named.
    Often,
    /// The candidate named last.
    Nearest,
    /// The one before.
    Second,
    /// The first mention of its sentence.
    Topic,
    /// Both are subjects.
    Parallel,
    /// Both are arguments of one verb.
    SameClause,
    /// Its root is named again, later in the anaphor's sentence.
    NamedLater,
    /// The subject of the verb of saying that the anaphor's clause stands under.
    Speaker,
    /// The root of who says the quotation that the anaphor stands in.
    Quoted,
    /// Somebody else, in a quotation.
    OtherQuoted,
    /// The anaphor speaks: the root that spoke last.
    SpokeBefore,
    /// The anaphor speaks: named in its sentence.
    Told,
    /// The anaphor's noun is said of such countries: "the kingdom".
    Epithet,
    /// … of other countries.
    OtherEpithet,
    /// Who the verb above accuses: "condemned Russia for its invasion".
    Blamed,
    /// Named or titled before by the anaphor's noun.
    SameNoun,
    /// The only candidate.
    Only,
    /// A title or pronoun told the same gender.
    SameGender,
    /// … the other gender.
    OtherGender,
    /// In the actor files.
    Known,
    /// A state, organisation, group, organ, people or person, in the singular or as a set of them.
    State,
    /// See [`Feature::State`].
    Organisation,
    /// See [`Feature::State`].
    Group,
    /// See [`Feature::State`].
    Organ,
    /// See [`Feature::State`].
    People,
    /// See [`Feature::State`].
    Person,
    /// A set of one actor.
    One,
    /// … of two.
    Two,
    /// … of three or more.
    More,
    /// "A, B and C".
    Coordinated,
    /// "A met with B".
    Met,
    /// The only two actors of their sentence.
    OnlyTwo,
    /// A noun in the plural.
    Plural,
    /// The noun is of persons or of countries, and so are they.
    Fits,
    /// … and they are not.
    Unfit,
}

/// Somebody whom an anaphor could stand for.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The actors, as indices in [`Cast::members`](crate::actor::Cast::members); one a root.
    pub members: Vec<usize>,
    /// The value of each [`Feature`], 0 where it is not seen.
    pub features: Vec<f32>,
}

impl Candidate {
    pub(super) fn new(members: Vec<usize>) -> Self {
        Self {
            members,
            features: vec![0.0; Feature::ALL.len()],
        }
    }

    pub(super) fn set(&mut self, feature: Feature, value: impl Into<f32>) {
        self.features[feature as usize] = value.into();
    }

    pub(super) fn see(&mut self, feature: Feature, is_seen: bool) {
        self.set(feature, f32::from(u8::from(is_seen)));
    }
}
