"""Exact attribution of a response to chains of claims.

By Mason's rule a simple path k from a driven quantity to the target brings
u P_k det(I - A without k) / det(I - A). Paths are too many to list, so they are
grown from the driven quantity as a tree of prefixes: with H the inverse of
I - A after the quantities already passed are taken out, all paths that begin with
a prefix ending at v bring (coefficient of the prefix) x H[target, v], exactly.
Taking one more quantity out of H is a rank-one update. Whatever is not grown to
its end is therefore known as one number, and nothing is lost.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.causal.gain import Gain
from kg.causal.system import Array

#: Prefixes grown at most; each costs one rank-one update.
BUDGET = 1500
#: Prefixes that bring less than this part of the response are counted together.
NEGLIGIBLE = 5e-3


@dataclass(frozen=True, slots=True)
class Path:
    """One chain found.

    Attributes:
        lesion: Slug of the lesion it starts from.
        nodes: Indices of the quantities passed, the driven one first, the target last.
        net: Contribution inside the feedback system, in log-fold.
        open_loop: Product of the gains and the drive alone.
    """

    lesion: str
    nodes: tuple[int, ...]
    net: float
    open_loop: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """A response taken apart.

    Attributes:
        paths: Chains grown to their end, largest contribution first.
        rest: What all other chains bring together, summed from their prefixes.
        rest_count: Number of prefixes in `rest`.
    """

    paths: tuple[Path, ...]
    rest: float
    rest_count: int

    @property
    def total(self) -> float:
        """Sum of all contributions: the response, to rounding."""
        return sum(path.net for path in self.paths) + self.rest

    @property
    def weight(self) -> float:
        """Sum of the sizes of all contributions, whichever way they pull."""
        return sum(abs(path.net) for path in self.paths) + abs(self.rest)


@dataclass(frozen=True, slots=True)
class _Prefix:
    nodes: tuple[int, ...]
    coefficient: float
    product: float
    inverse: Array
    lesion: str


def _relevant(matrix: Array, sources: Sequence[int], target: int) -> list[int]:
    """Give the quantities on any walk from a driven quantity to the target."""
    G = nx.from_numpy_array((matrix != 0).T, create_using=nx.DiGraph)
    reached = set(sources).union(*(nx.descendants(G, s) for s in sources))
    leading = nx.ancestors(G, target) | {target}
    return sorted(reached & leading)


def _without(inverse: Array, v: int) -> Array:
    """Take quantity v out of I - A, given its inverse."""
    column, row = inverse[:, v], inverse[v, :]
    smaller: Array = inverse - np.outer(column, row) / inverse[v, v]
    return smaller


def _reach(matrix: Array, target: int) -> Array:
    """Give the largest product of |gains| along any path to the target, at least its floor."""
    strength = np.abs(matrix)
    best = np.zeros(len(matrix))
    best[target] = 1.0
    for _ in range(len(matrix)):
        better = np.maximum(best, (strength * best[:, None]).max(axis=0))
        better[target] = 1.0
        better = np.minimum(better, 10.0)
        if np.allclose(better, best):
            break
        best = better
    return best


class _Tree:
    """Grows prefixes, the most promising first."""

    def __init__(self, matrix: Array, target: int, floor: float) -> None:
        self.matrix = matrix
        self.target = target
        self.floor = floor
        self.reach = _reach(matrix, target)
        self.queue: list[tuple[float, int, _Prefix]] = []
        self.paths: list[Path] = []
        self.rest = 0.0
        self.rest_count = 0
        self.grown = 0

    def add(self, prefix: _Prefix) -> None:
        v = prefix.nodes[-1]
        brings = prefix.coefficient * float(prefix.inverse[self.target, v])
        if v == self.target:
            self.paths.append(Path(prefix.lesion, prefix.nodes, brings, prefix.product))
            return
        worth = max(abs(brings), abs(prefix.coefficient) * float(self.reach[v]))
        if worth < self.floor:
            self._leave(brings)
        else:
            heapq.heappush(self.queue, (-worth, self.grown * 1000 + len(self.queue), prefix))

    def _leave(self, brings: float) -> None:
        if brings:
            self.rest += brings
            self.rest_count += 1

    def grow(self, budget: int) -> None:
        while self.queue and self.grown < budget:
            self.grown += 1
            _, _, prefix = heapq.heappop(self.queue)
            v = prefix.nodes[-1]
            inverse = _without(prefix.inverse, v)
            passed = prefix.coefficient * float(prefix.inverse[v, v])
            for w in np.flatnonzero(self.matrix[:, v]):
                if int(w) not in prefix.nodes:
                    gain = float(self.matrix[w, v])
                    self.add(
                        _Prefix(
                            nodes=(*prefix.nodes, int(w)),
                            coefficient=passed * gain,
                            product=prefix.product * gain,
                            inverse=inverse,
                            lesion=prefix.lesion,
                        )
                    )
        for _, _, prefix in self.queue:
            self._leave(prefix.coefficient * float(prefix.inverse[self.target, prefix.nodes[-1]]))


def attribute(gain: Gain, target: int, *, budget: int = BUDGET) -> Attribution:
    """Take the response of one quantity apart into chains.

    Args:
        gain: Gains and drives of a solution.
        target: Index of the quantity asked about.
        budget: Prefixes grown at most; more finds more small chains.

    Returns:
        Chains and the rest; both together are the response.
    """
    driven = [(lesion, i, size) for lesion, i, size in gain.drive if size]
    if not driven:
        return Attribution((), 0.0, 0)
    sources = [i for _, i, _ in driven]
    kept = _relevant(gain.matrix, sources, target)
    if target not in kept:
        return Attribution((), 0.0, 0)
    place = {node: k for k, node in enumerate(kept)}
    matrix = gain.matrix[np.ix_(kept, kept)]
    inverse: Array = np.asarray(np.linalg.inv(np.eye(len(kept)) - matrix), dtype=np.float64)
    goal = place[target]
    starts = [(lesion, place[i], size) for lesion, i, size in driven if i in place]
    scale = sum(abs(size * float(inverse[goal, i])) for _, i, size in starts)
    tree = _Tree(matrix, goal, max(NEGLIGIBLE * scale, 1e-9))
    for lesion, i, size in starts:
        tree.add(_Prefix((i,), size, size, inverse, lesion))
    tree.grow(budget)
    named = [
        Path(p.lesion, tuple(kept[k] for k in p.nodes), p.net, p.open_loop) for p in tree.paths
    ]
    named.sort(key=lambda p: (-abs(p.net), p.lesion, p.nodes))
    return Attribution(tuple(named), tree.rest, tree.rest_count)


def strongest_claims(gain: Gain) -> dict[tuple[int, int], list[tuple[str, float]]]:
    """Give the claims between each pair of quantities, the one with most gain first."""
    found: dict[tuple[int, int], list[tuple[str, float]]] = defaultdict(list)
    for claim, j, i, size in gain.by_claim:
        found[(j, i)].append((claim, size))
    for pair in found.values():
        pair.sort(key=lambda item: (-abs(item[1]), item[0]))
    return dict(found)
