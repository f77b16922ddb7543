"""Decoding: the best tree with one root, and the best legal entity sequence.

In: numpy scores of one sentence. Out: heads (0 = root) or BIOES tags.
"""
import numpy as np

FORBIDDEN = -1e4


def _cycle(heads):
    """Returns the nodes of one cycle of a head function over 1..n (0 is the root), or None."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node):]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(scores):
    """Chu-Liu/Edmonds over a square matrix [dependent, head]; node 0 is the root."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.array(cycle)
    weight = scores[members, heads[members]]
    small = np.full((len(rest) + 1, len(rest) + 1), FORBIDDEN * 10)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(members, rest)] - weight[:, None]
    enter = into.argmax(0)
    small[-1, :-1] = into.max(0)
    out_of = scores[np.ix_(rest, members)]
    leave = out_of.argmax(1)
    small[:-1, -1] = out_of.max(1)
    small[np.arange(len(small)), np.arange(len(small))] = FORBIDDEN * 10
    solved = _arborescence(small)
    result = heads.copy()
    for k, node in enumerate(rest):
        if node:
            h = solved[k]
            result[node] = members[leave[k]] if h == len(rest) else rest[h]
    broken = members[enter[solved[-1]]]
    result[broken] = rest[solved[-1]]
    return result


def tree(arcs):
    """Returns the heads of the best tree with exactly one child of the root; `arcs` is [n, n + 1]."""
    n = len(arcs)
    if n == 1:
        return [0]
    full = np.full((n + 1, n + 1), FORBIDDEN * 10)
    full[1:] = arcs
    full[np.arange(n + 1), np.arange(n + 1)] = FORBIDDEN * 10
    best = _arborescence(full)
    if (best[1:] == 0).sum() == 1:
        return best[1:].tolist()
    found, value = None, -np.inf
    for root in np.argsort(-(arcs[:, 0] - arcs[:, 1:].max(1)), kind="stable")[:8]:
        one = full.copy()
        one[1:, 0] = FORBIDDEN * 10
        one[root + 1, :] = FORBIDDEN * 10
        one[root + 1, 0] = full[root + 1, 0]
        heads = _arborescence(one)
        total = full[np.arange(1, n + 1), heads[1:]].sum()
        if (heads[1:] == 0).sum() == 1 and total > value:
            found, value = heads, total
    return found[1:].tolist()


class Entities:
    """Viterbi over legal BIOES transitions."""

    def __init__(self, tags):
        self.tags = tags
        self.step = np.array([[0 if self.legal(a, b) else FORBIDDEN for b in tags] for a in tags])
        self.start = np.array([0 if t[0] in "OBS" else FORBIDDEN for t in tags])
        self.stop = np.array([0 if t[0] in "OES" else FORBIDDEN for t in tags])

    @staticmethod
    def legal(a, b):
        if a[0] in "OES":
            return b[0] in "OBS"
        return b[0] in "IE" and b[2:] == a[2:]

    def decode(self, scores):
        total, back = scores[0] + self.start, []
        for row in scores[1:]:
            step = total[:, None] + self.step
            back.append(step.argmax(0))
            total = step.max(0) + row
        k = int((total + self.stop).argmax())
        path = [k]
        for pointers in reversed(back):
            k = int(pointers[k])
            path.append(k)
        return [self.tags[k] for k in reversed(path)]
