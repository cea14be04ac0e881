"""Explanations of every question that has a page, computed once for each built graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from kg import bundle
from kg.errors import NoCausalPathError
from kg.knowledge import KnowledgeGraph
from kg.model import Context, Explanation

Asked = tuple[str, str, str]
Progress = Callable[[str], None]
CACHE = "answers.json"
#: Questions between two messages.
TOLD_EVERY = 100


def _one(g: KnowledgeGraph, asked: Asked) -> list[Explanation]:
    cause, target, sex = asked
    try:
        return [g.engine(Context(sex=sex)).explain(target, [cause])]
    except NoCausalPathError:
        return []


def compute(g: KnowledgeGraph, asked: Sequence[Asked], progress: Progress) -> list[Explanation]:
    """Answer questions, given as slug of cause, slug of quantity and sex.

    Returns:
        Explanations in the order asked; questions without a chain are left out.
    """
    found: list[Explanation] = []
    for k, question in enumerate(asked):
        if k % TOLD_EVERY == 0:
            progress(f"Answering questions: {k} of {len(asked)}.")
        found += _one(g, question)
    return found


def _silent(message: str) -> None:
    """Report nothing."""


def answers(g: KnowledgeGraph, progress: Progress = _silent) -> tuple[Explanation, ...]:
    """Give the explanation of every question in `g.explainable()`.

    They are kept beside the built graph and made anew when the graph or the program
    has changed.

    Args:
        g: The graph.
        progress: Called with a short message now and then while there is work to do.
    """
    if g.folder is None:
        return tuple(compute(g, g.explainable(), progress))
    path = g.folder.parent / CACHE
    key = _key(g.folder)
    kept = _read(path, key)
    if kept is None:
        kept = compute(g, g.explainable(), progress)
        rows = [bundle.encode(found) for found in kept]
        path.write_bytes(bundle.dump({"key": key, "answers": rows}))
    return tuple(kept)


def _key(folder: Path) -> str:
    """Name a version of graph and engine: the built model and the engine's own source."""
    sources = sorted((Path(__file__).parent.parent / "causal").glob("*.py"))
    digest = hashlib.sha256((folder / bundle.MODEL).read_bytes())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _read(path: Path, key: str) -> list[Explanation] | None:
    try:
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if data.get("key") != key:
        return None
    return [bundle.decode(Explanation, row) for row in data["answers"]]
