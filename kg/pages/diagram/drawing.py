"""Where everything stands: the result of a layout, ready to be written as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from kg.pages.diagram.picture import Box, Edge, Picture

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """One band: its key and label, its top and height, and where its label stands."""

    key: str
    label: str
    y: float
    height: float
    label_y: float


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its rectangle and its lines of text, each with its baseline."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, float], ...]
    owner: str = ""

    @property
    def centre(self) -> float:
        """Middle of the box from left to right."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawn edge.

    Attributes:
        edge: The effect it stands for.
        d: SVG path data.
        points: The path sampled finely, for tests of geometry.
        owner: Slug of the box with which it lights up.
    """

    edge: Edge
    d: str
    points: tuple[Point, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture laid out on a canvas."""

    picture: Picture
    width: float
    height: float
    gutter: float
    strips: tuple[Strip, ...]
    boxes: tuple[PlacedBox, ...]
    curves: tuple[Curve, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Curve, ...], tuple[PlacedBox, ...]], ...]:
        """Curves and boxes by the box with which they light up, focus boxes last."""
        owners = dict.fromkeys(
            [box.owner for box in self.boxes] + [curve.owner for curve in self.curves]
        )
        return tuple(
            (
                owner,
                tuple(curve for curve in self.curves if curve.owner == owner),
                tuple(box for box in self.boxes if box.owner == owner),
            )
            for owner in owners
        )
