"""The steady state: damped fixed-point steps, then damped Newton."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spla

from kg.causal.lesions import Forcing
from kg.causal.system import LIMIT, Array, System, answer, presence, presence_slope, slope
from kg.errors import ConvergenceError

#: Twelve half-way steps bring every start into Newton's reach (design, section 2).
FIXED_POINT_STEPS = 12
NEWTON_STEPS = 40
#: Newton runs, with relaxation between them.
ATTEMPTS = 4
RELAXING_STEPS = 400
#: Parts of a Newton step that are tried in turn.
SHORTENINGS = (1.0, 0.5, 0.25, 0.1)
#: Part of the residual taken when no part of the step helps.
RELAXATION = 0.2
STEP_CAP = 1.5
TOLERANCE = 1e-10
#: Above this many quantities the Jacobian is factorised as a sparse matrix.
DENSE_LIMIT = 300


def _pool_sum(system: System, forcing: Forcing, y: Array) -> Array:
    total = system.constant + np.where(system.is_pool, forcing.exogenous, 0.0)
    np.add.at(total, system.pool_target, system.share * np.exp(y[system.pool_source]))
    return np.where(system.is_pool, total, 1.0)


def _input(system: System, forcing: Forcing, y: Array) -> Array:
    z = forcing.press.copy()
    effect = system.weight * presence(system, y) * answer(system.curve, y[system.source])
    np.add.at(z, system.target, effect)
    return z


def update(system: System, forcing: Forcing, y: Array) -> Array:
    """Give F(y), whose fixed point is the steady state. Shape (n,)."""
    z = _input(system, forcing, y)
    pooled = np.log(np.maximum(_pool_sum(system, forcing, y), np.exp(-LIMIT))) + z
    free = np.where(system.is_pool, pooled, LIMIT * np.tanh(z / LIMIT))
    return np.where(forcing.clamped, np.nan_to_num(forcing.clamp), free)


def _jacobian(system: System, forcing: Forcing, y: Array) -> sp.csc_array:
    z = _input(system, forcing, y)
    outer = np.where(system.is_pool, 1.0, 1.0 - np.tanh(z / LIMIT) ** 2)
    outer = np.where(forcing.clamped, 0.0, outer)
    total = _pool_sum(system, forcing, y)
    open_pool = (total > np.exp(-LIMIT)) & ~forcing.clamped
    here = outer[system.target] * system.weight * presence(system, y)
    plain = here * slope(system.curve, y[system.source])
    gated = (here * answer(system.curve, y[system.source]))[system.gate_edge]
    gated = gated * presence_slope(system, y)
    pooled = system.share * np.exp(y[system.pool_source]) / total[system.pool_target]
    rows = np.concatenate([system.target, system.pool_target, system.target[system.gate_edge]])
    columns = np.concatenate([system.source, system.pool_source, system.gate_source])
    values = np.concatenate([plain, pooled * open_pool[system.pool_target], gated])
    return sp.csc_array((values, (rows, columns)), shape=(system.size, system.size))


def _newton_step(system: System, forcing: Forcing, y: Array, residual: Array) -> Array:
    jacobian = _jacobian(system, forcing, y)
    if system.size <= DENSE_LIMIT:
        step = np.linalg.solve(np.eye(system.size) - jacobian.toarray(), residual)
    else:
        step = spla.splu(sp.csc_array(sp.eye_array(system.size) - jacobian)).solve(residual)
    largest = float(np.abs(step).max(initial=0.0))
    return np.asarray(step if largest <= STEP_CAP else step * (STEP_CAP / largest))


def solve(system: System, forcing: Forcing, start: Array | None = None) -> Array:
    """Find the steady state.

    Args:
        system: The equations of a context.
        forcing: What acts on them from outside.
        start: Where to begin, such as the solution of a neighbouring question;
            health by default.

    Returns:
        Log-fold change of every quantity against health, shape (n,).

    Raises:
        ConvergenceError: If the residual stays above 1e-10.
    """
    y = np.zeros(system.size) if start is None else start.copy()
    for _ in range(FIXED_POINT_STEPS if start is None else 1):
        y = 0.5 * y + 0.5 * update(system, forcing, y)
    for _ in range(ATTEMPTS):
        y, residual = _newton(system, forcing, y)
        if _size(residual) < TOLERANCE:
            return y
        # Near a fold of a positive loop Newton's method stalls; relaxing follows the
        # axis down to where it really settles.
        for _ in range(RELAXING_STEPS):
            y = y + RELAXATION * (update(system, forcing, y) - y)
    raise ConvergenceError(_size(residual), ATTEMPTS * NEWTON_STEPS)


def _newton(system: System, forcing: Forcing, y: Array) -> tuple[Array, Array]:
    residual = update(system, forcing, y) - y
    for _ in range(NEWTON_STEPS):
        if _size(residual) < TOLERANCE:
            break
        y, residual = _advance(system, forcing, y, residual)
    return y, residual


def _size(residual: Array) -> float:
    return float(np.abs(residual).max(initial=0.0))


def _advance(system: System, forcing: Forcing, y: Array, residual: Array) -> tuple[Array, Array]:
    """Take Newton's step, shortened until the residual shrinks; else relax a little."""
    step = _newton_step(system, forcing, y, residual)
    for part in SHORTENINGS:
        nearer = y + part * step
        left = update(system, forcing, nearer) - nearer
        if _size(left) < (1.0 - 0.1 * part) * _size(residual):
            return nearer, left
    nearer = y + RELAXATION * residual
    return nearer, update(system, forcing, nearer) - nearer
