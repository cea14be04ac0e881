"""What follows from the content at build time and is never written by hand."""

from __future__ import annotations

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg import namespaces as ns
from kg.model import Ontology
from kg.model.grading import grade

SCHEME = URIRef(ns.BASE.rstrip("/"))


def split(graph: Graph) -> tuple[Graph, Graph]:
    """Part the triples into vocabulary and content by the namespace of their subject."""
    vocabulary, content = Graph(), Graph()
    for triple in graph:
        is_vocabulary = str(triple[0]).startswith((ns.PUL, ns.CONTEXT))
        (vocabulary if is_vocabulary else content).add(triple)
    return vocabulary, content


def direct(ontology: Ontology) -> Graph:
    """Derive the plain triples that make SPARQL paths work.

    For every claim: `subject relation object`, and `cause pul:actsOn result` where
    the sign is not 0. Opposite signs in different contexts both appear; the claim
    blocks say in which context each holds.
    """
    graph = Graph()
    for claim in ontology.claims.values():
        relation = ontology.vocabulary.relations[claim.effect]
        ends = [URIRef(ns.TERM + claim.subject), URIRef(ns.TERM + claim.object)]
        graph.add((ends[0], URIRef(ns.PUL + claim.effect), ends[1]))
        if relation.sign:
            cause, result = ends if relation.acts_from == "subject" else ends[::-1]
            graph.add((cause, URIRef(ns.PUL + "actsOn"), result))
    return graph


def derived(ontology: Ontology) -> Graph:
    """Derive types, concept scheme and grades of evidence."""
    graph = Graph()
    for slug in ontology.terms:
        subject = URIRef(ns.TERM + slug)
        graph.add((subject, RDF.type, SKOS.Concept))
        graph.add((subject, SKOS.inScheme, SCHEME))
    graded = [(ns.CLAIM + slug, claim.evidence) for slug, claim in ontology.claims.items()]
    graded += [(ns.LESION + slug, lesion.evidence) for slug, lesion in ontology.lesions.items()]
    for iri, lines in graded:
        words = Literal(grade(lines), lang="en")
        graph.add((URIRef(iri), URIRef(ns.PUL + "grade"), words))
    return graph


def mappings(ontology: Ontology) -> Graph:
    """Turn the SSSOM rows whose prefix is a known OBO one into SKOS mapping triples."""
    graph = Graph()
    for row in ontology.mappings:
        prefix, _, local = row.object_id.partition(":")
        iri = _FOREIGN.get(prefix, "")
        if iri:
            predicate = URIRef(str(SKOS) + row.predicate.removeprefix("skos:"))
            graph.add((URIRef(ns.TERM + row.subject), predicate, URIRef(iri + local)))
    return graph


_OBO = "http://purl.obolibrary.org/obo/"
_FOREIGN: dict[str, str] = {
    **{p: f"{_OBO}{p}_" for p in ("CHEBI", "CL", "GO", "HP", "MONDO", "NCIT", "UBERON")},
    "HGNC": "http://identifiers.org/hgnc/",
    "LOINC": "http://loinc.org/rdf/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "NCBIGene": "http://identifiers.org/ncbigene/",
    "UniProt": "http://purl.uniprot.org/uniprot/",
}


def ntriples(graph: Graph) -> bytes:
    """Write a graph as N-Triples, lines sorted, so that equal graphs give equal bytes."""
    lines = sorted(set(graph.serialize(format="nt", encoding="utf-8").splitlines()))
    return b"".join(line + b"\n" for line in lines if line)
