"""Loading: every triple, every place, every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologySyntaxError
from kg.rdf.load import Place, load, load_file, load_tolerantly, parse
from kg.rdf.scan import scan

HEAD = (
    "@prefix term: <https://w3id.org/pulsatile/term/> .\n"
    "@prefix pul: <https://w3id.org/pulsatile/vocab#> .\n\n"
)
TERM = "https://w3id.org/pulsatile/term/"
PUL = "https://w3id.org/pulsatile/vocab#"


def _write(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + body, encoding="utf-8")
    return path


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    return tmp_path / "ontology"


def test_places_are_told_from_the_parent_folder(ontology: Path) -> None:
    """A place is the file below the ontology's parent and the first line of the block."""
    _write(
        ontology,
        "terms/a.ttl",
        "term:a\n    pul:level pul:gonad ;\n.\n\nterm:b\n    a pul:Hormone ;\n.\n",
    )

    content = load(ontology)

    assert content.places[TERM + "a"] == Place("ontology/terms/a.ttl", 4)
    assert str(content.places[TERM + "b"]) == "ontology/terms/a.ttl:8"


def test_shapes_checks_and_questions_are_not_content(ontology: Path) -> None:
    """Files that describe rules add no triples."""
    for folder in ("shapes", "checks", "questions"):
        _write(ontology, f"{folder}/x.ttl", "term:x\n    a pul:Hormone ;\n.\n")

    assert len(load(ontology).graph) == 0


def test_vocabulary_is_borrowed_only_when_there_is_none(ontology: Path, tmp_path: Path) -> None:
    """A small ontology may share the vocabulary of another."""
    lent = _write(tmp_path, "other/vocabulary/v.ttl", "pul:x\n    a pul:Choice ;\n.\n").parent
    _write(ontology, "terms/a.ttl", "term:a\n    a pul:Hormone ;\n.\n")

    assert load(ontology, lent).places[PUL + "x"].path == "other/vocabulary/v.ttl"
    _write(ontology, "vocabulary/v.ttl", "pul:y\n    a pul:Choice ;\n.\n")
    assert PUL + "x" not in load(ontology, lent).places


def test_a_subject_in_two_places_is_seen(ontology: Path) -> None:
    """A slug used twice keeps both its places."""
    _write(ontology, "terms/a.ttl", "term:a\n    a pul:Hormone ;\n.\n")
    _write(ontology, "terms/b.ttl", "term:a\n    a pul:Gene ;\n.\n")

    found = load(ontology).duplicates[TERM + "a"]

    assert [place.path for place in found] == ["ontology/terms/a.ttl", "ontology/terms/b.ttl"]


def test_the_line_of_an_object_is_found(tmp_path: Path) -> None:
    """A message can point at the very line, also past strings of several lines."""
    path = _write(
        tmp_path,
        "a.ttl",
        'term:a\n    pul:finding """one\ntwo"""@en ;\n    pul:sex pul:x ;\n    pul:sex pul:y ;\n'
        '    pul:year 2021 ;\n    pul:pmid "12" ;\n.\n',
    )

    content = load_file(path, tmp_path)

    assert content.place_of(TERM + "a", PUL + "sex", PUL + "y") == Place("a.ttl", 8)
    assert content.place_of(TERM + "a", PUL + "sex") == Place("a.ttl", 7)
    assert content.place_of(TERM + "a", PUL + "sex", PUL + "z") == Place("a.ttl", 7)
    assert content.place_of(TERM + "a", PUL + "year", "2021") == Place("a.ttl", 9)
    assert content.place_of(TERM + "a", PUL + "pmid", "12") == Place("a.ttl", 10)
    assert content.place_of(TERM + "a", PUL + "level") == Place("a.ttl", 4)
    assert content.place_of(TERM + "z") is None


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("term:a\n    pul:x term:b\n    pul:y term:c ;\n.\n", 6, 'missing before "pul:y"'),
        (
            "term:a\n    pul:x chebi:b ;\n.\n",
            5,
            'unknown prefix "chebi". Declare it in ontology/prefixes.jsonld.',
        ),
        (
            "term:a\n    pul:x obo:b ;\n.\n",
            5,
            'Add "@prefix obo: <http://purl.obolibrary.org/obo/> ."',
        ),
        ('term:a\n    pul:x "abc ;\n.\n', 5, "a quoted text is not closed."),
        ("term:a\n    pul:x term:b ;\n", 5, "the end of the file"),
        ("term:a\n    pul:x <a b> ;\n.\n", 5, "is not an IRI"),
        ("term:a\n    pul:x term:b ;\n.\n]\n", 7, "]"),
        ('term:a\n    pul:x "a\\q" ;\n.\n', 5, "bad escape"),
    ],
    ids=["semicolon", "prefix", "known-prefix", "quote", "dot", "iri", "bracket", "escape"],
)
def test_a_syntax_error_names_line_and_remedy(body: str, line: int, words: str) -> None:
    """Whoever wrote the file can mend it from the message alone."""
    with pytest.raises(OntologySyntaxError) as caught:
        parse(HEAD + body, "ontology/terms/a.ttl")

    assert caught.value.line == line
    assert str(caught.value).startswith(f"ontology/terms/a.ttl:{line}: ")
    assert words in str(caught.value)
    assert caught.value.remedy


def test_all_files_with_faults_are_told(ontology: Path) -> None:
    """One broken file hides neither the next broken one nor the sound ones."""
    _write(ontology, "terms/a.ttl", "term:a pul:x\n")
    _write(ontology, "terms/b.ttl", "term:b\n    a pul:Hormone ;\n.\n")
    _write(ontology, "terms/c.ttl", "term:c x:y term:d .\n")

    content, faults = load_tolerantly(ontology)

    assert [fault.path.name for fault in faults] == ["a.ttl", "c.ttl"]
    assert set(content.places) == {TERM + "b"}
    with pytest.raises(OntologySyntaxError):
        load(ontology)


def test_bytes_that_are_not_utf8_have_a_line(tmp_path: Path) -> None:
    """A file saved in another encoding is refused where it stops being UTF-8."""
    path = tmp_path / "a.ttl"
    path.write_bytes(b"# one\n# two \xe9\n")

    with pytest.raises(OntologySyntaxError, match=r"a.ttl:2: this line is not UTF-8"):
        load_file(path, tmp_path)


def test_the_scanner_reads_every_way_of_writing_a_block() -> None:
    """Commas, SPARQL prefixes, brackets, datatypes and dots in names keep their lines."""
    text = (
        "PREFIX t: <http://t/>\nt:a.b a t:X ; t:p t:c,\n  t:d ; t:q [ t:r t:s ] ;\n"
        't:n 0.5 ; t:e "x"^^t:D, "y"^^<http://t/D>, "z"@en .\n# end\nt:z t:p 1.\n'
    )

    found = scan(text)

    assert [(b.subject, b.line, b.last_line) for b in found.blocks] == [
        ("http://t/a.b", 2, 4),
        ("http://t/z", 6, 6),
    ]
    entries = [(e.predicate.rsplit("/")[-1], e.object, e.line) for e in found.blocks[0].entries]
    assert entries[1:3] == [("p", "http://t/c", 2), ("p", "http://t/d", 3)]
    assert [e[1] for e in entries if e[0] in "ne"] == ["0.5", '"x"', '"y"', '"z"']
    assert found.blocks[1].entries[0].object == "1"
    assert found.comments == (5,)
    assert found.unnamed == (3,)
