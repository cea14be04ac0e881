"""`kg build`: from the hand-written content to the built graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg import bundle, locations
from kg import namespaces as ns
from kg._version import __version__
from kg.errors import OntologyInvalidError
from kg.knowledge import KnowledgeGraph
from kg.lookup import build_names
from kg.model import Finding, Ontology
from kg.rdf import derive
from kg.rdf.load import Content, load
from kg.rdf.read import read, read_mappings

Progress = Callable[[str], None]


def _silent(message: str) -> None:
    """Report nothing."""


def _dangling(ontology: Ontology, content: Content) -> list[Finding]:
    """Find what would make the engine or the pages fail: names that lead nowhere."""
    wanted: list[tuple[str, str, str]] = []
    for claim in ontology.claims.values():
        wanted += [(ns.CLAIM + claim.id, ns.TERM, slug) for slug in (claim.subject, claim.object)]
        wanted += [(ns.CLAIM + claim.id, ns.REFERENCE, e.reference) for e in claim.evidence]
        wanted += [(ns.CLAIM + claim.id, ns.TERM, s) for s in claim.limits.requires_state]
    for lesion in ontology.lesions.values():
        own = [lesion.of, lesion.target] if lesion.target else [lesion.of]
        wanted += [(ns.LESION + lesion.id, ns.TERM, slug) for slug in own]
        wanted += [(ns.LESION + lesion.id, ns.REFERENCE, e.reference) for e in lesion.evidence]
        wanted += [(ns.LESION + lesion.id, ns.CLAIM, lesion.cuts)] if lesion.cuts else []
    known = {
        ns.TERM: ontology.terms,
        ns.REFERENCE: ontology.references,
        ns.CLAIM: ontology.claims,
    }
    return [
        _finding(content, subject, namespace + slug)
        for subject, namespace, slug in wanted
        if slug not in known[namespace]
    ]


def _finding(content: Content, subject: str, wanted: str) -> Finding:
    place = content.places[subject]
    return Finding(
        path=place.path,
        line=place.line,
        rule="dangling-reference",
        severity="ERROR",
        entity=ns.compact(subject),
        message=f"{ns.compact(wanted)} is not defined.",
        fix="Define it, or correct the name.",
    )


def compile_ontology(source: Path, *, progress: Progress = _silent) -> tuple[Ontology, Content]:
    """Read the content and make sure that every name in it leads somewhere.

    Args:
        source: The folder `ontology/`.
        progress: Called with a short message before each step.

    Raises:
        OntologySyntaxError: If a file cannot be parsed, with file and line.
        OntologyInvalidError: If a name leads nowhere or something needed is missing.
    """
    progress("reading Turtle")
    content = load(source, locations.ontology() / "vocabulary")
    progress("making terms, claims and lesions")
    ontology = read(content.graph, read_mappings(source / "mappings"))
    ontology = replace(ontology, version=__version__)
    faults = _dangling(ontology, content)
    if faults:
        raise OntologyInvalidError(sorted(faults))
    return ontology, content


def build(source: Path, destination: Path, *, progress: Progress = _silent) -> KnowledgeGraph:
    """Compile the content into a built graph; the same content gives the same bytes.

    Nothing is written unless the whole content could be read.

    Args:
        source: The folder `ontology/`.
        destination: Where the built graph goes.
        progress: Called with a short message before each step.

    Returns:
        The graph, loaded from what was written.

    Raises:
        OntologySyntaxError: If a file cannot be parsed.
        OntologyInvalidError: If a name leads nowhere or something needed is missing.
    """
    ontology, content = compile_ontology(source, progress=progress)
    vocabulary, rest = derive.split(content.graph)
    progress("writing N-Triples")
    graphs = {
        "content": rest,
        "vocabulary": vocabulary,
        "direct": derive.direct(ontology),
        "derived": derive.derived(ontology),
        "mappings": derive.mappings(ontology),
    }
    files = {f"rdf/{name}.nt": derive.ntriples(graph) for name, graph in graphs.items()}
    names = build_names(ontology)
    files[bundle.MODEL] = bundle.dump_ontology(ontology)
    files[bundle.NAMES] = bundle.dump({"terms": names, "version": ontology.version})
    progress("writing the built graph")
    bundle.write(destination, files)
    return KnowledgeGraph(ontology, destination)


def up_to_date(source: Path, destination: Path) -> bool:
    """Tell whether the built graph is newer than every content file."""
    stamp = destination / bundle.CHECKSUMS
    if not stamp.is_file():
        return False
    newest = max(p.stat().st_mtime_ns for p in source.rglob("*") if p.is_file())
    return stamp.stat().st_mtime_ns >= newest
