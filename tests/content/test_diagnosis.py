"""Diagnoses asked in words over the whole content: textbook patterns as smoke tests.

The patterns are general knowledge, none is taken from the cases the project is scored on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg import locations
from kg.batch_diagnose import diagnose, diagnose_lines, document, observation, summary
from kg.facts import QuestionError, understanding
from kg.knowledge import KnowledgeGraph

pytestmark = pytest.mark.content


@pytest.fixture(scope="module", autouse=True)
def _kept_tables(bundle_folder: Path) -> None:
    """Use the ensemble tables of the checkout, which outlive the session's built graph."""
    kept = locations.bundle().parent / "ensembles"
    kept.mkdir(parents=True, exist_ok=True)
    here = bundle_folder.parent / "ensembles"
    if not here.exists():
        here.symlink_to(kept, target_is_directory=True)


def ask(g: KnowledgeGraph, sex: str, *values: str, **more: Any) -> dict[str, Any]:
    question = {"sex": sex, "observations": [observation(value) for value in values], **more}
    return summary(diagnose(question, g), g)


@pytest.mark.parametrize(
    ("sex", "values", "more", "level", "among"),
    [
        (
            "male",
            ["LH=low", "testosterone=low", "prolactin=very high"],
            {"findings": ["galactorrhea"]},
            "pituitary",
            "prolactinoma",
        ),
        (
            "male",
            ["LH=high", "FSH=very high", "testosterone=low", "inhibin B=absent"],
            {},
            "gonad",
            "Klinefelter syndrome",
        ),
        (
            "female",
            ["FSH=very high", "LH=high", "estradiol=low", "AMH=absent"],
            {"findings": ["amenorrhea"]},
            "gonad",
            "premature ovarian insufficiency",
        ),
        (
            "female",
            ["LH=low", "estradiol=low", "leptin=low", "cortisol=high", "T3=low"],
            {"findings": ["amenorrhea"]},
            "hypothalamus",
            "functional hypothalamic amenorrhea",
        ),
        (
            "male",
            ["LH=low", "testosterone=low"],
            {"exposures": ["anabolic androgenic steroids for two years"]},
            "exogenous",
            "anabolic-androgenic steroid use",
        ),
    ],
    ids=["prolactinoma", "klinefelter", "ovarian-failure", "energy-deficit", "steroids"],
)
def test_textbook_patterns(
    g: KnowledgeGraph, sex: str, values: list[str], more: dict[str, Any], level: str, among: str
) -> None:
    """The level is right and the cause stands among the ten."""
    found = ask(g, sex, *values, **more)

    assert found["level"] == level
    assert among in [cause["name"] for cause in found["causes"]]


def test_the_chain_is_short_and_in_the_askers_words(g: KnowledgeGraph) -> None:
    """Each name once, with its direction; observed quantities as the asker called them."""
    found = ask(g, "male", "PRL=very high", "lutropin=low", findings=["galactorrhea"])
    names = [step.rpartition(" ")[0] for step in found["chain"]]

    assert {"PRL up", "lutropin down"} <= set(found["chain"])
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"sex": "male"},
        {"sex": "other", "observations": [{"quantity": "LH", "state": "low"}]},
        {"sex": "male", "life_stage": "elderly", "observations": ["LH", 3, {"state": "low"}]},
        {"sex": "female", "observations": [{"quantity": "flurbness", "state": "low"}]},
        {"sex": "female", "observations": [{"quantity": "LH", "state": "sideways"}]},
        {"sex": "female", "findings": ["blue hair"], "exposures": [""]},
        {"sex": "male", "observations": [{"quantity": "inhibin A", "state": "low"}]},
    ],
)
def test_what_is_not_understood_is_a_problem_and_no_crash(
    g: KnowledgeGraph, question: dict[str, Any]
) -> None:
    """Every line is answered."""
    (answer,) = diagnose_lines([question | {"id": 7}], g)

    assert answer["id"] == 7
    assert answer["problems"]


def test_what_is_denied_does_not_count(g: KnowledgeGraph) -> None:
    """What stands behind a negation is not the case."""
    facts = understanding(g).facts({"findings": ["no galactorrhea"], "exposures": []})

    assert facts.observed == ()


def test_a_sign_points_at_quantities(g: KnowledgeGraph) -> None:
    """Galactorrhea counts as prolactin that is high."""
    (seen,) = understanding(g).facts({"findings": ["galactorrhoea"]}).observed

    assert seen.options == (("circulating-prolactin", "high"),)
    assert seen.source == "sign"


def test_a_named_exposure_is_more_likely_than_one_nobody_mentions(g: KnowledgeGraph) -> None:
    """Words of the question become weights, with their reason."""
    silent = understanding(g).facts({})
    told = understanding(g).facts({"exposures": ["takes metoclopramide"]})

    assert silent.weights["metoclopramide"] < 1 < told.weights["metoclopramide"]
    assert told.reasons["metoclopramide"] == ("takes metoclopramide",)


def test_the_document_holds_words_and_numbers(g: KnowledgeGraph) -> None:
    """Every cause has what speaks for and against it."""
    question = {"sex": "male", "observations": [observation("prolactin=high")]}
    found = document(diagnose(question, g), g)

    assert found["story"]["headline"].startswith("In an adult man, ")
    assert all({"for", "against", "reasons"} <= cause.keys() for cause in found["causes"])
    assert found["story"]["caveats"][-1].endswith("not medical advice.")


def test_an_observation_without_a_state_is_refused() -> None:
    """The command line says how it is written."""
    with pytest.raises(QuestionError, match="LH=low"):
        observation("LH")
