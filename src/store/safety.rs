//! Tests of what must not harm a store: older formats, two processes, full disks, damaged files, readers.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::tests::{add, everything, statement};
use super::*;

/// Returns what lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Makes a store of many statements in a folder.
fn filled(folder: &Path) -> PathBuf {
    let path = folder.join("graph.db");
    let statements: Vec<_> = (0..500)
        .map(|n| statement(&format!("d{n}"), "arms", &format!("State {n}")))
        .collect();
    add(&mut Store::open(&path).unwrap(), &[], &statements);
    path
}

fn message<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn stores_of_every_format_are_brought_to_the_present_one() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stores");
    for format in 1..schema::VERSION {
        for open in [Store::open, Store::open_existing] {
            let packed = std::fs::read(files.join(format!("format-{format}.db.gz"))).unwrap();
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(&*packed)
                .read_to_end(&mut bytes)
                .unwrap();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("old.db");
            std::fs::write(&path, bytes).unwrap();
            let store = open(&path).unwrap();
            assert_eq!(store.stats().unwrap().n_statements, 19, "format {format}");
            assert_eq!(store.decisions().unwrap(), []);
            drop(store);
            let again = Store::open_existing(&path).unwrap();
            assert_eq!(
                schema::check(&again.connection).unwrap(),
                schema::State::Ready
            );
            let tables = |store: &Store| -> String {
                store
                    .connection
                    .query_row(
                        "SELECT group_concat(sql, ';' ORDER BY name) FROM sqlite_schema",
                        [],
                        |row| row.get(0),
                    )
                    .unwrap()
            };
            assert_eq!(tables(&again), tables(&Store::in_memory().unwrap()));
        }
    }
}

#[test]
fn a_reader_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let before = std::fs::read(&path).unwrap();
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(store.stats().unwrap().n_statements, 500);
    let text = message(
        store
            .connection
            .execute("DELETE FROM statement", [])
            .map_err(Error::from),
    );
    assert!(text.contains("may only be read"), "{text}");
    drop(store);
    assert_eq!(names(folder.path()), ["graph.db"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_store_that_may_not_be_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let uri = format!("file:{}?immutable=1", path.display());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(uri, flags).unwrap();
    let text = message(Store::prepare(connection, &path));
    assert!(text.contains("may only be read"), "{text}");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(store.stats().unwrap().n_statements, 500);
    drop(store);
    assert_eq!(names(folder.path()), ["graph.db"]);
}

#[test]
fn a_file_that_is_cut_off_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let whole = std::fs::read(&path).unwrap();
    for n_bytes in [whole.len() / 2, whole.len() - 1, 4096, 200] {
        std::fs::write(&path, &whole[..n_bytes]).unwrap();
        for open in [Store::open, Store::open_existing] {
            let text = message(open(&path));
            assert!(text.contains("is cut off"), "{n_bytes}: {text}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), whole[..n_bytes]);
        assert_eq!(names(folder.path()), ["graph.db"]);
    }
}

#[test]
fn a_damaged_page_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let text = match Store::open_existing(&path) {
        Ok(store) => message(store.stats()),
        Err(error) => error.to_string(),
    };
    assert!(text.contains("the file is damaged"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_full_disk_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut store = Store::open(&path).unwrap();
    let expected = everything(&store);
    store
        .connection
        .pragma_update(None, "max_page_count", 1)
        .unwrap();
    let mut batch = store.batch().unwrap();
    let failed = (0..5000)
        .try_for_each(|n| batch.statement(&statement(&format!("new {n}"), "meets", "Peru")))
        .and_then(|()| batch.commit().map(|_| ()));
    let text = message(failed);
    assert!(text.contains("the disk is full"), "{text}");
    assert_eq!(everything(&store), expected);
}

#[test]
fn a_second_writer_waits_and_then_says_so_while_readers_read_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut first = Store::open(&path).unwrap();
    let mut second = Store::open(&path).unwrap();
    let mut batch = first.batch().unwrap();
    batch.statement(&statement("x", "meets", "Peru")).unwrap();
    let text = message(second.batch().map(|_| ()));
    assert!(text.contains("another process is writing"), "{text}");
    let reader = Store::open_existing(&path).unwrap();
    assert_eq!(reader.stats().unwrap().n_statements, 500);
    batch.commit().unwrap();
    second.batch().unwrap().commit().unwrap();
    assert_eq!(reader.stats().unwrap().n_statements, 501);
    drop((first, second, reader));
    assert_eq!(names(folder.path()), ["graph.db"]);
}

#[test]
fn many_may_make_a_store_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.db");
    std::thread::scope(|scope| {
        for n in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                add(
                    &mut store,
                    &[],
                    &[statement(&format!("d{n}"), "arms", "Peru")],
                );
            });
        }
    });
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(store.stats().unwrap().n_statements, 4);
}
