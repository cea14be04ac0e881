"""The writer's laws: nothing lost, nothing moved, one form."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kg import namespaces as ns
from kg.errors import OntologySyntaxError
from kg.rdf.load import parse
from kg.rdf.order import subject_key
from kg.rdf.write import format_turtle, lexical_forms_kept, write

_XSD = "http://www.w3.org/2001/XMLSchema#"
slugs = st.from_regex(r"[a-z0-9][a-z0-9.\-_]{0,8}", fullmatch=True)
odd = st.sampled_from(
    ["http://x/a%20b", "http://x/é", "https://w3id.org/pulsatile/term/a.", "urn:a:b"]
)
iris = st.one_of(
    st.builds(lambda n, s: URIRef(n + s), st.sampled_from([ns.TERM, ns.CLAIM, ns.PUL]), slugs),
    odd.map(URIRef),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
literals = st.one_of(
    texts.map(lambda t: Literal(t)),
    texts.map(lambda t: Literal(t, lang="en")),
    st.sampled_from(["1", "01", "-5", "+7", "-0", "x"]).map(
        lambda t: Literal(t, datatype=URIRef(_XSD + "integer"), normalize=False)
    ),
    st.sampled_from(["0.3", "0.30", "1", ".5", "-2.0", "-0.0", "0.0000001"]).map(
        lambda t: Literal(t, datatype=URIRef(_XSD + "decimal"), normalize=False)
    ),
    st.sampled_from(["true", "1", "false"]).map(
        lambda t: Literal(t, datatype=URIRef(_XSD + "boolean"), normalize=False)
    ),
    st.sampled_from(["2026-11-23", "2026-13-01"]).map(
        lambda t: Literal(t, datatype=URIRef(_XSD + "date"), normalize=False)
    ),
    st.sampled_from(["1.0E0", "1e3"]).map(
        lambda t: Literal(t, datatype=URIRef(_XSD + "double"), normalize=False)
    ),
)
predicates = st.one_of(st.sampled_from([RDF.type, SKOS.prefLabel, URIRef(ns.PUL + "sex")]), iris)
triples = st.lists(st.tuples(iris, predicates, st.one_of(iris, literals)), max_size=12)


def _graph(found: list[tuple[URIRef, URIRef, URIRef | Literal]]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in found:
        graph.add(triple)
    return graph


@settings(deadline=None, max_examples=60)
@given(triples)
def test_parse_after_write_is_identity(
    found: list[tuple[URIRef, URIRef, URIRef | Literal]],
) -> None:
    """Whatever is written comes back, each literal in its own spelling."""
    graph = _graph(found)

    with lexical_forms_kept():
        back = parse(write(graph), "x.ttl")

    assert set(back) == set(graph)


@settings(deadline=None, max_examples=40)
@given(triples)
def test_format_is_idempotent(found: list[tuple[URIRef, URIRef, URIRef | Literal]]) -> None:
    """What is canonical stays as it is."""
    once = write(_graph(found), "# head")

    assert format_turtle(once, "x.ttl") == once


def _reference(number: int) -> str:
    return (
        f'ref:pmid-{number}\n    a pul:Reference ;\n    dcterms:title "Title {number}"@en ;\n'
        f"    pul:year {2000 + number % 20} ;\n.\n"
    )


HEAD = (
    "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    "@prefix pul: <https://w3id.org/pulsatile/vocab#> .\n"
    "@prefix ref: <https://w3id.org/pulsatile/reference/> .\n"
)


def test_one_new_reference_changes_only_its_own_lines() -> None:
    """A diff shows the new block and nothing else, wherever it falls."""
    numbers = [100, 300, 500, 700]
    before = "\n".join([HEAD, *map(_reference, numbers)])
    assert format_turtle(before, "x.ttl") == before

    after = format_turtle(before + "\n" + _reference(400), "x.ttl")

    changed = [
        line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"
    ]
    assert len(changed) == len(_reference(400).splitlines()) + 1
    assert all(line.startswith("+") for line in changed)


def test_one_new_object_adds_one_line() -> None:
    """A further source for a term is one added line."""
    before = format_turtle(HEAD + "ref:a\n pul:x ref:b, ref:d .\n", "x.ttl")

    after = format_turtle(
        before.replace("    pul:x ref:d", "    pul:x ref:c ;\n    pul:x ref:d"), "x"
    )

    assert len(after.splitlines()) == len(before.splitlines()) + 1


def test_the_form_of_a_claim() -> None:
    """Header, prefixes in use, predicates in the reader's order, bare numbers, final dot."""
    text = """# Kept.
# Kept too.
@prefix term: <https://w3id.org/pulsatile/term/> .
@prefix claim: <https://w3id.org/pulsatile/claim/> .
@prefix pul: <https://w3id.org/pulsatile/vocab#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ctx: <https://w3id.org/pulsatile/context/> .
claim:a-b a pul:CausalClaim .
claim:a.e1 pul:checked "2026-11-23"^^xsd:date ; pul:direction pul:supports .
claim:a pul:evidence claim:a.e1 ; pul:sex ctx:male, ctx:female ; pul:share 0.30 ; pul:zeal true;
  pul:shape pul:poolMember ; a pul:CausalClaim ;
  pul:object term:o ; pul:effect pul:increases ; pul:subject term:s .
"""

    assert (
        format_turtle(text, "x.ttl")
        == """# Kept.
# Kept too.

@prefix claim: <https://w3id.org/pulsatile/claim/> .
@prefix ctx: <https://w3id.org/pulsatile/context/> .
@prefix pul: <https://w3id.org/pulsatile/vocab#> .
@prefix term: <https://w3id.org/pulsatile/term/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

claim:a
    a pul:CausalClaim ;
    pul:subject term:s ;
    pul:effect pul:increases ;
    pul:object term:o ;
    pul:shape pul:poolMember ;
    pul:share 0.30 ;
    pul:sex ctx:female ;
    pul:sex ctx:male ;
    pul:zeal true ;
    pul:evidence claim:a.e1 ;
.

claim:a.e1
    pul:direction pul:supports ;
    pul:checked "2026-11-23"^^xsd:date ;
.

claim:a-b
    a pul:CausalClaim ;
.
"""
    )


