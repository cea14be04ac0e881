"""Order within rows: few crossings, by barycentres and neighbour swaps.

An edge that passes rows gets a way-point in each of them, which takes its
place in the order like a narrow box. That is why no line meets a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.pages.diagram.layers import Row
from kg.pages.diagram.picture import Edge

#: Sweeps down and up; the best order seen is kept.
_SWEEPS = 10


@dataclass(slots=True)
class Grid:
    """Rows of nodes (boxes and way-points) with links between adjacent rows.

    Attributes:
        rows: Node names, top row first.
        links: For each gap between rows, pairs of (upper node, lower node).
        routes: For each edge, its nodes from the upper end to the lower end.
    """

    rows: list[list[str]]
    links: list[list[tuple[str, str]]] = field(default_factory=list)
    routes: list[tuple[Edge, tuple[str, ...]]] = field(default_factory=list)


def is_waypoint(node: str) -> bool:
    """Tell way-points from boxes."""
    return node.startswith("~")


def make_grid(rows: Sequence[Row], edges: Sequence[Edge]) -> Grid:
    """Set boxes and way-points into rows; edges within one row are not expected."""
    row_of = {box: i for i, row in enumerate(rows) for box in row.boxes}
    grid = Grid([list(row.boxes) for row in rows], [[] for _ in rows[1:]])
    for number, edge in enumerate(edges):
        ends = sorted((edge.source, edge.target), key=lambda box: row_of[box])
        first, last = row_of[ends[0]], row_of[ends[1]]
        between = [f"~{number}.{i}" for i in range(first + 1, last)]
        for i, node in zip(range(first + 1, last), between, strict=True):
            grid.rows[i].append(node)
        route = (ends[0], *between, ends[1])
        grid.routes.append((edge, route))
        for i, pair in enumerate(pairwise(route)):
            grid.links[first + i].append(pair)
    return grid


def untangle(grid: Grid) -> None:
    """Reorder the rows of a grid in place so that few links cross."""
    best = [list(row) for row in grid.rows]
    fewest = _crossings(grid)
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        indices = range(1, len(grid.rows)) if downward else range(len(grid.rows) - 2, -1, -1)
        for i in indices:
            _by_barycentre(grid, i, downward)
        _swap_neighbours(grid)
        crossings = _crossings(grid)
        if crossings < fewest:
            fewest, best = crossings, [list(row) for row in grid.rows]
    grid.rows[:] = best


def keep_laid(grid: Grid, x: Mapping[str, float]) -> None:
    """Order rows whose boxes were laid by hand.

    Way-points stand in the lane of their edge, or else on the line between its ends.

    Args:
        grid: Rows to be ordered in place.
        x: Where each box stands, from left (0) to right (1).
    """
    at = dict(x)
    for edge, nodes in grid.routes:
        first, last = x[nodes[0]], x[nodes[-1]]
        for k, node in enumerate(nodes[1:-1], start=1):
            straight = first + (last - first) * k / (len(nodes) - 1)
            at[node] = straight if edge.lane is None else edge.lane
    for row in grid.rows:
        row.sort(key=lambda node: (at[node], node))


def _by_barycentre(grid: Grid, i: int, downward: bool) -> None:
    fixed = grid.rows[i - 1 if downward else i + 1]
    spread = (len(grid.rows[i]) or 1) / (len(fixed) or 1)
    place = {node: (k + 0.5) * spread for k, node in enumerate(fixed)}
    links = grid.links[i - 1 if downward else i]
    seen: dict[str, list[float]] = {}
    for upper, lower in links:
        mine, other = (lower, upper) if downward else (upper, lower)
        seen.setdefault(mine, []).append(place[other])

    def key(item: tuple[int, str]) -> tuple[float, int]:
        k, node = item
        found = seen.get(node)
        return (sum(found) / len(found) if found else k + 0.5, k)

    grid.rows[i] = [node for _, node in sorted(enumerate(grid.rows[i]), key=key)]


def _swap_neighbours(grid: Grid) -> None:
    for i, row in enumerate(grid.rows):
        ends = _ends_around(grid, i)
        for k in range(len(row) - 1):
            one, two = row[k], row[k + 1]
            if _between(ends, two, one) < _between(ends, one, two):
                row[k], row[k + 1] = two, one


def _ends_around(grid: Grid, i: int) -> list[dict[str, list[int]]]:
    """For the gap above and the gap below a row: where the links of each node end."""
    found: list[dict[str, list[int]]] = []
    for gap, other in ((i - 1, i - 1), (i, i + 1)):
        if 0 <= gap < len(grid.links):
            place = {node: k for k, node in enumerate(grid.rows[other])}
            ends: dict[str, list[int]] = {}
            for upper, lower in grid.links[gap]:
                mine, far = (lower, upper) if other < i else (upper, lower)
                ends.setdefault(mine, []).append(place[far])
            found.append(ends)
    return found


def _between(ends: Sequence[Mapping[str, list[int]]], left: str, right: str) -> int:
    """Count the crossings among the links of two neighbours that stand in this order."""
    return sum(a > b for side in ends for a in side.get(left, ()) for b in side.get(right, ()))


def _crossings(grid: Grid) -> int:
    return sum(_crossings_in(grid, gap) for gap in range(len(grid.links)))


def _crossings_in(grid: Grid, gap: int) -> int:
    upper: Mapping[str, int] = {node: k for k, node in enumerate(grid.rows[gap])}
    lower: Mapping[str, int] = {node: k for k, node in enumerate(grid.rows[gap + 1])}
    ends = sorted((upper[a], lower[b]) for a, b in grid.links[gap])
    return sum(1 for k, (a, b) in enumerate(ends) for c, d in ends[k + 1 :] if a < c and b > d)
