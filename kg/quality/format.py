"""Canonical form: told by `kg check`, restored by `kg fmt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologySyntaxError
from kg.model import Finding
from kg.rdf.load import Content, content_files, decode
from kg.rdf.write import format_turtle

RULE = "not-canonical"


@dataclass(frozen=True, slots=True)
class Formatted:
    """What `fmt` did.

    Attributes:
        changed: Files that were, or with `check` would be, rewritten.
        refused: One error for each file left untouched because of a fault.
    """

    changed: tuple[Path, ...]
    refused: tuple[OntologySyntaxError, ...]

    def __iter__(self) -> Iterator[Path]:
        """Give the changed files, so that the result reads as a list of them."""
        return iter(self.changed)

    def __len__(self) -> int:
        """Count the changed files."""
        return len(self.changed)


def fmt(paths: Iterable[Path], check: bool = False) -> Formatted:
    """Bring Turtle files into canonical form.

    Args:
        paths: Files, or folders whose content files are meant (shapes are not).
        check: Only tell which files would change; write nothing.

    Returns:
        The files that changed and the faults that kept others as they are.
    """
    changed: list[Path] = []
    refused: list[OntologySyntaxError] = []
    for path in _expand(paths):
        try:
            if _format_file(path, check):
                changed.append(path)
        except OntologySyntaxError as fault:
            refused.append(fault)
    return Formatted(tuple(changed), tuple(refused))


def unformatted(content: Content, severity: str, ontology: Path) -> Iterator[Finding]:
    """Give a finding for each file that is not in canonical form.

    Args:
        content: All content. Files that name a thing twice are left out, for that is a
            finding of its own.
        severity: Severity of the findings.
        ontology: Folder whose files are meant; a vocabulary lent by another is left out.

    Returns:
        Findings at the first line that differs.
    """
    inside = ontology.resolve()
    twice = {place.path for places in content.duplicates.values() for place in places}
    for source in content.files.values():
        if not source.absolute.resolve().is_relative_to(inside):
            continue
        try:
            wanted = format_turtle(source.text, source.path)
        except OntologySyntaxError as fault:
            if source.path not in twice:
                yield _finding(source.path, fault.line, severity, fault.reason, fault.remedy)
            continue
        if wanted != source.text:
            line = _first_difference(source.text, wanted)
            yield _finding(
                source.path, line, severity, "The file is not in canonical form.", 'Run "kg fmt".'
            )


def _finding(path: str, line: int, severity: str, message: str, fix: str) -> Finding:
    return Finding(path, line, RULE, severity, "", message[:1].upper() + message[1:], fix)


def _expand(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from content_files(path)
        else:
            yield path


def _format_file(path: Path, check: bool) -> bool:
    before = decode(path, path)
    after = format_turtle(before, path)
    changed = after.encode("utf-8") != path.read_bytes()
    if changed and not check:
        path.write_text(after, encoding="utf-8", newline="\n")
    return changed


def _first_difference(text: str, wanted: str) -> int:
    ours, theirs = text.split("\n"), wanted.split("\n")
    pairs = zip(ours, theirs, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(ours), len(theirs)) - 1)
    return same + 1
