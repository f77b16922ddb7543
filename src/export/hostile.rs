//! Hostile text in every format: whatever names and quotes hold, each file reads back.

use proptest::prelude::*;
use quick_xml::events::Event;

use super::fixture::Fixture;
use super::{DotStyle, Format};
use crate::ontology::{ActorId, ActorKind};

/// Text that breaks careless writers, alone and mixed with anything.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\"",
        "'",
        "\\",
        "\\\"",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1}",
        "\u{7f}",
        "\u{85}",
        "\u{fffe}",
        "<script>alert(1)</script>",
        "</title>",
        "]]>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&#60;",
        "%",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        ",",
        ";",
        "{",
        "}",
        "[",
        "]",
        "->",
        "node",
        "strict digraph",
        "\u{202e}",
        "\u{2066}",
        "שלום",
        "مرحبا",
        "日本",
        "e\u{301}",
        "\u{1f1fa}\u{1f1f8}",
        "`",
        "$(x)",
        "#",
        "|",
        " ",
    ]);
    prop::collection::vec(
        prop_oneof![nasty.prop_map(str::to_owned), any::<String>()],
        1..6,
    )
    .prop_map(|parts| parts.concat())
}

/// Returns the small graph with one name everywhere that text can come from an article.
fn sample(name: &str) -> Fixture {
    let mut sample = Fixture::small();
    let node = &mut sample.graph.nodes[3];
    node.name = name.to_owned();
    node.root = name.to_owned();
    node.id = ActorId(name.into());
    node.kind = ActorKind::Group;
    for statement in &mut sample.statements {
        statement.sentence = name.to_owned();
        statement.attributed_to = Some(name.to_owned());
        statement.target.name = name.to_owned();
    }
    sample.meta.title = name.to_owned();
    sample.meta.filter = name.to_owned();
    sample
}

