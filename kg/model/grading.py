"""Grades of evidence in words, derived from the lines and never typed in."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.content import EvidenceLine

_HUMAN_DIRECT = {"humanIntervention", "humanGenetic"}
_STATED = {"reviewStatement", "guidelineStatement"}

#: Grades from the firmest to the least firm; `weakest` picks by this order.
GRADES = (
    "shown in people by intervention, more than once",
    "shown in people by intervention, in one study",
    "observed in people",
    "stated by reviews",
    "stated by one review",
    "shown in animals only",
    "shown in cells only",
    "no supporting evidence",
)


def _grade_people(people: list[EvidenceLine]) -> str:
    direct = {line.reference for line in people if line.type in _HUMAN_DIRECT}
    if len(direct) > 1:
        return GRADES[0]
    return GRADES[1] if direct else GRADES[2]


def grade(lines: Iterable[EvidenceLine]) -> str:
    """Grade a statement by the lines that support it.

    The rule looks first for observations in people, then for what reviews say
    of people, then for animals, then for cells. A review that speaks of animals counts
    as animal evidence. Small numbers are named: fewer than ten participants in
    all, where every line states its number.

    Args:
        lines: The evidence lines of one claim or lesion.

    Returns:
        A grade in words, with "; disputed" added when a line speaks against it.
    """
    lines = list(lines)
    support = [line for line in lines if line.direction == "supports"]
    disputed = "; disputed" if any(line.direction == "disputes" for line in lines) else ""
    return _grade_support(support) + disputed


def _grade_support(support: list[EvidenceLine]) -> str:
    human = [line for line in support if "human" in line.species]
    people = [line for line in human if line.type.startswith("human")]
    if people:
        return _grade_people(people) + _small(people)
    stated = {line.reference for line in human if line.type in _STATED}
    if stated:
        return GRADES[3] if len(stated) > 1 else GRADES[4]
    if any(line.type in {"animalExperiment", *_STATED} for line in support):
        return GRADES[5]
    return GRADES[6] if support else GRADES[7]


def _small(people: list[EvidenceLine]) -> str:
    counts = [line.participants for line in people]
    total = sum(count or 0 for count in counts)
    if None in counts or total >= 10:
        return ""
    return f" ({total} {'person' if total == 1 else 'people'})"


def weakest(grades: Iterable[str]) -> str:
    """Give the least firm of several grades; "" when there are none."""

    def rank(text: str) -> int:
        return next((i for i, known in enumerate(GRADES) if text.startswith(known)), len(GRADES))

    return max(grades, key=rank, default="")
