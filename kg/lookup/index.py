"""The look-up index: normalised names, exact first, then by prefix.

The index is built from plain `names.json` values so that the command line,
the API and the page share one file and rank alike.
"""

from __future__ import annotations

import bisect
import difflib
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.model import Ontology, Term

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "κ": "kappa",
    "μ": "mu",
    "µ": "mu",
}
#: British spellings folded onto American ones, longest first.
_SPELLINGS = (
    ("oestr", "estr"),
    ("aemia", "emia"),
    ("haem", "hem"),
    ("tumour", "tumor"),
    ("rrhoea", "rrhea"),
    ("foet", "fet"),
    ("coeliac", "celiac"),
    ("gynaec", "gynec"),
    ("behaviour", "behavior"),
    ("paediatr", "pediatr"),
    ("ageing", "aging"),
    ("sulph", "sulf"),
)
#: So many names are compared letter by letter with a misspelt one.
_LIKELY = 40
_RANK = {"id": 0, "label": 0, "abbreviation": 1, "synonym": 2}


def normalise(text: str) -> str:
    """Fold case, accents, hyphens, Greek letters, British spelling and plural endings.

    Example:
        >>> normalise("Oestradiol-17β levels")
        'estradiol 17 beta level'
    """
    for letter, name in _GREEK.items():
        text = text.replace(letter, f" {name} ")
    flat = unicodedata.normalize("NFKD", text)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    for british, american in _SPELLINGS:
        flat = flat.replace(british, american)
    flat = re.sub(r"['’]s\b", "", flat)
    return " ".join(_singular(word) for word in re.findall(r"[a-z0-9]+", flat))


