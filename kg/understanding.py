"""From words to causes: what a perturbation in words means in this graph.

Which words give, stop or lose something is language (`kg.lookup.phrases`); which
drug, hormone or gene is meant, and what supplies it, is read from the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import NotACauseError, TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.lookup import Hit, phrases
from kg.lookup.index import normalise
from kg.model import Lesion
from kg.substances import Cause, Substances

_TREATS = {"Intervention"}


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


class _Reader:
    def __init__(self, g: KnowledgeGraph, sex: str, acute: bool | None) -> None:
        self.g = g
        duration = "" if acute is None else "acute" if acute else "chronic"
        self.substances = Substances(g, sex, duration)
        self.said: dict[str, str] = {}
        self.missed: list[str] = []

    def read(self, words: str) -> Understood:
        outer, inner = phrases.unbracketed(words)
        found = (
            self._named(words) or self._phrase(outer) or (self._phrase(inner) if inner else None)
        )
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

    def _named(self, words: str) -> Understood | None:
        whole = self._exact(words)
        return self._together([], [(whole, False)]) if whole else None

    def _phrase(self, words: str) -> Understood | None:
        self.said, self.missed = self.substances.said, []
        self.said.clear()
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
            said={
                name: self.said[name] for name in map(_name, (*base, *added)) if name in self.said
            },
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
        found.sort(key=lambda t: (self.substances.misfit(t), t.kind != "Exposure", t.id))
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
        found = [slug for slug in self._terms(part) if slug]
        if found and not all(self.substances.idle(slug) for slug in found):
            return [*found]
        return self.substances.causes(part) or [*found]

    def _terms(self, part: phrases.Part) -> list[str]:
        """Look a piece up: by its whole name, as a supply, then by names inside it."""
        named = self._exact(part.text) or self._exact(phrases.nouns(part.text))
        if named:
            return [named]
        given = self.substances.preparation(phrases.bare(part.text), part.route)
        if given and (part.given or not part.turn):
            return [given]
        for text in dict.fromkeys((part.text, phrases.nouns(part.text))):
            hits = self.g.index.inside(text, lambda slug: bool(self.g.lesions_of(slug)))
            if hits:
                self.said.update((hit.id, _words(hit)) for hit in hits)
                return [hit.id for hit in hits]
        return [] if part.turn else [self.substances.prepared_inside(part)]

    def _exact(self, words: str) -> str:
        for hit in self.g.index.exact(words):
            if self.g.lesions_of(hit.id):
                self.said[hit.id] = _words(hit)
                return hit.id
        return ""


def _words(hit: Hit) -> str:
    return hit.label if hit.matched_kind == "id" else hit.matched
