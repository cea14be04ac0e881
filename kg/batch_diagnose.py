"""Diagnoses asked in words, one or many: what `kg diagnose` and its route answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.bundle import encode
from kg.errors import KgError
from kg.facts import contexts, understanding
from kg.knowledge import KnowledgeGraph
from kg.model import Diagnosis, Fit, RankedCause

_SUBSTANCES = {"Hormone", "Neuromessenger"}
_TOLD_BY_BEARER = {"circulating", "secretionRate", "tissueLevel"}
_SAME = {"skos:exactMatch", "skos:closeMatch"}


def diagnose(question: Mapping[str, Any], g: KnowledgeGraph) -> Diagnosis:
    """Answer one question in words.

    Args:
        question: "sex" ("female" or "male"), "life_stage" (adult by default),
            "observations" (rows of "quantity" and "state"), "findings" and "exposures"
            (lists of words).
        g: The graph that is asked.

    Raises:
        ValueError: If the sex is not given.
    """
    stages = [choice.id for choice in g.ontology.vocabulary.of_kind("LifeStageValue")]
    context, problems = contexts(question, stages)
    facts = understanding(g).facts(question)
    found = g.diagnose(facts, context)
    unknown = [
        f'"{one.name}" does not exist in this sex; it was left out.'
        for one in facts.observed
        if not any(_exists(quantity, context.sex, g) for quantity, _ in one.options)
    ]
    return _with_problems(found, [*problems, *unknown])


def _exists(quantity: str, sex: str, g: KnowledgeGraph) -> bool:
    sexes = g.ontology.terms[quantity].sex
    return not sexes or sex in sexes


def _with_problems(found: Diagnosis, more: list[str]) -> Diagnosis:
    problems = [*more, *found.problems]
    if not found.causes:
        problems.append("There is nothing to explain. Give an abnormal value or a finding.")
    elif not found.fits:
        problems.append("None of the known causes fits well.")
    return replace(found, problems=tuple(problems))


def diagnose_lines(lines: Iterable[dict[str, Any]], g: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Answer one question a line, in the form that `kg diagnose --jsonl` prints."""
    for question in lines:
        try:
            yield {"id": question.get("id"), **summary(diagnose(question, g), g)}
        except (KgError, ValueError) as fault:
            yield {"id": question.get("id"), **_nothing(str(fault))}


def _nothing(problem: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"causes": [], "level": None, "chain": [], "next_tests": []}
    return empty | {"problems": [problem]}


def summary(found: Diagnosis, g: KnowledgeGraph) -> dict[str, Any]:
    """Put a diagnosis into short words: the fields fixed in design.md, section 9."""
    labels = {slug: term.label for slug, term in g.ontology.terms.items()}
    return {
        "causes": [_cause(cause, g) for cause in found.causes],
        "level": found.level or None,
        "chain": chain_words(found, g),
        "next_tests": [short_name(test.quantity, g) for test in found.next_tests],
        "alike": [[labels[cause] for cause in group] for group in found.alike],
        "second": labels.get(found.second),
        "problems": list(found.problems),
    }


def _cause(cause: RankedCause, g: KnowledgeGraph) -> dict[str, Any]:
    ids = [m.object_id for m in g.mappings_of(cause.cause) if m.predicate in _SAME]
    return {
        "name": g.ontology.terms[cause.cause].label,
        "ids": ids,
        "score": round(cause.score, 4),
        "level": cause.level,
    }


def document(found: Diagnosis, g: KnowledgeGraph) -> dict[str, Any]:
    """Give everything a diagnosis says, as plain values: the HTTP form."""
    short = summary(found, g)
    for said, cause in zip(short["causes"], found.causes, strict=True):
        said["id"] = cause.cause
        said["for"] = [_fit(fit) for fit in cause.speaks_for]
        said["against"] = [_fit(fit) for fit in cause.speaks_against]
        said["unexplained"] = [fit.name for fit in cause.unexplained]
        said["reasons"] = list(cause.reasons)
    return short | {
        "context": encode(found.context),
        "levels": {level: round(score, 4) for level, score in found.levels},
        "next_tests": [
            {"quantity": t.quantity, "name": short_name(t.quantity, g), "bits": round(t.gain, 4)}
            for t in found.next_tests
        ],
        "fits": found.fits,
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


def short_name(quantity: str, g: KnowledgeGraph) -> str:
    """Name a quantity as briefly as a clinician does: "LH", "testosterone", "GnRH".

    The first quantity of a substance goes by the substance's abbreviation, any other by
    its own shortest name.
    """
    term = g.ontology.terms[quantity]
    for bearer in (g.ontology.terms[slug] for slug in term.links.get("quantityOf", ())):
        told = term.quantity_kind in _TOLD_BY_BEARER and bearer.kind in _SUBSTANCES
        circulating = term.quantity_kind == "circulating"
        if told and (not circulating or g.quantities_of(bearer.id)[0].id == quantity):
            return bearer.abbreviations[0] if bearer.abbreviations else bearer.label
    return min(term.names, key=len) if term.quantity_kind == "circulating" else term.label


def chain_words(found: Diagnosis, g: KnowledgeGraph) -> list[str]:
    """Say the chain in steps such as "LH down", each name once.

    Only its start and what has a level or a rate of its own are named; activities between
    them are left out. What was observed goes by the asker's name. Where two quantities
    share a short name and move apart, the one not observed goes by its label.
    """
    fits = found.causes[0].fits if found.causes else ()
    asked = {fit.quantity: fit.name for fit in fits if fit.source == "laboratory"}
    aliases = {short_name(quantity, g): name for quantity, name in asked.items()}
    told = [
        (quantity, direction)
        for k, (quantity, direction) in enumerate(found.chain)
        if k == 0 or quantity in asked or _stands_alone(quantity, g)
    ]
    words: dict[str, str] = {asked[q]: direction for q, direction in told if q in asked}
    steps: dict[str, str] = {}
    for quantity, direction in told:
        short = short_name(quantity, g)
        name = asked.get(quantity) or aliases.get(short, short)
        if words.setdefault(name, direction) != direction:
            name = g.ontology.terms[quantity].label
        steps.setdefault(name, direction)
    return [f"{name} {direction}" for name, direction in steps.items()]


def _stands_alone(quantity: str, g: KnowledgeGraph) -> bool:
    return g.ontology.terms[quantity].quantity_kind not in {"activity", "capacity"}
