"""Rows: which boxes stand beside each other, and which above.

Bands fix the coarse order. Inside a band a cause stands above its effect, as
far as loops allow. A row that would not fit the canvas is split.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.pages.diagram.picture import Edge, Picture


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes within a band."""

    band: int
    boxes: tuple[str, ...]


def rows_of(picture: Picture, widths: Mapping[str, float], room: float) -> list[Row]:
    """Arrange the boxes of a picture in rows, top to bottom.

    Args:
        picture: What is shown.
        widths: Width each box takes, with its share of the gap to the next.
        room: Width of the canvas that boxes may fill.

    Returns:
        Rows without empty ones; boxes in a row keep the order of the picture.
    """
    rows: list[Row] = []
    for band in sorted({box.band for box in picture.boxes}):
        inside = [box.id for box in picture.boxes if box.band == band]
        depth = _depths(inside, picture.edges)
        for level in sorted(set(depth.values())):
            row = [box for box in inside if depth[box] == level]
            rows.extend(Row(band, part) for part in _split(row, widths, room))
    return rows


def _depths(boxes: list[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Give each box its depth in the band: below its causes, right above its effects."""
    below = _acyclic(boxes, edges)
    depth: dict[str, int] = {}

    def visit(box: str) -> int:
        if box not in depth:
            above = [cause for cause in boxes if box in below[cause]]
            depth[box] = max((visit(cause) + 1 for cause in above), default=0)
        return depth[box]

    for box in boxes:
        visit(box)
    for box in sorted(boxes, key=lambda b: -depth[b]):
        has_cause = any(box in below[cause] for cause in boxes)
        if below[box] and not has_cause:
            depth[box] = min(depth[effect] for effect in below[box]) - 1
    return depth


def _acyclic(boxes: list[str], edges: Iterable[Edge]) -> dict[str, set[str]]:
    """Keep the strongest edges inside the band that close no loop."""
    below: dict[str, set[str]] = defaultdict(set)
    inside = [e for e in edges if e.source in boxes and e.target in boxes]
    for edge in sorted(inside, key=lambda e: -e.strength):
        if edge.source != edge.target and not _reaches(edge.target, edge.source, below):
            below[edge.source].add(edge.target)
    return below


def _reaches(start: str, goal: str, below: Mapping[str, set[str]]) -> bool:
    todo, seen = [start], {start}
    while todo:
        box = todo.pop()
        if box == goal:
            return True
        new = below.get(box, set()) - seen
        seen |= new
        todo.extend(new)
    return False


def _split(row: list[str], widths: Mapping[str, float], room: float) -> list[tuple[str, ...]]:
    """Split a row into as few parts of even width as fit the room."""
    total = sum(widths[box] for box in row)
    parts = max(1, -(-int(total) // int(room)))
    target = total / parts
    done: list[tuple[str, ...]] = []
    current: list[str] = []
    width = 0.0
    for box in row:
        fits = width + widths[box] <= room and (width + widths[box] / 2 <= target)
        if current and not fits:
            done.append(tuple(current))
            current, width = [], 0.0
        current.append(box)
        width += widths[box]
    return [*done, tuple(current)] if current else done
