"""The first page: the axis as a picture, common questions, and what the graph holds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Claim
from kg.pages.diagram import Box, Edge, Picture, draw_narrow, draw_wide
from kg.pages.diagram.picture import band_of
from kg.pages.links import term_path
from kg.pages.neighbourhood import strength
from kg.pages.questions import Question

#: Claims that one arrow of the axis picture may stand for.
_LONGEST = 6
#: What a claim adds to the length of a chain, by its strength.
_COSTS = {3: 1.0, 2: 2.5, 1: 6.0}


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


def axis_picture(g: KnowledgeGraph, plan: Mapping[str, Any]) -> Picture:
    """Make the picture of the axes from boxes and arrows laid by hand.

    The sign of an arrow is that of the strongest chain of claims which passes no other
    box, by way of the quantities named; `lane` is where a long arrow runs.
    Boxes and arrows that the graph does not hold are left out.
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
        for b in plan["boxes"]
        if b["id"] in g.ontology.terms
    }
    edges = []
    for arrow in plan["arrows"]:
        stops = [arrow["from"], *arrow.get("via", ()), arrow["to"]]
        known = all(stop in g.ontology.terms for stop in stops)
        legs = [_chain(g, *pair, set(laid)) for pair in pairwise(stops)] if known else [()]
        if all(legs) and {stops[0], stops[-1]} <= set(laid):
            chain = [claim for leg in legs for claim in leg]
            edges.append(_arrow(g, stops[0], stops[-1], chain, arrow.get("lane")))
    linked = {end for edge in edges for end in (edge.source, edge.target)}
    shown = tuple(box for slug, box in laid.items() if slug in linked)
    return Picture("The reproductive and the stress axis", shown, tuple(edges))


def _arrow(
    g: KnowledgeGraph, cause: str, result: str, chain: Sequence[Claim], lane: float | None
) -> Edge:
    """Make one arrow of a chain of claims; it is as strong as the weakest of them."""
    words = " ".join(wording.claim_sentence(claim, g) for claim in chain)
    sign = prod(g.sign(claim) for claim in chain)
    return Edge(cause, result, sign, min(strength(claim) for claim in chain), words, lane)


def _chain(g: KnowledgeGraph, cause: str, result: str, boxes: set[str]) -> tuple[Claim, ...]:
    """Find the strongest chain of claims between two boxes that passes no third; () if none."""
    todo: list[tuple[float, tuple[str, ...], str]] = [(0.0, (), cause)]
    done: set[str] = set()
    while todo:
        cost, chain, slug = heapq.heappop(todo)
        if slug == result and chain:
            return tuple(g.ontology.claims[claim] for claim in chain)
        if slug in done or len(chain) == _LONGEST:
            continue
        done.add(slug)
        for claim in g.claims_from(slug):
            after = g.result(claim)
            if g.sign(claim) and (after == result or after not in done | boxes):
                step = cost + _COSTS[strength(claim)]
                heapq.heappush(todo, (step, (*chain, claim.id), after))
    return ()


def _asked(
    questions: Sequence[Question], wanted: Iterable[Mapping[str, str]]
) -> tuple[tuple[str, Question], ...]:
    """Pair the common questions with their answers; those without one are left out."""
    known = {(q.cause, q.target, q.sex): q for q in questions}
    pairs = ((w["text"], known.get((w["cause"], w["target"], w["sex"]))) for w in wanted)
    return tuple((text, question) for text, question in pairs if question)
