"""The shapes of answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class TermDocument(BaseModel):
    """A term with its claims, evidence and identifiers."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(examples=["luteinizing-hormone"])
    iri: str = Field(examples=["https://w3id.org/pulsatile/term/luteinizing-hormone"])
    label: str = Field(examples=["luteinizing hormone"])
    kind: str = Field(examples=["Hormone"])
    definition: str
    plain: str
    version: str


class SearchHit(BaseModel):
    """One hit and what in it matched."""

    id: str
    label: str
    kind: str
    matched: str = Field(description="The name that matched.")
    matched_kind: str = Field(description="label, abbreviation, synonym or id.")
    how: str = Field(description="exact or prefix.")
    summary: str


class SearchPage(BaseModel):
    """A page of hits."""

    query: str
    total: int
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page, or null.")
    hits: list[SearchHit]


class ExplanationDocument(BaseModel):
    """Why a quantity changes: numbers and the words for them."""

    model_config = ConfigDict(extra="allow")

    target: str
    causes: list[str]
    direction: str = Field(examples=["down"])
    material: bool
    response: float = Field(description="Log-fold change at the midpoint; ordinal.")
    chains: list[dict[str, Any]]
    loops: list[dict[str, Any]]
    story: dict[str, Any]
    version: str


class Problem(BaseModel):
    """An error, after RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
