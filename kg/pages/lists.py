"""Pages that list: A to Z, one page a kind, references, and the questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Term
from kg.pages.links import claim_path, kind_path, term_path
from kg.pages.questions import Question, by_direction
from kg.pages.rows import Link, term_link

#: Letters are folded to these heads of the list; all else stands under "0 to 9".
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0 to 9"
_GREEK = {"α": "A", "β": "B", "γ": "G", "δ": "D", "κ": "K", "μ": "M"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the A to Z: a term, or a synonym that says where to look."""

    name: str
    path: str
    kind: str
    see: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The entries of one letter."""

    letter: str
    id: str
    entries: tuple[Entry, ...]


def a_to_z(g: KnowledgeGraph) -> dict[str, Any]:
    """Give the template of the A to Z its letters and kinds; quantities stand on their own page."""
    terms = [t for t in g.ontology.terms.values() if not t.deprecated and t.kind != "Quantity"]
    panels = _panels(g, terms)
    return {"panels": panels, "kinds": kinds(g), "letters": _letters(panels)}


def kind_context(g: KnowledgeGraph, kind: str) -> dict[str, Any]:
    """Give the template of a kind's page its terms."""
    terms = [t for t in g.ontology.terms.values() if not t.deprecated and t.kind == kind]
    panels = _panels(g, terms)
    return {
        "panels": panels,
        "kinds": kinds(g),
        "letters": _letters(panels),
        "kind": Link(g.ontology.vocabulary.kinds[kind], kind_path(kind)),
        "count": len(terms),
    }


def kinds(g: KnowledgeGraph) -> tuple[tuple[Link, int], ...]:
    """List the kinds that have terms, with how many, by name."""
    counts: dict[str, int] = defaultdict(int)
    for term in g.ontology.terms.values():
        counts[term.kind] += not term.deprecated
    labels = g.ontology.vocabulary.kinds
    found = [(Link(labels[k], kind_path(k)), n) for k, n in counts.items() if n and k in labels]
    return tuple(sorted(found, key=lambda item: item[0].label))


def _panels(g: KnowledgeGraph, terms: Iterable[Term]) -> tuple[Panel, ...]:
    panels: dict[str, list[Entry]] = defaultdict(list)
    for term in terms:
        kind = g.ontology.vocabulary.kinds.get(term.kind, term.kind)
        path = term_path(term.id)
        panels[_letter(term.label)].append(Entry(term.label, path, kind))
        for name in (*term.abbreviations, *term.alt_labels):
            panels[_letter(name)].append(Entry(name, path, kind, see=term.label))
    return tuple(
        Panel(letter, "letter-" + letter.lower().replace(" ", "-"), _in_order(panels[letter]))
        for letter in (*_LETTERS, _DIGITS)
        if letter in panels
    )


def _letters(panels: Iterable[Panel]) -> tuple[tuple[str, str], ...]:
    """Pair each letter with the id of its panel, or with "" when there is none."""
    ids = {panel.letter: panel.id for panel in panels}
    return tuple((letter, ids.get(letter, "")) for letter in (*_LETTERS, _DIGITS))


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(set(entries), key=lambda e: (e.name.casefold(), e.see, e.path)))


def _letter(name: str) -> str:
    first = _GREEK.get(name[:1], name[:1].upper())
    return first if first in _LETTERS else _DIGITS


def references(g: KnowledgeGraph) -> dict[str, Any]:
    """Give the template of the reference list every publication with what rests on it."""
    used: dict[str, dict[str, Link]] = defaultdict(dict)
    for claim in g.ontology.claims.values():
        for line in claim.evidence:
            sentence = wording.claim_sentence(claim, g)
            used[line.reference][claim.id] = Link(sentence, claim_path(claim.id))
    for lesion in g.ontology.lesions.values():
        for line in lesion.evidence:
            sentence = f"{wording.lesion_sentence(lesion, g)}."
            path = term_path(lesion.of) + "#first"
            used[line.reference][lesion.id] = Link(sentence, path)
    entries = [
        {
            "id": reference.id,
            "author": reference.first_author,
            "citation": wording.cite(reference),
            "url": wording.url(reference),
            "kind": g.ontology.vocabulary.label(reference.kind),
            "used": tuple(used[reference.id].values()),
        }
        for reference in sorted(
            g.ontology.references.values(),
            key=lambda r: (r.first_author.casefold(), r.year, r.title, r.id),
        )
    ]
    return {"references": entries}


def why_index(g: KnowledgeGraph, questions: Sequence[Question]) -> dict[str, Any]:
    """Give the template of the index of questions its parts, one a quantity."""
    by_target: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_target[question.target].append(question)
    parts = [
        {"target": term_link(g, target), "id": target, "answers": by_direction(asked)}
        for target, asked in by_target.items()
    ]
    parts.sort(key=lambda part: str(part["id"]))
    return {"parts": parts}
