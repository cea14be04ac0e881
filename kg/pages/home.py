"""The first page: the axis as a picture, common questions, and what the graph holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.pages.diagram import Box, Edge, Picture, draw_narrow, draw_wide
from kg.pages.diagram.picture import band_of
from kg.pages.links import term_path
from kg.pages.neighbourhood import strength
from kg.pages.questions import Question


def home_context(
    g: KnowledgeGraph, questions: Sequence[Question], plan: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the template of the first page what it shows.

    Args:
        g: The graph.
        questions: The why pages of the site.
        plan: `site/site.toml`: the boxes of the axis picture and the common questions.
    """
    picture = axis_picture(g, plan["axis"])
    ontology = g.ontology
    return {
        "wide": draw_wide(picture) if picture.edges else None,
        "narrow": draw_narrow(picture) if picture.edges else None,
        "asked": _asked(questions, plan["questions"]),
        "counts": (
            ("terms", sum(not term.deprecated for term in ontology.terms.values())),
            ("causal claims", len(ontology.claims)),
            ("publications", len(ontology.references)),
            ("explanations", len(questions)),
        ),
    }


def axis_picture(g: KnowledgeGraph, boxes: Iterable[Mapping[str, Any]]) -> Picture:
    """Make the picture of the axes from boxes laid by hand and edges of the graph.

    Boxes that the graph does not hold are left out, and so are boxes nothing leads to or from.
    """
    laid = {
        b["id"]: Box(
            id=b["id"],
            label=b["label"],
            path=term_path(b["id"]),
            band=band_of(g.ontology.terms[b["id"]].level),
            focus=bool(b.get("focus")),
            x=float(b["x"]),
        )
        for b in boxes
        if b["id"] in g.ontology.terms
    }
    found: dict[tuple[str, str, int], Edge] = {}
    for claim in g.ontology.claims.values():
        cause, result, sign = g.cause(claim), g.result(claim), g.sign(claim)
        if sign and cause != result and cause in laid and result in laid:
            edge = Edge(cause, result, sign, strength(claim), wording.claim_sentence(claim, g))
            found.setdefault((cause, result, sign), edge)
    linked = {end for edge in found.values() for end in (edge.source, edge.target)}
    shown = tuple(box for slug, box in laid.items() if slug in linked)
    return Picture("The reproductive and the stress axis", shown, tuple(found.values()))


def _asked(
    questions: Sequence[Question], wanted: Iterable[Mapping[str, str]]
) -> tuple[tuple[str, Question], ...]:
    """Pair the common questions with their answers; those without one are left out."""
    known = {(q.cause, q.target, q.sex): q for q in questions}
    pairs = ((w["text"], known.get((w["cause"], w["target"], w["sex"]))) for w in wanted)
    return tuple((text, question) for text, question in pairs if question)
