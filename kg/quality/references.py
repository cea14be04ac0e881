"""Does every claim rest on a publication that is fully described and was looked at?"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg import namespaces as ns
from kg.model import Finding
from kg.quality.rules import NOWHERE
from kg.rdf.load import Content

RULE = "support-incomplete"
_NEEDED = ("firstAuthor", "year", "journal", "referenceKind", "seenAt", "checked")
_IDENTIFIERS = ("pmid", "pmcid", "doi", "bookId")


def unsupported(content: Content, severity: str) -> Iterator[Finding]:
    """Give a finding for each claim none of whose supporting lines is complete and dated.

    Claims without any supporting line are left to the rule `claim-without-support`.
    """
    graph = content.graph
    for claim in sorted(graph.subjects(RDF.type, _pul("CausalClaim")), key=str):
        lines = _supporting(graph, claim)
        gaps = [_gaps(graph, line) for line in lines]
        if gaps and all(gaps):
            yield _finding(content, claim, lines[0], gaps[0], severity)


def _pul(local: str) -> URIRef:
    return URIRef(ns.PUL + local)


def _supporting(graph: Graph, claim: Node) -> list[Node]:
    lines = graph.objects(claim, _pul("evidence"))
    found = [line for line in lines if (line, _pul("direction"), _pul("supports")) in graph]
    return sorted(found, key=str)


def _gaps(graph: Graph, line: Node) -> list[str]:
    reference = graph.value(line, _pul("reference"))
    if reference is None:
        return ["the line names no reference"]
    if (reference, RDF.type, _pul("Reference")) not in graph:
        return [f"{ns.compact(str(reference))} has no block"]
    missing = [f"pul:{name}" for name in _NEEDED if not _has(graph, reference, _pul(name))]
    if not _has(graph, reference, DCTERMS.title):
        missing.append("dcterms:title")
    if not any(_has(graph, reference, _pul(name)) for name in _IDENTIFIERS):
        missing.append("an identifier")
    gaps = [f"{ns.compact(str(reference))} lacks {', '.join(missing)}"] if missing else []
    if not _has(graph, line, _pul("checked")):
        gaps.append("the line is not dated")
    return gaps


def _has(graph: Graph, subject: Node, predicate: URIRef) -> bool:
    return (subject, predicate, None) in graph


def _finding(content: Content, claim: Node, line: Node, gaps: list[str], severity: str) -> Finding:
    place = content.place_of(str(claim), ns.PUL + "evidence", str(line)) or NOWHERE
    return Finding(
        path=place.path,
        line=place.line,
        rule=RULE,
        severity=severity,
        entity=ns.compact(str(claim)),
        message=f"No supporting line rests on a complete, dated reference: {'; '.join(gaps)}.",
        fix="Complete the block of the reference as seen at its source, and date the line.",
    )
