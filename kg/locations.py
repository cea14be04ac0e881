"""Where the content, the built graph and the site's sources lie.

In a checkout they stand beside the package; in an installed wheel they lie
inside it. Everything else asks here, so that no path is spelled twice.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def in_checkout() -> bool:
    """Tell whether the package runs from a checkout with editable content."""
    return (_CHECKOUT / "ontology" / "pulsatile.ttl").is_file()


def root() -> Path:
    """Give the folder that holds `ontology/` and `site/`."""
    return _CHECKOUT if in_checkout() else _PACKAGE / "_data"


def ontology() -> Path:
    """Give the folder of the hand-written content."""
    return root() / "ontology"


def bundle() -> Path:
    """Give the folder of the built graph."""
    return root() / "build" / "graph" if in_checkout() else root() / "graph"


def site_sources() -> Path:
    """Give the folder of the site's theme, assets and prose."""
    return root() / "site"


def built_site() -> Path:
    """Give the folder the static site is built into."""
    return root() / "build" / "site" if in_checkout() else Path.cwd() / "build" / "site"
