"""The order in which predicates stand in a block: the reader's, not the alphabet's."""

from __future__ import annotations

from kg import namespaces

_FIRST = [
    "rdf:type",
    "skos:prefLabel",
    "rdfs:label",
    "dcterms:title",
    "dcterms:description",
    "pul:abbreviation",
    "skos:altLabel",
    "pul:pronunciation",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "skos:definition",
    "pul:plainDefinition",
    "pul:mechanism",
    "pul:origin",
    "skos:scopeNote",
    "rdfs:domain",
    "rdfs:range",
    "skos:broader",
    "pul:quantityOf",
    "pul:quantityKind",
    "pul:level",
    "pul:loopSign",
    "pul:partOf",
    "pul:secretedBy",
    "pul:actsThrough",
    "pul:encodedBy",
    "pul:locatedIn",
    "pul:indicatesLow",
    "pul:indicatesHigh",
    "pul:presentsWith",
    "pul:prevalence",
    "pul:priorWeight",
    "pul:assayNote",
    "pul:subject",
    "pul:effect",
    "pul:object",
    "pul:lesionOf",
    "pul:lesionType",
    "pul:target",
    "pul:cuts",
    "pul:magnitude",
    "pul:through",
    "pul:shape",
    "pul:share",
    "pul:strength",
    "pul:directness",
    "pul:timescale",
    "pul:sex",
    "pul:lifeStage",
    "pul:phase",
    "pul:duration",
    "pul:pattern",
    "pul:route",
    "pul:requiresState",
    "pul:partOfLoop",
    "pul:direction",
    "pul:evidenceType",
    "pul:studyDesign",
    "pul:species",
    "pul:participants",
    "pul:reference",
    "pul:locator",
    "pul:finding",
    "pul:firstAuthor",
    "pul:year",
    "pul:journal",
    "pul:pmid",
    "pul:pmcid",
    "pul:doi",
    "pul:bookId",
    "pul:referenceKind",
    "pul:seenAt",
]
_LAST = [
    "skos:editorialNote",
    "pul:evidence",
    "dcterms:source",
    "pul:status",
    "owl:deprecated",
    "dcterms:isReplacedBy",
    "dcterms:created",
    "pul:checked",
    "pul:lastReviewed",
]

Rank = tuple[int, int, str]


def ranks() -> dict[str, Rank]:
    """Give the sort key of every predicate that has a fixed place, by IRI."""
    first = {curie: (0, place, "") for place, curie in enumerate(_FIRST)}
    last = {curie: (2, place, "") for place, curie in enumerate(_LAST)}
    return {namespaces.expand(curie): rank for curie, rank in (first | last).items()}


def subject_key(iri: str) -> str:
    """Give the sort key of a subject: its IRI, with what follows a dot kept beside it.

    A plain order would put `claim:a-b` between `claim:a` and its evidence `claim:a.e1`.

    Example:
        >>> sorted(["claim:a.e1", "claim:a-b", "claim:a"], key=subject_key)
        ['claim:a', 'claim:a.e1', 'claim:a-b']
    """
    return iri.replace(".", "\x1f")
