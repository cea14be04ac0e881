"""Questions in words, many at once: what `--jsonl` and the batch routes answer.

A question that is not understood is answered with `null` and a reason; it never
stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.causal import Engine, Solution, direction
from kg.errors import KgError, NoCausalPathError, TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.measures import Measure, measure
from kg.model import Context, Prediction
from kg.substances import Cause
from kg.understanding import Understood, divided, understand

__all__ = ["Understood", "predict", "predict_lines", "understand"]

_SEXES = ("female", "male")


def _response(g: KnowledgeGraph, meant: Understood, context: Context, asked: Measure) -> float:
    """Give the log-fold change of what is measured, against what was there before.

    Raises:
        NoCausalPathError: If nothing that is changed acts in this body.
    """
    engine = g.engine(context)
    changed = [*meant.added, *meant.removed]
    slugs, made = divided(changed)
    if not engine.acts(slugs, made):
        raise NoCausalPathError(", ".join(meant.said.values()) or ", ".join(meant.all), asked.label)
    before = _solve(engine, (*meant.base, *asked.stimulus))
    after = _solve(engine, (*meant.after, *asked.stimulus))
    return asked.signed(lambda name: after.change(name) - before.change(name))


def _solve(engine: Engine, causes: Sequence[Cause]) -> Solution:
    slugs, made = divided(causes)
    return engine.solve(slugs, extra=made)


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
        sex = question.get("sex")
        acute = question.get("time") == "acute"
        return understand(str(words), g, sex=sex if sex in _SEXES else "", acute=acute)
    wanted = {str(i).upper() for i in question.get("disease_ids") or []}
    known = {m.object_id.upper(): m.subject for m in g.ontology.mappings}
    added = [known[i] for i in sorted(wanted) if i in known and g.lesions_of(known[i])]
    if added:
        return Understood(added=tuple(added))
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
    except KgError as fault:
        return Prediction((), nothing, problems=(str(fault),))
    directions: dict[str, str | None] = {}
    responses: dict[str, float] = {}
    problems = list(meant.problems)
    for name in names:
        try:
            values = _values(g, meant, _contexts(question), measure(name, g))
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
    g: KnowledgeGraph, meant: Understood, contexts: Sequence[Context], asked: Measure
) -> list[float]:
    values = [_response(g, meant, c, asked) for c in contexts if asked.exists(c.sex)]
    if not values:
        raise TermNotFoundError(f"{asked.label} in this sex")
    return values


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
