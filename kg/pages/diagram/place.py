"""Positions from left to right: near what they are linked to, never overlapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    return x


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
