//! The style sheet of the picture, for light and dark paper.
//!
//! In: the families that occur. Out: CSS. It is part of the file; nothing is loaded from elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::export::palette::{self, Ink};
use crate::export::row;
use crate::ontology::Family;

const LIGHT: &str = "\
.paper{fill:#ffffff}.title{fill:#16191d}.quiet{fill:#5c636b}.rule{stroke:#d5d9de}
.figure{fill:#ffffff;stroke:#3b4653}.figure.state{fill:#26323f;stroke:#26323f}.figure.group{fill:#f3ead9}
.figure.organisation{fill:#e3ecf3}.name{fill:#16191d}.name.state{fill:#ffffff}
.focus{fill:#ffffff;stroke:#26323f}.core{stroke:#ffffff}.hollow{fill:#ffffff}.label{stroke:#ffffff}";

const DARK: &str = "\
.paper{fill:#15181c}.title{fill:#f1f3f5}.quiet{fill:#a3abb4}.rule{stroke:#3a4149}
.figure{fill:#15181c;stroke:#b4bec9}.figure.state{fill:#dbe2ea;stroke:#dbe2ea}.figure.group{fill:#3b3325}
.figure.organisation{fill:#26333f}.name{fill:#f1f3f5}.name.state{fill:#15181c}
.focus{fill:#15181c;stroke:#dbe2ea}.core{stroke:#15181c}.hollow{fill:#15181c}.label{stroke:#15181c}";

const SHARED: &str = "\
text{font-family:\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",\"Noto Sans\",sans-serif;unicode-bidi:isolate}
.title{font-size:27px;font-weight:700}.quiet{font-size:13px}.head{font-weight:700}
.line,.core{fill:none}.core{stroke-linecap:butt}.rule{stroke-width:1}
.figure,.focus{stroke-width:1.4}.figure.collective{stroke-dasharray:5 3}
.name{font-weight:700;text-anchor:middle}
.label{font-size:11.5px;text-anchor:middle;paint-order:stroke;stroke-width:3.6px;stroke-linejoin:round}
.edge:hover .line{stroke-opacity:.55}";

/// Returns the style sheet.
pub(crate) fn sheet(families: &BTreeSet<Option<Family>>) -> String {
    let mut css = format!("\n{SHARED}\n{LIGHT}\n");
    inks(&mut css, families, |ink| ink.light);
    let _ = write!(css, "@media (prefers-color-scheme:dark){{\n{DARK}\n");
    inks(&mut css, families, |ink| ink.dark);
    css.push_str("}\n");
    css
}

fn inks(css: &mut String, families: &BTreeSet<Option<Family>>, pick: fn(Ink) -> [u8; 3]) {
    // The samples of the legend that speak of no family are grey.
    let unknown = BTreeSet::from([None]);
    for family in families.union(&unknown) {
        let name = class(*family);
        let color = palette::hex(pick(palette::ink(*family)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            css,
            ".{name} .line,.{name} .tip{{stroke:{color}}}.{name} .tip.full{{fill:{color}}}\
             .label.{name}{{fill:{color}}}"
        );
    }
}

/// Returns the class of a family.
pub(crate) fn class(family: Option<Family>) -> &'static str {
    family.map_or("unknown", row::family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_balance_and_nothing_is_loaded() {
        let css = sheet(&BTreeSet::from([Some(Family::Force), None]));
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(css.contains(".force .line") && css.contains(".unknown .line"));
        assert!(!css.contains("url(") && !css.contains("@import"));
    }
}
