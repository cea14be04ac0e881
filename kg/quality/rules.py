"""Cross-record rules: one SPARQL file each, run over all content at once.

A rule file is named `<rule>-violation.rq`, begins with the comments `# Problem:`,
`# Why:` and `# Fix:`, and selects `?entity ?property ?value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rdflib import Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import ResultRow

from kg import namespaces
from kg.model import Finding
from kg.rdf.load import Content, Place

_HEAD = re.compile(r"^# (?P<name>Problem|Why|Fix): (?P<text>.+)$", re.MULTILINE)
_SUFFIX = "-violation"
NOWHERE = Place("ontology", 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    Attributes:
        name: File name without `-violation.rq`.
        problem: What is wrong, with `{value}` and `{property}` to be filled in.
        why: Why it matters.
        fix: What to do.
        query: SPARQL that selects the offenders.
        severity: "ERROR", "WARN" or "INFO".
    """

    name: str
    problem: str
    why: str
    fix: str
    query: str
    severity: str


def read_rules(checks: Path, severity: Mapping[str, str]) -> tuple[Rule, ...]:
    """Read every rule of a folder, sorted by name.

    Args:
        checks: Folder with the `*-violation.rq` files.
        severity: Severity by rule; "ERROR" for a rule that is not listed.
    """
    return tuple(_read(path, severity) for path in sorted(checks.glob(f"*{_SUFFIX}.rq")))


def run(rule: Rule, content: Content, today: date) -> Iterator[Finding]:
    """Give one finding for each row that a rule selects.

    Args:
        rule: The rule.
        content: All content.
        today: The day that overdue and future dates are judged by, `?today` in the query.
    """
    bindings = {"today": Literal(today.isoformat())}
    for row in content.graph.query(_compiled(rule.query), initBindings=bindings):
        if isinstance(row, ResultRow) and row[0] is not None:
            yield _finding(rule, content, *(str(cell or "") for cell in row))


def shorten(value: str) -> str:
    """Give the CURIE of an IRI, and any other text as it is, cut after 60 characters."""
    shown = namespaces.compact(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


@cache
def _compiled(query: str) -> Query:
    """Parse a query once a process; parsing costs more than running it on little content."""
    return prepareQuery(query)


def _read(path: Path, severity: Mapping[str, str]) -> Rule:
    query = path.read_text(encoding="utf-8")
    head = {found["name"]: found["text"] for found in _HEAD.finditer(query)}
    name = path.stem.removesuffix(_SUFFIX)
    return Rule(
        name=name,
        problem=head["Problem"],
        why=head["Why"],
        fix=head["Fix"],
        query=query,
        severity=severity.get(name, "ERROR"),
    )


def _finding(rule: Rule, content: Content, entity: str, prop: str, value: str) -> Finding:
    place = content.place_of(entity, prop, value) or NOWHERE
    told = rule.problem.replace("{value}", shorten(value)).replace("{property}", shorten(prop))
    return Finding(
        path=place.path,
        line=place.line,
        rule=rule.name,
        severity=rule.severity,
        entity=namespaces.compact(entity),
        message=told,
        fix=rule.fix,
    )
