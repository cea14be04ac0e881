"""Restorations into sentences: what sets an axis right, and what only replaces its product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge import KnowledgeGraph
from kg.model import Option, Restoration, Term
from kg.model.direction import direction
from kg.model.restoration import DISTURBS, NO_EFFECT, REDRIVES, REPLACES, RESTORES
from kg.wording import DISCLAIMER, capital, join, person

#: Headings, in the order of preference, each with what it means.
GROUPS = {
    RESTORES: (
        "Restores at the source",
        "The cause, or a step on its way to the axis, is put right; the axis works by itself.",
    ),
    REDRIVES: (
        "Re-drives the axis while the cause persists",
        "The axis is made to work again from above; what disturbs it is still there.",
    ),
    REPLACES: (
        "Replaces the product",
        "What is missing is supplied from outside; the axis's own drive falls further.",
    ),
    DISTURBS: (
        "Corrects one value and disturbs others",
        "One hormone comes nearer to health at the price of a larger disturbance.",
    ),
    NO_EFFECT: ("No material effect", "The product of the axis hardly changes."),
}
#: How a cause is taken away, by its kind.
_REMOVAL = {"Condition": "treating {}", "GeneLesion": "treating {}"}
_REMOVAL_OTHERWISE = "stopping {}"
_MADE = ("shortage of ", "loss of ", "gain of ", "excess of ")
_CHANGE = {"up": "raises", "down": "lowers"}
#: So many deviating values are named in a sentence.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Effect:
    """The direction of one quantity under a remedy."""

    quantity: str
    label: str
    direction: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """One option in words.

    Attributes:
        name: Such as "stopping opioid use" or "pulsatile GnRH therapy".
        kind: As in `kg.model.Option`.
        terms: Slugs of the interventions, or of the causes that are taken away.
        also: Other names of a single intervention, and drugs of its class.
        sentence: What it changes and what it leaves.
        effects: Material changes against the untreated state.
        left: Labels of what stays abnormal, worst first.
    """

    name: str
    kind: str
    terms: tuple[str, ...]
    also: tuple[str, ...]
    sentence: str
    effects: tuple[Effect, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestorationStory:
    """A restoration in words, the same wherever it is shown."""

    headline: str
    remedies: tuple[Remedy, ...]
    caveats: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[Remedy, ...]:
        """Give the remedies of one kind, best first."""
        return tuple(remedy for remedy in self.remedies if remedy.kind == kind)


def short_name(slug: str, g: KnowledgeGraph) -> str:
    """Name a quantity as on a laboratory sheet: "LH", "estradiol", "free testosterone"."""
    term = g.ontology.terms[slug]
    for bearer in (g.ontology.terms[b] for b in term.links.get("quantityOf", ())):
        if _stands_for(term, bearer, g):
            many = len(bearer.label.replace("-", " ").split()) > 1
            return bearer.abbreviations[0] if many and bearer.abbreviations else bearer.label
    return term.label.removeprefix("circulating ")


def _stands_for(term: Term, bearer: Term, g: KnowledgeGraph) -> bool:
    """Tell whether people say the bearer's name when they mean this quantity."""
    if term.quantity_kind == "circulating":
        return g.quantities_of(bearer.id)[0].id == term.id
    return term.asked and term.label.startswith(bearer.label)


def tell(found: Restoration, g: KnowledgeGraph, said: Mapping[str, str]) -> RestorationStory:
    """Put a restoration into words.

    Args:
        found: From `kg.causal.restore`.
        g: The graph it came from.
        said: The words the causes were named with, by slug.
    """
    return _Narrator(found, g, said).story()


class _Narrator:
    def __init__(self, found: Restoration, g: KnowledgeGraph, said: Mapping[str, str]) -> None:
        self.x = found
        self.g = g
        self.said = said

    def story(self) -> RestorationStory:
        return RestorationStory(
            headline=self._headline(),
            remedies=tuple(self._remedy(option) for option in self.x.options),
            caveats=(
                "Directions follow from the mechanisms in the graph; doses, safety, time to "
                "recovery and what a person wishes are not weighed.",
                DISCLAIMER,
            ),
        )

    def _cause(self, slug: str) -> str:
        term = self.g.ontology.terms.get(slug)
        return self.said.get(slug) or (term.label if term else slug)

    def _headline(self) -> str:
        causes = join([self._cause(slug) for slug in self.x.causes])
        who = f"In {person(self.x.context)} with {causes}"
        asked = [t.id for t in self.g.asked if t.id in self.x.untreated]
        moved = [(short_name(n, self.g), self.x.untreated[n]) for n in asked]
        low = [name for name, change in moved if direction(change) == "down"]
        high = [name for name, change in moved if direction(change) == "up"]
        told = [
            f"{join(names)} {_be(names)} {word}"
            for names, word in ((low, "low"), (high, "high"))
            if names
        ]
        return f"{who}, {join(told)}." if told else f"{who}, the axis hardly changes."

    def name(self, option: Option) -> str:
        """Name an option: "stopping opioid use", "refeeding and stress reduction"."""
        if option.removes:
            return join([self._removal(slug) for slug in option.removes])
        return join([self.g.ontology.terms[slug].label for slug in option.adds])

    def _also(self, option: Option) -> tuple[str, ...]:
        if len(option.adds) != 1:
            return ()
        return self.g.ontology.terms[option.adds[0]].names[1:]

    def _removal(self, slug: str) -> str:
        words, term = self._cause(slug), self.g.ontology.terms.get(slug)
        if term is None:
            form = "treating {}" if words.startswith(_MADE) else _REMOVAL_OTHERWISE
        else:
            form = _REMOVAL.get(term.kind, _REMOVAL_OTHERWISE)
        return form.format(words)

    def _remedy(self, option: Option) -> Remedy:
        effects = self._effects(option)
        left = self._left(option)
        return Remedy(
            name=self.name(option),
            kind=option.kind,
            terms=option.removes or option.adds,
            also=self._also(option),
            sentence=self._sentence(option, effects, left),
            effects=effects,
            left=left,
        )

    def _effects(self, option: Option) -> tuple[Effect, ...]:
        asked = {term.id for term in self.g.asked}
        told = sorted({*self.x.measured, *self.x.drive}, key=lambda n: (n not in asked, n))
        return tuple(
            Effect(name, short_name(name, self.g), direction(option.effects[name]))
            for name in told
            if direction(option.effects[name]) != "unchanged"
        )

    def _left(self, option: Option) -> tuple[str, ...]:
        worst = sorted(option.left, key=lambda name: (-abs(option.left[name]), name))
        return tuple(short_name(name, self.g) for name in worst)

    def _sentence(self, option: Option, effects: Sequence[Effect], left: Sequence[str]) -> str:
        asked = {term.id for term in self.g.asked}
        moved = []
        for way, verb in _CHANGE.items():
            names = [e.label for e in effects if e.direction == way and e.quantity in asked]
            if names:
                moved.append(f"{verb} {join(names)}")
        what = join(moved) or "hardly changes the axis"
        rest = f"; {join(left[:_NAMED])} {_stay(left)} abnormal" if left else ""
        more = f", and {len(left) - _NAMED} further values" if len(left) > _NAMED else ""
        return capital(f"{self.name(option)} {what}{rest}{more}.")


def _stay(names: Sequence[str]) -> str:
    return "stays" if len(names) == 1 else "stay"


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
