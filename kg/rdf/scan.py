"""Where things stand in a Turtle file: a scanner that keeps lines, not meaning.

The parser proper is rdflib's; it forgets lines. This one only finds subjects,
predicates and objects with their lines, for places in messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<newline>\n)
      | (?P<comment>\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\s]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!"))*\"{3}
                  |'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
                  |"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<mark>[;,.\[\]()])
      | (?P<word>(?:\\.|[^\s;,\[\]()"'<>\#\\.]|\.(?=[^\s;,\[\]()"'<>\#.]))+)""",
    re.VERBOSE | re.DOTALL,
)
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind ("iri", "string", "mark", "word", "comment"), text and line."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One predicate and object of a block.

    Attributes:
        predicate: IRI.
        object: IRI, or the token as written for a literal.
        line: Line of the object, counted from 1.
    """

    predicate: str
    object: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """The statements about one subject, from its first line to its closing dot."""

    subject: str
    line: int
    last_line: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a file holds, in the order of the file.

    Attributes:
        blocks: One for each subject block.
        prefixes: Namespace by prefix, as the file declares them.
        comments: Lines that hold a comment, counted from 1.
        unnamed: Lines with a blank node, collection or blank-node label.
    """

    blocks: tuple[Block, ...]
    prefixes: Mapping[str, str]
    comments: tuple[int, ...]
    unnamed: tuple[int, ...]


def scan(text: str) -> Scan:
    r"""Find the subject blocks of a Turtle text; malformed stretches are skipped.

    Args:
        text: Turtle, whole file.

    Returns:
        Blocks, prefixes and the lines of comments and blank nodes.

    Example:
        >>> scan("@prefix t: <http://t/> .\n\nt:a\n    t:p t:b ;\n.\n").blocks[0].line
        3
    """
    tokens = list(tokenise(text))
    scanner = _Scanner()
    for token in tokens:
        if token.kind != "comment":
            scanner.take(token)
    unnamed = tuple(t.line for t in tokens if _is_unnamed(t))
    comments = tuple(t.line for t in tokens if t.kind == "comment")
    return Scan(tuple(scanner.blocks), scanner.prefixes, comments, unnamed)


def tokenise(text: str) -> Iterator[Token]:
    """Give the tokens of a Turtle text with their lines; white space is left out."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "newline":
            line += 1
            continue
        found = match.group()
        yield Token(kind, found, line)
        if kind == "string":
            line += found.count("\n")


def _is_unnamed(token: Token) -> bool:
    if token.kind == "mark":
        return token.text in "[("
    return token.kind == "word" and token.text.startswith("_:")


def _ends_literal(token: Token, previous: Token | None) -> bool:
    """Tell whether a token is the language or datatype of the string before it."""
    if previous is None:
        return False
    return previous.text == "^^" or (previous.kind == "string" and token.text[0] in "@^")


@dataclass
class _Scanner:
    """Groups tokens into statements at bracket depth nought."""

    prefixes: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    _statement: list[Token] = field(default_factory=list)
    _depth: int = 0

    def take(self, token: Token) -> None:
        if token.kind == "mark" and token.text in "[]()":
            self._depth += 1 if token.text in "[(" else -1
            if token.text in "[(" and self._depth == 1:
                self._statement.append(token)
            return
        if self._depth > 0:
            return
        if token.kind == "mark" and token.text == ".":
            self._close(token.line)
            return
        self._statement.append(token)
        if self._is_sparql_prefix():
            self._close(token.line)

    def _is_sparql_prefix(self) -> bool:
        first = self._statement[0].text.lower()
        return len(self._statement) == {"prefix": 3, "base": 2}.get(first, 0)

    def _close(self, line: int) -> None:
        statement, self._statement = self._statement, []
        if not statement:
            return
        first = statement[0]
        if first.text.lower().lstrip("@") in ("prefix", "base"):
            if len(statement) == 3:
                self.prefixes[statement[1].text.rstrip(":")] = statement[2].text[1:-1]
            return
        entries = tuple(self._entries(statement[1:]))
        self.blocks.append(Block(self._resolve(first), first.line, line, entries))

    def _entries(self, tokens: list[Token]) -> Iterator[Entry]:
        predicate = ""
        previous: Token | None = None
        for token in tokens:
            separator = token.kind == "mark" and token.text in ";,"
            if separator:
                predicate = "" if token.text == ";" else predicate
            elif not predicate:
                predicate = self._resolve(token)
            elif not _ends_literal(token, previous):
                yield Entry(predicate, self._resolve(token), token.line)
            previous = token

    def _resolve(self, token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind != "word":
            return token.text
        if token.text == "a":
            return _RDF_TYPE
        prefix, colon, local = token.text.partition(":")
        if not colon or prefix not in self.prefixes:
            return token.text
        return self.prefixes[prefix] + local.replace("\\", "")
