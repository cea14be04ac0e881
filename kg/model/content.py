"""Values of the content: terms, claims, lesions, evidence, references.

Identifiers are slugs without a prefix: the local name in the term, claim,
lesion or reference namespace. The slug is also the page and the API path.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field

from kg.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Limits:
    """The contexts a claim or lesion is limited to; an empty set means no limit."""

    sex: frozenset[str] = frozenset()
    life_stage: frozenset[str] = frozenset()
    phase: frozenset[str] = frozenset()
    duration: frozenset[str] = frozenset()
    pattern: frozenset[str] = frozenset()
    route: frozenset[str] = frozenset()
    requires_state: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mapping:
    """One SSSOM row: how a term stands to an entry of another vocabulary."""

    subject: str
    predicate: str
    object_id: str
    object_label: str
    justification: str


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary.

    Attributes:
        id: Slug.
        kind: Local name of its class, such as "Hormone" or "Quantity".
        label: Preferred label.
        abbreviations: Short forms, such as "LH".
        alt_labels: Other names, abbreviations not among them.
        definition: One or two sentences.
        plain: The same in plain words.
        mechanism: How it works, or "" (quantities).
        origin: Where the word or idea comes from, or "" (quantities).
        sources: Reference slugs for the prose.
        links: Non-causal relations to other terms, by local name of the property
            (broader, partOf, secretedBy, actsThrough, encodedBy, locatedIn, quantityOf,
            indicatesLow, indicatesHigh, presentsWith).
        level: Where in the axis it belongs, or "".
        quantity_kind: For quantities: what is told of the bearer, or "".
        sex: Sexes in which a quantity exists; empty means both.
        asked: Whether readers commonly ask why this quantity is low or high;
            pages are built for such quantities.
        loop_sign: For feedback loops: "negativeFeedback" or "positiveFeedback", or "".
        prevalence: How often it is met, by local name of a prevalence class, or "".
        notes: Remaining short texts by local name (assayNote,
            pronunciation, editorialNote, scopeNote).
        status: "draft" or "reviewed".
        created: ISO date.
        reviewed: ISO date of the last reading of the whole entry.
        replaced_by: For deprecated terms: the slug that took its place, or "".
        deprecated: Whether the term is kept only so that its address works.
    """

    id: str
    kind: str
    label: str
    definition: str
    plain: str
    abbreviations: tuple[str, ...] = ()
    alt_labels: tuple[str, ...] = ()
    mechanism: str = ""
    origin: str = ""
    sources: tuple[str, ...] = ()
    links: MappingABC[str, tuple[str, ...]] = field(default_factory=dict)
    level: str = ""
    quantity_kind: str = ""
    sex: frozenset[str] = frozenset()
    asked: bool = False
    loop_sign: str = ""
    prevalence: str = ""
    notes: MappingABC[str, str] = field(default_factory=dict)
    status: str = "draft"
    created: str = ""
    reviewed: str = ""
    replaced_by: str = ""
    deprecated: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names a reader may look it up by, the preferred label first."""
        return (self.label, *self.abbreviations, *self.alt_labels)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What one publication shows for or against a claim or lesion."""

    id: str
    direction: str
    type: str
    species: tuple[str, ...]
    reference: str
    locator: str
    finding: str
    checked: str
    design: str = ""
    participants: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal claim between two quantities.

    Attributes:
        id: Slug.
        subject: Slug of the quantity the sentence begins with.
        effect: "increases", "decreases", "requires" or "noEffect".
        object: Slug of the quantity the sentence ends with.
        shape: Edge shape, or "" with noEffect.
        share: Part of the healthy pool, in (0, 1], for pool members; else None.
        strength: For permissive and excess-only shapes, or "".
        directness: "direct" or "collapsed".
        timescale: "minutes" … "months", or "" with noEffect.
        through: Terms it runs through (receptors, cells, mechanisms).
        loops: Feedback loops whose returning limb it is.
        limits: Contexts it holds in.
        evidence: Evidence lines, at least one of which supports it.
        note: Editorial remark, or "".
    """

    id: str
    subject: str
    effect: str
    object: str
    directness: str
    shape: str = ""
    share: float | None = None
    strength: str = ""
    timescale: str = ""
    through: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    evidence: tuple[EvidenceLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lesion:
    """What a condition, exposure, intervention or gene lesion does first.

    Attributes:
        id: Slug, such as "prolactinoma.1".
        of: Slug of the term it belongs to.
        type: Lesion type, such as "pressUp".
        target: Slug of the quantity, or "" when a claim is cut.
        cuts: Slug of the claim that is cut, or "".
        magnitude: "mild", "moderate" or "severe"; "" means moderate.
        limits: Contexts it holds in.
        evidence: Evidence lines.
        note: Editorial remark, or "".
    """

    id: str
    of: str
    type: str
    target: str = ""
    cuts: str = ""
    magnitude: str = ""
    limits: Limits = field(default_factory=Limits)
    evidence: tuple[EvidenceLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication as seen at its source."""

    id: str
    title: str
    first_author: str
    year: int
    journal: str
    kind: str
    seen_at: str
    checked: str
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    book_id: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole content, each kind of thing by slug, in sorted order."""

    vocabulary: Vocabulary
    terms: MappingABC[str, Term]
    claims: MappingABC[str, Claim]
    lesions: MappingABC[str, Lesion]
    references: MappingABC[str, Reference]
    mappings: tuple[Mapping, ...] = ()
    version: str = ""
