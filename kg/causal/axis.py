"""What the axis delivers and what drives it, read from the graph of a context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.causal.engine import Engine
from kg.model import Term

#: A hormone is a product of the gonad when at least half of its pool comes from there.
MAINLY = 0.5
#: Kinds of quantity a sample, or a row of samples, can tell.
_MEASURED = {"circulating", "frequency"}


def _asked(engine: Engine) -> list[Term]:
    terms = (engine.ontology.terms[name] for name in engine.system.names)
    return [term for term in terms if term.asked]


def sources(engine: Engine, pool: str) -> dict[str, float]:
    """Give the members of a pool that lie in the gonad, with their shares."""
    found: dict[str, float] = {}
    for source, _, data in engine.graph.in_edges(pool, data=True):
        edge = data["edge"]
        if edge.shape == "poolMember" and engine.ontology.terms[source].level == "gonad":
            found[source] = edge.share
    return found


def products(engine: Engine) -> list[str]:
    """Give the ends of the axis: hormones that are mainly the gonad's, then its outputs.

    Both are quantities readers commonly ask about: circulating testosterone in men,
    circulating estradiol in women, then sperm or ovulation.
    """
    asked = _asked(engine)
    hormones = [t.id for t in asked if sum(sources(engine, t.id).values()) >= MAINLY]
    outputs = [t.id for t in asked if t.level == "gonad" and t.id not in hormones]
    return [*hormones, *outputs]


def tropic(engine: Engine) -> list[str]:
    """Give the pituitary hormones asked about that act on the gonad: LH and FSH."""
    return [
        term.id
        for term in _asked(engine)
        if term.level == "pituitary" and term.quantity_kind == "circulating"
    ]


def drive(engine: Engine) -> list[str]:
    """Give the axis's own drive: its pituitary hormones and what the brain sends them."""
    own = tropic(engine)
    return sorted({*own, *(above for name in own for above in _above(engine, name))})


def _above(engine: Engine, name: str) -> Iterator[str]:
    """Climb essential claims from a pituitary hormone to the first step in the hypothalamus."""
    seen, waiting = {name}, [name]
    while waiting:
        for source, _, data in engine.graph.in_edges(waiting.pop(), data=True):
            edge = data["edge"]
            if edge.shape != "essential" or edge.sign < 0 or source in seen:
                continue
            seen.add(source)
            if engine.ontology.terms[source].level == "hypothalamus":
                yield source
            else:
                waiting.append(source)


def measured(engine: Engine) -> list[str]:
    """Give what can be told from blood samples or by counting."""
    terms = (engine.ontology.terms[name] for name in engine.system.names)
    return [t.id for t in terms if t.quantity_kind in _MEASURED or t.asked]


def reached(engine: Engine, starts: Iterable[str]) -> set[str]:
    """Give what some quantities reach, up to the first step of the axis but not beyond."""
    border = {*drive(engine), *products(engine)}
    waiting = [start for start in starts if start in engine.graph]
    seen = set(waiting)
    while waiting:
        for target in engine.graph.successors(waiting.pop()):
            if target not in seen:
                seen.add(target)
                waiting += [] if target in border else [target]
    return seen
