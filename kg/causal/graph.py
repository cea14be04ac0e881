"""The signed graph of one context, on networkx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.causal.context import claims_in, present
from kg.model import Choice, Claim, Context, Ontology

#: Midpoint weights of a permissive or excess-only edge without a stated strength.
_SHAPED = {"permissive", "excessOnly"}


@dataclass(frozen=True, slots=True)
class Edge:
    """One claim as the engine sees it, read from cause to effect.

    Attributes:
        claim: Slug of the claim.
        source: Slug of the causing quantity.
        target: Slug of the answering quantity.
        sign: -1 or +1.
        shape: "essential", "modulatory", "weak", "permissive", "excessOnly", "poolMember".
        weight: Slope in log-fold space at the midpoint of the shape's class.
        low, high: Range of the slope within its class.
        share: Part of the healthy pool, or 0.
        loops: Feedback loops whose returning limb it is.
        needs: Quantities that must be present for it to act.
    """

    claim: str
    source: str
    target: str
    sign: int
    shape: str
    weight: float
    low: float
    high: float
    share: float
    loops: tuple[str, ...]
    needs: tuple[str, ...] = ()


#: Half the width of the range of a stated strength.
_AROUND = 0.15


def _weights(claim: Claim, choices: Mapping[str, Choice]) -> tuple[float, float, float]:
    """Give the slope of a claim at the midpoint, and its range."""
    if claim.shape in _SHAPED and claim.strength:
        middle = choices[claim.strength].values["weightMid"]
        return middle, middle - _AROUND, middle + _AROUND
    values = choices[claim.shape].values
    middle = values.get("weightMid", 0.0)
    return middle, values.get("weightLow", middle), values.get("weightHigh", middle)


def edge_of(claim: Claim, ontology: Ontology) -> Edge:
    """Turn a claim into an edge from its cause to its effect."""
    relation = ontology.vocabulary.relations[claim.effect]
    ends = (claim.subject, claim.object)
    source, target = ends if relation.acts_from == "subject" else ends[::-1]
    weight, low, high = _weights(claim, ontology.vocabulary.choices)
    return Edge(
        claim=claim.id,
        source=source,
        target=target,
        sign=relation.sign,
        shape=claim.shape,
        weight=weight,
        low=low,
        high=high,
        share=claim.share or 0.0,
        loops=claim.loops,
        needs=tuple(sorted(claim.limits.requires_state)),
    )


def build(ontology: Ontology, context: Context) -> nx.MultiDiGraph[str]:
    """Build the graph of all quantities and claims that hold in a context.

    Returns:
        A graph whose nodes are slugs of quantities, sorted, and whose edges are
        keyed by the slug of the claim and carry it as attribute `edge`.
    """
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    quantities = (t for t in ontology.terms.values() if t.kind == "Quantity")
    G.add_nodes_from(sorted(t.id for t in quantities if present(t, context)))
    for slug in claims_in(ontology, context):
        edge = edge_of(ontology.claims[slug], ontology)
        if edge.source in G and edge.target in G:
            G.add_edge(edge.source, edge.target, key=slug, edge=edge)
    return G


def edges(G: nx.MultiDiGraph[str]) -> list[Edge]:
    """Give the edges of a graph, sorted by claim."""
    found = [data["edge"] for _, _, data in G.edges(data=True)]
    return sorted(found, key=lambda edge: edge.claim)
