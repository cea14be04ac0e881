"""The built graph: the same bytes whatever the order a program happens to meet things in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import bundle

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.content
def test_the_built_graph_is_the_same_on_every_build(tmp_path: Path) -> None:
    """Two programs with different hash seeds write the same files."""
    sums = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "kg.cli", "build", "--to", str(folder)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        sums.append((folder / bundle.CHECKSUMS).read_text())
    assert sums[0] == sums[1]
