"""Causes and quantities in words, and the batch answers."""

from __future__ import annotations

import pytest

from kg.batch import predict, predict_lines
from kg.batch_restore import advise, answer, document
from kg.errors import ContextError, NotACauseError, NotFoundError, TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.measures import measure
from kg.model import Lesion
from kg.understanding import understand


@pytest.mark.parametrize(
    ("words", "base", "added"),
    [
        ("hunger", (), ("hunger",)),
        ("severe hunger", (), ("hunger",)),
        ("feeding in hunger", ("hunger",), ("feeding",)),
        ("hunger, alarm", (), ("hunger", "alarm")),
        ("hunger and alarm", (), ("hunger", "alarm")),
        ("juice implants", (), ("juice-therapy",)),
        ("40 mg juice injection", (), ("juice-therapy",)),
        ("juice plus alarm", (), ("juice-therapy", "alarm")),
        ("stopping juice", ("juice-therapy",), ()),
        ("withdrawal of juice therapy", ("juice-therapy",), ()),
        ("feeding", ("hunger",), ("feeding",)),
    ],
)
def test_causes_in_words(
    ward: KnowledgeGraph, words: str, base: tuple[str, ...], added: tuple[str, ...]
) -> None:
    """Giving, stopping, treating and joining are understood."""
    found = understand(words, ward)

    assert (found.base, found.added) == (base, added)


def test_what_is_stopped_is_taken_from_the_base(ward: KnowledgeGraph) -> None:
    """The change asked about is the removal."""
    found = understand("stopping juice", ward)

    assert found.removed == ("juice-therapy",)
    assert found.after == ()


def test_a_hormone_without_a_therapy_is_supplied_to_its_level(ward: KnowledgeGraph) -> None:
    """A lesion is made for the question."""
    (made,) = understand("nectar infusion", ward).added

    assert isinstance(made, Lesion)
    assert (made.type, made.target) == ("exogenousSource", "pituitary")


def test_a_shortage_and_an_excess_are_made_too(ward: KnowledgeGraph) -> None:
    """Words of loss lower, words of excess raise."""
    (less,) = understand("nectar deficiency", ward).added
    (more,) = understand("nectar-secreting tumour", ward).added

    assert isinstance(less, Lesion)
    assert isinstance(more, Lesion)
    assert (less.type, more.type) == ("pressDown", "pressUp")


def test_what_was_found_is_no_cause(ward: KnowledgeGraph) -> None:
    """A low level is what is to be explained."""
    with pytest.raises(TermNotFoundError):
        understand("low nectar in the blood of somebody", ward)


def test_a_stage_of_life_is_no_cause(ward: KnowledgeGraph) -> None:
    """The answer says how to ask instead."""
    with pytest.raises(NotACauseError, match="stage of life"):
        understand("normal pregnancy", ward)


def test_what_is_left_out_is_named(ward: KnowledgeGraph) -> None:
    """Half an understanding is told as such."""
    found = understand("hunger and moonlight", ward)

    assert found.added == ("hunger",)
    assert found.problems == ('"moonlight" was not understood and left out.',)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("juice", [("pool", 1.0)]),
        ("serum juice", [("pool", 1.0)]),
        ("immunoreactive nectar level", [("pituitary", 1.0)]),
        ("juice/nectar ratio", [("pool", 1.0), ("pituitary", -1.0)]),
        ("ratio of juice to nectar", [("pool", 1.0), ("pituitary", -1.0)]),
    ],
)
def test_quantities_in_words(
    ward: KnowledgeGraph, words: str, expected: list[tuple[str, float]]
) -> None:
    """Qualifiers are stripped, ratios are taken apart."""
    assert [(t.id, w) for t, w in measure(words, ward).weights] == expected


def test_a_response_is_measured_under_the_stimulus(ward: KnowledgeGraph) -> None:
    """Both the ill and the healthy get the same stimulus."""
    found = measure("juice response to nectar", ward)

    assert [term.id for term, _ in found.weights] == ["pool"]
    assert [s.target for s in found.stimulus if isinstance(s, Lesion)] == ["pituitary"]


@pytest.mark.parametrize("words", ["bone age", "nectar response"])
def test_unknown_quantities_are_refused(ward: KnowledgeGraph, words: str) -> None:
    """Neither a guess nor a crash."""
    with pytest.raises(TermNotFoundError):
        measure(words, ward)


