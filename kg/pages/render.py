"""Templates into HTML: one environment for every page, whoever serves it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.pages.links import Linker
from kg.pages.metadata import as_script


@dataclass(frozen=True, slots=True)
class Settings:
    """What the pages know of the place they are served from.

    Attributes:
        site_url: Public address with a closing slash.
        repository: Address of the source repository, for feedback.
        sources: The folder `site/`.
    """

    site_url: str
    repository: str
    sources: Path


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written.

    Attributes:
        path: Address from the root, "" for the first page, else with a closing slash.
        template: File in `site/theme/`.
        context: What the template shows.
    """

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The file it is written to, from the root of the site."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path

    @property
    def base_url(self) -> str:
        """Way from the page to the root of the site, without a closing slash."""
        return "/".join([".."] * self.path.count("/")) or "."


class Renderer:
    """Renders pages of one graph with the templates of one site."""

    def __init__(self, g: KnowledgeGraph, settings: Settings) -> None:
        self._g = g
        self._settings = settings
        self._linker = Linker(g.ontology.terms.values())

    @cached_property
    def environment(self) -> Environment:
        """The templates, with everything they may call."""
        env = Environment(
            loader=FileSystemLoader(self._settings.sources / "theme"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.furnish(env)
        return env

    def furnish(self, env: Environment) -> None:
        """Give an environment the globals and filters of our templates; MkDocs has its own."""
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.filters["short"] = _short
        env.filters["capital"] = wording.capital
        env.filters["day"] = day
        env.filters["script"] = as_script
        env.globals.update(
            link=self._linker.link,
            site_url=self._settings.site_url,
            repository=self._settings.repository,
            version=self._g.version,
            disclaimer=wording.DISCLAIMER,
            stamp=self._stamp,
        )

    @cached_property
    def _stamp(self) -> str:
        """A few letters that change when style or script change, so that caches may be long."""
        digest = hashlib.sha256()
        for path in sorted((self._settings.sources / "assets").iterdir()):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:8]

    def render(self, page: Page) -> str:
        """Give the HTML of a page."""
        template = self.environment.get_template(page.template)
        text = template.render(base_url=page.base_url, path=page.path, **page.context)
        return re.sub(r"\n\s+", "\n", text).lstrip()


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(iso: str) -> str:
    """Write an ISO date for readers; what is no date stays as it is.

    Example:
        >>> day("2026-11-23")
        '23 November 2026'
    """
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return iso
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def as_json(data: Any) -> str:
    """Write JSON for a file, byte for byte as the API sends it."""
    return json.dumps(data, ensure_ascii=False)
