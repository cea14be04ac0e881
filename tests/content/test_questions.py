"""The competency questions give the recorded answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import locations
from kg.exports import documents
from kg.knowledge import KnowledgeGraph

pytestmark = pytest.mark.content
QUESTIONS = sorted((locations.ontology() / "questions").glob("*.rq"))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question(path: Path, g: KnowledgeGraph, request: pytest.FixtureRequest) -> None:
    """The answer is not empty and is the one recorded; --refresh records it anew."""
    answer = documents.store(g).query(path.read_text("utf-8"), "text/tab-separated-values")
    recorded = path.with_suffix(".tsv")
    if request.config.getoption("--refresh"):
        recorded.write_bytes(answer.body)

    assert answer.body.count(b"\n") > 1, "The question has no answer."
    assert recorded.read_bytes() == answer.body, (
        'The answer changed. Review it, run "pytest --refresh".'
    )


def test_every_question_says_what_it_asks() -> None:
    """The first line is the question in words."""
    assert len(QUESTIONS) >= 12
    for path in QUESTIONS:
        assert path.read_text("utf-8").startswith("# Question: "), path
