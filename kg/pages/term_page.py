"""The page of a term: definition first, then causes with their evidence, then the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import namespaces as ns
from kg.knowledge import KnowledgeGraph
from kg.model import Term
from kg.pages.diagram import draw_narrow, draw_wide
from kg.pages.diagram.picture import BANDS, band_of
from kg.pages.links import kind_path
from kg.pages.neighbourhood import neighbourhood
from kg.pages.questions import Answers, Question, by_direction
from kg.pages.rows import Link, Row, Sources, claim_row, lesion_row, term_link

_LINK_LABELS = {
    "quantityOf": "A quantity of",
    "secretedBy": "Made by",
    "actsThrough": "Acts through",
    "encodedBy": "Encoded by",
    "partOf": "Part of",
    "locatedIn": "Found in",
    "broader": "A kind of",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, such as "Raised by"."""

    heading: str
    rows: tuple[Row, ...]
    shows_verb: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The groups of one quantity; `title` is None on the quantity's own page."""

    id: str
    title: Link | None
    groups: tuple[Group, ...]
    struck_by: tuple[Row, ...] = ()


def term_context(
    g: KnowledgeGraph,
    term: Term,
    questions: Sequence[Question] = (),
    resolvers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Give the template of a term page what it shows.

    Args:
        g: The graph.
        term: The term; a deprecated one gets a short page that leads on.
        questions: The why pages of the site.
        resolvers: Addresses of other vocabularies with `{}` for the identifier, by prefix.
    """
    sources = Sources(g)
    parts = _parts(g, term, sources)
    firsts = tuple(
        lesion_row(g, lesion, sources, seen_from=term.id) for lesion in g.lesions_of(term.id)
    )
    prose = tuple(source.number for slug in term.sources if (source := sources.add(slug)))
    picture = None if term.deprecated else neighbourhood(g, term)
    return {
        "term": term,
        "kind": Link(g.ontology.vocabulary.kinds.get(term.kind, term.kind), kind_path(term.kind)),
        "place": _place(g, term),
        "facts": _facts(g, term),
        "parts": parts,
        "firsts": firsts,
        "wide": draw_wide(picture) if picture else None,
        "narrow": draw_narrow(picture) if picture else None,
        "because": tuple(q for q in questions if q.cause == term.id),
        "whys": _whys(g, term, questions),
        "prose_numbers": prose,
        "sources": sources.listed,
        "identifiers": _identifiers(g, term, resolvers or {}),
        "iri": ns.TERM + term.id,
        "replacement": term_link(g, term.replaced_by) if term.replaced_by else None,
    }


def _place(g: KnowledgeGraph, term: Term) -> Link | None:
    if not term.level:
        return None
    return Link(g.ontology.vocabulary.label(term.level), "", BANDS[band_of(term.level)][0])


def _facts(g: KnowledgeGraph, term: Term) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """List the relations to other terms, with those that point here last."""
    facts = [
        (label, tuple(term_link(g, slug) for slug in term.links[name]))
        for name, label in _LINK_LABELS.items()
        if term.links.get(name)
    ]
    own = g.quantities_of(term.id)
    if own:
        facts.append(("Quantities", tuple(term_link(g, quantity.id) for quantity in own)))
    return tuple(facts)


def _parts(g: KnowledgeGraph, term: Term, sources: Sources) -> tuple[Part, ...]:
    if term.kind == "Quantity":
        return _filled([_part(g, term, sources, None)])
    own = g.quantities_of(term.id)
    return _filled([_part(g, q, sources, term_link(g, q.id)) for q in own])


def _filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.groups or part.struck_by)


def _part(g: KnowledgeGraph, quantity: Term, sources: Sources, title: Link | None) -> Part:
    onto: dict[str, list[Row]] = {"increases": [], "decreases": [], "requires": [], "noEffect": []}
    for claim in g.claims_onto(quantity.id):
        onto[claim.effect].append(claim_row(g, claim, sources, seen_from=quantity.id))
    off: dict[bool, list[Row]] = {True: [], False: []}
    for claim in g.claims_from(quantity.id):
        off[g.sign(claim) != 0].append(claim_row(g, claim, sources, seen_from=quantity.id))
    groups = [
        Group("Raised by", _sorted(onto["increases"])),
        Group("Lowered by", _sorted(onto["decreases"])),
        Group("Needs", _sorted(onto["requires"])),
        Group("It acts on", _sorted(off[True]), shows_verb=True),
        Group("Looked for, no effect found", _sorted([*onto["noEffect"], *off[False]])),
    ]
    struck = [lesion_row(g, x, sources, seen_from=quantity.id) for x in g.lesions_onto(quantity.id)]
    return Part(quantity.id, title, tuple(x for x in groups if x.rows), _sorted(struck))


_ORDER = {"strongly": 0, "moderately": 1, "weakly": 2}


def _sorted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Sort rows: strongest first, then by name."""

    def key(row: Row) -> tuple[int, str, str]:
        strong = min((_ORDER.get(word, 3) for word in row.manner), default=3)
        return (strong, row.term.label.casefold(), row.who)

    return tuple(sorted(rows, key=key))


def _whys(
    g: KnowledgeGraph, term: Term, questions: Sequence[Question]
) -> tuple[Link, Answers] | None:
    """Give the answers about this quantity, or about the first of this substance that has any."""
    own = [term.id, *(quantity.id for quantity in g.quantities_of(term.id))]
    for slug in own:
        mine = [q for q in questions if q.target == slug and q.direction != "unchanged"]
        if mine:
            return term_link(g, slug), by_direction(mine)
    return None


def _identifiers(
    g: KnowledgeGraph, term: Term, resolvers: Mapping[str, str]
) -> tuple[dict[str, str], ...]:
    rows = []
    for mapping in g.mappings_of(term.id):
        prefix, _, local = mapping.object_id.partition(":")
        rows.append(
            {
                "id": mapping.object_id,
                "label": mapping.object_label,
                "relation": mapping.predicate.removeprefix("skos:"),
                "url": resolvers.get(prefix, "").format(local),
            }
        )
    return tuple(rows)
