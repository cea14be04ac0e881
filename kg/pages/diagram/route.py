"""Lines: ports spread along box edges, curves that stay in the lanes between rows.

Inside a row a line runs straight down at its way-point or above its port;
between rows it swings over in one S-curve. Curves of one lane share one
shape, so lines whose ends stand in the same order never cross.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.pages.diagram.drawing import Curve, PlacedBox, Point
from kg.pages.diagram.order import Grid, is_waypoint
from kg.pages.diagram.picture import Edge

#: Distance between ports that look well, and the least that keeps arrowheads apart.
_PORT_STEP, PORT_LEAST = 24.0, 14.0
#: How far ports keep from the corners of a box.
_CORNER = 14.0
#: Straight run between a row and the curve, so that heads stand upright.
_STUB = 11.0
#: How far a line ends before the box it points at; its head fills the gap.
HEAD_GAP = 7.0
_SAMPLES = 14


@dataclass(frozen=True, slots=True)
class Span:
    """Top and bottom of a row."""

    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Run:
    """A straight vertical piece of a line."""

    x: float
    top: float
    bottom: float


def port_room(ports: int) -> float:
    """Give the width a box needs so that its ports do not crowd."""
    return (ports - 1) * (PORT_LEAST + 2) + 2 * _CORNER if ports > 1 else 0.0


def route(
    grid: Grid,
    x: Mapping[str, float],
    spans: Sequence[Span],
    boxes: Mapping[str, PlacedBox],
    owners: Sequence[str],
) -> tuple[Curve, ...]:
    """Draw each edge of a grid.

    Args:
        grid: Ordered rows with the routes of the edges.
        x: Centre of each node.
        spans: Top and bottom of each row.
        boxes: Placed boxes by slug.
        owners: For each edge, the box with which it lights up.
    """
    ports = _ports(grid, x, boxes)
    row_of = {node: i for i, row in enumerate(grid.rows) for node in row}
    curves = []
    for number, (edge, nodes) in enumerate(grid.routes):
        runs = []
        for node in nodes:
            span = spans[row_of[node]]
            if is_waypoint(node):
                runs.append(_Run(x[node], span.top, span.bottom))
            else:
                box, upper = boxes[node], node == nodes[0]
                here = ports[number, node]
                head = HEAD_GAP if node == edge.target else 0.0
                runs.append(
                    _Run(here, box.y + box.height + head, span.bottom)
                    if upper
                    else _Run(here, span.top, box.y - head)
                )
        curves.append(_curve(edge, runs, nodes[0] == edge.source, owners[number]))
    return tuple(curves)


def _ports(
    grid: Grid, x: Mapping[str, float], boxes: Mapping[str, PlacedBox]
) -> dict[tuple[int, str], float]:
    """Spread the ends of lines along the top and bottom of each box, in order."""
    sides: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for number, (_, nodes) in enumerate(grid.routes):
        sides.setdefault((nodes[0], "bottom"), []).append((x[nodes[1]], number))
        sides.setdefault((nodes[-1], "top"), []).append((x[nodes[-2]], number))
    ports: dict[tuple[int, str], float] = {}
    for (node, _), ends in sides.items():
        box = boxes[node]
        room = box.width - 2 * _CORNER
        ends.sort()
        if len(ends) == 1:
            aim, number = ends[0]
            off = aim - box.centre
            ports[number, node] = aim if abs(off) < room / 2.4 else box.centre
            continue
        step = min(_PORT_STEP, room / (len(ends) - 1))
        start = box.centre - step * (len(ends) - 1) / 2
        for k, (_, number) in enumerate(ends):
            ports[number, node] = start + k * step
    return ports


def _curve(edge: Edge, runs: Sequence[_Run], downward: bool, owner: str) -> Curve:
    """Join straight runs by S-curves, from the cause to what answers."""
    legs: list[tuple[Point, Point]] = [((r.x, r.top), (r.x, r.bottom)) for r in runs]
    if not downward:
        legs = [(bottom, top) for top, bottom in reversed(legs)]
    turn = _STUB if downward else -_STUB
    parts = [f"M{_xy(legs[0][0])}"]
    points: list[Point] = [legs[0][0]]
    for (_, leave), (enter, _) in pairwise(legs):
        start, end = (leave[0], leave[1] + turn), (enter[0], enter[1] - turn)
        middle = (start[1] + end[1]) / 2
        parts.append(f"L{_xy(start)}")
        if abs(start[0] - end[0]) > 0.5:
            parts.append(f"C{_xy((start[0], middle))} {_xy((end[0], middle))} {_xy(end)}")
        points += [start, *_sample(start, end, middle)]
    last = legs[-1][1]
    parts.append(f"L{_xy(last)}")
    return Curve(edge, "".join(parts), (*points, last), owner)


def _sample(start: Point, end: Point, middle: float) -> list[Point]:
    points = []
    for k in range(1, _SAMPLES + 1):
        t = k / _SAMPLES
        u = 1 - t
        across = u**3 + 3 * u * u * t
        y = u**3 * start[1] + 3 * u * t * middle + t**3 * end[1]
        points.append((across * start[0] + (1 - across) * end[0], y))
    return points


def _xy(point: Point) -> str:
    return f"{_short(point[0])} {_short(point[1])}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
