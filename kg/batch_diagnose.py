"""Diagnoses asked in words, one or many: what `kg diagnose` and its route answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from kg.bundle import encode
from kg.errors import KgError
from kg.facts import QuestionError, context_of, understanding
from kg.knowledge import KnowledgeGraph
from kg.model import Diagnosis, Fit, RankedCause
from kg.wording_diagnose import NO_FIT, NOTHING, chain_words, short_name, tell_diagnosis

_SAME = {"skos:exactMatch", "skos:closeMatch"}


def diagnose(question: Mapping[str, Any], g: KnowledgeGraph) -> Diagnosis:
    """Answer one question in words.

    Args:
        question: "sex" ("female" or "male"), "life_stage" (adult by default),
            "observations" (rows of "quantity" and "state"), "findings" and "exposures"
            (lists of words).
        g: The graph that is asked.

    Raises:
        QuestionError: If the sex is not given.

    Example:
        >>> from kg.knowledge import load
        >>> low = [{"quantity": "LH", "state": "low"}, {"quantity": "PRL", "state": "high"}]
        >>> diagnose({"sex": "male", "observations": low}, load()).level
        'pituitary'
    """
    stages = [choice.id for choice in g.ontology.vocabulary.of_kind("LifeStageValue")]
    context, problems = context_of(question, stages)
    facts = understanding(g).facts(question)
    found = g.diagnose(facts, context)
    problems += [
        f'"{one.name}" does not exist in this sex; it was left out.'
        for one in facts.observed
        if not any(_exists(quantity, context.sex, g) for quantity, _ in one.options)
    ]
    problems += found.problems
    if not found.causes:
        problems.append(NOTHING)
    elif not found.fits:
        problems.append(NO_FIT)
    return replace(found, problems=tuple(problems))


def _exists(quantity: str, sex: str, g: KnowledgeGraph) -> bool:
    sexes = g.ontology.terms[quantity].sex
    return not sexes or sex in sexes


def diagnose_lines(lines: Iterable[dict[str, Any]], g: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Answer one question a line, in the form that `kg diagnose --jsonl` prints."""
    for question in lines:
        try:
            yield {"id": question.get("id"), **summary(diagnose(question, g), g)}
        except KgError as fault:
            nothing: dict[str, Any] = {"causes": [], "level": None, "chain": [], "next_tests": []}
            yield {"id": question.get("id"), **nothing, "problems": [str(fault)]}


def observation(words: str) -> dict[str, str]:
    """Read a value of the command line, such as "LH=low".

    Raises:
        QuestionError: If there is no "=" in it.
    """
    quantity, mark, state = words.rpartition("=")
    if not mark:
        raise QuestionError(f'"{words}" is no observation. Write it as "LH=low".')
    return {"quantity": quantity.strip(), "state": state.strip()}


def summary(found: Diagnosis, g: KnowledgeGraph) -> dict[str, Any]:
    """Put a diagnosis into short words: the fields fixed in design.md, section 9."""
    return {
        "causes": [_cause(cause, g) for cause in found.causes],
        "level": found.level or None,
        "chain": chain_words(found, g),
        "next_tests": [short_name(test.quantity, g) for test in found.next_tests],
        "alike": [_labels(group, g) for group in found.alike],
        "second": g.ontology.terms[found.second].label if found.second else None,
        "problems": list(found.problems),
    }


def _labels(slugs: Sequence[str], g: KnowledgeGraph) -> list[str]:
    return [g.ontology.terms[slug].label for slug in slugs]


def _cause(cause: RankedCause, g: KnowledgeGraph) -> dict[str, Any]:
    return {
        "name": g.ontology.terms[cause.cause].label,
        "ids": [m.object_id for m in g.mappings_of(cause.cause) if m.predicate in _SAME],
        "score": round(cause.score, 4),
        "level": cause.level,
    }


def document(found: Diagnosis, g: KnowledgeGraph) -> dict[str, Any]:
    """Give everything a diagnosis says, its words beside its numbers."""
    short = summary(found, g)
    for said, cause in zip(short["causes"], found.causes, strict=True):
        said["id"] = cause.cause
        said["for"] = [_fit(fit) for fit in cause.speaks_for]
        said["against"] = [_fit(fit) for fit in cause.speaks_against]
        said["unexplained"] = [fit.name for fit in cause.unexplained]
        said["reasons"] = list(cause.reasons)
    tests = [
        {"quantity": test.quantity, "name": name, "bits": round(test.gain, 4)}
        for test, name in zip(found.next_tests, short["next_tests"], strict=True)
    ]
    return short | {
        "context": encode(found.context),
        "levels": {level: round(score, 4) for level, score in found.levels},
        "next_tests": tests,
        "fits": found.fits,
        "story": asdict(tell_diagnosis(found, g)),
        "version": g.version,
    }


def _fit(fit: Fit) -> dict[str, Any]:
    return {
        "name": fit.name,
        "quantity": fit.quantity,
        "observed": fit.state,
        "predicted": fit.predicted,
        "probability": round(fit.probability, 4),
    }
