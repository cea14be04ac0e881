"""From words to facts: observations, findings and exposures of a person, understood.

Laboratory values become observations of quantities. A sign counts by the quantities it
points at (`pul:indicatesLow`, `pul:indicatesHigh`) and by the causes that present with
it; words that name a cause, or stand in its entry, make it more likely beforehand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from kg.causal.likelihood import RANGES
from kg.errors import KgError
from kg.knowledge import KnowledgeGraph
from kg.lookup.index import normalise
from kg.measures import measure
from kg.model import Context, Facts, Observed, Term, Vocabulary
from kg.understanding import understand

#: An exposure that the question names is the cause about as often as all others together;
#: a condition named among the findings this much less often; their next of kin again.
NAMED_FINDING, AKIN = 0.125, 0.2
#: Factor of a cause that is known to present with a finding.
PRESENTS = 10.0
#: Largest factor of a cause whose entry speaks of one finding, and of several.
MENTIONED, MENTIONED_OFTEN = 6.0, 12.0
#: Part of the information in a name that a phrase must hold to name its bearer.
NAMING = 0.7
#: What follows these words is not the case.
_NEGATION = re.compile(r"\b(?:no|not|without|never|denies|normal)\b.*$", re.IGNORECASE)
_WORD = 8


class QuestionError(KgError, ValueError):
    """A question lacks what every answer needs."""


def _stems(text: str) -> set[str]:
    return {word[:_WORD] for word in normalise(text).split() if len(word) > 1}


class _Weights:
    """Factors gathered cause by cause, with the words that gave them.

    A kind that is rarely the cause (a treatment nobody mentions) begins below 1 and
    loses that burden when the question speaks of it.
    """

    def __init__(self, causes: Iterable[Term], vocabulary: Vocabulary) -> None:
        self._kinds = {term.id: vocabulary.weights.get(term.kind, 1.0) for term in causes}
        self.factor = {
            term.id: self._kinds[term.id] * _prevalence(term, vocabulary) for term in causes
        }
        self.reasons: dict[str, list[str]] = defaultdict(list)
        self._told: dict[str, float] = {}
        self._best: dict[tuple[str, str], float] = {}

    def lift(self, cause: str) -> None:
        """Take the burden of its kind from a cause that the question speaks of."""
        if cause in self.factor:
            self.factor[cause] /= self._kinds[cause]
            self._kinds[cause] = 1.0

    def mention(self, cause: str, factor: float, words: str) -> None:
        """Multiply by the factor of an entry that speaks of the words, up to a limit."""
        before = self._told.get(cause, 1.0)
        self._told[cause] = min(MENTIONED_OFTEN, before * factor)
        self.raise_(cause, self._told[cause] / before, words)

    def raise_(self, cause: str, factor: float, words: str) -> None:
        """Multiply by a factor; of several for the same words only the largest counts."""
        if cause not in self.factor:
            return
        before = self._best.get((cause, words), 1.0)
        if factor > before:
            self.factor[cause] *= factor / before
            self._best[cause, words] = factor
            if words not in self.reasons[cause]:
                self.reasons[cause].append(words)


def _prevalence(term: Term, vocabulary: Vocabulary) -> float:
    choice = vocabulary.choices.get(term.prevalence)
    return choice.values.get("priorWeight", 1.0) if choice else 1.0


class Understanding:
    """Reads questions against one graph; holds what every question needs."""

    def __init__(self, g: KnowledgeGraph) -> None:
        self.g = g
        self.causes = g.perturbations()

    @cached_property
    def _mentions(self) -> Mapping[str, frozenset[str]]:
        """The causes whose entry holds a word, by its stem."""
        found: dict[str, set[str]] = defaultdict(set)
        for term in self.causes:
            prose = " ".join((*term.names, term.definition, term.plain, term.mechanism))
            for stem in _stems(prose):
                found[stem].add(term.id)
        return {stem: frozenset(causes) for stem, causes in found.items()}

    @cached_property
    def _names(self) -> tuple[tuple[str, Mapping[str, float]], ...]:
        """Each name of each cause as its words with their information, in natural units."""
        rows = [(term.id, _stems(name)) for term in self.causes for name in term.names]
        counts = Counter(stem for _, stems in rows for stem in stems)
        return tuple(
            (cause, {stem: math.log(len(rows) / counts[stem]) for stem in sorted(stems)})
            for cause, stems in rows
            if len(stems) > 1
        )

    @cached_property
    def _narrower(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for term in self.g.ontology.terms.values():
            for parent in term.links.get("broader", ()):
                found[parent].append(term.id)
        return {parent: tuple(children) for parent, children in found.items()}

    def facts(self, question: Mapping[str, Any]) -> Facts:
        """Understand observations, findings and exposures.

        Args:
            question: As of `kg diagnose --jsonl`; whatever is missing or not understood
                is passed over with a problem.
        """
        problems: list[str] = []
        observed = [self._value(row, problems) for row in question.get("observations") or []]
        weights = _Weights(self.causes, self.g.ontology.vocabulary)
        for words in map(str, question.get("exposures") or []):
            if not (self._name(words, weights, 1.0) or self._mention(words, weights, met=True)):
                problems.append(f'Nothing is known of the exposure "{words}".')
        for words in map(str, question.get("findings") or []):
            sign = self._sign(words)
            observed.append(sign)
            if not (self._finding(words, weights) or sign):
                problems.append(f'Nothing is known of the finding "{words}".')
        return Facts(
            observed=tuple(one for one in observed if one),
            weights=weights.factor,
            reasons={cause: tuple(words) for cause, words in weights.reasons.items()},
            problems=tuple(problems),
        )

    # --- laboratory values -------------------------------------------------------

    def _value(self, row: Any, problems: list[str]) -> Observed | None:
        name = str(row.get("quantity") or "") if isinstance(row, Mapping) else str(row)
        state = str(row.get("state") or "").lower() if isinstance(row, Mapping) else ""
        if state not in RANGES:
            problems.append(f'"{state}" is no state of "{name}". Choose: {", ".join(RANGES)}.')
            return None
        try:
            found = measure(name, self.g)
        except KgError as fault:
            problems.append(str(fault))
            return None
        if found.stimulus or len(found.weights) > 1:
            problems.append(f'"{name}" is no level at rest; it was left out.')
            return None
        return Observed(name, ((found.weights[0][0].id, state),))

    # --- findings and exposures --------------------------------------------------

    def _sign(self, words: str) -> Observed | None:
        """Turn a finding into what it says of quantities, if it says anything."""
        options = []
        for term in self._terms(words, self._indicates):
            options += [(q, "low") for q in term.links.get("indicatesLow", ())]
            options += [(q, "high") for q in term.links.get("indicatesHigh", ())]
            if term.kind == "Quantity":
                options.append((term.id, "high"))
        return Observed(words, tuple(options), "sign") if options else None

    def _indicates(self, slug: str) -> bool:
        term = self.g.ontology.terms[slug]
        named = term.links.get("indicatesLow") or term.links.get("indicatesHigh")
        return bool(named) or (term.kind == "Quantity" and term.quantity_kind == "status")

    def _terms(self, words: str, accept: Callable[[str], bool]) -> list[Term]:
        """Find terms in a phrase: by its whole, else in what stands before a negation."""
        whole = [hit for hit in self.g.index.exact(words) if accept(hit.id)]
        hits = whole[:1] or self.g.index.inside(_NEGATION.sub("", words), accept)
        return [self.g.ontology.terms[hit.id] for hit in hits]

    def _name(self, words: str, weights: _Weights, share: float) -> bool:
        """Make causes that are named, and their kin, more likely; tell whether there is any."""
        terms = self._terms(words, self._acts_or_has_kin) or self._loosely(words)
        if not terms and share == 1.0:
            terms = self._given(words)
        factor = max(1.0, share * len(self.causes))
        for term in terms:
            weights.lift(term.id)
            weights.raise_(term.id, factor, words)
            for kin in (*self._narrower.get(term.id, ()), *term.links.get("broader", ())):
                weights.lift(kin)
                weights.raise_(kin, max(1.0, AKIN * factor), words)
        return bool(terms)

    def _given(self, words: str) -> list[Term]:
        """Find what a phrase says is given, taken or lacking: "testosterone implants"."""
        try:
            meant = understand(_NEGATION.sub("", words), self.g)
        except KgError:
            return []
        return [self.g.ontology.terms[c] for c in meant.after if isinstance(c, str)]

    def _loosely(self, words: str) -> list[Term]:
        """Find causes of which most of a name is said, in any order: "sleep restricted"."""
        said = _stems(_NEGATION.sub("", words))
        found = [
            cause
            for cause, stems in self._names
            if len(said & stems.keys()) > 1
            and sum(stems[w] for w in said & stems.keys()) >= NAMING * sum(stems.values())
        ]
        return [self.g.ontology.terms[cause] for cause in dict.fromkeys(found)]

    def _acts_or_has_kin(self, slug: str) -> bool:
        kin = (slug, *self._narrower.get(slug, ()))
        return any(self.g.lesions_of(one) for one in kin)

    def _finding(self, words: str, weights: _Weights) -> bool:
        listed = self._presents(words, weights)
        named = self._name(words, weights, NAMED_FINDING)
        return named or self._mention(words, weights) or listed

    def _presents(self, words: str, weights: _Weights) -> bool:
        signs = {term.id for term in self._terms(words, lambda _: True)}
        causes = [c for c in self.causes if signs & set(c.links.get("presentsWith", ()))]
        for cause in causes:
            weights.raise_(cause.id, PRESENTS, words)
        return bool(causes)

    def _mention(self, words: str, weights: _Weights, *, met: bool = False) -> bool:
        """Make causes whose entry speaks of the words more likely, the more so the fewer do."""
        rare = self._rare(_NEGATION.sub("", words))
        total = sum(rare.values())
        share: dict[str, float] = defaultdict(float)
        for stem, information in rare.items():
            for cause in self._mentions[stem]:
                share[cause] += information / total
        speaking = [cause for cause, part in share.items() if part > 0.5]
        if speaking:
            factor = min(MENTIONED, math.sqrt(len(self.causes) / len(speaking)))
            for cause in speaking:
                if met:
                    weights.lift(cause)
                weights.mention(cause, factor, words)
        return bool(speaking)

    def _rare(self, words: str) -> dict[str, float]:
        """Give the telling words of a phrase with their information, in natural units."""
        many = len(self.causes)
        counts = {stem: len(self._mentions.get(stem, ())) for stem in _stems(words)}
        return {stem: math.log(many / n) for stem, n in counts.items() if 0 < 3 * n <= many}


@lru_cache(maxsize=2)
def understanding(g: KnowledgeGraph) -> Understanding:
    """Give the reader of a graph; made once for each graph in use."""
    return Understanding(g)


def context_of(question: Mapping[str, Any], stages: Sequence[str]) -> tuple[Context, list[str]]:
    """Give the body a question is about, and problems; an unknown stage counts as adult.

    Args:
        question: With "sex" and "life_stage".
        stages: The life stages that may be chosen.

    Raises:
        QuestionError: If the sex is not given.
    """
    sex = str(question.get("sex") or "")
    if sex not in ("female", "male"):
        raise QuestionError(f'"{sex}" is no sex the graph knows. Give "female" or "male".')
    stage = str(question.get("life_stage") or "adult")
    if stage in stages:
        return Context(sex=sex, life_stage=stage), []
    known = ", ".join(stages)
    return Context(sex=sex), [f'"{stage}" is no life stage; "adult" was taken. Choose: {known}.']
