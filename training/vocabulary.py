"""Turns words into the model's input: WordPiece ids and case classes.

In: lists of words. Out: `Encoded` (ids, index of each word's first piece, pieces per word, classes).
"""
from dataclasses import dataclass

from tokenizers import Tokenizer

MAX_PIECES = 8
MAX_LENGTH = 512
FIRST_WORD = 8
SYMBOL = 7


def case_class(word):
    """Returns the class 1-7 of a word's shape (see README, Input)."""
    if any(c.isnumeric() for c in word):
        return 6
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SYMBOL
    if len(letters) == 1 and letters[0].isupper():
        return 4
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 5


def case_classes(words):
    """Returns the class of each word, 8 added for the first word that is no symbol."""
    classes = [case_class(word) for word in words]
    for i, value in enumerate(classes):
        if value != SYMBOL:
            classes[i] = value + FIRST_WORD
            break
    return classes


@dataclass
class Encoded:
    ids: list       # with [CLS] and [SEP]
    first: list     # per word: index of its first piece
    end: list       # per word: one past its last piece
    classes: list   # per piece


class Pieces:
    """The WordPiece vocabulary with a memory of the words seen."""

    def __init__(self, tokenizer_path):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_path))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls = self.tokenizer.token_to_id("[CLS]")
        self.sep = self.tokenizer.token_to_id("[SEP]")
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.memory = {}

    def of(self, word):
        if word not in self.memory:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.memory[word] = ids[:MAX_PIECES] or [self.unknown]
        return self.memory[word]

    def encode(self, words):
        ids, first, end, classes = [self.cls], [], [], [0]
        for word, value in zip(words, case_classes(words)):
            pieces = self.of(word)
            first.append(len(ids))
            ids += pieces
            classes += [value] * len(pieces)
            end.append(len(ids))
        last = MAX_LENGTH - 1
        ids, classes = ids[:last] + [self.sep], classes[:last] + [0]
        first = [min(i, last - 1) for i in first]
        end = [max(min(e, last), f + 1) for e, f in zip(end, first)]
        return Encoded(ids, first, end, classes)

    def write(self, path):
        """Writes the vocabulary, one piece a line, in the order of the ids."""
        vocabulary = self.tokenizer.get_vocab()
        with open(path, "w", encoding="utf-8") as file:
            for piece in sorted(vocabulary, key=vocabulary.get):
                file.write(piece + "\n")
