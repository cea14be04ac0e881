"""What is refused before a query reaches the engine, and what is not."""

from __future__ import annotations

import time

import pytest

from kg.errors import QueryForbiddenError
from kg.store import refuse

REFUSED = {
    "service": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "glued": "SELECT * { FILTER(true)SERVICE ?e { ?s ?p ?o } }",
    "silent": "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
    "nested": "SELECT * " + "{" * 3000,
    "brackets": "SELECT (" + "(" * 3000 + "1",
    "signs": "SELECT (" + "!" * 3000 + "true AS ?x) {}",
    "unions": "SELECT * { {} " + "UNION {} " * 6000 + "}",
    "long": "SELECT * { ?s ?p ?o } #" + "x" * 70_000,
}
ALLOWED = {
    "word in a string": 'SELECT * { ?s ?p "a service { }" }',
    "word in a comment": "SELECT * { ?s ?p ?o } # SERVICE <x> {}",
    "word in an IRI": "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "variable": "SELECT ?service { ?service ?p ?o }",
    "local name": "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?o }",
    "prefix": "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
    "arithmetic": "SELECT (1 + 2 * 3 AS ?x) {}",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_refused(query: str) -> None:
    """Each is refused with a reason."""
    with pytest.raises(QueryForbiddenError, match=r"\w+\."):
        refuse(query)


@pytest.mark.parametrize("query", ALLOWED.values(), ids=ALLOWED.keys())
def test_allowed(query: str) -> None:
    """Harmless uses of the same letters pass."""
    refuse(query)


@pytest.mark.parametrize("text", ['"' * 60_000, "'a" * 30_000, "<" * 60_000, "x:" * 30_000])
def test_the_guard_itself_cannot_be_made_slow(text: str) -> None:
    """No input of the allowed length takes more than a moment; the bound is generous."""
    started = time.process_time()

    refuse(text)

    assert time.process_time() - started < 2.0
