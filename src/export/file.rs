//! Files, written whole or not at all.
//!
//! In: an [`Export`] and a path. Out: the file, moved to its place only when it is complete.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Export, Format};
use crate::error::{Error, Result};

/// Writes one format to `path`; until it is complete, an older file of that name stays as it was.
pub fn write_file(path: &Path, format: Format, export: &Export<'_>) -> Result<()> {
    write_whole(path, |out| format.write(export, out))
}

/// Writes what `write` writes to `path`, whole or not at all.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let io = |source| Error::io(path, source);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = tempfile::NamedTempFile::new_in(folder).map_err(io)?;
    let mut out = BufWriter::with_capacity(1 << 18, file);
    write(&mut out).map_err(io)?;
    out.flush().map_err(io)?;
    let file = out.into_inner().map_err(|e| io(e.into_error()))?;
    share(file.as_file(), path).map_err(io)?;
    file.persist(path).map_err(|e| io(e.error))?;
    Ok(())
}

/// Writes several formats into a folder, each under its own [`Format::file_name`], and returns their paths.
pub fn write_folder(
    folder: &Path,
    formats: &[Format],
    export: &Export<'_>,
) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
    let mut paths = Vec::with_capacity(formats.len());
    for format in formats {
        let path = folder.join(format.file_name());
        write_file(&path, *format, export)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Gives a new file the rights of the one it replaces, or those that files usually have: temporary
/// files are private.
#[cfg(unix)]
fn share(file: &fs::File, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let rights = fs::metadata(path).map_or_else(
        |_| fs::Permissions::from_mode(0o644),
        |old| old.permissions(),
    );
    file.set_permissions(rights)
}

#[cfg(not(unix))]
fn share(_: &fs::File, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::Fixture;

    #[test]
    fn a_folder_gets_every_format_and_no_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let sample = Fixture::small();
        let formats: Vec<_> = Format::all().collect();
        let paths = write_folder(&folder.path().join("new"), &formats, &sample.export()).unwrap();
        assert_eq!(paths.len(), formats.len());
        let found = fs::read_dir(folder.path().join("new")).unwrap().count();
        assert_eq!(found, paths.len());
    }

    #[test]
    fn a_file_that_cannot_be_written_names_its_path() {
        let sample = Fixture::small();
        let path = Path::new("no/such/folder/graph.dot");
        let error = write_file(path, Format::Dot, &sample.export()).unwrap_err();
        assert!(error.to_string().starts_with("no/such/folder/graph.dot:"));
    }
}
