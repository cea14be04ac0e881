"""The embedded store: forms of answers, mistakes with their place, the union of graphs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryForbiddenError, QuerySyntaxError
from kg.store import EmbeddedStore

DATA = "<http://e/a> <http://e/p> <http://e/b> .\n"


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    """Two named graphs of one triple each."""
    (tmp_path / "rdf").mkdir()
    (tmp_path / "rdf" / "one.nt").write_text(DATA)
    (tmp_path / "rdf" / "two.nt").write_text(DATA.replace("/b>", "/c>"))
    return EmbeddedStore.from_bundle(tmp_path)


def test_the_default_graph_is_the_union(store: EmbeddedStore) -> None:
    """A query that names no graph sees all of them."""
    answer = store.query("SELECT ?o { <http://e/a> ?p ?o } ORDER BY ?o")

    rows = json.loads(answer.body)["results"]["bindings"]
    assert [row["o"]["value"] for row in rows] == ["http://e/b", "http://e/c"]


@pytest.mark.parametrize(
    ("media", "start"),
    [
        ("text/csv", b"o"),
        ("text/tab-separated-values", b"?o"),
        ("application/sparql-results+xml", b"<?xml"),
        ("application/sparql-results+json", b"{"),
    ],
)
def test_forms_of_a_table(store: EmbeddedStore, media: str, start: bytes) -> None:
    """Every result format of the standard is written."""
    answer = store.query("SELECT ?o { ?s ?p ?o }", media)

    assert answer.media_type == media
    assert answer.body.startswith(start)


def test_construct_gives_triples(store: EmbeddedStore) -> None:
    """Triples come in the form that was asked for."""
    answer = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples")

    assert sorted(answer.body.splitlines())[0] == DATA.strip().encode()


def test_a_mistake_has_line_and_column(store: EmbeddedStore) -> None:
    """A syntax error says where it stands."""
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT *\nWHERE { ?s ?p }")

    assert (caught.value.line, caught.value.column) == (2, 16)


def test_an_undeclared_prefix_is_named_as_such(store: EmbeddedStore) -> None:
    """The parser's list of characters is not shown to people."""
    with pytest.raises(QuerySyntaxError, match=r"a prefix here is not declared\. Add a PREFIX"):
        store.query("SELECT * { ?s foo:bar ?o }")


def test_updates_are_no_queries(store: EmbeddedStore) -> None:
    """The store cannot be changed by a query."""
    with pytest.raises(QuerySyntaxError):
        store.query("INSERT DATA { <http://e/a> <http://e/p> 1 }")


def test_service_is_refused_with_a_reason(store: EmbeddedStore) -> None:
    """Nothing calls out."""
    with pytest.raises(QueryForbiddenError, match="never calls another"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_endless_answers_are_stopped(store: EmbeddedStore) -> None:
    """An answer beyond ten megabytes is refused with a remedy."""
    values = " ".join(str(i) for i in range(400))
    query = f"SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} ?s ?p ?o }}"

    with pytest.raises(QueryError, match="Add a LIMIT"):
        store.query(query)


def test_broken_files_are_named(tmp_path: Path) -> None:
    """A file that is not RDF is named in the error."""
    path = tmp_path / "broken.ttl"
    path.write_text("this is not Turtle")

    with pytest.raises(QueryError, match=r"broken\.ttl"):
        EmbeddedStore().load(path)


def test_unknown_endings_are_refused(tmp_path: Path) -> None:
    """The endings that are known are listed."""
    with pytest.raises(QueryError, match=r"Endings known: \.nt"):
        EmbeddedStore().load(tmp_path / "data.xlsx")
