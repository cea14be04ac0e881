"""All checks in the fixed order: syntax, form, shapes, rules, references."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kg import locations, namespaces
from kg.errors import OntologySyntaxError
from kg.model import Finding
from kg.quality import format as form
from kg.quality import references, rules, shapes
from kg.quality.severity import LEVELS, read_severity
from kg.rdf.load import Content, load_tolerantly

_SYNTAX = "syntax-error"
_TWICE = "named-twice"


def check(
    ontology: Path,
    only: Sequence[str] = (),
    fast: bool = False,
    vocabulary: Path | None = None,
    today: date | None = None,
) -> list[Finding]:
    """Look for faults in the content.

    Args:
        ontology: Folder laid out like `ontology/`. Shapes and checks are its own, or the
            project's where it has none.
        only: Names of rules to report; all when empty.
        fast: Skip the shapes, the slowest step.
        vocabulary: Folder of vocabulary files to use when `ontology` has none; the
            project's own when not given.
        today: The day by which dates are judged; the present day when not given.

    Returns:
        Findings in the order parse, canonical form, shapes, rules, references, each step
        sorted by file and line; empty when all is well. With a syntax error the later
        steps are left out, for they would blame the missing file.
    """
    day = today or datetime.now(UTC).date()
    severity = read_severity(_folder(ontology, "checks"))
    content, faults = load_tolerantly(ontology, vocabulary or locations.ontology() / "vocabulary")
    steps: list[Callable[[], Iterable[Finding]]] = [
        lambda: _syntax(faults),
        lambda: _named_twice(content, severity),
        lambda: form.unformatted(content, severity.get(form.RULE, "WARN"), ontology),
    ]
    if not faults:
        steps += _meaning(ontology, content, severity, only, fast, day)
    found = [finding for step in steps for finding in sorted(set(step()))]
    return [finding for finding in found if not only or finding.rule in only]


def summary(findings: Iterable[Finding]) -> str:
    """Count findings by severity, as in "2 errors, 1 warning, 5 notes"."""
    counted = dict.fromkeys(LEVELS, 0)
    for finding in findings:
        counted[finding.severity] += 1
    names = zip(("error", "warning", "note"), counted.values(), strict=True)
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in names)


def _meaning(
    ontology: Path,
    content: Content,
    severity: Mapping[str, str],
    only: Collection[str],
    fast: bool,
    day: date,
) -> Iterator[Callable[[], Iterable[Finding]]]:
    if not fast:
        graph = shapes.read_shapes(_folder(ontology, "shapes"))
        yield lambda: shapes.validate(content, graph)
    chosen = [
        rule
        for rule in rules.read_rules(_folder(ontology, "checks"), severity)
        if not only or rule.name in only
    ]
    yield lambda: (finding for rule in chosen for finding in rules.run(rule, content, day))
    yield lambda: references.unsupported(content, severity.get(references.RULE, "ERROR"))


def _folder(ontology: Path, name: str) -> Path:
    own = ontology / name
    return own if own.is_dir() else locations.ontology() / name


def _syntax(faults: Iterable[OntologySyntaxError]) -> Iterator[Finding]:
    for fault in faults:
        message = fault.reason[:1].upper() + fault.reason[1:]
        yield Finding(str(fault.path), fault.line, _SYNTAX, "ERROR", "", message, fault.remedy)


def _named_twice(content: Content, severity: Mapping[str, str]) -> Iterator[Finding]:
    for iri, (first, *others) in content.duplicates.items():
        for place in others:
            yield Finding(
                path=place.path,
                line=place.line,
                rule=_TWICE,
                severity=severity.get(_TWICE, "ERROR"),
                entity=namespaces.compact(iri),
                message=f"It already has a block at {first}.",
                fix="Join the two blocks, or give one another slug.",
            )
