"""The finite-response gains: y = A y + u holds exactly at a solution.

Secant slopes replace derivatives, and the parts of a pool are credited by
integrating along the straight way from health to the solution, so nothing is
lost to curvature. A has one column a source and one row an answering quantity.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.causal.lesions import Forcing
from kg.causal.system import LIMIT, Array, Index, System, answer, presence, slope

#: Nodes of the Gauss-Legendre rule for the parts of a pool; the rest is put right by scaling.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)
_TIMES = 0.5 * (_NODES + 1.0)
_PARTS = 0.5 * _WEIGHTS
_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class Gain:
    """Gains at one solution.

    Attributes:
        by_claim: Gain of each claim, as (claim, source index, target index, gain).
        matrix: A, shape (n, n); entry [i, j] sums the claims from j to i.
        drive: The part of u each lesion brings, as (lesion, index, size in log-fold).
    """

    by_claim: tuple[tuple[str, int, int, float], ...]
    matrix: Array
    drive: tuple[tuple[str, int, float], ...]


def _secant(curve: Index, y: Array) -> Array:
    still = np.abs(y) < _SMALL
    safe = np.where(still, 1.0, y)
    return np.where(still, slope(curve, y), answer(curve, safe) / safe)


def _squash(system: System, z: Array) -> Array:
    still = np.abs(z) < _SMALL
    safe = np.where(still, 1.0, z)
    secant = np.where(still, 1.0, LIMIT * np.tanh(safe / LIMIT) / safe)
    return np.where(system.is_pool, 1.0, secant)


def _pool_parts(system: System, forcing: Forcing, y: Array) -> tuple[Array, Array]:
    """Credit ln(pool) to its members and to the supply from outside.

    Returns:
        Part of each membership divided by the change of its source, shape (p,),
        and part of the exogenous supply of each quantity, shape (n,).
    """
    exogenous = np.where(system.is_pool, forcing.exogenous, 0.0)
    per_source = np.zeros(len(system.share))
    outside = np.zeros(system.size)
    for time, part in zip(_TIMES, _PARTS, strict=True):
        terms = system.share * np.exp(time * y[system.pool_source])
        total = system.constant + time * exogenous
        np.add.at(total, system.pool_target, terms)
        total = np.where(system.is_pool, total, 1.0)
        per_source += part * terms / total[system.pool_target]
        outside += part * exogenous / total
    credited = outside.copy()
    np.add.at(credited, system.pool_target, per_source * y[system.pool_source])
    exact = _exact_pool(system, exogenous, y)
    scale = np.where(np.abs(credited) > _SMALL, exact / np.where(credited == 0, 1, credited), 1.0)
    return per_source * scale[system.pool_target], outside * scale


def _exact_pool(system: System, exogenous: Array, y: Array) -> Array:
    total = system.constant + exogenous
    np.add.at(total, system.pool_target, system.share * np.exp(y[system.pool_source]))
    return np.where(system.is_pool, np.log(np.maximum(total, np.exp(-LIMIT))), 0.0)


def gains(system: System, forcing: Forcing, y: Array) -> Gain:
    """Linearise a solution without error.

    Args:
        system: The equations.
        forcing: What acted.
        y: The solution, shape (n,).

    Returns:
        Gains and drives for which `y = matrix @ y + u` holds to rounding.
    """
    z = forcing.press.copy()
    weight = system.weight * presence(system, y)
    np.add.at(z, system.target, weight * answer(system.curve, y[system.source]))
    squash = np.where(forcing.clamped, 0.0, _squash(system, z))
    plain = squash[system.target] * weight * _secant(system.curve, y[system.source])
    pooled, outside = _pool_parts(system, forcing, y)
    pooled = np.where(forcing.clamped[system.pool_target], 0.0, pooled)
    by_claim = [
        *zip(system.claims, system.source, system.target, plain, strict=True),
        *zip(system.pool_claims, system.pool_source, system.pool_target, pooled, strict=True),
    ]
    matrix = np.zeros((system.size, system.size))
    for _, j, i, gain in by_claim:
        matrix[i, j] += gain
    return Gain(
        by_claim=tuple((c, int(j), int(i), float(g)) for c, j, i, g in by_claim if g),
        matrix=matrix,
        drive=tuple(_drives(forcing, squash, outside)),
    )


def _drives(forcing: Forcing, squash: Array, outside: Array) -> list[tuple[str, int, float]]:
    drives = []
    last_clamp = {i: lesion for lesion, i, kind, _ in forcing.by_lesion if kind == "clamp"}
    for lesion, i, kind, size in forcing.by_lesion:
        if forcing.clamped[i]:
            amount = size if last_clamp.get(i) == lesion and kind == "clamp" else 0.0
        elif kind == "press":
            amount = float(squash[i]) * size
        else:
            amount = float(outside[i]) * size / float(forcing.exogenous[i])
        drives.append((lesion, i, amount))
    return drives
