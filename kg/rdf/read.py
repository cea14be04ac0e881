"""From triples to model values.

Reading is strict about what the engine needs (a claim without an object is an
error) and silent about what it does not know: `kg check` is the place where
every rule is looked at.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS
from rdflib.term import Node

from kg import namespaces as ns
from kg.errors import OntologyInvalidError
from kg.model import (
    Choice,
    Claim,
    EvidenceLine,
    Finding,
    Lesion,
    Limits,
    Mapping,
    Ontology,
    Reference,
    Relation,
    Term,
    Vocabulary,
)

T = TypeVar("T")

_LINKS = (
    "broader",
    "partOf",
    "secretedBy",
    "actsThrough",
    "encodedBy",
    "locatedIn",
    "quantityOf",
    "indicatesLow",
    "indicatesHigh",
    "presentsWith",
)
_NOTES = ("assayNote", "pronunciation", "editorialNote", "scopeNote")
_SKOS_LOCAL = {"broader", "editorialNote", "scopeNote"}
_LIMITS = {
    "sex": "sex",
    "life_stage": "lifeStage",
    "phase": "phase",
    "duration": "duration",
    "pattern": "pattern",
    "route": "route",
    "requires_state": "requiresState",
}


def _pul(local: str) -> URIRef:
    return SKOS[local] if local in _SKOS_LOCAL else URIRef(ns.PUL + local)


class _Reader:
    """Short questions to one graph; holds what is missing until the end."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.missing: list[Finding] = []

    def first(self, subject: Node, predicate: URIRef) -> Node | None:
        """Give the one object of a property; of several always the same one."""
        return min(self.graph.objects(subject, predicate), key=str, default=None)

    def local(self, subject: Node, local: str, *, required: bool = False) -> str:
        """Give the local name of the object of a property, or ""."""
        value = self.first(subject, _pul(local))
        if value is None and required:
            self._report(subject, local)
        return ns.local_name(str(value)) if isinstance(value, URIRef) else str(value or "")

    def locals(self, subject: Node, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(ns.local_name(str(o)) for o in self.graph.objects(subject, predicate)))

    def text(self, subject: Node, predicate: URIRef) -> str:
        value = self.first(subject, predicate)
        return "" if value is None else str(value)

    def texts(self, subject: Node, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self.graph.objects(subject, predicate)))

    def number(self, subject: Node, predicate: URIRef) -> float | None:
        value = self.first(subject, predicate)
        return None if value is None else float(str(value))

    def _report(self, subject: Node, local: str) -> None:
        entity = ns.compact(str(subject))
        self.missing.append(
            Finding(
                path="ontology",
                line=0,
                rule="incomplete",
                severity="ERROR",
                entity=entity,
                message=f"pul:{local} is missing.",
                fix='Add it; "kg check" names file and line.',
            )
        )

    def limits(self, subject: Node) -> Limits:
        found = {
            field: frozenset(self.locals(subject, _pul(local))) for field, local in _LIMITS.items()
        }
        return Limits(**found)

    def evidence(self, subject: Node) -> tuple[EvidenceLine, ...]:
        lines = sorted(self.graph.objects(subject, _pul("evidence")), key=str)
        return tuple(self.line(line) for line in lines)

    def line(self, line: Node) -> EvidenceLine:
        participants = self.number(line, _pul("participants"))
        return EvidenceLine(
            id=ns.local_name(str(line)),
            direction=self.local(line, "direction", required=True),
            type=self.local(line, "evidenceType", required=True),
            design=self.local(line, "studyDesign"),
            species=self.locals(line, _pul("species")),
            participants=None if participants is None else int(participants),
            reference=self.local(line, "reference", required=True),
            locator=self.text(line, _pul("locator")),
            finding=self.text(line, _pul("finding")),
            checked=self.text(line, _pul("checked")),
        )


def _each(
    reader: _Reader, kind: str, make: Callable[[_Reader, URIRef], T], key: Callable[[T], str]
) -> dict[str, T]:
    subjects = sorted(reader.graph.subjects(RDF.type, URIRef(ns.PUL + kind)), key=str)
    values = [make(reader, subject) for subject in subjects if isinstance(subject, URIRef)]
    return {key(value): value for value in values}


