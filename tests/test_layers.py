"""The floors of the house hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_floors() -> None:
    """import-linter finds no import from a floor above or from a neighbour."""
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True
    )

    assert found.returncode == 0, found.stdout


def test_looking_up_a_term_imports_no_heavy_library() -> None:
    """The command line answers at once because it loads only what it needs."""
    program = (
        "import sys, kg.cli, kg.knowledge, kg.terminal; "
        "heavy = {'fastapi', 'pyshacl', 'rdflib', 'numpy', 'scipy', 'networkx'}; "
        "heavy |= {'pyoxigraph', 'mkdocs'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert found.stdout.strip() == "[]", found.stderr
