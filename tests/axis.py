"""A hand-made axis for tests of the engine: no claim in it is a fact of medicine.

    drive -> pituitary -> gland -> pool -> action -| drive
    brake -| drive, brake -| gland while action is present (women)
    fuel is permissive for gland

The pool also takes a source from outside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg import locations
from kg.model import Claim, EvidenceLine, Lesion, Limits, Ontology, Reference, Term
from kg.rdf.load import load
from kg.rdf.read import read

QUANTITIES = ("action", "brake", "drive", "fuel", "gland", "pituitary", "pool")
FEMALE = Limits(sex=frozenset({"female"}))
NEEDS = Limits(sex=frozenset({"female"}), requires_state=frozenset({"action"}))


def line(claim: str, *, direction: str = "supports", reference: str = "r1") -> EvidenceLine:
    """One evidence line in people."""
    return EvidenceLine(
        id=f"{claim}.e1",
        direction=direction,
        type="humanIntervention",
        species=("human",),
        reference=reference,
        locator="Abstract",
        finding="A finding.",
        checked="2026-01-01",
    )


def claim(subject: str, effect: str, obj: str, shape: str, **more: object) -> Claim:
    """One claim with a line of evidence."""
    slug = f"{subject}-{effect}-{obj}"
    return Claim(
        id=slug,
        subject=subject,
        effect=effect,
        object=obj,
        directness="direct",
        shape=shape,
        timescale=str(more.pop("timescale", "hours")),
        evidence=(line(slug),),
        **more,  # type: ignore[arg-type]
    )


def lesion(of: str, kind: str, target: str, magnitude: str = "") -> Lesion:
    """One lesion with a line of evidence."""
    return Lesion(
        id=f"{of}.1",
        of=of,
        type=kind,
        target=target,
        magnitude=magnitude,
        evidence=(line(f"{of}.1"),),
    )


def term(slug: str, kind: str = "Quantity", **more: object) -> Term:
    """One term with the least a term needs."""
    return Term(
        id=slug,
        kind=kind,
        label=slug,
        definition=f"What {slug} is.",
        plain=f"What {slug} is.",
        sources=("r1",),
        **more,  # type: ignore[arg-type]
    )


def small_axis() -> Ontology:
    """Make the axis with the project's own vocabulary."""
    vocabulary = read(load(locations.ontology() / "vocabulary").graph).vocabulary
    claims = [
        claim("drive", "increases", "pituitary", "essential"),
        claim("pituitary", "increases", "gland", "essential"),
        claim("gland", "requires", "fuel", "permissive", strength="strongStrength"),
        claim("gland", "increases", "pool", "poolMember", share=0.8),
        claim("pool", "increases", "action", "essential"),
        claim("action", "decreases", "drive", "essential", loops=("loop",), timescale="days"),
        claim("brake", "decreases", "drive", "excessOnly", limits=FEMALE),
        claim("brake", "noEffect", "gland", ""),
        claim("brake", "decreases", "gland", "essential", limits=NEEDS),
    ]
    lesions = [
        lesion("tablet", "exogenousSource", "pool", magnitude="severe"),
        lesion("hunger", "pressDown", "fuel", magnitude="severe"),
        lesion("removal", "knockOut", "gland"),
        lesion("alarm", "pressUp", "brake"),
        lesion("blocker", "receptorBlock", "action"),
    ]
    causes = [term(x.of, "Condition") for x in lesions]
    terms = [*map(term, QUANTITIES), term("loop", "FeedbackLoop"), *causes]
    reference = Reference(
        "r1", "A title", "Doe J", 2001, "A journal", "caseReport", "x", "2026-01-01"
    )
    return Ontology(
        vocabulary=vocabulary,
        terms={t.id: t for t in sorted(terms, key=lambda t: t.id)},
        claims={c.id: c for c in sorted(claims, key=lambda c: c.id)},
        lesions={x.id: x for x in sorted(lesions, key=lambda x: x.id)},
        references={"r1": reference},
    )


_PLACES: dict[str, dict[str, Any]] = {
    "pool": {"level": "blood", "quantity_kind": "circulating", "asked": True},
    "pituitary": {"level": "pituitary", "quantity_kind": "circulating", "asked": True},
    "drive": {"level": "hypothalamus", "quantity_kind": "secretionRate"},
    "gland": {"level": "gonad", "quantity_kind": "secretionRate"},
    "fuel": {"level": "inputLevel", "quantity_kind": "status"},
    "brake": {"level": "inputLevel", "quantity_kind": "status"},
    "action": {"level": "hypothalamus", "quantity_kind": "activity"},
}
_REMEDIES = [
    lesion("feeding", "setHealthy", "fuel"),
    lesion("overfeeding", "pressUp", "fuel", magnitude="severe"),
    lesion("calming", "pressDown", "brake", magnitude="severe"),
    lesion("pump", "setHealthy", "drive"),
    lesion("juice-therapy", "exogenousSource", "pool"),
    lesion("excision", "knockOut", "gland"),
]
_KINDS = {"hunger": "Condition", "alarm": "Exposure", "removal": "GeneLesion"}


def clinic() -> Ontology:
    """Make the axis with places, a hormone named juice, and interventions.

    The pool holds juice, which the gland makes; hunger and alarm disturb it.
    """
    plain = small_axis()
    places = {slug: replace(plain.terms[slug], **more) for slug, more in _PLACES.items()}
    bearers = {"pool": "juice", "pituitary": "nectar", "brake": "worry"}
    for slug, bearer in bearers.items():
        places[slug] = replace(places[slug], links={"quantityOf": (bearer,)})
    hormones = [term("juice", "Hormone"), term("nectar", "Hormone"), term("worry", "Cofactor")]
    causes = [term(slug, kind) for slug, kind in _KINDS.items()]
    remedies = [
        replace(term(x.of, "Intervention"), label=x.of.replace("-", " ")) for x in _REMEDIES
    ]
    dropped = {"tablet", "blocker"}
    terms = {slug: t for slug, t in plain.terms.items() if slug not in dropped} | places
    terms |= {t.id: t for t in (*hormones, *causes, *remedies)}
    lesions = {slug: x for slug, x in plain.lesions.items() if x.of not in dropped}
    lesions |= {x.id: x for x in _REMEDIES}
    return replace(plain, terms=dict(sorted(terms.items())), lesions=dict(sorted(lesions.items())))
