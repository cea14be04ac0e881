"""JSON, Turtle and JSON-LD of one term, and JSON of an explanation.

The API, the static site and `--json` on the command line all give these same
documents.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import locations, wording
from kg import namespaces as ns
from kg.bundle import encode
from kg.errors import BundleError
from kg.knowledge import KnowledgeGraph
from kg.model import Claim, EvidenceLine, Explanation, Lesion, Limits
from kg.store import EmbeddedStore


@lru_cache(maxsize=2)
def _store(folder: Path, stamp: int) -> EmbeddedStore:  # noqa: ARG001 - part of the key
    return EmbeddedStore.from_bundle(folder)


def store(g: KnowledgeGraph) -> EmbeddedStore:
    """Give the SPARQL store of a built graph; loaded once for each version of its files.

    Raises:
        BundleError: If the graph was made in memory and has no files.
    """
    folder = g.folder or locations.bundle()
    files = sorted((folder / "rdf").glob("*.nt"))
    if not files:
        raise BundleError(folder, "There are no RDF files here.")
    return _store(folder, max(path.stat().st_mtime_ns for path in files))


def term(g: KnowledgeGraph, slug: str) -> dict[str, Any]:
    """Give a term with its claims, lesions, evidence and identifiers as plain values."""
    value = g.ontology.terms[slug]
    quantities = [slug] if value.kind == "Quantity" else [q.id for q in g.quantities_of(slug)]
    onto = [c for q in quantities for c in g.claims_onto(q)]
    away = [c for q in quantities for c in g.claims_from(q)]
    used = {line.reference for c in [*onto, *away] for line in c.evidence}
    used |= {line.reference for x in g.lesions_of(slug) for line in x.evidence}
    used |= set(value.sources)
    return {
        "iri": ns.TERM + slug,
        "curie": f"term:{slug}",
        **encode(value),
        "kind_label": g.ontology.vocabulary.kinds.get(value.kind, value.kind),
        "quantities": quantities if value.kind != "Quantity" else [],
        "acted_on_by": [claim(g, c) for c in onto],
        "acts_on": [claim(g, c) for c in away],
        "does_first": [lesion(g, x) for x in g.lesions_of(slug)],
        "struck_by": [lesion(g, x) for q in quantities for x in g.lesions_onto(q)],
        "identifiers": [encode(m) for m in g.mappings_of(slug)],
        "references": {r: encode(g.ontology.references[r]) for r in sorted(used)},
        "version": g.version,
    }


def _limits(limits: Limits) -> dict[str, list[str]]:
    found: dict[str, list[str]] = encode(limits)
    return found


def _evidence(line: EvidenceLine) -> dict[str, Any]:
    found: dict[str, Any] = encode(line)
    return found


def claim(g: KnowledgeGraph, value: Claim) -> dict[str, Any]:
    """Give a claim as plain values, with its sentence and grade."""
    return {
        "id": value.id,
        "iri": ns.CLAIM + value.id,
        "sentence": wording.claim_sentence(value, g),
        "subject": value.subject,
        "effect": value.effect,
        "object": value.object,
        "cause": g.cause(value),
        "result": g.result(value),
        "sign": g.sign(value),
        "shape": value.shape,
        "timescale": value.timescale,
        "directness": value.directness,
        "context": _limits(value.limits),
        "through": list(value.through),
        "loops": list(value.loops),
        "grade": g.grade(value),
        "evidence": [_evidence(line) for line in value.evidence],
    }


def lesion(g: KnowledgeGraph, value: Lesion) -> dict[str, Any]:
    """Give a lesion as plain values, with its sentence and grade."""
    return {
        "id": value.id,
        "iri": ns.LESION + value.id,
        "sentence": wording.lesion_sentence(value, g) + ".",
        "of": value.of,
        "type": value.type,
        "target": value.target,
        "cuts": value.cuts,
        "magnitude": value.magnitude or "moderate",
        "context": _limits(value.limits),
        "grade": g.grade(value),
        "evidence": [_evidence(line) for line in value.evidence],
    }


def explanation(x: Explanation, g: KnowledgeGraph) -> dict[str, Any]:
    """Give an explanation as plain values, its words beside its numbers."""
    return {
        "target": x.target,
        "causes": list(x.causes),
        "context": encode(x.context),
        "direction": x.direction,
        "material": x.material,
        "response": round(x.response, 6),
        "chains": [_rounded(encode(chain)) for chain in x.chains],
        "other_chains": x.other_chains,
        "other_net": round(x.other_net, 6),
        "loops": [_rounded(encode(effect)) for effect in x.loops],
        "contested": list(x.contested),
        "faint": list(x.faint),
        "changes": {name: round(change, 4) for name, change in sorted(x.changes.items())},
        "story": asdict(wording.tell(x, g)),
        "version": g.version,
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def turtle(g: KnowledgeGraph, slug: str) -> str:
    """Give everything said of a term as canonical Turtle."""
    from kg.rdf import describe

    return describe.turtle(store(g).about(slug))


def jsonld(g: KnowledgeGraph, slug: str) -> dict[str, Any]:
    """Give everything said of a term as compacted JSON-LD."""
    from kg.rdf import describe

    return describe.jsonld(store(g).about(slug))


def ntriples(g: KnowledgeGraph, slug: str) -> str:
    """Give everything said of a term as N-Triples, lines sorted."""
    return store(g).about(slug).decode()
