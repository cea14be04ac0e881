"""The whole site of the whole content: built under strict rules, no link broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.knowledge import KnowledgeGraph
from kg.pages.site import build_site
from tests.pages.crawl import inside, pages

pytestmark = pytest.mark.content


@pytest.fixture(scope="module")
def full_site(g: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page there is."""
    return build_site(g, tmp_path_factory.mktemp("full") / "site")


def test_no_link_of_the_whole_site_is_broken(full_site: Path) -> None:
    """Every link inside the site leads to a file, and every fragment to an id."""
    readings = dict(pages(full_site))
    broken = []
    for page, reading in readings.items():
        for link in (*reading.links, *reading.loads) if page != "404.html" else ():
            target = inside(page, link)
            if target is not None:
                file, fragment = target
                known = readings[file].ids if file in readings else []
                if not (full_site / file).is_file() or (fragment and fragment not in known):
                    broken.append((page, link))
    assert broken == []


def test_the_page_tells_the_same_story_as_the_command_line(
    full_site: Path, g: KnowledgeGraph
) -> None:
    """Sentences of the page are those of `kg explain`."""
    from html import unescape
    from html.parser import HTMLParser

    from kg import wording

    class Text(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Text()
    path = full_site / "why" / "chronic-stress" / "circulating-lh" / "female" / "index.html"
    reader.feed(path.read_text("utf-8"))
    page = " ".join(unescape(reader.said).split())
    story = wording.tell(g.explain("LH", "chronic stress", sex="female"), g)

    assert story.headline in page
    for chain in story.chains:
        assert chain.sentence in page
    for loop in story.loops:
        assert loop in page
