"""The whole site as files: whole, consistent, private, and the same on every build."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest

from kg.wording import DISCLAIMER
from tests.pages.crawl import inside, pages
from tests.pages.sample import SampleGraph, build_sample_site


def test_every_page_has_one_main_heading(site: Path) -> None:
    """A page has exactly one h1 and skips no level of heading."""
    for page, reading in pages(site):
        assert reading.headings.count(1) == 1, page
        steps = zip(reading.headings, reading.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), page


def test_no_link_is_broken(site: Path) -> None:
    """Every link inside the site leads to a file, and every fragment to an id."""
    readings = dict(pages(site))
    broken = []
    for page, reading in readings.items():
        if page == "404.html":
            continue
        for link in (*reading.links, *reading.loads):
            target = inside(page, link)
            if target is None:
                continue
            file, fragment = target
            known = readings[file].ids if file in readings else []
            if not (site / file).is_file() or (fragment and fragment not in known):
                broken.append((page, link))
    assert broken == []


def test_ids_are_unique_and_referred_ids_exist(site: Path) -> None:
    """No id stands twice on a page, and what labels or describes is there."""
    for page, reading in pages(site):
        assert len(reading.ids) == len(set(reading.ids)), page
        assert set(reading.refers) <= set(reading.ids), page


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Pages load only their own style, script, icon and data."""
    for page, reading in pages(site):
        assert all("//" not in load for load in reading.loads), page


def test_pages_hold_no_inline_style_or_script(site: Path) -> None:
    """A strict content security policy holds: no style, no handler, no code in the page."""
    for page, reading in pages(site):
        assert reading.inline == [], page


def test_json_ld_parses_and_names_the_term(site: Path, sampled: SampleGraph) -> None:
    """Each live term page describes its term for machines."""
    for slug, term in sampled.ontology.terms.items():
        data = dict(pages(site / "term" / slug))["index.html"].data
        if term.deprecated:
            assert data == []
            continue
        graph = json.loads("".join(data))["@graph"]
        assert graph[0]["name"] == term.label
        assert graph[0]["@id"].endswith(f"/term/{slug}")


def test_prose_is_escaped(site: Path) -> None:
    """Markup in the content is shown, not obeyed."""
    html = (site / "term" / "prolactin" / "index.html").read_text("utf-8")

    assert "&lt;Anyone &amp; Co&gt;" in html
    assert "<Anyone" not in html


@pytest.mark.parametrize("page", ["index.html", "term/gnrh/index.html", "about/index.html"])
def test_the_disclaimer_stands_once_on_a_page(site: Path, page: str) -> None:
    """It is said in the footer and nowhere else."""
    assert (site / page).read_text("utf-8").count(DISCLAIMER) == 1


def test_an_explanation_says_it_once_more(site: Path) -> None:
    """A why page has it in the footer and among its own caveats."""
    html = (site / "why/prolactinoma/circulating-lh/male/index.html").read_text("utf-8")

    assert html.count(DISCLAIMER) == 2


def test_the_search_file_lists_every_live_term(site: Path, sampled: SampleGraph) -> None:
    """`terms.json` has label, names, summary and address of each."""
    entries = json.loads((site / "terms.json").read_text("utf-8"))

    live = {t.label for t in sampled.ontology.terms.values() if not t.deprecated}
    assert {entry["l"] for entry in entries} == live
    assert all((site / entry["u"] / "index.html").is_file() for entry in entries)


def test_the_sitemap_lists_pages_that_exist(site: Path) -> None:
    """Each address of the sitemap is a page; renamed terms are not among them."""
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    places = [node.text or "" for node in root.iter() if node.tag.endswith("loc")]

    base = "https://pulsatile.github.io/pulsatile/"
    assert len(places) > 100
    assert all((site / p.removeprefix(base) / "index.html").is_file() for p in places)
    assert not any("gonadoliberin-old" in place for place in places)


def test_a_renamed_term_leads_on(site: Path) -> None:
    """Its page stays and links to the term that took its place."""
    html = (site / "term/gonadoliberin-old/index.html").read_text("utf-8")

    assert 'href="../../term/gnrh/"' in html


def test_a_term_page_stays_light(site: Path) -> None:
    """No page of a term takes more than 12 kB on the way, and the middle one less than 5 kB."""
    sizes = [len(gzip.compress(p.read_bytes())) for p in (site / "term").rglob("*.html")]

    assert max(sizes) < 12_000
    assert median(sizes) < 5_000


def test_a_second_build_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Nothing depends on the clock, on hash order or on the folder."""
    again = build_sample_site(tmp_path / "again")

    def content(folder: Path) -> dict[str, bytes]:
        return {
            p.relative_to(folder).as_posix(): p.read_bytes()
            for p in folder.rglob("*")
            if p.is_file()
        }

    assert content(again) == content(site)
