"""Which form of a thing a client wants: by ending first, then by Accept."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import HTTPException

HTML = "text/html"
JSON = "application/json"
TURTLE = "text/turtle"
JSONLD = "application/ld+json"
NTRIPLES = "application/n-triples"
SUFFIXES = {".html": HTML, ".json": JSON, ".ttl": TURTLE, ".jsonld": JSONLD, ".nt": NTRIPLES}


def parse_accept(header: str) -> list[tuple[str, float]]:
    """Read an Accept header into media ranges with their q-values, best first.

    A range without a readable q counts as 1; ties keep the client's order, but a
    named type goes before a wildcard.

    Example:
        >>> parse_accept("text/*;q=0.5, text/turtle")
        [('text/turtle', 1.0), ('text/*', 0.5)]
    """
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            found.append((name.lower(), _quality(parameters)))
    return sorted(found, key=lambda item: (-item[1], item[0].count("*")))


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 1.0
    return 1.0


def _fits(media: str, wanted: str) -> bool:
    if wanted in ("*/*", media):
        return True
    return wanted.endswith("/*") and media.startswith(wanted[:-1])


def choose(accept: str, offered: Sequence[str]) -> str:
    """Pick the offered media type the client likes best; the first offered wins a tie.

    Args:
        accept: The Accept header; "" accepts everything.
        offered: What there is, the preferred form first.

    Raises:
        HTTPException: 406, when nothing offered is acceptable.
    """
    ranges = parse_accept(accept) or [("*/*", 1.0)]
    refused = {name for name, quality in ranges if quality == 0 and "*" not in name}
    for wanted, quality in ranges:
        for media in offered:
            if quality > 0 and media not in refused and _fits(media, wanted):
                return media
    raise HTTPException(
        406, f"Nothing here fits that Accept header. Offered: {', '.join(offered)}."
    )


def split_suffix(name: str) -> tuple[str, str]:
    """Part a known ending from a name; the media type is "" when there is none.

    Example:
        >>> split_suffix("estradiol.ttl")
        ('estradiol', 'text/turtle')
    """
    for suffix, media in SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), media
    return name, ""
