"""The MkDocs hook: adds the pages of the graph to those written by hand.

MkDocs is only the carrier: everything is rendered in `kg.pages.catalogue`, so
the site can outlive it. `extra.knowledge` may hold a graph; else the built one is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from kg.pages.catalogue import Catalogue
from kg.pages.render import Settings


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Open the graph and keep the catalogue for the later steps."""
    from kg.knowledge import load

    graph = config.extra.pop("knowledge", None) or load()
    settings = Settings(
        site_url=str(config.site_url),
        repository=str(config.repo_url),
        sources=Path(config.docs_dir).parent,
    )
    config.extra["catalogue"] = Catalogue(graph, settings)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page, picture and download of the graph."""
    for path, content in config.extra["catalogue"].files():
        made = File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
        files.append(made)
    return files


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Let prose pages use the same templates."""
    config.extra["catalogue"].renderer.furnish(env)
    return env


def on_page_context(context: dict[str, Any], page: Any, **_: Any) -> dict[str, Any]:
    """Tell a prose page its own address."""
    return {**context, "path": page.url if page.url != "./" else ""}
