//! The script and style of the page, and the policy that lets nothing else run.
//!
//! In: the files of `viewer/`. Out: one style and a few scripts, each known to the policy by its hash. The
//! modules are plain ES modules; put behind one another in the order of [`MODULES`] they need no `import`.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Source;

/// Reads files of `viewer/`, each with its name.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../viewer/", $name)))),*]
    };
}

/// Libraries, as they are published: see `viewer/vendor/README.md`.
const VENDOR: &[(&str, &str)] = files!["vendor/graphology.min.js", "vendor/sigma.min.js"];

const STYLES: &[(&str, &str)] = files!["style.css", "panel.css"];

/// The modules of the page: each imports only from those before it.
const MODULES: &[(&str, &str)] = files![
    "dom.js",
    "dates.js",
    "data.js",
    "state.js",
    "choose.js",
    "look.js",
    "words.js",
    "shapes.js",
    "bend.js",
    "names.js",
    "programs.js",
    "picture.js",
    "search.js",
    "filters.js",
    "clock.js",
    "quote.js",
    "evidence.js",
    "timeline.js",
    "panel.js",
    "table.js",
    "drawing.js",
    "download.js",
    "main.js",
];

/// The page's own code.
pub(super) struct Bundle {
    pub(super) style: String,
    scripts: Vec<String>,
}

impl Bundle {
    pub(super) fn new() -> Self {
        let modules: String = MODULES
            .iter()
            .map(|(_, text)| without_modules(text))
            .collect();
        let vendor = VENDOR.iter().map(|(_, text)| without_map(text));
        let page = format!("\"use strict\";\n(() => {{\n{modules}}})();\n");
        Self {
            style: STYLES.iter().map(|(_, text)| *text).collect(),
            scripts: vendor.chain([page]).collect(),
        }
    }

    /// Returns the content security policy: these scripts, this style, nothing from elsewhere.
    pub(super) fn policy(&self, source: Source) -> String {
        let scripts: Vec<String> = self.scripts.iter().map(|text| hash(text)).collect();
        let connect = match source {
            Source::File => "'none'",
            Source::Server => "'self'",
        };
        format!(
            "default-src 'none'; script-src {}; style-src {}; img-src blob: data:; connect-src {connect}; \
             base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            scripts.join(" "),
            hash(&self.style),
        )
    }

    pub(super) fn write_scripts(&self, out: &mut dyn Write) -> io::Result<()> {
        for script in &self.scripts {
            writeln!(out, "<script>{script}</script>")?;
        }
        Ok(())
    }
}

/// Returns how a policy names a text.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Returns a module without its imports and exports.
fn without_modules(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("import "))
        .map(|line| line.strip_prefix("export ").unwrap_or(line).to_owned() + "\n")
        .collect()
}

/// Returns a library without the address of its source map, which is not shipped.
fn without_map(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("//# sourceMappingURL="))
        .map(|line| line.to_owned() + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Returns the names that a line imports, and from where.
    fn import(line: &str) -> Option<(Vec<&str>, &str)> {
        let (names, from) = line.strip_prefix("import { ")?.split_once(" } from \"./")?;
        Some((names.split(", ").collect(), from.trim_end_matches("\";")))
    }

    /// Returns the name that a line declares at the top of its module.
    fn declared(line: &str) -> Option<&str> {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let line = line.strip_prefix("async ").unwrap_or(line);
        let rest = ["function ", "const ", "let ", "class "]
            .iter()
            .find_map(|word| line.strip_prefix(word))?;
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    }

    #[test]
    fn modules_import_what_earlier_ones_export() {
        let mut exports = BTreeSet::new();
        for (name, text) in MODULES {
            for (names, from) in text.lines().filter_map(import) {
                for word in names {
                    assert!(exports.contains(&(from, word)), "{name}: {word} of {from}");
                }
            }
            let of_it = text.lines().filter(|line| line.starts_with("export "));
            exports.extend(of_it.filter_map(|line| Some((*name, declared(line)?))));
        }
    }

    #[test]
    fn no_two_modules_declare_the_same_name() {
        let mut seen = BTreeSet::new();
        for (name, text) in MODULES {
            for word in text.lines().filter_map(declared) {
                assert!(seen.insert(word), "{name}: {word}");
            }
        }
    }

    #[test]
    fn the_page_makes_no_markup_of_text_and_asks_nobody() {
        for (name, text) in MODULES {
            let forbidden = [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "http://",
                "https://",
            ];
            let allowed = ["http://www.w3.org/2000/svg"];
            for line in text.lines() {
                let line = allowed
                    .iter()
                    .fold(line.to_owned(), |l, a| l.replace(a, ""));
                assert!(
                    !forbidden.iter().any(|word| line.contains(word)),
                    "{name}: {line}"
                );
            }
        }
    }

    #[test]
    fn modules_are_short_and_open_with_a_header() {
        for (name, text) in MODULES {
            assert!(text.starts_with("// "), "{name}");
            assert!(text.lines().count() <= 300, "{name}");
        }
    }

    #[test]
    fn the_policy_knows_each_script() {
        let policy = Bundle::new().policy(Source::File);
        assert_eq!(policy.matches("'sha256-").count(), VENDOR.len() + 2);
        assert!(!policy.contains("unsafe"));
    }
}
