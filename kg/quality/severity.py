"""How grave each rule is: `checks/severity.tsv`, kept apart from the rules."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

LEVELS = ("ERROR", "WARN", "INFO")


def read_severity(checks: Path) -> Mapping[str, str]:
    """Read the severity of every rule.

    Args:
        checks: Folder that holds `severity.tsv`.

    Returns:
        "ERROR", "WARN" or "INFO" by the name of the rule.
    """
    with (checks / "severity.tsv").open(encoding="utf-8", newline="") as table:
        return {row["rule"]: row["severity"] for row in csv.DictReader(table, delimiter="\t")}
