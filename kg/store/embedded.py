"""The built graph in memory, asked in SPARQL 1.1."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import QueryError, QuerySyntaxError
from kg.store.guard import refuse

GRAPHS = ns.BASE + "graph/"
MAX_BYTES = 10_000_000
_AT = re.compile(r"at (\d+):(\d+): (.*)", re.DOTALL)
#: What may stand in data files, by ending.
_FORMATS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result.

    Attributes:
        media_type: What the body is written in.
        body: The bytes.
    """

    media_type: str
    body: bytes


class _Capped(io.BytesIO):
    """A buffer that refuses to grow beyond the limit."""

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > MAX_BYTES:
            raise QueryError("The answer is larger than 10 MB. Add a LIMIT to the query.")
        return written


_KEYWORDS = {
    *("ASK", "BASE", "BIND", "CONSTRUCT", "DESCRIBE", "FILTER", "FROM", "GRAPH", "GROUP"),
    *("HAVING", "LIMIT", "MINUS", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "SELECT", "UNION"),
    *("VALUES", "WHERE"),
}


def _plain(reason: str) -> str:
    """Put the parser's list of characters and keywords into words a person can use."""
    if "Prefix not found" in reason:
        return "a prefix here is not declared. Add a PREFIX line for it."
    if not reason.startswith("expected"):
        return reason.strip()
    words = sorted(_KEYWORDS & set(re.findall(r"[A-Z]{3,}", reason.upper())))
    hint = f" Here may stand, among others: {', '.join(words[:8])}." if words else ""
    return f"something is missing or out of place here.{hint}"


class EmbeddedStore:
    """An in-memory store; loaded once and never changed.

    The union of all graphs is the default graph.
    """

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def from_bundle(cls, folder: Path) -> EmbeddedStore:
        """Load the graphs of a built graph, each `*.nt` as one named graph."""
        store = cls()
        for path in sorted((folder / "rdf").glob("*.nt")):
            store.load(path, GRAPHS + path.stem)
        return store

    def load(self, path: Path, graph: str = "") -> None:
        """Load a file into the default graph or a named one.

        Raises:
            QueryError: If the file's ending or content is not RDF.
        """
        form = _FORMATS.get(path.suffix)
        if form is None:
            raise QueryError(f'"{path}" is no RDF file. Endings known: {", ".join(_FORMATS)}.')
        target = ox.NamedNode(graph) if graph else None
        try:
            self._store.bulk_load(path=str(path), format=form, to_graph=target)
        except (SyntaxError, ValueError) as fault:
            raise QueryError(f"{path}: {fault}") from fault

    def __len__(self) -> int:
        return len(self._store)

    def query(
        self, query: str, accept: str = "", prefixes: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a query.

        Args:
            query: SPARQL 1.1; updates and SERVICE are refused.
            accept: A media type of `RESULTS` or `TRIPLES`; JSON or Turtle by default.
            prefixes: Known without a PREFIX line, such as those of the project.

        Raises:
            QueryForbiddenError: If the query is refused.
            QuerySyntaxError: With line and column of the mistake.
            QueryError: If the answer is too large.
        """
        refuse(query)
        results = self._run(query, prefixes or {})
        buffer = _Capped()
        if isinstance(results, ox.QueryTriples):
            media = accept if accept in TRIPLES else "text/turtle"
            short = dict(ns.prefixes()) if media in {"text/turtle", "application/rdf+xml"} else {}
            ox.serialize(results, buffer, TRIPLES[media], prefixes=short)
        else:
            media = accept if accept in RESULTS else "application/sparql-results+json"
            results.serialize(buffer, RESULTS[media])
        return Answer(media, buffer.getvalue())

    def _run(
        self, query: str, prefixes: Mapping[str, str]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(
                query, use_default_graph_as_union=True, prefixes=dict(prefixes)
            )
        except SyntaxError as fault:
            text = str(fault)
            at = _AT.search(text)
            if at is None:
                raise QuerySyntaxError(f"The query is not SPARQL 1.1: {text}") from fault
            raise QuerySyntaxError(
                f"The query is not SPARQL 1.1: {_plain(at[3])}", int(at[1]), int(at[2])
            ) from fault
        except (ValueError, RuntimeError, OSError) as fault:
            raise QueryError(f"The query cannot be answered: {fault}") from fault

    def about(self, slug: str) -> bytes:
        """Give everything said of a term as N-Triples, lines sorted.

        That is its own block, the claims and lesions it takes part in, their evidence
        lines and the references of all these.
        """
        term = f"<{ns.TERM}{slug}>"
        query = f"""PREFIX pul: <{ns.PUL}> PREFIX dcterms: <http://purl.org/dc/terms/>
            CONSTRUCT {{ ?s ?p ?o }} WHERE {{
              {{ BIND({term} AS ?s) }}
              UNION {{ ?s pul:subject|pul:object|pul:lesionOf|pul:target {term} }}
              UNION {{ ?c pul:subject|pul:object|pul:lesionOf|pul:target {term} .
                       ?c pul:evidence ?s }}
              UNION {{ ?c pul:subject|pul:object|pul:lesionOf|pul:target {term} .
                       ?c pul:evidence/pul:reference ?s }}
              UNION {{ {term} dcterms:source ?s }}
              GRAPH ?g {{ ?s ?p ?o }} }}"""
        lines = self.query(query, "application/n-triples").body.splitlines()
        return b"".join(line + b"\n" for line in sorted(set(lines)))
