"""Every rule fires where it should, and nowhere else."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from kg import locations
from kg.model import Finding
from kg.quality import check
from kg.quality.report import summary
from kg.quality.rules import read_rules, run
from kg.quality.severity import LEVELS, read_severity
from kg.quality.shapes import read_shapes
from kg.rdf.load import load

DATA = Path(__file__).parents[1] / "data"
TINY = DATA / "tiny"
BROKEN = sorted(folder for folder in (DATA / "broken").iterdir() if folder.is_dir())
CHECKS = locations.ontology() / "checks"
SHAPES = locations.ontology() / "shapes"
DAY = date(2026, 11, 23)


def _laid_over_tiny(folder: Path, to: Path) -> Path:
    ontology = to / "tiny"
    shutil.copytree(TINY, ontology)
    shutil.copytree(folder, ontology, dirs_exist_ok=True)
    return ontology


def _expected(folder: Path) -> list[tuple[str, int, str, str]]:
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    return sorted((f"tiny/{r['file']}", int(r["line"]), r["rule"], r["entity"]) for r in rows)


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.rule, finding.entity


def test_the_tiny_ontology_is_sound() -> None:
    """The base that every broken case is laid over has no fault of its own."""
    assert check(TINY, today=DAY) == []


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_a_fault_is_found_at_its_line_and_nothing_else_is(folder: Path, tmp_path: Path) -> None:
    """Each broken case gives exactly the findings it names, each with a message and a remedy."""
    ontology = _laid_over_tiny(folder, tmp_path)
    shapes_matter = any(rule in _shape_names() for _, _, rule, _ in _expected(folder))

    found = check(ontology, fast=not shapes_matter, today=DAY)

    assert sorted(map(_place, found)) == _expected(folder)
    for finding in found:
        assert finding.message.endswith(".")
        assert finding.fix.endswith(".")
        assert "{" not in finding.message
        assert finding.severity in LEVELS


def _shape_names() -> set[str]:
    return {str(shape).rpartition("/")[2] for shape in read_shapes(SHAPES).subjects()}


def _cases() -> set[str]:
    return {rule for folder in BROKEN for _, _, rule, _ in _expected(folder)}


def test_every_rule_has_a_broken_case() -> None:
    """A rule that was never seen to fire is not believed."""
    assert set(read_severity(CHECKS)) - _cases() == set()


def test_every_shape_with_a_message_has_a_broken_case() -> None:
    """The same holds for the shapes."""
    graph = read_shapes(SHAPES)
    query = "SELECT ?shape WHERE { ?shape <http://www.w3.org/ns/shacl#message> ?message }"
    named = {str(row[0]).rpartition("/")[2] for row in graph.query(query)}  # type: ignore[index]

    assert named - _cases() == set()


def test_every_rule_file_has_a_severity_and_a_full_head() -> None:
    """Problem, Why and Fix stand in each file, and the table lists it."""
    severity = read_severity(CHECKS)

    rules = read_rules(CHECKS, severity)

    assert {rule.name for rule in rules} <= set(severity)
    assert set(severity.values()) <= set(LEVELS)
    assert all(rule.problem and rule.why and rule.fix for rule in rules)


def test_only_the_rules_asked_for_are_reported(tmp_path: Path) -> None:
    """A curator can look at one rule at a time."""
    ontology = _laid_over_tiny(DATA / "broken" / "shape-reference", tmp_path)

    found = check(ontology, only=["reference-unused"], fast=True, today=DAY)

    assert {finding.rule for finding in found} == {"reference-unused"}


def test_a_syntax_error_reads_as_one_line_with_place_and_remedy(tmp_path: Path) -> None:
    """What, where and what to do stand in one sentence each."""
    ontology = _laid_over_tiny(DATA / "broken" / "unknown-prefix", tmp_path)

    (finding,) = check(ontology, today=DAY)

    assert str(finding) == (
        "tiny/terms/more.ttl:9: ERROR [syntax-error] "
        'Unknown prefix "chebi". Declare it in ontology/prefixes.jsonld.'
    )


def test_the_findings_keep_the_order_of_the_steps(tmp_path: Path) -> None:
    """Form comes before shapes, shapes before rules."""
    ontology = _laid_over_tiny(DATA / "broken" / "shape-reference", tmp_path)
    shutil.copytree(DATA / "broken" / "not-canonical", ontology, dirs_exist_ok=True)
    (ontology / "references" / "more.ttl").rename(ontology / "references" / "other.ttl")
    shutil.copytree(DATA / "broken" / "shape-reference", ontology, dirs_exist_ok=True)

    rules = [finding.rule for finding in check(ontology, today=DAY)]

    assert rules[0] == "not-canonical"
    assert rules.index("reference-title") < rules.index("reference-unused")


def test_dates_are_judged_by_the_day_given() -> None:
    """In ten years the same entries are overdue, ten years ago they lay in the future."""
    later = {finding.rule for finding in check(TINY, fast=True, today=date(2036, 1, 1))}
    before = {finding.rule for finding in check(TINY, fast=True, today=date(2016, 1, 1))}

    assert later == {"review-overdue"}
    assert before == {"evidence-checked-in-future-or-missing"}


def test_a_rule_of_ones_own_can_be_run(tmp_path: Path) -> None:
    """Three columns and three comments make a rule; the value is named in the message."""
    (tmp_path / "has-sex-violation.rq").write_text(
        "# Problem: {property} is {value}.\n# Why: To try it.\n# Fix: Nothing.\n"
        "SELECT ?entity ?property ?value WHERE { ?entity ?property ?value .\n"
        "FILTER(STRENDS(STR(?property), '#phase')) }\n",
        encoding="utf-8",
    )
    content = load(TINY, locations.ontology() / "vocabulary")

    (rule,) = read_rules(tmp_path, {})
    (finding,) = run(rule, content, DAY)

    assert finding.message == "pul:phase is ctx:preovulatory."
    assert finding.severity == "ERROR"
    assert finding.entity == "claim:estradiol-increases-receptor-activity"


def test_the_summary_counts_by_severity() -> None:
    """One error is not called errors."""
    one = Finding("a.ttl", 1, "r", "ERROR", "", "M.", "F.")
    note = Finding("a.ttl", 1, "r", "INFO", "", "M.", "F.")

    assert summary([one, note, note]) == "1 error, 0 warnings, 2 notes"
