"""Joins statements that readers wrote by the guide with the texts they read, and what was written for training.

    readings.py --readings readings.tsv.gz --written written.tsv.gz --texts FILE... --out FOLDER

In: the statements by place, without a word of the texts; the texts (JSONL of {"id", "title", "date", "text"}, or the word
lists of the newswire, a word a line), gzipped or not. Out: `read.jsonl` and `written.jsonl`, articles for `demarche analyse`, and
`read.gold.jsonl` and `written.gold.jsonl`, statements for `relation.py` and `antecedents.py`.

A line of readings.tsv tells either which part of a text was read, `document from until`, or a statement in it, `document sentence-from
sentence-until source-from source-until source-root relation target-from target-until target-root flags start end`; places are
characters of the text; flags: n negated, i intended, r requested, p possible, o optional. A line of written.tsv is a sentence, `id
sentence`, or a statement in the sentence before it, `id source source-root relation target target-root flags`.
"""
import argparse
import csv
import gzip
import json
import pathlib
import re

MODALITY = {"i": "intended", "r": "requested", "p": "possible"}
CLOSING = re.compile(r"[.,;:!?%)\]}’”…]+|''|'s|n't|'re|'ve|'ll|'d|'m|’s|n’t")
TAILS = {"s", "t", "re", "ve", "ll", "d", "m"}
CURRENCIES = {"US", "A", "C", "HK", "NZ", "S"}


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def short(document):
    """A document's id as a name for files."""
    return re.sub(r"\W+", "_", document)[-80:]


def joins(word, before, text, in_quotes):
    """Whether a word stands right behind the text so far."""
    if not text or CLOSING.fullmatch(word) or before in "([{$£€“‘":
        return True
    if before in "’'" and word in TAILS and text[-2:-1].isalpha():
        return True
    if word == '"':
        return in_quotes
    if before == '"' and in_quotes:
        return True
    if word in ("-", "–", "/"):
        return word != "–"
    return before in ("-", "/") or (word == "$" and before in CURRENCIES)


def sentence_text(words):
    """Puts words together as they are printed."""
    text, before, in_quotes = "", "", False
    for word in words:
        text += word if joins(word, before, text, in_quotes) else " " + word
        in_quotes ^= word == '"'
        before = word
    return text


def newswire(path):
    """Yields (id, text) of a list of words: `# file NAME`, a word and its entity a line, sentences closed by stops or empty lines."""
    document, sentences, words = None, [], []

    def done():
        texts = [sentence_text(s) for s in sentences]
        return f"nw-{document}", "\n".join(t for t in texts if not re.fullmatch(r"https?:\S+", t))

    for line in opened(path):
        line = line.rstrip("\n")
        if line.startswith("# file "):
            sentences += [words] if words else []
            if document and sentences:
                yield done()
            document, sentences, words = line[7:].strip(), [], []
        elif not line:
            sentences += [words] if words else []
            words = []
        else:
            word = line.split("\t")[0]
            if word.startswith("http"):
                continue
            words.append(word)
            if word in ".!?" and len(words) > 3:
                sentences.append(words)
                words = []
    sentences += [words] if words else []
    if document and sentences:
        yield done()


def texts(paths):
    """Yields (id, title, date, text) of all files."""
    for path in paths:
        if ".tsv" in pathlib.Path(path).name:
            for document, text in newswire(path):
                yield document, None, None, text
        else:
            for line in opened(path):
                row = json.loads(line)
                yield row["id"], row.get("title"), row.get("date"), row["text"]


def statement(document, sentence, source, relation, target, flags, start=None, end=None):
    """A statement as the scorer reads it; an end is (mention, root)."""
    ends = [{"name": mention, "root": root or mention, "mention": mention} for mention, root in (source, target)]
    modality = next((MODALITY[c] for c in flags if c in MODALITY), "actual")
    return {"document": document, "sentence": sentence, "source": ends[0], "relation": relation, "target": ends[1],
            "negated": "n" in flags, "modality": modality, "attributed_to": None, "start": start or None, "end": end or None,
            "optional": "o" in flags}


def rows(path):
    with opened(path) as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(folder, name, articles, gold):
    """Writes articles and statements; an article without statements gets a row that says so."""
    told = {g["document"] for g in gold}
    gold = gold + [{"document": a["id"], "none": True} for a in articles if a["id"] not in told]
    for path, items in ((f"{name}.jsonl", articles), (f"{name}.gold.jsonl", gold)):
        with open(folder / path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    print(f"{name}: {len(articles)} texts, {sum('relation' in g for g in gold)} statements")


def read(readings, paths):
    """Joins the readings with their texts."""
    parts, told = {}, {}
    for row in rows(readings):
        if len(row) == 3:
            parts[row[0]] = (int(row[1]), int(row[2]))
        else:
            told.setdefault(row[0], []).append(row[1:])
    articles, gold = [], []
    for document, title, date, text in texts(paths):
        if document not in parts:
            continue
        start, end = parts.pop(document)
        articles.append({"id": short(document), "title": title, "published": date, "text": text[start:end]})
        for a, b, c, d, source_root, relation, e, f, target_root, flags, since, until in told.get(document, ()):
            source, target = text[int(c):int(d)], text[int(e):int(f)]
            gold.append(statement(short(document), text[int(a):int(b)], (source, source_root), relation, (target, target_root),
                                  flags, since, until))
    if parts:
        print(f"{len(parts)} texts were not found, the first is {min(parts)}")
    return articles, gold


def written(path):
    """Reads the sentences written for training."""
    articles, gold = [], []
    for row in rows(path):
        if len(row) == 2:
            articles.append({"id": row[0], "text": row[1]})
        else:
            _, source, source_root, relation, target, target_root, flags = row
            gold.append(statement(row[0], articles[-1]["text"], (source, source_root), relation, (target, target_root), flags))
    return articles, gold


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--readings", required=True)
    parser.add_argument("--written", required=True)
    parser.add_argument("--texts", nargs="+", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    write(args.out, "read", *read(args.readings, args.texts))
    write(args.out, "written", *written(args.written))


if __name__ == "__main__":
    main()
