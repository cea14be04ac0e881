"""Answers under strengths drawn from their classes: how sure a sign is.

Nothing but the class of a strength is known (strong, moderate, weak), so each draw
takes every weight, and the size of every lesion, evenly from its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kg.causal.lesions import Forcing, force, lesions_of
from kg.causal.solve import solve
from kg.causal.system import Array, System

if TYPE_CHECKING:
    from kg.causal.engine import Engine

#: A lesion acts between half and one and a half times its stated size.
DOSE = (0.5, 1.5)


def draw_system(system: System, random: np.random.Generator) -> System:
    """Give the same equations with every weight drawn evenly from its range."""
    sizes = random.uniform(system.low, system.high)
    return replace(system, weight=np.sign(system.weight) * sizes)


def _scaled(forcing: Forcing, dose: float) -> Forcing:
    parts = tuple(
        (lesion, i, kind, size if kind == "clamp" else size * dose)
        for lesion, i, kind, size in forcing.by_lesion
    )
    return replace(
        forcing,
        press=forcing.press * dose,
        exogenous=forcing.exogenous * dose,
        by_lesion=parts,
    )


def sample(engine: Engine, causes: Sequence[str], draws: int, seed: int) -> Array:
    """Solve `draws` times; see `Engine.sample`."""
    random = np.random.default_rng(seed)
    lesions = lesions_of(engine.ontology, causes, engine.context)
    middle = engine.solve(causes)
    forcing = force(middle.system, lesions, engine.ontology)
    found = np.empty((draws, middle.system.size))
    for k in range(draws):
        system = draw_system(middle.system, random)
        dose = float(random.uniform(*DOSE))
        found[k] = solve(system, _scaled(forcing, dose), middle.y)
    return found
