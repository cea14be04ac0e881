"""The whole static site in one call."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from kg import locations
from kg.knowledge import KnowledgeGraph


def build_site(
    g: KnowledgeGraph,
    destination: Path | None = None,
    *,
    site_url: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Build the static site; the same graph and sources give the same bytes.

    Args:
        g: The graph.
        destination: Folder to write; emptied first. `build/site` by default.
        site_url: Public address, if not the one of `mkdocs.yml`.
        progress: Called with a short sentence as the work goes on.

    Returns:
        The folder that was written.

    Raises:
        mkdocs.exceptions.Abort: If MkDocs finds a fault; its log says which.
    """
    say = progress or (lambda _: None)
    destination = destination or locations.built_site()
    config = load_config(
        str(locations.root() / "mkdocs.yml"),
        site_dir=str(destination),
        strict=True,
        hooks=[str(Path(__file__).with_name("hook.py"))],
        **({"site_url": site_url} if site_url else {}),
    )
    config.extra["knowledge"] = g
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    say(f"Building {len(g.ontology.terms)} terms and {len(g.ontology.claims)} claims.")
    build(config)
    say(f"The site is in {destination}.")
    return destination
