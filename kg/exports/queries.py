"""SPARQL for people at a terminal: prefixes added, results as a table."""

from __future__ import annotations

import json
import re
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


def with_prefixes(query: str) -> str:
    """Put PREFIX lines before a query for the project's prefixes it uses and does not declare.

    They stand on the first line, so that the line number of a mistake stays true.
    """
    declared = set(re.findall(r"\bprefix\s+([\w-]*):", query, re.IGNORECASE))
    used = [
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in ns.prefixes().items()
        if prefix not in declared and re.search(rf"\b{prefix}:", query)
    ]
    return "".join(used) + query


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