fn written(format: Format, sample: &Fixture, dot: DotStyle) -> String {
    let mut export = sample.export();
    export.options.dot = dot;
    let mut out = Vec::new();
    format.write(&export, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Counts the elements of a document, and fails where it is not well-formed.
fn elements(text: &str, name: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(e) | Event::Empty(e) => {
                for attribute in e.attributes() {
                    attribute
                        .expect("attribute")
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .expect("entities");
                }
                count += usize::from(e.name().as_ref() == name);
            }
            Event::Eof => return count,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dot_parses_with_as_many_edges(name in hostile()) {
        let sample = sample(&name);
        for style in [DotStyle::Drawn, DotStyle::Plain] {
            let text = written(Format::Dot, &sample, style);
            let parsed = graphviz_rust::parse(&text);
            prop_assert!(parsed.is_ok(), "{text}\n{parsed:?}");
            let statements = match parsed.unwrap() {
                graphviz_rust::dot_structures::Graph::DiGraph { strict, stmts, .. } => {
                    prop_assert!(!strict);
                    stmts
                }
                other => panic!("undirected {other:?}"),
            };
            let n_edges = statements.iter().filter(|s| matches!(s, graphviz_rust::dot_structures::Stmt::Edge(_))).count();
            prop_assert_eq!(n_edges, sample.graph.edges.len());
        }
    }

    #[test]
    fn gexf_and_graphml_are_well_formed(name in hostile()) {
        let sample = sample(&name);
        for format in [Format::Gexf, Format::Graphml] {
            let text = written(format, &sample, DotStyle::Drawn);
            prop_assert_eq!(elements(&text, "node"), sample.graph.nodes.len());
            prop_assert_eq!(elements(&text, "edge"), sample.graph.edges.len());
            prop_assert!(!text.contains("<script"));
        }
    }

    #[test]
    fn svg_is_well_formed_and_holds_no_script(name in hostile()) {
        let sample = sample(&name);
        let text = written(Format::Svg, &sample, DotStyle::Drawn);
        prop_assert_eq!(elements(&text, "script") + elements(&text, "a") + elements(&text, "image"), 0);
        prop_assert_eq!(elements(&text, "svg"), 1);
        prop_assert_eq!(text.matches('\u{202e}').count(), 0);
    }

    #[test]
    fn json_gives_the_name_back(name in hostile()) {
        let sample = sample(&name);
        let value: serde_json::Value = serde_json::from_str(&written(Format::Json, &sample, DotStyle::Drawn)).unwrap();
        prop_assert_eq!(value["nodes"][3]["label"].as_str(), Some(name.as_str()));
        let value: serde_json::Value = serde_json::from_str(&written(Format::Cyjs, &sample, DotStyle::Drawn)).unwrap();
        prop_assert_eq!(value["elements"]["nodes"][3]["data"]["name"].as_str(), Some(name.as_str()));
        let text = written(Format::Events, &sample, DotStyle::Drawn);
        prop_assert_eq!(text.lines().count(), sample.statements.len() + 1);
        let text = written(Format::Mermaid, &sample, DotStyle::Drawn);
        prop_assert_eq!(text.matches("  linkStyle ").count(), sample.graph.edges.len());
        let text = written(Format::Statements, &sample, DotStyle::Drawn);
        prop_assert_eq!(text.lines().count(), sample.statements.len());
    }

    #[test]
    fn csv_gives_the_name_back(name in hostile()) {
        let sample = sample(&name);
        let text = written(Format::Nodes, &sample, DotStyle::Drawn);
        let rows: Vec<_> = csv::Reader::from_reader(text.as_bytes()).into_records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), sample.graph.nodes.len());
        prop_assert_eq!(&rows[3][1], name.replace('\0', "\u{fffd}"));
        let text = written(Format::Csv, &sample, DotStyle::Drawn);
        prop_assert_eq!(csv::Reader::from_reader(text.as_bytes()).into_records().count(), sample.graph.edges.len());
    }

    #[test]
    fn other_json_gives_the_name_back(name in hostile()) {
        let sample = sample(&name);
        let text = written(Format::Cx2, &sample, DotStyle::Drawn);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let nodes = value.as_array().unwrap().iter().find_map(|aspect| aspect.get("nodes")).unwrap();
        prop_assert_eq!(nodes[3]["v"]["name"].as_str(), Some(name.as_str()));
        let text = written(Format::Jgf, &sample, DotStyle::Drawn);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(value["graph"]["nodes"][&name]["label"].as_str(), Some(name.as_str()));
        let text = written(Format::Ftm, &sample, DotStyle::Drawn);
        for line in text.lines() {
            let entity: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = entity["id"].as_str().unwrap();
            prop_assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{id}");
        }
    }

    #[test]
    fn neo4j_gets_one_line_a_row(name in hostile()) {
        let sample = sample(&name);
        for (format, n_rows) in [(Format::Neo4jNodes, sample.graph.nodes.len()), (Format::Neo4j, sample.graph.edges.len())] {
            let text = written(format, &sample, DotStyle::Drawn);
            prop_assert_eq!(text.lines().count(), n_rows + 1);
            prop_assert_eq!(csv::Reader::from_reader(text.as_bytes()).into_records().filter(Result::is_ok).count(), n_rows);
        }
    }

    #[test]
    fn no_string_of_cypher_ends_early(name in hostile()) {
        let sample = sample(&name);
        let text = written(Format::Cypher, &sample, DotStyle::Drawn);
        // What is left when strings are taken out is the program's own, whatever the names are.
        let mut rest = String::new();
        let mut chars = text.lines().filter(|line| !line.starts_with("//")).flat_map(str::chars);
        let mut is_inside = false;
        while let Some(c) = chars.next() {
            match c {
                '\\' if is_inside => { chars.next(); }
                '\'' => is_inside = !is_inside,
                c if !is_inside => rest.push(c),
                _ => {}
            }
        }
        prop_assert!(!is_inside);
        prop_assert!(rest.chars().all(|c| c.is_ascii_alphanumeric() || "_ (){}[]:,;.=-><`".contains(c)), "{rest}");
        prop_assert!(text.lines().all(|line| !line.is_empty()), "{text}");
    }

    #[test]
    fn rdf_parses_and_gives_the_name_back(name in hostile()) {
        let sample = sample(&name);
        let wanted = name.replace(['\0', '\u{fffe}', '\u{ffff}'], "\u{fffd}");
        for format in [Format::Ttl, Format::Trig] {
            let text = written(format, &sample, DotStyle::Drawn);
            let quads = oxttl::TriGParser::new().for_slice(text.as_bytes());
            let quads: Vec<_> = quads.collect::<Result<_, _>>().map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))?;
            let labels = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#label"));
            let is_name = |quad: &oxrdf::Quad| matches!(&quad.object, oxrdf::Term::Literal(l) if l.value() == wanted);
            prop_assert!(labels.clone().any(is_name), "{text}");
            let edges = quads.iter().filter(|quad| quad.object.to_string() == "<urn:demarche:vocabulary:Edge>");
            prop_assert_eq!(edges.count(), sample.graph.edges.len());
        }
    }
}
