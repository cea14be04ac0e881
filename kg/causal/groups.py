"""Chains that go the same way but for a short detour, told as one.

Kisspeptin reaches the pituitary by the frequency and by the amplitude of GnRH
pulses; a reader wants to hear of that way once. Contributions of a group add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.causal.chains import Path

#: Two chains belong together when they part once, for at most so many quantities.
DETOUR = 2
#: Chains weaker than this part of the strongest are not compared with each other.
WORTH = 0.02


@dataclass(frozen=True, slots=True)
class Group:
    """Chains told as one.

    Attributes:
        main: The strongest of them.
        net: Sum of their contributions.
        open_loop: Sum of what they would bring if nothing compensated.
        count: How many they are.
        detours: Quantities that the others pass and the main one does not.
    """

    main: Path
    net: float
    open_loop: float
    count: int
    detours: tuple[int, ...]


def detour(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...] | None:
    """Give what the second chain passes where it parts from the first.

    Returns:
        The quantities of the one place where they differ, or None when they part
        for longer than a short detour. Equal chains give an empty tuple.
    """
    if tuple(one) == tuple(other):
        return ()
    ahead = 0
    while ahead < min(len(one), len(other)) and one[ahead] == other[ahead]:
        ahead += 1
    behind = 0
    while behind < min(len(one), len(other)) - ahead and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    left, right = len(one) - ahead - behind, len(other) - ahead - behind
    if ahead == 0 or behind == 0 or max(left, right) > DETOUR:
        return None
    return tuple(other[ahead : len(other) - behind])


def group(paths: Sequence[Path]) -> list[Group]:
    """Gather chains around the strongest ones; the order is by contribution.

    Args:
        paths: Strongest first, as `attribute` gives them.
    """
    found: list[tuple[Path, list[Path], set[int]]] = []
    floor = WORTH * abs(paths[0].net) if paths else 0.0
    for path in paths:
        home = _home(path, found) if abs(path.net) >= floor else None
        if home is None:
            found.append((path, [path], set()))
        else:
            home[1].append(path)
            home[2].update(detour(home[0].nodes, path.nodes) or ())
    groups = [
        Group(
            main=main,
            net=sum(p.net for p in members),
            open_loop=sum(p.open_loop for p in members),
            count=len(members),
            detours=tuple(sorted(passed)),
        )
        for main, members, passed in found
    ]
    return sorted(groups, key=lambda g: (-abs(g.net), g.main.lesion, g.main.nodes))


def _home(
    path: Path, found: list[tuple[Path, list[Path], set[int]]]
) -> tuple[Path, list[Path], set[int]] | None:
    for home in found:
        same_pull = (home[0].net > 0) == (path.net > 0)
        if home[0].lesion != path.lesion or not same_pull:
            continue
        if detour(home[0].nodes, path.nodes) is not None:
            return home
    return None
