"""The exception tree, in one place so that every floor can raise and catch.

    KgError
    ├── NotFoundError (LookupError)
    │   ├── TermNotFoundError
    │   ├── NotACauseError
    │   └── NoCausalPathError
    ├── AmbiguousTermError (LookupError)
    ├── ContextError (ValueError)
    ├── ConvergenceError (ArithmeticError)
    ├── OntologySyntaxError (ValueError)
    ├── OntologyInvalidError (ValueError)
    ├── BundleError (OSError)
    └── QueryError (ValueError)
        ├── QuerySyntaxError
        ├── QueryForbiddenError
        └── QueryTimeoutError

Each class keeps the facts as attributes and builds its text from them:
what went wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


class KgError(Exception):
    """Base of every error this package raises on purpose."""


class NotFoundError(KgError, LookupError):
    """Something that was asked for by name is not in the graph."""


class TermNotFoundError(NotFoundError):
    """No term bears the name that was given.

    Args:
        name: The name as the user wrote it.
        suggestions: Labels of the nearest terms, best first.
    """

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        near = ", ".join(f'"{label}"' for label in self.suggestions)
        hint = f" Nearest: {near}." if near else ""
        super().__init__(f'No term "{name}".{hint} List all with "kg search".')


class NotACauseError(NotFoundError):
    """What was named is known but does nothing by itself.

    Args:
        name: The name as the user wrote it.
        nature: What it is, with its article.
        remedy: What to do instead.
    """

    def __init__(self, name: str, nature: str, remedy: str) -> None:
        self.name = name
        self.nature = nature
        super().__init__(f'"{name}" is {nature} and not a cause. {remedy}')


class AmbiguousTermError(KgError, LookupError):
    """A name fits several terms and the question needs one.

    Args:
        name: The name as the user wrote it.
        candidates: Identifiers of the terms it fits, sorted.
    """

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        listed = ", ".join(self.candidates)
        super().__init__(f'"{name}" fits several terms: {listed}. Give one of these identifiers.')


class NoCausalPathError(NotFoundError):
    """No chain of claims leads from the cause to the quantity in this context."""

    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.target = target
        super().__init__(
            f'No chain of claims leads from "{source}" to "{target}" in this body. What only '
            "restores a healthy level changes nothing in health: name what it treats beside it. "
            "What acts in one sex or life stage only has to be asked there."
        )


class ContextError(KgError, ValueError):
    """A sex, life stage, phase or other context value is not known."""

    def __init__(self, dimension: str, value: str, allowed: Sequence[str]) -> None:
        self.dimension = dimension
        self.value = value
        self.allowed = tuple(allowed)
        super().__init__(f'Unknown {dimension} "{value}". Choose one of {", ".join(allowed)}.')


class ConvergenceError(KgError, ArithmeticError):
    """The steady-state solver did not settle."""

    def __init__(self, residual: float, steps: int) -> None:
        self.residual = residual
        self.steps = steps
        super().__init__(
            f"The steady state was not reached: residual {residual:.2e} after {steps} steps. "
            "Report the causes and the context that were asked for."
        )


class OntologySyntaxError(KgError, ValueError):
    """A content file cannot be parsed.

    Args:
        path: The file.
        line: Line of the fault, counted from 1.
        reason: What is wrong there.
        remedy: What to do about it.
    """

    def __init__(self, path: Path | str, line: int, reason: str, remedy: str) -> None:
        self.path = Path(path)
        self.line = line
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path}:{line}: {reason} {remedy}")


class OntologyInvalidError(KgError, ValueError):
    """The content parses but breaks a rule.

    Args:
        findings: The faults found, each printable as one line.
    """

    def __init__(self, findings: Sequence[Any]) -> None:
        self.findings = tuple(findings)
        listed = "\n".join(str(finding) for finding in self.findings)
        super().__init__(f"{len(self.findings)} faults in the content:\n{listed}")


class BundleError(KgError, OSError):
    """The built graph is missing or was written by another version."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = Path(path)
        self.reason = reason
        super().__init__(f'{path}: {reason} Run "kg build".')


class QueryError(KgError, ValueError):
    """A SPARQL query cannot be answered."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason = reason
        self.line = line
        self.column = column
        where = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"{reason}{where}")


class QuerySyntaxError(QueryError):
    """The query is not SPARQL 1.1."""


class QueryForbiddenError(QueryError):
    """The query asks for something this service never does."""


class QueryTimeoutError(QueryError):
    """The query took longer than allowed."""