def _choice(reader: _Reader, subject: URIRef, kind: str) -> Choice:
    numbers = {
        ns.local_name(str(p)): float(str(o))
        for p, o in sorted(reader.graph.predicate_objects(subject), key=str)
        if isinstance(o, Literal)
        and isinstance(o.value, (int, float, Decimal))
        and not isinstance(o.value, bool)
    }
    flag = reader.text(subject, _pul("inCycleAverage"))
    if flag:
        numbers["inCycleAverage"] = float(flag == "true")
    return Choice(
        id=ns.local_name(str(subject)),
        kind=kind,
        label=reader.text(subject, RDFS.label),
        definition=reader.text(subject, SKOS.definition),
        notation=reader.text(subject, SKOS.notation),
        values=numbers,
        acts_as=reader.local(subject, "actsAs"),
    )


def _relation(reader: _Reader, subject: URIRef) -> Relation:
    return Relation(
        id=ns.local_name(str(subject)),
        label=reader.text(subject, RDFS.label),
        sign=int(reader.number(subject, _pul("sign")) or 0),
        acts_from=reader.local(subject, "actsFrom", required=True),
        reading=reader.text(subject, _pul("reading")),
        reading_passive=reader.text(subject, _pul("readingPassive")),
        verb=reader.text(subject, _pul("readingVerb")),
        parent=reader.text(subject, RDFS.subPropertyOf),
    )


def _subclasses(graph: Graph, parent: str) -> list[URIRef]:
    found = graph.subjects(RDFS.subClassOf, URIRef(ns.PUL + parent))
    return sorted(s for s in found if isinstance(s, URIRef))


def _vocabulary(reader: _Reader) -> Vocabulary:
    graph = reader.graph
    choices: dict[str, Choice] = {}
    for parent in ("Choice", "ContextValue"):
        for kind in _subclasses(graph, parent):
            for subject in sorted(graph.subjects(RDF.type, kind), key=str):
                if isinstance(subject, URIRef):
                    choice = _choice(reader, subject, ns.local_name(str(kind)))
                    choices[choice.id] = choice
    relations = {
        relation.id: relation
        for relation in (
            _relation(reader, subject)
            for subject in sorted(graph.subjects(_pul("actsFrom")), key=str)
            if isinstance(subject, URIRef)
        )
    }
    kinds = {
        ns.local_name(str(kind)): reader.text(kind, RDFS.label)
        for kind in _subclasses(graph, "Term")
    }
    weights = {
        ns.local_name(str(kind)): weight
        for kind in _subclasses(graph, "Term")
        if (weight := reader.number(kind, _pul("priorWeight"))) is not None
    }
    return Vocabulary(relations=relations, choices=choices, kinds=kinds, weights=weights)


def _term(reader: _Reader, subject: URIRef, kind: str) -> Term:
    abbreviations = reader.texts(subject, _pul("abbreviation"))
    links = {name: reader.locals(subject, _pul(name)) for name in _LINKS}
    notes = {name: reader.text(subject, _pul(name)) for name in _NOTES}
    return Term(
        id=ns.local_name(str(subject)),
        kind=kind,
        label=reader.text(subject, SKOS.prefLabel),
        abbreviations=abbreviations,
        alt_labels=tuple(
            name for name in reader.texts(subject, SKOS.altLabel) if name not in abbreviations
        ),
        definition=reader.text(subject, SKOS.definition),
        plain=reader.text(subject, _pul("plainDefinition")),
        mechanism=reader.text(subject, _pul("mechanism")),
        origin=reader.text(subject, _pul("origin")),
        sources=reader.locals(subject, DCTERMS.source),
        links={name: found for name, found in links.items() if found},
        level=reader.local(subject, "level"),
        quantity_kind=reader.local(subject, "quantityKind"),
        sex=frozenset(reader.locals(subject, _pul("sex"))),
        asked=reader.text(subject, _pul("commonlyAsked")) == "true",
        loop_sign=reader.local(subject, "loopSign"),
        prevalence=reader.local(subject, "prevalence"),
        notes={name: note for name, note in notes.items() if note},
        status=reader.local(subject, "status") or "draft",
        created=reader.text(subject, DCTERMS.created),
        reviewed=reader.text(subject, _pul("lastReviewed")),
        replaced_by=ns.local_name(reader.text(subject, DCTERMS.isReplacedBy)),
        deprecated=reader.text(subject, OWL.deprecated) == "true",
    )


