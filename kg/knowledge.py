"""The façade that joins the floors: one built graph, asked in plain words.

Example:
    >>> from kg.knowledge import load
    >>> g = load()
    >>> g.term("LH").id
    'luteinizing-hormone'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import bundle, locations
from kg import namespaces as ns
from kg.errors import NotACauseError, TermNotFoundError
from kg.lookup import NameIndex, build_names
from kg.model import Claim, Context, Diagnosis, Explanation, Facts, Lesion, Ontology, Term
from kg.model import Mapping as TermMapping
from kg.model.grading import grade

if TYPE_CHECKING:
    from kg.causal import Engine, Table

_PERTURBING = {"Condition", "Exposure", "Intervention", "GeneLesion"}


class KnowledgeGraph:
    """Everything one version of the graph can answer; not changed after it is made.

    Args:
        ontology: The content.
        folder: The built graph it came from, or None when made in memory.
        index: The look-up index, if it was read from a built graph.
    """

    def __init__(
        self, ontology: Ontology, folder: Path | None = None, index: NameIndex | None = None
    ) -> None:
        self.ontology = ontology
        self.folder = folder
        self._index = index
        self._engines: dict[Context, Engine] = {}
        self._tables: dict[Context, Table] = {}

    @property
    def version(self) -> str:
        """Version of the content."""
        return self.ontology.version

    @cached_property
    def index(self) -> NameIndex:
        """The look-up index."""
        return self._index or NameIndex(build_names(self.ontology))

    # --- terms -----------------------------------------------------------------

    def term(self, name: str) -> Term:
        """Give a term by slug, CURIE, IRI, label, abbreviation or synonym.

        Raises:
            TermNotFoundError: With the nearest labels.
        """
        slug = name.removeprefix(ns.TERM).removeprefix("term:")
        if slug in self.ontology.terms:
            return self.ontology.terms[slug]
        hits = self.index.exact(name)
        if not hits:
            raise TermNotFoundError(name, self.index.nearest(name))
        return self.ontology.terms[hits[0].id]

    def quantity(self, name: str) -> Term:
        """Give a quantity by its own name or by that of the substance it tells of.

        "LH" gives circulating LH: of several quantities of one bearer the level in
        blood goes first, then the one with most claims.

        Raises:
            TermNotFoundError: If neither a quantity nor a bearer of one is meant.
        """
        slug = name.removeprefix(ns.TERM).removeprefix("term:")
        hits = self.index.exact(slug)
        for hit in hits:
            if hit.kind == "Quantity":
                return self.ontology.terms[hit.id]
        for hit in hits:
            owned = self.quantities_of(hit.id)
            if owned:
                return owned[0]
        raise TermNotFoundError(name, self.index.nearest(name))

    def quantities_of(self, slug: str) -> tuple[Term, ...]:
        """Give the quantities whose bearer is this substance, receptor, cell or gland."""
        return self._quantities.get(slug, ())

    @cached_property
    def _quantities(self) -> Mapping[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = defaultdict(list)
        for term in self.ontology.terms.values():
            for bearer in term.links.get("quantityOf", ()):
                found[bearer].append(term)

        def order(term: Term) -> tuple[bool, int, str]:
            busy = len(self.claims_onto(term.id)) + len(self.claims_from(term.id))
            return (term.quantity_kind != "circulating", -busy, term.id)

        return {bearer: tuple(sorted(terms, key=order)) for bearer, terms in found.items()}

    def mappings_of(self, slug: str) -> tuple[TermMapping, ...]:
        """Give the identifiers of a term in other vocabularies."""
        return tuple(m for m in self.ontology.mappings if m.subject == slug)

    # --- claims ----------------------------------------------------------------

    def cause(self, claim: Claim) -> str:
        """Give the slug of the quantity that causes; `requires` acts from its object."""
        relation = self.ontology.vocabulary.relations[claim.effect]
        return claim.subject if relation.acts_from == "subject" else claim.object

    def result(self, claim: Claim) -> str:
        """Give the slug of the quantity that answers."""
        relation = self.ontology.vocabulary.relations[claim.effect]
        return claim.object if relation.acts_from == "subject" else claim.subject

    def sign(self, claim: Claim) -> int:
        """Give -1, 0 or +1."""
        return self.ontology.vocabulary.relations[claim.effect].sign

    def grade(self, claim: Claim | Lesion) -> str:
        """Grade the evidence of a claim or lesion in words."""
        return grade(claim.evidence)

    def claims_onto(self, slug: str) -> tuple[Claim, ...]:
        """Give the claims whose effect is this quantity."""
        return self._onto.get(slug, ())

    def claims_from(self, slug: str) -> tuple[Claim, ...]:
        """Give the claims whose cause is this quantity."""
        return self._from.get(slug, ())

    @cached_property
    def _onto(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ontology.claims.values():
            found[self.result(claim)].append(claim)
        return {slug: tuple(claims) for slug, claims in found.items()}

    @cached_property
    def _from(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ontology.claims.values():
            found[self.cause(claim)].append(claim)
        return {slug: tuple(claims) for slug, claims in found.items()}

    def species_of(self, reference: str) -> tuple[str, ...]:
        """Give the species that a reference is cited for, sorted."""
        return self._species.get(reference, ())

    @cached_property
    def _species(self) -> Mapping[str, tuple[str, ...]]:
        groups = [claim.evidence for claim in self.ontology.claims.values()]
        groups += [lesion.evidence for lesion in self.ontology.lesions.values()]
        found: dict[str, set[str]] = defaultdict(set)
        for line in (line for group in groups for line in group):
            found[line.reference].update(line.species)
        return {reference: tuple(sorted(species)) for reference, species in found.items()}

    # --- lesions ---------------------------------------------------------------

    def lesions_of(self, slug: str) -> tuple[Lesion, ...]:
        """Give what a condition, exposure, gene lesion or intervention does first."""
        return self._lesions.get(slug, ())

    def lesions_onto(self, slug: str) -> tuple[Lesion, ...]:
        """Give the lesions that strike this quantity."""
        return tuple(x for x in self.ontology.lesions.values() if x.target == slug)

    @cached_property
    def _lesions(self) -> Mapping[str, tuple[Lesion, ...]]:
        found: dict[str, list[Lesion]] = defaultdict(list)
        for lesion in self.ontology.lesions.values():
            found[lesion.of].append(lesion)
        return {slug: tuple(lesions) for slug, lesions in found.items()}

    def perturbations(self) -> tuple[Term, ...]:
        """Give the terms that have lesions, sorted by label."""
        found = (self.ontology.terms[slug] for slug in self._lesions if slug in self.ontology.terms)
        return tuple(sorted(found, key=lambda term: term.label.casefold()))

    def perturbation(self, name: str) -> Term:
        """Give a term with lesions by name.

        Raises:
            NotACauseError: If the term is known but does nothing of its own.
            TermNotFoundError: If no term bears the name.
        """
        hits = self.index.exact(name.removeprefix("term:"))
        for hit in hits:
            if self.lesions_of(hit.id):
                return self.ontology.terms[hit.id]
        near = self.index.nearest(name, accept=lambda slug: bool(self.lesions_of(slug)))
        if hits:
            kind = self.ontology.vocabulary.kinds.get(hits[0].kind, hits[0].kind)
            listed = ", ".join(f'"{label}"' for label in near)
            remedy = "Ask for a condition, an exposure, a gene lesion or an intervention"
            hint = f"{remedy}, such as {listed}." if near else f"{remedy}."
            raise NotACauseError(name, f"known (kind: {kind})", hint)
        raise TermNotFoundError(name, near)

    @cached_property
    def asked(self) -> tuple[Term, ...]:
        """The quantities readers commonly ask about, sorted by slug."""
        return tuple(term for term in self.ontology.terms.values() if term.asked)

    def explainable(self) -> tuple[tuple[str, str, str], ...]:
        """Give every question with a page of its own, as (cause, quantity, sex), sorted.

        These are the commonly asked quantities that a cause changes materially in an adult.
        """
        found = []
        for sex in ("female", "male"):
            engine = self.engine(Context(sex=sex))
            targets = [term.id for term in self.asked if not term.sex or sex in term.sex]
            for cause in self.perturbations():
                changes = engine.solve([cause.id]).changes()
                found += [(cause.id, t, sex) for t in targets if engine.material(changes[t])]
        return tuple(sorted(found))

    # --- causes ----------------------------------------------------------------

    def engine(self, context: Context) -> Engine:
        """Give the engine of a context; made on first use and kept.

        Raises:
            ContextError: If a value of the context is not known.
        """
        from kg.causal import Engine

        if context not in self._engines:
            self._engines[context] = Engine(self.ontology, context)
        return self._engines[context]

    def explain(
        self,
        target: str,
        because: Sequence[str] | str,
        *,
        sex: str,
        life_stage: str = "adult",
        phase: str = "",
    ) -> Explanation:
        """Say why a quantity changes under some causes.

        Args:
            target: Name of a quantity, or of a substance measured in blood.
            because: Names of conditions, exposures, gene lesions or interventions.
            sex: "female" or "male".
            life_stage: As listed in the vocabulary.
            phase: Cycle phase; "" for the average over the cycle.

        Raises:
            TermNotFoundError: If a name is not known.
            NoCausalPathError: If no chain of claims leads from the causes to the target.

        Example:
            >>> from kg.knowledge import load
            >>> load().explain("LH", "prolactinoma", sex="male").direction
            'down'
        """
        names = [because] if isinstance(because, str) else list(because)
        causes = [self.perturbation(name).id for name in names]
        context = Context(sex=sex, life_stage=life_stage, phase=phase)
        return self.engine(context).explain(self.quantity(target).id, causes)

    def table(self, context: Context) -> Table:
        """Give the ensemble table of a context; made once, kept beside the built graph.

        Raises:
            ContextError: If a value of the context is not known.
        """
        from kg.causal import tables

        if context not in self._tables:
            folder = self.folder.parent / "ensembles" if self.folder else None
            causes = [term.id for term in self.perturbations()]
            self._tables[context] = tables.kept(self.engine(context), causes, folder)
        return self._tables[context]

    def diagnose(self, facts: Facts, context: Context) -> Diagnosis:
        """Rank the causes that would bring about what was observed.

        Args:
            facts: What was observed and what is known; `kg.facts.understand` makes them
                from words.
            context: The body asked about.

        Raises:
            ContextError: If a value of the context is not known.
        """
        from kg.causal.diagnose import diagnose

        return diagnose(self.engine(context), self.table(context), facts)


def load(folder: Path | None = None) -> KnowledgeGraph:
    """Load the built graph.

    Args:
        folder: A folder written by `kg build`; the shipped one by default.

    Raises:
        BundleError: If there is no built graph there.
    """
    folder = folder or locations.bundle()
    ontology = bundle.read_ontology(folder)
    return KnowledgeGraph(ontology, folder, NameIndex(bundle.read_names(folder)["terms"]))
