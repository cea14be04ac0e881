"""Chains that part once and briefly are told as one; nothing is lost."""

from __future__ import annotations

import pytest

from kg.causal.chains import Path
from kg.causal.groups import detour, group


@pytest.mark.parametrize(
    ("other", "passed"),
    [
        ((1, 2, 3, 4), ()),
        ((1, 9, 3, 4), (9,)),
        ((1, 3, 4), ()),
        ((1, 8, 9, 4), (8, 9)),
        ((1, 7, 8, 9, 4), None),
        ((5, 2, 3, 4), None),
    ],
)
def test_detour(other: tuple[int, ...], passed: tuple[int, ...] | None) -> None:
    """Only one short parting between a common beginning and a common end counts."""
    assert detour((1, 2, 3, 4), other) == passed


def test_groups_add_up_and_keep_opposite_pulls_apart() -> None:
    """Contributions of a group are summed; what works against stays a chain of its own."""
    paths = [
        Path("x", (1, 2, 3), -0.5, -0.6),
        Path("x", (1, 4, 3), -0.25, -0.3),
        Path("x", (1, 5, 3), 0.1, 0.2),
        Path("y", (1, 2, 3), -0.05, -0.1),
    ]

    found = group(paths)

    assert [g.count for g in found] == [2, 1, 1]
    assert found[0].net == pytest.approx(-0.75)
    assert found[0].detours == (4,)
    assert sum(g.net for g in found) == pytest.approx(sum(p.net for p in paths))


def test_no_chains_no_groups() -> None:
    """An empty list stays empty."""
    assert group([]) == []
