"""Widths of text without a font: enough to break labels and size boxes."""

from __future__ import annotations

#: Advance widths in thousandths of the font size, by character, for a common sans serif.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 230),
    **dict.fromkeys("ftI.,:;/\\!-()[] ", 290),
    **dict.fromkeys("r", 340),
    **dict.fromkeys("ckszvxyJ", 505),
    **dict.fromkeys("abdeghnopqu0123456789+=_$?αβγ", 560),
    **dict.fromkeys("FLTZ", 615),
    **dict.fromkeys("ABEKPSVXY&", 670),
    **dict.fromkeys("CDHNRUw", 725),
    **dict.fromkeys("GOQ", 780),
    **dict.fromkeys("mM", 840),
    **dict.fromkeys("W%@", 950),
}
#: Room for fonts that run wider than the table.
_SLACK = 1.07


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text runs at a font size, on the generous side."""
    return sum(_WIDTHS.get(char, 600) for char in text) * size / 1000 * _SLACK


def break_label(text: str, size: float, widest: float) -> tuple[str, ...]:
    """Break a label at spaces into lines of even length.

    Args:
        text: The label.
        size: Font size.
        widest: Width a line should not pass; a single longer word stays whole.

    Example:
        >>> break_label("beta-endorphin release in the hypothalamus", 13, 130)
        ('beta-endorphin', 'release in the', 'hypothalamus')
    """
    words = text.split()
    for count in range(1, len(words) + 1):
        lines = _best_split(words, count, size)
        if max(text_width(line, size) for line in lines) <= widest or count == len(words):
            return lines
    return (text,)


def _best_split(words: list[str], count: int, size: float) -> tuple[str, ...]:
    """Split words into `count` lines so that the longest line is as short as can be."""
    if count == 1:
        return (" ".join(words),)
    options = []
    for cut in range(1, len(words) - count + 2):
        rest = _best_split(words[cut:], count - 1, size)
        lines = (" ".join(words[:cut]), *rest)
        options.append((max(text_width(line, size) for line in lines), lines))
    return min(options)[1]
