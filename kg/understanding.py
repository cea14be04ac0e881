"""From words to causes: what a perturbation in words means in this graph.

Which words give, stop or lose something is language (`kg.lookup.phrases`); which
drug, hormone or gene is meant, and what supplies it, is read from the content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from kg.errors import NotACauseError, TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.lookup import phrases
from kg.lookup.index import normalise
from kg.model import Lesion, Term

#: A term with lesions by its slug, or a lesion made for one question.
Cause: TypeAlias = str | Lesion

_TREATS = {"Intervention"}
_SUPPLIED = {"Hormone", "Neuromessenger", "Cofactor"}
_MADE = {"Gene", "Receptor", "Enzyme"}
#: Where a supply arrives, where a shortage shows, and what a gene product can do.
_BLOOD_FIRST = ("circulating", "activity", "secretionRate", "tissueLevel", "status")
_CAPACITY_FIRST = ("capacity", "activity", "circulating", "secretionRate")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a perturbation in words was taken to mean.

    Attributes:
        base: What is there before: the disease that is treated, or nothing.
        added: What is added and asked about.
        removed: What of the base is taken away.
        said: The words that were understood, by slug or by lesion.
        problems: What was not understood and left out, in plain words.
    """

    base: tuple[Cause, ...] = ()
    added: tuple[Cause, ...] = ()
    removed: tuple[Cause, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Names of everything that acts, sorted, without repetition."""
        return tuple(sorted({_name(cause) for cause in (*self.base, *self.added)}))

    @property
    def after(self) -> tuple[Cause, ...]:
        """What acts in the end."""
        kept = [cause for cause in self.base if cause not in self.removed]
        return (*kept, *(cause for cause in self.added if cause not in kept))


def divided(causes: Iterable[Cause]) -> tuple[list[str], list[Lesion]]:
    """Part causes into slugs of terms and lesions made for the question."""
    every = list(causes)
    return [c for c in every if isinstance(c, str)], [c for c in every if isinstance(c, Lesion)]


def _name(cause: Cause) -> str:
    return cause if isinstance(cause, str) else cause.id


def understand(
    words: str, g: KnowledgeGraph, *, sex: str = "", acute: bool | None = None
) -> Understood:
    """Find out what a phrase says is done to whom.

    "cabergoline in prolactinoma" asks what cabergoline changes in somebody with
    a prolactinoma; "prolactinoma" what the tumour changes against health; "stopping
    opioids" what their end changes in somebody who takes them.

    Args:
        words: A phrase of causes.
        g: The graph that is asked.
        sex: Prefers interventions meant for this sex; "" for any.
        acute: Prefers causes that act within a day, or that last; None for any.

    Raises:
        NotACauseError: If the phrase names a stage of life.
        TermNotFoundError: If nothing in the phrase is known to do anything.
    """
    return _Reader(g, sex, acute).read(words)


@lru_cache(maxsize=4)
def _bare_names(g: KnowledgeGraph) -> Mapping[str, tuple[str, ...]]:
    """Give interventions and exposures by their names without words of giving."""
    found: dict[str, set[str]] = defaultdict(set)
    for term in g.perturbations():
        if term.kind in {"Intervention", "Exposure"}:
            for name in term.names:
                found[phrases.bare(name)].add(term.id)
    return {name: tuple(sorted(slugs)) for name, slugs in found.items() if name}


class _Reader:
    def __init__(self, g: KnowledgeGraph, sex: str, acute: bool | None) -> None:
        self.g = g
        self.sex = sex
        self.duration = "" if acute is None else "acute" if acute else "chronic"
        self.said: dict[str, str] = {}
        self.missed: list[str] = []

    def read(self, words: str) -> Understood:
        outer, inner = phrases.unbracketed(words)
        found = self._phrase(words) or self._phrase(outer) or (inner and self._phrase(inner))
        if found:
            return found
        if self._is_stage(outer):
            raise NotACauseError(words, "a stage of life", "Ask for it as the life stage.")
        raise TermNotFoundError(words, self.g.index.nearest(outer))

    def _is_stage(self, words: str) -> bool:
        core = phrases.bare(words).removeprefix("normal ")
        labels = [c.label for c in self.g.ontology.vocabulary.of_kind("LifeStageValue")]
        stages = {*map(normalise, labels), *map(phrases.nouns, labels)}
        return core in stages or any(h.kind == "LifeStage" for h in self.g.index.exact(core))

    # --- phrases ---------------------------------------------------------------

    def _phrase(self, words: str) -> Understood | None:
        self.said, self.missed = {}, []
        whole = self._exact(words)
        if whole:
            return self._together([], [(whole, False)])
        first, *others = phrases.settings(words) or [""]
        acting = self._side(first)
        base = [cause for other in others for cause, _ in self._side(other)]
        if not acting:
            if not base or not phrases.empty(first):
                return None
            acting, base = [(cause, False) for cause in base], []
        return self._together(base, acting)

    def _together(self, base: list[Cause], acting: Sequence[tuple[Cause, bool]]) -> Understood:
        removed = [cause for cause, stopped in acting if stopped]
        added = [cause for cause, stopped in acting if not stopped]
        base = [*base, *removed]
        if not base:
            base, added = self._treated(added)
        if not base:
            base = self._presupposed(added)
        left_out = [f'"{words}" was not understood and left out.' for words in self.missed]
        return Understood(
            base=tuple(dict.fromkeys(base)),
            added=tuple(dict.fromkeys(added)),
            removed=tuple(dict.fromkeys(removed)),
            said=self.said,
            problems=tuple(left_out),
        )

    def _kind(self, cause: Cause) -> str:
        return self.g.ontology.terms[cause].kind if isinstance(cause, str) else "Intervention"

    def _treated(self, added: list[Cause]) -> tuple[list[Cause], list[Cause]]:
        """Take a disease named beside a drug as what the drug is given for."""
        treating = [cause for cause in added if self._kind(cause) in _TREATS]
        diseases = [cause for cause in added if self._kind(cause) == "Condition"]
        if treating and diseases and len(treating) + len(diseases) == len(added):
            return diseases, treating
        return [], added

    def _presupposed(self, added: Sequence[Cause]) -> list[Cause]:
        """Give what somebody has who only puts something right: weaning ends nursing."""
        lesions = [x for cause in added if isinstance(cause, str) for x in self.g.lesions_of(cause)]
        if not lesions or any(lesion.type != "setHealthy" for lesion in lesions):
            return []
        targets = {lesion.target for lesion in lesions}
        found = [
            term
            for term in self.g.perturbations()
            if term.kind in {"Exposure", "Condition"}
            and term.id not in added
            and {lesion.target for lesion in self.g.lesions_of(term.id)} <= targets
        ]
        found.sort(key=lambda t: (self._misfit(t, ""), t.kind != "Exposure", t.id))
        return [found[0].id] if found else []

    # --- sides and parts -------------------------------------------------------

    def _side(self, words: str) -> list[tuple[Cause, bool]]:
        whole = self._exact(words)
        if whole:
            return [(whole, False)]
        found: list[tuple[Cause, bool]] = []
        for part in phrases.parts(words):
            causes = self._part(part)
            found += [(cause, part.stopped) for cause in causes]
            if not causes and not phrases.empty(part.text):
                self.missed.append(part.text)
        return found

    def _part(self, part: phrases.Part) -> list[Cause]:
        named = self._exact(part.text) or self._exact(phrases.nouns(part.text))
        if named:
            return [named]
        given = self._given(part)
        if given:
            return [given]
        for text in dict.fromkeys((part.text, phrases.nouns(part.text))):
            hits = self.g.index.inside(text, lambda slug: bool(self.g.lesions_of(slug)))
            if hits:
                self.said.update((hit.id, hit.matched) for hit in hits)
                return [hit.id for hit in hits]
        return self._substances(part)

    def _exact(self, words: str) -> str:
        for hit in self.g.index.exact(words):
            if self.g.lesions_of(hit.id):
                self.said[hit.id] = hit.matched
                return hit.id
        return ""

    def _given(self, part: phrases.Part) -> str:
        """Find a supply by its name without words of giving: an implant as a therapy."""
        return self._preparation(phrases.bare(part.text), part)

    def _preparation(self, name: str, part: phrases.Part) -> str:
        slugs = _bare_names(self.g).get(name, ())
        terms = sorted(
            (self.g.ontology.terms[slug] for slug in slugs),
            key=lambda t: (self._misfit(t, part.route), len(self.g.lesions_of(t.id)), t.id),
        )
        if not terms:
            return ""
        self.said.setdefault(terms[0].id, terms[0].label)
        return terms[0].id

    def _misfit(self, term: Term, route: str) -> int:
        """Count the lesions of a term that do not act in this sex, time or route."""
        asked = {"sex": self.sex, "duration": self.duration, "route": route}
        return sum(
            bool(value and allowed and value not in allowed)
            for lesion in self.g.lesions_of(term.id)
            for field_, value in asked.items()
            for allowed in [getattr(lesion.limits, field_)]
        )

    # --- substances and genes --------------------------------------------------

    def _substances(self, part: phrases.Part) -> list[Cause]:
        if part.turn and not part.given:
            found = self._inside(part.text, _SUPPLIED | _MADE | {"Quantity"})
            turned = [cause for term in found if (cause := self._turned(term, part.turn))]
            if turned or part.turn < 0:
                return turned
        if part.given or part.turn > 0:
            window = self._prepared_inside(part)
            if window:
                return [window]
        found = self._inside(part.text, _SUPPLIED)
        if not part.given and (part.turn or len(found) != 1 or not self._only(part.text, found[0])):
            return []
        supplied = [self._supplied(term, part) for term in found]
        return [cause for cause in supplied if cause]

    def _inside(self, text: str, kinds: set[str]) -> list[Term]:
        accept: Callable[[str], bool] = lambda slug: self.g.ontology.terms[slug].kind in kinds  # noqa: E731
        return [self.g.ontology.terms[hit.id] for hit in self.g.index.inside(text, accept)]

    def _only(self, text: str, term: Term) -> bool:
        """Tell whether a piece says nothing beyond the name of a substance."""
        names = {word for name in term.names for word in normalise(name).split()}
        return all(word in names or word.isdigit() for word in phrases.bare(text).split())

    def _prepared_inside(self, part: phrases.Part) -> str:
        words = phrases.bare(part.text).split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                found = self._preparation(" ".join(words[start : start + length]), part)
                if found:
                    return found
        return ""

    def _owned(self, term: Term) -> list[Term]:
        """Give the quantities of a substance, of its gene and of its gene's products."""
        if term.kind == "Quantity":
            return [term]
        terms = self.g.ontology.terms.values()
        akin = [term.id, *term.links.get("encodedBy", ())]
        for link in ("encodedBy", "broader"):
            akin += [t.id for t in terms if term.id in t.links.get(link, ())]
        found = [q for slug in akin for q in self.g.quantities_of(slug)]
        return [q for q in found if not (self.sex and q.sex) or self.sex in q.sex]

    def _supplied(self, term: Term, part: phrases.Part) -> Cause | None:
        for name in term.names:
            found = self._preparation(phrases.bare(name), part)
            if found:
                return found
        owned = self._owned(term)
        known = self._striking(owned, 1, ("Intervention", "Exposure"))
        if known:
            return known
        return self._made("supply", "exogenousSource", "moderate", owned, _BLOOD_FIRST, term)

    def _turned(self, term: Term, turn: int) -> Cause | None:
        owned = self._owned(term)
        kinds = ("GeneLesion", "Condition", "Exposure")
        known = self._striking(owned, turn, kinds)
        if known:
            return known
        if term.kind in _MADE:
            type_ = "knockOut" if turn < 0 else "constitutiveGain"
            return self._made(
                "loss" if turn < 0 else "gain", type_, "", owned, _CAPACITY_FIRST, term
            )
        type_ = "pressDown" if turn < 0 else "pressUp"
        name = "shortage" if turn < 0 else "excess"
        return self._made(name, type_, "severe", owned, _BLOOD_FIRST, term)

    def _striking(self, owned: Sequence[Term], sign: int, kinds: Sequence[str]) -> str:
        """Find the plainest cause that moves only these quantities, and this way."""
        targets = {quantity.id for quantity in owned}
        choices = self.g.ontology.vocabulary.choices
        found = []
        for term in self.g.perturbations():
            lesions = self.g.lesions_of(term.id)
            signs = {choices[lesion.type].values.get("sign") for lesion in lesions}
            if term.kind in kinds and signs == {sign} and {x.target for x in lesions} <= targets:
                found.append(
                    (kinds.index(term.kind), self._misfit(term, ""), len(lesions), term.id)
                )
        if not found:
            return ""
        slug = min(found)[-1]
        self.said.setdefault(slug, self.g.ontology.terms[slug].label)
        return slug

    def _made(
        self,
        name: str,
        type_: str,
        magnitude: str,
        owned: Sequence[Term],
        order: Sequence[str],
        term: Term,
    ) -> Lesion | None:
        """Make a lesion for this question, where no term of the graph is meant."""
        ranked = [
            (order.index(q.quantity_kind), k)
            for k, q in enumerate(owned)
            if q.quantity_kind in order
        ]
        if not ranked:
            return None
        target = owned[min(ranked)[1]].id
        lesion = Lesion(f"{name}-of-{term.id}", "", type_, target, magnitude=magnitude)
        self.said[lesion.id] = f"{name} of {term.label}" if name != "supply" else term.label
        return lesion
