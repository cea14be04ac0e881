"""A fault found in the content, with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault.

    Attributes:
        path: File, relative to the ontology's parent folder.
        line: Line counted from 1; 0 when the whole file is meant.
        rule: Name of the rule that fired.
        severity: "ERROR", "WARN" or "INFO".
        entity: CURIE of the thing at fault, or "".
        message: What is wrong.
        fix: What to do.
    """

    path: str
    line: int
    rule: str
    severity: str
    entity: str
    message: str
    fix: str

    def __str__(self) -> str:
        subject = f" {self.entity}:" if self.entity else ""
        return (
            f"{self.path}:{self.line}: {self.severity} [{self.rule}]{subject} "
            f"{self.message} {self.fix}"
        )
