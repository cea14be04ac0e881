"""What would set an axis right, asked in words: `kg restore` and `/v1/restore`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import ContextError, KgError, NotFoundError
from kg.knowledge import KnowledgeGraph
from kg.model import Context, Restoration
from kg.model.restoration import REDRIVES, REPLACES, RESTORES
from kg.understanding import Understood, divided, understand
from kg.wording_restore import Remedy, RestorationStory, tell

_SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class Advice:
    """An answer in numbers and in words.

    Attributes:
        restoration: What the engine found.
        story: The same in words.
        problems: What of the question was not understood, in plain words.
    """

    restoration: Restoration
    story: RestorationStory
    problems: tuple[str, ...] = ()


def advise(
    because: str, g: KnowledgeGraph, *, sex: str, life_stage: str = "adult", state: str = ""
) -> Advice:
    """Say what would restore the axis of somebody, and what would only replace its product.

    Args:
        because: The cause in words, or several.
        g: The graph that is asked.
        sex: "female" or "male".
        life_stage: As listed in the vocabulary.
        state: The disturbed state in words; read when the cause is not understood.

    Raises:
        ContextError: If sex or life stage is not known.
        NotFoundError: If neither cause nor state is known to do anything in this body.

    Example:
        >>> from kg.knowledge import load
        >>> advise("prolactinoma", load(), sex="male").story.remedies[0].name
        'treating prolactinoma'
    """
    from kg.causal.restore import restore

    if sex not in _SEXES:
        raise ContextError("sex", sex, _SEXES)
    engine = g.engine(Context(sex=sex, life_stage=life_stage))
    problems: list[str] = []
    for words in (because, state):
        try:
            meant = understand(words, g, sex=sex, acute=False)
        except NotFoundError as fault:
            problems.append(str(fault))
            continue
        slugs, made = divided(dict.fromkeys((*meant.base, *meant.added)))
        if engine.acts(slugs, made):
            found = restore(engine, slugs, made)
            told = (*problems, *meant.problems)
            return Advice(found, tell(found, g, meant.said), told)
        problems.append(_idle(meant, sex))
    raise NotFoundError(" ".join(dict.fromkeys(problems)))


def _idle(meant: Understood, sex: str) -> str:
    who = "woman" if sex == "female" else "man"
    return f"Nothing is known of what {', '.join(meant.said.values())} does first in a {who}."


def answer(question: dict[str, Any], g: KnowledgeGraph) -> dict[str, Any]:
    """Answer one question in the form that `kg restore --jsonl` prints."""
    said: dict[str, Any] = {"id": question.get("id")}
    try:
        found = advise(
            str(question.get("upstream_cause") or ""),
            g,
            sex=str(question.get("sex") or ""),
            life_stage=str(question.get("life_stage") or "adult"),
            state=str(question.get("suppressed_state") or ""),
        )
    except KgError as fault:
        return said | {
            "interventions": [],
            "effects": [],
            "replacements": [],
            "causes": [],
            "problems": [str(fault)],
        }
    story = found.story
    ranked = [*story.of_kind(RESTORES), *story.of_kind(REDRIVES)]
    return said | {
        "interventions": [_full_name(remedy) for remedy in ranked],
        "effects": _effects(ranked[0]) if ranked else [],
        "replacements": [
            {"name": _full_name(remedy), "effects": _effects(remedy)}
            for remedy in story.of_kind(REPLACES)
        ],
        "causes": list(found.restoration.causes),
        "problems": list(found.problems),
    }


def _full_name(remedy: Remedy) -> str:
    return f"{remedy.name} ({', '.join(remedy.also)})" if remedy.also else remedy.name


def _effects(remedy: Remedy) -> list[dict[str, str]]:
    return [{"quantity": e.label, "direction": e.direction} for e in remedy.effects]


def restore_lines(lines: Iterable[dict[str, Any]], g: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Answer one question a line."""
    return (answer(question, g) for question in lines)


def document(found: Advice, g: KnowledgeGraph) -> dict[str, Any]:
    """Give an answer as data: numbers and the words for them."""
    pairs = zip(found.story.remedies, found.restoration.options, strict=True)
    context = found.restoration.context
    return {
        "causes": list(found.restoration.causes),
        "sex": context.sex,
        "life_stage": context.life_stage,
        "headline": found.story.headline,
        "options": [
            {
                "name": remedy.name,
                "also": list(remedy.also),
                "kind": remedy.kind,
                "removes": list(option.removes),
                "adds": list(option.adds),
                "sentence": remedy.sentence,
                "effects": [
                    {"quantity": e.quantity, "label": e.label, "direction": e.direction}
                    for e in remedy.effects
                ],
                "left": list(remedy.left),
                "reversal": round(option.reversal, 4),
                "burden": round(option.burden, 4),
            }
            for remedy, option in pairs
        ],
        "caveats": list(found.story.caveats),
        "problems": list(found.problems),
        "version": g.version,
    }
