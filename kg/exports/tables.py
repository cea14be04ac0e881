"""Tables for others, one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.knowledge import KnowledgeGraph
from kg.model import Claim

_COLUMNS = (
    "subject",
    "subject_xref",
    "sign",
    "object",
    "object_xref",
    "sex",
    "life_stage",
    "species",
    "references",
)


def names(g: KnowledgeGraph) -> Iterator[str]:
    """Give one JSON line a term: id, term, synonyms, kind, ids."""
    for slug, term in g.ontology.terms.items():
        yield json.dumps(
            {
                "id": slug,
                "term": term.label,
                "synonyms": list(term.names[1:]),
                "kind": g.ontology.vocabulary.kinds.get(term.kind, term.kind),
                "ids": [m.object_id for m in g.mappings_of(slug)],
            },
            ensure_ascii=False,
        )


def claims(g: KnowledgeGraph) -> Iterator[str]:
    """Give the signed claims as TSV with a header line, cause before effect."""
    yield "\t".join(_COLUMNS)
    for claim in g.ontology.claims.values():
        yield "\t".join(_row(g, claim))


def _row(g: KnowledgeGraph, claim: Claim) -> list[str]:
    cause, result = (g.ontology.terms[g.cause(claim)], g.ontology.terms[g.result(claim)])
    support = [line for line in claim.evidence if line.direction == "supports"]
    references = [g.ontology.references[line.reference] for line in support]
    sign = {1: "+", -1: "-", 0: "0"}[g.sign(claim)]
    return [
        cause.label,
        ";".join(m.object_id for m in g.mappings_of(cause.id)),
        sign,
        result.label,
        ";".join(m.object_id for m in g.mappings_of(result.id)),
        ";".join(sorted(claim.limits.sex)),
        ";".join(sorted(claim.limits.life_stage)),
        ";".join(sorted({s for line in support for s in line.species})),
        ";".join(
            sorted(
                {f"PMID:{r.pmid}" if r.pmid else r.pmcid or r.doi or r.book_id for r in references}
            )
        ),
    ]
