"""Frozen values that cross the floors: content, vocabulary, explanations.

No framework and no third-party import: rdf makes them, causal reasons with
them, pages and api show them.
"""

from kg.model.content import (
    Claim,
    EvidenceLine,
    Lesion,
    Limits,
    Mapping,
    Ontology,
    Reference,
    Term,
)
from kg.model.diagnosis import Diagnosis, Facts, Fit, NextTest, Observed, RankedCause
from kg.model.explanation import (
    Chain,
    ChainStep,
    Context,
    Explanation,
    LoopEffect,
    NumberedReference,
    Prediction,
)
from kg.model.finding import Finding
from kg.model.restoration import Option, Restoration
from kg.model.vocabulary import Choice, Relation, Vocabulary

__all__ = [
    "Chain",
    "ChainStep",
    "Choice",
    "Claim",
    "Context",
    "Diagnosis",
    "EvidenceLine",
    "Explanation",
    "Facts",
    "Finding",
    "Fit",
    "Lesion",
    "Limits",
    "LoopEffect",
    "Mapping",
    "NextTest",
    "NumberedReference",
    "Observed",
    "Ontology",
    "Option",
    "Prediction",
    "RankedCause",
    "Reference",
    "Relation",
    "Restoration",
    "Term",
    "Vocabulary",
]
