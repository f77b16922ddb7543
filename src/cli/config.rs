//! The configuration: what a user says once, in `demarche.toml` beside the work or `demarche/config.toml` in the user's
//! folder of configurations. Only the binary reads it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use demarche::Error;
use etcetera::BaseStrategy;
use serde::Deserialize;

/// What a configuration file says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The name under which decisions are kept.
    pub(crate) author: Option<String>,
}

/// Returns the configuration: of the working folder, else the user's, else an empty one.
pub(crate) fn read() -> anyhow::Result<Config> {
    for path in places() {
        if path.is_file() {
            return parse(&path);
        }
    }
    Ok(Config::default())
}

/// Returns where a configuration may lie, the first that there is counts.
pub(crate) fn places() -> Vec<PathBuf> {
    let mut places = vec![PathBuf::from("demarche.toml")];
    if let Ok(strategy) = etcetera::choose_base_strategy() {
        places.push(strategy.config_dir().join("demarche").join("config.toml"));
    }
    places
}

fn parse(path: &Path) -> anyhow::Result<Config> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    toml::from_str(&text)
        .map_err(|e| Error::input(path, line(&text, &e), e.message().trim()))
        .context("reading the configuration")
}

fn line(text: &str, error: &toml::de::Error) -> usize {
    let before = error.span().map_or("", |span| &text[..span.start]);
    1 + before.matches('\n').count()
}
