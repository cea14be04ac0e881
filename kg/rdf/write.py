"""Canonical Turtle: one form for one content, so that diffs show only what changed.

Prefixes sorted and only those used; subjects by IRI; one triple a line; no
blank nodes. rdflib's own serialisers order subjects by how often others point
at them, so one new reference rewrites half a file; this writer never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import rdflib
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg import namespaces
from kg.errors import OntologySyntaxError
from kg.rdf.load import parse
from kg.rdf.order import Rank, ranks, subject_key
from kg.rdf.scan import Scan, scan

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?\Z")
_BARE = {
    XSD.integer: re.compile(r"(0|-?[1-9][0-9]*)\Z"),
    XSD.decimal: re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{1,5}\Z"),
    XSD.boolean: re.compile(r"(true|false)\Z"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029]')
_INDENT = "    "


def write(graph: Graph, header: str = "", prefixes: Mapping[str, str] | None = None) -> str:
    """Write a graph as canonical Turtle.

    Args:
        graph: Triples without blank nodes.
        header: Comment to stand at the head, its lines beginning with `#`.
        prefixes: Namespace by prefix; the project's own when not given.

    Returns:
        Turtle that ends with one newline; "" for an empty graph without header.

    Raises:
        OntologySyntaxError: If the graph holds a blank node.
    """
    writer = _Writer(namespaces.prefixes() if prefixes is None else prefixes)
    blocks = [writer.block(subject, graph) for subject in _subjects(graph)]
    head = [header.rstrip("\n")] if header.strip() else []
    if writer.used:
        head.append("\n".join(writer.declarations()))
    return "".join(f"{part}\n\n" for part in [*head, *blocks]).rstrip("\n") + "\n" * bool(
        head or blocks
    )


def format_turtle(text: str, path: Path | str) -> str:
    """Bring Turtle into canonical form; the triples stay the same.

    Args:
        text: Turtle of a whole file. A comment before the first statement is kept.
        path: What to call the file in an error.

    Raises:
        OntologySyntaxError: If the text cannot be parsed, names a thing twice, or holds
            what the form has no place for: blank nodes, comments after the head.
    """
    scanned = scan(text)
    with lexical_forms_kept():
        graph = parse(text, path)
    header = _header(text)
    _refuse_lossy(scanned, header, path)
    return write(graph, header, _known_prefixes(scanned))


@contextmanager
def lexical_forms_kept() -> Iterator[None]:
    """Keep rdflib from rewriting literals such as `"01"^^xsd:integer` while parsing."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


class _Writer:
    """Turns nodes into text and remembers which prefixes it needed."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        by_length = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._namespaces = [(namespace, prefix) for prefix, namespace in by_length]
        self._prefixes = prefixes
        self._ranks = ranks()
        self.used: set[str] = set()

    def declarations(self) -> Iterable[str]:
        for prefix in sorted(self.used):
            yield f"@prefix {prefix}: <{self._prefixes[prefix]}> ."

    def block(self, subject: URIRef, graph: Graph) -> str:
        pairs = [(str(p), p, o) for p, o in graph.predicate_objects(subject)]
        lines = sorted(
            (self._rank(iri), self._verb(predicate), *self._object(value))
            for iri, predicate, value in pairs
        )
        body = "".join(f"{_INDENT}{verb} {text} ;\n" for _, verb, _, text in lines)
        return f"{self.iri(subject)}\n{body}."

    def iri(self, iri: str) -> str:
        for namespace, prefix in self._namespaces:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and _LOCAL.match(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _rank(self, predicate: str) -> Rank:
        return self._ranks.get(predicate, (1, 0, namespaces.compact(predicate)))

    def _verb(self, predicate: Node) -> str:
        return "a" if predicate == RDF.type else self.iri(str(predicate))

    def _object(self, value: Node) -> tuple[str, str]:
        if isinstance(value, Literal):
            return f"1{value}", self._literal(value)
        if not isinstance(value, URIRef):
            raise _blank_node()
        return f"0{value}", self.iri(value)

    def _literal(self, value: Literal) -> str:
        datatype = value.datatype
        if datatype is not None and datatype in _BARE and _BARE[datatype].match(str(value)):
            return str(value)
        quoted = f'"{_TO_ESCAPE.sub(_escape, str(value))}"'
        if value.language:
            return f"{quoted}@{value.language}"
        if datatype is None or datatype == XSD.string:
            return quoted
        return f"{quoted}^^{self.iri(datatype)}"


def _subjects(graph: Graph) -> list[URIRef]:
    subjects = set(graph.subjects())
    named = [subject for subject in subjects if isinstance(subject, URIRef)]
    if len(named) < len(subjects):
        raise _blank_node()
    return sorted(named, key=subject_key)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character, f"\\u{ord(character):04X}")


def _blank_node(path: Path | str = "<graph>", line: int = 0) -> OntologySyntaxError:
    return OntologySyntaxError(
        path, line, "a blank node.", "Give the thing a name, so that every line has an address."
    )


def _header(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        if line.strip() and not line.startswith("#"):
            break
        lines.append(line.rstrip())
    return "\n".join(lines).strip("\n")


def _refuse_lossy(scanned: Scan, header: str, path: Path | str) -> None:
    if scanned.unnamed:
        raise _blank_node(path, scanned.unnamed[0])
    in_header = sum(line.startswith("#") for line in header.split("\n"))
    if len(scanned.comments) > in_header:
        raise OntologySyntaxError(
            path,
            scanned.comments[in_header],
            "a comment inside the file.",
            "Move it to the head of the file or write it as skos:editorialNote.",
        )
    first: dict[str, int] = {}
    for block in scanned.blocks:
        if block.subject in first:
            name = namespaces.compact(block.subject)
            reason = f'"{name}" already has a block at line {first[block.subject]}.'
            raise OntologySyntaxError(path, block.line, reason, "Join the two or rename one.")
        first[block.subject] = block.line


def _known_prefixes(scanned: Scan) -> dict[str, str]:
    own = dict(namespaces.prefixes())
    shared = set(own.values())
    extra = {
        prefix: namespace
        for prefix, namespace in scanned.prefixes.items()
        if prefix not in own and namespace not in shared
    }
    return own | extra
