"""The page of a claim: the sentence, in whom it holds, and every evidence line."""

from __future__ import annotations

from typing import Any

from kg import namespaces as ns
from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Claim
from kg.pages.rows import Sources, findings, term_link, who_words


def claim_context(g: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    """Give the template of a claim page what it shows."""
    sources = Sources(g)
    vocabulary = g.ontology.vocabulary
    choices = [
        (name, vocabulary.label(value), vocabulary.choices[value].definition)
        for name, value in (
            ("Shape", claim.shape),
            ("Strength", claim.strength),
            ("Directness", claim.directness),
            ("Time to show", claim.timescale),
        )
        if value in vocabulary.choices
    ]
    return {
        "claim": claim,
        "sentence": wording.claim_sentence(claim, g),
        "cause": term_link(g, g.cause(claim)),
        "result": term_link(g, g.result(claim)),
        "relation": vocabulary.relations[claim.effect],
        "who": who_words(g, claim),
        "grade": g.grade(claim),
        "choices": choices,
        "through": tuple(term_link(g, slug) for slug in claim.through),
        "loops": tuple(term_link(g, slug) for slug in claim.loops),
        "findings": findings(g, claim.evidence, sources),
        "sources": sources.listed,
        "iri": ns.CLAIM + claim.id,
    }
