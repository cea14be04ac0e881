"""The page that says why: one picture of all chains, then chain by chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg import wording
from kg.knowledge import KnowledgeGraph
from kg.model import Explanation
from kg.pages.diagram import Edge, Picture, draw_wide
from kg.pages.neighbourhood import box
from kg.pages.questions import Question
from kg.pages.rows import term_link

#: A change smaller than this is not marked in a box.
_MARKED = 0.1


def why_context(
    g: KnowledgeGraph, question: Question, others: Sequence[Question]
) -> dict[str, Any]:
    """Give the template of a why page what it shows.

    Args:
        g: The graph.
        question: The question with its answer.
        others: All questions, for links to the other sex and to the same cause.
    """
    picture = chains_picture(g, question.explanation)
    same = [q for q in others if (q.cause, q.target) == (question.cause, question.target)]
    return {
        "question": question,
        "story": question.story,
        "cause": term_link(g, question.cause),
        "target": term_link(g, question.target),
        "wide": draw_wide(picture),
        "strips": tuple(_strip(g, chain) for chain in question.story.chains),
        "other_sex": tuple(q for q in same if q.sex != question.sex),
        "same_cause": tuple(
            q for q in others if q.cause == question.cause and q.target != question.target
            and q.sex == question.sex
        ),
        "same_target": tuple(
            q for q in others if q.target == question.target and q.cause != question.cause
            and q.sex == question.sex
        ),
    }  # fmt: skip


def chains_picture(g: KnowledgeGraph, explanation: Explanation) -> Picture:
    """Join the chains of an answer into one picture; lines are as wide as their share."""
    flow: dict[tuple[str, str, int], tuple[float, str]] = {}
    for chain in explanation.chains:
        lesion = g.ontology.lesions[chain.lesion]
        first = chain.steps[0].source if chain.steps else explanation.target
        sign = int(g.ontology.vocabulary.choices[lesion.type].values.get("sign", 0)) or 1
        steps = [((lesion.of, first, sign), f"{wording.lesion_sentence(lesion, g)}.")]
        steps += [
            (
                (step.source, step.target, step.sign),
                wording.claim_sentence(g.ontology.claims[step.claim], g),
            )
            for step in chain.steps
        ]
        for key, words in steps:
            flow[key] = (flow.get(key, (0.0, ""))[0] + abs(chain.share), words)
    edges = tuple(Edge(*key, _width(share), words) for key, (share, words) in flow.items())
    slugs = dict.fromkeys(slug for edge in edges for slug in (edge.source, edge.target))
    boxes = tuple(
        box(
            g.ontology.terms[slug],
            focus=slug == explanation.target,
            change=_change(explanation.changes.get(slug, 0.0)),
        )
        for slug in slugs
        if slug in g.ontology.terms
    )
    target = term_link(g, explanation.target).label
    return Picture(f"The chains that reach {target}", boxes, edges)


def _width(share: float) -> int:
    return 3 if share >= 0.5 else 2 if share >= 0.2 else 1


def _change(change: float) -> str:
    if abs(change) < _MARKED:
        return ""
    return "up" if change > 0 else "down"


def _strip(g: KnowledgeGraph, chain: wording.StoryChain) -> tuple[dict[str, Any], ...]:
    """List the boxes of one chain, each with the sign that leads to it."""
    lesion = g.ontology.lesions[chain.lesion]
    kind = g.ontology.vocabulary.choices[lesion.type]
    first = chain.steps[0].source if chain.steps else lesion.target
    sign = int(kind.values.get("sign", 0)) or 1
    boxes = [{"link": term_link(g, lesion.of), "sign": 0, "numbers": (), "verb": ""}]
    boxes.append(
        {
            "link": term_link(g, first),
            "sign": sign,
            "numbers": chain.first_references,
            "verb": "raises" if sign > 0 else "lowers",
        }
    )
    for step in chain.steps:
        claim = g.ontology.claims[step.claim]
        verb = "lets" if claim.effect == "requires" else ("raises" if step.sign > 0 else "lowers")
        boxes.append(
            {
                "link": term_link(g, step.target),
                "sign": step.sign,
                "numbers": step.references,
                "verb": "is needed for" if verb == "lets" else verb,
            }
        )
    return tuple(boxes)
