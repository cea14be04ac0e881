"""The built graph: nothing lost on the way to disk and back, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import bundle
from kg.errors import BundleError
from kg.lookup import build_names
from kg.model import Ontology


def test_round_trip(axis: Ontology, tmp_path: Path) -> None:
    """What is read back equals what was written, to the last field."""
    bundle.write(tmp_path, {bundle.MODEL: bundle.dump_ontology(axis)})

    assert bundle.read_ontology(tmp_path) == axis


def test_the_same_content_gives_the_same_bytes(axis: Ontology) -> None:
    """No date, no hash order."""
    names = bundle.dump({"terms": build_names(axis)})

    assert bundle.dump_ontology(axis) == bundle.dump_ontology(axis)
    assert names == bundle.dump({"terms": build_names(axis)})


def test_leftovers_are_removed(tmp_path: Path) -> None:
    """A file of an earlier build does not stay behind."""
    bundle.write(tmp_path, {"rdf/old.nt": b"", "a.json": b"{}"})
    bundle.write(tmp_path, {"a.json": b"{}"})

    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        "SHA256SUMS",
        "a.json",
    ]


def test_a_missing_graph_says_what_to_do(tmp_path: Path) -> None:
    """The remedy is in the message."""
    with pytest.raises(BundleError, match=r'Run "kg build"'):
        bundle.read_ontology(tmp_path)


@pytest.mark.parametrize("content", ["not json", json.dumps({"format": 0})])
def test_a_damaged_or_foreign_graph_is_refused(tmp_path: Path, content: str) -> None:
    """Neither half a file nor another version's file is read."""
    (tmp_path / bundle.MODEL).write_text(content)

    with pytest.raises(BundleError, match=r"damaged|another version"):
        bundle.read_ontology(tmp_path)
