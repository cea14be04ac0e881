"""Grades in words follow from the lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.grading import GRADES, grade, weakest
from tests.axis import line

HUMAN = line("a")
SECOND = replace(line("b", reference="r2"), id="b")
REVIEW = replace(HUMAN, type="reviewStatement")
ANIMAL = replace(HUMAN, type="animalExperiment", species=("rat",))
CASES = {
    "two interventions": ([HUMAN, SECOND], GRADES[0]),
    "one intervention": ([HUMAN], GRADES[1]),
    "the same study twice": ([HUMAN, HUMAN], GRADES[1]),
    "observed": ([replace(HUMAN, type="humanObservational")], GRADES[2]),
    "one review": ([REVIEW], GRADES[4]),
    "two reviews": ([REVIEW, replace(REVIEW, reference="r2")], GRADES[3]),
    "review of animals": ([replace(REVIEW, species=("sheep",))], GRADES[5]),
    "animals": ([ANIMAL], GRADES[5]),
    "cells": ([replace(ANIMAL, type="inVitro")], GRADES[6]),
    "human cells": ([replace(HUMAN, type="inVitro")], GRADES[6]),
    "nothing": ([], GRADES[7]),
    "four men": ([replace(HUMAN, participants=4)], f"{GRADES[1]} (4 people)"),
    "disputed": (
        [HUMAN, replace(SECOND, direction="disputes")],
        f"{GRADES[1]}; disputed",
    ),
}


@pytest.mark.parametrize(("lines", "words"), CASES.values(), ids=CASES.keys())
def test_grade(lines: list[object], words: str) -> None:
    """The rule is applied to supporting lines, and dispute is told."""
    assert grade(lines) == words  # type: ignore[arg-type]


def test_weakest() -> None:
    """The least firm of several is named."""
    assert weakest([GRADES[0], f"{GRADES[5]}; disputed", GRADES[2]]) == f"{GRADES[5]}; disputed"
