"""Reads treebanks and entity files.

In: CoNLL-U files (a `.gz` is unpacked) and two-column BIO files. Out: lists of `Sentence`.
"""
import gzip
from dataclasses import dataclass, field

MAX_WORDS = 150


@dataclass
class Sentence:
    """One sentence; the lists of a task that is not annotated stay empty."""
    words: list
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    ner: list = field(default_factory=list)
    id: str = ""


def read_text(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.read()


def read_conllu(path, max_words=None):
    """Returns the sentences of a CoNLL-U file; ranges and empty nodes are left out."""
    sentences = []
    for block in read_text(path).strip().split("\n\n"):
        sentence = Sentence([])
        for line in block.split("\n"):
            if line.startswith("# sent_id = "):
                sentence.id = line[12:]
            if line.startswith("#") or not line:
                continue
            column = line.split("\t")
            if "-" in column[0] or "." in column[0]:
                continue
            sentence.words.append(column[1])
            sentence.upos.append(column[3])
            sentence.xpos.append(column[4])
            sentence.heads.append(int(column[6]))
            sentence.labels.append(column[7])
        if sentence.words and (max_words is None or len(sentence.words) <= max_words):
            sentences.append(sentence)
    return sentences


def spans(tags):
    """Returns the set of (start, end, type) of a BIO or BIOES sequence; broken sequences are repaired."""
    found, start, kind = set(), None, None
    for i, tag in enumerate([*tags, "O"]):
        continues = tag[0] in "IE" and start is not None and tag[2:] == kind
        if not continues:
            if start is not None:
                found.add((start, i, kind))
            start, kind = (None, None) if tag == "O" else (i, tag[2:])
        if tag[0] in "ES":
            found.add((start, i + 1, kind))
            start, kind = None, None
    return found


def bioes(length, entities):
    """Returns BIOES tags for a set of spans."""
    tags = ["O"] * length
    for start, end, kind in entities:
        if end - start == 1:
            tags[start] = "S-" + kind
            continue
        tags[start], tags[end - 1] = "B-" + kind, "E-" + kind
        for i in range(start + 1, end - 1):
            tags[i] = "I-" + kind
    return tags


def read_entities(path, max_words=MAX_WORDS):
    """Returns the sentences of a newswire file (word, tab, BIO tag); long ones are cut, not inside an entity if it can be helped."""
    sentences, words, tags, name = [], [], [], ""

    def flush():
        start = 0
        while start < len(words):
            end = min(start + max_words, len(words))
            cut = end
            while cut < len(words) and cut > start + 1 and tags[cut][0] == "I":
                cut -= 1
            if cut > start + 1:
                end = cut
            part = tags[start:end]
            sentences.append(Sentence(words[start:end], ner=bioes(end - start, spans(part)), id=name))
            start = end
        words.clear()
        tags.clear()

    for line in read_text(path).split("\n"):
        if line.startswith("# file "):
            flush()
            name = line[7:]
            continue
        column = [part.strip() for part in line.rstrip("\r").split("\t")]
        if not column[0]:
            if len(column) < 2:
                flush()
            continue
        tag = next((part for part in column[1:] if part == "O" or part[:2] in ("B-", "I-")), None)
        if tag is None:
            flush()
            continue
        words.append(column[0])
        tags.append(tag)
    flush()
    return sentences
