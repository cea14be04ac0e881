"""Diagnosis on the hand-made axis: ranking, what does not count, second causes, tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.causal import Engine, tables
from kg.causal.diagnose import diagnose
from kg.causal.levels import level_of
from kg.causal.likelihood import RANGES, fit
from kg.causal.tables import Table
from kg.model import Context, Diagnosis, Facts, Observed, Ontology

MAN = Context(sex="male")
WOMAN = Context(sex="female")
CAUSES = ["alarm", "blocker", "hunger", "removal", "tablet"]


def low(quantity: str) -> Observed:
    return Observed(quantity, ((quantity, "low"),))


def high(quantity: str) -> Observed:
    return Observed(quantity, ((quantity, "high"),))


def normal(quantity: str) -> Observed:
    return Observed(quantity, ((quantity, "normal"),))


@pytest.fixture(scope="module")
def man(axis: Ontology) -> tuple[Engine, Table]:
    """The engine of a man and its table."""
    engine = Engine(axis, MAN)
    return engine, tables.make(engine, CAUSES)


def asked(man: tuple[Engine, Table], *observed: Observed, **weights: float) -> Diagnosis:
    return diagnose(*man, Facts(observed, weights))


def test_the_cause_that_brings_the_pattern_about_comes_first(man: tuple[Engine, Table]) -> None:
    """Gland low with a high driver is a lost gland; both low beside a full pool a tablet."""
    lost = asked(man, low("gland"), high("drive"))
    taken = asked(man, low("gland"), low("drive"), high("pool"))

    assert lost.causes[0].cause == "removal"
    assert taken.causes[0].cause == "tablet"
    assert taken.fits


def test_scores_are_sorted_and_sum_to_one(man: tuple[Engine, Table]) -> None:
    """The causes share the whole."""
    scores = [cause.score for cause in asked(man, low("gland"), high("drive")).causes]

    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1.0)


def test_what_was_not_observed_does_not_count(man: tuple[Engine, Table]) -> None:
    """A quantity that does not exist in the context leaves the answer as it is."""
    without = asked(man, low("gland"))

    assert asked(man, low("gland"), high("nonsense")).causes == without.causes


def test_a_cause_without_effect_in_the_context_is_no_candidate(axis: Ontology) -> None:
    """Only women's drive has a brake; in a man its alarm acts on nothing but the brake."""
    engine = Engine(axis, WOMAN)

    found = diagnose(engine, tables.make(engine, CAUSES), Facts((low("drive"), high("brake"))))

    assert found.causes[0].cause == "alarm"


def test_nothing_abnormal_is_nothing_to_explain(man: tuple[Engine, Table]) -> None:
    """Normal values alone have no cause."""
    assert asked(man, normal("gland")).causes == ()
    assert asked(man).level == ""


def test_what_is_known_beforehand_tips_the_balance(man: tuple[Engine, Table]) -> None:
    """Of causes that fit about alike the named one goes first, but it is no certainty."""
    pattern = (low("gland"), high("drive"))

    assert asked(man, low("gland"), hunger=30.0).causes[0].cause == "hunger"
    assert asked(man, *pattern, low("pool"), tablet=30.0).causes[0].cause != "tablet"


def test_a_named_cause_is_answered_without_any_value(man: tuple[Engine, Table]) -> None:
    """An exposure alone ranks first."""
    assert asked(man, tablet=5.0).causes[0].cause == "tablet"


def test_for_and_against_part_the_observations(man: tuple[Engine, Table]) -> None:
    """Each observation stands on one side; abnormal ones against are unexplained."""
    found = asked(man, low("gland"), high("drive"), high("brake"))
    first = found.causes[0]

    assert {fit.name for fit in first.speaks_for} == {"gland", "drive"}
    assert [fit.name for fit in first.unexplained] == ["brake"]
    assert len(first.fits) == 3


def test_a_second_cause_is_named_only_when_it_pays(man: tuple[Engine, Table]) -> None:
    """A known alarm accounts for the brake alone; the lost gland has to be found beside it."""
    pattern = (low("gland"), high("drive"), high("brake"))
    both = asked(man, *pattern, alarm=10.0)

    assert (both.causes[0].cause, both.second) == ("alarm", "removal")
    assert asked(man, *pattern[:2]).second == ""


def test_a_pattern_nobody_knows_is_said_so(man: tuple[Engine, Table]) -> None:
    """High fuel and a low pool with a high gland come from no cause here."""
    found = asked(man, high("fuel"), high("gland"), low("pool"), low("drive"))

    assert not found.fits


