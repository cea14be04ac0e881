"""From a log-fold change to a word."""

from __future__ import annotations

#: A change below e^0.1, about a tenth, is not spoken of as a change.
MATERIAL = 0.1


def direction(response: float) -> str:
    """Say whether a log-fold change is "up", "down" or "unchanged" (smaller than a tenth).

    Example:
        >>> direction(-0.3)
        'down'
    """
    if abs(response) < MATERIAL:
        return "unchanged"
    return "up" if response > 0 else "down"
