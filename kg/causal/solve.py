"""The steady state: damped fixed-point steps, then damped Newton."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spla

from kg.causal.lesions import Forcing
from kg.causal.system import LIMIT, Array, System, answer, presence, slope
from kg.errors import ConvergenceError

#: Twelve half-way steps bring every start into Newton's reach (design, section 2).
FIXED_POINT_STEPS = 12
NEWTON_STEPS = 60
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
    # A gate that is below health closes or opens with its quantity.
    gated = (here * answer(system.curve, y[system.source]))[system.gate_edge]
    gated = np.where(y[system.gate_source] < 0, gated, 0.0)
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
    worst = np.inf
    for step in range(NEWTON_STEPS):
        residual = update(system, forcing, y) - y
        size = float(np.abs(residual).max(initial=0.0))
        if size < TOLERANCE:
            return y
        if size < worst:
            worst, y = size, y + _newton_step(system, forcing, y, residual)
        else:
            # Newton overshot a kink: relax, and let it try again from there.
            y, worst = y + 0.5 * residual, np.inf if step % 4 == 3 else size * 1.5
    raise ConvergenceError(size, NEWTON_STEPS)
