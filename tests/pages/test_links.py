"""The linker: longest names, first mention, nothing it should leave alone."""

from __future__ import annotations

import pytest

from kg.model import Term
from kg.pages.links import Linker, kind_path


def _term(slug: str, label: str, *names: str, short: str = "", kind: str = "Hormone") -> Term:
    return Term(
        slug,
        kind,
        label,
        "A thing.",
        "A thing.",
        abbreviations=(short,) if short else (),
        alt_labels=names,
    )


LINKER = Linker(
    [
        _term("gnrh", "gonadotropin-releasing hormone", short="GnRH"),
        _term("gnrh-receptor", "gonadotropin-releasing hormone receptor", "GnRH receptor"),
        _term("lh", "luteinizing hormone", short="LH"),
        _term("ar", "AR"),
        _term("testis", "testis", "testes"),
        _term("leydig-cell", "Leydig cell"),
        _term("circulating-lh", "circulating LH", "luteinizing hormone", kind="Quantity"),
    ]
)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("The GnRH receptor answers.", ["gnrh-receptor"]),
        ("GnRH acts, and GnRH acts again.", ["gnrh"]),
        ("Leydig cells and a leydig cell", ["leydig-cell"]),
        ("they are here", []),
        ("Luteinizing hormone rises", ["lh"]),
        ("luteinizing-hormone pulses", ["lh"]),
        ("luteinizing, hormone", []),
        ("both testes", ["testis"]),
        ("an LHX4 gene", []),
    ],
)
def test_first_mentions_of_the_longest_names_are_linked(text: str, slugs: list[str]) -> None:
    """Plurals and hyphens fold, capitals of abbreviations count, parts of words do not."""
    linked = str(LINKER.link(text, "../"))

    assert [part.split('/"')[0] for part in linked.split('href="../term/')[1:]] == slugs


def test_a_page_never_links_to_itself() -> None:
    """The term whose page it is stays plain."""
    assert str(LINKER.link("LH rises", "", never=["lh"])) == "LH rises"


def test_text_is_escaped_around_links() -> None:
    """Nothing of the text becomes markup."""
    linked = str(LINKER.link("<b>LH</b> & more", "../"))

    assert linked == '&lt;b&gt;<a href="../term/lh/">LH</a>&lt;/b&gt; &amp; more'


def test_the_words_themselves_are_kept() -> None:
    """Without its tags the linked text is the text."""
    text = "In testes, Leydig cells answer LH (luteinizing hormone)."

    assert LINKER.link(text, "").striptags() == text


def test_kinds_have_readable_addresses() -> None:
    """Capitals inside a kind become hyphens."""
    assert kind_path("GeneLesion") == "kind/gene-lesion/"
