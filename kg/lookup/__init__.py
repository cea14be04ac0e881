"""Names to terms: exact and prefix look-up, and names found inside a phrase."""

from kg.lookup.index import Hit, NameIndex, build_names, normalise

__all__ = ["Hit", "NameIndex", "build_names", "normalise"]
