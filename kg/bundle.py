"""The built graph as files: what `kg build` writes and every later start reads.

Only the standard library is needed to read it, so that a look-up on the
command line answers at once. The files are byte-identical on rebuild: keys
are sorted, there is no date and no hash order in them.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg._version import __version__
from kg.errors import BundleError
from kg.model import Ontology

MODEL = "model.json"
NAMES = "names.json"
CHECKSUMS = "SHA256SUMS"
#: Raised whenever the shape of the files changes; an older bundle is then refused.
FORMAT = 1


def encode(value: Any) -> Any:
    """Turn a model value into plain JSON values; fields at their default are left out.

    Example:
        >>> from kg.model import Limits
        >>> encode(Limits(sex=frozenset({"female"})))
        {'sex': ['female']}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: encode(getattr(value, f.name))
            for f in fields(value)
            if not _is_default(f, getattr(value, f.name))
        }
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    return value


def _is_default(field: Any, value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return False


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def decode(kind: Any, data: Any) -> Any:
    """Turn plain JSON values back into a value of the given type.

    Args:
        kind: A dataclass of `kg.model` or a type its fields use.
        data: What `encode` gave.
    """
    origin = typing.get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: decode(hints[name], item) for name, item in data.items()})
    if origin in (typing.Union, types.UnionType):
        return data if data is None else decode(typing.get_args(kind)[0], data)
    if origin is tuple:
        return tuple(decode(typing.get_args(kind)[0], item) for item in data)
    if origin is frozenset:
        return frozenset(data)
    if origin is not None and issubclass(origin, Mapping):
        inner = typing.get_args(kind)[1]
        return {key: decode(inner, item) for key, item in data.items()}
    return data


def dump(value: Any) -> bytes:
    """Write JSON in the one form used for every file: sorted, compact, UTF-8, newline."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a built graph and their checksums; other files there are removed.

    Args:
        folder: Where to; made if missing.
        files: Content by name relative to the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keep = {*files, CHECKSUMS}
    for old in sorted(folder.rglob("*"), reverse=True):
        if old.is_file() and old.relative_to(folder).as_posix() not in keep:
            old.unlink()
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / CHECKSUMS).write_bytes(checksums(files))


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Give the lines of a checksum file, sorted by name, as `sha256sum -c` reads them."""
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ]
    return "".join(lines).encode()


def dump_ontology(ontology: Ontology) -> bytes:
    """Write the model values of the whole content."""
    return dump({"format": FORMAT, "software": __version__, "ontology": encode(ontology)})


def read_ontology(folder: Path) -> Ontology:
    """Read the model values of a built graph.

    Raises:
        BundleError: If there is none, or another version wrote it.
    """
    path = folder / MODEL
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise BundleError(path, "There is no built graph here.") from None
    except ValueError as fault:
        raise BundleError(path, f"The file is damaged ({fault}).") from fault
    if data.get("format") != FORMAT:
        raise BundleError(path, "It was written by another version of this program.")
    ontology: Ontology = decode(Ontology, data["ontology"])
    return ontology


def read_names(folder: Path) -> dict[str, Any]:
    """Read the look-up names of a built graph.

    Raises:
        BundleError: If there is none.
    """
    try:
        names: dict[str, Any] = json.loads((folder / NAMES).read_bytes())
    except FileNotFoundError:
        raise BundleError(folder / NAMES, "There is no built graph here.") from None
    return names
