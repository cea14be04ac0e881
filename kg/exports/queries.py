"""SPARQL results for people at a terminal."""

from __future__ import annotations

import json
from typing import Any

from kg import namespaces as ns

MEDIA = {
    "table": "application/sparql-results+json",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}


def _cell(value: dict[str, Any] | None) -> str:
    if value is None:
        return ""
    text = str(value["value"])
    return ns.compact(text) if value["type"] == "uri" else text


def table(body: bytes) -> str:
    """Lay a SPARQL JSON result out as a plain table, or give yes or no for ASK."""
    result = json.loads(body)
    if "boolean" in result:
        return "yes" if result["boolean"] else "no"
    names = result["head"]["vars"]
    rows = [[_cell(row.get(n)) for n in names] for row in result["results"]["bindings"]]
    widths = [min(60, max(len(r[i]) for r in [names, *rows])) for i in range(len(names))]
    lines = [names, ["-" * w for w in widths], *rows]
    said = "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return f"{said}\n{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
