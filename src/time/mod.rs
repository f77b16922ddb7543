//! Time as news tells it: dates of year, month or day precision, and intervals of them.
//!
//! In: strings such as `2024`, `2024-02`, `2024-02-13`. Out: ordered values. Nothing here knows
//! about text or statements; finding dates in prose is `extract::when`.

mod interval;
mod partial;

pub use interval::Interval;
pub use partial::{PartialDate, Precision};