def _claim(reader: _Reader, subject: URIRef) -> Claim:
    return Claim(
        id=ns.local_name(str(subject)),
        subject=reader.local(subject, "subject", required=True),
        effect=reader.local(subject, "effect", required=True),
        object=reader.local(subject, "object", required=True),
        directness=reader.local(subject, "directness"),
        shape=reader.local(subject, "shape"),
        share=reader.number(subject, _pul("share")),
        strength=reader.local(subject, "strength"),
        timescale=reader.local(subject, "timescale"),
        through=reader.locals(subject, _pul("through")),
        loops=reader.locals(subject, _pul("partOfLoop")),
        limits=reader.limits(subject),
        evidence=reader.evidence(subject),
        note=reader.text(subject, SKOS.editorialNote),
    )


def _lesion(reader: _Reader, subject: URIRef) -> Lesion:
    return Lesion(
        id=ns.local_name(str(subject)),
        of=reader.local(subject, "lesionOf", required=True),
        type=reader.local(subject, "lesionType", required=True),
        target=reader.local(subject, "target"),
        cuts=reader.local(subject, "cuts"),
        magnitude=reader.local(subject, "magnitude"),
        limits=reader.limits(subject),
        evidence=reader.evidence(subject),
        note=reader.text(subject, SKOS.editorialNote),
    )


def _reference(reader: _Reader, subject: URIRef) -> Reference:
    return Reference(
        id=ns.local_name(str(subject)),
        title=reader.text(subject, DCTERMS.title),
        first_author=reader.text(subject, _pul("firstAuthor")),
        year=int(reader.number(subject, _pul("year")) or 0),
        journal=reader.text(subject, _pul("journal")),
        kind=reader.local(subject, "referenceKind"),
        seen_at=reader.text(subject, _pul("seenAt")),
        checked=reader.text(subject, _pul("checked")),
        pmid=reader.text(subject, _pul("pmid")),
        pmcid=reader.text(subject, _pul("pmcid")),
        doi=reader.text(subject, _pul("doi")),
        book_id=reader.text(subject, _pul("bookId")),
    )


def _terms(reader: _Reader, kinds: Iterable[str]) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for kind in kinds:
        terms |= _each(reader, kind, lambda r, s, kind=kind: _term(r, s, kind), lambda t: t.id)  # type: ignore[misc]
    return dict(sorted(terms.items()))


def read_mappings(folder: Path) -> tuple[Mapping, ...]:
    """Read every `*.sssom.tsv` of a folder, rows sorted; comment lines are skipped."""
    rows: list[Mapping] = []
    for path in sorted(folder.glob("*.sssom.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            rows.append(
                Mapping(
                    subject=row["subject_id"].removeprefix("term:"),
                    predicate=row["predicate_id"],
                    object_id=row["object_id"],
                    object_label=row["object_label"],
                    justification=row["mapping_justification"],
                )
            )
    return tuple(
        sorted(set(rows), key=lambda m: (m.subject, m.object_id, m.predicate, m.object_label))
    )


def read(graph: Graph, mappings: tuple[Mapping, ...] = ()) -> Ontology:
    """Turn the triples of the content into model values.

    Args:
        graph: All content files, vocabulary among them.
        mappings: SSSOM rows read beside them.

    Returns:
        The ontology, every dictionary sorted by slug.

    Raises:
        OntologyInvalidError: If a claim, lesion or evidence line lacks what the engine needs.
    """
    reader = _Reader(graph)
    vocabulary = _vocabulary(reader)
    ontology = Ontology(
        vocabulary=vocabulary,
        terms=_terms(reader, vocabulary.kinds),
        claims=_each(reader, "CausalClaim", _claim, lambda c: c.id),
        lesions=_each(reader, "Lesion", _lesion, lambda x: x.id),
        references=_each(reader, "Reference", _reference, lambda r: r.id),
        mappings=mappings,
    )
    if reader.missing:
        raise OntologyInvalidError(sorted(reader.missing))
    return ontology
