"""Puts the content, the site's sources and the built graph into the wheel.

The graph is compiled here, so that `pip install pulsatile` works offline at once.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds data files to a wheel that is to be shipped; an editable one needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the built graph and list what goes where."""
        if version != "standard":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from kg.exports.build import build

        graph = Path(tempfile.mkdtemp(prefix="pulsatile-")) / "graph"
        build(root / "ontology", graph)
        build_data["force_include"] |= {
            str(root / "ontology"): "kg/_data/ontology",
            str(root / "site"): "kg/_data/site",
            str(root / "mkdocs.yml"): "kg/_data/mkdocs.yml",
            str(graph): "kg/_data/graph",
        }
