"""Rewriting files: what changes, what does not, what is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.quality import fmt

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """A folder with one tidy, one untidy and one broken file."""
    shutil.copytree(DATA / "tiny", tmp_path / "tiny")
    shutil.copytree(DATA / "broken" / "not-canonical", tmp_path / "tiny", dirs_exist_ok=True)
    (tmp_path / "tiny" / "terms" / "bad.ttl").write_text("term:a\n", encoding="utf-8")
    return tmp_path / "tiny"


def test_untidy_files_are_rewritten_and_named(untidy: Path) -> None:
    """Only the files that differ are touched; a second run finds nothing to do."""
    result = fmt([untidy])

    assert [path.name for path in result] == ["more.ttl"]
    assert len(result) == 1
    assert len(fmt([untidy])) == 0


def test_a_file_with_a_syntax_error_is_left_alone_and_told(untidy: Path) -> None:
    """The fault is reported with its place; the file keeps its bytes."""
    result = fmt([untidy])

    assert [fault.path.name for fault in result.refused] == ["bad.ttl"]
    assert (untidy / "terms" / "bad.ttl").read_text(encoding="utf-8") == "term:a\n"


def test_check_writes_nothing(untidy: Path) -> None:
    """One may ask before acting."""
    path = untidy / "references" / "more.ttl"
    before = path.read_bytes()

    result = fmt([path], check=True)

    assert result.changed == (path,)
    assert path.read_bytes() == before


def test_line_ends_of_another_system_are_put_right(tmp_path: Path) -> None:
    """A file saved with carriage returns is rewritten with plain line ends."""
    path = tmp_path / "a.ttl"
    text = (DATA / "tiny" / "references" / "references.ttl").read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))

    assert fmt([path]).changed == (path,)
    assert path.read_bytes() == text
