"""Positions from left to right: near what they are linked to, never overlapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from kg.pages.diagram.order import Grid, is_waypoint

_ROUNDS = 24


def place(
    grid: Grid,
    widths: Mapping[str, float],
    left: float,
    right: float,
    laid: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Give the middle of each node from left to right.

    Args:
        grid: Ordered rows.
        widths: Width each node takes, gap included.
        left: Left end of the canvas.
        right: Right end of the canvas.
        laid: Centres of boxes laid by hand, which keep them as far as there is room.

    Returns:
        Centres by node; within a row no two nodes overlap and all lie on the canvas
        as long as the row fits it.
    """
    x: dict[str, float] = {}
    for row in grid.rows:
        total = sum(widths[node] for node in row)
        edge = (left + right - total) / 2
        for node in row:
            x[node] = edge + widths[node] / 2
            edge += widths[node]
    near, fixed = _neighbours(grid), laid or {}
    for sweep in range(_ROUNDS):
        rows = grid.rows if sweep % 2 else grid.rows[::-1]
        for row in rows:
            wishes = [fixed.get(node, _wish(node, near[node], x)) for node in row]
            weights = [_weight(node, fixed) for node in row]
            solved = spread(wishes, weights, [widths[node] for node in row], left, right)
            x.update(zip(row, solved, strict=True))
    _straighten(grid, widths, x)
    _settle(grid, widths, x, near)
    return x if fixed else _centred(x, widths, left, right)


def _centred(
    x: Mapping[str, float], widths: Mapping[str, float], left: float, right: float
) -> dict[str, float]:
    """Shift everything so that as much room is left on either side."""
    low = min((x[node] - widths[node] / 2 for node in x), default=left)
    high = max((x[node] + widths[node] / 2 for node in x), default=right)
    shift = (left + right - low - high) / 2
    return {node: value + shift for node, value in x.items()}


def _settle(
    grid: Grid, widths: Mapping[str, float], x: dict[str, float], near: Mapping[str, Sequence[str]]
) -> None:
    """Move lone way-points to where they wish, as far as their neighbours leave room."""
    for row in grid.rows:
        for k, node in enumerate(row):
            if is_waypoint(node) and not any(is_waypoint(other) for other in near[node]):
                low, high = _free(row, k, widths, x)
                x[node] = min(max(_wish(node, near[node], x), low), high)


def _straighten(grid: Grid, widths: Mapping[str, float], x: dict[str, float]) -> None:
    """Set the way-points of each edge one above the other, in runs as long as there is room."""
    row_of = {node: (i, k) for i, row in enumerate(grid.rows) for k, node in enumerate(row)}
    for _, nodes in grid.routes:
        run: list[str] = []
        low, high = -inf, inf
        for node in nodes[1:-1]:
            i, k = row_of[node]
            before, after = _free(grid.rows[i], k, widths, x)
            if run and max(low, before) > min(high, after):
                _align(run, low, high, x)
                run, low, high = [], -inf, inf
            run.append(node)
            low, high = max(low, before), min(high, after)
        _align(run, low, high, x)


def _free(
    row: Sequence[str], k: int, widths: Mapping[str, float], x: Mapping[str, float]
) -> tuple[float, float]:
    """Give how far left and right a node may move without touching its neighbours."""
    half = widths[row[k]] / 2
    left = x[row[k - 1]] + widths[row[k - 1]] / 2 + half if k else -inf
    right = x[row[k + 1]] - widths[row[k + 1]] / 2 - half if k + 1 < len(row) else inf
    return min(left, x[row[k]]), max(right, x[row[k]])


def _align(run: Sequence[str], low: float, high: float, x: dict[str, float]) -> None:
    if len(run) > 1:
        mean = sum(x[node] for node in run) / len(run)
        x.update(dict.fromkeys(run, min(max(mean, low), high)))


def _weight(node: str, fixed: Mapping[str, float]) -> float:
    if node in fixed:
        return 1000.0
    return 4.0 if is_waypoint(node) else 1.0


def _neighbours(grid: Grid) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {node: [] for row in grid.rows for node in row}
    for links in grid.links:
        for upper, lower in links:
            near[upper].append(lower)
            near[lower].append(upper)
    return near


def _wish(node: str, near: Sequence[str], x: Mapping[str, float]) -> float:
    return sum(x[other] for other in near) / len(near) if near else x[node]


def spread(
    wishes: Sequence[float],
    weights: Sequence[float],
    widths: Sequence[float],
    left: float,
    right: float,
) -> list[float]:
    """Put ordered items as near their wishes as they fit, by pooling adjacent violators.

    The least weighted squares under the order and the widths, then clipped to the canvas.

    Example:
        >>> spread([50, 50], [1, 1], [20, 20], 0, 100)
        [40.0, 60.0]
    """
    offsets, edge = [], 0.0
    for width in widths:
        offsets.append(edge + width / 2)
        edge += width
    blocks: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        mean, mass, count = wish - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, heavy, many = blocks.pop()
            mean = (before * heavy + mean * mass) / (heavy + mass)
            mass, count = heavy + mass, many + count
        blocks.append((mean, mass, count))
    low, high = left, max(left, right - edge)
    shifts = [min(max(mean, low), high) for mean, _, count in blocks for _ in range(count)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]
