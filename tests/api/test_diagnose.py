"""The route that ranks causes: a full answer, and each way to ask wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kg.api import create_app
from kg.knowledge import KnowledgeGraph
from kg.model import Ontology


@pytest.fixture(scope="module")
def client(axis: Ontology) -> Iterator[TestClient]:
    """The application over the hand-made axis."""
    with TestClient(create_app(KnowledgeGraph(axis)), raise_server_exceptions=False) as client:
        yield client


def test_causes_are_ranked_with_their_reasons(client: TestClient) -> None:
    """Quantities, findings and exposures in words; everything understood is used."""
    question = {
        "sex": "male",
        "observations": [{"quantity": "pool", "state": "high"}],
        "exposures": ["a tablet each day"],
    }
    found = client.post("/v1/diagnose", json=question).json()

    assert found["causes"][0]["name"] == "tablet"
    assert found["causes"][0]["reasons"] == ["a tablet each day"]
    assert found["problems"] == []


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"sex": "other"},
        {"sex": "male", "observations": [{"quantity": "pool", "state": "sideways"}]},
        {"sex": "male", "findings": ["x"] * 61},
    ],
)
def test_a_question_that_does_not_fit_is_a_problem(
    client: TestClient, question: dict[str, Any]
) -> None:
    """422 with a problem document."""
    found = client.post("/v1/diagnose", json=question)

    assert found.status_code == 422
    assert found.headers["content-type"].startswith("application/problem+json")


def test_names_that_are_not_known_are_said_and_passed_over(client: TestClient) -> None:
    """An unknown quantity does not stop the answer."""
    rows = [{"quantity": "gland", "state": "low"}, {"quantity": "flurbness", "state": "low"}]
    found = client.post("/v1/diagnose", json={"sex": "male", "observations": rows}).json()

    assert found["causes"]
    assert any("flurbness" in problem for problem in found["problems"])
