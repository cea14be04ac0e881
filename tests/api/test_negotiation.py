"""Content negotiation by itself."""

from __future__ import annotations

import pytest
from fastapi import HTTPException

from kg.api.negotiation import HTML, JSON, TURTLE, choose, parse_accept, split_suffix


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/turtle", TURTLE),
        ("text/*", TURTLE),
        ("application/json;q=0.1, text/turtle;q=0.9", TURTLE),
        ("application/json;q=0, */*", TURTLE),
        ("text/turtle;q=oops", TURTLE),
        ("TEXT/TURTLE", TURTLE),
        ("application/xml, */*;q=0.1", JSON),
    ],
)
def test_choose(accept: str, chosen: str) -> None:
    """The client's wish decides, then the order of what is offered."""
    assert choose(accept, [JSON, TURTLE, HTML]) == chosen


def test_nothing_acceptable_is_406() -> None:
    """The offer is named."""
    with pytest.raises(HTTPException, match=r"406: .*application/json"):
        choose("image/png", [JSON])


def test_a_named_type_goes_before_a_wildcard() -> None:
    """At equal quality the more exact wish counts."""
    assert parse_accept("*/*, text/html")[0][0] == "text/html"


def test_suffixes() -> None:
    """Only known endings are taken off."""
    assert split_suffix("igf-1.ttl") == ("igf-1", TURTLE)
    assert split_suffix("v1.0") == ("v1.0", "")
