"""Which drug, gene lesion or shortage is meant when a substance is named with a word of giving.

"Testosterone implants" is a therapy of the graph under another name; "FSHR mutation"
a gene lesion; where the graph has no such term, a lesion is made for the question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from kg.knowledge import KnowledgeGraph
from kg.lookup import phrases
from kg.lookup.index import normalise
from kg.model import Lesion, Term

#: A term with lesions by its slug, or a lesion made for one question.
Cause: TypeAlias = str | Lesion

_SUPPLIED = {"Hormone", "Neuromessenger", "Cofactor"}
_MADE = {"Gene", "Receptor", "Enzyme"}
#: Where a supply arrives, where a shortage shows, and what a gene product can do.
_BLOOD_FIRST = ("circulating", "activity", "secretionRate", "tissueLevel", "status")
_CAPACITY_FIRST = ("capacity", "activity", "circulating", "secretionRate")


@lru_cache(maxsize=4)
def _bare_names(g: KnowledgeGraph) -> Mapping[str, tuple[str, ...]]:
    """Give interventions and exposures by their names without words of giving."""
    found: dict[str, set[str]] = defaultdict(set)
    for term in g.perturbations():
        if term.kind in {"Intervention", "Exposure"}:
            for name in term.names:
                found[phrases.bare(name)].add(term.id)
    return {name: tuple(sorted(slugs)) for name, slugs in found.items() if name}


class Substances:
    """Finds causes by the substances, genes and receptors they are named after.

    Args:
        g: The graph that is asked.
        sex: Prefers interventions meant for this sex; "" for any.
        duration: Prefers causes of this duration; "" for any.

    Attributes:
        said: What was found, in words, by slug or by lesion.
    """

    def __init__(self, g: KnowledgeGraph, sex: str, duration: str) -> None:
        self.g = g
        self.sex = sex
        self.duration = duration
        self.said: dict[str, str] = {}

    def preparation(self, name: str, route: str = "") -> str:
        """Find an intervention or exposure by its name without words of giving."""
        slugs = _bare_names(self.g).get(name, ())
        terms = sorted(
            (self.g.ontology.terms[slug] for slug in slugs),
            key=lambda t: (
                self.idle(t.id),
                self.misfit(t, route),
                len(self.g.lesions_of(t.id)),
                t.id,
            ),
        )
        if not terms:
            return ""
        self.said.setdefault(terms[0].id, terms[0].label)
        return terms[0].id

    def idle(self, slug: str) -> bool:
        """Tell whether a term does nothing in this sex."""
        limits = [lesion.limits.sex for lesion in self.g.lesions_of(slug)]
        return bool(self.sex) and all(allowed and self.sex not in allowed for allowed in limits)

    def misfit(self, term: Term, route: str = "") -> int:
        """Count the lesions of a term that do not act in this sex, time or route."""
        asked = {"sex": self.sex, "duration": self.duration, "route": route}
        return sum(
            bool(value and allowed and value not in allowed)
            for lesion in self.g.lesions_of(term.id)
            for field_, value in asked.items()
            for allowed in [getattr(lesion.limits, field_)]
        )

    def causes(self, part: phrases.Part) -> list[Cause]:
        """Give what a piece of a phrase supplies, lacks or has in excess."""
        if part.turn and not part.given:
            found = self._inside(part.text, _SUPPLIED | _MADE | {"Quantity"})
            turned = [cause for term in found if (cause := self._turned(term, part))]
            if turned or part.turn < 0:
                return turned
        if part.given or part.turn > 0:
            window = self.prepared_inside(part)
            if window and not self.idle(window):
                return [window]
        found = self._inside(part.text, _SUPPLIED)
        if not part.given and (part.turn or len(found) != 1 or not self._only(part.text, found[0])):
            return []
        supplied = [self._supplied(term, part) for term in found]
        return [cause for cause in supplied if cause]

    def _inside(self, text: str, kinds: set[str]) -> list[Term]:
        terms = self.g.ontology.terms
        hits = self.g.index.inside(text, lambda slug: terms[slug].kind in kinds)
        return [terms[hit.id] for hit in hits]

    def _only(self, text: str, term: Term) -> bool:
        """Tell whether a piece says nothing beyond the name of a substance."""
        names = {word for name in term.names for word in normalise(name).split()}
        return all(word in names or word.isdigit() for word in phrases.bare(text).split())

    def prepared_inside(self, part: phrases.Part) -> str:
        """Find the longest name of an intervention or exposure inside a piece.

        Without a word of giving the bare name of a substance is not taken for its supply.
        """
        words = phrases.bare(part.text).split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                found = self.preparation(name, part.route)
                if found and (part.given or not self._inside(name, _SUPPLIED)):
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
            found = self.preparation(phrases.bare(name), part.route)
            if found and not self.idle(found):
                return found
        owned = self._owned(term)
        return self._made("supply", "exogenousSource", "moderate", owned, _BLOOD_FIRST, term)

    def _turned(self, term: Term, part: phrases.Part) -> Cause | None:
        owned, down = self._owned(term), part.turn < 0
        if term.kind not in _MADE:
            stores = [q for q in owned if q.quantity_kind == "status"]
            known = self._called(part.text) or self._plainest(stores, part.turn)
            name, type_ = ("shortage", "pressDown") if down else ("excess", "pressUp")
            return known or self._made(name, type_, "severe", owned, _BLOOD_FIRST, term)
        capacities = [q for q in owned if q.quantity_kind == "capacity"]
        known = self._plainest(capacities, part.turn)
        name, type_ = ("loss", "knockOut") if down else ("gain", "constitutiveGain")
        return known or self._made(name, type_, "", owned, _CAPACITY_FIRST, term)

    def _called(self, text: str) -> str:
        """Find a cause one of whose names says this and at most one word more."""
        words = set(text.split()) - phrases.FILLERS
        found = [
            (len(set(normalise(name).split()) - words), term.id)
            for term in self.g.perturbations()
            for name in term.names
            if len(words) > 1 and words <= set(normalise(name).split())
        ]
        extra, slug = min(found, default=(2, ""))
        if extra > 1:
            return ""
        self.said.setdefault(slug, self.g.ontology.terms[slug].label)
        return slug

    def _plainest(self, owned: Sequence[Term], sign: int) -> str:
        """Find the plainest condition that moves only these quantities, and this way."""
        targets = {quantity.id for quantity in owned}
        choices = self.g.ontology.vocabulary.choices
        found = []
        for term in self.g.perturbations():
            lesions = self.g.lesions_of(term.id)
            signs = {choices[lesion.type].values.get("sign") for lesion in lesions}
            fits = signs == {sign} and {lesion.target for lesion in lesions} <= targets
            if fits and term.kind in {"GeneLesion", "Condition"}:
                order = term.kind != "GeneLesion"
                found.append((order, self.misfit(term), len(lesions), term.id))
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
