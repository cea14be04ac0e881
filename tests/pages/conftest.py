"""Fixtures of the site's tests: the sample graph, and its site built once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.sample import SampleGraph, build_sample_site, sample


@pytest.fixture(scope="session")
def sampled() -> SampleGraph:
    """The sample graph."""
    return sample()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample graph."""
    return build_sample_site(tmp_path_factory.mktemp("site"))
