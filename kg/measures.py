"""From words to what is measured: "free testosterone", "T/DHT ratio", "LH response to GnRH"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import TermNotFoundError
from kg.knowledge import KnowledgeGraph
from kg.lookup.index import normalise
from kg.model import Term
from kg.substances import Cause
from kg.understanding import understand

#: Words about the sample or the assay; the quantity is the same without them.
_QUALIFIERS = re.compile(
    r"\b(?:serum|plasma|blood|circulating|urinary|salivary|nocturnal|night-time|morning|basal|mean"
    r"|24-h(?:our)?|peak|immunoreactive|bioactive|bioactivity|measured|integrated|levels?"
    r"|concentrations?|values?|titres?|titers?|secretion|release|output|production|rise)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?:ratio of (.+?) to (.+)|(.+?)\s*(?:/|-to-| to )\s*(.+?)[\s-]+ratio)", re.I)
_RESPONSE = re.compile(
    r"(.+?)\s+(?:responses?\s+to|after|stimulated by|in response to)\s+(.+)", re.I
)
_PULSE = re.compile(
    r"(.+?)[\s-]+(?:pulse[\s-]+(frequency|rate|amplitude)|(pulsatility|pulses?))", re.I
)
_SECRETED = re.compile(r"(.+?)\s+(?:secretion|release|output)", re.I)
_REACTION = re.compile(r"\s+(?:response|reaction)s?$", re.I)
_KIND = {"rate": "frequency", "frequency": "frequency", "amplitude": "amplitude"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured.

    Attributes:
        weights: Quantities with +1, or -1 below the line of a ratio.
        stimulus: What is given before the sample is taken, to the ill and the healthy.
    """

    weights: tuple[tuple[Term, float], ...]
    stimulus: tuple[Cause, ...] = ()

    def exists(self, sex: str) -> bool:
        """Tell whether it can be measured in this sex."""
        return all(not term.sex or sex in term.sex for term, _ in self.weights)

    def signed(self, change: Callable[[str], float]) -> float:
        """Add up the changes of what is measured, given that of each quantity."""
        return sum(weight * change(term.id) for term, weight in self.weights)

    @property
    def label(self) -> str:
        """Name for messages."""
        return " / ".join(term.label for term, _ in self.weights)


def measure(words: str, g: KnowledgeGraph) -> Measure:
    """Find out what is asked about.

    Raises:
        TermNotFoundError: If no quantity of the graph is meant.
    """
    text = re.sub(r"\s*\([^)]*\)\s*$", "", words).strip()
    found = _level(text, g) or _ratio(text, g) or _response(text, g) or _pulse(text, g)
    found = found or _secretion(text, g) or _plain(text, g)
    if not found:
        raise TermNotFoundError(words, g.index.nearest(text))
    return found


def _one(term: Term) -> Measure:
    return Measure(((term, 1.0),))


def _level(text: str, g: KnowledgeGraph) -> Measure | None:
    try:
        return _one(g.quantity(text))
    except TermNotFoundError:
        return None


def _ratio(text: str, g: KnowledgeGraph) -> Measure | None:
    fitted = _RATIO.fullmatch(text)
    if not fitted:
        return None
    above, below = [side for side in fitted.groups() if side]
    return Measure((*measure(above, g).weights, *((t, -w) for t, w in measure(below, g).weights)))


def _response(text: str, g: KnowledgeGraph) -> Measure | None:
    """Read "A response to B" as A while B is given."""
    fitted = _RESPONSE.fullmatch(text)
    if not fitted:
        if _REACTION.search(text):
            raise TermNotFoundError(f"{text} (to what?)")
        return None
    given = understand(fitted.group(2), g)
    return Measure(measure(fitted.group(1), g).weights, given.added)


def _pulse(text: str, g: KnowledgeGraph) -> Measure | None:
    """Read the pulses of a hormone as those of the quantity that paces them."""
    fitted = _PULSE.fullmatch(text)
    start = _level(fitted.group(1), g) if fitted else None
    if not fitted or not start:
        return None
    kind = _KIND[(fitted.group(2) or "frequency").casefold()]
    paced = _upstream(start.weights[0][0].id, kind, g)
    return _one(paced) if paced else None


def _upstream(slug: str, kind: str, g: KnowledgeGraph) -> Term | None:
    """Give the nearest quantity of a kind that raises another, along claims that raise."""
    seen, ring = {slug}, [slug]
    while ring:
        above = sorted(
            {g.cause(c) for name in ring for c in g.claims_onto(name) if c.shape == "essential"}
            - seen
        )
        for name in above:
            if g.ontology.terms[name].quantity_kind == kind:
                return g.ontology.terms[name]
        seen.update(above)
        ring = above
    return None


def _secretion(text: str, g: KnowledgeGraph) -> Measure | None:
    fitted = _SECRETED.fullmatch(text)
    hits = g.index.exact(fitted.group(1)) if fitted else []
    for term in (q for hit in hits for q in g.quantities_of(hit.id)):
        if term.quantity_kind == "secretionRate":
            return _one(term)
    return None


def _plain(text: str, g: KnowledgeGraph) -> Measure | None:
    bare = " ".join(_QUALIFIERS.sub(" ", text).split())
    if normalise(bare) == normalise(text) or not bare:
        return None
    return measure(bare, g)
