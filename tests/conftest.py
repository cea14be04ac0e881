"""Fixtures: the whole content built once, and a hand-made axis of six quantities."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import locations
from kg.exports.build import build
from kg.knowledge import KnowledgeGraph, load
from kg.model import Ontology
from tests.axis import clinic, small_axis


@pytest.fixture(scope="session")
def bundle_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole content as a built graph."""
    folder = tmp_path_factory.mktemp("bundle")
    build(locations.ontology(), folder)
    return folder


@pytest.fixture(scope="session")
def g(bundle_folder: Path) -> KnowledgeGraph:
    """The whole content, loaded from its built graph."""
    return load(bundle_folder)


@pytest.fixture(scope="session")
def axis() -> Ontology:
    """Six quantities in one negative loop with a pool, a gate and a lesion of each kind."""
    return small_axis()


@pytest.fixture(scope="session")
def ward() -> KnowledgeGraph:
    """The hand-made axis with names and interventions, to be asked in words."""
    return KnowledgeGraph(clinic())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let recorded answers be written anew."""
    parser.addoption("--refresh", action="store_true", help="Record answers and snapshots anew.")
