"""Which claims hold in which body: the filter before anything is solved."""

from __future__ import annotations

from kg.errors import ContextError
from kg.model import Context, Limits, Ontology, Term, Vocabulary

#: A claim counts in an acute question when it acts within a day (rank of "hours").
ACUTE_RANK = 1
_DIMENSIONS = {
    "sex": "Sex",
    "life_stage": "LifeStageValue",
    "phase": "CyclePhase",
    "duration": "Duration",
    "pattern": "Pattern",
    "route": "Route",
}


def validate(context: Context, vocabulary: Vocabulary) -> None:
    """Refuse a context with a value the vocabulary does not list.

    Raises:
        ContextError: Naming the dimension and what may be chosen.
    """
    for field, kind in _DIMENSIONS.items():
        value = getattr(context, field)
        allowed = [choice.id for choice in vocabulary.of_kind(kind)]
        if value not in allowed and (value or field in {"sex", "life_stage"}):
            raise ContextError(field.replace("_", " "), value, allowed)


def _phase_holds(phases: frozenset[str], phase: str, vocabulary: Vocabulary) -> bool:
    if not phases:
        return True
    if phase:
        return phase in phases
    return any(vocabulary.choices[p].values.get("inCycleAverage") for p in phases)


def holds(limits: Limits, context: Context, vocabulary: Vocabulary) -> bool:
    """Tell whether something limited in this way holds in the context.

    A dimension the context leaves open ("" for pattern and route) lets every
    value through; an open cycle phase stands for the average over the cycle,
    which leaves the preovulatory surge out.
    """
    for field in ("sex", "life_stage", "duration", "pattern", "route"):
        allowed: frozenset[str] = getattr(limits, field)
        value: str = getattr(context, field)
        if allowed and value and value not in allowed:
            return False
    return _phase_holds(limits.phase, context.phase, vocabulary)


def fast_enough(timescale: str, context: Context, vocabulary: Vocabulary) -> bool:
    """Tell whether an effect shows within the span the context asks about."""
    if context.duration != "acute" or not timescale:
        return True
    return vocabulary.choices[timescale].values["rank"] <= ACUTE_RANK


def present(term: Term, context: Context) -> bool:
    """Tell whether a quantity exists in the context's sex."""
    return not term.sex or context.sex in term.sex


def claims_in(ontology: Ontology, context: Context) -> list[str]:
    """Give the slugs of the signed claims that hold in a context, sorted.

    Claims of no effect carry no edge. A claim that requires a state is kept
    when the quantity it names exists in this sex.
    """
    vocabulary = ontology.vocabulary
    kept = []
    for slug, claim in ontology.claims.items():
        ends = [ontology.terms.get(claim.subject), ontology.terms.get(claim.object)]
        needed = [ontology.terms.get(state) for state in claim.limits.requires_state]
        if (
            vocabulary.relations[claim.effect].sign
            and holds(claim.limits, context, vocabulary)
            and fast_enough(claim.timescale, context, vocabulary)
            and all(term is not None and present(term, context) for term in (*ends, *needed))
        ):
            kept.append(slug)
    return sorted(kept)
