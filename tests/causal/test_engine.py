"""The engine on a hand-made axis: directions, clamps, pools, gates, contexts."""

from __future__ import annotations

import pytest

from kg.causal import Engine
from kg.errors import ContextError, NoCausalPathError, TermNotFoundError
from kg.model import Context, Ontology

WOMAN = Context(sex="female")
MAN = Context(sex="male")


def test_health_is_zero(axis: Ontology) -> None:
    """Without a lesion nothing changes."""
    changes = Engine(axis, MAN).solve([]).changes()

    assert set(changes.values()) == {0.0}


def test_supply_from_outside_raises_the_pool_and_silences_the_gland(axis: Ontology) -> None:
    """Replacement keeps the axis asleep: the pool rises, what feeds it falls."""
    solved = Engine(axis, MAN).solve(["tablet"])

    assert solved.change("pool") > 0.3
    assert solved.change("drive") < -0.3
    assert solved.change("gland") < -0.3


def test_removal_of_the_gland_raises_the_drive(axis: Ontology) -> None:
    """When the feedback signal is lost the driver is released."""
    solved = Engine(axis, MAN).solve(["removal"])

    assert solved.change("gland") == pytest.approx(-2.9957, abs=1e-3)
    assert solved.change("drive") > 0.5


def test_block_of_the_action_does_not_lower_the_signal(axis: Ontology) -> None:
    """A blocked receptor lets its signal rise."""
    solved = Engine(axis, MAN).solve(["blocker"])

    assert solved.change("action") < 0 < solved.change("pool")


def test_requires_acts_from_its_object(axis: Ontology) -> None:
    """A missing cofactor lowers what requires it."""
    assert Engine(axis, MAN).solve(["hunger"]).change("gland") < -0.2


def test_claims_of_the_other_sex_do_not_act(axis: Ontology) -> None:
    """A claim limited to women leaves men alone."""
    assert Engine(axis, MAN).solve(["alarm"]).change("drive") == 0.0
    assert Engine(axis, WOMAN).solve(["alarm"]).change("drive") < -0.1


def test_acute_questions_leave_slow_claims_out(axis: Ontology) -> None:
    """Within a day the slow feedback does not answer."""
    acute = Context(sex="male", duration="acute")

    assert Engine(axis, acute).solve(["removal"]).change("drive") == 0.0


def test_a_claim_that_needs_a_state_fades_with_it(axis: Ontology) -> None:
    """With the needed action blocked the brake no longer holds the gland."""
    engine = Engine(axis, WOMAN)
    alone = engine.solve(["alarm"]).change("gland")
    blocked = engine.solve(["blocker"]).change("gland")
    both = engine.solve(["alarm", "blocker"]).change("gland")

    assert alone < -0.3
    assert abs(both - blocked) < 0.9 * abs(alone)


def test_no_effect_claims_carry_no_edge(axis: Ontology) -> None:
    """A change that was looked for and not found is no cause."""
    assert not Engine(axis, MAN).graph.has_edge("brake", "gland")


def test_unknown_context_is_refused_with_the_choices(axis: Ontology) -> None:
    """A misspelt life stage is answered with what may be chosen."""
    with pytest.raises(ContextError, match=r"Unknown life stage .adultt.\. Choose one of"):
        Engine(axis, Context(sex="male", life_stage="adultt"))


def test_unknown_target_is_refused(axis: Ontology) -> None:
    """A quantity that does not exist is named in the error."""
    with pytest.raises(TermNotFoundError, match="nonsense"):
        Engine(axis, MAN).explain("nonsense", ["tablet"])


def test_no_chain_is_said_so(axis: Ontology) -> None:
    """A cause that does not reach the target is an error, not a zero."""
    with pytest.raises(NoCausalPathError, match="alarm"):
        Engine(axis, MAN).explain("drive", ["alarm"])