def test_causes_with_one_pattern_are_alike(axis: Ontology) -> None:
    """Two names for one lesion cannot be told apart, and a tie goes by name."""
    twin = replace(axis.lesions["removal.1"], id="loss.1", of="loss")
    term = replace(axis.terms["removal"], id="loss")
    ontology = replace(
        axis, lesions={**axis.lesions, "loss.1": twin}, terms={**axis.terms, "loss": term}
    )
    engine = Engine(ontology, MAN)
    table = tables.make(engine, [*CAUSES, "loss"])

    gone = Observed("gland", (("gland", "absent"),))
    found = diagnose(engine, table, Facts((gone, high("drive"))))

    assert found.alike == (("loss", "removal"),)
    assert [cause.cause for cause in found.causes[:2]] == ["loss", "removal"]


def test_the_chain_leads_from_the_cause_to_the_finding(man: tuple[Engine, Table]) -> None:
    """The tablet's chain begins at the pool; other observed quantities follow."""
    found = asked(man, low("drive"), high("pool"))

    assert found.chain[0] == ("pool", "up")
    assert ("drive", "down") in found.chain


def test_the_next_test_is_measured_in_blood_and_not_known_yet(axis: Ontology) -> None:
    """Of circulating quantities the one that parts the leading causes is proposed."""
    circulating = {
        name: replace(axis.terms[name], quantity_kind="circulating") for name in ("pool", "drive")
    }
    engine = Engine(replace(axis, terms={**axis.terms, **circulating}), MAN)

    found = diagnose(engine, tables.make(engine, CAUSES), Facts((low("gland"),)))

    assert {test.quantity for test in found.next_tests} == {"pool", "drive"}
    assert all(0 < test.gain <= np.log2(len(CAUSES)) for test in found.next_tests)


def test_a_sign_counts_by_the_best_of_its_quantities(man: tuple[Engine, Table]) -> None:
    """Either of two quantities accounts for a sign, less surely than a value."""
    sign = Observed("swelling", (("fuel", "high"), ("pool", "high")), "sign")

    found = asked(man, sign)

    assert found.causes[0].cause in {"tablet", "blocker"}
    assert found.causes[0].fits[0].quantity == "pool"


def test_levels_come_from_the_cause_then_from_what_it_strikes(axis: Ontology) -> None:
    """An entry's own level goes first; an input counts for the first organ on its way."""
    levels = {"fuel": "inputLevel", "gland": "gonad", "pool": "blood", "tablet": "exogenous"}
    terms = {name: replace(axis.terms[name], level=level) for name, level in levels.items()}
    engine = Engine(replace(axis, terms={**axis.terms, **terms}), MAN)

    assert level_of(engine, "tablet", ["pool"]) == "exogenous"
    assert level_of(engine, "removal", ["pool"]) == "gonad"
    assert level_of(engine, "hunger", ["pool"]) == "gonad"
    assert level_of(engine, "alarm", ["pool"]) == "peripheral"


@pytest.mark.parametrize("state", sorted(RANGES))
def test_a_state_is_likeliest_inside_its_range(state: str) -> None:
    """Probabilities lie in [0, 1] and peak where the state belongs."""
    lower, upper = RANGES[state]
    inside = float(np.clip((max(lower, -3.0) + min(upper, 3.0)) / 2, -3, 3))
    found = fit(np.array([-3.0, inside, 3.0]), state)

    assert ((found >= 0) & (found <= 1)).all()
    assert found[1] >= 0.8


def test_a_table_is_kept_and_read_back_unchanged(axis: Ontology, tmp_path: Path) -> None:
    """The second time it comes from its file, with the same bytes in it."""
    engine = Engine(axis, MAN)
    made = tables.kept(engine, CAUSES, tmp_path)
    stamp = [path.stat().st_mtime_ns for path in tmp_path.iterdir()]
    read = tables.kept(engine, CAUSES, tmp_path)

    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == stamp
    assert read.causes == made.causes
    assert np.array_equal(read.changes, made.changes)


def test_a_table_is_made_anew_when_a_lesion_or_a_strength_changes(axis: Ontology) -> None:
    """Prose leaves the fingerprint as it is; what the engine uses does not."""
    engine = Engine(axis, MAN)
    term = replace(axis.terms["tablet"], definition="Something else.")
    prose = replace(axis, terms={**axis.terms, "tablet": term})
    milder = replace(axis.lesions["tablet.1"], magnitude="mild")
    lesions = replace(axis, lesions={**axis.lesions, "tablet.1": milder})

    key = tables.fingerprint(engine, CAUSES)

    assert tables.fingerprint(Engine(prose, MAN), CAUSES) == key
    assert tables.fingerprint(Engine(lesions, MAN), CAUSES) != key


def test_a_damaged_file_is_made_anew(axis: Ontology, tmp_path: Path) -> None:
    """What cannot be read is no fault of the asker."""
    engine = Engine(axis, MAN)
    tables.kept(engine, CAUSES, tmp_path)
    path = next(tmp_path.iterdir())
    path.write_bytes(b"not a table")

    assert tables.kept(engine, CAUSES, tmp_path).causes
