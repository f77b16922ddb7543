//! The explorer on a loopback address, from a small store made from `tests/data/statements.jsonl`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::project;

/// A program that serves, ended when the test is.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Asks for a path under a host name and returns the answer, head and body.
fn ask(address: &str, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_page_and_the_evidence_are_served_to_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    let program = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.current_dir(folder.path()).args(args);
        command.args(["--db", "graph.db", "--quiet"]);
        command
    };
    let data = project("tests/data/statements.jsonl");
    let ingest = ["ingest", "--statements", data.to_str().unwrap()];
    assert!(program(&ingest).status().unwrap().success());
    let child = program(&["serve"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut server = Server(child);
    let mut url = String::new();
    let stdout = server.0.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut url).unwrap();
    let address = url
        .trim()
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/');
    assert!(address.starts_with("127.0.0.1:"), "{address}");

    let page = ask(address, "/", address);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<title>Who does what to whom"));
    assert!(page.contains("connect-src 'self'"));
    let evidence = ask(address, "/evidence/root/0", address);
    assert!(
        evidence.contains("application/json") && evidence.contains("[{\"says\":"),
        "{evidence}"
    );
    assert!(ask(address, "/evidence/root/9999", address).starts_with("HTTP/1.1 404"));
    assert!(ask(address, "/", "evil.example").starts_with("HTTP/1.1 421"));
}
