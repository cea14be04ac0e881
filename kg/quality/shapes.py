"""Core SHACL: each record by itself. The home of pyshacl, which is loaded only here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg import namespaces
from kg.model import Finding
from kg.quality.rules import NOWHERE, shorten
from kg.rdf.load import Content, decode, parse

_SEVERITY = {SH.Violation: "ERROR", SH.Warning: "WARN", SH.Info: "INFO"}


def read_shapes(folder: Path) -> Graph:
    """Read every shape of a folder into one graph."""
    graph = Graph(bind_namespaces="none")
    for path in sorted(folder.glob("*.ttl")):
        parse(decode(path, path), path, graph)
    return graph


def validate(content: Content, shapes: Graph) -> Iterator[Finding]:
    """Check each record against its shapes.

    Args:
        content: All content, vocabulary among it.
        shapes: Core SHACL; each shape carries an `sh:message` of two sentences,
            what is wrong and what to do.

    Returns:
        One finding per fault; links that lead nowhere are left to the rule
        `dangling-reference`.
    """
    from pyshacl import validate as run_pyshacl

    _, report, _ = run_pyshacl(
        content.graph, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
    )
    if not isinstance(report, Graph):
        raise TypeError(f"The SHACL engine gave no report: {report!r}.")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        if not _leads_nowhere(report, result, content.graph):
            yield _finding(report, result, content)


def _leads_nowhere(report: Graph, result: Node, graph: Graph) -> bool:
    value = report.value(result, SH.value)
    return (
        report.value(result, SH.sourceConstraintComponent) == SH.ClassConstraintComponent
        and isinstance(value, URIRef)
        and value.startswith(namespaces.BASE)
        and (value, RDF.type, None) not in graph
    )


def _finding(report: Graph, result: Node, content: Content) -> Finding:
    entity = str(report.value(result, SH.focusNode))
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    said = str(value) if value is not None and str(value) != entity else ""
    prop = str(path) if isinstance(path, URIRef) else ""
    place = content.place_of(entity, prop, said) or NOWHERE
    wrong, _, remedy = str(report.value(result, SH.resultMessage)).partition(". ")
    severity = report.value(result, SH.resultSeverity)
    seen = f' (found "{shorten(said)}")' if said else ""
    return Finding(
        path=place.path,
        line=place.line,
        rule=namespaces.local_name(str(report.value(result, SH.sourceShape))),
        severity=_SEVERITY.get(URIRef(str(severity)), "ERROR"),
        entity=namespaces.compact(entity),
        message=f"{wrong.rstrip('.')}{seen}.",
        fix=remedy,
    )
