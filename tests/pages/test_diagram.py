"""Pictures: lines keep off boxes, heads keep apart, the same picture is drawn the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.pages.diagram import Box, Drawing, Edge, Picture, draw_chain, draw_narrow, draw_wide
from kg.pages.diagram.measure import break_label, text_width
from kg.pages.diagram.place import spread
from kg.pages.diagram.wide import FONT, GUTTER
from kg.pages.neighbourhood import MOST_BOXES, neighbourhood
from kg.pages.questions import ask
from kg.pages.why_page import chains_picture, first_chain_picture
from tests.pages.sample import sample


def _pictures() -> dict[str, Picture]:
    g = sample()
    found = {slug: neighbourhood(g, term) for slug, term in g.ontology.terms.items()}
    named = {slug: picture for slug, picture in found.items() if picture}
    for question in ask(g):
        named[question.path] = chains_picture(g, question.explanation)
    return named


PICTURES = _pictures()
every_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())


def _inside(point: tuple[float, float], drawing: Drawing) -> list[str]:
    x, y = point
    return [
        b.box.id
        for b in drawing.boxes
        if b.x + 0.5 < x < b.x + b.width - 0.5 and b.y + 0.5 < y < b.y + b.height - 0.5
    ]


def _fine(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Sample the straight pieces between the points of a line as well."""
    found = []
    for (a, b), (c, d) in pairwise(points):
        found += [(a + (c - a) * k / 12, b + (d - b) * k / 12) for k in range(13)]
    return found


@every_picture
def test_no_line_crosses_a_box(picture: Picture) -> None:
    """Every point of every line lies outside all boxes."""
    drawing = draw_wide(picture)

    for curve in drawing.curves:
        assert [b for p in _fine(curve.points) for b in _inside(p, drawing)] == []


@every_picture
def test_ends_of_lines_keep_apart(picture: Picture) -> None:
    """No two lines end at the same place; heads on one edge are a head's width apart."""
    ends = sorted(end for c in draw_wide(picture).curves for end in (c.points[0], c.points[-1]))

    for (x, y), (other, level) in pairwise(sorted(ends, key=lambda e: (e[1], e[0]))):
        assert y != level or other - x >= 12


@every_picture
def test_boxes_do_not_overlap_and_keep_off_the_labels(picture: Picture) -> None:
    """Boxes stand side by side, on the canvas, right of the band names."""
    drawing = draw_wide(picture)

    for k, one in enumerate(drawing.boxes):
        assert one.x >= GUTTER
        assert one.x + one.width <= drawing.width
        for two in drawing.boxes[k + 1 :]:
            apart = one.x + one.width < two.x or two.x + two.width < one.x
            assert apart or one.y + one.height < two.y or two.y + two.height < one.y


@every_picture
def test_boxes_stand_in_their_band(picture: Picture) -> None:
    """Each box lies whole within the strip of its band."""
    drawing = draw_wide(picture)
    shown = sorted({box.band for box in picture.boxes})

    for placed in drawing.boxes:
        strip = drawing.strips[shown.index(placed.box.band)]
        assert strip.y < placed.y
        assert placed.y + placed.height < strip.y + strip.height


@every_picture
def test_every_edge_is_drawn_and_told(picture: Picture) -> None:
    """There is a line and a sentence for each edge."""
    drawing = draw_wide(picture)

    assert sorted(id(curve.edge) for curve in drawing.curves) == sorted(map(id, picture.edges))
    assert all(edge.words in picture.words for edge in picture.edges)


@every_picture
def test_the_same_picture_is_drawn_the_same(picture: Picture) -> None:
    """Layout has no chance in it."""
    assert draw_wide(picture) == draw_wide(picture)


@every_picture
def test_the_narrow_picture_keeps_lines_off_boxes(picture: Picture) -> None:
    """On a phone lines run beside the boxes, inside the canvas."""
    drawing = draw_narrow(picture)

    for curve in drawing.curves:
        assert all(0 < x < drawing.width for x, _ in curve.points)
        assert [b for p in _fine(curve.points) for b in _inside(p, drawing)] == []


@pytest.mark.parametrize("slug", sorted(set(PICTURES) & set(sample().ontology.terms)))
def test_a_neighbourhood_stays_small(slug: str) -> None:
    """No more boxes than a reader can take in, and a note when some are left out."""
    picture = PICTURES[slug]

    assert len(picture.boxes) <= MOST_BOXES + 6
    assert any(box.focus for box in picture.boxes)


def test_a_crowded_neighbourhood_is_cut_and_says_so() -> None:
    """The strongest are kept, both causes and effects, and the note counts the others."""
    g = sample()
    picture = neighbourhood(g, g.term("gnrh"))

    assert picture is not None
    assert picture.note == "" or "listed below" in picture.note
    onto = {edge.target for edge in picture.edges}
    assert "gonadotroph-response" in onto


def test_a_chain_runs_from_top_to_bottom() -> None:
    """The phone's picture of an answer shows each step of the strongest chain in order."""
    g = sample()
    explanation = g.explain("circulating-lh", "prolactinoma", sex="male")

    drawing = draw_chain(first_chain_picture(g, explanation))

    tops = [box.y for box in drawing.boxes]
    assert tops == sorted(tops)
    assert drawing.boxes[0].box.id == "prolactinoma"
    assert drawing.boxes[-1].box.id == "circulating-lh"
    assert len(drawing.curves) == len(drawing.boxes) - 1
    assert sum(strip.height for strip in drawing.strips) == pytest.approx(drawing.height, abs=1)


def test_a_loop_inside_a_band_is_drawn() -> None:
    """Two quantities of one band that act on each other stand in two rows."""
    boxes = (Box("a", "one", "", 2), Box("b", "two", "", 2, focus=True))
    edges = (Edge("a", "b", 1, 2, "One raises two."), Edge("b", "a", -1, 1, "Two lowers one."))

    drawing = draw_wide(Picture("Loop", boxes, edges))

    assert drawing.boxes[0].y != drawing.boxes[1].y
    assert len(drawing.curves) == 2


def test_labels_break_evenly() -> None:
    """A long label is broken at spaces, no line wider than it must be."""
    lines = break_label("beta-endorphin release in the hypothalamus", FONT, 136)

    assert " ".join(lines) == "beta-endorphin release in the hypothalamus"
    assert max(text_width(line, FONT) for line in lines) <= 136


def test_spread_keeps_order_room_and_bounds() -> None:
    """Items keep their order, do not overlap, and stay on the canvas."""
    placed = spread([5, 0, 90, 300], [1, 1, 1, 1], [20, 20, 20, 20], 0, 100)

    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(placed))
    assert placed[0] >= 10
    assert placed[-1] <= 90
