"""Signs, chains and loops: the engine that says why a quantity changes."""

from kg.causal.engine import MATERIAL, Engine, Solution, direction
from kg.causal.tables import Table

__all__ = ["MATERIAL", "Engine", "Solution", "Table", "direction"]
