"""Pulsatile: a knowledge graph of reproductive endocrinology.

>>> import kg
>>> g = kg.load()
>>> g.term("LH").label
'luteinizing hormone'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg._version import __version__

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph, load

__all__ = ["KnowledgeGraph", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import the façade on first use, so that `kg term` starts at once."""
    if name in {"KnowledgeGraph", "load"}:
        from kg import knowledge

        return getattr(knowledge, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
