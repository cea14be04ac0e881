"""How likely an observed state is under a predicted log-fold change.

Sizes in the engine are ordinal, so a state stands for a range with soft edges, and
a laboratory value may be wrong altogether (timing, assay, another illness).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import logsumexp, ndtr

from kg.causal.system import Array
from kg.causal.tables import Table
from kg.model import Observed

_INFINITE = float("inf")
#: Range of the log-fold change each state stands for. "low" reaches down to "absent": who
#: writes "low" does not say "not absent". The inner edges are where a change gets material
#: enough to leave a reference range; the outer ones are about a third, and twice and more.
RANGES = {
    "absent": (-_INFINITE, -1.0),
    "low": (-_INFINITE, -0.2),
    "low-normal": (-0.6, 0.0),
    "normal": (-0.25, 0.25),
    "high": (0.2, _INFINITE),
    "very high": (0.7, _INFINITE),
}
#: Width of the edges, one standard deviation, in log-fold.
SOFTNESS = 0.15
#: Share of values that say nothing, by state; then any is as likely as chance. A normal
#: value says least: reference ranges are wide, and who has lost half may still lie inside.
SLIP = {"absent": 0.05, "very high": 0.05, "low": 0.1, "high": 0.1}
SLIP_NEAR_NORMAL = 0.2
#: A sign is judged by eye and has other causes as well.
SLIP_OF_SIGN = 0.35
CHANCE = 1 / 3


def fit(changes: Array, state: str) -> Array:
    """Give the probability of a state for each predicted log-fold change, same shape.

    Raises:
        KeyError: If the state is none of `RANGES`.
    """
    low, high = RANGES[state]
    found = ndtr((high - changes) / SOFTNESS) - ndtr((low - changes) / SOFTNESS)
    return np.asarray(found, dtype=np.float64)


def of_options(table: Table, observed: Observed, rows: slice = slice(None)) -> Array:
    """Give the probability of each option of an observation, (causes, draws, options)."""
    parts = [
        fit(table.changes[rows, :, table.column[quantity]].astype(np.float64), state)
        for quantity, state in observed.options
    ]
    return np.stack(parts, axis=-1)


def of_observed(table: Table, observed: Sequence[Observed]) -> Array:
    """Give the probability of each observation, shape (observations, causes, draws).

    Of a sign's options the best counts. Nothing that was not observed enters.
    """
    if not observed:
        return np.ones((0, *table.changes.shape[:2]))
    return np.stack([of_options(table, one).max(axis=-1) for one in observed])


def slip(observed: Observed) -> float:
    """Give the part of such observations that say nothing, in [0, 1]."""
    if observed.source == "sign":
        return SLIP_OF_SIGN
    return max(SLIP.get(state, SLIP_NEAR_NORMAL) for _, state in observed.options)


def slipped(probability: Array, observed: Sequence[Observed]) -> Array:
    """Mix in the chance that a value says nothing; first axis as in `observed`."""
    slips = np.array([slip(one) for one in observed]).reshape(-1, 1, 1)
    return (1 - slips) * probability + slips * CHANCE


def joint(probability: Array) -> Array:
    """Give the log-likelihood of all observations together in each draw, (causes, draws)."""
    return np.asarray(np.log(probability).sum(axis=0), dtype=np.float64)


def over_draws(logs: Array) -> Array:
    """Average likelihoods over the draws, in logarithms; shape (causes,)."""
    return np.asarray(logsumexp(logs, axis=-1) - np.log(logs.shape[-1]), dtype=np.float64)
