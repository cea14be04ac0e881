"""Values of an answer to "what would set this right?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.explanation import Context

#: What an intervention can be to a suppressed axis, in the order of preference.
RESTORES = "restores"
REDRIVES = "redrives"
REPLACES = "replaces"
DISTURBS = "disturbs"
NO_EFFECT = "none"
KINDS = (RESTORES, REDRIVES, REPLACES, DISTURBS, NO_EFFECT)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that could be done, and what it would change.

    Attributes:
        kind: "restores" (at the source), "redrives" (the axis works, the cause stays),
            "replaces" (the product is supplied, the axis sleeps deeper), "disturbs" (one
            value is corrected at the price of a larger disturbance) or "none".
        removes: Slugs of causes that are taken away; empty for interventions.
        adds: Slugs of interventions; empty when causes are taken away.
        dose: The dose that corrects best, in parts of the stated one; 1 where none applies.
        corrects: Slug of the quantity by which it was judged, or "".
        reversal: Part of the deviation of that quantity that is undone; negative when
            it grows.
        burden: What is left of the deviation of all that is measured, over what there was.
        effects: Log-fold change against the untreated state, by quantity.
        left: Log-fold deviation from health that stays, by quantity.
    """

    kind: str
    removes: tuple[str, ...]
    adds: tuple[str, ...]
    dose: float
    corrects: str
    reversal: float
    burden: float
    effects: Mapping[str, float]
    left: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Restoration:
    """What would set an axis right, and what would only replace its product.

    Attributes:
        causes: Slugs of what disturbs it.
        context: The body asked about.
        ends: Slugs of the products judged by: deviating hormones and outputs of the gonad.
        drive: Slugs of the axis's own drive on the gonad.
        measured: Slugs of what a laboratory or a count can tell.
        untreated: Log-fold deviation from health, by quantity.
        options: Best first.
    """

    causes: tuple[str, ...]
    context: Context
    ends: tuple[str, ...]
    drive: tuple[str, ...]
    measured: tuple[str, ...]
    untreated: Mapping[str, float]
    options: tuple[Option, ...]