def test_directions_against_the_base(ward: KnowledgeGraph) -> None:
    """Juice lowers its own drive; the end of it raises it."""
    question = {"sex": "female", "quantities": ["juice", "nectar"]}
    given = predict(question | {"perturbation": "juice"}, ward).directions
    ended = predict(question | {"perturbation": "stopping juice"}, ward).directions

    assert given == {"juice": "up", "nectar": "down"}
    assert ended == {"juice": "down", "nectar": "up"}


def test_a_cause_that_does_nothing_known_is_no_unchanged(ward: KnowledgeGraph) -> None:
    """An empty model is no evidence of no change."""
    question = {
        "perturbation": "juice",
        "sex": "male",
        "life_stage": "toddler",
        "quantity": "juice",
    }

    (said,) = predict_lines([question], ward)

    assert said["direction"] is None
    assert "life stage" in said["problems"][0]


def test_restoration_in_words(ward: KnowledgeGraph) -> None:
    """The first option is to take the cause away; replacements stand apart."""
    question = {
        "id": 1,
        "suppressed_state": "low juice",
        "sex": "female",
        "upstream_cause": "alarm",
    }
    said = answer(question, ward)

    assert said["interventions"][:2] == ["stopping alarm", "calming"]
    assert {"quantity": "juice", "direction": "up"} in said["effects"]
    assert [r["name"] for r in said["replacements"]] == ["juice therapy"]
    assert said["problems"] == []


def test_the_state_is_read_when_the_cause_is_not_known(ward: KnowledgeGraph) -> None:
    """What was not understood is told."""
    found = advise("moonlight", ward, sex="female", state="hunger")

    assert found.restoration.causes == ("hunger",)
    assert "moonlight" in found.problems[0]


def test_a_restoration_that_is_not_understood_is_empty_with_a_reason(ward: KnowledgeGraph) -> None:
    """Never a crash."""
    said = answer({"id": 2, "sex": "female", "upstream_cause": "moonlight"}, ward)

    assert said["interventions"] == []
    assert "moonlight" in said["problems"][0]
    with pytest.raises(NotFoundError):
        advise("moonlight", ward, sex="female")
    with pytest.raises(ContextError):
        advise("hunger", ward, sex="")


def test_data_and_words_agree(ward: KnowledgeGraph) -> None:
    """Each option of the document has the sentence that is printed."""
    found = advise("hunger", ward, sex="female")
    data = document(found, ward)

    assert [o["sentence"] for o in data["options"]] == [r.sentence for r in found.story.remedies]
    assert data["options"][0]["name"] == "treating hunger"
    assert data["headline"] == "In an adult woman with hunger, juice is low and nectar is high."


@pytest.mark.content
@pytest.mark.parametrize(
    ("words", "causes"),
    [
        ("testosterone implants", ["exogenous-testosterone"]),
        ("kisspeptin-54 injection", ["kisspeptin-administration"]),
        ("estradiol undecylate", ["transdermal-estradiol"]),
        (
            "pulsatile GnRH in hyperprolactinaemic men",
            ["hyperprolactinemia", "pulsatile-gnrh-therapy"],
        ),
        ("letrozole in obese men", ["aromatase-inhibitor", "obesity"]),
        ("FSHR inactivating mutation", ["fsh-receptor-loss-of-function"]),
        ("GnRH deficiency", ["congenital-hypogonadotropic-hypogonadism"]),
        ("weaning", ["breastfeeding", "weaning"]),
    ],
)
def test_words_of_the_content(g: KnowledgeGraph, words: str, causes: list[str]) -> None:
    """Drugs by class, preparations, adjectives, genes and presupposed states."""
    assert list(understand(words, g).all) == causes


@pytest.mark.content
@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("LH pulse frequency", "gnrh-pulse-frequency"),
        ("free testosterone", "circulating-free-testosterone"),
        ("FSH bioactivity", "circulating-fsh"),
        ("GnRH secretion", "pulsatile-gnrh-drive"),
    ],
)
def test_quantities_of_the_content(g: KnowledgeGraph, words: str, slug: str) -> None:
    """Names that are no labels."""
    assert [term.id for term, _ in measure(words, g).weights] == [slug]
