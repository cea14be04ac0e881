"""Checks on the content, in the order in which they help: form first, meaning last."""

from kg.quality.format import fmt
from kg.quality.report import check

__all__ = ["check", "fmt"]
