"""Signs, chains and loops: the engine that says why a quantity changes."""

from kg.causal.engine import Engine, Solution
from kg.causal.tables import Table
from kg.model.direction import MATERIAL, direction

__all__ = ["MATERIAL", "Engine", "Solution", "Table", "direction"]
