"""SPARQL over the built graph; the home of pyoxigraph."""

from kg.store.embedded import Answer, EmbeddedStore
from kg.store.guard import refuse

__all__ = ["Answer", "EmbeddedStore", "refuse"]
