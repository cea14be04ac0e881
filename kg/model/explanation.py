"""Values of an answer: the context asked for, the chains, the loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """The body in which a question is asked.

    Attributes:
        sex: "female" or "male".
        life_stage: As listed in `ontology/vocabulary/contexts.ttl`.
        phase: Cycle phase, or "" for the average over the cycle.
        duration: "chronic" (the settled state) or "acute" (claims that act within a day).
        pattern: "pulsatile", "continuous" or "" (either).
        route: "oral", "transdermal", "parenteral" or "" (any).
    """

    sex: str
    life_stage: str = "adult"
    phase: str = ""
    duration: str = "chronic"
    pattern: str = ""
    route: str = ""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One claim on a chain, read from cause to effect.

    Attributes:
        claim: Slug of the claim.
        source: Slug of the quantity that causes.
        target: Slug of the quantity that answers.
        sign: -1 or +1, of the claim.
        source_change: Log-fold change of the source in this answer.
        target_change: Log-fold change of the target in this answer.
    """

    claim: str
    source: str
    target: str
    sign: int
    source_change: float
    target_change: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain from a lesion to the quantity asked about.

    Attributes:
        lesion: Slug of the lesion it starts from.
        steps: The claims in order; empty when the lesion strikes the target itself.
        net: Contribution to the log-fold response inside the feedback system.
        open_loop: What it would contribute if nothing compensated.
        share: `net` over the sum of the sizes of all contributions, in [-1, 1]; negative
            when it works against the response.
        references: Numbers of the references that support its steps.
        weakest: Grade in words of the least well supported step.
        count: How many chains are told as this one: they part from it once and briefly.
        detours: Slugs of the quantities those others pass instead.
    """

    lesion: str
    steps: tuple[ChainStep, ...]
    net: float
    open_loop: float
    share: float
    references: tuple[int, ...] = ()
    weakest: str = ""
    count: int = 1
    detours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoopEffect:
    """What a named feedback loop does to the response.

    Attributes:
        loop: Slug of the loop's term.
        role: "compensates" (the change would be larger without it) or "carries".
        with_loop: Log-fold response as it is.
        without: Log-fold response with the loop's returning limb held at baseline.
    """

    loop: str
    role: str
    with_loop: float
    without: float


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A reference with its number in one answer."""

    number: int
    reference: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a quantity changes in a condition.

    Attributes:
        target: Slug of the quantity asked about.
        causes: Slugs of the terms whose lesions act.
        context: The body asked about.
        response: Log-fold change of the target against health.
        direction: "up", "down" or "unchanged".
        material: Whether the change is larger than the threshold for speaking of one.
        chains: Strongest first: those covering at least 80 % of the effect, at most five.
        other_chains: Number of further chains counted one by one.
        other_net: What all chains not listed contribute together.
        loops: Feedback loops that carry or compensate, strongest first.
        references: Numbered in the order of first use.
        contested: Slugs of claims on the chains that have a disputing line.
        faint: Slugs of quantities on the chains whose own change is too small to speak of,
            because other chains or a feedback loop hold them.
        changes: Log-fold change of every quantity, by slug.
    """

    target: str
    causes: tuple[str, ...]
    context: Context
    response: float
    direction: str
    material: bool
    chains: tuple[Chain, ...]
    other_chains: int
    other_net: float
    loops: tuple[LoopEffect, ...]
    references: tuple[NumberedReference, ...]
    contested: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()
    changes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Directions of several quantities under a perturbation.

    Attributes:
        causes: Slugs of the terms found in the question.
        directions: "up", "down", "unchanged" or None by the name that was asked.
        responses: Log-fold changes by the name that was asked, where known.
        problems: What was not understood, in plain words.
    """

    causes: tuple[str, ...]
    directions: Mapping[str, str | None]
    responses: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
