"""Run every comparison: `python -m tests.benchmarks`, about a minute."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from rdflib import Graph
from scipy.optimize import root

from kg.causal.lesions import force, lesions_of
from kg.causal.solve import solve, update
from kg.causal.system import Array
from kg.exports import documents
from kg.knowledge import KnowledgeGraph, load
from kg.model import Context

ROUNDS = 5
MAN = Context(sex="male")


def _median(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _report(name: str, ours: float, peer: str, theirs: float) -> None:
    sys.stdout.write(
        f"{name:34s} {1e3 * ours:9.2f} ms   {peer:28s} {1e3 * theirs:9.2f} ms   "
        f"{theirs / ours:7.1f} x\n"
    )


def sparql(g: KnowledgeGraph) -> None:
    """The competency questions on the embedded store against rdflib's own engine."""
    from kg import locations

    store = documents.store(g)
    graph = Graph()
    for path in sorted((g.folder or locations.bundle()).joinpath("rdf").glob("*.nt")):
        graph.parse(path, format="nt")
    questions = locations.ontology() / "questions"
    for name in ("02-what-acts-on-it", "03-on-the-way", "10c-contested"):
        text = (questions / f"{name}.rq").read_text("utf-8")
        ours = _median(lambda text=text: store.query(text))  # type: ignore[misc]
        theirs = _median(lambda text=text: list(graph.query(text)))  # type: ignore[misc]
        _report(f"SPARQL {name}", ours, "rdflib", theirs)


def steady_state(g: KnowledgeGraph) -> None:
    """Our damped Newton against scipy's hybrid method on the same equations."""
    engine = g.engine(MAN)
    system = engine.system
    lesions = lesions_of(g.ontology, ["prolactinoma"], MAN)
    forcing = force(system, lesions, g.ontology)
    start = np.zeros(system.size)
    ours = _median(lambda: solve(system, forcing))

    def residual(y: Array) -> Array:
        return update(system, forcing, y) - y

    theirs = _median(lambda: root(residual, start))
    _report(f"steady state, {system.size} quantities", ours, "scipy.optimize.root", theirs)


def main() -> None:
    """Print one line a comparison: ours, the peer, how many times faster."""
    g = load()
    sparql(g)
    steady_state(g)


if __name__ == "__main__":
    main()
