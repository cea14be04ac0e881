"""`kg restore` over the whole content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import locations
from kg.cli import main

pytestmark = pytest.mark.content


@pytest.fixture(autouse=True)
def _built(bundle_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locations, "bundle", lambda: bundle_folder)


def test_restore_prints_kinds_apart() -> None:
    """What restores, what re-drives and what replaces stand under headings of their own."""
    said = CliRunner().invoke(main, ["restore", "--because", "prolactinoma", "--sex", "male"])

    headings = ["Restores at the source", "Re-drives the axis", "Replaces the product"]
    places = [said.stdout.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "not medical advice" in said.stdout


def test_restore_answers_every_line(tmp_path: Path) -> None:
    """A line that is not understood is answered with a reason."""
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": 1, "suppressed_state": "amenorrhea", "sex": "female", "upstream_cause": "FHA"}\n'
        '{"id": 2, "suppressed_state": "x", "sex": "male", "upstream_cause": "moon phase"}\n'
    )

    found = CliRunner().invoke(main, ["restore", "--jsonl", str(path)])

    first, second = (json.loads(line) for line in found.stdout.splitlines())
    assert first["interventions"][0] == "treating FHA"
    assert {"quantity": "LH", "direction": "up"} in first["effects"]
    assert second["interventions"] == []
    assert "moon phase" in second["problems"][0]
