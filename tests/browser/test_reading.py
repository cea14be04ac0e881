"""Pages in a real browser: they fit, search works by keyboard, nothing is complained of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "term/gnrh-pulse-frequency/",
    "term/luteinizing-hormone/",
    "term/prolactinoma/",
    "why/prolactinoma/circulating-lh/male/",
    "why/",
    "a-to-z/",
    "kind/hormone/",
    "references/",
    "claim/circulating-inhibin-b-decreases-circulating-fsh/",
    "about/",
    "data-model/",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page whose complaints and requests are collected."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = context.new_page()
    yield found
    context.close()


def _complaints(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    return said


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_complains_of_nothing(
    page: Page, address: str, path: str, width: int
) -> None:
    """No page scrolls sideways, logs an error or asks another host for anything."""
    said = _complaints(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(address + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    assert all(url.startswith(address) for url in asked)


def test_search_finds_lh_by_keyboard(page: Page, address: str) -> None:
    """Slash focuses the field, letters list entries, arrows and Enter open one."""
    page.goto(address + "term/prolactin/")

    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("LH")
    expect(page.get_by_role("option").first).to_contain_text("luteinizing hormone")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("Enter")

    page.wait_for_url("**/some/where/term/luteinizing-hormone/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Luteinizing hormone")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("testostrone", "testosterone"),
        ("kisspetin", "kisspeptin"),
        ("oestradiol", "estradiol"),
        ("17-beta", "estradiol"),
        ("lutro", "luteinizing hormone"),
        ("pulse gen", "pulse generator"),
    ],
)
def test_search_bears_a_slip_of_the_pen(page: Page, address: str, typed: str, label: str) -> None:
    """One typo, British spelling, Greek letters and word beginnings find the entry first."""
    page.goto(address)

    page.get_by_role("combobox").fill(typed)

    expect(page.get_by_role("option").first.locator("b")).to_have_text(label)


def test_escape_closes_the_list(page: Page, address: str) -> None:
    """The list of hits goes away and the text stays."""
    page.goto(address)
    field = page.get_by_role("combobox")
    field.fill("lh")
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("lh")


def test_phones_get_the_narrow_picture(page: Page, address: str) -> None:
    """One of the two pictures is shown, by the width of the window."""
    page.goto(address + "term/gnrh-pulse-frequency/")
    wide, narrow = page.locator("svg.wide").first, page.locator("svg.narrow").first
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()

    page.set_viewport_size({"width": 320, "height": 800})

    expect(wide).to_be_hidden()
    expect(narrow).to_be_visible()
    size = narrow.locator("a.box text").first.bounding_box()
    assert size is not None
    assert size["height"] >= 12


def test_text_stays_inside_its_box(page: Page, address: str) -> None:
    """With the fonts of this machine no label runs out of its box."""
    page.goto(address + "term/gnrh-pulse-frequency/")

    boxes = page.locator("svg.wide .box").all()
    assert len(boxes) > 5
    for box in boxes:
        frame, text = box.locator("rect").bounding_box(), box.locator("text").bounding_box()
        assert frame is not None
        assert text is not None
        assert frame["x"] <= text["x"]
        assert text["x"] + text["width"] <= frame["x"] + frame["width"]


def test_dark_mode_turns_the_paper_dark(browser: Browser, address: str) -> None:
    """The page follows the reader's system."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()

    page.goto(address)

    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.close()
    assert ground == "rgb(22, 19, 27)"


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    """The form leads to the A to Z, and text and pictures are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "term/gnrh-pulse-frequency/")
    expect(page.locator("svg.wide")).to_be_visible()

    page.get_by_label("Search the glossary").fill("lh")
    page.keyboard.press("Enter")

    page.wait_for_url("**/some/where/a-to-z/?q=lh")
    context.close()


def test_print_shows_the_entry_alone(page: Page, address: str) -> None:
    """On paper there is no search and no menu, but the wide picture."""
    page.goto(address + "term/gnrh-pulse-frequency/")

    page.emulate_media(media="print")

    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.locator("svg.wide").first).to_be_visible()
