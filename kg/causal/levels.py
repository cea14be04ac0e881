"""At which level of the axis a cause strikes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.causal.engine import Engine
from kg.causal.lesions import lesions_of

#: Levels that say where a quantity is found, not where a lesion lies.
_NO_LEVEL_OF_A_LESION = {"", "input", "blood"}
#: Organs of the axes: where an input from the rest of the body takes hold.
_ORGANS = {"hypothalamus", "pituitary", "gonad", "adrenal", "thyroid", "placenta"}


def level_of(engine: Engine, cause: str, targets: Iterable[str]) -> str:
    """Give the level of the lesion in the words of design.md, section 9.

    The cause's own entry decides, then the quantity it strikes. A cause that comes in
    from the rest of the body (energy, stress, iron) counts for the first organ of the
    axis on the shortest way to what was observed; "peripheral" if it reaches none.

    Args:
        engine: The engine of the context.
        cause: Slug of a term with lesions.
        targets: Quantities that were found abnormal.
    """
    own = _notation(engine, engine.ontology.terms[cause].level)
    if own not in _NO_LEVEL_OF_A_LESION:
        return own
    lesions = lesions_of(engine.ontology, [cause], engine.context)
    struck = [lesion.target for lesion in lesions if lesion.target in engine.graph]
    for quantity in struck:
        level = _quantity_level(engine, quantity)
        if level not in _NO_LEVEL_OF_A_LESION:
            return level
    ways = [_way(engine, start, end) for start in struck for end in targets]
    for way in sorted((w for w in ways if w), key=len):
        for quantity in way:
            if (level := _quantity_level(engine, quantity)) in _ORGANS:
                return level
    return "peripheral"


def _notation(engine: Engine, level: str) -> str:
    choice = engine.ontology.vocabulary.choices.get(level)
    return choice.notation if choice else ""


def _quantity_level(engine: Engine, quantity: str) -> str:
    return _notation(engine, engine.ontology.terms[quantity].level)


def _way(engine: Engine, start: str, end: str) -> list[str]:
    try:
        return list(nx.shortest_path(engine.graph, start, end))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return []
