"""Prefixes, and CURIEs to IRIs and back.

The prefixes themselves are content: `ontology/prefixes.jsonld` holds each once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import locations

BASE = "https://w3id.org/pulsatile/"
TERM = BASE + "term/"
CLAIM = BASE + "claim/"
LESION = BASE + "lesion/"
REFERENCE = BASE + "reference/"
CONTEXT = BASE + "context/"
PUL = BASE + "vocab#"


def read_prefixes(path: Path) -> dict[str, str]:
    """Read the prefixes of a JSON-LD context file.

    Args:
        path: A file such as `ontology/prefixes.jsonld`.

    Returns:
        Namespace IRI by prefix, sorted by prefix.
    """
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return {prefix: context[prefix] for prefix in sorted(context)}


@cache
def prefixes() -> Mapping[str, str]:
    """Give the project's prefixes; read once, they do not change while a program runs."""
    return read_prefixes(locations.ontology() / "prefixes.jsonld")


def expand(curie: str) -> str:
    """Turn a CURIE into an IRI.

    Raises:
        KeyError: If the prefix is not declared.

    Example:
        >>> expand("term:estradiol")
        'https://w3id.org/pulsatile/term/estradiol'
    """
    prefix, _, local = curie.partition(":")
    return prefixes()[prefix] + local


def compact(iri: str) -> str:
    """Turn an IRI into a CURIE, or give it back unchanged when no prefix fits.

    Example:
        >>> compact("https://w3id.org/pulsatile/vocab#increases")
        'pul:increases'
    """
    fitting = [item for item in prefixes().items() if iri.startswith(item[1])]
    if not fitting:
        return iri
    prefix, namespace = max(fitting, key=lambda item: len(item[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def local_name(iri: str) -> str:
    """Give what stands after the last `/` or `#`.

    Example:
        >>> local_name("https://w3id.org/pulsatile/claim/x.e1")
        'x.e1'
    """
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
