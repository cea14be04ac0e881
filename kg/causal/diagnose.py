"""Diagnosis in reverse: from what was observed to the causes that would bring it about.

The likelihood of the observed pattern under each cause is the average over the draws
of its table of the product of the single probabilities; times a weak prior and
normalised it gives the score. What was not observed does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from kg.causal import chains, levels, likelihood
from kg.causal.engine import Engine
from kg.causal.next_test import next_tests
from kg.causal.system import LIMIT, Array
from kg.causal.tables import Table
from kg.causal.threads import single_threaded
from kg.model import Diagnosis, Facts, Fit, Observed, RankedCause
from kg.model.direction import direction

#: Causes listed.
MOST_CAUSES = 10
#: Causes whose level counts; the rest have next to no weight.
MOST_LEVELLED = 30
#: How often a second cause is present beside the first, before anything is known of it.
SECOND = 0.2
#: Two causes are alike when no observation is this much likelier under one of them.
ALIKE = 0.15
#: From this probability on an observation counts as accounted for.
EXPLAINED = 0.4


@dataclass(frozen=True, slots=True)
class _Case:
    """One question against one table; arrays over causes in the table's order.

    Attributes:
        observed: What the table can account for.
        probability: Of each observation, shape (observations, causes, draws).
        prior: Weight of each cause before anything was observed.
        weight: Posterior weight of each cause and draw, shape (causes, draws); sums to 1.
        score: The same summed over draws.
        support: Log-likelihood of each cause.
    """

    engine: Engine
    table: Table
    facts: Facts
    observed: tuple[Observed, ...]
    probability: Array
    prior: Array
    weight: Array
    score: Array
    support: Array


def diagnose(engine: Engine, table: Table, facts: Facts) -> Diagnosis:
    """Rank the causes of a table by what was observed.

    Args:
        engine: The engine of the context.
        table: Its ensemble table.
        facts: What was observed, and what is known beforehand. Observations of quantities
            that do not exist in the context are left out.

    Returns:
        At most ten causes; none when there is neither an observation nor a fact.
    """
    case = _weigh(engine, table, facts)
    known = any(facts.weights.get(cause, 1.0) > 1.0 for cause in table.causes)
    if not table.causes or not (known or any(one.abnormal for one in case.observed)):
        return Diagnosis(context=engine.context, causes=(), problems=facts.problems)
    with single_threaded():
        return _conclude(case)


def _weigh(engine: Engine, table: Table, facts: Facts) -> _Case:
    observed = tuple(one for one in map(_in(table), facts.observed) if one.options)
    probability = likelihood.of_observed(table, observed)
    logs = likelihood.joint(likelihood.slipped(probability, observed))
    prior = np.array([facts.weights.get(cause, 1.0) for cause in table.causes])
    with np.errstate(divide="ignore"):
        weight = logs + np.log(prior)[:, None]
    weight = np.exp(weight - weight.max(initial=-np.inf)) if weight.size else weight
    weight = weight / weight.sum() if weight.size else weight
    support = likelihood.over_draws(logs) if logs.size else np.zeros(0)
    score = weight.sum(axis=1)
    return _Case(engine, table, facts, observed, probability, prior, weight, score, support)


def _in(table: Table) -> Callable[[Observed], Observed]:
    """Keep of an observation what exists in the context."""

    def narrowed(one: Observed) -> Observed:
        return replace(one, options=tuple(o for o in one.options if o[0] in table.column))

    return narrowed


def _conclude(case: _Case) -> Diagnosis:
    order = _order(case)
    listed = [_ranked(case, i) for i in order[:MOST_CAUSES]]
    first = listed[0]
    return Diagnosis(
        context=case.engine.context,
        causes=tuple(listed),
        levels=_levels(case, order),
        alike=_alike(listed),
        second=_second(case, order[0], first),
        chain=_chain(case, first),
        next_tests=next_tests(case.engine, case.table, case.weight, case.observed),
        fits=_fits(case, order[0], first),
        problems=case.facts.problems,
    )


def _order(case: _Case) -> list[int]:
    return sorted(range(len(case.table.causes)), key=lambda i: (-case.score[i], i))


def _abnormal(case: _Case) -> list[str]:
    return [quantity for one in case.observed if one.abnormal for quantity, _ in one.options]


def _ranked(case: _Case, i: int) -> RankedCause:
    cause = case.table.causes[i]
    return RankedCause(
        cause=cause,
        score=float(case.score[i]),
        level=levels.level_of(case.engine, cause, _abnormal(case)),
        fits=tuple(_fit(case, k, i) for k in range(len(case.observed))),
        reasons=case.facts.reasons.get(cause, ()),
    )


def _fit(case: _Case, k: int, i: int) -> Fit:
    one = case.observed[k]
    means = likelihood.of_options(case.table, one, slice(i, i + 1))[0].mean(axis=0)
    best = int(means.argmax())
    quantity, state = one.options[best]
    middle = float(np.median(case.table.changes[i, :, case.table.column[quantity]]))
    probability = float(case.probability[k, i].mean())
    return Fit(
        name=one.name,
        source=one.source,
        quantity=quantity,
        state=state,
        predicted=direction(middle),
        probability=probability,
        explained=probability >= EXPLAINED,
        abnormal=one.abnormal,
    )


def _levels(case: _Case, order: Sequence[int]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    abnormal = _abnormal(case)
    for i in order[:MOST_LEVELLED]:
        level = levels.level_of(case.engine, case.table.causes[i], abnormal)
        total[level] = total.get(level, 0.0) + float(case.score[i])
    return tuple(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _alike(listed: Sequence[RankedCause]) -> tuple[tuple[str, ...], ...]:
    """Group causes under which every observation is about equally likely, best first."""
    groups: list[list[RankedCause]] = []
    for cause in listed:
        home = next((group for group in groups if _same(group[0], cause)), None)
        if home is None:
            groups.append([cause])
        else:
            home.append(cause)
    return tuple(tuple(c.cause for c in group) for group in groups if len(group) > 1)


def _same(a: RankedCause, b: RankedCause) -> bool:
    pairs = zip(a.fits, b.fits, strict=True)
    return all(abs(x.probability - y.probability) < ALIKE for x, y in pairs)


def _fits(case: _Case, i: int, first: RankedCause) -> bool:
    """Tell whether the best cause does better than chance and leaves the lesser part open."""
    abnormal = [fit for fit in first.fits if fit.abnormal]
    chance = len(case.observed) * np.log(likelihood.CHANCE)
    return bool(case.support[i] > chance or not abnormal) and 2 * len(first.unexplained) <= len(
        abnormal
    )


def _second(case: _Case, first: int, ranked: RankedCause) -> str:
    """Find a further cause that pays for itself by what the first leaves unexplained.

    Changes of two causes are added draw by draw, which is right for small ones; the
    pair that wins is then solved together and must explain more than the first alone.
    """
    if not ranked.unexplained:
        return ""
    both = Table(case.table.causes, case.table.quantities, _added(case.table, first))
    found = likelihood.of_observed(both, case.observed)
    logs = likelihood.over_draws(likelihood.joint(likelihood.slipped(found, case.observed)))
    prior = case.prior / case.prior.sum()
    gain = logs - case.support[first] + np.log(SECOND * np.maximum(prior, 1e-12))
    gain[first] = -np.inf
    if logsumexp(gain) <= 0:
        return ""
    best = int(gain.argmax())
    pair = [case.table.causes[first], case.table.causes[best]]
    return pair[1] if _open(case, pair) < _open(case, pair[:1]) else ""


def _added(table: Table, first: int) -> npt.NDArray[np.float32]:
    both: npt.NDArray[np.float32] = table.changes + table.changes[first]
    return both.clip(-LIMIT, LIMIT)


def _open(case: _Case, causes: Sequence[str]) -> int:
    """Count abnormal findings that causes together leave unexplained at the midpoint."""
    y = case.engine.solve(causes).y.astype(np.float32)[None, None]
    one = Table(("both",), case.table.quantities, y)
    found = likelihood.of_observed(one, case.observed)[:, 0, 0]
    pairs = zip(case.observed, found, strict=True)
    return sum(one.abnormal and p < EXPLAINED for one, p in pairs)


def _chain(case: _Case, first: RankedCause) -> tuple[tuple[str, str], ...]:
    """Follow the strongest chain to the main finding, then name the other observed ones."""
    solution = case.engine.solve([first.cause])
    position = solution.system.position
    targets = sorted(
        (fit for fit in first.fits if fit.quantity in position),
        key=lambda fit: (not fit.abnormal, not fit.explained, -abs(solution.change(fit.quantity))),
    )
    named: dict[str, str] = {}
    if targets:
        found = chains.attribute(solution.gains(), position[targets[0].quantity], budget=200)
        names = solution.system.names
        way = [names[node] for node in found.paths[0].nodes] if found.paths else []
        named = {quantity: direction(solution.change(quantity)) for quantity in way}
    for fit in first.fits:
        named.setdefault(fit.quantity, direction(solution.change(fit.quantity)))
    return tuple(named.items())
