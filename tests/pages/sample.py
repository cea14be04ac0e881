"""A small made-up graph of the axes: sizes like the real one, facts not to be relied on."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from kg import locations
from kg.exports import documents
from kg.knowledge import KnowledgeGraph
from kg.model import (
    Claim,
    EvidenceLine,
    Lesion,
    Limits,
    Mapping,
    Ontology,
    Reference,
    Term,
    Vocabulary,
)
from kg.pages.site import build_site
from kg.rdf.read import read

#: slug | label | level | bearer
QUANTITIES = """
stress-drive|stress drive|inputLevel|
energy-availability|energy availability|inputLevel|
circulating-leptin|circulating leptin|inputLevel|leptin
inflammation|inflammatory tone|inputLevel|
exogenous-androgen|androgen from outside|exogenous|
kisspeptin-release|arcuate kisspeptin release|hypothalamus|kisspeptin
dynorphin-release|dynorphin release|hypothalamus|
beta-endorphin-release|beta-endorphin release in the hypothalamus|hypothalamus|
npy-release|neuropeptide Y release|hypothalamus|
crh-release|CRH release|hypothalamus|
dopamine-tone|dopamine tone|hypothalamus|
gnrh-pulse-frequency|GnRH pulse frequency|hypothalamus|gnrh
gnrh-pulse-amplitude|GnRH pulse amplitude|hypothalamus|gnrh
gonadotroph-response|gonadotroph response to GnRH|pituitary|
circulating-lh|circulating LH|pituitary|luteinizing-hormone
circulating-fsh|circulating FSH|pituitary|
circulating-acth|circulating ACTH|pituitary|
circulating-prolactin|circulating prolactin|pituitary|prolactin
leydig-activity|Leydig cell LH receptor activity|gonad|
testosterone-secretion|testicular testosterone secretion|gonad|testosterone
inhibin-b-secretion|inhibin B secretion|gonad|
cortisol-secretion|cortisol secretion|adrenal|
circulating-testosterone|circulating testosterone|blood|testosterone
free-testosterone|free testosterone|blood|testosterone
circulating-estradiol|circulating estradiol|blood|estradiol
circulating-cortisol|circulating cortisol|blood|
circulating-inhibin-b|circulating inhibin B|blood|
circulating-shbg|circulating SHBG|blood|
aromatase-activity|aromatase activity in fat|peripheral|
spermatogenesis|spermatogenesis|gonad|
bone-density|bone mineral density|peripheral|
libido|sexual desire|peripheral|
zinc-status|zinc status|inputLevel|
fat-mass|fat mass|peripheral|
"""

#: cause | sign (+, -, needs, 0) | effect | shape | sex
EFFECTS = """
stress-drive + crh-release essential
stress-drive - kisspeptin-release weak
energy-availability + circulating-leptin essential
energy-availability - npy-release modulatory
circulating-leptin + kisspeptin-release permissive
circulating-leptin - npy-release weak
inflammation - kisspeptin-release weak
inflammation + crh-release modulatory
kisspeptin-release + gnrh-pulse-frequency essential
kisspeptin-release + gnrh-pulse-amplitude modulatory
dynorphin-release - kisspeptin-release modulatory
beta-endorphin-release - gnrh-pulse-frequency essential
npy-release - gnrh-pulse-frequency weak
crh-release - gnrh-pulse-frequency weak
crh-release + circulating-acth essential
crh-release + beta-endorphin-release modulatory
dopamine-tone - circulating-prolactin essential
circulating-prolactin + dopamine-tone modulatory
circulating-prolactin - kisspeptin-release excessOnly
gnrh-pulse-frequency + gonadotroph-response essential
gnrh-pulse-amplitude + gonadotroph-response essential
gonadotroph-response + circulating-lh essential
gonadotroph-response + circulating-fsh essential
circulating-lh + leydig-activity essential
leydig-activity + testosterone-secretion essential male
testosterone-secretion + circulating-testosterone poolMember male
circulating-testosterone + free-testosterone essential
circulating-shbg - free-testosterone modulatory
free-testosterone - gnrh-pulse-frequency modulatory male
free-testosterone - circulating-shbg weak
circulating-estradiol - gnrh-pulse-frequency modulatory
circulating-estradiol - circulating-lh modulatory
circulating-estradiol - circulating-fsh modulatory
circulating-estradiol + kisspeptin-release weak female
circulating-estradiol + circulating-shbg modulatory
circulating-estradiol + bone-density essential

