//! Tests of reading: every format, broken input, ids.

use super::*;

/// Writes the file and returns what is read from it: ids of articles, or line and message.
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let found: Vec<String> = read(&[path])
        .map(|item| match item {
            Ok(article) => article.id.0,
            Err(diagnostic) => format!("{}: {}", diagnostic.line, diagnostic.message),
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?} is not {expected:?}");
    }
}

#[test]
fn lines_are_read_one_by_one_and_broken_ones_are_told() {
    check(
        "news.jsonl",
        b"{\"id\":\"x\",\"text\":\"T\"}\n\n{\"text\":\"U\"}\n{\"text\":\n{\"title\":\"V\"}\n{\"id\":1,\"text\":\" \"}\n{\"id\":2,\"text\":\"W\"}",
        &["x", "news-3", "4: not JSON: EOF", "5: no text", "6: empty text", "2"],
    );
}

#[test]
fn a_file_of_statements_is_told_once_and_says_where_it_belongs() {
    let statement = r#"{"id":"1","sentence":"S","source":{},"relation":"arms","target":{}}"#;
    let article = r#"{"id":"x","text":"T","source":"A paper"}"#;
    let lines = format!("{statement}\n{statement}\n{article}\n{statement}\n");
    check("s.jsonl", lines.as_bytes(), &["1: statements", "x"]);
    let list = format!("[{statement},{statement}]");
    check("s.json", list.as_bytes(), &["0: statements"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.jsonl");
    std::fs::write(&path, statement).unwrap();
    let told = read(std::slice::from_ref(&path))
        .next()
        .unwrap()
        .unwrap_err();
    let hint = format!("`demarche import --as statements {}`", path.display());
    assert!(told.message.contains(&hint), "{told}");
}

#[test]
fn an_id_that_came_before_gets_a_number_or_is_left_out() {
    check(
        "a.jsonl",
        b"{\"id\":\"x\",\"text\":\"T\"}\n{\"id\":\"x\",\"text\":\"U\"}\n{\"id\":\"x\",\"text\":\"T\"}\n{\"id\":\"x\",\"text\":\"U\"}",
        &["x", "2: the id", "x-2", "3: article", "4: article"],
    );
}

#[test]
fn a_json_file_holds_an_object_a_list_or_lines() {
    check("a.json", b"{\n \"text\": \"T\"\n}", &["a"]);
    check(
        "a.json",
        b"[{\"text\": \"T\"}, 3, {\"id\": \"q\", \"text\": \"U\"}]",
        &["a-1", "0: expected an object", "q"],
    );
    check(
        "a.json",
        b"{\"text\": \"T\"}\n{\"text\": \"U\"}\n",
        &["a-1", "a-2"],
    );
    check(
        "a.json",
        b"{\n \"text\": T\n}",
        &["2: not JSON: expected value"],
    );
    check("a.json", b"", &["1: not JSON"]);
}

#[test]
fn what_has_no_ending_is_sniffed() {
    check(
        "a",
        b"\n{\"text\": \"T\"}\n{\"text\": \"U\"}",
        &["a-2", "a-3"],
    );
    check("a", b"{\n\"text\": \"T\"}", &["a"]);
    check("a", b"[{\"text\": \"T\"}]", &["a-1"]);
    check("a", b"Mali expelled an envoy.", &["a"]);
    check(
        "a",
        b"<!DOCTYPE html><title>x</title><p>Mali expelled an envoy.</p>",
        &["a"],
    );
}

#[test]
fn odd_files_are_told() {
    check("a.pdf", b"x", &["0: unknown kind"]);
    check(
        "a.txt",
        b"\x7fELF\x01\x01\0\0\0\0\0\0\0\0\x02\0",
        &["0: binary data"],
    );
    check("a.txt", b" \n", &["0: empty text"]);
    check(
        "a.jsonl.gz",
        b"\x1f\x8bnot really gzip",
        &["1: cannot be read"],
    );
    check("a.txt", &vec![b'a'; MAX_TEXT + 1], &["0: text too long"]);
    let missing: Vec<_> = read(&[PathBuf::from("no/such/file.txt")]).collect();
    assert!(
        missing[0]
            .as_ref()
            .is_err_and(|d| d.message.contains("cannot be opened"))
    );
}

#[test]
fn lines_in_utf16_are_read() {
    let wide: Vec<u8> = "\u{feff}{\"text\":\"T\"}\n{\"text\":\"U\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check("a.jsonl", &wide, &["a-1", "a-2"]);
}

#[test]
fn a_line_that_is_far_too_long_does_not_hide_the_next() {
    let mut bytes = vec![b' '; MAX_LINE as usize + 10];
    bytes.extend_from_slice(b"\n{\"text\":\"T\"}\n");
    check("a.jsonl", &bytes, &["1: line too long", "a-2"]);
}

#[test]
fn the_iterator_may_move_to_another_thread() {
    fn is_send(_: impl Iterator + Send) {}
    is_send(read(&[]));
}

/// Reads bytes as a file of that format would be read.
fn read_bytes(format: Format, bytes: Vec<u8>) -> Vec<Result<Article, Diagnostic>> {
    let mut articles = read(&[]);
    let stream = decode::unpack(io::Cursor::new(bytes));
    articles.read_source(Source {
        place: "x".to_owned(),
        stem: "x".to_owned(),
        format,
        stream: stream.unwrap_or_else(|_| Box::new(io::empty())),
    });
    articles.collect()
}

const FORMATS: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Json,
    Format::JsonLines,
    Format::Unknown,
];

/// Checks that whatever is read keeps what is promised of articles and paragraphs.
fn check_promises(format: Format, bytes: Vec<u8>) {
    for article in read_bytes(format, bytes).into_iter().flatten() {
        assert!(!article.text.trim().is_empty() && !article.id.0.is_empty());
        let mut end = 0;
        for paragraph in super::super::paragraphs(&article.text) {
            assert!(end <= paragraph.start && paragraph.start < paragraph.end);
            end = paragraph.end;
            let words = &article.text[paragraph];
            assert_eq!(words, words.trim());
        }
        assert!(end <= article.text.len());
    }
}

proptest::proptest! {
    #[test]
    fn random_bytes_never_stop_the_reader(bytes: Vec<u8>) {
        for format in FORMATS {
            check_promises(format, bytes.clone());
        }
    }

    #[test]
    fn odd_json_never_stops_the_reader(text in "([\\[\\]{}:,\"0-9]|\"text\"|\"date\"|\"id\"|null|\n|\\\\u0000|é| ){0,40}") {
        for format in [Format::Json, Format::JsonLines, Format::Unknown] {
            check_promises(format, text.clone().into_bytes());
        }
    }

    #[test]
    fn odd_pages_never_stop_the_reader(
        text in "(<(p|div|b|a href='/x'|table|td|script|style|svg|title|meta content=|time datetime='2024-01-01'|article|!--|/p|/div|/b|/script|!\\[CDATA\\[)>?|[a-zé.\" &;]{1,12}|Related|\n){0,60}"
    ) {
        for format in [Format::Html, Format::Unknown] {
            check_promises(format, text.clone().into_bytes());
        }
    }

    #[test]
    fn odd_text_never_stops_the_reader(
        text in "(Share on facebook|Related|By Ann|©|© 2024|Sign up for|READ MORE|Related article|1 2 3|[A-Z][a-z]{1,6}|[a-zé“”’.!?]{1,9}|\r?\n| {1,9}|\\*\\*|\\[a\\]\\(b\\)|#){0,60}"
    ) {
        for format in [Format::Text, Format::Markdown] {
            check_promises(format, text.clone().into_bytes());
        }
    }
}
