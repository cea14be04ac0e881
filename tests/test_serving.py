"""A running server: new content is swapped in whole, bad content never."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.serving import Current, application, own_data

TINY = Path(__file__).parent / "data" / "tiny"


@pytest.fixture
def current(tmp_path: Path) -> Current:
    """A server's state over a copy of the tiny ontology."""
    source = tmp_path / "ontology"
    shutil.copytree(TINY, source)
    return Current(source, tmp_path / "graph", tmp_path / "site")


def _break(current: Current) -> tuple[Path, str]:
    path = sorted((current.source / "terms").glob("*.ttl"))[0]
    good = path.read_text("utf-8")
    path.write_text(good + "\nterm:broken a pul:Quantity ; ; .\n<\n", "utf-8")
    return path, good


def test_nothing_is_done_without_a_change(current: Current) -> None:
    """A look at unchanged files costs nothing."""
    assert current.refresh() is False


def test_a_syntax_error_leaves_the_last_good_graph(current: Current) -> None:
    """File and line are told; questions are still answered."""
    before = current.graph()
    path, _ = _break(current)

    assert current.refresh() is False
    assert f"{path.name}:" in current.fault
    assert current.graph() is before
    with TestClient(application(current, current.store)) as client:
        assert client.get("/v1/search", params={"q": "a"}).status_code == 200
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code == 200


def test_mended_content_is_swapped_in(current: Current) -> None:
    """When the fault is gone the new graph is served, without a restart."""
    before = current.graph()
    path, good = _break(current)
    current.refresh()
    path.write_text(good.replace('"@en ;', ' (mended)"@en ;', 1), "utf-8")

    assert current.refresh() is True
    assert (current.site / "index.html").is_file()
    assert not list(current.site.parent.glob("site.*"))
    assert current.fault == ""
    assert current.graph() is not before


def test_a_users_own_data_are_served_instead(tmp_path: Path) -> None:
    """--data and --named load files of the usual formats."""
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    (tmp_path / "b.nt").write_text("<http://e/c> <http://e/p> <http://e/d> .\n")

    store = own_data([tmp_path / "a.ttl"], [f"http://e/graph={tmp_path / 'b.nt'}"])

    assert len(store) == 2
    assert b"http://e/c" in store.query("SELECT ?s { GRAPH <http://e/graph> { ?s ?p ?o } }").body
