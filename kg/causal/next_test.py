"""Which measurement would best tell the leading causes apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.causal.engine import Engine
from kg.causal.likelihood import CHANCE, SLIP_NEAR_NORMAL, fit
from kg.causal.system import Array
from kg.causal.tables import Table
from kg.model import NextTest, Observed

#: Causes below this part of the weight of the best are not asked about.
LEADING = 0.02
MOST = 5
#: Measurements that bring less than this, in bits, are not worth proposing.
LEAST = 0.02
_STATES = ("low", "normal", "high")


def next_tests(
    engine: Engine, table: Table, weight: Array, observed: Sequence[Observed]
) -> tuple[NextTest, ...]:
    """Rank measurements in blood by the information they are expected to bring.

    Args:
        engine: The engine of the context.
        table: Its ensemble table.
        weight: Posterior weight of each cause and draw, shape (causes, draws).
        observed: What is known already and not proposed again.

    Returns:
        At most five, best first; none when one cause stands alone.
    """
    score = weight.sum(axis=1)
    leading = np.flatnonzero(score >= LEADING * score.max())
    if len(leading) < 2:
        return ()
    part = weight[leading] / weight[leading].sum()
    seen = {quantity for one in observed for quantity, _ in one.options}
    terms = engine.ontology.terms
    found = [
        NextTest(quantity, _gain(table.changes[leading, :, column].astype(np.float64), part))
        for quantity, column in table.column.items()
        if quantity not in seen and terms[quantity].quantity_kind == "circulating"
    ]
    found = [test for test in found if test.gain >= LEAST]
    return tuple(sorted(found, key=lambda test: (-test.gain, test.quantity))[:MOST])


def _gain(changes: Array, weight: Array) -> float:
    """Give the mutual information of cause and state in bits, (causes, draws) each."""
    shares = np.stack([fit(changes, state) for state in _STATES])
    shares /= shares.sum(axis=0)
    shares = (1 - SLIP_NEAR_NORMAL) * shares + SLIP_NEAR_NORMAL * CHANCE
    both = (shares * weight).sum(axis=2)
    apart = both.sum(axis=0, keepdims=True) * both.sum(axis=1, keepdims=True)
    return float((both * np.log2(both / apart)).sum())
