"""Colours: every text colour stands out from every ground it is set on, light and dark."""

from __future__ import annotations

import re

import pytest

from kg import locations

_CSS = (locations.site_sources() / "assets" / "site.css").read_text("utf-8")
_PLACES = ("cause", "input", "hypothalamus", "pituitary", "gland", "blood", "tissue")
_TEXTS = ("ink", "soft", "accent", "raise", "lower")


def _palettes() -> dict[str, dict[str, str]]:
    light = dict(re.findall(r"--([\w-]+): (#\w{6});", _CSS.split("@media")[0]))
    dark_rule = _CSS.split("@media (prefers-color-scheme: dark)")[1].split("}")[0]
    return {"light": light, "dark": light | dict(re.findall(r"--([\w-]+): (#\w{6});", dark_rule))}


PALETTES = _palettes()


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, two: str) -> float:
    high, low = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


_PAIRS = [(text, ground) for text in _TEXTS for ground in ("paper", "panel")]
_PAIRS += [(place, f"{place}-band") for place in _PLACES]
_PAIRS += [(sign, f"{place}-band") for place in _PLACES for sign in ("raise", "lower")]
_PAIRS += [("on-accent", "accent")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_text_reads_on_its_ground(scheme: str, text: str, ground: str) -> None:
    """The ratio of contrast is at least 4.5, as WCAG asks of text."""
    palette = PALETTES[scheme]

    assert _contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_can_be_seen(scheme: str) -> None:
    """Outlines of boxes and fields reach a ratio of 2 against paper; text inside carries them."""
    palette = PALETTES[scheme]

    assert _contrast(palette["edge"], palette["paper"]) >= 2
