"""The restoration route over the whole content."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from kg.api import create_app
from kg.knowledge import KnowledgeGraph

pytestmark = pytest.mark.content


def test_restoration_by_http(g: KnowledgeGraph) -> None:
    """Options come best first, each with a kind and a sentence."""
    with TestClient(create_app(g)) as client:
        answer = client.get("/v1/restore", params={"because": "prolactinoma", "sex": "male"})

    body = answer.json()
    assert answer.status_code == 200
    assert [o["name"] for o in body["options"][:2]] == ["treating prolactinoma", "dopamine agonist"]
    assert body["options"][1]["kind"] == "restores"
    assert "not medical advice" in " ".join(body["caveats"])


@pytest.mark.parametrize(
    ("because", "sex", "status"), [("zzz", "male", 404), ("prolactinoma", "x", 422)]
)
def test_errors(g: KnowledgeGraph, because: str, sex: str, status: int) -> None:
    """An unknown cause and an unknown sex are problems, not crashes."""
    with TestClient(create_app(g), raise_server_exceptions=False) as client:
        answer = client.get("/v1/restore", params={"because": because, "sex": sex})

    assert (answer.status_code, answer.json()["status"]) == (status, status)
