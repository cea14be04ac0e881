"""Sentences: joined, capitalised, in the right direction."""

from __future__ import annotations

import pytest

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Context, Ontology, Reference


@pytest.fixture(scope="module")
def small(axis: Ontology) -> KnowledgeGraph:
    return KnowledgeGraph(axis)


@pytest.mark.parametrize(
    ("items", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_join(items: list[str], joined: str) -> None:
    """Lists read as in a sentence."""
    assert wording.join(items) == joined


@pytest.mark.parametrize(
    ("context", "said"),
    [
        (Context("female"), "an adult woman"),
        (Context("male", "prepubertal"), "a prepubertal boy"),
        (Context("female", "fetal"), "a female fetus"),
        (Context("male", "minipuberty"), "a boy in the first months of life"),
        (Context("female", "adult", "luteal"), "an adult woman in the luteal phase"),
    ],
)
def test_person(context: Context, said: str) -> None:
    """The body asked about is named as people would."""
    assert wording.person(context) == said


def test_citation_gives_every_identifier() -> None:
    """Author, title without a doubled stop, journal, year, numbers."""
    reference = Reference(
        "r",
        "A title.",
        "Doe J",
        2001,
        "Journal",
        "caseReport",
        "x",
        "2026-01-01",
        pmid="1",
        doi="10.1/x",
    )

    assert wording.cite(reference) == "Doe J. A title. Journal, 2001. PMID 1, doi:10.1/x."
    assert wording.url(reference) == "https://pubmed.ncbi.nlm.nih.gov/1/"


def test_claims_are_read_by_their_relation(small: KnowledgeGraph) -> None:
    """The words come from the vocabulary."""
    said = [wording.claim_sentence(c, small) for c in small.ontology.claims.values()]

    assert "Gland requires fuel." in said
    assert "Action suppresses drive." in said


def test_a_story_says_direction_and_share(small: KnowledgeGraph) -> None:
    """Each chain is one sentence that ends at the target, moving the right way."""
    story = wording.tell(small.explain("gland", "tablet", sex="male"), small)

    assert story.headline.startswith("In an adult man with tablet, gland falls.")
    assert story.chains[0].sentence == (
        "Tablet adds to pool from outside; so action rises; so drive falls; "
        "so pituitary falls; so gland falls."
    )
    assert story.chains[0].share_percent == 100
    assert story.caveats[-1] == wording.DISCLAIMER


def test_the_story_never_names_a_dose(small: KnowledgeGraph) -> None:
    """Disclaimer once, no unit of mass."""
    story = wording.tell(small.explain("gland", "tablet", sex="male"), small)

    assert sum(caveat == wording.DISCLAIMER for caveat in story.caveats) == 1
    assert " mg" not in story.headline
