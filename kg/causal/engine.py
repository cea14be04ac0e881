"""The engine: one context solved, explained, and asked for directions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg.causal import chains as chains_
from kg.causal import context as contexts
from kg.causal import ensemble
from kg.causal import graph as graphs
from kg.causal.gain import Gain, gains
from kg.causal.groups import Group, group
from kg.causal.lesions import Forcing, force, lesions_of
from kg.causal.solve import solve
from kg.causal.system import Array, System, assemble
from kg.causal.threads import single_threaded
from kg.errors import NoCausalPathError, TermNotFoundError
from kg.model import (
    Chain,
    ChainStep,
    Claim,
    Context,
    Explanation,
    Lesion,
    LoopEffect,
    NumberedReference,
    Ontology,
)
from kg.model.direction import MATERIAL, direction
from kg.model.grading import grade, weakest

#: Chains are listed until they cover this part of the effect, at most so many.
COVERED = 0.8
MOST_CHAINS = 5
#: A loop is named when freezing it moves the response by more than this part of it, ...
LOOP_MATTERS = 0.1
#: ... and by more than this in any case.
LOOP_FLOOR = 0.02


class Solution:
    """A steady state of one context under some lesions.

    Attributes:
        system: The equations that were solved, without claims that were cut.
        forcing: What acted.
        y: Log-fold changes, shape (n,).
    """

    def __init__(self, system: System, forcing: Forcing, y: Array) -> None:
        self.system = system
        self.forcing = forcing
        self.y = y

    def change(self, quantity: str) -> float:
        """Give the log-fold change of a quantity.

        Raises:
            TermNotFoundError: If it does not exist in this context.
        """
        if quantity not in self.system.position:
            raise TermNotFoundError(quantity)
        return float(self.y[self.system.position[quantity]])

    def changes(self) -> dict[str, float]:
        """Give all changes by slug."""
        return {name: float(y) for name, y in zip(self.system.names, self.y, strict=True)}

    def gains(self) -> Gain:
        """Linearise the solution without error."""
        return gains(self.system, self.forcing, self.y)


class Engine:
    """Solves and explains in one context; built once and not changed after."""

    def __init__(self, ontology: Ontology, context: Context) -> None:
        contexts.validate(context, ontology.vocabulary)
        self.ontology = ontology
        self.context = context
        self.graph: nx.MultiDiGraph[str] = graphs.build(ontology, context)
        self._edges = graphs.edges(self.graph)
        self.system = self._assemble(frozenset())

    def _assemble(self, left_out: frozenset[str]) -> System:
        kept = [edge for edge in self._edges if edge.claim not in left_out]
        return assemble(sorted(self.graph), kept)

    def solve(
        self,
        causes: Iterable[str],
        *,
        extra: Sequence[Lesion] = (),
        doses: Mapping[str, float] | None = None,
        frozen_loop: str = "",
        start: Array | None = None,
    ) -> Solution:
        """Find the steady state under the lesions of some terms.

        Args:
            causes: Slugs of conditions, exposures, gene lesions, interventions.
            extra: Lesions that act as well, whatever their limits: those of a
                treatment, or ones made for a single question. At one quantity their
                clamps win over those of the causes.
            doses: Multiplies presses and supplies, by slug of the lesion; 1 by default.
            frozen_loop: A feedback loop whose returning limb is held at baseline.
            start: The solution of a neighbouring question to begin from, shape (n,).

        Raises:
            ConvergenceError: If no steady state is reached.
        """
        lesions = [*lesions_of(self.ontology, causes, self.context), *extra]
        out = frozenset(lesion.cuts for lesion in lesions if lesion.cuts)
        if frozen_loop:
            out |= {edge.claim for edge in self._edges if frozen_loop in edge.loops}
        system = self._assemble(out) if out else self.system
        forcing = force(system, lesions, self.ontology, doses=doses)
        with single_threaded():
            return Solution(system, forcing, solve(system, forcing, start))

    def acts(self, causes: Iterable[str], extra: Sequence[Lesion] = ()) -> bool:
        """Tell whether any lesion of these strikes something in this context."""
        lesions = [*lesions_of(self.ontology, causes, self.context), *extra]
        return any(lesion.target in self.system.position or lesion.cuts for lesion in lesions)

    def sample(self, causes: Sequence[str], draws: int = 200, seed: int = 0) -> Array:
        """Solve with strengths drawn from their classes.

        The same seed draws the same strengths whatever the causes are, so that two
        answers can be compared draw by draw. The size of each lesion is drawn too.

        Args:
            causes: Slugs of conditions, exposures, gene lesions, interventions.
            draws: How many.
            seed: Of the random numbers.

        Returns:
            Log-fold changes, shape (draws, n), columns in the order of `system.names`.
        """
        with single_threaded():
            return ensemble.sample(self, causes, draws, seed)

    @staticmethod
    def material(response: float) -> bool:
        """Tell whether a log-fold change is large enough to be spoken of."""
        return abs(response) >= MATERIAL

    def loops(self) -> list[str]:
        """Give the feedback loops that have a limb in this context, sorted."""
        return sorted({loop for edge in self._edges for loop in edge.loops})

    def loop_effects(
        self, target: str, causes: Sequence[str], solution: Solution
    ) -> list[LoopEffect]:
        """Freeze each loop in turn and say whether it compensates or carries."""
        response = solution.change(target)
        found = []
        for loop in self.loops():
            without = self.solve(causes, frozen_loop=loop, start=solution.y).change(target)
            if abs(without - response) > max(LOOP_FLOOR, LOOP_MATTERS * abs(response)):
                role = "compensates" if abs(without) > abs(response) else "carries"
                found.append(LoopEffect(loop, role, response, without))
        return sorted(found, key=lambda e: (-abs(e.without - e.with_loop), e.loop))

    def explain(self, target: str, causes: Sequence[str]) -> Explanation:
        """Say why a quantity changes under some causes.

        Args:
            target: Slug of a quantity.
            causes: Slugs of terms that have lesions.

        Raises:
            TermNotFoundError: If the target is no quantity of this context.
            NoCausalPathError: If no chain leads from any cause to the target.
        """
        with single_threaded():
            return self._explain(target, causes)

    def _explain(self, target: str, causes: Sequence[str]) -> Explanation:
        solution = self.solve(causes)
        response = solution.change(target)
        attribution = chains_.attribute(solution.gains(), solution.system.position[target])
        if not attribution.paths and not attribution.rest:
            raise NoCausalPathError(", ".join(causes), target)
        return _Teller(self, solution, target, causes).explanation(attribution, response)


class _Teller:
    """Turns an attribution into an explanation with numbered references."""

    def __init__(
        self, engine: Engine, solution: Solution, target: str, causes: Sequence[str]
    ) -> None:
        self.engine = engine
        self.ontology = engine.ontology
        self.solution = solution
        self.target = target
        self.causes = causes
        self.by_pair = chains_.strongest_claims(solution.gains())
        self.numbers: dict[str, int] = {}

    def explanation(self, attribution: chains_.Attribution, response: float) -> Explanation:
        groups = group(attribution.paths)
        listed = _cover(groups, attribution.weight)
        told = tuple(self._chain(found, response, attribution.weight) for found in listed)
        claims = {step.claim for chain in told for step in chain.steps}
        passed = {step.target: step.target_change for chain in told for step in chain.steps}
        return Explanation(
            target=self.target,
            causes=tuple(self.causes),
            context=self.engine.context,
            response=response,
            direction=direction(response),
            material=abs(response) >= MATERIAL,
            chains=told,
            other_chains=len(attribution.paths) - sum(found.count for found in listed),
            other_net=response - sum(chain.net for chain in told),
            loops=tuple(self.engine.loop_effects(self.target, self.causes, self.solution)),
            references=tuple(NumberedReference(n, ref) for ref, n in self.numbers.items()),
            contested=tuple(sorted(c for c in claims if _contested(self.ontology.claims[c]))),
            faint=tuple(
                sorted(q for q, y in passed.items() if abs(y) < MATERIAL and q != self.target)
            ),
            changes=self.solution.changes(),
        )

    def _chain(self, found: Group, response: float, weight: float) -> Chain:
        names = self.solution.system.names
        path = found.main
        pairs = list(zip(path.nodes, path.nodes[1:], strict=False))
        steps = tuple(self._step(j, i) for j, i in pairs)
        lines = [self.ontology.lesions[path.lesion].evidence]
        lines += [self.ontology.claims[step.claim].evidence for step in steps]
        numbers = [self._number(line.reference) for each in lines for line in each]
        assert names[path.nodes[-1]] == self.target
        return Chain(
            lesion=path.lesion,
            steps=steps,
            net=found.net,
            open_loop=found.open_loop,
            share=math.copysign(1.0, response) * found.net / weight,
            references=tuple(dict.fromkeys(numbers)),
            weakest=weakest(grade(each) for each in lines),
            count=found.count,
            detours=tuple(names[i] for i in found.detours),
        )

    def _step(self, j: int, i: int) -> ChainStep:
        names = self.solution.system.names
        claim, _ = self.by_pair[(j, i)][0]
        relation = self.ontology.vocabulary.relations[self.ontology.claims[claim].effect]
        return ChainStep(
            claim=claim,
            source=names[j],
            target=names[i],
            sign=relation.sign,
            source_change=float(self.solution.y[j]),
            target_change=float(self.solution.y[i]),
        )

    def _number(self, reference: str) -> int:
        return self.numbers.setdefault(reference, len(self.numbers) + 1)


def _contested(claim: Claim) -> bool:
    return any(line.direction == "disputes" for line in claim.evidence)


def _cover(groups: Sequence[Group], weight: float) -> list[Group]:
    """Pick the strongest chains until what is left is less than a fifth of the effect."""
    listed: list[Group] = []
    covered = 0.0
    for found in groups:
        if len(listed) == MOST_CHAINS or (listed and covered >= COVERED * weight):
            break
        listed.append(found)
        covered += abs(found.net)
    # What carries the response goes before what works against it.
    total = sum(found.net for found in groups)
    return sorted(listed, key=lambda found: found.net * total < 0)
