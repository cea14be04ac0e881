"""Restore, re-drive or replace: what each intervention would do to a disturbed axis.

Source of the rules: the project's design of the causal engine, section 3.4. A cause
that can be modified is normalised and never pushed beyond health, so that feeding
beyond need, or losing weight one does not have, improves nothing. Two rules are
added: an axis is only called restored by what acts on the way from the cause to the
axis and puts right what is measured on that way (prolactin, leptin, cortisol); and a
remedy that corrects one value at the price of a larger disturbance is called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.causal import axis
from kg.causal.engine import Engine, Solution
from kg.causal.lesions import lesions_of
from kg.causal.threads import single_threaded
from kg.errors import ConvergenceError
from kg.model import Lesion, Option, Restoration, Term
from kg.model.direction import MATERIAL
from kg.model.restoration import DISTURBS, KINDS, NO_EFFECT, REDRIVES, REPLACES, RESTORES

DOSES = (0.4, 1.0, 2.0)
#: Less than this part of the end hormone's deviation undone is no material effect.
REVERSED = 0.25
#: Less than this part of the whole burden left means that the axis is restored.
RESTORED = 0.5
#: More than this part of the burden left means that more is disturbed than put right.
DISTURBED = 2.0
#: The own drive has moved when it changes by more than this, in log-fold.
MOVED = 0.02
#: Lesions of which there can be more or less.
_DOSED = {"pressUp", "pressDown", "receptorBlock", "exogenousSource"}
#: Kinds of bearer whose capacity is a matter of tissue.
_TISSUES = {"CellType", "AnatomicalStructure"}
#: Kinds of cause that can be taken away.
_REMOVABLE = {"Exposure", "Condition", "Intervention"}


def restore(engine: Engine, causes: Sequence[str], extra: Sequence[Lesion] = ()) -> Restoration:
    """Judge every intervention of the graph, and taking the cause away.

    Args:
        engine: Of the body asked about.
        causes: Slugs of what disturbs the axis.
        extra: Lesions made for this question that disturb it as well.

    Returns:
        Options, best first: taking a cause away, then by kind and by the burden left.
    """
    with single_threaded():
        return _Clinic(engine, causes, extra).restoration()


@dataclass(frozen=True, slots=True)
class _Trial:
    """One remedy at one dose, and the state it leads to."""

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
        self.near = self._near_the_cause()

    def _ends(self) -> list[str]:
        """Give the deviating ends: products of the gonad, else the pituitary's hormones."""
        for group in (axis.products(self.engine), axis.tropic(self.engine)):
            found = [name for name in group if abs(self.before[name]) >= MATERIAL]
            if found:
                return found
        return []

    def _near_the_cause(self) -> list[str]:
        """Give what is measured and deviates on account of the cause, not of the axis."""
        struck = [lesion.target for lesion in (*self._lesions(self.causes), *self.extra)]
        self.reached = axis.reached(self.engine, struck)
        near = self.reached - {*self.drive, *axis.products(self.engine)}
        return [n for n in self.measured if n in near and abs(self.before[n]) >= MATERIAL]

    def restoration(self) -> Restoration:
        found = [*self._removals(), *self._interventions()]
        found.sort(key=lambda o: (not o.removes, KINDS.index(o.kind), round(o.burden, 6), o.adds))
        return Restoration(
            causes=(*self.causes, *(lesion.id for lesion in self.extra)),
            context=self.engine.context,
            ends=tuple(self.ends),
            drive=tuple(self.drive),
            measured=tuple(self.measured),
            untreated=self.before,
            options=tuple(found),
        )

    # --- taking causes away ----------------------------------------------------

    def _removals(self) -> list[Option]:
        terms = self.engine.ontology.terms
        single = [(c,) for c in self.causes if terms[c].kind in _REMOVABLE]
        single += [(lesion.id,) for lesion in self.extra]
        every = tuple(name for names in single for name in names)
        groups = [every, *single] if len(single) > 1 else single
        return [self._removal(group) for group in groups]

    def _removal(self, removed: tuple[str, ...]) -> Option:
        kept = [cause for cause in self.causes if cause not in removed]
        extra = [lesion for lesion in self.extra if lesion.id not in removed]
        after = self.engine.solve(kept, extra=extra, start=self.base.y).changes()
        end, reversal = self._best_end(after)
        kind = RESTORES if reversal >= REVERSED else NO_EFFECT
        return self._option(kind, _Trial(1.0, after), end, reversal, removes=removed)

    # --- interventions ---------------------------------------------------------

    def _interventions(self) -> list[Option]:
        ontology = self.engine.ontology
        found = []
        for term in ontology.terms.values():
            if term.kind == "Intervention" and term.id not in self.causes:
                lesions = lesions_of(ontology, [term.id], self.engine.context)
                if lesions:
                    found.append(self._judge((term.id,), lesions))
        return [*found, *self._joint(found)]

    def _joint(self, single: Sequence[Option]) -> list[Option]:
        """Join remedies that each normalise another of the causes' own first faults."""
        struck = {lesion.target for lesion in (*self._lesions(self.causes), *self.extra)}
        chosen: dict[str, Option] = {}
        for option in sorted(single, key=lambda o: (o.burden, o.adds)):
            lesions = self._lesions(option.adds)
            targets = {lesion.target for lesion in lesions}
            if len(targets) == 1 and targets <= struck and all(map(self.normalises, lesions)):
                chosen.setdefault(targets.pop(), option)
        if len(chosen) < 2:
            return []
        adds = tuple(sorted(slug for option in chosen.values() for slug in option.adds))
        return [self._judge(adds, self._lesions(adds))]

    def _lesions(self, terms: Iterable[str]) -> list[Lesion]:
        return lesions_of(self.engine.ontology, terms, self.engine.context)

    def _judge(self, adds: tuple[str, ...], lesions: Sequence[Lesion]) -> Option:
        trials = self._trials(lesions)
        if not trials:
            return self._option(NO_EFFECT, _Trial(1.0, self.before), "", 0.0, adds=adds)
        for end in self.ends:
            best = max(trials, key=lambda trial: self._reversal(end, trial.after))
            reversal = self._reversal(end, best.after)
            if reversal >= REVERSED:
                return self._option(self._kind(end, best, lesions), best, end, reversal, adds=adds)
        plain = min(trials, key=lambda trial: abs(trial.dose - 1.0))
        end, reversal = self._best_end(plain.after)
        return self._option(NO_EFFECT, plain, end, reversal, adds=adds)

    def _kind(self, end: str, trial: _Trial, lesions: Sequence[Lesion]) -> str:
        if all(self.normalises(lesion) for lesion in lesions):
            return RESTORES
        if self._sleeps_deeper(end, trial.after):
            supplies = any(lesion.type == "exogenousSource" for lesion in lesions)
            return REPLACES if supplies else DISTURBS
        burden = self._burden(trial.after)
        if burden > DISTURBED or self._falls_further(trial.after) or self._ablates(lesions):
            return DISTURBS
        at_source = any(lesion.target in self.reached for lesion in lesions)
        left = max(burden, self._left(self.near, trial.after))
        return RESTORES if at_source and left < RESTORED else REDRIVES

    def _falls_further(self, after: dict[str, float]) -> bool:
        before, now = _mean(self.before, self.drive), _mean(after, self.drive)
        return now < before - MOVED and abs(now) > abs(before)

    def _ablates(self, lesions: Sequence[Lesion]) -> bool:
        """Tell whether tissue that is not in excess is destroyed or taken out."""
        terms = self.engine.ontology.terms
        struck = [terms[x.target] for x in lesions if x.target and self._sign(x) < 0]
        return any(
            _is_tissue(quantity, terms) and self.before.get(quantity.id, 0.0) < MATERIAL
            for quantity in struck
        )

    def _sleeps_deeper(self, end: str, after: dict[str, float]) -> bool:
        """Tell whether a low product rises while the axis's own drive falls.

        In primary failure the drive falls from above: there the product is replaced
        when what the gonad itself makes of it does not rise.
        """
        before, now = _mean(self.before, self.drive), _mean(after, self.drive)
        if self.before[end] > 0 or now - before > -MOVED:
            return False
        own = axis.sources(self.engine, end) or {end: 1.0}
        return abs(now) > abs(before) or _mean(after, own) <= _mean(self.before, own)

    # --- over-steering ---------------------------------------------------------

    def _trials(self, lesions: Sequence[Lesion]) -> list[_Trial]:
        needed = [lesion for lesion in lesions if self._needed(lesion)]
        dosed = any(lesion.type in _DOSED for lesion in needed)
        doses = (DOSES if dosed else (1.0,)) if needed else ()
        trials = [self._trial(needed, dose) for dose in doses]
        return [trial for trial in trials if trial]

    def normalises(self, lesion: Lesion) -> bool:
        """Tell whether a lesion acts on a modifiable cause: a demand, a supply, a store."""
        term: Term | None = self.engine.ontology.terms.get(lesion.target)
        return term is not None and (term.level == "inputLevel" or term.quantity_kind == "status")

    def _sign(self, lesion: Lesion) -> float:
        return self.engine.ontology.vocabulary.choices[lesion.type].values.get("sign", 0.0)

    def _needed(self, lesion: Lesion) -> bool:
        """Leave out what would push a modifiable cause away from health."""
        if not self.normalises(lesion) or not self._sign(lesion):
            return True
        deviation = self.before.get(lesion.target, 0.0)
        return deviation * self._sign(lesion) < 0 and abs(deviation) >= MATERIAL

    def _trial(self, lesions: list[Lesion], dose: float) -> _Trial | None:
        """Try one dose; None when the axis finds no steady state under it."""
        try:
            solved = self._solve(lesions, dose)
            capped = [self._capped(lesion, solved) for lesion in lesions]
            if capped != lesions:
                solved = self._solve(capped, dose)
        except ConvergenceError:
            return None
        return _Trial(dose, solved.changes())

    def _solve(self, lesions: Sequence[Lesion], dose: float) -> Solution:
        doses = {lesion.id: dose for lesion in lesions}
        extra = [*self.extra, *lesions]
        return self.engine.solve(self.causes, extra=extra, doses=doses, start=self.base.y)

    def _capped(self, lesion: Lesion, solved: Solution) -> Lesion:
        """Set to health what a press has pushed past it."""
        if not self.normalises(lesion) or not self._sign(lesion):
            return lesion
        past = solved.change(lesion.target) * self.before[lesion.target] < 0
        return replace(lesion, type="setHealthy") if past else lesion

    # --- judging ---------------------------------------------------------------

    def _reversal(self, end: str, after: dict[str, float]) -> float:
        return 1.0 - abs(after[end]) / abs(self.before[end])

    def _best_end(self, after: dict[str, float]) -> tuple[str, float]:
        found = [(self._reversal(end, after), end) for end in self.ends]
        reversal, end = max(found, default=(0.0, ""))
        return end, reversal

    def _burden(self, after: dict[str, float]) -> float:
        return self._left(self.measured, after) if self.ends else 1.0

    def _left(self, names: Sequence[str], after: dict[str, float]) -> float:
        """Give what is left of the deviations of some quantities, over what there was."""
        untreated = sum(abs(self.before[name]) for name in names)
        return sum(abs(after[name]) for name in names) / untreated if untreated else 0.0

    def _option(
        self,
        kind: str,
        trial: _Trial,
        end: str,
        reversal: float,
        *,
        removes: tuple[str, ...] = (),
        adds: tuple[str, ...] = (),
    ) -> Option:
        return Option(
            kind=kind,
            removes=removes,
            adds=adds,
            dose=trial.dose,
            corrects=end,
            reversal=reversal,
            burden=self._burden(trial.after),
            effects={name: trial.after[name] - self.before[name] for name in self.before},
            left={n: trial.after[n] for n in self.measured if abs(trial.after[n]) >= MATERIAL},
        )


def _is_tissue(quantity: Term, terms: Mapping[str, Term]) -> bool:
    """Tell whether a quantity says how much there is of a gland or a kind of cell."""
    if quantity.quantity_kind in {"mass", "count"}:
        return quantity.level != "inputLevel"
    bearers = [terms[slug].kind for slug in quantity.links.get("quantityOf", ())]
    return quantity.quantity_kind == "capacity" and bool(_TISSUES & set(bearers))


def _mean(changes: dict[str, float], names: Iterable[str]) -> float:
    values = [changes[name] for name in names]
    return sum(values) / len(values) if values else 0.0
