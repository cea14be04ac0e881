"""Look-up: folding, exact before prefix, names inside phrases."""

from __future__ import annotations

import pytest

from kg.knowledge import KnowledgeGraph
from kg.lookup import NameIndex, normalise

ENTRIES = [
    {
        "id": "luteinizing-hormone",
        "label": "luteinizing hormone",
        "kind": "Hormone",
        "names": [["luteinizing hormone", "label"], ["LH", "abbreviation"]],
        "of": [],
        "summary": "",
    },
    {
        "id": "circulating-lh",
        "label": "circulating LH",
        "kind": "Quantity",
        "names": [["circulating LH", "label"], ["LH", "synonym"]],
        "of": ["luteinizing-hormone"],
        "summary": "",
    },
    {
        "id": "estradiol",
        "label": "estradiol",
        "kind": "Hormone",
        "names": [["estradiol", "label"], ["17β-estradiol", "synonym"]],
        "of": [],
        "summary": "",
    },
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(ENTRIES)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Oestradiol", "estradiol"),
        ("5α-reductase", "5 alpha reductase"),
        ("Klinefelter's syndrome", "klinefelter syndrome"),
        ("GnRH-pulses", "gnrh pulse"),
        ("status", "status"),
        ("hyperprolactinaemia", "hyperprolactinemia"),
    ],
)
def test_normalise(written: str, folded: str) -> None:
    """Spellings of one name fold onto one key."""
    assert normalise(written) == folded


def test_a_label_goes_before_a_synonym(index: NameIndex) -> None:
    """The hormone comes before the quantity that is also called so."""
    assert [hit.id for hit in index.exact("lh")] == ["luteinizing-hormone", "circulating-lh"]


def test_a_hit_says_what_matched(index: NameIndex) -> None:
    """Kind and text of the name are told."""
    hit = index.exact("17-beta-Oestradiol")[0]

    assert (hit.id, hit.matched, hit.matched_kind, hit.how) == (
        "estradiol",
        "17β-estradiol",
        "synonym",
        "exact",
    )


def test_prefix_finds_words_inside_a_name(index: NameIndex) -> None:
    """A later word of the name counts, after names that begin so."""
    assert [hit.id for hit in index.prefix("horm")] == ["luteinizing-hormone"]


def test_nearest_helps_a_misspelt_name(index: NameIndex) -> None:
    """A typing error is answered with what was probably meant."""
    assert index.nearest("estradoil") == ["estradiol"]


def test_names_inside_a_phrase_are_found_longest_first(index: NameIndex) -> None:
    """A phrase is taken apart without overlap."""
    found = index.inside("luteinizing hormone and oestradiol")

    assert [hit.id for hit in found] == ["luteinizing-hormone", "estradiol"]


@pytest.mark.content
def test_every_name_of_the_content_finds_its_term(g: KnowledgeGraph) -> None:
    """No label is out of reach."""
    for slug, term in g.ontology.terms.items():
        assert slug in [hit.id for hit in g.index.exact(term.label)], term.label
