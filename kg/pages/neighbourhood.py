"""Which causes and effects a term's picture shows: one step away, strongest first."""

from __future__ import annotations

from collections.abc import Iterable

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Claim, Lesion, Term
from kg.pages.diagram import Box, Edge, Picture
from kg.pages.diagram.picture import CAUSE, band_of
from kg.pages.links import term_path

#: More boxes than this make a picture nobody reads.
MOST_BOXES = 14
#: What follows from a first effect is drawn until there are this many, at most so far.
_ENOUGH_BOXES, _MOST_ROUNDS = 6, 3
#: Quantities of one substance that share a picture.
_MOST_OWN = 4
_STRENGTHS = {"essential": 3, "modulatory": 2, "weak": 1}
_NAMED_STRENGTHS = {"weakStrength": 1, "moderateStrength": 2, "strongStrength": 3}


def strength(claim: Claim) -> int:
    """Give 1 (weak) to 3 (strong), from the shape, the share or the stated strength."""
    if claim.share is not None:
        return 3 if claim.share >= 0.5 else 2 if claim.share >= 0.15 else 1
    return _NAMED_STRENGTHS.get(claim.strength) or _STRENGTHS.get(claim.shape, 2)


def box(term: Term, *, focus: bool = False, change: str = "") -> Box:
    """Make the box of a quantity, or of what starts a change."""
    band = band_of(term.level) if term.kind == "Quantity" else CAUSE
    return Box(term.id, term.label, term_path(term.id), band, focus, change)


def neighbourhood(g: KnowledgeGraph, term: Term) -> Picture | None:
    """Give the picture of a term, or None when nothing is known to act on it or by it.

    Args:
        g: The graph.
        term: A quantity, something that has quantities, or something that has lesions.
    """
    if g.lesions_of(term.id):
        return _first_acts(g, term)
    own = (term,) if term.kind == "Quantity" else g.quantities_of(term.id)[:_MOST_OWN]
    names = {quantity.id for quantity in own}
    edges = _merge(
        edge
        for quantity in own
        for claim in (*g.claims_onto(quantity.id), *g.claims_from(quantity.id))
        for edge in _edges(g, claim)
    )
    if not edges:
        return None
    kept, left = _strongest(edges, names)
    shown = {slug for edge in kept for slug in (edge.source, edge.target)}
    boxes = [box(g.ontology.terms[s], focus=s in names) for s in sorted(shown) if s not in names]
    boxes += [box(quantity, focus=True) for quantity in own if quantity.id in shown]
    title = f"What acts on {term.label}, and what it acts on"
    return Picture(title, tuple(boxes), tuple(kept), _note(left))


def _first_acts(g: KnowledgeGraph, term: Term) -> Picture | None:
    """Show what a condition or drug does first, and what follows next while there is room."""
    kept = _merge(edge for lesion in g.lesions_of(term.id) for edge in _lesion_edges(g, lesion))
    if not kept:
        return None
    left, shown = 0, {term.id, *(edge.target for edge in kept)}
    edge_of = shown - {term.id}
    for _ in range(_MOST_ROUNDS):
        beyond = _merge(
            edge
            for slug in sorted(edge_of)
            for claim in g.claims_from(slug)
            for edge in _edges(g, claim)
            if edge.target not in shown
        )
        further, left = _strongest(beyond, shown)
        edge_of = {edge.target for edge in further} - shown
        kept += further
        shown |= edge_of
        if len(shown) > _ENOUGH_BOXES:
            break
    boxes = [box(g.ontology.terms[slug]) for slug in sorted(shown - {term.id})]
    title = f"What {term.label} does first, and what follows next"
    return Picture(title, (*boxes, box(term, focus=True)), tuple(kept), _next_note(left))


def _edges(g: KnowledgeGraph, claim: Claim) -> Iterable[Edge]:
    sign, cause, result = g.sign(claim), g.cause(claim), g.result(claim)
    if sign and cause in g.ontology.terms and result in g.ontology.terms:
        words = wording.claim_sentence(claim, g)
        yield Edge(cause, result, sign, strength(claim), words)


def _lesion_edges(g: KnowledgeGraph, lesion: Lesion) -> Iterable[Edge]:
    kind = g.ontology.vocabulary.choices.get(lesion.type)
    sign = int(kind.values.get("sign", 0)) if kind else 0
    if sign and lesion.target in g.ontology.terms:
        words = f"{wording.lesion_sentence(lesion, g)}."
        yield Edge(lesion.of, lesion.target, sign, 3, words)


def _merge(edges: Iterable[Edge]) -> list[Edge]:
    """Keep the strongest of edges with the same ends and sign."""
    best: dict[tuple[str, str, int], Edge] = {}
    for edge in edges:
        key = (edge.source, edge.target, edge.sign)
        if key not in best or best[key].strength < edge.strength:
            best[key] = edge
    return list(best.values())


def _strongest(edges: list[Edge], own: set[str]) -> tuple[list[Edge], int]:
    """Keep edges to the strongest neighbours, causes and effects in turn.

    Returns:
        The edges kept, and the number of neighbours left out.
    """
    ranked = sorted(edges, key=lambda e: (-e.strength, e.source, e.target))
    onto = dict.fromkeys(e.source for e in ranked if e.source not in own)
    off = dict.fromkeys(e.target for e in ranked if e.target not in own)
    partners = list(dict.fromkeys([*onto, *off]))
    room = max(MOST_BOXES - len(own), 1)
    if len(partners) > room:
        some = list(off)[: max(room - len(onto), room // 3)]
        partners = list(dict.fromkeys([*list(onto)[: room - len(some)], *some]))
    kept = {*partners, *own}
    left = len({*onto, *off} - kept)
    return [e for e in ranked if e.source in kept and e.target in kept], left


def _note(left: int) -> str:
    if not left:
        return ""
    what = "One more, weaker, is" if left == 1 else f"{left} more, the weaker ones, are"
    return f"{what} listed below."


def _next_note(left: int) -> str:
    if not left:
        return ""
    return "One weaker effect is left out." if left == 1 else f"{left} weaker effects are left out."
