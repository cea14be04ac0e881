"""Attribution: chains add up to the response, exactly, and loops are named."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.causal import Engine
from kg.causal.chains import attribute
from kg.causal.gain import Gain
from kg.model import Context, Ontology

CAUSES = ["alarm", "blocker", "hunger", "removal", "tablet"]
TARGETS = ["action", "drive", "gland", "pituitary", "pool"]


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("target", TARGETS)
def test_chains_add_up(axis: Ontology, cause: str, target: str) -> None:
    """Chains and rest together are the response."""
    solved = Engine(axis, Context(sex="female")).solve([cause])

    found = attribute(solved.gains(), solved.system.position[target])

    assert found.total == pytest.approx(solved.change(target), abs=1e-9)


def test_gains_lose_nothing(axis: Ontology) -> None:
    """The identity y = A y + u holds at a solution with a pool, a clamp and a press at once."""
    solved = Engine(axis, Context(sex="female")).solve(CAUSES)
    gain = solved.gains()
    drive = np.zeros(solved.system.size)
    for _, i, size in gain.drive:
        drive[i] += size

    assert gain.matrix @ solved.y + drive == pytest.approx(solved.y, abs=1e-9)


@st.composite
def _systems(draw: st.DrawFn) -> tuple[Gain, int]:
    n = draw(st.integers(3, 7))
    cells = draw(st.lists(st.floats(-0.6, 0.6), min_size=n * n, max_size=n * n))
    kept = draw(st.lists(st.booleans(), min_size=n * n, max_size=n * n))
    matrix = np.array(cells).reshape(n, n) * np.array(kept).reshape(n, n) / n
    np.fill_diagonal(matrix, 0.0)
    claims = tuple(
        (f"{j}-{i}", j, i, float(matrix[i, j])) for i in range(n) for j in range(n) if matrix[i, j]
    )
    return Gain(claims, matrix, (("x", 0, 1.0), ("y", 1, -0.5))), n - 1


def _mason(matrix: np.ndarray, source: int, target: int) -> dict[tuple[int, ...], float]:
    """Mason's rule by listing every simple path, as an independent check."""
    import networkx as nx

    n = len(matrix)
    G = nx.from_numpy_array((matrix != 0).T, create_using=nx.DiGraph)
    whole = np.linalg.det(np.eye(n) - matrix)
    found = {}
    for path in nx.all_simple_paths(G, source, target):
        rest = [k for k in range(n) if k not in path]
        gain = np.prod([matrix[i, j] for j, i in itertools.pairwise(path)])
        minor = np.linalg.det((np.eye(n) - matrix)[np.ix_(rest, rest)]) if rest else 1.0
        found[tuple(path)] = float(gain * minor / whole)
    return found


@settings(deadline=None, max_examples=60)
@given(_systems())
def test_chains_agree_with_masons_rule(made: tuple[Gain, int]) -> None:
    """Each chain brings what Mason's rule by full listing says, and nothing is left out."""
    gain, target = made

    found = attribute(gain, target, budget=100_000)

    expected = _mason(gain.matrix, 0, target)
    for path in (p for p in found.paths if p.lesion == "x"):
        assert path.net == pytest.approx(expected[path.nodes], abs=1e-9)
    size = len(gain.matrix)
    drive = np.zeros(size)
    drive[0], drive[1] = 1.0, -0.5
    response = np.linalg.solve(np.eye(size) - gain.matrix, drive)[target]
    assert found.total == pytest.approx(response, abs=1e-9)


def test_a_budget_cuts_the_list_but_not_the_sum(axis: Ontology) -> None:
    """With one prefix grown everything else is known as the rest."""
    solved = Engine(axis, Context(sex="male")).solve(["tablet"])

    found = attribute(solved.gains(), solved.system.position["gland"], budget=1)

    assert found.rest != 0
    assert found.total == pytest.approx(solved.change("gland"), abs=1e-9)


def test_the_loop_that_carries_is_named(axis: Ontology) -> None:
    """Removal of the gland raises the drive only by way of the loop."""
    found = Engine(axis, Context(sex="male")).explain("drive", ["removal"])

    assert [(e.loop, e.role) for e in found.loops] == [("loop", "carries")]
    assert found.loops[0].without == pytest.approx(0.0, abs=1e-9)


def test_the_loop_that_compensates_is_named(axis: Ontology) -> None:
    """A shortage of fuel would lower the gland more if the axis did not answer."""
    found = Engine(axis, Context(sex="male")).explain("gland", ["hunger"])

    assert [(e.loop, e.role) for e in found.loops] == [("loop", "compensates")]
    assert found.loops[0].without < found.response < 0


def test_chains_carry_references_and_the_weakest_grade(axis: Ontology) -> None:
    """Each chain says what it rests on."""
    found = Engine(axis, Context(sex="male")).explain("gland", ["tablet"])

    assert found.chains[0].references == (1,)
    assert found.chains[0].weakest == "shown in people by intervention, in one study"
    assert found.references[0].reference == "r1"
