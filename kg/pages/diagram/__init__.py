"""Pictures of causes in anatomical bands: our own layout, drawn as inline SVG.

This package computes geometry only; `site/theme/parts/diagram.html` draws it.
`picture` says what is shown, `layers`, `order`, `place` and `route` say where,
`wide` and `narrow` put it together for desks and for phones.
"""

from kg.pages.diagram.drawing import Drawing
from kg.pages.diagram.narrow import draw_chain, draw_narrow
from kg.pages.diagram.picture import BANDS, Box, Edge, Picture
from kg.pages.diagram.wide import draw_wide

__all__ = ["BANDS", "Box", "Drawing", "Edge", "Picture", "draw_chain", "draw_narrow", "draw_wide"]
