"""Ensemble tables: what every cause does to every quantity, draw by draw.

One table a context, made on first use (seconds) and kept beside the built graph,
so that a diagnosis only looks numbers up.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.causal.lesions import lesions_of
from kg.model import Context

if TYPE_CHECKING:
    from kg.causal.engine import Engine

#: Draws of the strengths for each cause; 60 hold a probability to about 0.06.
DRAWS = 60
_SOURCES = ("ensemble", "graph", "lesions", "solve", "system", "tables")


class Table:
    """What each cause does to each quantity in one context.

    Attributes:
        causes: Slugs, sorted.
        quantities: Slugs, sorted.
        changes: Log-fold changes, shape (causes, draws, quantities). Draw k has the same
            strengths under every cause that cuts no claim.
    """

    def __init__(
        self, causes: Sequence[str], quantities: Sequence[str], changes: npt.NDArray[np.float32]
    ) -> None:
        self.causes = tuple(causes)
        self.quantities = tuple(quantities)
        self.changes = changes
        self.row = {cause: i for i, cause in enumerate(self.causes)}
        self.column = {quantity: j for j, quantity in enumerate(self.quantities)}


def make(engine: Engine, causes: Sequence[str], draws: int = DRAWS) -> Table:
    """Sample every cause that does something in the engine's context.

    Args:
        engine: The engine of the context.
        causes: Slugs of terms that have lesions.
        draws: Of the strengths, for each cause.
    """
    acting = [c for c in sorted(causes) if np.abs(engine.solve([c]).y).max(initial=0.0) > 0]
    shape = (len(acting), draws, engine.system.size)
    changes = np.empty(shape, dtype=np.float32)
    for i, cause in enumerate(acting):
        # Half precision is what is kept on disk; fresh and reloaded tables are the same.
        changes[i] = engine.sample([cause], draws).astype(np.float16)
    return Table(acting, engine.system.names, changes)


def fingerprint(engine: Engine, causes: Sequence[str], draws: int = DRAWS) -> str:
    """Name everything a table depends on: equations, lesions, the engine's own source.

    A change of prose, names or evidence leaves it as it is.
    """
    digest = hashlib.sha256(repr((draws, engine.system.names, engine.system.claims)).encode())
    system = engine.system
    for array in (system.source, system.target, system.low, system.high, system.weight):
        digest.update(array.tobytes())
    for array in (system.curve, system.pool_source, system.pool_target, system.share):
        digest.update(array.tobytes())
    for lesion in lesions_of(engine.ontology, causes, engine.context):
        row = (lesion.id, lesion.of, lesion.type, lesion.target, lesion.cuts, lesion.magnitude)
        digest.update(repr(row).encode())
    for name in _SOURCES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()


def kept(engine: Engine, causes: Sequence[str], folder: Path | None) -> Table:
    """Give the table of a context from its file, or make it and keep it.

    Args:
        engine: The engine of the context.
        causes: Slugs of terms that have lesions.
        folder: Where tables are kept; None to make it anew.
    """
    if folder is None:
        return make(engine, causes)
    path = folder / f"{_name(engine.context)}.npz"
    key = fingerprint(engine, causes)
    found = _read(path, key)
    if found is None:
        found = make(engine, causes)
        _write(path, key, found)
    return found


def _name(context: Context) -> str:
    parts = (context.sex, context.life_stage, context.phase, context.duration)
    return "-".join(part for part in (*parts, context.pattern, context.route) if part)


def _read(path: Path, key: str) -> Table | None:
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["key"]) != key:
                return None
            changes = data["changes"].astype(np.float32)
            return Table(data["causes"].tolist(), data["quantities"].tolist(), changes)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _write(path: Path, key: str, table: Table) -> None:
    """Put the file in its place whole; where nothing may be written it is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            np.savez_compressed(
                file,
                key=np.array(key),
                causes=np.array(table.causes, dtype=np.str_),
                quantities=np.array(table.quantities, dtype=np.str_),
                changes=table.changes.astype(np.float16),
            )
        os.replace(file.name, path)  # noqa: PTH105 - the name is a plain string here
    except OSError:
        return
