"""Questions in words, many at once: what `--jsonl` and the batch routes answer.

A question that is not understood is answered with `null` and a reason; it never
stops the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.causal import direction
from kg.errors import KgError, TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.model import Context, Prediction, Term

_SEXES = ("female", "male")
_TREATS = {"Intervention"}


class Understood:
    """What a perturbation in words was taken to mean.

    Attributes:
        base: Slugs of what is there before: the disease that is treated, or nothing.
        added: Slugs of what is added and asked about.
    """

    def __init__(self, base: Sequence[str], added: Sequence[str]) -> None:
        self.base = tuple(base)
        self.added = tuple(added)

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that acts, sorted, without repetition."""
        return tuple(sorted({*self.base, *self.added}))


def understand(words: str, g: KnowledgeGraph) -> Understood:
    """Find out which terms with lesions a phrase names.

    "cabergoline in prolactinoma" asks what cabergoline changes in somebody with
    a prolactinoma; "prolactinoma" what the tumour changes against health.

    Raises:
        TermNotFoundError: If nothing in the phrase is known to do anything.
    """
    try:
        return Understood((), (g.perturbation(words).id,))
    except TermNotFoundError:
        hits = g.index.inside(words, lambda slug: bool(g.lesions_of(slug)))
    if not hits:
        raise TermNotFoundError(words, g.index.nearest(words))
    terms = [g.ontology.terms[hit.id] for hit in hits]
    treating = [t.id for t in terms if t.kind in _TREATS]
    diseases = [t.id for t in terms if t.kind not in _TREATS]
    if treating and diseases:
        return Understood(diseases, treating)
    return Understood((), treating or diseases)


def _responses(
    g: KnowledgeGraph, meant: Understood, context: Context, quantities: Sequence[Term]
) -> dict[str, float]:
    engine = g.engine(context)
    after = engine.solve(meant.all)
    before = engine.solve(meant.base) if meant.base else None
    return {q.id: after.change(q.id) - (before.change(q.id) if before else 0.0) for q in quantities}


def _contexts(question: dict[str, Any]) -> list[Context]:
    sex = question.get("sex")
    stage = question.get("life_stage") or "adult"
    duration = "acute" if question.get("time") == "acute" else "chronic"
    sexes = [sex] if sex in _SEXES else list(_SEXES)
    return [Context(sex=s, life_stage=stage, duration=duration) for s in sexes]


def _agree(found: Sequence[float]) -> str | None:
    said = {direction(value) for value in found}
    return said.pop() if len(said) == 1 else None


def _named(question: dict[str, Any], g: KnowledgeGraph) -> Understood:
    words = question.get("perturbation")
    if words:
        return understand(str(words), g)
    wanted = {str(i).upper() for i in question.get("disease_ids") or []}
    known = {m.object_id.upper(): m.subject for m in g.ontology.mappings}
    added = [known[i] for i in sorted(wanted) if i in known and g.lesions_of(known[i])]
    if added:
        return Understood((), added)
    genes = ", ".join(question.get("genes") or [])
    raise TermNotFoundError(genes or ", ".join(sorted(wanted)) or "(no perturbation)")


def _asked(question: dict[str, Any]) -> list[str]:
    return list(question.get("quantities") or [question.get("quantity") or ""])


def predict(question: dict[str, Any], g: KnowledgeGraph) -> Prediction:
    """Predict in which direction quantities move under a perturbation.

    Args:
        question: "perturbation" in words, or "disease_ids"; "sex" ("female", "male" or
            anything else for both), "life_stage", "time" ("acute" or chronic);
            "quantity" or "quantities".
        g: The graph that is asked.

    Returns:
        Directions by the name asked; None with a problem where it is not known.
    """
    names = _asked(question)
    nothing = dict.fromkeys(names)
    try:
        meant = _named(question, g)
        contexts = _contexts(question)
        solved = [(c, meant) for c in contexts]
    except KgError as fault:
        return Prediction((), nothing, problems=(str(fault),))
    directions: dict[str, str | None] = {}
    responses: dict[str, float] = {}
    problems: list[str] = []
    for name in names:
        try:
            quantity = g.quantity(_bare(name))
            values = _values(g, solved, quantity)
        except KgError as fault:
            directions[name] = None
            problems.append(str(fault))
            continue
        directions[name] = _agree(values)
        responses[name] = sum(values) / len(values)
        if directions[name] is None:
            problems.append(f'"{name}" moves differently in women and men; give the sex.')
    return Prediction(meant.all, directions, responses, tuple(problems))


def _values(
    g: KnowledgeGraph, solved: Sequence[tuple[Context, Understood]], quantity: Term
) -> list[float]:
    values = []
    for context, meant in solved:
        if not quantity.sex or context.sex in quantity.sex:
            values.append(_responses(g, meant, context, [quantity])[quantity.id])
    if not values:
        raise TermNotFoundError(f"{quantity.label} in this sex")
    return values


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)\s*$", "", name).strip()


def predict_lines(lines: Iterable[dict[str, Any]], g: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Answer one question a line, in the form that `kg predict --jsonl` prints."""
    for question in lines:
        answer = predict(question, g)
        one = "quantities" not in question
        names = _asked(question)
        said: dict[str, Any] = {"id": question.get("id")}
        if one:
            said["direction"] = answer.directions[names[0]]
        else:
            said["directions"] = dict(answer.directions)
        said["responses"] = {k: round(v, 4) for k, v in answer.responses.items()}
        said["causes"] = list(answer.causes)
        said["probability"] = None
        said["problems"] = list(answer.problems)
        yield said
