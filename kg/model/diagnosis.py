"""Values of a diagnosis: what was observed, and the causes that would bring it about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model.explanation import Context


@dataclass(frozen=True, slots=True)
class Observed:
    """One thing seen in a person.

    Attributes:
        name: As the asker called it.
        options: Pairs of slug of a quantity and state ("low", "low-normal", "normal", "high",
            "very high", "absent"). A laboratory value has one; a sign may point at several
            quantities, any of which would account for it.
        source: "laboratory" or "sign".
    """

    name: str
    options: tuple[tuple[str, str], ...]
    source: str = "laboratory"

    @property
    def abnormal(self) -> bool:
        """Whether it asks for an explanation."""
        return any(state != "normal" for _, state in self.options)


@dataclass(frozen=True, slots=True)
class Facts:
    """A question understood.

    Attributes:
        observed: What has to be accounted for.
        weights: Factor by which what is known of the person makes a cause more likely
            beforehand, by slug; 1 where none is given.
        reasons: The words that gave the factor, by slug of the cause.
        problems: What was not understood, in plain words.
    """

    observed: tuple[Observed, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a cause accounts for one thing observed.

    Attributes:
        name: As the asker called it.
        source: "laboratory" or "sign".
        quantity: Slug of the quantity that fits best.
        state: The observed state of it.
        predicted: "up", "down" or "unchanged" under the cause, in most draws.
        probability: Of seeing that state under the cause, in [0, 1].
        explained: Whether the cause makes it more likely than not.
        abnormal: Whether the observed state asks for an explanation.
    """

    name: str
    source: str
    quantity: str
    state: str
    predicted: str
    probability: float
    explained: bool
    abnormal: bool


@dataclass(frozen=True, slots=True)
class RankedCause:
    """A cause in a diagnosis.

    Attributes:
        cause: Slug of a condition, exposure, intervention or gene lesion.
        score: Posterior probability among the causes in the graph, in [0, 1].
        level: Where the first fault lies, in the words of design.md section 9.
        fits: One for each thing observed, in the order given.
        reasons: Words of the question that make it more likely beforehand.
    """

    cause: str
    score: float
    level: str
    fits: tuple[Fit, ...]
    reasons: tuple[str, ...] = ()

    @property
    def speaks_for(self) -> tuple[Fit, ...]:
        """What the cause accounts for."""
        return tuple(fit for fit in self.fits if fit.explained)

    @property
    def speaks_against(self) -> tuple[Fit, ...]:
        """What is unlikely under the cause."""
        return tuple(fit for fit in self.fits if not fit.explained)

    @property
    def unexplained(self) -> tuple[Fit, ...]:
        """Abnormal findings that the cause leaves unexplained."""
        return tuple(fit for fit in self.speaks_against if fit.abnormal)


@dataclass(frozen=True, slots=True)
class NextTest:
    """A measurement that would help to tell the leading causes apart.

    Attributes:
        quantity: Slug of a quantity measured in blood.
        gain: Expected information in bits, at most log2 of the number of causes.
    """

    quantity: str
    gain: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Causes ranked by how well they account for what was observed.

    Attributes:
        context: The body asked about.
        causes: Best first.
        levels: Score of each level of the axis, summed over causes, largest first.
        alike: Groups of listed causes that these values cannot tell apart.
        second: A further cause that accounts for what the first leaves unexplained, or "".
        chain: Quantities from the first cause to the main finding, as (slug, "up" | "down"
            | "unchanged"), then what the cause does to the other observed quantities.
        next_tests: Most telling first.
        fits: Whether some known cause accounts for the pattern better than chance.
        problems: What was not understood, in plain words.
    """

    context: Context
    causes: tuple[RankedCause, ...]
    levels: tuple[tuple[str, float], ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    second: str = ""
    chain: tuple[tuple[str, str], ...] = ()
    next_tests: tuple[NextTest, ...] = ()
    fits: bool = True
    problems: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The level of the lesion with most weight, or "" when there is no cause."""
        return self.levels[0][0] if self.levels else ""
