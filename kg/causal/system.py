"""The steady-state equations of one context as arrays.

Quantity i has y_i = ln(level / healthy level). An ordinary quantity settles at
y_i = L tanh(z_i / L) with z_i = sum of w_ij f_ij(y_j) + press_i; a pool settles at
y_i = ln(sum of share_j exp(y_j) + constant + exogenous_i) + z_i. Source of the
equations and constants: the project's design of the causal engine, section 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.causal.graph import Edge
from kg.errors import KgError

Array: TypeAlias = npt.NDArray[np.float64]
Index: TypeAlias = npt.NDArray[np.intp]

#: No quantity moves beyond a factor of twenty; a knock-out leaves a twentieth.
LIMIT = float(np.log(20.0))
#: Modulatory effects level off at a factor of e^1.5 of their source.
LEVEL_OFF = 1.5
#: A permissive signal gives this part of its effect when in excess.
PERMISSIVE_EXCESS = 0.15
#: Half-width in log-fold of the rounded corner where a one-sided effect turns over.
CORNER = 0.02
_LINEAR, _SATURATING, _PERMISSIVE, _EXCESS = range(4)
_CURVE = {
    "essential": _LINEAR,
    "modulatory": _SATURATING,
    "weak": _SATURATING,
    "permissive": _PERMISSIVE,
    "excessOnly": _EXCESS,
}


class PoolOverfullError(KgError, ValueError):
    """The shares of a pool add up to more than the whole in some context."""

    def __init__(self, pool: str, total: float) -> None:
        self.pool = pool
        self.total = total
        super().__init__(
            f'The shares into "{pool}" add up to {total:.3f} in this context. '
            "Lower them to at most 1, or limit one of the claims to another context."
        )


@dataclass(frozen=True, slots=True)
class System:
    """Arrays of one context; n quantities, m ordinary edges, p pool memberships.

    Attributes:
        names: Slugs in the order of the arrays, length n.
        position: Index by slug.
        claims: Claim of each ordinary edge, length m.
        source, target: Index of the ends of ordinary edges, length m.
        weight: Signed weights, length m.
        low, high: Range of the size of each weight, length m.
        curve: Shape code of each ordinary edge, length m.
        gate_edge, gate_source: Ordinary edges that act only while a quantity is present,
            and that quantity, one entry a need.
        pool_claims: Claim of each membership, length p.
        pool_source, pool_target: Index of the ends of memberships, length p.
        share: Shares, length p.
        constant: Rest of each pool that no claim names, length n; 0 where no pool.
        is_pool: Length n.
    """

    names: tuple[str, ...]
    position: dict[str, int]
    claims: tuple[str, ...]
    source: Index
    target: Index
    weight: Array
    low: Array
    high: Array
    curve: Index
    gate_edge: Index
    gate_source: Index
    pool_claims: tuple[str, ...]
    pool_source: Index
    pool_target: Index
    share: Array
    constant: Array
    is_pool: npt.NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of quantities."""
        return len(self.names)


def _index(values: Iterable[int]) -> Index:
    return np.fromiter(values, dtype=np.intp)


def _float(values: Iterable[float]) -> Array:
    return np.fromiter(values, dtype=np.float64)


def assemble(names: Sequence[str], edges: Sequence[Edge]) -> System:
    """Lay the edges of a context out as arrays.

    Raises:
        PoolOverfullError: If the shares of a pool add up to more than 1.
    """
    position = {name: i for i, name in enumerate(names)}
    plain = [edge for edge in edges if edge.shape in _CURVE]
    gates = [(k, position[need]) for k, edge in enumerate(plain) for need in edge.needs]
    members = [edge for edge in edges if edge.shape == "poolMember"]
    filled = np.zeros(len(names))
    is_pool = np.zeros(len(names), dtype=np.bool_)
    for edge in members:
        filled[position[edge.target]] += edge.share
        is_pool[position[edge.target]] = True
    if len(names) and filled.max() > 1 + 1e-9:
        worst = int(filled.argmax())
        raise PoolOverfullError(names[worst], float(filled[worst]))
    return System(
        names=tuple(names),
        position=position,
        claims=tuple(edge.claim for edge in plain),
        source=_index(position[edge.source] for edge in plain),
        target=_index(position[edge.target] for edge in plain),
        weight=_float(edge.sign * edge.weight for edge in plain),
        low=_float(edge.low for edge in plain),
        high=_float(edge.high for edge in plain),
        curve=_index(_CURVE[edge.shape] for edge in plain),
        gate_edge=_index(k for k, _ in gates),
        gate_source=_index(i for _, i in gates),
        pool_claims=tuple(edge.claim for edge in members),
        pool_source=_index(position[edge.source] for edge in members),
        pool_target=_index(position[edge.target] for edge in members),
        share=_float(edge.share for edge in members),
        constant=np.where(is_pool, np.maximum(0.0, 1.0 - filled), 0.0),
        is_pool=is_pool,
    )


def _below(y: Array) -> Array:
    """Give min(y, 0) with a rounded corner, so that Newton's steps meet no kink."""
    return 0.5 * (y - np.sqrt(y * y + CORNER * CORNER) + CORNER)


def _below_slope(y: Array) -> Array:
    return np.asarray(0.5 * (1.0 - y / np.sqrt(y * y + CORNER * CORNER)))


def answer(curve: Index, y: Array) -> Array:
    """Give f(y) for each edge: how its effect grows with the change of its source."""
    found = np.where(curve == _SATURATING, LEVEL_OFF * np.tanh(y / LEVEL_OFF), y)
    rest = 1.0 - PERMISSIVE_EXCESS
    loss = PERMISSIVE_EXCESS * y + rest * _below(y)
    excess = PERMISSIVE_EXCESS * y - rest * _below(-y)
    return np.where(curve == _PERMISSIVE, loss, np.where(curve == _EXCESS, excess, found))


def slope(curve: Index, y: Array) -> Array:
    """Give df/dy for each edge."""
    found = np.where(curve == _SATURATING, 1.0 - np.tanh(y / LEVEL_OFF) ** 2, 1.0)
    rest = 1.0 - PERMISSIVE_EXCESS
    loss = PERMISSIVE_EXCESS + rest * _below_slope(y)
    excess = PERMISSIVE_EXCESS + rest * _below_slope(-y)
    return np.where(curve == _PERMISSIVE, loss, np.where(curve == _EXCESS, excess, found))


def presence(system: System, y: Array) -> Array:
    """Give for each ordinary edge how far what it needs is present, from 0 to 1.

    A need that is at or above its healthy level lets the claim act in full; below, the
    claim acts in proportion to what is left of it.
    """
    found = np.ones(len(system.weight))
    np.multiply.at(found, system.gate_edge, np.exp(_below(y[system.gate_source])))
    return found


def presence_slope(system: System, y: Array) -> Array:
    """Give the slope of ln(presence) for each need, in the order of `gate_edge`."""
    return _below_slope(y[system.gate_source])