def test_evidence_stands_beside_its_claim() -> None:
    """What follows a dot sorts before what follows a hyphen."""
    assert sorted(["a-b", "a.e1", "a"], key=subject_key) == ["a", "a.e1", "a-b"]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("ref:a pul:x [ pul:y 1 ] .\n", 4, "a blank node. Give the thing a name"),
        ("ref:a pul:x ( 1 2 ) .\n", 4, "a blank node"),
        ("_:b pul:x 1 .\n", 4, "a blank node"),
        ("ref:a pul:x 1 .\n# note\nref:b pul:x 1 .\n", 5, "skos:editorialNote"),
        ("ref:a pul:x 1 .\n\nref:a pul:x 2 .\n", 6, '"ref:a" already has a block at line 4'),
    ],
    ids=["brackets", "list", "label", "comment", "twice"],
)
def test_what_has_no_place_in_the_form_is_refused(body: str, line: int, words: str) -> None:
    """The formatter never drops or merges what somebody wrote."""
    with pytest.raises(OntologySyntaxError) as caught:
        format_turtle(HEAD + body, "x.ttl")

    assert caught.value.line == line
    assert words in str(caught.value)


def test_a_graph_with_a_blank_node_cannot_be_written() -> None:
    """Neither as subject nor as object."""
    graph = _graph([(URIRef(ns.TERM + "a"), RDF.type, BNode())])  # type: ignore[list-item]

    with pytest.raises(OntologySyntaxError, match="blank node"):
        write(graph)


def test_an_own_prefix_of_a_file_is_kept_and_a_mistaken_one_is_not_believed() -> None:
    """A known prefix bound to another namespace does not change what is meant."""
    text = "@prefix my: <http://my/> .\n@prefix term: <http://elsewhere/> .\nmy:a my:p term:b .\n"

    formatted = format_turtle(text, "x.ttl")

    assert "@prefix my: <http://my/> .\n" in formatted
    assert "my:p <http://elsewhere/b> ;" in formatted


def test_parsing_normalises_again_afterwards() -> None:
    """The switch that keeps spellings is put back."""
    with pytest.raises(OntologySyntaxError):
        format_turtle("x", Path("x.ttl"))

    assert rdflib.NORMALIZE_LITERALS is True


def test_an_empty_file_stays_empty() -> None:
    """No content, no text; a lone header keeps its line end."""
    assert format_turtle("", "x.ttl") == ""
    assert format_turtle("# only\n\n", "x.ttl") == "# only\n"
