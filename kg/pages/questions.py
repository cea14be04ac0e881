"""The questions the site answers at build time: why a quantity changes under a cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg import wording
from kg.exports.answers import answers
from kg.knowledge import KnowledgeGraph
from kg.model import Explanation
from kg.pages.links import why_path
from kg.wording import Story


@dataclass(frozen=True)
class Question:
    """One why page: who, what, because of what, and the answer."""

    cause: str
    target: str
    sex: str
    cause_label: str
    target_label: str
    explanation: Explanation
    tell: Callable[[Explanation], Story]

    @property
    def path(self) -> str:
        """The page, from the root of the site."""
        return why_path(self.cause, self.target, self.sex)

    @property
    def direction(self) -> str:
        """Which way the target goes: "up", "down" or "unchanged"."""
        return self.explanation.direction

    @property
    def people(self) -> str:
        """Whom it is about: "women" or "men"."""
        return "women" if self.sex == "female" else "men"

    @cached_property
    def story(self) -> Story:
        """The answer in words."""
        return self.tell(self.explanation)


def ask(g: KnowledgeGraph) -> tuple[Question, ...]:
    """Give the questions that have a page, with their answers, by target, cause and sex."""
    found = [_question(g, explanation) for explanation in answers(g) if explanation.chains]
    return tuple(sorted(found, key=lambda q: (q.target, q.cause, q.sex)))


def _question(g: KnowledgeGraph, explanation: Explanation) -> Question:
    cause, target = explanation.causes[0], explanation.target
    return Question(
        cause=cause,
        target=target,
        sex=explanation.context.sex,
        cause_label=g.ontology.terms[cause].label,
        target_label=g.ontology.terms[target].label,
        explanation=explanation,
        tell=lambda found: wording.tell(found, g),
    )


#: Questions by direction, then by cause.
Answers = Mapping[str, tuple[tuple[str, tuple[Question, ...]], ...]]


def by_direction(questions: Iterable[Question]) -> Answers:
    """Group questions by direction and then by cause, so that both sexes share a line.

    Returns:
        For "down", "up" and "unchanged", where there are any: cause and its questions.
    """
    found: dict[str, dict[str, list[Question]]] = {"down": {}, "up": {}, "unchanged": {}}
    for question in questions:
        found[question.direction].setdefault(question.cause_label, []).append(question)
    return {
        direction: tuple((cause, tuple(asked)) for cause, asked in sorted(causes.items()))
        for direction, causes in found.items()
        if causes
    }
