"""Restore, re-drive, replace: the rules on a hand-made axis, and the well-known stories."""

from __future__ import annotations

import pytest

from kg.causal import axis as axes
from kg.causal.restore import restore
from kg.knowledge import KnowledgeGraph
from kg.model import Context, Lesion, Option, Restoration
from kg.model.restoration import DISTURBS, NO_EFFECT, REDRIVES, REPLACES, RESTORES

WOMAN = Context(sex="female")
MAN = Context(sex="male")


def asked(g: KnowledgeGraph, causes: list[str], context: Context = WOMAN) -> Restoration:
    return restore(g.engine(context), causes)


def of(found: Restoration, *adds: str) -> Option:
    return next(option for option in found.options if option.adds == adds)


def test_the_axis_is_read_from_the_graph(ward: KnowledgeGraph) -> None:
    """The product is the asked pool the gonad fills; the drive is what acts on the gonad."""
    engine = ward.engine(WOMAN)

    assert axes.products(engine) == ["pool"]
    assert axes.tropic(engine) == ["pituitary"]
    assert axes.drive(engine) == ["drive", "pituitary"]


@pytest.mark.parametrize(
    ("cause", "remedy", "kind"),
    [
        ("hunger", "feeding", RESTORES),
        ("hunger", "juice-therapy", REPLACES),
        ("alarm", "calming", RESTORES),
        ("alarm", "feeding", NO_EFFECT),
    ],
)
def test_kinds(ward: KnowledgeGraph, cause: str, remedy: str, kind: str) -> None:
    """Each remedy is called what it does to this cause."""
    assert of(asked(ward, [cause]), remedy).kind == kind


def test_removal_of_the_cause_comes_first(ward: KnowledgeGraph) -> None:
    """Without the cause everything is healthy."""
    first = asked(ward, ["hunger"]).options[0]

    assert (first.removes, first.kind, first.left) == (("hunger",), RESTORES, {})
    assert first.reversal == pytest.approx(1.0)


def test_a_gene_cannot_be_taken_away(ward: KnowledgeGraph) -> None:
    """For a gene lesion only interventions are listed."""
    assert not any(option.removes for option in asked(ward, ["removal"]).options)


def test_each_of_several_causes_can_be_taken_away(ward: KnowledgeGraph) -> None:
    """All together come before one alone."""
    found = [option.removes for option in asked(ward, ["hunger", "alarm"]).options]

    assert found[0] == ("hunger", "alarm")
    assert {("hunger",), ("alarm",)} < set(found)


def test_remedies_of_several_faults_are_joined(ward: KnowledgeGraph) -> None:
    """Feeding and calming together restore what neither does alone."""
    found = asked(ward, ["hunger", "alarm"])
    both = of(found, "calming", "feeding")

    assert both.burden < min(of(found, "calming").burden, of(found, "feeding").burden)


def test_a_modifiable_cause_is_never_pushed_past_health(ward: KnowledgeGraph) -> None:
    """Overfeeding does what feeding does, and nothing to who is not hungry."""
    hungry, alarmed = asked(ward, ["hunger"]), asked(ward, ["alarm"])

    assert of(hungry, "overfeeding").effects["pool"] == pytest.approx(
        of(hungry, "feeding").effects["pool"]
    )
    assert set(of(alarmed, "overfeeding").effects.values()) == {0.0}


def test_replacement_lets_the_axis_sleep_deeper(ward: KnowledgeGraph) -> None:
    """The product rises and the own drive falls."""
    effects = of(asked(ward, ["hunger"]), "juice-therapy").effects

    assert effects["pool"] > 0 > effects["pituitary"]


def test_a_lesion_made_for_the_question_counts_as_a_cause(ward: KnowledgeGraph) -> None:
    """What the graph has no term for can be taken away as well."""
    made = Lesion("strain", "", "pressUp", "brake", magnitude="severe")
    found = restore(ward.engine(WOMAN), [], [made])

    assert found.options[0].removes == ("strain",)
    assert of(found, "calming").kind == RESTORES


def test_nothing_deviates_nothing_is_judged(ward: KnowledgeGraph) -> None:
    """A cause that does nothing in this body needs no remedy."""
    found = restore(ward.engine(MAN), ["alarm"])

    assert found.ends == ()
    assert {option.kind for option in found.options} == {NO_EFFECT}


@pytest.mark.content
def test_energy_deficit_and_stress_in_a_woman(g: KnowledgeGraph) -> None:
    """Refeeding restores, pulsatile GnRH re-drives, estradiol replaces and LH falls further."""
    found = asked(g, ["functional-hypothalamic-amenorrhea"])

    assert of(found, "refeeding").kind == RESTORES
    assert of(found, "cognitive-behavioral-therapy", "refeeding").burden < 0.05
    assert of(found, "pulsatile-gnrh-therapy").kind == REDRIVES
    assert "circulating-leptin" in of(found, "pulsatile-gnrh-therapy").left
    assert of(found, "transdermal-estradiol").kind == REPLACES
    assert of(found, "transdermal-estradiol").effects["circulating-lh"] < -0.1


@pytest.mark.content
def test_energy_deficit_and_stress_in_a_man(g: KnowledgeGraph) -> None:
    """Testosterone and hCG replace and suppress LH further."""
    found = asked(g, ["chronic-stress", "low-energy-availability"], MAN)

    assert of(found, "refeeding").kind == RESTORES
    assert of(found, "pulsatile-gnrh-therapy").kind == REDRIVES
    for remedy in ("exogenous-testosterone", "hcg-therapy"):
        assert of(found, remedy).kind == REPLACES
        assert of(found, remedy).effects["circulating-lh"] < -0.1


@pytest.mark.content
def test_stopping_testosterone_wakes_the_axis(g: KnowledgeGraph) -> None:
    """LH and sperm come back when the supply ends."""
    first = asked(g, ["exogenous-testosterone"], MAN).options[0]

    assert first.removes == ("exogenous-testosterone",)
    assert first.kind == RESTORES
    assert min(first.effects["circulating-lh"], first.effects["sperm-output"]) > 0.1


@pytest.mark.content
def test_a_dopamine_agonist_restores_in_prolactinoma_and_clomiphene_does_not(
    g: KnowledgeGraph,
) -> None:
    """With clomiphene prolactin stays high: the cause persists."""
    found = asked(g, ["prolactinoma"], MAN)

    assert of(found, "dopamine-agonist").kind == RESTORES
    assert of(found, "clomiphene").kind == REDRIVES
    assert "circulating-prolactin" in of(found, "clomiphene").left


@pytest.mark.content
def test_destroying_a_healthy_organ_restores_nothing(g: KnowledgeGraph) -> None:
    """Castration and hypophysectomy are never called a restoration."""
    for cause in ("exogenous-testosterone", "prolactinoma"):
        found = asked(g, [cause], MAN)
        for remedy in ("bilateral-orchiectomy", "hypophysectomy"):
            assert of(found, remedy).kind in {DISTURBS, NO_EFFECT}
