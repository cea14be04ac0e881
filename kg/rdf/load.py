"""Reading Turtle files into one graph, with the place of every subject.

What the triples mean is left to `kg.rdf.read` and `kg.quality`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg import namespaces
from kg.errors import OntologySyntaxError
from kg.rdf.scan import Block, Scan, scan

_UNBOUND = re.compile(r'Prefix "(?P<prefix>.*?):?" not bound')
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_BAD_IRI = re.compile(r"<[^<>\n]*[ \"{}|\\^`][^<>\n]*>")
_CLOSE_QUOTE = 'End it with a quotation mark on the same line; write a quote inside as \\".'
_NOT_CONTENT = frozenset({"shapes", "questions", "checks"})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a block starts.

    Attributes:
        path: File, relative to the ontology's parent folder, with forward slashes.
        line: Line counted from 1.
    """

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One content file as it was read."""

    path: str
    absolute: Path
    text: str
    scan: Scan


@dataclass(frozen=True, slots=True)
class Content:
    """The triples of some files and where each subject stands.

    Attributes:
        graph: All triples.
        places: The first place of each subject, by IRI.
        all_places: Every place of each subject, by IRI.
        blocks: Every block of each subject with its file, by IRI.
        files: The files read, by their relative path, sorted.
    """

    graph: Graph
    places: Mapping[str, Place]
    all_places: Mapping[str, tuple[Place, ...]]
    blocks: Mapping[str, tuple[tuple[str, Block], ...]]
    files: Mapping[str, SourceFile]

    @property
    def duplicates(self) -> Mapping[str, tuple[Place, ...]]:
        """Subjects with a block in more than one place, by IRI."""
        return {iri: found for iri, found in self.all_places.items() if len(found) > 1}

    def place_of(self, subject: str, predicate: str = "", value: str = "") -> Place | None:
        """Find the line where something is said of a subject.

        Args:
            subject: IRI.
            predicate: IRI, or "" for the start of the block.
            value: IRI or text of the object, or "" for the predicate's first line.

        Returns:
            The nearest place: the object's line, else the predicate's, else the start
            of the block; None when the subject has no block.
        """
        nearest: Place | None = self.places.get(subject)
        fitting = [
            (path, entry)
            for path, block in self.blocks.get(subject, ())
            for entry in block.entries
            if entry.predicate == predicate
        ]
        for path, entry in reversed(fitting):
            nearest = Place(path, entry.line)
        for path, entry in fitting:
            if value and _says(entry.object, value):
                return Place(path, entry.line)
        return nearest


def load(ontology: Path, vocabulary: Path | None = None) -> Content:
    """Read all content of an ontology folder.

    Args:
        ontology: Folder laid out like `ontology/`.
        vocabulary: Folder of vocabulary files to use when `ontology` has none.

    Returns:
        One graph of every `*.ttl` except shapes, checks and questions.

    Raises:
        OntologySyntaxError: At the first file that cannot be parsed.
    """
    content, faults = load_tolerantly(ontology, vocabulary)
    if faults:
        raise faults[0]
    return content


def load_tolerantly(
    ontology: Path, vocabulary: Path | None = None
) -> tuple[Content, list[OntologySyntaxError]]:
    """Read all content that can be parsed, and tell of the rest.

    Args:
        ontology: Folder laid out like `ontology/`.
        vocabulary: Folder of vocabulary files to use when `ontology` has none.

    Returns:
        The content of the sound files, and one error for each of the others.
    """
    sources: list[tuple[SourceFile, Graph]] = []
    faults: list[OntologySyntaxError] = []
    for path, parent in _listed(ontology, vocabulary):
        try:
            sources.append(_read(path, parent))
        except OntologySyntaxError as fault:
            faults.append(fault)
    return _join(sources), faults


def load_file(path: Path, parent: Path | None = None) -> Content:
    """Read one Turtle file.

    Args:
        path: The file.
        parent: Folder that places are told from; the current folder when not given.

    Raises:
        OntologySyntaxError: If the file cannot be parsed.
    """
    return _join([_read(path, parent or Path.cwd())])


def content_files(ontology: Path) -> list[Path]:
    """List the content files of an ontology folder: every `*.ttl` but shapes, sorted."""
    return [
        path
        for path in sorted(ontology.rglob("*.ttl"))
        if path.relative_to(ontology).parts[0] not in _NOT_CONTENT
    ]


def parse(text: str, path: Path | str, graph: Graph | None = None) -> Graph:
    """Parse Turtle into a graph.

    Args:
        text: Turtle.
        path: What to call it in an error.
        graph: Graph to add to; a new one when not given.

    Raises:
        OntologySyntaxError: With the line, what is wrong there and what to do.
    """
    target = Graph(bind_namespaces="none") if graph is None else graph
    try:
        with _quiet():
            target.parse(data=text, format="turtle", publicID=namespaces.BASE)
    except BadSyntax as fault:
        raise _explained(fault, text, path) from None
    except RecursionError:
        raise OntologySyntaxError(
            path, 1, "the file is nested too deeply.", "Write one named block per thing."
        ) from None
    except (IndexError, KeyError, ValueError, AssertionError) as fault:
        raise OntologySyntaxError(
            path, 1, f"the parser gave up: {fault}.", "Undo the last change to this file."
        ) from fault
    _refuse_bad_iris(target, text, path)
    return target


def decode(path: Path, shown: Path | str) -> str:
    """Read a text file as UTF-8; the error names the line of the first bad byte."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise OntologySyntaxError(
            shown, line, "this line is not UTF-8.", "Save the file as UTF-8."
        ) from None


