"""Addresses inside the site, and links from prose to the terms it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup, escape

from kg.model import Term

#: Names shorter than this are never linked: "T" or "E2" in running text mislead too often.
_SHORTEST = 2
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?", re.UNICODE)


def term_path(slug: str) -> str:
    """Give the page of a term, from the root of the site."""
    return f"term/{slug}/"


def claim_path(slug: str) -> str:
    """Give the page of a claim."""
    return f"claim/{slug}/"


def kind_path(kind: str) -> str:
    """Give the page that lists the terms of a kind, such as "kind/cell-type/"."""
    return "kind/" + re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower() + "/"


def why_path(cause: str, target: str, sex: str) -> str:
    """Give the page that says why a quantity changes under a cause."""
    return f"why/{cause}/{target}/{sex}/"


class Linker:
    """Finds the first mention of each term in prose, the longest name first.

    Args:
        terms: The terms to link to. A name that several bear goes to the first
            that is no quantity. Abbreviations must match letter by letter; of
            other names capitals do not count.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = [term for term in terms if not term.deprecated]

    @cached_property
    def _names(self) -> Mapping[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for term in sorted(self._terms, key=lambda t: (t.kind == "Quantity", t.id)):
            for name in term.names:
                words = tuple(fold(word) for word in _WORD.findall(name))
                if words and len(name) > _SHORTEST - 1:
                    found.setdefault(words, term.id)
        return found

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How many words the names have that begin with a word, most first."""
        found: dict[str, set[int]] = {}
        for words in self._names:
            found.setdefault(words[0], set()).add(len(words))
            if len(words) == 1:
                found.setdefault(words[0] + "s", set()).add(1)
        return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}

    def link(self, text: str, root: str, *, never: Iterable[str] = ()) -> Markup:
        """Escape a text and link the first mention of each term in it.

        Args:
            text: Plain prose.
            root: Way from the page to the root of the site, such as "../../".
            never: Slugs not to link to: the term whose page it is.
        """
        words = list(_WORD.finditer(text))
        used, out, done, i = set(never), Markup(""), 0, 0
        while i < len(words):
            length, slug = self._longest_at(words, i, text)
            if slug and slug not in used:
                start, end = words[i].start(), words[i + length - 1].end()
                out += escape(text[done:start])
                out += Markup('<a href="{}{}">{}</a>').format(
                    root, term_path(slug), text[start:end]
                )
                used.add(slug)
                done = end
            i += length
        return out + escape(text[done:])

    def _longest_at(self, words: list[re.Match[str]], i: int, text: str) -> tuple[int, str]:
        """Give the number of words of the longest name that begins here, and its term."""
        for length in self._lengths.get(fold(words[i].group()), ()):
            found = words[i : i + length]
            if len(found) == length and _joined(found, text):
                slug = self._match([fold(word.group()) for word in found])
                if slug:
                    return length, slug
        return 1, ""

    def _match(self, words: list[str]) -> str:
        slug = self._names.get(tuple(words))
        if not slug and words[-1].endswith("s"):
            slug = self._names.get((*words[:-1], words[-1][:-1]))
        return slug or ""


def fold(word: str) -> str:
    """Lower a word unless its capitals carry meaning, as in "LH" or "GnRH".

    Example:
        >>> fold("Leptin"), fold("GnRH")
        ('leptin', 'GnRH')
    """
    return word if any(char.isupper() or char.isdigit() for char in word[1:]) else word.lower()


def _joined(words: list[re.Match[str]], text: str) -> bool:
    """Tell whether only spaces and hyphens lie between the words."""
    gaps = (text[a.end() : b.start()] for a, b in pairwise(words))
    return all(re.fullmatch(r"[\s\-‐‑–]{1,2}", gap) for gap in gaps)
