"""Restore, re-drive or replace: what each intervention would do to a disturbed axis.

Source of the rules: the project's design of the causal engine, section 3.4. A cause
that can be modified is normalised and never pushed beyond health, so that feeding
beyond need or losing weight one does not have improves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.causal import axis
from kg.causal.engine import MATERIAL, Engine, Solution
from kg.model import Lesion

DOSES = (0.4, 1.0, 2.0)
#: Less than this part of the end hormone's deviation undone is no material effect.
REVERSED = 0.25
#: Less than this part of the whole burden left means that the axis is restored.
RESTORED = 0.5
#: The own drive has moved when it changes by more than this, in log-fold.
MOVED = 0.02
_DOSED = {"pressUp", "pressDown", "receptorBlock", "exogenousSource"}
#: Kinds of cause that can be taken away.
_REMOVABLE = {"Exposure", "Condition", "Intervention"}


@dataclass(frozen=True, slots=True)
class _Trial:
    """One remedy at one dose: the state it leads to."""

    dose: float
    after: dict[str, float]


class _Clinic:
    """A disturbed axis on which remedies are tried."""

    def __init__(self, engine: Engine, causes: Sequence[str], extra: Sequence[Lesion]) -> None:
        self.engine = engine
        self.causes = tuple(causes)
        self.extra = tuple(extra)
        self.base = engine.solve(self.causes, extra=self.extra)
        self.before = self.base.changes()
        self.measured = axis.measured(engine)
        self.drive = axis.drive(engine)
        self.ends = self._ends()

    def _ends(self) -> list[str]:
        """Give the deviating ends: products of the gonad, else the pituitary's hormones."""
        for group in (axis.products(self.engine), axis.tropic(self.engine)):
            found = [name for name in group if abs(self.before[name]) >= MATERIAL]
            if found:
                return found
        return []

    def without(self, removed: Iterable[str]) -> dict[str, float]:
        """Solve with some causes, or lesions made for the question, taken away."""
        gone = set(removed)
        kept = [cause for cause in self.causes if cause not in gone]
        extra = [lesion for lesion in self.extra if lesion.id not in gone]
        return self.engine.solve(kept, extra=extra, start=self.base.y).changes()

    def with_remedy(self, lesions: Sequence[Lesion]) -> list[_Trial]:
        """Solve with a remedy at each dose that makes sense."""
        needed = [lesion for lesion in lesions if self._needed(lesion)]
        if not needed:
            return []
        dosed = any(lesion.type in _DOSED for lesion in needed)
        return [self._trial(needed, dose) for dose in (DOSES if dosed else (1.0,))]

    def _modifiable(self, lesion: Lesion) -> bool:
        term = self.engine.ontology.terms.get(lesion.target)
        return term is not None and (term.level == "inputLevel" or term.quantity_kind == "status")

    def _sign(self, lesion: Lesion) -> float:
        return self.engine.ontology.vocabulary.choices[lesion.type].values.get("sign", 0.0)

    def _needed(self, lesion: Lesion) -> bool:
        """Leave out what would push a modifiable cause away from health."""
        if not self._modifiable(lesion) or not self._sign(lesion):
            return True
        deviation = self.before.get(lesion.target, 0.0)
        return deviation * self._sign(lesion) < 0 and abs(deviation) >= MATERIAL

    def _trial(self, lesions: list[Lesion], dose: float) -> _Trial:
        solved = self._solve(lesions, dose)
        capped = [self._capped(lesion, solved) for lesion in lesions]
        if capped != lesions:
            solved = self._solve(capped, dose)
        return _Trial(dose, solved.changes())

    def _solve(self, lesions: Sequence[Lesion], dose: float) -> Solution:
        # The causes' own lesions made for this question are not dosed: press by press.
        added = [*lesions, *(self.extra if dose == 1.0 else ())]
        if dose != 1.0 and self.extra:
            added = [*_scaled(self.extra, 1.0 / dose), *lesions]
        return self.engine.solve(self.causes, extra=added, dose=dose, start=self.base.y)

    def _capped(self, lesion: Lesion, solved: Solution) -> Lesion:
        """Set to health what a press has pushed past it."""
        if not self._modifiable(lesion) or not self._sign(lesion):
            return lesion
        past = solved.change(lesion.target) * self.before[lesion.target] < 0
        return replace(lesion, type="setHealthy") if past else lesion


def _scaled(lesions: Sequence[Lesion], factor: float) -> list[Lesion]:
    raise NotImplementedError(factor, lesions)
