"""The page that says why: one picture of all chains, then chain by chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Chain, Explanation, Lesion
from kg.pages.diagram import Edge, Picture, draw_chain, draw_wide
from kg.pages.neighbourhood import box
from kg.pages.questions import Question
from kg.pages.rows import Link, term_link
from kg.wording import StoryChain

#: More boxes than this make a picture nobody reads.
_MOST_BOXES = 20
#: Other causes of the same change that are listed; the index has all.
_MOST_ALIKE = 10
#: A change smaller than this is not marked in a box.
_MARKED = 0.1


@dataclass(frozen=True, slots=True)
class Bead:
    """One quantity on the strip of a chain, with the sign and sources of the step to it."""

    link: Link
    sign: int
    verb: str
    numbers: tuple[int, ...]


def why_context(
    g: KnowledgeGraph,
    question: Question,
    same_cause: Sequence[Question] = (),
    same_target: Sequence[Question] = (),
) -> dict[str, Any]:
    """Give the template of a why page what it shows.

    Args:
        g: The graph.
        question: The question with its answer.
        same_cause: Questions about the same cause, this one among them.
        same_target: Questions about the same quantity.
    """
    alike = [q for q in same_target if q.sex == question.sex and q.cause != question.cause]
    alike.sort(key=lambda q: (q.direction != question.direction, q.cause_label.casefold()))
    return {
        "question": question,
        "story": question.story,
        "cause": term_link(g, question.cause),
        "target": term_link(g, question.target),
        "wide": draw_wide(chains_picture(g, question.explanation)),
        "narrow": draw_chain(first_chain_picture(g, question.explanation)),
        "strips": tuple(_strip(g, chain) for chain in question.story.chains),
        "other_sex": tuple(
            q for q in same_cause if q.target == question.target and q.sex != question.sex
        ),
        "same_cause": tuple(
            q for q in same_cause if q.target != question.target and q.sex == question.sex
        ),
        "same_target": tuple(alike[:_MOST_ALIKE]),
    }


def chains_picture(g: KnowledgeGraph, explanation: Explanation) -> Picture:
    """Join the strongest chains of an answer into one picture; lines are as wide as their share.

    Chains are added while the picture stays readable; the first always stands in it.
    """
    flow: _Flow = {}
    drawn = 0
    for chain in explanation.chains:
        steps = _steps(g, chain, explanation.target)
        ends = {slug for key in (*flow, *(key for key, _ in steps)) for slug in key[:2]}
        if drawn and len(ends) > _MOST_BOXES:
            break
        drawn += 1
        for key, words in steps:
            flow[key] = (flow.get(key, (0.0, ""))[0] + abs(chain.share), words)
    total = len(explanation.chains)
    some = "the strongest" if drawn == 1 else f"the {drawn} strongest"
    note = f"Drawn: {some} of the {total} chains below." if drawn < total else ""
    return _picture(g, explanation, flow, note)


def first_chain_picture(g: KnowledgeGraph, explanation: Explanation) -> Picture:
    """Show the strongest chain alone, its boxes in order."""
    chain = explanation.chains[0]
    share = abs(chain.share)
    steps = _steps(g, chain, explanation.target)
    return _picture(g, explanation, {key: (share, words) for key, words in steps}, "")


#: Share of the effect and sentence by cause, effect and sign.
_Flow = dict[tuple[str, str, int], tuple[float, str]]


def _picture(g: KnowledgeGraph, explanation: Explanation, flow: _Flow, note: str) -> Picture:
    edges = tuple(Edge(*key, _width(share), words) for key, (share, words) in flow.items())
    slugs = dict.fromkeys(slug for edge in edges for slug in (edge.source, edge.target))
    boxes = tuple(
        box(
            g.ontology.terms[slug],
            focus=slug == explanation.target,
            change=_change(explanation.changes.get(slug, 0.0)),
        )
        for slug in slugs
    )
    target = term_link(g, explanation.target).label
    return Picture(f"How it reaches {target}", boxes, edges, note)


def _steps(g: KnowledgeGraph, chain: Chain, target: str) -> list[tuple[tuple[str, str, int], str]]:
    """List the arrows of a chain as cause, effect and sign, each with its sentence."""
    lesion = g.ontology.lesions[chain.lesion]
    first = chain.steps[0].source if chain.steps else target
    steps = [
        ((lesion.of, first, _lesion_sign(g, lesion)), f"{wording.lesion_sentence(lesion, g)}.")
    ]
    for step in chain.steps:
        words = wording.claim_sentence(g.ontology.claims[step.claim], g)
        steps.append(((step.source, step.target, step.sign), words))
    return steps


def _lesion_sign(g: KnowledgeGraph, lesion: Lesion) -> int:
    kind = g.ontology.vocabulary.choices.get(lesion.type)
    return int(kind.values.get("sign", 0)) or 1 if kind else 1


def _width(share: float) -> int:
    return 3 if share >= 0.5 else 2 if share >= 0.2 else 1


def _change(change: float) -> str:
    if abs(change) < _MARKED:
        return ""
    return "up" if change > 0 else "down"


def _strip(g: KnowledgeGraph, chain: StoryChain) -> tuple[Bead, ...]:
    """List the beads of one chain, each with the sign that leads to it."""
    lesion = g.ontology.lesions[chain.lesion]
    first = chain.steps[0].source if chain.steps else lesion.target
    beads = [
        Bead(term_link(g, lesion.of), 0, "", ()),
        _bead(g, first, _lesion_sign(g, lesion), chain.first_references),
    ]
    beads += [_bead(g, step.target, step.sign, step.references) for step in chain.steps]
    return tuple(beads)


def _bead(g: KnowledgeGraph, slug: str, sign: int, numbers: tuple[int, ...]) -> Bead:
    return Bead(term_link(g, slug), sign, "raises" if sign > 0 else "lowers", numbers)
