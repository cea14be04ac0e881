"""The graph over HTTP; the home of FastAPI."""

from kg.api.app import create_app, router

__all__ = ["create_app", "router"]