def _runs(key: str) -> set[str]:
    padded = f"  {key} "
    return {padded[k : k + 3] for k in range(len(padded) - 2)}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a look-up.

    Attributes:
        id: Slug of the term.
        label: Its preferred label.
        kind: Its kind.
        matched: The name that matched, as written in the content.
        matched_kind: "label", "abbreviation", "synonym" or "id".
        how: "exact" or "prefix".
        summary: The first sentence of its plain definition.
    """

    id: str
    label: str
    kind: str
    matched: str
    matched_kind: str
    how: str
    summary: str = ""


def build_names(ontology: Ontology) -> list[dict[str, Any]]:
    """List every term with its names, sorted by slug; the content of `names.json`."""
    return [_entry(term) for _, term in sorted(ontology.terms.items()) if not term.deprecated]


def _entry(term: Term) -> dict[str, Any]:
    names = [[term.label, "label"]]
    names += [[name, "abbreviation"] for name in term.abbreviations]
    names += [[name, "synonym"] for name in term.alt_labels]
    return {
        "id": term.id,
        "label": term.label,
        "kind": term.kind,
        "names": names,
        "of": list(term.links.get("quantityOf", ())),
        "summary": re.split(r"(?<=[.!?])\s", term.plain)[0],
    }


class NameIndex:
    """Finds terms by name; built once from `names.json` values."""

    def __init__(self, entries: Iterable[dict[str, Any]]) -> None:
        self._entries = {entry["id"]: entry for entry in entries}
        self._exact: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for entry in self._entries.values():
            for name, kind in entry["names"]:
                self._exact[normalise(name)].append((entry["id"], name, kind))
            self._exact[normalise(entry["id"])].append((entry["id"], entry["id"], "id"))
        self._sorted = sorted(self._exact)
        self._longest = max((len(key.split()) for key in self._sorted), default=0)

    def exact(self, name: str) -> list[Hit]:
        """Give the terms that bear exactly this name, labels before synonyms.

        A slug or a name written with its own capitals goes before one that only fits folded.
        """
        if name in self._entries:
            return [self._hit(name, name, "id", "exact")]
        found = sorted(
            self._exact.get(normalise(name), ()),
            key=lambda row: (row[1] != name, _RANK[row[2]], self._is_quantity(row[0]), row[0]),
        )
        return self._distinct(self._hit(*row, "exact") for row in found)

    def _is_quantity(self, term: str) -> bool:
        return bool(self._entries[term]["kind"] == "Quantity")

    def prefix(self, text: str) -> list[Hit]:
        """Give the terms with a name, or a word of a name, that begins with this text."""
        key = normalise(text)
        if not key:
            return []
        keys = self._from(key)
        inner = [k for k in self._sorted if f" {key}" in f" {k}" and not k.startswith(key)]
        rows = [
            (position, _RANK[kind], len(k), term, name, kind)
            for position, group in enumerate((keys, inner))
            for k in group
            for term, name, kind in self._exact[k]
        ]
        return self._distinct(self._hit(t, n, k, "prefix") for _, _, _, t, n, k in sorted(rows))

    def _from(self, key: str) -> list[str]:
        start = bisect.bisect_left(self._sorted, key)
        end = bisect.bisect_right(self._sorted, key + "\uffff")
        return self._sorted[start:end]

    def search(self, text: str) -> list[Hit]:
        """Give exact hits first, then those by prefix; stable order."""
        return self._distinct([*self.exact(text), *self.prefix(text)])

    def nearest(
        self, text: str, count: int = 3, accept: Callable[[str], bool] | None = None
    ) -> list[str]:
        """Give the labels of the terms whose names look most like the text.

        Names that hold the text as a word go first.

        Args:
            text: What was looked for.
            count: How many at most.
            accept: Which terms to offer, by slug; all by default.
        """
        key = normalise(text)
        likely = self._likely(key)
        keys = difflib.get_close_matches(key, likely, n=3 * count, cutoff=0.6)
        holding = [name for name in likely if key and f" {key} " in f" {name} "]
        terms = (row[0] for name in (*holding, *keys) for row in self._exact[name][:1])
        labels = (self._entries[t]["label"] for t in terms if accept is None or accept(t))
        return list(dict.fromkeys(labels))[:count]

    def _likely(self, key: str) -> list[str]:
        """Give the names that share most runs of three letters with a text."""
        shared: Counter[int] = Counter()
        for run in _runs(key):
            shared.update(self._by_run.get(run, ()))
        scored = [(2 * n / (len(key) + len(self._sorted[k]) + 4), k) for k, n in shared.items()]
        return [self._sorted[k] for _, k in heapq.nlargest(_LIKELY, scored)]

    @cached_property
    def _by_run(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for k, key in enumerate(self._sorted):
            for run in _runs(key):
                found[run].append(k)
        return found

    def inside(self, text: str, accept: Callable[[str], bool] | None = None) -> list[Hit]:
        """Find names inside a phrase, the longest first at each place, without overlap.

        Args:
            text: A phrase such as "cabergoline in prolactinoma".
            accept: Which terms to look for, by slug; all by default.

        Returns:
            One hit a name, in the order of the phrase.
        """
        words = normalise(text).split()
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            found = next(
                (
                    (length, hit)
                    for length in range(min(self._longest, len(words) - i), 0, -1)
                    for hit in self._rows(" ".join(words[i : i + length]), accept)
                ),
                None,
            )
            if found:
                hits.append(found[1])
                i += found[0]
            else:
                i += 1
        return self._distinct(hits)

    def _rows(self, key: str, accept: Callable[[str], bool] | None) -> list[Hit]:
        rows = [row for row in self._exact.get(key, ()) if accept is None or accept(row[0])]
        rows.sort(key=lambda row: (_RANK[row[2]], self._is_quantity(row[0]), row[0]))
        return [self._hit(*row, "exact") for row in rows]

    def _hit(self, term: str, name: str, kind: str, how: str) -> Hit:
        entry = self._entries[term]
        return Hit(term, entry["label"], entry["kind"], name, kind, how, entry["summary"])

    def _distinct(self, hits: Iterable[Hit]) -> list[Hit]:
        seen: dict[str, Hit] = {}
        for hit in hits:
            seen.setdefault(hit.id, hit)
        return list(seen.values())
