"""The picture for desks: bands across, boxes in rows, a gutter for the band names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.pages.diagram.drawing import Drawing, PlacedBox, Strip
from kg.pages.diagram.layers import rows_of
from kg.pages.diagram.measure import break_label, text_width
from kg.pages.diagram.order import Grid, is_waypoint, keep_laid, make_grid, untangle
from kg.pages.diagram.picture import BANDS, Box, Edge, Picture
from kg.pages.diagram.place import place
from kg.pages.diagram.route import Span, port_room, route

WIDTH = 960.0
GUTTER = 132.0
FONT = 13.5
LINE = 17.0
_RIGHT = 20.0
_BOX_GAP = 22.0
_WAYPOINT = 20.0
_LABEL_WIDEST = 136.0
_PAD_X, _PAD_Y = 15.0, 9.0
_EDGE_PAD = 24.0


def draw_wide(picture: Picture) -> Drawing:
    """Lay a picture out on a wide canvas.

    Args:
        picture: Boxes and edges; edges to boxes not in it are an error.

    Returns:
        A drawing; the same picture always gives the same drawing.
    """
    edges = [edge for edge in picture.edges if edge.source != edge.target]
    sizes = {box.id: _size(box, edges) for box in picture.boxes}
    takes = {box: size[0] + _BOX_GAP for box, size in sizes.items()}
    left, right = GUTTER, WIDTH - _RIGHT
    rows = rows_of(picture, takes, (right - left) * 0.94)
    grid = make_grid(rows, edges)
    laid = {box.id: box.x for box in picture.boxes if box.x is not None}
    if len(laid) == len(picture.boxes):
        keep_laid(grid, laid)
    else:
        untangle(grid)
    takes |= {node: _WAYPOINT for row in grid.rows for node in row if is_waypoint(node)}
    pins = {box: left + part * (right - left) for box, part in laid.items()}
    x = place(grid, takes, left, right, pins)
    bands = [row.band for row in rows]
    spans = _spans(grid, bands, sizes, x)
    boxes = {
        box.id: _put(box, sizes[box.id], x[box.id], spans[i])
        for i, row in enumerate(rows)
        for box in picture.boxes
        if box.id in row.boxes
    }
    owners = [_owner(edge, picture) for edge in edges]
    height = spans[-1].bottom + _EDGE_PAD if spans else 0.0
    return Drawing(
        picture=picture,
        width=WIDTH,
        height=height,
        gutter=GUTTER,
        strips=_strips(bands, spans, height),
        boxes=tuple(boxes.values()),
        curves=route(grid, x, spans, boxes, owners),
    )


def _size(box: Box, edges: Sequence[Edge]) -> tuple[float, float, tuple[str, ...]]:
    """Give width, height and lines of a box, wide enough for its ports."""
    lines = break_label(box.label, FONT, _LABEL_WIDEST)
    text = max(text_width(line, FONT) for line in lines) * (1.13 if box.focus else 1.0)
    onto = sum(1 for edge in edges if edge.target == box.id)
    off = sum(1 for edge in edges if edge.source == box.id)
    mark = 16.0 if box.change else 0.0
    width = max(text + 2 * _PAD_X + mark, 58.0, port_room(max(onto, off)))
    return round(width), len(lines) * LINE + 2 * _PAD_Y, lines


def _spans(
    grid: Grid,
    bands: Sequence[int],
    sizes: Mapping[str, tuple[float, float, tuple[str, ...]]],
    x: Mapping[str, float],
) -> list[Span]:
    """Stack the rows, with higher lanes where lines swing far."""
    spans: list[Span] = []
    top = _EDGE_PAD
    for i, row in enumerate(grid.rows):
        if i:
            top = spans[-1].bottom + _lane(grid.links[i - 1], x, bands[i - 1] != bands[i])
        height = max(sizes[node][1] for node in row if not is_waypoint(node))
        spans.append(Span(round(top), round(top + height)))
    return spans


def _lane(links: Sequence[tuple[str, str]], x: Mapping[str, float], between: bool) -> float:
    swing = max((abs(x[a] - x[b]) for a, b in links), default=0.0)
    return (56.0 if between else 48.0) + min(40.0, 0.075 * swing)


def _put(
    box: Box, size: tuple[float, float, tuple[str, ...]], centre: float, span: Span
) -> PlacedBox:
    width, height, lines = size
    y = (span.top + span.bottom - height) / 2
    first = y + _PAD_Y + LINE * 0.74
    return PlacedBox(
        box=box,
        x=round(centre - width / 2, 1),
        y=y,
        width=width,
        height=height,
        lines=tuple((line, round(first + k * LINE, 1)) for k, line in enumerate(lines)),
        owner=box.id,
    )


def _owner(edge: Edge, picture: Picture) -> str:
    """Give the end of an edge that the picture is not about, or else its cause."""
    focus = {box.id for box in picture.boxes if box.focus}
    return edge.target if edge.source in focus and edge.target not in focus else edge.source


def _strips(bands: Sequence[int], spans: Sequence[Span], height: float) -> tuple[Strip, ...]:
    """Cover the canvas with one strip a band, cut half-way between the rows."""
    cuts = [0.0]
    cuts += [
        (above.bottom + below.top) / 2
        for (one, above), (two, below) in pairwise(zip(bands, spans, strict=True))
        if one != two
    ]
    cuts.append(height)
    shown = list(dict.fromkeys(bands))
    strips = []
    for band, (top, bottom) in zip(shown, pairwise(cuts), strict=True):
        key, label = BANDS[band]
        inside = [span for b, span in zip(bands, spans, strict=True) if b == band]
        middle = (inside[0].top + inside[-1].bottom) / 2
        strips.append(Strip(key, label, top, bottom - top, round(middle + 5, 1)))
    return tuple(strips)
