#!/usr/bin/env python3
"""Writes statements whose names, sentences and speakers are hostile, to be exported and read back.

    hostile.py > hostile.jsonl

Quotes, line ends, tags, formulas, words of the formats themselves, right-to-left text, marks of direction, control
characters; several relations between the same two actors, both ways, dated and not, planned and denied.
"""

import json

NAMES = [
    'Say "no"',
    "Côte d'Ivoire",
    "back\\slash\\",
    "two\nlines\r\nand\ttabs",
    "<script>alert(1)</script>",
    "]]></title><!-- -->",
    "&amp; & &#60;",
    "=1+cmd|' /C calc'!A0",
    "+1",
    "@SUM(A1)",
    "node",
    "strict digraph { a -> b }",
    "שלום עולם",
    "مرحبا",
    "日本国",
    "abc\u202edef",
    "bell\u0007 and \u0001",
    "e\u0301 🇺🇸",
    "\\u0027 OR 1=1",
    "'); DROP (n)",
    "a;b,c|d#e%f",
    "end",
]
RELATIONS = ["arms", "supports", "meets", "attacks", "sanctions", "member-of"]


def end(name):
    # Ids are the program's own making: XML cannot hold controls, and igraph does not resolve `&` in an id.
    id = "".join(c for c in name.strip().lower() if c >= " " and c != "&")
    return {"id": id, "name": name, "kind": "state", "root": name, "mention": name}


def main():
    n = 0
    for i, name in enumerate(NAMES):
        other = NAMES[(i + 1) % len(NAMES)]
        for j, relation in enumerate(RELATIONS):
            source, target = (name, other) if j % 2 == 0 else (other, name)
            statement = {
                "id": f"{n:016x}",
                "document": f"document {i} {name}",
                "sentence": f"{source} {relation} {target}",
                "span": [n, n + 1],
                "source": end(source),
                "relation": relation,
                "target": end(target),
                "negated": j == 3,
                "modality": "intended" if j == 4 else "actual",
                "attributed_to": name if j == 1 else None,
                "start": [None, "1967", "2015-09", "2024-02-29", None, "1999"][j],
                "end": [None, "1970", None, "2024-02-29", None, None][j],
                "seen": "2024-03-01",
                "confidence": 0.75,
                "extractor": "imported",
                "frame": None,
            }
            print(json.dumps(statement, ensure_ascii=False))
            n += 1


if __name__ == "__main__":
    main()
