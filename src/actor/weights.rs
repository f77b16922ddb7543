//! Weights: what each feature of a candidate speaks for or against it.
//!
//! Made by `training/antecedents.py`; do not edit.

use super::anaphora::Wanted;

/// How likely an antecedent must be to be taken, for each of [`Wanted`].
pub(super) const LEAST: [f32; 6] = [0.5, 0.3, 0.3, 0.5, 0.7, 0.3];

/// The weight of each feature, for each of [`Wanted`].
#[rustfmt::skip]
pub(super) const WEIGHTS: [[f32; 44]; 6] = [
    // Wanted::Person
    [
        -1.466, // Bias
        -1.099, // NounBias
        0.361, // OwnerBias
        0.656, // Here
        0.846, // Previous
        -0.179, // TwoBack
        -0.201, // Subject
        -0.256, // Object
        0.114, // Owner
        0.166, // OwnerOfSubject
        0.000, // Place
        0.000, // Demonym
        0.516, // Anaphor
        2.443, // Share
        0.098, // Often
        0.624, // Nearest
        0.144, // Second
        -0.126, // Topic
        1.454, // Parallel
        -0.925, // SameClause
        -1.116, // NamedLater
        0.397, // Speaker
        -0.262, // Quoted
        0.000, // Blamed
        1.233, // SameNoun
        -0.105, // Only
        -0.416, // SameGender
        -1.229, // OtherGender
        3.140, // Known
        0.000, // State
        0.000, // Organisation
        0.000, // Group
        0.000, // Organ
        0.000, // People
        -1.466, // Person
        0.000, // One
        0.000, // Two
        0.000, // More
        0.000, // Coordinated
        0.000, // Met
        0.000, // OnlyTwo
        0.168, // Plural
        0.000, // Fits
        0.000, // Unfit
    ],
    // Wanted::Country
    [
        -0.138, // Bias
        -0.138, // NounBias
        0.799, // OwnerBias
        1.774, // Here
        0.453, // Previous
        -0.875, // TwoBack
        -0.650, // Subject
        0.937, // Object
        0.856, // Owner
        -0.418, // OwnerOfSubject
        0.189, // Place
        -0.160, // Demonym
        0.042, // Anaphor
        0.636, // Share
        0.584, // Often
        0.024, // Nearest
        0.531, // Second
        0.454, // Topic
        1.249, // Parallel
        -1.468, // SameClause
        -0.398, // NamedLater
        -0.750, // Speaker
        0.000, // Quoted
        0.000, // Blamed
        1.593, // SameNoun
        -0.454, // Only
        0.000, // SameGender
        0.000, // OtherGender
        -0.138, // Known
        -0.138, // State
        0.000, // Organisation
        0.000, // Group
        0.000, // Organ
        0.000, // People
        0.000, // Person
        0.000, // One
        0.000, // Two
        0.000, // More
        0.000, // Coordinated
        0.000, // Met
        0.000, // OnlyTwo
        0.401, // Plural
        0.000, // Fits
        0.000, // Unfit
    ],
    // Wanted::Group
    [
        -0.670, // Bias
        -0.670, // NounBias
        0.610, // OwnerBias
        1.063, // Here
        0.365, // Previous
        -0.876, // TwoBack
        -0.642, // Subject
        -0.162, // Object
        0.143, // Owner
        0.188, // OwnerOfSubject
        0.000, // Place
        0.000, // Demonym
        0.570, // Anaphor
        0.298, // Share
        0.602, // Often
        0.251, // Nearest
        -0.055, // Second
        0.579, // Topic
        0.025, // Parallel
        0.205, // SameClause
        -0.149, // NamedLater
        -0.754, // Speaker
        0.000, // Quoted
        0.000, // Blamed
        0.406, // SameNoun
        -0.174, // Only
        0.000, // SameGender
        0.000, // OtherGender
        1.863, // Known
        0.000, // State
        0.647, // Organisation
        -0.074, // Group
        -1.243, // Organ
        0.000, // People
        0.000, // Person
        0.000, // One
        0.000, // Two
        0.000, // More
        0.000, // Coordinated
        0.000, // Met
        0.000, // OnlyTwo
        -0.117, // Plural
        0.000, // Fits
        0.000, // Unfit
    ],
    // Wanted::Thing
    [
        -1.562, // Bias
        0.000, // NounBias
        -1.244, // OwnerBias
        2.068, // Here
        1.383, // Previous
        -0.066, // TwoBack
        0.379, // Subject
        0.795, // Object
        -0.364, // Owner
        1.020, // OwnerOfSubject
        -0.097, // Place
        -0.551, // Demonym
        1.073, // Anaphor
        0.124, // Share
        0.418, // Often
        -0.194, // Nearest
        0.246, // Second
        0.481, // Topic
        0.554, // Parallel
        -0.652, // SameClause
        -0.726, // NamedLater
        1.656, // Speaker
        -0.336, // Quoted
        0.000, // Blamed
        0.000, // SameNoun
        0.397, // Only
        0.000, // SameGender
        0.000, // OtherGender
        1.462, // Known
        -0.240, // State
        -0.743, // Organisation
        -0.290, // Group
        -0.288, // Organ
        0.000, // People
        0.000, // Person
        0.000, // One
        0.000, // Two
        0.000, // More
        0.000, // Coordinated
        0.000, // Met
        0.000, // OnlyTwo
        -0.940, // Plural
        0.000, // Fits
        0.000, // Unfit
    ],
    // Wanted::Several
    [
        -1.425, // Bias
        -0.397, // NounBias
        -0.173, // OwnerBias
        1.327, // Here
        0.815, // Previous
        -0.160, // TwoBack
        -0.004, // Subject
        -0.409, // Object
        -0.032, // Owner
        0.636, // OwnerOfSubject
        0.052, // Place
        -0.282, // Demonym
        -0.183, // Anaphor
        -1.111, // Share
        1.071, // Often
        -0.080, // Nearest
        0.199, // Second
        0.252, // Topic
        -0.018, // Parallel
        -0.688, // SameClause
        -0.823, // NamedLater
        -0.248, // Speaker
        -0.408, // Quoted
        0.000, // Blamed
        1.751, // SameNoun
        0.000, // Only
        0.000, // SameGender
        0.000, // OtherGender
        0.594, // Known
        0.234, // State
        0.184, // Organisation
        0.154, // Group
        -0.111, // Organ
        -1.074, // People
        -0.812, // Person
        0.764, // One
        -1.704, // Two
        -0.486, // More
        2.442, // Coordinated
        0.152, // Met
        0.249, // OnlyTwo
        0.761, // Plural
        -0.369, // Fits
        -0.076, // Unfit
    ],
    // Wanted::Pair
    [
        -0.299, // Bias
        -0.299, // NounBias
        0.058, // OwnerBias
        -0.202, // Here
        -0.099, // Previous
        0.243, // TwoBack
        -0.330, // Subject
        -0.448, // Object
        -0.859, // Owner
        -0.443, // OwnerOfSubject
        -0.081, // Place
        -0.903, // Demonym
        -0.639, // Anaphor
        0.352, // Share
        0.926, // Often
        0.839, // Nearest
        1.293, // Second
        -0.288, // Topic
        -0.067, // Parallel
        -0.089, // SameClause
        0.061, // NamedLater
        -0.128, // Speaker
        0.000, // Quoted
        0.000, // Blamed
        -0.549, // SameNoun
        0.000, // Only
        0.000, // SameGender
        0.000, // OtherGender
        0.293, // Known
        0.665, // State
        -0.945, // Organisation
        0.675, // Group
        0.133, // Organ
        -0.589, // People
        -0.239, // Person
        0.000, // One
        -0.299, // Two
        0.000, // More
        0.106, // Coordinated
        0.767, // Met
        1.168, // OnlyTwo
        -0.328, // Plural
        0.787, // Fits
        -0.908, // Unfit
    ],
];
