"""The picture for phones: one column, causes above, effects below.

Two lines run beside the boxes: on the left what raises, on the right what
lowers. They end at the quantity in question, or leave from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.pages.diagram.drawing import Curve, Drawing, PlacedBox, Strip
from kg.pages.diagram.measure import break_label
from kg.pages.diagram.picture import BANDS, Box, Edge, Picture
from kg.pages.diagram.route import HEAD_GAP

WIDTH = 300.0
_FONT, _LINE, _PAD = 14.0, 18.0, 9.0
_BOX_LEFT, _BOX_RIGHT = 36.0, 264.0
_BUS = {1: 13.0, -1: 287.0}
_CHAIN_LEFT, _ARROW = 44.0, 34.0
_LABEL_ROW, _GAP, _HEADS = 24.0, 9.0, 34.0


@dataclass(slots=True)
class _Pen:
    """What has been drawn so far, and how far down."""

    y: float = 0.0
    strips: list[Strip] = field(default_factory=list)
    boxes: list[PlacedBox] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    def box(self, box: Box, left: float, right: float) -> PlacedBox:
        lines = break_label(box.label, _FONT, right - left - 24)
        height = len(lines) * _LINE + 2 * _PAD
        first = self.y + _PAD + _LINE * 0.74
        placed = PlacedBox(
            box,
            left,
            self.y,
            right - left,
            height,
            tuple((line, round(first + k * _LINE, 1)) for k, line in enumerate(lines)),
            box.id,
        )
        self.boxes.append(placed)
        self.y += height
        return placed


def draw_narrow(picture: Picture) -> Drawing:
    """Lay a picture out in one column, one part for each box it is about.

    Args:
        picture: A neighbourhood; boxes marked as focus are what it is about.
    """
    pen = _Pen()
    by_id = {box.id: box for box in picture.boxes}
    drawn: set[int] = set()
    for focus in (box for box in picture.boxes if box.focus):
        onto = [e for e in picture.edges if e.target == focus.id and id(e) not in drawn]
        off = [e for e in picture.edges if e.source == focus.id and id(e) not in drawn]
        drawn |= {id(edge) for edge in (*onto, *off)}
        if onto or off:
            _part(pen, focus, onto, off, by_id)
    return Drawing(
        picture=picture,
        width=WIDTH,
        height=round(pen.y),
        gutter=0.0,
        strips=tuple(pen.strips),
        boxes=tuple(pen.boxes),
        curves=tuple(pen.curves),
    )


def draw_chain(picture: Picture) -> Drawing:
    """Lay one chain out from top to bottom, an arrow between each box and the next.

    Args:
        picture: Boxes in the order of the chain, and the edges between neighbours.
    """
    pen = _Pen()
    step = {(edge.source, edge.target): edge for edge in picture.edges}
    placed: list[PlacedBox] = []
    start, band = 0.0, -1
    for box in picture.boxes:
        if box.band != band:
            _close(pen, band, start)
            start, band = pen.y, box.band
            pen.y += _LABEL_ROW
        placed.append(pen.box(box, _CHAIN_LEFT, WIDTH - _CHAIN_LEFT))
        pen.y += _ARROW
    pen.y -= _ARROW - 2 * _GAP
    _close(pen, band, start)
    for one, two in pairwise(placed):
        pen.curves.append(_down(step[one.box.id, two.box.id], one, two))
    return Drawing(
        picture=picture,
        width=WIDTH,
        height=round(pen.y),
        gutter=0.0,
        strips=tuple(pen.strips),
        boxes=tuple(placed),
        curves=tuple(pen.curves),
    )


def _close(pen: _Pen, band: int, start: float) -> None:
    """Lay the strip of a band behind the boxes since its start."""
    if band >= 0:
        key, label = BANDS[band]
        pen.strips.append(Strip(key, label, start, pen.y - start, start + 17))


def _down(edge: Edge, one: PlacedBox, two: PlacedBox) -> Curve:
    x, start, end = one.centre, one.y + one.height, two.y - HEAD_GAP
    return Curve(edge, f"M{x:g} {start:g}V{end:g}", ((x, start), (x, end)), edge.source)


def _part(
    pen: _Pen, focus: Box, onto: Sequence[Edge], off: Sequence[Edge], by_id: dict[str, Box]
) -> None:
    above = _column(pen, [by_id[edge.source] for edge in onto])
    start = pen.y
    pen.y += _HEADS if onto else _GAP
    middle = pen.box(focus, 4.0, WIDTH - 4.0)
    pen.y += _GAP
    pen.strips.append(Strip(BANDS[focus.band][0], "", start, pen.y - start, 0.0))
    pen.curves += [_join(edge, above[edge.source], middle) for edge in onto]
    if off:
        pen.y += _GAP
    below = _column(pen, [by_id[edge.target] for edge in off])
    pen.curves += [_leave(edge, middle, below[edge.target]) for edge in off]
    pen.y += _GAP


def _column(pen: _Pen, boxes: Sequence[Box]) -> dict[str, PlacedBox]:
    """Stack boxes band by band, each band with its name above."""
    placed: dict[str, PlacedBox] = {}
    for band in sorted({box.band for box in boxes}):
        start = pen.y
        pen.y += _LABEL_ROW
        for box in dict.fromkeys(b for b in boxes if b.band == band):
            placed[box.id] = pen.box(replace(box, focus=False), _BOX_LEFT, _BOX_RIGHT)
            pen.y += _GAP
        key, label = BANDS[band]
        pen.strips.append(Strip(key, label, start, pen.y - start, start + 17))
    return placed


def _join(edge: Edge, box: PlacedBox, focus: PlacedBox) -> Curve:
    """Run from the side of a cause along its bus down to the box in question."""
    bus, y = _BUS[edge.sign], box.y + box.height / 2
    side = box.x if edge.sign > 0 else box.x + box.width
    bend = 8.0 if edge.sign > 0 else -8.0
    end = focus.y - HEAD_GAP
    d = f"M{side:g} {y:g}H{bus + bend:g}Q{bus:g} {y:g} {bus:g} {y + 8:g}V{end:g}"
    points = ((side, y), (bus + bend, y), (bus, y + 8), (bus, end))
    return Curve(edge, d, points, edge.source)


def _leave(edge: Edge, focus: PlacedBox, box: PlacedBox) -> Curve:
    """Run from the box in question along the bus into the side of an effect."""
    bus, y = _BUS[edge.sign], box.y + box.height / 2
    side = box.x - HEAD_GAP if edge.sign > 0 else box.x + box.width + HEAD_GAP
    bend = 8.0 if edge.sign > 0 else -8.0
    start = focus.y + focus.height
    d = f"M{bus:g} {start:g}V{y - 8:g}Q{bus:g} {y:g} {bus + bend:g} {y:g}H{side:g}"
    points = ((bus, start), (bus, y - 8), (bus + bend, y), (side, y))
    return Curve(edge, d, points, edge.target)