def _listed(ontology: Path, vocabulary: Path | None) -> Iterable[tuple[Path, Path]]:
    own = [(path, ontology.parent) for path in content_files(ontology)]
    if vocabulary is None or (ontology / "vocabulary").is_dir():
        return own
    return [(path, vocabulary.parent.parent) for path in content_files(vocabulary)] + own


def _read(path: Path, parent: Path) -> tuple[SourceFile, Graph]:
    shown = _shown(path, parent)
    text = decode(path, shown)
    graph = parse(text, shown)
    return SourceFile(shown, path, text, scan(text)), graph


def _shown(path: Path, parent: Path) -> str:
    resolved, base = path.resolve(), parent.resolve()
    inside = resolved.is_relative_to(base)
    return (resolved.relative_to(base) if inside else path).as_posix()


def _join(sources: Iterable[tuple[SourceFile, Graph]]) -> Content:
    graph = Graph(bind_namespaces="none")
    blocks: dict[str, list[tuple[str, Block]]] = {}
    files: dict[str, SourceFile] = {}
    for source, part in sources:
        files[source.path] = source
        graph.addN((s, p, o, graph) for s, p, o in part)
        for block in source.scan.blocks:
            blocks.setdefault(block.subject, []).append((source.path, block))
    everywhere = {
        iri: tuple(Place(path, block.line) for path, block in found)
        for iri, found in blocks.items()
    }
    first = {iri: found[0] for iri, found in everywhere.items()}
    held = {iri: tuple(found) for iri, found in blocks.items()}
    return Content(graph, first, everywhere, held, files)


def _says(written: str, value: str) -> bool:
    if written == value:
        return True
    return written[:1] in "\"'" and written.strip("\"'") == value


def _refuse_bad_iris(graph: Graph, text: str, path: Path | str) -> None:
    for node in {node for triple in graph for node in triple if isinstance(node, URIRef)}:
        if _NOT_IN_IRI.search(node):
            written = _BAD_IRI.search(text)
            line = text.count("\n", 0, written.start() if written else 0) + 1
            raise OntologySyntaxError(
                path, line, f'"{node}" is not an IRI.', "Percent-encode spaces and quotes."
            )


def _explained(fault: BadSyntax, text: str, path: Path | str) -> OntologySyntaxError:
    why = fault._why
    if "in string literal" in why:
        line = text.count("\n", 0, max(fault._i - 1, 0)) + 1
        return OntologySyntaxError(path, line, "a quoted text is not closed.", _CLOSE_QUOTE)
    line = _line_at(text, fault._i)
    unbound = _UNBOUND.search(why)
    if unbound:
        return OntologySyntaxError(path, line, *_about_prefix(unbound["prefix"]))
    if why.startswith(("expected '.'", "objectList expected")) or "EOF" in why:
        return OntologySyntaxError(
            path,
            line,
            f'something is missing before "{_found(text, fault._i)}".',
            'Close every line with " ;" and every block with a dot alone on its line.',
        )
    return OntologySyntaxError(
        path, line, f'{why} at "{_found(text, fault._i)}".', "Correct the Turtle on this line."
    )


def _about_prefix(prefix: str) -> tuple[str, str]:
    namespace = namespaces.prefixes().get(prefix)
    if namespace is None:
        return f'unknown prefix "{prefix}".', "Declare it in ontology/prefixes.jsonld."
    remedy = f'Add "@prefix {prefix}: <{namespace}> ." at the head of the file.'
    return f'prefix "{prefix}" is not declared in this file.', remedy


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _line_at(text: str, position: int) -> int:
    token = _skip_blank(text, position)
    return text.count("\n", 0, min(token, len(text.rstrip()))) + 1


def _found(text: str, position: int) -> str:
    rest = text[_skip_blank(text, position) :].split(maxsplit=1)
    return rest[0][:40] if rest else "the end of the file"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging ill-typed literals and bad IRIs; checks report them."""
    logger = logging.getLogger("rdflib")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
