"""What must hold for every condition the graph knows, in every context."""

from __future__ import annotations

import itertools

import pytest

from kg.causal import Engine
from kg.causal.chains import attribute
from kg.knowledge import KnowledgeGraph
from kg.model import Context

pytestmark = pytest.mark.content
STAGES = [
    "fetal",
    "minipuberty",
    "prepubertal",
    "pubertal",
    "adult",
    "pregnant",
    "lactating",
    "perimenopausal",
    "postmenopausal",
]
PHASES = ["", "follicular", "preovulatory", "luteal"]
CONTEXTS = [
    Context(sex=sex, life_stage=stage, phase=phase, duration=duration)
    for sex, stage, phase, duration in itertools.product(
        ["female", "male"], STAGES, PHASES, ["acute", "chronic"]
    )
    if not (sex == "male" and (phase or stage in {"pregnant", "lactating"}))
]


def test_health_is_zero_in_every_context(g: KnowledgeGraph) -> None:
    """With no lesion every quantity is 0."""
    for context in CONTEXTS:
        changes = Engine(g.ontology, context).solve([]).changes()
        assert set(changes.values()) == {0.0}, context


def test_every_condition_converges_in_every_context(g: KnowledgeGraph) -> None:
    """The solver settles whatever is asked."""
    causes = [term.id for term in g.perturbations()]
    for context in CONTEXTS:
        engine = Engine(g.ontology, context)
        for cause in causes:
            engine.solve([cause])


@pytest.mark.parametrize("sex", ["female", "male"])
def test_chains_add_up_in_every_condition(g: KnowledgeGraph, sex: str) -> None:
    """Contributions and rest are the response, within 1e-3, for every asked quantity."""
    engine = g.engine(Context(sex=sex))
    for cause in g.perturbations():
        solved = engine.solve([cause.id])
        gains = solved.gains()
        for target in g.asked:
            if target.id in solved.system.position:
                found = attribute(gains, solved.system.position[target.id])
                response = solved.change(target.id)
                assert found.total == pytest.approx(response, abs=1e-3), (cause.id, target.id)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_chains_found_one_by_one_cover_most_of_the_effect(g: KnowledgeGraph, sex: str) -> None:
    """What is only known as a sum stays under a tenth of the weight of what is listed."""
    engine = g.engine(Context(sex=sex))
    for cause in g.perturbations():
        solved = engine.solve([cause.id])
        found = attribute(solved.gains(), solved.system.position["circulating-lh"])
        listed = sum(abs(path.net) for path in found.paths)
        assert abs(found.rest) <= 0.1 * listed + 1e-9, cause.id
