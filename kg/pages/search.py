"""`terms.json`: what the search box of the page needs to know of each term."""

from __future__ import annotations

import json
import re

from kg.knowledge import KnowledgeGraph
from kg.pages.links import term_path


def terms_json(g: KnowledgeGraph) -> str:
    """Give the terms as compact JSON, sorted by label.

    Each entry: `l` label, `a` abbreviations, `s` other names, `d` the first
    sentence in plain words, `k` kind in words, `u` address from the root of the site.
    """
    kinds = g.ontology.vocabulary.kinds
    entries = [
        {
            "l": term.label,
            "a": list(term.abbreviations),
            "s": list(term.alt_labels),
            "d": re.split(r"(?<=[.!?])\s", term.plain)[0],
            "k": kinds.get(term.kind, term.kind),
            "u": term_path(term.id),
        }
        for term in sorted(
            g.ontology.terms.values(), key=lambda t: (t.kind == "Quantity", t.label.casefold())
        )
        if not term.deprecated
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")) + "\n"
