//! Import: tables of events made elsewhere become statements.
//!
//! In: a [`Mapping`] (how the table is laid out, what its codes mean), the ontology, and rows. Out: statements, one for
//! each row that is understood; the others are told with line and reason. Rows stream through; memory grows with the
//! number of different actors only. Which code means which relation stands in `schemas/imports/`, not here.
//!
//! ```
//! # fn main() -> demarche::Result<()> {
//! use demarche::import::{Mapping, import};
//! let ontology = demarche::ontology::Ontology::built_in()?;
//! let mapping = Mapping::named("csv", &ontology)?;
//! let table = "source,relation,target,date\nIran,recognises,Cuba,1979-08\nIran,hugs,Cuba,1980\n";
//! let (mut found, mut odd) = (Vec::new(), Vec::new());
//! let tally = import(&mapping, &ontology, "ties.csv", table.as_bytes(), |item| {
//!     match item {
//!         Ok(statement) => found.push(statement),
//!         Err(diagnostic) => odd.push(diagnostic),
//!     }
//!     Ok(())
//! })?;
//! assert_eq!((tally.n_rows, tally.n_mapped), (2, 1));
//! assert_eq!(found[0].relation.as_str(), "recognizes");
//! assert_eq!(odd[0].line, 3);
//! # Ok(())
//! # }
//! ```

mod code;
mod mapping;
mod party;
mod table;

pub use mapping::Mapping;
pub use table::{Tally, import};
