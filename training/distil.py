"""Distillation: a model of fewer layers learns from a trained one, on the treebanks and on unlabelled news.

In: the teacher's file, news texts. Out: a student that starts from chosen layers, and the loss that draws it to the teacher.
"""
import gzip
import json
import re

import torch
import torch.nn.functional as F

from checkpoint import load_state, model_of
from conllu import MAX_WORDS, Sentence

HIDDEN_WEIGHT = 4.0     # on the mean squared difference of the words' last vectors
WORD = re.compile(r"\w+(?:[.,]\w+)+|(?:[A-Z]\.)+|[A-Za-z]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+|[^\w\s]")
SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’][.!?])[\"”’]?\s+(?=[\"“‘]?[A-Z])")


def read_news(paths, rng, shortest=4):
    """Returns the sentences of news files (a JSON object with `text` a line), in random order, split roughly."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for paragraph in json.loads(line)["text"].split("\n\n"):
                    for sentence in SENTENCE.split(" ".join(paragraph.split())):
                        words = WORD.findall(sentence)
                        if shortest <= len(words) <= MAX_WORDS:
                            found.append(words)
    rng.shuffle(found)
    return [Sentence(words) for words in found]


def student_of(path, encoder, layers):
    """Returns (teacher, student): the student has the teacher's heads, the chosen layers, and its embeddings, which do not change."""
    state, tags = load_state(path)
    teacher, student = model_of(encoder, state, tags), model_of(encoder, state, tags)
    for part in student.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p /= 2
    student.encoder.layers = torch.nn.ModuleList(student.encoder.layers[i] for i in layers)
    for part in ("word", "position", "case", "norm"):
        getattr(student.encoder, part).requires_grad_(False)
    return teacher.eval(), student, tags


def divergence(student, teacher, words):
    """Returns the summed divergence of the answers for the true words."""
    p, q = student.float().flatten(0, 1)[words], teacher.float().flatten(0, 1)[words]
    return F.kl_div(p.log_softmax(-1), q.log_softmax(-1), log_target=True, reduction="sum")


def distil_loss(student, teacher, batch):
    """Returns how far the student is from the teacher in all tasks, divided by the number of words."""
    with torch.no_grad():
        y = teacher.words(teacher.hidden(batch), batch.first)
        arcs, heads, dependents = teacher.arcs(y, batch.word_mask)
        tree = arcs.argmax(-1)
        wanted = [teacher.upos(y), teacher.xpos(y), teacher.ner(y), arcs, teacher.labels(heads, dependents, tree)]
    x = student.words(student.hidden(batch), batch.first)
    dropped = student.drop(x)
    arcs, heads, dependents = student.arcs(x, batch.word_mask)
    given = [student.upos(dropped), student.xpos(dropped), student.ner(dropped), arcs, student.labels(heads, dependents, tree)]
    words = batch.word_mask.flatten()
    total = sum(weight * divergence(s, t, words) for weight, s, t in zip((0.5, 0.5, 1.5, 1, 1), given, wanted))
    apart = F.mse_loss(x.float().flatten(0, 1)[words], y.float().flatten(0, 1)[words])
    return total / words.sum() + HIDDEN_WEIGHT * apart
