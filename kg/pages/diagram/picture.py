"""What a picture shows: boxes in anatomical bands, and signed edges between them."""

from __future__ import annotations

from dataclasses import dataclass

#: The bands from top to bottom: key (also the CSS class) and label for readers.
BANDS = (
    ("cause", "Cause"),
    ("input", "Inputs"),
    ("hypothalamus", "Hypothalamus"),
    ("pituitary", "Pituitary"),
    ("gland", "Gland"),
    ("blood", "Blood"),
    ("tissue", "Target tissue"),
)

#: Where a condition, drug or way of life stands that starts it all.
CAUSE = 0

_BAND_OF_LEVEL = {
    "inputLevel": 1,
    "exogenous": 1,
    "hypothalamus": 2,
    "pituitary": 3,
    "gonad": 4,
    "adrenal": 4,
    "thyroid": 4,
    "placenta": 4,
    "ectopicTumour": 4,
    "blood": 5,
    "artefact": 5,
    "peripheral": 6,
}


def band_of(level: str) -> int:
    """Give the position of the band in which a level of the axis is drawn.

    Example:
        >>> band_of("adrenal")
        4
    """
    return _BAND_OF_LEVEL.get(level, 1)


@dataclass(frozen=True, slots=True)
class Box:
    """One thing in a picture.

    Attributes:
        id: Slug.
        label: What is written in it.
        path: Page it leads to, from the root of the site; "" for none.
        band: Position in `BANDS`.
        focus: Whether the picture is about it.
        change: "up", "down" or "": the change it undergoes in an answer.
        x: Where it stands from left (0) to right (1) when laid by hand, or None.
    """

    id: str
    label: str
    path: str
    band: int
    focus: bool = False
    change: str = ""
    x: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One effect.

    Attributes:
        source: Slug of the cause.
        target: Slug of what answers.
        sign: -1 or +1.
        strength: 1 (weak), 2 or 3 (strong): the width of the line.
        words: The effect as a sentence.
        lane: Where it passes other rows, from left (0) to right (1), when laid by hand.
    """

    source: str
    target: str
    sign: int
    strength: int
    words: str
    lane: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and edges with a title; `note` tells what was left out, if anything."""

    title: str
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    note: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every edge as a sentence, each once, in the order drawn."""
        return tuple(dict.fromkeys(edge.words for edge in self.edges))