circulating-testosterone + circulating-estradiol essential male
aromatase-activity + circulating-estradiol essential
fat-mass + aromatase-activity modulatory
fat-mass + circulating-leptin essential
circulating-fsh + inhibin-b-secretion modulatory
inhibin-b-secretion + circulating-inhibin-b essential
circulating-inhibin-b - circulating-fsh essential
circulating-fsh + spermatogenesis modulatory male
testosterone-secretion + spermatogenesis essential male
spermatogenesis + inhibin-b-secretion modulatory male
circulating-acth + cortisol-secretion essential
cortisol-secretion + circulating-cortisol essential
circulating-cortisol - crh-release essential
circulating-cortisol - circulating-acth essential
circulating-cortisol - gonadotroph-response weak
circulating-cortisol - testosterone-secretion weak male
circulating-cortisol - bone-density modulatory
circulating-cortisol 0 circulating-shbg
free-testosterone + libido permissive
free-testosterone + bone-density weak
testosterone-secretion needs zinc-status permissive male
exogenous-androgen + circulating-testosterone poolMember
circulating-testosterone - kisspeptin-release weak
"""

#: slug | kind | label | abbreviation | synonyms (;)
OTHERS = """
gnrh|Hormone|gonadotropin-releasing hormone|GnRH|gonadoliberin;LHRH
luteinizing-hormone|Hormone|luteinizing hormone|LH|lutropin
testosterone|Hormone|testosterone|T|
estradiol|Hormone|estradiol|E2|17β-estradiol;oestradiol
prolactin|Hormone|prolactin|PRL|
leptin|Hormone|leptin||
kisspeptin|Neuromessenger|kisspeptin||metastin
gnrh-receptor|Receptor|gonadotropin-releasing hormone receptor|GnRH receptor|
prolactinoma|Condition|prolactinoma||prolactin-secreting pituitary adenoma
anorexia-nervosa|Condition|anorexia nervosa||
chronic-stress|Exposure|chronic stress||
anabolic-steroid-use|Exposure|anabolic steroid use||
cabergoline|Intervention|cabergoline||
pulse-generator|Concept|pulse generator||
"""

#: condition | lesion type | target
LESIONS = """
prolactinoma pressUp circulating-prolactin
anorexia-nervosa pressDown energy-availability
anorexia-nervosa pressDown fat-mass
chronic-stress pressUp stress-drive
anabolic-steroid-use exogenousSource circulating-testosterone
cabergoline pressUp dopamine-tone
"""

_PROSE = (
    "Neurons release kisspeptin in pulses onto the endings of the next cell, and the pituitary "
    "answers with a pulse of luteinizing hormone. When a prolactinoma raises prolactin the pulse "
    "generator slows, and LH, testosterone and estradiol fall with it. Leptin tells the "
    "hypothalamus how much energy is stored."
)


@cache
def vocabulary() -> Vocabulary:
    """Read the real vocabulary; the sample takes its relations and shapes from it."""
    graph = Graph()
    for path in sorted((locations.ontology() / "vocabulary").glob("*.ttl")):
        graph.parse(path)
    return read(graph).vocabulary


def _table(text: str, separator: str | None) -> list[list[str]]:
    return [line.split(separator) for line in text.strip().splitlines() if line]


def _terms() -> dict[str, Term]:
    found: dict[str, Term] = {}
    for slug, label, level, bearer in _table(QUANTITIES, "|"):
        found[slug] = Term(
            id=slug,
            kind="Quantity",
            label=label,
            definition=f"The amount or pace of {label} in the body at a given time.",
            plain=f"How much {label} there is.",
            sources=("pmid-1001",),
            links={"quantityOf": (bearer,)} if bearer else {},
            level=level,
            quantity_kind="circulating" if label.startswith("circulating") else "status",
            reviewed="2026-11-23",
            created="2026-11-23",
        )
    for slug, kind, label, short, synonyms in _table(OTHERS, "|"):
        found[slug] = Term(
            id=slug,
            kind=kind,
            label=label,
            definition=f"A made-up {kind.lower()} of the sample that acts on the pituitary.",
            plain="A part of the body’s messaging, told in a few short words.",
            abbreviations=(short,) if short else (),
            alt_labels=tuple(s for s in synonyms.split(";") if s),
            mechanism=_PROSE,
            origin="Named by <Anyone & Co> in 1971 after the Greek for “stirring”.",
            sources=("pmid-1001", "pmid-1002"),
            links={"secretedBy": ("gnrh",)} if kind == "Hormone" and slug != "gnrh" else {},
            level="pituitary" if kind != "Exposure" else "exogenous",
            reviewed="2026-11-23",
            created="2026-11-23",
        )
    found["gonadoliberin-old"] = Term(
        "gonadoliberin-old",
        "Hormone",
        "old name",
        "A name no longer used.",
        "An old name.",
        deprecated=True,
        replaced_by="gnrh",
    )
    return dict(sorted(found.items()))


def _lines(owner: str, number: int) -> tuple[EvidenceLine, ...]:
    kinds = ("humanIntervention", "animalExperiment", "reviewStatement", "humanObservational")
    species = ("human", "sheep", "human", "human")
    picked = [number % 4] if number % 3 else [number % 4, 2]
    return tuple(
        EvidenceLine(
            id=f"{owner}.e{i + 1}",
            direction="disputes" if i == 1 and number % 9 == 0 else "supports",
            type=kinds[k],
            species=(species[k],),
            reference=f"pmid-{1001 + (number + i) % 12}",
            locator="Abstract",
            finding="The level changed within two days and came back when the cause was removed.",
            checked="2026-11-23",
            design="crossoverTrial" if k == 0 else "",
            participants=6 + number if k == 0 else None,
        )
        for i, k in enumerate(picked)
    )


def _share(source: str) -> float:
    return 0.1 if source.startswith("exogenous") else 0.9


def _claims() -> dict[str, Claim]:
    effects = {"+": "increases", "-": "decreases", "needs": "requires", "0": "noEffect"}
    found: dict[str, Claim] = {}
    for number, (first, sign, second, *rest) in enumerate(_table(EFFECTS, None)):
        effect = effects[sign]
        slug = f"{first}-{effect.lower()}-{second}"
        shape = rest[0] if rest else ""
        found[slug] = Claim(
            id=slug,
            subject=first,
            effect=effect,
            object=second,
            directness="direct",
            shape=shape,
            share=_share(first) if shape == "poolMember" else None,
            timescale="days" if shape else "",
            through=("gnrh-receptor",) if number % 5 == 0 else (),
            limits=Limits(sex=frozenset(rest[1:2])),
            evidence=_lines(slug, number),
        )
    return dict(sorted(found.items()))


def _lesions() -> dict[str, Lesion]:
    count: dict[str, itertools.count[int]] = {}
    found: dict[str, Lesion] = {}
    for number, (of, kind, target) in enumerate(_table(LESIONS, None)):
        slug = f"{of}.{next(count.setdefault(of, itertools.count(1)))}"
        lines = _lines(slug, number)
        found[slug] = Lesion(slug, of, kind, target, magnitude="moderate", evidence=lines)
    return dict(sorted(found.items()))


def _references() -> dict[str, Reference]:
    return {
        f"pmid-{n}": Reference(
            id=f"pmid-{n}",
            title=f"On the pulse of things & others, part {n}",
            first_author="Doe J",
            year=1980 + n % 40,
            journal="Journal of Samples",
            kind="narrativeReview",
            seen_at=f"https://example.org/{n}",
            checked="2026-11-23",
            pmid=str(n),
            doi=f"10.1000/sample.{n}",
        )
        for n in range(1001, 1013)
    }


class SampleGraph(KnowledgeGraph):
    """The façade over the sample, with a few questions chosen by hand."""

    def explainable(self) -> tuple[tuple[str, str, str], ...]:
        """Give a few questions."""
        causes = ("prolactinoma", "anorexia-nervosa", "anabolic-steroid-use", "chronic-stress")
        targets = ("circulating-lh", "circulating-testosterone")
        return tuple((c, t, sex) for c in causes for t in targets for sex in ("female", "male"))


@cache
def sample() -> SampleGraph:
    """Give the sample graph."""
    mappings = (
        Mapping("testosterone", "skos:exactMatch", "CHEBI:17347", "testosterone", "semapv:X"),
        Mapping("estradiol", "skos:exactMatch", "CHEBI:16469", "17beta-estradiol", "semapv:X"),
    )
    return SampleGraph(
        Ontology(vocabulary(), _terms(), _claims(), _lesions(), _references(), mappings, "0.0.1")
    )


def build_sample_site(folder: Path) -> Path:
    """Build the site of the sample; RDF downloads are stand-ins, as it has no built files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "turtle", lambda _, slug: f"# {slug}\n")
        patch.setattr(documents, "jsonld", lambda _, slug: {"@id": slug})
        return build_site(sample(), folder)
