"""Diagnoses into words: chains in steps such as "LH down", causes in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge import KnowledgeGraph
from kg.model import Diagnosis, Fit, RankedCause
from kg.wording import DISCLAIMER, capital, join, person

_SUBSTANCES = {"Hormone", "Neuromessenger"}
_TOLD_BY_BEARER = {"circulating", "secretionRate", "tissueLevel"}
_PASSED_OVER = {"activity", "capacity"}
_MOVES = {"up": "a rise", "down": "a fall", "unchanged": "no change"}
_WAY = {"low": "down", "low-normal": "down", "absent": "down", "high": "up", "very high": "up"}
NOTHING = "There is nothing to explain. Give an abnormal value or a finding."
NO_FIT = "None of the known causes fits well."


@dataclass(frozen=True, slots=True)
class CauseStory:
    """One cause in words.

    Attributes:
        name: Its label.
        sentence: What it accounts for and what it does not.
    """

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DiagnosisStory:
    """A diagnosis in words, the same wherever it is shown."""

    headline: str
    causes: tuple[CauseStory, ...]
    alike: tuple[str, ...]
    second: str
    chain: tuple[str, ...]
    next_tests: tuple[str, ...]
    caveats: tuple[str, ...]


def tell_diagnosis(found: Diagnosis, g: KnowledgeGraph) -> DiagnosisStory:
    """Put a diagnosis into words.

    Args:
        found: From `KnowledgeGraph.diagnose`.
        g: The graph it came from.
    """
    return DiagnosisStory(
        headline=_headline(found, g),
        causes=tuple(_cause(cause, g) for cause in found.causes),
        alike=tuple(
            capital(f"{join(_labels(group, g))} cannot be told apart by these values.")
            for group in found.alike
        ),
        second=_second(found, g),
        chain=tuple(chain_words(found, g)),
        next_tests=tuple(short_name(test.quantity, g) for test in found.next_tests),
        caveats=(*(p for p in found.problems if p not in (NOTHING, NO_FIT)), DISCLAIMER),
    )


def _labels(slugs: Sequence[str], g: KnowledgeGraph) -> list[str]:
    return [g.ontology.terms[slug].label for slug in slugs]


def _headline(found: Diagnosis, g: KnowledgeGraph) -> str:
    if not found.causes:
        return NOTHING
    first = g.ontology.terms[found.causes[0].cause].label
    said = f"In {person(found.context)}, {first} accounts best for what was observed"
    said += f"; the fault most likely lies at this level: {found.level}."
    return said if found.fits else f"{NO_FIT} {said}"


def _second(found: Diagnosis, g: KnowledgeGraph) -> str:
    if not found.second:
        return ""
    names = _labels([found.causes[0].cause, found.second], g)
    return capital(f"{join(names)} together account for more than either alone.")


def _cause(cause: RankedCause, g: KnowledgeGraph) -> CauseStory:
    said = []
    if cause.speaks_for:
        said.append(f"accounts for {join([_seen(fit) for fit in cause.speaks_for])}")
    said += [_against(fit) for fit in cause.speaks_against]
    if cause.reasons:
        words = join([f'"{words}"' for words in cause.reasons])
        said.append(f"is suggested by {words}")
    name = g.ontology.terms[cause.cause].label
    return CauseStory(name, capital(f"{name} {join(said)}.") if said else f"{capital(name)}.")


def _against(fit: Fit) -> str:
    if fit.predicted == _WAY.get(fit.state, "unchanged"):
        return f"accounts only in part for {_seen(fit)}"
    if fit.source == "sign":
        return f"does not account for {_seen(fit)}"
    return f"leads one to expect {_MOVES[fit.predicted]} where there is {_seen(fit)}"


def _seen(fit: Fit) -> str:
    return fit.name if fit.source == "sign" else f"{fit.state} {fit.name}"


def short_name(quantity: str, g: KnowledgeGraph) -> str:
    """Name a quantity as briefly as a clinician does: "LH", "testosterone", "GnRH".

    The first quantity of a substance goes by the substance's abbreviation, any other by
    its own shortest name.

    Args:
        quantity: Slug of a quantity.
        g: The graph it belongs to.
    """
    term = g.ontology.terms[quantity]
    circulating = term.quantity_kind == "circulating"
    for bearer in (g.ontology.terms[slug] for slug in term.links.get("quantityOf", ())):
        told = term.quantity_kind in _TOLD_BY_BEARER and bearer.kind in _SUBSTANCES
        if _first(bearer.id, g) == quantity if circulating else told:
            return bearer.abbreviations[0] if bearer.abbreviations else bearer.label
    return min(term.names, key=len) if circulating else term.label


def _first(bearer: str, g: KnowledgeGraph) -> str:
    return g.quantities_of(bearer)[0].id


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
    return g.ontology.terms[quantity].quantity_kind not in _PASSED_OVER
