"""The command line over the whole content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import locations
from kg.cli import main

pytestmark = pytest.mark.content


@pytest.fixture(autouse=True)
def _built(bundle_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command reads the session's built graph."""
    monkeypatch.setattr(locations, "bundle", lambda: bundle_folder)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_term_prints_the_definition_before_anything_else() -> None:
    """Name, other names, definition, plain words, mechanism, origin."""
    said = run("term", "lh").stdout

    headings = ["Also called", "In plain words", "How it works", "Where the word comes from"]
    places = [said.index(heading) for heading in headings]
    assert said.startswith("luteinizing hormone")
    assert places == sorted(places)


def test_a_misspelt_term_is_answered_with_the_nearest() -> None:
    """One message, exit code 1, no traceback."""
    found = run("term", "estradoil")

    assert found.exit_code == 1
    assert 'No term "estradoil". Nearest: "estradiol"' in found.stderr


@pytest.mark.parametrize(
    "cause", ["chronic stress", "low energy availability", "prolactinoma", "exogenous testosterone"]
)
def test_explain_prints_chains_loops_and_references(cause: str) -> None:
    """The four questions of the first release."""
    said = run("explain", "circulating LH", "--because", cause, "--sex", "female").stdout

    assert "Chain 1:" in said
    assert "% of the effect" in said
    assert "References" in said
    assert "[1]" in said
    assert "not medical advice" in said


def test_explain_as_data_tells_the_same_story() -> None:
    """--json holds the very sentences that are printed."""
    question = ("explain", "LH", "--because", "prolactinoma", "--sex", "male")
    printed = " ".join(run(*question).stdout.split())
    data = json.loads(run(*question, "--json").stdout)

    assert data["story"]["headline"] in printed
    assert all(chain["first"] in printed for chain in data["story"]["chains"])


def test_predict_answers_every_line(tmp_path: Path) -> None:
    """What is not understood is null with a reason; a broken line is skipped and named."""
    lines = [
        '{"id": 1, "perturbation": "prolactinoma", "sex": "male", "quantity": "testosterone"}',
        '{"id": 2, "perturbation": "moon phase", "sex": "male", "quantity": "LH"}',
        "{broken",
        '{"id": 3, "perturbation": "menopause", "sex": "female", "quantities": ["FSH", "x"]}',
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines))

    found = run("predict", "--jsonl", str(path))

    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert answers[0]["direction"] == "down"
    assert answers[1]["direction"] is None
    assert "moon phase" in answers[1]["problems"][0]
    assert answers[2]["directions"] == {"FSH": "up", "x": None}
    assert "questions.jsonl:3: no JSON" in found.stderr


def test_query_prints_a_table() -> None:
    """Prefixes of the project are known; IRIs are shown short."""
    said = run("query", "SELECT ?t { ?t a pul:Axis } ORDER BY ?t").stdout

    assert "term:" in said
    assert said.splitlines()[-1].endswith(("row", "rows"))


def test_a_mistake_in_a_query_has_its_place() -> None:
    """Line and column of the user's own text."""
    found = run("query", "SELECT *\nWHERE { ?s ?p }")

    assert found.exit_code == 1
    assert "line 2, column 16" in found.stderr


def test_search_shows_what_matched() -> None:
    """A synonym that matched is named."""
    assert "[synonym: lutropin]" in run("search", "lutropin").stdout


def test_export_names_is_one_json_line_a_term() -> None:
    """The form the scorer reads."""
    rows = [json.loads(line) for line in run("export", "names").stdout.splitlines()]

    assert len(rows) >= 150
    assert {"id", "term", "synonyms", "kind", "ids"} == set(rows[0])


def test_export_claims_is_a_table() -> None:
    """A header and as many columns in each row."""
    header, *rows = run("export", "claims").stdout.splitlines()

    assert header.startswith("subject\tsubject_xref\tsign")
    assert {row.count("\t") for row in rows} == {header.count("\t")}


def test_build_of_broken_content_names_file_and_line_and_writes_nothing(tmp_path: Path) -> None:
    """Bad content never replaces good."""
    source = tmp_path / "ontology"
    source.mkdir()
    (source / "pulsatile.ttl").write_text("@prefix term: <https://x/> .\nterm:a term:b ; .\n;\n")

    found = run("build", "--ontology", str(source), "--to", str(tmp_path / "out"))

    assert found.exit_code == 1
    assert "pulsatile.ttl:" in found.stderr
    assert not (tmp_path / "out").exists()


def test_diagnose_answers_each_line_and_never_stops(tmp_path: Path) -> None:
    """A question without a sex is answered with a problem."""
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "observations": [{"quantity": "LH", "state": "low"}]}\n')

    answer = json.loads(run("diagnose", "--jsonl", str(path)).stdout)

    assert (answer["id"], answer["causes"], answer["level"]) == (1, [], None)
    assert answer["problems"]


def test_diagnose_refuses_a_value_without_a_state() -> None:
    """One message that shows how it is written."""
    found = run("diagnose", "LH", "--sex", "male")

    assert found.exit_code == 1
    assert 'Write it as "LH=low"' in found.stderr
