"""What lesions do to the equations: presses, clamps, exogenous sources, cuts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.causal.context import holds
from kg.causal.system import LIMIT, Array, System
from kg.model import Context, Lesion, Ontology

#: A constitutively active receptor or gland is fixed at e^1.5, about 4.5 times its healthy level.
GAIN = 1.5
_CLAMPED = {"knockOut": -LIMIT, "constitutiveGain": GAIN, "setHealthy": 0.0, "desensitise": -LIMIT}
_PRESSED = {"pressUp": 1.0, "pressDown": -1.0, "receptorBlock": -1.0}
_DEFAULT_MAGNITUDE = "moderate"


@dataclass(frozen=True, slots=True)
class Forcing:
    """What acts on the system from outside; all arrays have one entry a quantity.

    Attributes:
        press: Added to the input, in log-fold.
        exogenous: Added to a pool, in parts of the healthy pool.
        clamp: Level at which a quantity is fixed; NaN where it is free.
        by_lesion: The part of `press`, `exogenous` or `clamp` that each lesion
            brings, as (lesion slug, index of the quantity, "press" | "exogenous" | "clamp", size).
        cut: Claims taken out.
    """

    press: Array
    exogenous: Array
    clamp: Array
    by_lesion: tuple[tuple[str, int, str, float], ...]
    cut: frozenset[str] = frozenset()

    @property
    def clamped(self) -> npt.NDArray[np.bool_]:
        """Which quantities are fixed."""
        return ~np.isnan(self.clamp)


def none(size: int) -> Forcing:
    """Give the forcing of health."""
    return Forcing(np.zeros(size), np.zeros(size), np.full(size, np.nan), ())


def lesions_of(ontology: Ontology, causes: Iterable[str], context: Context) -> list[Lesion]:
    """Give the lesions of some terms that hold in a context, sorted by slug."""
    wanted = set(causes)
    return [
        lesion
        for lesion in ontology.lesions.values()
        if lesion.of in wanted and holds(lesion.limits, context, ontology.vocabulary)
    ]


def force(
    system: System,
    lesions: Sequence[Lesion],
    ontology: Ontology,
    *,
    doses: Mapping[str, float] | None = None,
) -> Forcing:
    """Turn lesions into what acts on the system.

    A lesion whose target does not exist in this context (a Leydig cell in a
    woman) does nothing. A clamp wins over a press at the same quantity; of two
    clamps the one whose lesion comes last wins.

    Args:
        system: The equations of the context.
        lesions: From `lesions_of`, and others that act as well.
        ontology: For the sizes of the magnitudes.
        doses: Multiplies presses and exogenous sources, by slug of the lesion; 1 by default.
    """
    empty = none(system.size)
    parts: list[tuple[str, int, str, float]] = []
    cut = frozenset(lesion.cuts for lesion in lesions if lesion.cuts)
    for lesion in lesions:
        index = system.position.get(lesion.target)
        if index is None:
            continue
        dose = (doses or {}).get(lesion.id, 1.0)
        size = ontology.vocabulary.choices[lesion.magnitude or _DEFAULT_MAGNITUDE].values
        if lesion.type in _CLAMPED:
            parts.append((lesion.id, index, "clamp", _CLAMPED[lesion.type]))
        elif lesion.type in _PRESSED:
            press = _PRESSED[lesion.type] * size["pressSize"] * dose
            parts.append((lesion.id, index, "press", press))
        elif lesion.type == "exogenousSource" and system.is_pool[index]:
            parts.append((lesion.id, index, "exogenous", size["exogenousAmount"] * dose))
        elif lesion.type == "exogenousSource":
            # Outside a pool a supply from outside raises the level itself.
            press = float(np.log1p(size["exogenousAmount"] * dose))
            parts.append((lesion.id, index, "press", press))
    for _, index, kind, amount in parts:
        if kind == "clamp":
            empty.clamp[index] = amount
        else:
            (empty.press if kind == "press" else empty.exogenous)[index] += amount
    return Forcing(empty.press, empty.exogenous, empty.clamp, tuple(parts), cut)
