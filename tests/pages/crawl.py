"""Reads a built page: its links, ids, headings and references to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href"}
_REFERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


@dataclass
class Reading(HTMLParser):
    """What one page holds."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    refers: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of an element."""
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        if tag in {"a", "area"} and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and found.get("rel") != "canonical":
            self.loads.append(found["href"])
        if _LOADS.get(tag) in found:
            self.loads.append(found[_LOADS[tag]])
        for name in _REFERS:
            self.refers += found.get(name, "").split()
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and not {"src", "type"} & set(found)):
            self.inline.append(tag)
        self._inside = found.get("type", "") if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        """Keep JSON-LD."""
        if self._inside == "application/ld+json":
            self.data.append(data)


def read(path: Path) -> Reading:
    """Read a page."""
    reading = Reading()
    reading.feed(path.read_text("utf-8"))
    return reading


def pages(site: Path) -> Iterator[tuple[str, Reading]]:
    """Give every page of a site by its path."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), read(path)


def inside(page: str, link: str) -> tuple[str, str] | None:
    """Resolve a link on a page to a file of the site and a fragment; None if it leads out."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    here = PurePosixPath("/", page).parent
    path = unquote(parts.path)
    steps: list[str] = [] if path.startswith("/") else list(here.parts[1:])
    for step in path.split("/"):
        if step == "..":
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    target = "/".join(steps) if path else page
    if path.endswith("/") or path in {".", ".."}:
        target = f"{target}/index.html".lstrip("/")
    return target, parts.fragment
