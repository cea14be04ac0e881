"""What machines read on a page: schema.org as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from kg import namespaces as ns
from kg.model import Term
from kg.pages.links import term_path

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def term_schema(term: Term, site_url: str, same_as: list[str]) -> dict[str, Any]:
    """Describe a term page: the term, the page, and the way to it."""
    address = site_url + term_path(term.id)
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "DefinedTerm",
                "@id": ns.TERM + term.id,
                "name": term.label,
                "alternateName": [*term.abbreviations, *term.alt_labels],
                "description": term.definition,
                "termCode": term.id,
                "url": address,
                "inDefinedTermSet": {
                    "@type": "DefinedTermSet",
                    "@id": ns.BASE,
                    "name": "Pulsatile",
                    "url": site_url,
                },
                "sameAs": same_as,
            },
            {
                "@type": "WebPage",
                "@id": address,
                "name": term.label,
                "inLanguage": "en",
                "lastReviewed": term.reviewed,
                "mainEntity": {"@id": ns.TERM + term.id},
                "license": _LICENCE,
                "breadcrumb": {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        _crumb(1, "Pulsatile", site_url),
                        _crumb(2, "A to Z", site_url + "a-to-z/"),
                        _crumb(3, term.label, address),
                    ],
                },
            },
        ],
    }


def _crumb(position: int, name: str, address: str) -> dict[str, Any]:
    return {"@type": "ListItem", "position": position, "name": name, "item": address}


def as_script(data: dict[str, Any]) -> Markup:
    """Write JSON that may stand inside a script element: `<`, `>` and `&` are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(char, code)
    return Markup(text)  # noqa: S704 - escaped above
