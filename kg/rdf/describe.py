"""One term with everything said of it, as Turtle and as JSON-LD."""

from __future__ import annotations

from typing import Any

from rdflib import Graph, Literal, URIRef

from kg import namespaces as ns
from kg.rdf.write import write


def turtle(triples: bytes) -> str:
    """Write N-Triples in the canonical Turtle of the content files.

    Args:
        triples: N-Triples, UTF-8.
    """
    graph = Graph()
    graph.parse(data=triples, format="nt")
    return write(graph)


def jsonld(triples: bytes) -> dict[str, Any]:
    """Write N-Triples as compacted JSON-LD: one `@graph`, subjects and keys sorted.

    Args:
        triples: N-Triples, UTF-8.
    """
    graph = Graph()
    graph.parse(data=triples, format="nt")
    nodes: dict[str, dict[str, Any]] = {}
    for s, p, o in sorted(graph):
        node = nodes.setdefault(str(s), {"@id": ns.compact(str(s))})
        key = "@type" if str(p).endswith("#type") else ns.compact(str(p))
        value: Any = _value(o)
        node.setdefault(key, []).append(value["@id"] if key == "@type" else value)
    used = {name.partition(":")[0] for node in nodes.values() for name in _curies(node)}
    context = {prefix: iri for prefix, iri in ns.prefixes().items() if prefix in used}
    return {"@context": context, "@graph": [nodes[key] for key in sorted(nodes)]}


def _value(node: Any) -> dict[str, str]:
    if isinstance(node, URIRef):
        return {"@id": ns.compact(str(node))}
    assert isinstance(node, Literal)
    value = {"@value": str(node)}
    if node.language:
        value["@language"] = node.language
    elif node.datatype:
        value["@type"] = ns.compact(str(node.datatype))
    return value


def _curies(node: dict[str, Any]) -> list[str]:
    found = [key for key in node if not key.startswith("@")]
    for values in node.values():
        for value in values if isinstance(values, list) else [values]:
            found.append(value if isinstance(value, str) else value.get("@id", ""))
            if isinstance(value, dict) and "@type" in value:
                found.append(value["@type"])
    return found
