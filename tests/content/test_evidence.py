"""Every claim and lesion rests on a complete, dated reference."""

from __future__ import annotations

import pytest

from kg.knowledge import KnowledgeGraph

pytestmark = pytest.mark.content


def test_size(g: KnowledgeGraph) -> None:
    """The first content: at least 150 terms, 220 claims, lesions of 25 causes."""
    assert len(g.ontology.terms) >= 150
    assert len(g.ontology.claims) >= 220
    assert len({lesion.of for lesion in g.ontology.lesions.values()}) >= 25


def test_every_claim_and_lesion_has_support(g: KnowledgeGraph) -> None:
    """No supporting line, no claim."""
    lines = {slug: claim.evidence for slug, claim in g.ontology.claims.items()}
    lines |= {slug: lesion.evidence for slug, lesion in g.ontology.lesions.items()}
    bare = [s for s, found in lines.items() if all(e.direction != "supports" for e in found)]

    assert bare == []


def test_every_reference_is_complete_and_dated(g: KnowledgeGraph) -> None:
    """Title, author, year, journal, an identifier, where it was seen and when."""
    for reference in g.ontology.references.values():
        assert reference.title, reference.id
        assert reference.first_author, reference.id
        assert 1900 < reference.year <= 2026, reference.id
        assert reference.journal, reference.id
        assert reference.pmid or reference.pmcid or reference.doi or reference.book_id
        assert reference.seen_at.startswith("https://") or reference.seen_at.startswith("http://")
        assert reference.checked, reference.id


def test_findings_are_sentences_and_not_repeated_word_for_word(g: KnowledgeGraph) -> None:
    """No two lines of different references say the same in the same words."""
    seen: dict[str, str] = {}
    for claim in g.ontology.claims.values():
        for line in claim.evidence:
            assert line.finding.endswith((".", ")")), line.id
            other = seen.setdefault(line.finding, line.reference)
            assert other == line.reference, line.id
