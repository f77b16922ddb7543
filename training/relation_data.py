"""Relation examples: analysed sentences with mentions, joined with gold statements.

In: JSONL of `demarche analyse --format json` (a sentence a line, with mentions) and gold statements.
Out: `Example` values: words, tree, mentions, and the ordered pairs with their targets.
"""
import difflib
import importlib.util
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace

from relation_head import KIND, MODALITIES

OPTIONAL_WEIGHT = 0.5
DISTANT_WEIGHT = 0.5      # a mention of the same actor stands for the one the gold names
REPEATED_WEIGHT = 0.3     # a pair told by a nearer pair of mentions of the same actors
MAX_PAIRS = 240


def load_scorer(path):
    """Imports the scorer, a file of its own, for its rules of names and sameness."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Mention:
    start: int
    end: int
    head: int
    kind: int
    name: str
    root: str
    roots: frozenset


@dataclass
class Pair:
    source: int
    target: int
    relations: dict           # relation index -> share; {0: 1} is none
    weight: float
    negated: int = -100
    modality: int = -100


@dataclass
class Example:
    document: str
    text: str
    words: list
    heads: list
    mentions: list
    pairs: list = field(default_factory=list)

    def path(self, a, b):
        """Returns the words on the way from word a to word b in the tree, both left out."""
        up = lambda i: ([i] + up(self.heads[i] - 1)) if self.heads[i] > 0 and self.heads[i] - 1 != i else [i]
        left, right = up(a), up(b)
        common = set(left) & set(right)
        if not common:
            return []
        meet = next(i for i in left if i in common)
        way = left[:left.index(meet) + 1] + right[:right.index(meet)]
        return [i for i in way if i not in (a, b)]


def squeeze(text):
    return re.sub(r"\W+", " ", text).strip().casefold()


def belongs(gold_sentence, sentence):
    """Tells whether a gold sentence and an analysed one are the same text, or one holds the other."""
    a, b = squeeze(gold_sentence), squeeze(sentence)
    if not a or not b:
        return False
    if a == b or (len(b) > 15 and b in a) or (len(a) > 15 and a in b):
        return True
    return difflib.SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio() > 0.8


def word_spans(row, text):
    """Returns the word ranges where a string stands in the sentence."""
    text = (text or "").strip()
    found = []
    for match in re.finditer(re.escape(text), row["text"]) if text else ():
        a, b = match.start() + row["start"], match.end() + row["start"]
        inside = [i for i, t in enumerate(row["tokens"]) if t["start"] < b and a < t["end"]]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found


def syntactic_head(row, start, end):
    """Returns the word of a range whose head lies outside."""
    for i in range(start, end):
        head = row["tokens"][i]["head"] - 1
        if not start <= head < end:
            return i
    return end - 1


class Builder:
    """Makes examples of analysed rows and gold statements."""

    def __init__(self, scorer):
        self.scorer = scorer
        self.relations = ["none"] + [r for r in scorer.REL if r not in scorer.AFFILIATION]
        self.index = {r: i for i, r in enumerate(self.relations)}

    def roots(self, text):
        return frozenset(self.scorer.norm(part) for part in text.split("|"))

    def example(self, row):
        """Returns an example with the pairs to be decided, all of them `none`."""
        mentions = []
        for m in row["mentions"]:
            root = m.get("root") or m["name"]
            mentions.append(Mention(m["start"], m["end"], m["head"], KIND.get(m["kind"], 0), m["name"], root, self.roots(root)))
        ex = Example(row["document"], row["text"], [t["form"] for t in row["tokens"]], [t["head"] for t in row["tokens"]], mentions)
        ex.pairs = self.pairs(ex)
        return ex

    def pairs(self, ex):
        """Returns the ordered pairs of mentions that do not overlap and are not the same actor."""
        found = []
        for i, a in enumerate(ex.mentions):
            for j, b in enumerate(ex.mentions):
                apart = a.end <= b.start or b.end <= a.start
                same = a.roots & b.roots and self.scorer.norm(a.name) == self.scorer.norm(b.name)
                if i != j and apart and not same:
                    found.append(Pair(i, j, {0: 1.0}, 1.0))
        return found

    def locate(self, row, ex, end):
        """Returns {mention index: weight} for one end of a gold statement; a mention the finder missed is added."""
        name, roots = self.scorer.actor(end)
        right = [k for k, m in enumerate(ex.mentions) if m.roots & roots]
        spans = word_spans(row, end.get("mention"))
        if not spans:
            return {k: 1.0 for k in right}
        overlap = lambda m: max(min(m.end, b) - max(m.start, a) for a, b in spans)
        hit = [k for k in right if overlap(ex.mentions[k]) > 0]
        if hit:
            return {k: 1.0 for k in hit}
        found = {k: DISTANT_WEIGHT for k in right}
        touching = [k for k, m in enumerate(ex.mentions) if overlap(m) > 0]
        if touching:
            found[max(touching, key=lambda k: (overlap(ex.mentions[k]), -k))] = 1.0
        else:
            a, b = spans[0]
            b = min(b, a + 12)
            ex.mentions.append(Mention(a, b, syntactic_head(row, a, b), 0, end["name"], end.get("root") or end["name"], roots))
            found[len(ex.mentions) - 1] = 1.0
        return found

    def train(self, row, gold, rng):
        """Returns an example whose pairs carry the targets of the gold statements of its sentence."""
        ex = self.example(row)
        told = []
        for g in gold:
            if g["relation"] not in self.scorer.AFFILIATION and g["relation"] in self.index:
                told.append((g, self.locate(row, ex, g["source"]), self.locate(row, ex, g["target"])))
        ex.pairs = self.pairs(ex)
        targets = defaultdict(list)
        rooted = []
        for g, sources, ends in told:
            symmetric = g["relation"] in self.scorer.SYMMETRIC
            s, t = self.scorer.actor(g["source"])[1], self.scorer.actor(g["target"])[1]
            rooted += [(s, t), (t, s)] if symmetric else [(s, t)]
            options = [(i, j) for i in sources for j in ends if i != j]
            if not options:
                continue
            gap = lambda ij: (-sources[ij[0]] * ends[ij[1]], abs(ex.mentions[ij[0]].head - ex.mentions[ij[1]].head))
            nearest = min(options, key=gap)
            for i, j in options:
                weight = sources[i] * ends[j] * (1 if (i, j) == nearest else REPEATED_WEIGHT)
                for key in ((i, j), (j, i)) if symmetric else ((i, j),):
                    targets[key].append((g, weight))
        for pair in ex.pairs:
            self.fill(ex, pair, targets.get((pair.source, pair.target)), rooted)
        if len(ex.pairs) > MAX_PAIRS:
            positive = [p for p in ex.pairs if 0 not in p.relations]
            rest = [p for p in ex.pairs if 0 in p.relations]
            ex.pairs = positive + rng.sample(rest, max(0, min(len(rest), MAX_PAIRS - len(positive))))
        return ex

    def fill(self, ex, pair, told, rooted):
        if told:
            firm = [x for x in told if not x[0].get("optional")]
            use = firm or told
            pair.weight = max(w for _, w in use) * (1 if firm else OPTIONAL_WEIGHT)
            share = defaultdict(float)
            for g, w in use:
                share[self.index[g["relation"]]] += w
            total = sum(share.values())
            pair.relations = {r: w / total for r, w in share.items()}
            best = max(use, key=lambda x: x[1])[0]
            pair.negated = int(bool(best.get("negated")))
            modality = best.get("modality") or "actual"
            pair.modality = MODALITIES.index(modality) if modality in MODALITIES else 0
            return
        a, b = ex.mentions[pair.source].roots, ex.mentions[pair.target].roots
        if any(a & s and b & t for s, t in rooted):
            pair.weight = 0.0


STATES = [("Russia", "Russian"), ("China", "Chinese"), ("Israel", "Israeli"), ("Iran", "Iranian"), ("France", "French"), ("Germany", "German"),
          ("India", "Indian"), ("Japan", "Japanese"), ("Egypt", "Egyptian"), ("Turkey", "Turkish"), ("Ukraine", "Ukrainian"), ("Syria", "Syrian"),
          ("Cuba", "Cuban"), ("Brazil", "Brazilian"), ("Poland", "Polish"), ("Kenya", "Kenyan"), ("Mexico", "Mexican"), ("Libya", "Libyan"),
          ("Sudan", "Sudanese"), ("Ethiopia", "Ethiopian"), ("Venezuela", "Venezuelan"), ("Indonesia", "Indonesian"), ("Greece", "Greek"),
          ("Armenia", "Armenian"), ("Vietnam", "Vietnamese"), ("Nigeria", "Nigerian"), ("Canada", "Canadian"), ("Australia", "Australian")]


def disguise(ex, rng):
    """Returns the example with its states exchanged for others, each for one, so that the words decide and not the names."""
    named = {form: (n, kind) for n, pair in enumerate(STATES) for kind, form in enumerate(pair)}
    found = sorted({named[w][0] for w in ex.words if w in named})
    if not found:
        return ex
    others = rng.sample([n for n in range(len(STATES)) if n not in found], len(found))
    exchange = dict(zip(found, others))
    words = [STATES[exchange[named[w][0]]][named[w][1]] if w in named else w for w in ex.words]
    return replace(ex, words=words)


def read_rows(paths):
    rows = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            rows += [json.loads(line) for line in file if line.strip()]
    return [r for r in rows if r.get("tokens")]


def gold_of(row, gold):
    """Returns the gold statements told in an analysed sentence; it holds the words of the mentions, where gold names them."""
    found = [g for g in gold.get(row["document"], []) if belongs(g["sentence"], row["text"])]
    words = squeeze(row["text"])
    here = lambda g: all(squeeze(g[end].get("mention") or "") in words for end in ("source", "target"))
    return [g for g in found if here(g)]
