"""Rows of a page: one effect each, with its evidence and numbered sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Claim, EvidenceLine, Lesion
from kg.pages.diagram.picture import BANDS, band_of
from kg.pages.links import claim_path, term_path
from kg.pages.neighbourhood import strength

_HOW_STRONG = {1: "weakly", 2: "moderately", 3: "strongly"}
_SPANS = {
    "minutes": "within minutes",
    "hours": "within hours",
    "days": "over days",
    "weeks": "over weeks",
    "months": "over months",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site; `place` is the band of the body it belongs to, or ""."""

    label: str
    path: str
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered reference at the foot of a page."""

    number: int
    id: str
    citation: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An evidence line ready to be printed."""

    text: str
    disputes: bool
    kind: str
    species: str
    participants: int | None
    locator: str
    checked: str
    source: Source


@dataclass(frozen=True, slots=True)
class Row:
    """One effect as a line of a page.

    Attributes:
        term: The partner at the other end.
        verb: "raises", "lowers", … as read from the cause.
        manner: Strength, receptor, pace: short phrases.
        who: In whom it holds, or "".
        grade: Evidence in words.
        disputed: Whether a line speaks against it.
        numbers: Source numbers of the page.
        species: Species observed, in words; "" when people only.
        path: The page of the claim, or "".
        findings: For lesions, which have no page of their own.
        sentence: The effect as a sentence.
    """

    term: Link
    verb: str
    manner: tuple[str, ...]
    who: str
    grade: str
    disputed: bool
    numbers: tuple[int, ...]
    species: str
    path: str = ""
    findings: tuple[Finding, ...] = ()
    sentence: str = ""


class Sources:
    """Numbers the references of one page in the order of first use."""

    def __init__(self, g: KnowledgeGraph) -> None:
        self._g = g
        self._found: dict[str, Source] = {}

    def add(self, slug: str) -> Source | None:
        """Give the numbered source of a reference; None when it is not known."""
        reference = self._g.ontology.references.get(slug)
        if slug not in self._found and reference:
            self._found[slug] = Source(
                number=len(self._found) + 1,
                id=slug,
                citation=wording.cite(reference),
                url=wording.url(reference),
                kind=self._g.ontology.vocabulary.label(reference.kind),
            )
        return self._found.get(slug)

    def numbers(self, lines: Iterable[EvidenceLine]) -> tuple[int, ...]:
        """Number the references of evidence lines, each once, ascending."""
        found = {source.number for line in lines if (source := self.add(line.reference))}
        return tuple(sorted(found))

    @property
    def listed(self) -> tuple[Source, ...]:
        """All sources of the page, by number."""
        return tuple(self._found.values())


def term_link(g: KnowledgeGraph, slug: str, note: str = "") -> Link:
    """Link to a term; the slug itself stands in for a term that is missing."""
    term = g.ontology.terms.get(slug)
    if term is None:
        return Link(slug, "", "", note)
    place = BANDS[band_of(term.level)][0] if term.level else ""
    return Link(term.label, term_path(slug), place, note)


def species_words(g: KnowledgeGraph, lines: Iterable[EvidenceLine]) -> str:
    """Name the species of the lines that support; "" when they are people only."""
    found = {s for line in lines if line.direction == "supports" for s in line.species}
    if found == {"human"}:
        return ""
    label = g.ontology.vocabulary.label
    people = ["people"] if "human" in found else []
    return wording.join([*people, *(label(s) for s in sorted(found - {"human"}))])


def who_words(g: KnowledgeGraph, thing: Claim | Lesion) -> str:
    """Say in whom an effect holds, with women and men for female and male."""
    said = wording.limits_words(thing, g).split(", ")
    return ", ".join({"female": "women", "male": "men"}.get(part, part) for part in said)


def claim_row(g: KnowledgeGraph, claim: Claim, sources: Sources, *, seen_from: str) -> Row:
    """Make the row of a claim as it stands on the page of one of its ends.

    Args:
        g: The graph.
        claim: The claim.
        sources: The numbering of the page.
        seen_from: Slug of the end whose page it is; the row links to the other.
    """
    cause, result = g.cause(claim), g.result(claim)
    partner = result if cause == seen_from else cause
    relation = g.ontology.vocabulary.relations[claim.effect]
    through = [term_link(g, slug).label for slug in claim.through]
    manner = [_HOW_STRONG[strength(claim)] if relation.sign else ""]
    manner += [f"through {wording.join(through)}" if through else ""]
    manner += [_SPANS.get(claim.timescale, "")]
    return Row(
        term=term_link(g, partner),
        verb="is needed for" if claim.effect == "requires" else relation.verb,
        manner=tuple(part for part in manner if part),
        who=who_words(g, claim),
        grade=g.grade(claim),
        disputed=any(line.direction == "disputes" for line in claim.evidence),
        numbers=sources.numbers(claim.evidence),
        species=species_words(g, claim.evidence),
        path=claim_path(claim.id),
        sentence=wording.claim_sentence(claim, g),
    )


def lesion_row(g: KnowledgeGraph, lesion: Lesion, sources: Sources, *, seen_from: str) -> Row:
    """Make the row of a lesion on the page of its owner or of the quantity it strikes."""
    own = lesion.of == seen_from
    target = lesion.target or _cut_target(g, lesion)
    return Row(
        term=term_link(g, target if own else lesion.of),
        verb="",
        manner=(f"{g.ontology.vocabulary.label(lesion.magnitude)} change",)
        if lesion.magnitude
        else (),
        who=who_words(g, lesion),
        grade=g.grade(lesion),
        disputed=any(line.direction == "disputes" for line in lesion.evidence),
        numbers=sources.numbers(lesion.evidence),
        species=species_words(g, lesion.evidence),
        findings=findings(g, lesion.evidence, sources),
        sentence=f"{wording.lesion_sentence(lesion, g)}.",
    )


def _cut_target(g: KnowledgeGraph, lesion: Lesion) -> str:
    claim = g.ontology.claims.get(lesion.cuts)
    return g.result(claim) if claim else ""


def findings(
    g: KnowledgeGraph, lines: Iterable[EvidenceLine], sources: Sources
) -> tuple[Finding, ...]:
    """Make evidence lines ready to be printed, supporting ones first."""
    label = g.ontology.vocabulary.label
    made = []
    for line in sorted(lines, key=lambda line: (line.direction == "disputes", line.id)):
        source = sources.add(line.reference)
        if source:
            kind = label(line.type)
            design = label(line.design) if line.design else ""
            made.append(
                Finding(
                    text=line.finding,
                    disputes=line.direction == "disputes",
                    kind=f"{kind}, {design}" if design else kind,
                    species=wording.join([label(s) for s in line.species]),
                    participants=line.participants,
                    locator=line.locator,
                    checked=line.checked,
                    source=source,
                )
            )
    return tuple(made)
