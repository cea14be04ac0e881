"""What is refused before a query reaches the engine, with the reason.

Findings behind each rule: an embedded Oxigraph dies of a stack overflow on
deeply nested queries, and SERVICE makes it call out to the network.
"""

from __future__ import annotations

import re

from kg.errors import QueryForbiddenError

MAX_LENGTH = 64_000
MAX_NESTING = 200
#: Strings, comments, IRIs, variables, language tags and local names: no keyword can stand in them.
_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'(?:[^'\\\n]|\\.)*+'"
    r"|<[^<>\"{}|^`\\\s]*+>"
    r"|#[^\n]*+"
    r"|[?$@]\w++"
    r"|(?<=:)[\w.-]++"
)
_SERVICE = re.compile(r"service(?!\s*:)(?!\w*:(?!\s*\{))", re.IGNORECASE)


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")}]":
            depth -= 1
    return deepest


def refuse(query: str) -> None:
    """Refuse a query that is too long, too deeply nested, or asks for another service.

    Raises:
        QueryForbiddenError: With the reason and what to do.
    """
    if len(query) > MAX_LENGTH:
        raise QueryForbiddenError(
            f"The query is longer than {MAX_LENGTH} characters. Shorten it or split it."
        )
    bare = _QUIET.sub(" ", query)
    if _nesting(bare) > MAX_NESTING or _run(bare) > MAX_NESTING:
        raise QueryForbiddenError(
            f"The query is nested more than {MAX_NESTING} deep. Write it with fewer brackets, "
            "unions or signs in a row."
        )
    if _SERVICE.search(bare):
        raise QueryForbiddenError(
            "SERVICE is not available: this endpoint never calls another one. "
            "Query the other endpoint yourself and join the answers."
        )


def _run(bare: str) -> int:
    """Count what also nests in the parser: unary signs in a row, unions, operators."""
    signs = max((len(run) for run in re.findall(r"[!\-](?:\s*+[!\-])*+", bare)), default=0)
    unions = len(re.findall(r"\bunion\b", bare, re.IGNORECASE))
    operators = max((s.count("+") + s.count("*") for s in bare.split(".")), default=0)
    return max(signs, unions, operators // 10)
